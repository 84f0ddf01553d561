"""The report as one workbook of eleven sheets, styled like the Commission's.

Text is always written as text: a workbook from here holds no formula and no link. Figures are numbers.
The same report and day give the same bytes.
"""

import io
import math
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from dsa_reports.harmonised.blank import blank_part
from dsa_reports.harmonised.model import Cell, HarmonisedReport, Part
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
_LINE = 13.0
"""Points per line of Times New Roman 10."""
_MOST_POINTS = 409.0
"""No row of a workbook can be higher."""


def xlsx_bytes(report: HarmonisedReport, *, created: date) -> bytes:
    """The filled report. `created` is the day that the file's properties state."""
    title = f"DSA transparency report: {report.service}, {report.period}"
    return _workbook(report.parts, created, title)


def blank_xlsx_bytes(created: date) -> bytes:
    """The empty template: the sheets and cells of the Commission's English workbook."""
    return _workbook(tuple(blank_part(part.number) for part in layout().parts), created, layout().title)


def _workbook(parts: tuple[Part, ...], created: date, title: str) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    })
    book.set_properties({"title": title[:255], "created": datetime.combine(created, time.min)})
    base: dict[str, object] = {"font_name": "Times New Roman", "font_size": 10, "border": 1, "valign": "vcenter", "align": "left"}
    styles = {
        (kind, grey): book.add_format({**base, **look, **({"bg_color": _GREY} if grey else {})})
        for kind, look in _LOOKS.items()
        for grey in (False, True)
    }
    for part in parts:
        refuse_controls(part)
        _sheet(book.add_worksheet(part.sheet), part, styles)
    book.close()
    return out.getvalue()


def _sheet(sheet: "Worksheet", part: Part, styles: dict[tuple[str, bool], Any]) -> None:
    roles = [column.role for column in layout().part(part.number).columns]
    widths = [_FREE_TEXT_WIDTH if role == "text" and part.number == 11 else _WIDTHS[role] for role in roles]
    if part.number == 1:
        widths[-1] = 40.0
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, _height(zip(part.headers, widths, strict=True)))
    for index, header in enumerate(part.headers):
        sheet.write_string(0, index, header, styles["header", False])
    wrapped = [role in {"other_description", "context", "text", "description", "indicator", "service"} for role in roles]
    for number, row in enumerate(part.rows, 1):
        grey = row.level == "subcategory"
        plain, wrap = styles["plain", grey], styles["wrap", grey]
        for index, cell in enumerate(row.cells):
            _write(sheet, number, index, cell, wrap if wrapped[index] else plain, styles, grey)
        height = _height((cell.text, width) for cell, width, flows in zip(row.cells, widths, wrapped, strict=True) if flows)
        if height > _LINE:
            sheet.set_row(number, height)


def _write(
    sheet: "Worksheet", row: int, column: int, cell: Cell, style: Any, styles: dict[tuple[str, bool], Any], grey: bool
) -> None:
    if not cell.text:
        sheet.write_blank(row, column, None, style)
    elif not cell.figure:
        sheet.write_string(row, column, cell.text, style)
    elif "." in cell.text:
        sheet.write_number(row, column, float(cell.text), styles["decimal", grey])
    else:
        sheet.write_number(row, column, int(cell.text), styles["whole", grey])


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """Points for the highest of (text, width) cells: wrapped text is not measured by every reader, so it is estimated."""
    lines = max((
        sum(max(1, math.ceil(len(line) * 1.05 / width)) for line in text.split("\n")) for text, width in cells if text
    ), default=1)
    return float(min(_MOST_POINTS, lines * _LINE))
