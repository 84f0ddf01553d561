"""Findings of every kind, also hostile ones, as the formats get them."""

from datetime import date
from typing import Any

from dsa_reports.findings import Finding, Place, Severity
from dsa_reports.render.findings import FindingsDocument
from dsa_reports.waivers import Waived, Waiver

HOSTILE = (
    "<script>alert(1)</script>]]> \n::error file=x::pwned \r\n##[error]x ##vso[task] | `a` \x1b[31m\x9b2J\u202e\u200b\x00 @you "
    "https://evil.example www.evil.example [a](http://b) ![i](http://c) {0} *b* _c_ \\| ,%0A: $x$ &amp; --> \ufffe \U000e0041 \ud800 =1+1"
)
SHA = "ab" * 32


def log_finding(**changes: Any) -> Finding:
    given = {
        "id": "intake.code", "severity": Severity.ERROR, "message": "kind has a value that is no code of its list", "table": "notices",
        "file": "logs/notices.csv", "line": 12, "column": "kind", "value": "poked", "remedy": "Export a code of the list.",
        "citation": "DSA Art. 16", "rejects": True, "count": 3,
        "examples": (Place(line=12, value="poked"), Place(line=15, value="pocked")),
    }
    return Finding(**(given | changes))


def report_finding(number: int = 0, **changes: Any) -> Finding:
    given = {
        "id": "C-7", "severity": Severity.BLOCKS, "message": f"{15 + number} automated, 12 in all", "part": 5, "file": "5_own.csv",
        "line": 3 + number, "column": "D", "row": "TOTAL", "cells": (f"C{3 + number}", f"D{3 + number}"), "value": str(15 + number),
        "expected": "at most 12", "remedy": "Count again.", "citation": "IR 2024/2835 Annex II, II.1.4.1", "figure": "5.TOTAL.automated",
    }
    return Finding(**(given | changes))


def hostile(**changes: Any) -> Finding:
    """A finding whose every text is hostile, as if nobody before had cleaned it."""
    names = [name for name, info in Finding.model_fields.items() if info.annotation is str and name != "id"]
    given = dict.fromkeys(names, HOSTILE) | {
        "id": HOSTILE, "severity": Severity.ERROR, "line": 7, "cells": (HOSTILE,), "examples": (Place(line=8, value=HOSTILE),), "count": 5,
    }
    return Finding.model_validate(given | changes)


def waived(finding: Finding, **changes: Any) -> Waived:
    given = {"finding": finding.id, "reason": "starts in March", "owner": "A. de Vries", "expires": date(2026, 12, 31)}
    return Waived(finding, Waiver.model_construct(**(given | changes)))


def tables(*names: str) -> list[dict[str, Any]]:
    file = {"path": "logs/notices.csv", "sha256": SHA, "rows_read": 1234, "accepted": 1231, "rejected": 3}
    return [{"table": name, "files": [file | {"path": f"logs/{name}.csv"}]} for name in names]


def validation(*findings: Finding, accepted: tuple[Waived, ...] = (), **changes: Any) -> FindingsDocument:
    given = {"head": {"tables": tables("notices", "orders")}, **changes}
    return FindingsDocument("validate", given.pop("head"), findings or (log_finding(),), accepted, **given)


def check(*findings: Finding, accepted: tuple[Waived, ...] = (), **changes: Any) -> FindingsDocument:
    head = {"report": {"service": "Prikbord", "period": "2026-01-01/2026-06-30", "tier": "vlop", "parts": [1, 4, 5]}}
    return FindingsDocument("check", head, findings or (report_finding(),), accepted, **changes)


def build(*findings: Finding, accepted: tuple[Waived, ...] = (), **changes: Any) -> FindingsDocument:
    head = {"build": {"draft": 3, "folder": "out/drafts/3", "period": "2026-01-01/2026-06-30"}}
    return FindingsDocument("build", head, findings or (log_finding(), report_finding()), accepted, **changes)


def bad(kind: str) -> FindingsDocument:
    """Everything in it hostile: findings, waivers, head, rules."""
    findings = (hostile(part=5), hostile(severity=Severity.INFO, table="", part=3), hostile(file="", figure="", table="", line=None))
    accepted = (waived(hostile(), reason=HOSTILE, owner=HOSTILE),)
    heads: dict[str, Any] = {
        "validate": {"tables": [{**tables(HOSTILE)[0], "none": HOSTILE}]},
        "check": {"report": {"service": HOSTILE, "period": HOSTILE, "tier": HOSTILE, "parts": [5]}},
        "build": {"build": {"draft": 1, "folder": HOSTILE, "period": HOSTILE}},
    }
    return FindingsDocument(kind, heads[kind], findings, accepted, base=HOSTILE, rules={HOSTILE: HOSTILE, "C-1": HOSTILE})  # type: ignore[arg-type]
