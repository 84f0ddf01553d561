"""Read a `report.json` of ours back: the report with every reason, the chapters' figures, and what it says of itself."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from dsa_reports.errors import InputError
from dsa_reports.evidence.published import PublishedFigure, PublishedPart, PublishedReport
from dsa_reports.harmonised.model import Cell, Figure, HarmonisedReport, Part, Reason, Row, figure_id
from dsa_reports.template.layout import layout

__all__ = ["Reread", "reread"]


@dataclass(frozen=True)
class Reread:
    """What was printed. `chapters`: figures of the voluntary chapters by id."""

    report: HarmonisedReport
    chapters: dict[str, Figure]
    identification: dict[str, Any]


def reread(content: bytes, where: str) -> Reread:
    """The report in the bytes of a `report.json`; InputError, which names `where`, if they are none of this program's."""
    try:
        data = PublishedReport.model_validate(json.loads(content))
        figures = {name: _figure(name, entry, data) for name, entry in data.figures.items()}
        parts = tuple(_part(part, figures) for part in data.parts)
    except (ValueError, ValidationError, KeyError) as error:
        raise InputError(
            "this report.json cannot be read", where=where,
            remedy="It is damaged, or another version of the program wrote it: name the folder of its CSV parts instead.",
        ) from error
    said = data.identification
    own = {cell.figure for part in parts for row in part.rows for cell in row.cells if cell.figure}
    report = HarmonisedReport(
        service=str(said.get("service", "")), provider=str(said.get("provider", "")), tier=str(said.get("tier", "")),
        period=str(said.get("period", "")), template=data.template, parts=parts,
        figures={name: figure for name, figure in figures.items() if name in own},
    )
    return Reread(report, {name: figure for name, figure in figures.items() if name not in own}, said)


def _figure(name: str, entry: PublishedFigure, data: PublishedReport) -> Figure:
    definition = next((d for d in data.definitions if d.get("id") == entry.indicator), {})
    column = name.rpartition("@")[0] or name
    meaning = dict(definition.get("columns") or {}).get(column.rpartition(".")[2], "")
    return Figure(
        id=name, text=entry.text, value=entry.value, unit=entry.unit, reason=Reason(entry.reason), indicator=entry.indicator,
        title=str(definition.get("title", "")), definition=str(meaning), rows_used=entry.rows_used,
        numerator=entry.numerator, denominator=entry.denominator,
    )


def _part(part: PublishedPart, figures: dict[str, Figure]) -> Part:
    template = layout().part(part.number)
    roles = {column.name: column.role for column in template.columns}
    rows = []
    for row in part.rows:
        cells = []
        for name, text in zip(part.columns, row.cells, strict=True):
            figure = figures.get(figure_id((part.number, row.key, name, row.scope))) if roles.get(name) == "figure" else None
            cells.append(Cell(text=text, figure=figure.id if figure else "", reason=figure.reason if figure else None))
        rows.append(Row(key=row.key, cells=tuple(cells), level=row.level, scope=row.scope, parent=row.key.partition("/")[0] if "/" in row.key else ""))
    return Part(
        number=part.number, sheet=part.sheet, title=part.title, legal_basis=template.legal_basis, columns=part.columns,
        headers=part.headers, rows=tuple(rows),
    )
