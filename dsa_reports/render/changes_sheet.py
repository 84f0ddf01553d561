"""The sheet `changes` of an updated version's workbook: what it says of itself, then every changed cell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dsa_reports.harmonised.changes import Difference
from dsa_reports.render.difference.csv_list import HEADERS, changes_rows

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write_changes"]

_WIDTHS = (6.0, 26.0, 50.0, 12.0, 8.0, 44.0, 16.0, 30.0, 30.0, 12.0, 14.0, 50.0)
_MOST = 32_767
"""No cell of a workbook can hold more characters."""


def write_changes(sheet: "Worksheet", changes: Difference, statement: Sequence[str], header: Any, text: Any) -> None:
    """Texts are written as texts, changes as numbers; nothing is a formula."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    lines = [*statement, f"Changes from {changes.old.name} to {changes.new.name}"]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line[:_MOST])
    top = len(lines) + 1
    for column, name in enumerate(HEADERS):
        sheet.write_string(top, column, name, header)
    for row, values in enumerate(changes_rows(changes), top + 1):
        for column, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, column, value[:_MOST], text)
            elif value is None:
                sheet.write_blank(row, column, None, text)
            else:
                sheet.write_number(row, column, value, text)
