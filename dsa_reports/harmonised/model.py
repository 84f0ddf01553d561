"""The harmonised report as data: figures, cells, rows, parts, and the document around them.

A figure printed in PDF, HTML, CSV, XLSX and JSON is the same `Figure` object, so the
formats cannot disagree.
"""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, ConfigDict

from dsa_reports.findings import Finding
from dsa_reports.harmonised.changes import Difference
from dsa_reports.indicators.cells import CellKey, CellResult, Results, figure_id

__all__ = [
    "Cell", "CellKey", "CellResult", "Chapter", "ChapterTable", "Document", "Figure", "HarmonisedReport", "Part", "Past",
    "Reason", "Results", "Row", "figure_id", "rounded",
]


class Reason(StrEnum):
    """Why a cell holds what it holds."""

    COUNTED = "counted"
    NOTHING_HAPPENED = "nothing_happened"
    NO_EVENTS = "no_events"
    """A median or rate over nothing: blank."""
    NOT_APPLICABLE_TO_TIER = "not_applicable_to_tier"
    IMPOSSIBLE_ON_SERVICE = "impossible_on_service"
    NOT_RECORDED = "not_recorded"
    """The platform has no data for it (for example no labelled sample); the finding says so."""
    DECLARED = "declared"
    SEALED = "sealed"
    """A count about minors that is small, or from which one could be worked out. Never a cell of parts 1 to 11."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(_Frozen):
    """One printed number with all that proves it. `text` is what stands in the CSV ('' = blank)."""

    id: str
    text: str
    value: float | int | None
    unit: str
    reason: Reason
    title: str = ""
    definition: str = ""
    conversion: str = ""
    """In words: how the number of the indicator's query becomes this one ('' for a declared figure)."""
    citation: tuple[str, ...] = ()
    indicator: str = ""
    indicator_sha256: str = ""
    rows_used: int | None = 0
    """None where the figure is sealed: how many there were is what is kept."""
    numerator: int | None = None
    denominator: int | None = None
    cell: str = ""
    """`part 4, column J, record 3` for template cells; '' in chapters."""
    before: str | None = None
    """What stood there in the report that this one is compared with; None where it was the same, or nothing is compared."""


class Cell(_Frozen):
    """One cell of a part as it is written; `figure` names the figure it shows, if any."""

    text: str
    figure: str = ""
    reason: Reason | None = None
    before: str | None = None
    """As in `Figure`."""


class Row(_Frozen):
    """One data row. `level`: total, category, subcategory or ''. `parent`: category of a sub-category."""

    key: str
    cells: tuple[Cell, ...]
    level: str = ""
    parent: str = ""
    scope: str = ""


class Part(_Frozen):
    """One of the eleven parts. `columns` are layout names, `headers` the exact official headers."""

    number: int
    sheet: str
    title: str
    legal_basis: str
    columns: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


class HarmonisedReport(_Frozen):
    """The filled templates of one service and period."""

    service: str
    provider: str
    tier: str
    period: str
    template: str
    parts: tuple[Part, ...]
    figures: dict[str, Figure]


class ChapterTable(_Frozen):
    """A table of a chapter: `rows` are (label, figure ids); columns name what the ids show."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""


class Chapter(_Frozen):
    """A voluntary chapter: key figures by id, tables, and `facts` (plain data that its template may use)."""

    id: str
    title: str
    voluntary: bool = True
    key_figures: tuple[str, ...] = ()
    tables: tuple[ChapterTable, ...] = ()
    facts: dict[str, Any] = {}


class Past(_Frozen):
    """What an earlier report of the same service said, for comparison only: figure id → value."""

    period: str
    """`YYYY-MM-DD/YYYY-MM-DD`."""
    figures: dict[str, float | int]


class Document(_Frozen):
    """Everything that renderers show: nothing else reaches a template. Plain data, no clock.

    `identification`: provider, service, tier, period, publication dates, draft number, edition.
    `readings`: id, question, answer, meaning, reason, citation, chosen (bool).
    `intake`: per table: status, reason, files (name, sha256, rows_read, accepted, rejected, first/last event in UTC),
    dated_by (columns that place a row in time), placed (in_period, before_period, after_period, undated: the accepted rows).
    `definitions`: per indicator: title, legal basis, columns with their definitions, sha256.
    `checks`: per check of the report: id, rule, citation, severity, status (passed, findings, not_applicable), findings,
    waived, reason (why it does not apply).
    """

    language: str
    identification: dict[str, Any]
    report: HarmonisedReport
    figures: dict[str, Figure]
    """All figures: those of the report and those of the chapters."""
    chapters: tuple[Chapter, ...]
    texts: dict[str, str]
    """Part 11 by row key, figures already put in."""
    readings: tuple[dict[str, Any], ...]
    intake: tuple[dict[str, Any], ...]
    definitions: tuple[dict[str, Any], ...]
    findings: tuple[Finding, ...]
    versions: dict[str, str]
    changes: Difference | None = None
    """What changed since the version or draft that this one is compared with."""
    sealing: dict[str, Any] = {}
    """How small counts about minors are kept: `least` (counts from 1 to one less are sealed), `reason`, `sealed` (figures), `earlier` (reports whose seals hold on)."""
    checks: tuple[dict[str, Any], ...] = ()
    past: tuple[Past, ...] = ()
    """Earlier periods of the same length, oldest first."""


def rounded(value: int | Fraction, decimals: int) -> Decimal:
    """`value` rounded half up to `decimals` places, without trailing zeros or exponent."""
    exact = Fraction(value)
    scaled = exact * 10**decimals
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    number = Decimal(whole).scaleb(-decimals)
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


