"""The eleven statutory CSV parts: RFC 4180, UTF-8 without BOM, comma, the official headers with their odd blanks.

Text is written as it is or not at all: in a statutory file a cell that a spreadsheet would run as a formula is
reported (`formula_cells`), never changed by an apostrophe, and control characters are refused.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator
from functools import cache

from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.harmonised.blank import blank_part
from dsa_reports.harmonised.model import Cell, Part
from dsa_reports.template.layout import layout

__all__ = ["LINE_ENDS", "blank_part_bytes", "control_cells", "csv_bytes", "formula_cells", "refuse_controls"]

LINE_ENDS: dict[str, str] = {"lf": "\n", "crlf": "\r\n"}
"""Reading `line_ends` → what ends a record."""

_FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
_MULTILINE = frozenset({"text", "context"})
"""Roles of columns in which a text may have several lines."""
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that override the reading direction, and the byte order mark."""


@cache
def _multiline(part: int, column: str) -> bool:
    return any(c.name == column and c.role in _MULTILINE for c in layout().part(part).columns)


def csv_bytes(part: Part, line_end: str = "lf") -> bytes:
    """`part` as a CSV file. A control character in a cell is an InputError that names the cell.

    Line breaks inside a text stay LF whatever ends the records: they belong to the text.
    """
    refuse_controls(part)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=LINE_ENDS[line_end])
    writer.writerow(part.headers)
    writer.writerows([cell.text for cell in row.cells] for row in part.rows)
    return out.getvalue().encode("utf-8")


def blank_part_bytes(number: int) -> bytes:
    """The empty template's part `number`: byte for byte the Commission's file."""
    return csv_bytes(blank_part(number), "lf")


def formula_cells(part: Part) -> list[tuple[int, str, str]]:
    """(record, column, text) of text cells that a spreadsheet would take for a formula; the header is record 1.

    `= + - @`, tab and carriage return, also full width and after blanks (users' spreadsheets trim them).
    """
    return [
        (record, column, cell.text) for record, column, cell in _texts(part)
        if (start := cell.text.lstrip(" \u00a0\u3000\n")) and start[0] in _FORMULA_STARTS
    ]


def control_cells(part: Part) -> list[tuple[int, str, str]]:
    """(record, column, text) of cells with characters that no file of the report may hold.

    Control characters (a line feed may stand in free texts and contexts only), lone surrogates, line and paragraph
    separators, and marks that override the reading direction.
    """
    return [
        (record, column, cell.text) for record, column, cell in _texts(part)
        if not cell.text.isascii() or not cell.text.isprintable()
        if any(_forbidden(c, _multiline(part.number, column)) for c in cell.text)
    ]


def refuse_controls(part: Part) -> None:
    """InputError at the first cell with a forbidden character."""
    for record, column, text in control_cells(part)[:1]:
        letter = next(c.letter for c in layout().part(part.number).columns if c.name == column)
        raise InputError(
            f"a control character stands in a cell of the report: {shown(text)}",
            where=f"part {part.number}, column {letter} ({column}), record {record}",
            remedy="Remove it from the text, the mapping or the log that this cell comes from.",
        )


def _texts(part: Part) -> Iterator[tuple[int, str, Cell]]:
    for record, row in enumerate(part.rows, 2):
        for column, cell in zip(part.columns, row.cells, strict=True):
            if cell.text and not cell.figure:
                yield record, column, cell


def _forbidden(character: str, multiline: bool) -> bool:
    if character == "\n":
        return not multiline
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in _DIRECTION
