"""The findings of several reports in one document: for formats that know one run, and for programs."""

import json
import posixpath
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dsa_reports.render.findings.document import FindingsDocument
from dsa_reports.render.findings.json import dumped, render

__all__ = ["joined", "json_of_many"]


def json_of_many(documents: Sequence[tuple[str, FindingsDocument]]) -> str:
    """{"reports": [{"path", "report", "findings", ...}]}: for each path what the command prints for it alone."""
    data: list[dict[str, Any]] = [{"path": path, **json.loads(render(document))} for path, document in documents]
    return dumped({"reports": data}, indent=1)


def joined(documents: Sequence[FindingsDocument]) -> FindingsDocument:
    """All findings in one document, each file with the folder that it lies in."""
    findings = [
        finding.model_copy(update={"file": posixpath.normpath(posixpath.join(document.base, finding.file))}) if finding.file else finding
        for document in documents for finding in document.findings
    ]
    waived = [accepted for document in documents for accepted in document.waived]
    head = {"report": {"service": f"{len(documents)} reports", "period": "", "tier": "", "parts": []}}
    if not documents:
        return FindingsDocument("check", head, ())
    return replace(documents[0], head=head, findings=findings, waived=waived, base="")
