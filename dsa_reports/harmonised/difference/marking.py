"""Put into every changed cell what stood there before, so that each format can mark it; and take the marks of versions off texts."""

from collections.abc import Mapping

from dsa_reports.harmonised.changes import Difference, Kind
from dsa_reports.harmonised.model import Figure, HarmonisedReport, Part

__all__ = ["marked", "unmarked"]

SUMMARY = "summary"


def marked(report: HarmonisedReport, figures: Mapping[str, Figure], changes: Difference) -> tuple[HarmonisedReport, dict[str, Figure]]:
    """`report` and all `figures` with `before` in what `changes` (of which they are the new side) names."""
    before: dict[tuple[int, int, str], str] = {}
    by_figure: dict[str, str] = {}
    for cell in changes.all_cells():
        if cell.kind is Kind.REASON or (cell.part is not None and cell.new_record is None):
            continue
        if cell.part is not None and cell.new_record is not None:
            before[cell.part, cell.new_record, cell.column] = cell.old
        if cell.figure:
            by_figure[cell.figure] = cell.old
    changed = {name: figure.model_copy(update={"before": by_figure[name]}) if name in by_figure else figure for name, figure in figures.items()}
    parts = tuple(_part(part, before) for part in report.parts)
    return report.model_copy(update={"parts": parts, "figures": {name: changed.get(name, f) for name, f in report.figures.items()}}), changed


def _part(part: Part, before: Mapping[tuple[int, int, str], str]) -> Part:
    records = {record for number, record, _ in before if number == part.number}
    rows = list(part.rows)
    for record in sorted(records):
        row = rows[record - 2]
        cells = tuple(
            cell.model_copy(update={"before": before[key]}) if (key := (part.number, record, name)) in before else cell
            for name, cell in zip(part.columns, row.cells, strict=True)
        )
        rows[record - 2] = row.model_copy(update={"cells": cells})
    return part.model_copy(update={"rows": tuple(rows)})


def unmarked(report: HarmonisedReport, mark: str) -> HarmonisedReport:
    """`report` without the words that mark a version in its summary: they are said of the report, not by it."""
    if not mark:
        return report
    parts = []
    for part in report.parts:
        rows = tuple(
            row.model_copy(update={"cells": (*row.cells[:-1], row.cells[-1].model_copy(update={"text": row.cells[-1].text.removeprefix(mark).removeprefix(" ")}))})
            if row.key == SUMMARY and row.cells[-1].text.startswith(mark) else row
            for row in part.rows
        ) if part.number == 11 else part.rows
        parts.append(part.model_copy(update={"rows": rows}))
    return report.model_copy(update={"parts": tuple(parts)})
