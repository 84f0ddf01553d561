"""Two reports side by side: which row of the one is which row of the other, whoever wrote or read them."""

from collections.abc import Iterator

from dsa_reports.checks.view import View, figure_names
from dsa_reports.harmonised.model import HarmonisedReport, Part, Row

__all__ = ["Cells", "Identity", "cells_of", "figure", "identities"]

Identity = tuple[int, str, str, str, int]
"""(part, row key without its slug, description of KEYWORD_OTHER, scope, turn of rows alike in all that: 0 for the first).

Slugs differ between a report that was counted and one that was read; descriptions and the order of systems do not.
"""
Cells = dict[tuple[Identity, str], str]
"""(row, column) → text of a figure cell."""


def figure(part: int, key: str, scope: str = "") -> Identity:
    """A row that stands once."""
    return (part, key, "", scope, 0)


def cells_of(report: HarmonisedReport) -> Cells:
    """Every figure cell of `report`."""
    found: Cells = {}
    for part in report.parts:
        names = figure_names(part.number)
        figures = [(index, name) for index, name in enumerate(part.columns) if name in names]
        for identity, row in _identified(part):
            for index, name in figures:
                if index < len(row.cells):
                    found[identity, name] = row.cells[index].text.strip()
    return found


def identities(view: View) -> dict[tuple[int, int], Identity]:
    """(part, record) → the row's identity, for the report at hand."""
    return {
        (part.number, record): identity
        for part in view.report.parts for record, (identity, _) in enumerate(_identified(part), 2)
    }


def _identified(part: Part) -> Iterator[tuple[Identity, Row]]:
    turns: dict[tuple[str, str, str], int] = {}
    at = part.columns.index("other_description") if "other_description" in part.columns else None
    for row in part.rows:
        description = " ".join(row.cells[at].text.split()) if at is not None and at < len(row.cells) else ""
        place = (row.key.partition("~")[0], description, row.scope)
        turns[place] = turn = turns.get(place, -1) + 1
        yield (part.number, *place, turn), row
