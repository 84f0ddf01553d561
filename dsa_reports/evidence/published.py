"""`report.json`: the report for programs. Only what may be published, and every figure once.

Definitions stand once per indicator instead of once per figure; findings are given as
counts: here, names of log files and details of findings are left out. The PDF and the web
page do print them in the chapter on validation.
"""

from collections import Counter
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from dsa_reports.harmonised.changes import Difference
from dsa_reports.harmonised.model import Chapter, Document, Figure, Part

__all__ = ["PublishedReport", "published"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PublishedRow(_Frozen):
    """One row of a part: its key, level, scope, and the cells as they stand in the CSV."""

    key: str
    level: str
    scope: str
    cells: tuple[str, ...]


class PublishedPart(_Frozen):
    """One of the eleven parts. `columns` are short names, `headers` the official ones."""

    number: int
    sheet: str
    title: str
    columns: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[PublishedRow, ...]


class PublishedFigure(_Frozen):
    """One figure. `text` as in the CSV ('' = blank), `reason` why it is what it is."""

    text: str
    value: float | int | None
    unit: str
    reason: str
    indicator: str
    rows_used: Annotated[int | None, Field(description="Rows that it rests on; null where the figure is sealed.")]
    numerator: int | None = None
    denominator: int | None = None


class PublishedReport(_Frozen):
    """The whole of `report.json`."""

    note: Annotated[str, Field(description="What this file is, and what it is not.")]
    language: str
    identification: dict[str, Any]
    template: str
    parts: tuple[PublishedPart, ...]
    chapters: tuple[Chapter, ...]
    figures: Annotated[dict[str, PublishedFigure], Field(description="Figure id → figure: part.row.column[@scope].")]
    definitions: Annotated[tuple[dict[str, Any], ...], Field(description="What each indicator counts, and by which right.")]
    readings: tuple[dict[str, Any], ...]
    rows: Annotated[dict[str, dict[str, int]], Field(description="Table → rows read, accepted, rejected; of the accepted: in_period, before_period, after_period, undated.")]
    findings: Annotated[dict[str, int], Field(description="Number of findings by severity.")]
    versions: dict[str, str]
    sealing: Annotated[dict[str, Any], Field(description="How small counts about minors are kept: least (smaller ones are sealed), reason, sealed (number of figures), earlier (reports whose seals hold on).")] = {}
    changes: Annotated[Difference | None, Field(description="What changed since the version (or draft) that this one is compared with.")] = None


def published(document: Document) -> dict[str, Any]:
    """`document` as plain data for `report.json`."""
    counts = Counter(finding.severity.value for finding in document.findings)
    return PublishedReport(
        note="The CSV and XLSX files are the report; this file holds the same figures for programs.",
        language=document.language, identification=document.identification, template=document.report.template,
        parts=tuple(_part(part) for part in document.report.parts), chapters=document.chapters,
        figures={name: _figure(figure) for name, figure in document.figures.items()},
        definitions=document.definitions, readings=document.readings,
        rows={str(entry["table"]): _rows(entry) for entry in document.intake},
        findings=dict(sorted(counts.items())), versions=document.versions,
        changes=document.changes, sealing=document.sealing,
    ).model_dump(mode="json")


def _part(part: Part) -> PublishedPart:
    rows = tuple(
        PublishedRow(key=r.key, level=r.level, scope=r.scope, cells=tuple(c.text for c in r.cells)) for r in part.rows
    )
    return PublishedPart(
        number=part.number, sheet=part.sheet, title=part.title, columns=part.columns, headers=part.headers, rows=rows
    )


def _figure(figure: Figure) -> PublishedFigure:
    return PublishedFigure(
        text=figure.text, value=figure.value, unit=figure.unit, reason=figure.reason.value, indicator=figure.indicator,
        rows_used=figure.rows_used, numerator=figure.numerator, denominator=figure.denominator,
    )


def _rows(entry: dict[str, Any]) -> dict[str, int]:
    counts = {name: sum(int(f[name]) for f in entry["files"]) for name in ("rows_read", "accepted", "rejected")}
    return counts | {str(name): int(count) for name, count in entry.get("placed", {}).items()}
