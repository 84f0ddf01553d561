"""The one kind of message about data: from intake, checks and the build alike."""

import re
from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

__all__ = ["Finding", "Place", "Severity", "is_check", "page_of", "reaches", "worst_first"]


class Severity(StrEnum):
    """How bad. `blocks` stops the final edition unless waived; `info` stops nothing."""

    BLOCKS = "blocks"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


class Place(BaseModel):
    """One of the places of a finding in its file: record number (counted as in `Finding`) and value, safe to show."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: int | None
    value: str = ""


class Finding(BaseModel):
    """One broken rule at one place (or at `count` places, with the first one named).

    `line` is the record number in the source file: in CSV and XLSX the header is 1 and the first row 2; in Parquet, JSON
    Lines and DataFrames, which have no header, the first row is 1. `value` is already safe to show: masked where the column
    may hold personal data. `rejects` says that the rows concerned do not count; that is independent of the severity.

    Of rows of logs speak `table`, `file`, `line`, `column` (the source's own name) and, where there are several
    places, the first few `examples`. Of a harmonised report speak `part` (1 to 11), `line`, `column` (the letter),
    `row` (the row's key), `cells` (what the rule compared, as `C12`), `expected` and `figure`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    severity: Severity
    message: str
    remedy: str = ""
    citation: str = ""
    rejects: bool = False
    table: str = ""
    file: str = ""
    line: int | None = None
    column: str = ""
    value: str = ""
    figure: str = ""
    part: int | None = None
    row: str = ""
    cells: tuple[str, ...] = ()
    expected: str = ""
    count: int = 1
    examples: tuple[Place, ...] = ()


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in reading order: worst first, then by table or part, file, rule and line."""
    return sorted(
        findings,
        key=lambda f: (_ORDER[f.severity], f.table, f.part or 0, f.file, f.id, f.line or 0, f.column, f.figure, f.message),
    )


def reaches(severity: Severity, level: str) -> bool:
    """True if `severity` is at least as bad as `level`: a severity's name, or `never`."""
    return level != "never" and _ORDER[severity] <= _ORDER[Severity(level)]


def is_check(id_: str) -> bool:
    """True if `id_` names a check of a report (`C-7`, `MI-4`), not a rule of logs (`intake.required`)."""
    return re.fullmatch(r"[A-Z]+-\d+[a-z]?", id_) is not None


def page_of(finding: Finding) -> str:
    """Where the documentation explains its rule: `docs/checks.md#c-7`, `docs/rules.md#intake-required`.

    A rule of the catalogue may be asked of a report and of logs (F-6): the table tells which of the two it was. Rules of
    an ad register stand in docs/ads.md, notes on a search for campaigns in docs/campaigns.md.
    """
    anchor = re.sub(r"[^a-z0-9]", "-", finding.id.lower())
    if finding.id.startswith(("AD-", "ads.")):
        return f"docs/ads.md#{anchor}"
    if finding.id.startswith("campaigns."):
        return f"docs/campaigns.md#{anchor}"
    return f"docs/{'checks' if is_check(finding.id) and not finding.table else 'rules'}.md#{anchor}"
