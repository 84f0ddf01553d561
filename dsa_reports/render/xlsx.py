"""The report as one workbook of eleven sheets, styled like the Commission's.

Text is always written as text: a workbook from here holds no formula and no link. Figures are numbers.
The same report and day give the same bytes.
"""

import io
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from dsa_reports.display import shown
from dsa_reports.harmonised.blank import blank_part
from dsa_reports.harmonised.changes import Difference
from dsa_reports.harmonised.model import Cell, HarmonisedReport, Part
from dsa_reports.render.changes_sheet import write_changes
from dsa_reports.render.csv_parts import refuse_controls
from dsa_reports.template.layout import layout

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["blank_xlsx_bytes", "xlsx_bytes"]

_GREY = "#D0CECE"
"""Fill of sub-category rows in the official workbook (Annex II names it)."""
_WIDTHS = {
    "applicability": 16.0, "service": 18.0, "period": 22.0, "category": 76.0, "other_description": 34.0, "scope": 18.0,
    "section": 42.0, "indicator": 62.0, "label": 16.0, "description": 60.0, "figure": 16.0, "context": 26.0, "text": 24.0,
}
_FREE_TEXT_WIDTH = 110.0
_LOOKS: dict[str, dict[str, object]] = {
    "header": {"bold": True, "text_wrap": True}, "plain": {}, "wrap": {"text_wrap": True}, "whole": {"num_format": "0"},
    "decimal": {},
}
_GROUNDS: dict[str, dict[str, object]] = {
    "plain": {}, "grey": {"bg_color": _GREY}, "changed": {"bg_color": "#FFF2CC", "border": 5, "bold": True},
}
"""Cells of sub-categories are grey; a changed cell has a thick frame and bold type beside its ground."""
_NOTE: dict[str, object] = {"author": "dsa-reports", "width": 220, "height": 60, "visible": False}
Styles = dict[tuple[str, str], Any]
_LINE = 13.0
"""Points per line of Times New Roman 10."""
_MOST_POINTS = 409.0
"""No row of a workbook can be higher."""


def xlsx_bytes(
    report: HarmonisedReport, *, created: date, changes: Difference | None = None, statement: Sequence[str] = (),
) -> bytes:
    """The filled report. `created` is the day that the file's properties state.

    With `changes` the changed cells are marked by ground, frame and a note that says what stood there before; a twelfth
    sheet lists them under `statement`.
    """
    title = f"DSA transparency report: {report.service}, {report.period}"
    return _workbook(report.parts, created, title, changes, statement)


def blank_xlsx_bytes(created: date) -> bytes:
    """The empty template: the sheets and cells of the Commission's English workbook."""
    return _workbook(tuple(blank_part(part.number) for part in layout().parts), created, layout().title)


def _workbook(
    parts: tuple[Part, ...], created: date, title: str, changes: Difference | None = None, statement: Sequence[str] = (),
) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    })
    book.set_properties({"title": title[:255], "created": datetime.combine(created, time.min)})
    base: dict[str, object] = {"font_name": "Times New Roman", "font_size": 10, "border": 1, "valign": "vcenter", "align": "left"}
    styles = {
        (kind, ground): book.add_format({**base, **look, **more})
        for kind, look in _LOOKS.items()
        for ground, more in _GROUNDS.items()
    }
    for part in parts:
        refuse_controls(part)
        _sheet(book.add_worksheet(part.sheet), part, styles)
    if changes is not None:
        write_changes(book.add_worksheet("changes"), changes, statement, styles["header", "plain"], styles["wrap", "plain"])
    book.close()
    return out.getvalue()


def _sheet(sheet: "Worksheet", part: Part, styles: Styles) -> None:
    roles = [column.role for column in layout().part(part.number).columns]
    widths = [_FREE_TEXT_WIDTH if role == "text" and part.number == 11 else _WIDTHS[role] for role in roles]
    if part.number == 1:
        widths[-1] = 40.0
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, _height(zip(part.headers, widths, strict=True)))
    for index, header in enumerate(part.headers):
        sheet.write_string(0, index, header, styles["header", "plain"])
    wrapped = [role in {"other_description", "context", "text", "description", "indicator", "service"} for role in roles]
    for number, row in enumerate(part.rows, 1):
        usual = "grey" if row.level == "subcategory" else "plain"
        for index, cell in enumerate(row.cells):
            ground = usual if cell.before is None else "changed"
            _write(sheet, number, index, cell, styles["wrap" if wrapped[index] else "plain", ground], styles, ground)
            if cell.before is not None:
                sheet.write_comment(number, index, f"Changed. Before: {shown(cell.before, 300) or 'blank'}", _NOTE)
        height = _height((cell.text, width) for cell, width, flows in zip(row.cells, widths, wrapped, strict=True) if flows)
        if height > _LINE:
            sheet.set_row(number, height)


def _write(
    sheet: "Worksheet", row: int, column: int, cell: Cell, style: Any, styles: Styles, ground: str
) -> None:
    if not cell.text:
        sheet.write_blank(row, column, None, style)
    elif not cell.figure:
        sheet.write_string(row, column, cell.text, style)
    elif "." in cell.text:
        sheet.write_number(row, column, float(cell.text), styles["decimal", ground])
    else:
        sheet.write_number(row, column, int(cell.text), styles["whole", ground])


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """Points for the highest of (text, width) cells: wrapped text is not measured by every reader, so it is estimated."""
    lines = max((
        sum(max(1, math.ceil(len(line) * 1.05 / width)) for line in text.split("\n")) for text, width in cells if text
    ), default=1)
    return float(min(_MOST_POINTS, lines * _LINE))
