"""What the writers do with cells that people and logs wrote: CSV and XLSX."""

import csv
import io
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from dsa_reports.errors import InputError
from dsa_reports.harmonised.fill import fill
from dsa_reports.harmonised.model import CellResult, HarmonisedReport, Results
from dsa_reports.law.periods import parse_period
from dsa_reports.render.csv_parts import control_cells, csv_bytes, formula_cells
from dsa_reports.render.xlsx import xlsx_bytes
from dsa_reports.service.config import ServiceConfig
from dsa_reports.template.layout import layout

SCAMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"


def report(description: str = "Spam", name: str = "Weide", summary: str = "") -> HarmonisedReport:
    config = ServiceConfig.model_validate({"provider": {"legal_name": "W"}, "service": {"name": name, "tier": "vlop"}})
    path = f"{SCAMS}/KEYWORD_OTHER~x"
    results = Results({
        (4, path, "notices_received", ""): CellResult(1_234_567_890_123, 1, "x"),
        (4, path, "median_time", ""): CellResult(Fraction(25, 2), 1, "x"),
    }, {4: {path: description}})
    return fill(
        layout(), config=config, period=parse_period("2026-H1", ZoneInfo("UTC")), results=results,
        texts={"summary": summary}, contexts={}, indicators={},
    )


@pytest.mark.parametrize("text", [
    "=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", " =1+1", "\u00a0=1+1", "=HYPERLINK(\"http://x\")",
])
def test_formula_like_text_is_reported_not_changed(text: str) -> None:
    part = report(text).parts[3]
    assert [(column, found) for _, column, found in formula_cells(part)] == [("other_description", text)]
    (record,) = {record for record, _, _ in formula_cells(part)}
    assert list(csv.reader(io.StringIO(csv_bytes(part).decode(), newline="")))[record - 1][4] == text


def test_ordinary_text_is_not_reported() -> None:
    filled = report("Spam - bots (50 %) = bad")
    assert [cell for part in filled.parts for cell in (*formula_cells(part), *control_cells(part))] == []


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\nb", "a\tb", "a\rb", "a\x00b", "a\x7fb", "a\x9bb", "a\u202eb", "a\u2028b", "\ufeffa", "a\ud800b"])
def test_control_characters_are_refused_by_name_of_the_cell(text: str) -> None:
    filled = report(text)
    for write in (lambda: csv_bytes(filled.parts[3]), lambda: xlsx_bytes(filled, created=date(2026, 8, 1))):
        with pytest.raises(InputError, match=r"part 4, column E \(other_description\), record 75") as caught:
            write()
        assert text not in str(caught.value)


def test_a_text_may_have_several_lines() -> None:
    part = report(summary="- first\n- second, \"quoted\"").parts[10]
    content = csv_bytes(part, "crlf")
    assert content.count(b"\r\n") == 12
    assert list(csv.reader(io.StringIO(content.decode(), newline="")))[1][4] == "- first\n- second, \"quoted\""


def test_csv_is_plain_utf8() -> None:
    content = csv_bytes(report("Spàm ’").parts[3])
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.split(b"\n")[0] + b"\n" == csv_bytes(report().parts[3]).split(b"\n")[0] + b"\n"
    assert b"Number of notices received ," in content


def test_workbook_holds_numbers_texts_and_no_formulas() -> None:
    filled = report("=1+1", name="http://example.org", summary="=cmd|'/c calc'!A0")
    content = xlsx_bytes(filled, created=date(2026, 8, 1))
    assert content == xlsx_bytes(filled, created=date(2026, 8, 1))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == [part.sheet for part in filled.parts]
    for part in filled.parts:
        sheet = book[part.sheet]
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in sheet[1]] == list(part.headers)
        for record, row in enumerate(part.rows, 2):
            for column, cell in enumerate(row.cells, 1):
                written = sheet.cell(record, column)
                assert written.hyperlink is None
                assert written.data_type == ("n" if cell.figure or not cell.text else "s"), written
                if cell.figure:
                    assert written.value == filled.figures[cell.figure].value
                else:
                    assert (written.value or "") == cell.text
