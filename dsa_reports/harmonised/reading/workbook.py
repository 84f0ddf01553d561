"""Workbooks to raw tables, one per sheet: XLSX, ODS and XLS.

Nothing in a workbook is run: formulas give the result that was saved with them, links to other files are named, never
followed. What a workbook unpacks to is measured before it is read.
"""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.harmonised.reading.letters import letter
from dsa_reports.harmonised.reading.model import Limits, RawTable
from dsa_reports.harmonised.reading.numerals import numeral
from dsa_reports.harmonised.reading.rules import Notes, Spot
from dsa_reports.harmonised.reading.xlsx import inspect

__all__ = ["OLE", "ods_tables", "xls_tables", "xlsx_tables"]

OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REMEDY = "Save it again as .xlsx with a spreadsheet program, or save each sheet as CSV (UTF-8)."


def xlsx_tables(content: bytes, name: str, limits: Limits, notes: Notes) -> list[RawTable]:
    """The sheets of an XLSX workbook, hidden ones too.

    python-calamine is fifty times as quick as openpyxl on the Commission's own workbook, but unpacks what a sheet only
    claims to hold; openpyxl streams. So a workbook that claims more than a report has goes to openpyxl.
    """
    with _archive(content, name, limits) as archive, _damage(name):
        book = inspect(archive, name)
    if book.linked:
        notes.add("READ-7", "the workbook draws on other files; the values saved in it were read", name)
    quick = book.area <= limits.cells and book.text_bytes <= 4 * limits.file_bytes
    tables = list(_calamine(content, name, "xlsx", limits) if quick else _streamed(content, name, limits))
    for table in tables:
        _note_formulas(table, book.formulas.get(table.sheet, {}), notes)
    return tables


