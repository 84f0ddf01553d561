"""Text to records: which delimiter, which width, and what RFC 4180 would have wanted."""

import csv
import io
from collections.abc import Iterable

from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.harmonised.reading.encoding import decoded
from dsa_reports.harmonised.reading.model import Limits, RawTable
from dsa_reports.harmonised.reading.rules import Notes, Spot
from dsa_reports.template.labels import labels, plain

__all__ = ["csv_table"]

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_LOOKED_AT = 200
"""Lines in which a header is looked for."""


def csv_table(content: bytes, name: str, limits: Limits, notes: Notes) -> RawTable:
    """The records of a CSV file. InputError for an empty file or one beyond the limits."""
    if not content.strip(b"\0 \t\r\n"):
        raise InputError("this file is empty", where=name, remedy="Export or download it again.")
    text = decoded(content, name, notes)
    delimiter, wrapped = _delimiter(text)
    if delimiter != ",":
        notes.add("A-2", f"cells are divided by {_DELIMITERS[delimiter]}, not by commas", name, Spot(1), value=delimiter, expected=",")
    if wrapped:
        notes.add("A-2", "whole records stand in quotes, so that each is one cell", name, Spot(1), value=text.split("\n", 1)[0], expected="a cell per column")
    records = _records(text, delimiter, name, limits, notes)
    if wrapped:
        records = [(number, _once_more(cells)) for number, cells in records]
    return RawTable(name, "", "csv", records)


def _delimiter(text: str) -> tuple[str, bool]:
    """The delimiter that makes the most cells headers of the template; whether records are quoted as a whole."""
    start = "\n".join(text.splitlines()[:_LOOKED_AT])
    best, most = (",", False), 0
    for delimiter in _DELIMITERS:
        for wrapped in (False, True):
            found = max((_headers(_once_more(cells) if wrapped else cells) for cells in _rows(start, delimiter)), default=0)
            if found > most and (not wrapped or delimiter == ","):
                best, most = (delimiter, wrapped), found
    return best


def _headers(cells: Iterable[str]) -> int:
    known = labels().any_header
    return sum(1 for cell in cells if cell and len(cell) < 400 and plain(cell) in known)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []


def _once_more(cells: list[str]) -> list[str]:
    """A record that is one quoted cell, read again."""
    filled = [cell for cell in cells if cell]
    return next(iter(_rows(cells[0], ",")), []) if len(filled) == 1 and cells[0] else cells


def _records(text: str, delimiter: str, name: str, limits: Limits, notes: Notes) -> list[tuple[int, list[str]]]:
    try:
        return _read(text, delimiter, name, limits, strict=True)
    except csv.Error as error:
        reason = str(error)
    try:
        records = _read(text, delimiter, name, limits, strict=False)
    except csv.Error as error:
        raise InputError(f"this is no CSV file: {shown(error)}", where=name, remedy="Export it again as CSV (UTF-8).") from error
    notes.add("A-2", f"quotes stand where RFC 4180 allows none ({shown(reason)}); read as a spreadsheet reads them", name)
    return records


def _read(text: str, delimiter: str, name: str, limits: Limits, *, strict: bool) -> list[tuple[int, list[str]]]:
    records: list[tuple[int, list[str]]] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        for number, record in enumerate(reader, 1):
            cells += len(record)
            if number > limits.records or len(record) > limits.columns or cells > limits.cells:
                raise InputError(
                    f"record {number} is beyond what a report can have ({limits.records:,} records of {limits.columns} columns)",
                    where=name, remedy="Check that this file is a part of a transparency report.",
                )
            # The limit of the csv module is one for the whole process, and somebody may have raised it.
            if len(record) and max(map(len, record)) > limits.cell_characters:
                raise _huge(limits, name, number)
            records.append((number, record))
    except csv.Error as error:
        if "field limit" in str(error):
            raise _huge(limits, name, len(records) + 1) from error
        raise
    return records


def _huge(limits: Limits, name: str, record: int) -> InputError:
    return InputError(
        f"a cell of more than {limits.cell_characters:,} characters", where=f"{name}, record {record}",
        remedy="The template allows 5,000 characters in a cell; check for a missing quote.",
    )
