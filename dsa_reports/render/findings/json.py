"""JSON: the machine interface of `validate`, `check` and `build`, described by the JSON Schemas in `schemas/`."""

import json
from typing import Any

from dsa_reports.evidence.machine import DOCUMENTS, entry, waived_entry
from dsa_reports.findings import Finding
from dsa_reports.render.findings.document import FindingsDocument, scope_of

__all__ = ["dumped", "kept", "left_out", "render"]


def render(document: FindingsDocument) -> str:
    """The whole document. Keys that say nothing (`waived`, `left_out`, `none`) are missing."""
    DOCUMENTS[document.kind][0].model_validate({**document.head, "findings": ()})  # a wrong head is our own mistake
    findings = kept(document)
    data: dict[str, Any] = {**document.head, "findings": [entry(document.kind, f) for f in findings]}
    if document.waived:
        data["waived"] = [waived_entry(document.kind, accepted) for accepted in document.waived]
    if count := left_out(document):
        data["left_out"] = count
    return dumped(data, indent=1)


def kept(document: FindingsDocument) -> list[Finding]:
    """All findings; with --max-findings as many of each rule and table (or part)."""
    most = document.most(None)
    if most is None:
        return list(document.findings)
    seen: dict[tuple[str, str], int] = {}
    chosen = []
    for finding in document.findings:
        rule = (scope_of(finding), finding.id)
        seen[rule] = seen.get(rule, 0) + 1
        if seen[rule] <= most:
            chosen.append(finding.model_copy(update={"examples": finding.examples[:most]}))
    return chosen


def left_out(document: FindingsDocument) -> int:
    """Findings that --max-findings keeps out."""
    return len(document.findings) - len(kept(document))


def dumped(data: object, *, indent: int | None = None) -> str:
    """`data` as JSON and a line end. Build servers act on `##[`: two such signs stand as their escapes."""
    return json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False).replace("##", "\\u0023\\u0023") + "\n"