def _streamed(content: bytes, name: str, limits: Limits) -> Iterator[RawTable]:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise InputError("defusedxml is missing, without which no workbook is opened", where=name, remedy="pip install defusedxml")
    with _damage(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks about styles and extensions
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # the size that a file states may be wrong; the rows are what counts
                yield _table(name, str(sheet.title), "xlsx", sheet.iter_rows(values_only=True), limits)
        finally:
            book.close()


def _note_formulas(table: RawTable, formulas: Mapping[tuple[int, int], str], notes: Notes) -> None:
    """One note per formula with a saved result. One without becomes the text of its cell, and is noted when the part is read."""
    records = dict(table.records)
    unsaved = set()
    for (number, index), formula in sorted(formulas.items()):
        record = records.setdefault(number, [])
        if index < len(record) and record[index]:
            notes.add("READ-6", "a formula stands in the cell", table, Spot(number, letter(index)), value=formula, expected=record[index])
            continue
        record += [""] * (index + 1 - len(record))
        record[index] = formula
        unsaved.add((number, index))
    if unsaved:
        table.records = sorted(records.items())
        table.unsaved = frozenset(unsaved)


def ods_tables(content: bytes, name: str, limits: Limits, notes: Notes) -> list[RawTable]:
    """The sheets of an ODS workbook."""
    with _archive(content, name, limits) as archive:
        try:
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.namelist() else b""
            if b"encryption-data" in manifest:
                raise _protected(name)
            _measure_ods(archive.read("content.xml"), name, limits)
        except KeyError as error:
            raise InputError("this is no ODS workbook, or a damaged one", where=name, remedy=_REMEDY) from error
    notes.add("READ-12", "the report is an ODS workbook", name)
    return list(_calamine(content, name, "ods", limits))


def xls_tables(content: bytes, name: str, limits: Limits, notes: Notes) -> list[RawTable]:
    """The sheets of a workbook of the old Excel format. InputError for one that is encrypted."""
    if _ENCRYPTED in content:
        raise _protected(name)
    notes.add("READ-12", "the report is a workbook of the old .xls format", name)
    return list(_calamine(content, name, "xls", limits))


def _protected(name: str) -> InputError:
    return InputError("this workbook is protected by a password", where=name, remedy="Save it without a password.")


def _calamine(content: bytes, name: str, form: str, limits: Limits) -> Iterator[RawTable]:
    try:
        from python_calamine import CalamineWorkbook
    except ModuleNotFoundError as error:
        raise InputError("python-calamine is missing, which reads ODS and XLS", where=name, remedy="pip install python-calamine") from error
    with _damage(name):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            yield _table(name, title, form, iter(sheet.to_python(skip_empty_area=False)), limits)


def _table(name: str, sheet: str, form: str, rows: Iterator[Any], limits: Limits) -> RawTable:
    records: list[tuple[int, list[str]]] = []
    native: set[tuple[int, int]] = set()
    cells = 0
    for number, row in enumerate(rows, 1):
        cells += len(row)
        # Rows that were only formatted are cheap and may be many; they end where the sheet may end.
        if number > 1_100_000 or len(records) > limits.records or cells > 20 * limits.cells:
            raise InputError("a sheet is beyond what a report can have", where=f"{name}, sheet {shown(sheet)}", remedy=_REMEDY)
        texts = []
        for index, value in enumerate(row):
            if value is None or value == "":
                texts.append("")
                continue
            text, is_native = _text(value)
            if len(text) > limits.cell_characters:
                raise InputError(f"a cell of more than {limits.cell_characters:,} characters", where=f"{name}, sheet {shown(sheet)}, {letter(index)}{number}", remedy="The template allows 5,000 characters in a cell.")
            texts.append(text)
            if is_native:
                native.add((number, index))
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > limits.columns:
            raise InputError(f"more than {limits.columns} columns", where=f"{name}, sheet {shown(sheet)}, row {number}", remedy=_REMEDY)
        if texts:
            records.append((number, texts))
    return RawTable(name, sheet, form, records, frozenset(native))


def _text(value: Any) -> tuple[str, bool]:
    """The cell as text, and whether the workbook says that it is a number or a day."""
    match value:
        case bool():
            return ("TRUE" if value else "FALSE"), False
        case int() | float():
            return numeral(value), True
        case dt.datetime():
            midnight = value.time() == dt.time()
            return (value.date().isoformat() if midnight else value.isoformat(sep=" ")), True
        case dt.date():
            return value.isoformat(), True
        case _:
            # A workbook can spell half of a character pair, which is no text.
            return str(value).encode("utf-8", "replace").decode("utf-8"), False


def _archive(content: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise InputError("this workbook is damaged", where=name, remedy=_REMEDY) from error
    members = archive.infolist()
    if len(members) > limits.files or sum(member.file_size for member in members) > 2 * limits.file_bytes:
        raise InputError("this workbook unpacks to more than a workbook should", where=name, remedy=_REMEDY)
    if any(member.flag_bits & 1 for member in members):
        raise _protected(name)
    return archive


class _damage:  # noqa: N801 (used like contextlib's)
    """Turns the errors of many kinds that the libraries let through into an InputError."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, InputError) or error is None or not isinstance(error, Exception):
            return
        raise InputError(f"this workbook cannot be read: {shown(error, 120)}", where=self._name, remedy=_REMEDY) from error


def _measure_ods(content: bytes, name: str, limits: Limits) -> None:
    """Refuse a sheet whose repeated cells would unpack to more than a report: a few bytes can say a million rows.

    Rows and cells without a value may repeat as they like: programs fill their sheets with them, and readers skip them.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        parseString(content, _ods_meter(name, limits))
    except DefusedXmlException as error:
        raise InputError("the workbook declares XML entities, which no workbook needs", where=name, remedy=_REMEDY) from error
    except InputError:
        raise
    except Exception as error:  # xml.sax lets errors of many kinds through
        raise InputError("this workbook is damaged", where=name, remedy=_REMEDY) from error


def _ods_meter(name: str, limits: Limits) -> Any:
    from xml.sax.handler import ContentHandler

    class Meter(ContentHandler):
        cells = 0
        width = 0
        height = 1
        filled = False

        def startElement(self, tag: str, attributes: Any) -> None:  # noqa: N802
            if tag == "table:table-row":
                self.width, self.filled = 0, False
                self.height = int(attributes.get("table:number-rows-repeated", "1"))
            elif tag in ("table:table-cell", "table:covered-table-cell"):
                repeated = int(attributes.get("table:number-columns-repeated", "1"))
                if "office:value-type" in attributes:
                    self.width += repeated
                    self.filled = True
            elif tag == "text:s" and int(attributes.get("text:c", "1")) > limits.cell_characters:
                raise InputError(f"a cell of more than {limits.cell_characters:,} characters", where=name, remedy="The template allows 5,000 characters in a cell.")

        def endElement(self, tag: str) -> None:  # noqa: N802
            if tag == "table:table-row" and self.filled:
                self.cells += self.width * self.height
                if self.cells > limits.cells:
                    raise InputError("a sheet repeats cells to more than a report can have", where=name, remedy=_REMEDY)

    return Meter()


