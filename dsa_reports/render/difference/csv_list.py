"""The list of changes as a CSV file that stands beside the official ones.

It is no official file: a text that a spreadsheet would run as a formula gets an apostrophe before it.
"""

import csv
import io

from dsa_reports.harmonised.difference import CellChange, Difference, Kind
from dsa_reports.render.difference.lines import row_label

__all__ = ["HEADERS", "changes_csv", "changes_rows"]

HEADERS = ("part", "sheet", "row", "scope", "column", "header", "what", "before", "after", "change", "relative change", "label")
_FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")


def changes_csv(difference: Difference) -> bytes:
    """RFC 4180, UTF-8, LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADERS)
    writer.writerows([_safe(value) for value in row] for row in changes_rows(difference))
    return out.getvalue().encode("utf-8")


def changes_rows(difference: Difference) -> list[tuple[str | int | float | None, ...]]:
    """One row per cell that reads otherwise, in the order of the parts; numbers of the change as numbers."""
    rows = []
    for part in difference.parts:
        found = [(cell, "") for cell in part.cells] + [(cell, row.kind) for row in part.rows for cell in row.cells]
        rows += [_row(cell, part.number, part.sheet, of) for cell, of in found if cell.kind is not Kind.REASON]
    rows += [_row(cell, None, "", "") for cell in difference.chapters if cell.kind is not Kind.REASON]
    return rows


def _row(cell: CellChange, part: int | None, sheet: str, row_kind: str) -> tuple[str | int | float | None, ...]:
    what = cell.kind.replace("_", " ") + (f" ({row_kind} row)" if row_kind else "")
    return (part, sheet, cell.row, cell.scope, cell.letter, cell.header, what, _said(cell.old, cell.old_reason), _said(cell.new, cell.new_reason), cell.absolute, cell.relative, row_label(cell))


def _said(text: str, reason: str) -> str:
    """A sealed figure is no blank: nobody may take it for one that was not recorded, or for zero."""
    return reason if not text and reason == "sealed" else text


def _safe(value: str | int | float | None) -> str | int | float | None:
    start = value.lstrip(" \u00a0\u3000\n") if isinstance(value, str) else ""
    return f"'{value}" if start and start[0] in _FORMULA_STARTS else value
