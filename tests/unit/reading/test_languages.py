"""The labels of every language are those of the Commission's workbooks, and reports in them are read."""

import io
from pathlib import Path

import openpyxl
import pytest

from dsa_reports.harmonised.reading import read_report
from dsa_reports.template.labels import labels, plain
from dsa_reports.template.layout import layout
from tests.unit.checks.sample_reports import correct
from tests.unit.reading.files import assert_same, plain_rows, said, write_csv, write_xlsx

OFFICIAL = Path(__file__).parents[4] / "shared" / "official"
LANGUAGES = ["es", "fr", "it"]


def test_precision_in_french_is_accuracy():
    of = labels().indicators
    assert of[8, plain("Précision des moyens automatisés - Précision")] == "accuracy"
    assert of[8, plain("Précision des moyens automatisés - Exactitude")] == "precision"
    assert of[8, plain("Précision des moyens automatisés - Rappel")] == "recall"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_header_indicator_scope_and_label_has_a_wording(code):
    import tomllib

    from dsa_reports.resources import read_text

    data = tomllib.loads(read_text("schemas", f"template/2024-2835/labels/{code}.toml"))
    assert [len(data["headers"][str(part.number)]) for part in layout().parts] == [len(part.columns) for part in layout().parts]
    rows = [(part, row) for part in layout().parts for row in part.rows]
    assert set(data["indicators"]) == {f"{part.number}.{row.key}" for part, row in rows if part.position("indicator") is not None}
    assert set(data["applicability"]) == set(layout().applicability)
    assert set(data["sheets"]) == {str(part.number) for part in layout().parts}
    scopes = {row.scope for part, row in rows if part.position("scope") is not None} - {"member_state", "language"}
    assert set(data["scopes"]) == scopes


def official(code: str) -> Path:
    path = OFFICIAL / "xlsx" / f"{code.upper()}_Annex_I.xlsx"
    if not path.is_file():
        pytest.skip("the official files are not beside this checkout")
    return path


@pytest.mark.parametrize("code", ["en", *LANGUAGES])
def test_the_official_workbook_is_read_row_by_row(code):
    """Every cell with a label becomes that of the English layout, in the same row."""
    read = read_report(official(code))
    assert read.language == code
    assert [f.id for f in read.findings] == ([] if code == "en" else ["READ-1"])
    for got, part in zip(read.report.parts, layout().parts, strict=True):
        assert got.headers == part.headers
        fixed = [at for at, column in enumerate(part.columns) if column.role in ("applicability", "section", "indicator", "category", "label", "description")]
        assert [[row.cells[at].text for at in fixed] for row in got.rows] == [[row.cells[at] for at in fixed] for row in part.rows]
        assert [row.key.partition("~")[0] for row in got.rows] == [row.path for row in part.rows]


def test_the_official_csv_parts_are_read_without_a_word():
    if not (OFFICIAL / "csv").is_dir():
        pytest.skip("the official files are not beside this checkout")
    read = read_report(OFFICIAL / "csv")
    assert said(read) == []
    assert len(read.report.parts) == 11


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_filled_report_in_another_language(code, tmp_path):
    """Our report with the labels of the official workbook says the same as in English."""
    report = correct("vlop", events=3)
    path = write_xlsx(report, tmp_path / "r")
    book = openpyxl.load_workbook(path)
    foreign = openpyxl.load_workbook(official(code), read_only=True)
    for part, sheet, source in zip(layout().parts, book.worksheets, foreign.worksheets, strict=True):
        rows = [row for row in source.iter_rows(values_only=True) if any(cell not in (None, "") for cell in row)]
        words: dict[tuple[int, str], str] = {}
        for at in range(len(part.columns)):
            sheet.cell(1, at + 1).value = rows[0][at]
            for row, cells in zip(part.rows, rows[1:], strict=True):
                words.setdefault((at, row.cells[at]), str(cells[at] or ""))
        for line in sheet.iter_rows(min_row=2):
            for at, column in enumerate(part.columns):
                if column.role in ("applicability", "section", "indicator", "scope", "label", "description"):
                    line[at].value = words.get((at, line[at].value or ""), line[at].value)
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    read = read_report(path)
    assert read.language == code
    assert_same(read, report)
    assert [(f.id, f.value) for f in read.findings] == [("READ-1", code)]


def test_one_more_file_is_one_more_language(tmp_path, monkeypatch):
    """A language is data: nothing else names it."""
    import shutil

    from dsa_reports import resources
    from dsa_reports.template import labels as module

    schemas = tmp_path / "schemas"
    shutil.copytree(Path(__file__).parents[3] / "schemas", schemas)
    folder = schemas / "template" / "2024-2835" / "labels"
    (folder / "nl.toml").write_text(
        'language = "nl"\nname = "Dutch"\n[headers]\n10 = ["Toepasselijkheid", "Dienst", "Verslagperiode", "Onderdeel", "Indicator", "Bereik", "Waarde"]\n'
        '[indicators]\n"10.recipients" = "Gemiddeld aantal maandelijks actieve afnemers"\n[scopes]\n"TOTAL" = "TOTAAL"\n', "utf-8",
    )
    monkeypatch.setattr(resources, "folder", lambda name: schemas if name == "schemas" else None)
    for cached in (module.labels, module.official_scopes):
        cached.cache_clear()
    try:
        path = tmp_path / "10_AMAR.csv"
        path.write_text(
            "Toepasselijkheid,Dienst,Verslagperiode,Onderdeel,Indicator,Bereik,Waarde\n"
            "Only for VLOPs and VLOSEs,Weide,2026-01-01/2026-06-30,AMAR,Gemiddeld aantal maandelijks actieve afnemers,TOTAAL,5\n", "utf-8",
        )
        read = read_report(path)
        assert read.language == "nl", read.findings
        assert read.report.figures["10.recipients.value@TOTAL"].value == 5
        assert [f.id for f in read.findings] == ["READ-1"]
    finally:
        monkeypatch.undo()
        for cached in (module.labels, module.official_scopes):
            cached.cache_clear()


def test_the_model_of_an_english_report_has_official_texts_only(tmp_path):
    report = correct("vlop", events=1)
    assert plain_rows(read_report(write_csv(report, tmp_path / "r")).report) == plain_rows(report)
