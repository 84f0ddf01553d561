"""Our workbook in the words of the other official templates: it is the same report when it is read back."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dsa_reports.harmonised.blank import blank_part
from dsa_reports.harmonised.reading import read_report
from dsa_reports.harmonised.translated import in_language
from dsa_reports.render.xlsx import xlsx_bytes
from dsa_reports.template.labels import wordings
from dsa_reports.template.layout import layout
from tests.unit.checks.sample_reports import correct
from tests.unit.reading.files import assert_same

OFFICIAL = Path(__file__).parents[4] / "shared" / "official" / "xlsx"
LANGUAGES = sorted(wordings())


def test_the_languages_are_those_of_the_templates_that_we_know() -> None:
    assert LANGUAGES == ["es", "fr", "it"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tier", ["vlop", "intermediary"])
def test_it_reads_back(language: str, tier: str, tmp_path: Path) -> None:
    report = correct(tier)
    path = tmp_path / "report.xlsx"
    path.write_bytes(xlsx_bytes(in_language(report, language), created=date(2026, 8, 1)))
    read = read_report(path)
    assert read.language == language
    assert_same(read, report)
    assert [f.id for f in read.findings] == ["READ-1"]  # it says in which language it is


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_has_its_words(language: str) -> None:
    """No header and no label of the template stays English (but for those that are the same in both languages)."""
    report = correct("vlop").model_copy(update={"parts": tuple(blank_part(part.number) for part in layout().parts)})
    other = in_language(report, language)
    for part, translated in zip(report.parts, other.parts, strict=True):
        assert len(translated.sheet) <= 31
        assert len(translated.headers) == len(part.headers)
        roles = [column.role for column in layout().part(part.number).columns]
        same = {
            one.text.strip() for row, told in zip(part.rows, translated.rows, strict=True)
            for role, one, two in zip(roles, row.cells, told.cells, strict=True)
            if role in ("applicability", "section", "indicator", "description", "label") and one.text.strip() and one.text == two.text
        }
        assert same <= {"TOTAL", "AMAR", "Phishing", "Discrimination", "Suicide"}, (part.number, same)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_workbook_says_what_the_official_one_says(language: str) -> None:
    path = OFFICIAL / f"{language.upper()}_Annex_I.xlsx"
    if not path.is_file():
        pytest.skip("the official files are not beside this checkout")
    official = openpyxl.load_workbook(path)
    report = correct("vlop").model_copy(update={"parts": tuple(blank_part(part.number) for part in layout().parts)})
    ours = in_language(report, language)
    assert [part.sheet for part in ours.parts] == official.sheetnames
    for part in ours.parts:
        head = next(official[part.sheet].iter_rows(max_row=1, values_only=True))
        assert [" ".join(str(text or "").split()) for text in head][: len(part.headers)] == [" ".join(text.split()) for text in part.headers]
