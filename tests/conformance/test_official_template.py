"""What we publish as the empty template is what the Commission published. Not for filled reports."""

import hashlib
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dsa_reports.render.csv_parts import blank_part_bytes
from dsa_reports.render.xlsx import blank_xlsx_bytes
from dsa_reports.template.layout import layout

OFFICIAL = Path(__file__).parents[3] / "shared" / "official"

# Facts section 1; pinned here a second time so that a change of layout.json cannot move them unseen.
PINNED = {
    1: "355166db774836d59ac3d91994680bcd9821e2c0e1557322b5f3e8f4007a82cd",
    2: "ce1f80280d31da5e7cf4b85bc8da788760991e30696658bab18995c8829efb7b",
    3: "1c4f6d84ac0cea4b306eb05451bc7477bb94ac0e68b672152628b5ae3524245b",
    4: "c9d8986a04c01a6ae4b84583f3479323eceb884489608474c7d0976fb20eb9e6",
    5: "8dc7082e0bfefcbde67323d500a00c65029a85e4a2094e50cba72d4c29767df2",
    6: "423dc6c8bc62109b6efeb94f188066b30cac94227ed8a33beeeac3c25e7c3011",
    7: "c355cf9369a115fa51f9c9626cc7917bc24b48db7d6dc6cff3028c81de388aad",
    8: "1a687f468468b25b214f505c4a6cb906d6ee8cc80d20f5a60eca383cc1bea71d",
    9: "2393d48b65e94d86f769d5cb8e1017ad2516ca0883f7f10b0eabad1bf143cb84",
    10: "cea923187f8eea0ad82c8f562ce3cfcdbd371e64908cb4c6acbfeaf2baf04a75",
    11: "d09603b7b1ec2874595501cd41ace0a02c6ce04a1ba8cbe47fce38849f53020a",
}


@pytest.mark.parametrize("number", range(1, 12))
def test_blank_part_has_the_official_hash(number: int) -> None:
    content = blank_part_bytes(number)
    assert hashlib.sha256(content).hexdigest() == PINNED[number] == layout().part(number).sha256
    assert len(content) == layout().part(number).size


@pytest.mark.parametrize("number", range(1, 12))
def test_blank_part_equals_the_official_file(number: int) -> None:
    path = OFFICIAL / "csv" / layout().part(number).official_file
    if not path.is_file():
        pytest.skip("the official files are not beside this checkout")
    assert blank_part_bytes(number) == path.read_bytes()


def test_blank_workbook_equals_the_official_one_cell_by_cell() -> None:
    path = OFFICIAL / "xlsx" / "EN_Annex_I.xlsx"
    if not path.is_file():
        pytest.skip("the official files are not beside this checkout")
    official = openpyxl.load_workbook(path)
    ours = openpyxl.load_workbook(io.BytesIO(blank_xlsx_bytes(date(2026, 8, 1))))
    assert ours.sheetnames == official.sheetnames
    for name in official.sheetnames:
        assert _cells(ours[name]) == _cells(official[name]), name


def test_blank_workbook_is_grey_where_the_official_one_is() -> None:
    ours = openpyxl.load_workbook(io.BytesIO(blank_xlsx_bytes(date(2026, 8, 1))))
    for part in layout().parts:
        sheet = ours[part.sheet]
        assert all(sheet.cell(1, column + 1).font.b for column in range(len(part.columns)))
        for record, row in enumerate(part.rows, 2):
            grey = sheet.cell(record, 1).fill.fgColor.rgb == "FFD0CECE"
            assert grey == bool(row.parent), (part.sheet, record)


def test_workbook_of_a_day_has_the_same_bytes() -> None:
    assert blank_xlsx_bytes(date(2026, 8, 1)) == blank_xlsx_bytes(date(2026, 8, 1))
    assert blank_xlsx_bytes(date(2026, 8, 1)) != blank_xlsx_bytes(date(2026, 8, 2))


def _cells(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}
