"""XLSX for exports of up to 200,000 rows: one sheet, first row the header, values only, within limits."""

import datetime as dt
import warnings
import zipfile
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.intake.files import fingerprint
from dsa_reports.intake.model import InputFile
from dsa_reports.intake.readers.base import Opened, RawRows
from dsa_reports.intake.readers.text import Clean, clean_rows, damage
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["open_xlsx", "sheet_cells", "sheet_name"]

_MOST_BYTES, _MOST_UNPACKED, _MOST_PARTS, _MOST_ROWS, _MOST_COLUMNS = 50_000_000, 500_000_000, 2_000, 200_000, 500
_OLE = b"\xd0\xcf\x11\xe0"
_EXPORT = "Save the sheet as CSV (UTF-8) and name that file instead."


def open_xlsx(con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, work: Path) -> Opened:
    """Open `file`; InputError if it is encrypted, too big for a spreadsheet, or none."""
    known = fingerprint(file)
    _check_container(file, known[1])
    rows = list(_rows(file, source))
    if not rows:
        raise InputError("The sheet is empty", where=file.name, remedy="The first row must name the columns.")
    names = tuple(cell.strip() for cell in rows[0][1])
    while not names[-1]:
        names = names[:-1]

    def attempts(wanted: Sequence[str]) -> Generator[RawRows]:
        places = [names.index(name) for name in wanted]
        yield clean_rows(_clean(rows[1:], places, len(names)), wanted, work / f"careful-{file.index}.csv", lenient=True)

    return Opened(names, lambda: known, attempts)


def sheet_cells(file: InputFile, source: Source) -> Iterator[tuple[int, list[str]]]:
    """The rows of the sheet below its header, each with its number, as texts; as wide as the widest of them."""
    rows = _rows(file, source)
    next(rows, None)
    yield from rows


def sheet_name(file: InputFile, source: Source) -> str:
    """The name of the sheet that is read."""
    import openpyxl

    if source.sheet:
        return source.sheet
    book = openpyxl.load_workbook(file.path, read_only=True)
    try:
        return str(book.worksheets[0].title)
    finally:
        book.close()


def _check_container(file: InputFile, size: int) -> None:
    with file.path.open("rb") as stream:
        if stream.read(4) == _OLE:
            raise InputError("This workbook is encrypted, or of the old .xls format", where=file.name, remedy=f"Save it without a password as .xlsx. Or: {_EXPORT}")
    if size > _MOST_BYTES:
        raise InputError(f"This workbook is larger than {_MOST_BYTES // 1_000_000} MB", where=file.name, remedy=_EXPORT)
    try:
        with zipfile.ZipFile(file.path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise InputError("This is no XLSX workbook, or a damaged one", where=file.name, remedy=_EXPORT) from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise InputError("This workbook unpacks to more than a workbook should", where=file.name, remedy=_EXPORT)


def _rows(file: InputFile, source: Source) -> Iterator[tuple[int, list[str]]]:
    """Row numbers and cells as text; rows without any value are left out."""
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise InputError("defusedxml is missing, without which no workbook is opened", where=file.name, remedy="pip install defusedxml")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks about styles and extensions
            book = openpyxl.load_workbook(file.path, read_only=True, data_only=True)
            try:
                yield from _sheet_rows(file, source, book)
            finally:
                book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl lets errors of many kinds through
        raise InputError(f"This workbook cannot be read: {shown(error, 120)}", where=file.name, remedy=_EXPORT) from error


def _sheet_rows(file: InputFile, source: Source, book: Any) -> Iterator[tuple[int, list[str]]]:
    if source.sheet and source.sheet not in book.sheetnames:
        raise InputError(f"There is no sheet {shown(source.sheet)}", where=file.name, remedy=f"Sheets: {', '.join(shown(name) for name in book.sheetnames[:20])}.")
    sheet = book[source.sheet] if source.sheet else book.worksheets[0]
    sheet.reset_dimensions()  # the size that a file states may be wrong; the rows are what counts
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > _MOST_ROWS or len(row) > _MOST_COLUMNS:
            raise InputError(f"A sheet of more than {_MOST_ROWS:,} rows or {_MOST_COLUMNS} columns", where=file.name, remedy=_EXPORT)
        cells = [_text(value) for value in row]
        if any(cells):
            yield number, cells


def _clean(rows: Sequence[tuple[int, list[str]]], places: Sequence[int], width: int) -> Iterator[Clean]:
    for number, cells in rows:
        kept = [cells[i] if i < len(cells) else "" for i in places]
        text = ",".join(cells)
        yield number, damage(text) or ("intake.columns" if any(cells[width:]) else ""), text, kept


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case dt.datetime():
            return value.isoformat(sep=" ")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)
