"""Annotations of GitHub Actions: one workflow command per place, which the runner shows beside the file."""

from dsa_reports.findings import Finding, Severity
from dsa_reports.render.findings.document import FindingsDocument, place_of_file
from dsa_reports.render.findings.groups import Group, groups

__all__ = ["render"]

_COMMANDS = {Severity.BLOCKS: "error", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_USUAL = 10
"""GitHub shows ten annotations of a kind per step; more would hide the other rules."""


def render(document: FindingsDocument) -> str:
    """`::error file=…,line=…,col=…,title=…::message`, worst first; waived findings are notices."""
    lines = []
    for group in groups(document, _USUAL):
        shown = group.findings[: document.most(_USUAL)]
        lines += [_command(document, _COMMANDS[finding.severity], finding, _message(finding)) for finding in shown]
        lines += _rest(group, len(shown))
    lines += [
        _command(document, "notice", w.finding, f"waived until {w.waiver.expires} by {w.waiver.owner}: {w.waiver.reason}\n{w.finding.message}")
        for w in document.waived
    ]
    return "".join(line + "\n" for line in lines)


def _rest(group: Group, shown: int) -> list[str]:
    left = group.findings[shown:]
    return [f"::notice title={_property(group.id)}::{_data(f'and {len(left)} more findings of this rule: --max-findings 0 shows all')}"] if left else []


def _message(finding: Finding) -> str:
    value = f": {finding.value}" if finding.value else ""
    places = f" ({finding.count:,} places)" if finding.count > 1 else ""
    law = f" ({finding.citation})" if finding.citation else ""
    return f"{finding.message}{value}{places}" + (f"\n{finding.remedy}{law}" if finding.remedy else law)


def _command(document: FindingsDocument, command: str, finding: Finding, message: str) -> str:
    named = {"file": place_of_file(document, finding), "line": finding.line or "", "col": _number(finding.column), "title": finding.id}
    if not named["file"]:
        named |= {"line": "", "col": ""}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in named.items() if value)
    return f"::{command} {properties}::{_data(message)}"


def _number(letter: str) -> int | str:
    """The number of a column of the template, A = 1; '' for a column of a log, which has a name only."""
    return ord(letter) - 64 if len(letter) == 1 and "A" <= letter <= "Z" else ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
