"""What every format of findings is made from: one frozen document, every text in it safe to show."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dsa_reports.display import shown
from dsa_reports.findings import Finding, worst_first
from dsa_reports.waivers import Waived

__all__ = ["FindingsDocument", "Kind", "place_of_file", "scope_of"]

Kind = Literal["validate", "check", "build"]
_LONGEST = 4000
"""Characters of one text. Messages and remedies are ours and short; a name or a value that is not is cut."""


_TITLES = {"validate": "Validation of the logs", "check": "Check of the report", "build": "Findings of the build"}


@dataclass(frozen=True)
class FindingsDocument:
    """The findings of one run. They are put in order, worst first, and cleaned of everything that could act on a screen.

    `head` says what was looked at: {"tables": [{"table", "files": [{"path", "sha256", "rows_read", "accepted",
    "rejected"}]}]} for `validate` (a table that rightly has no rows: "none": the reason), {"report": {"service",
    "period", "tier", "parts"}} for `check`, {"build": {"draft", "folder", "period"}} for `build`.
    """

    kind: Kind
    head: Mapping[str, Any]
    findings: Sequence[Finding]
    waived: Sequence[Waived] = ()
    limit: int | None = None
    """Most places shown of each rule. None: what suits the format; 0: all."""
    fail_on: str = "error"
    """The severity from which on a finding is a failure, or `never`."""
    base: str = ""
    """Folder of the files as seen from where the command ran: for formats that link to a file."""
    about: str = ""
    """The file that findings without one are about, as seen from there: the service file, or the report."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rule id → the rule in words, of all rules that were tried, where these are known."""

    def __post_init__(self) -> None:
        """Order and clean, once, for all formats."""
        object.__setattr__(self, "findings", tuple(_clean_finding(f) for f in worst_first(self.findings)))
        object.__setattr__(self, "waived", tuple(_clean_waived(w) for w in self.waived))
        for name in ("head", "rules", "base", "about"):
            object.__setattr__(self, name, _clean(getattr(self, name)))

    @property
    def title(self) -> str:
        """What the findings are of, in words."""
        if self.kind == "validate" and [table.get("table") for table in self.head.get("tables", ())] == ["minor_measures"]:
            return "Check of the register of measures"
        return _TITLES[self.kind]

    def most(self, usual: int | None) -> int | None:
        """Places to show of each rule in a format that `usual`ly shows so many; None is all."""
        chosen = usual if self.limit is None else self.limit
        return chosen or None


def scope_of(finding: Finding) -> str:
    """What the finding is about at large: a table of the logs, a part of the report, or ''."""
    return finding.table or (f"part {finding.part}" if finding.part is not None else "")


def place_of_file(document: FindingsDocument, finding: Finding) -> str:
    """The finding's file as seen from where the command ran, with slashes; '' where there is none."""
    if not finding.file:
        return ""
    return posixpath.normpath(posixpath.join(document.base.replace("\\", "/"), finding.file.replace("\\", "/")))


def _clean(value: Any) -> Any:
    match value:
        case str():
            return shown(value, _LONGEST)
        case Mapping():
            return {shown(key): _clean(item) for key, item in value.items()}
        case list() | tuple():
            return tuple(_clean(item) for item in value)
        case _:
            return value


def _clean_finding(finding: Finding) -> Finding:
    changed: dict[str, Any] = {name: shown(text, _LONGEST) for name in _TEXTS if not _harmless(text := getattr(finding, name))}
    if not all(map(_harmless, finding.cells)):
        changed["cells"] = _clean(finding.cells)
    if not all(_harmless(place.value) for place in finding.examples):
        changed["examples"] = tuple(place.model_copy(update={"value": shown(place.value, _LONGEST)}) for place in finding.examples)
    return finding.model_copy(update=changed) if changed else finding


def _harmless(text: str) -> bool:
    return text.isascii() and text.isprintable() and len(text) <= _LONGEST


def _clean_waived(entry: Waived) -> Waived:
    waiver = entry.waiver.model_copy(update={"reason": shown(entry.waiver.reason, _LONGEST), "owner": shown(entry.waiver.owner, _LONGEST)})
    return Waived(_clean_finding(entry.finding), waiver)


_TEXTS = tuple(name for name, info in Finding.model_fields.items() if info.annotation is str)
