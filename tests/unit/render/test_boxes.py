"""Whatever is written into a report, nothing leaves its page: the letters of the PDF are looked at one by one."""

import io

import pdfplumber
import pytest

from dsa_reports.harmonised.model import ChapterTable, Document
from dsa_reports.render.pdf import pdf_bytes
from tests.unit.render.factory import document

MARGIN = 46.0
"""Points (16 mm) on either side into which no letter of a text may reach."""
COMPOUND = "Meervoudigepersoonlijkheidsstoornisbehandelingsovereenkomstvoorwaardenwijzigingsbevoegdheidsverklaring"
TEXTS = {
    "compound words": f"{COMPOUND} {COMPOUND.upper()} {'x' * 300}",
    "five thousand letters": ("Onderwerp na onderwerp. " * 209)[:5000],
    "from right to left": "מודעות ופרופילים מזויפים, إعلانات وحسابات وهمية (2026-H1) " * 3,
    "addresses and hashes": "https://example.com/" + "a1b2c3d4" * 30 + "?token=" + "0f" * 64,
}


def outside(pdf: bytes) -> list[tuple[int, str, float, float]]:
    """Page, letter and place of everything that lies in the margins; the mark across a draft is no text of the page."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [
            (page.page_number, char["text"], round(char["x0"], 1), round(char["x1"], 1)) for page in opened.pages
            for char in page.chars
            if char["upright"] and char["text"].strip() and not (char["x0"] >= MARGIN and char["x1"] <= float(page.width) - MARGIN and char["top"] >= 0 and char["bottom"] <= float(page.height))
        ]


def with_rows(made: Document, rows: int) -> Document:
    """The first chapter with a table of `rows` rows more, the label of each as long as people make them."""
    chapter = made.chapters[0]
    figure = chapter.key_figures[0]
    table = ChapterTable(id="many", title=COMPOUND, columns=("Accounts acted on", COMPOUND, "Reversed"), rows=tuple((f"{COMPOUND} {n}", (figure, figure, figure)) for n in range(rows)), note=COMPOUND)
    return made.model_copy(update={"chapters": (chapter.model_copy(update={"tables": (*chapter.tables, table)}), *made.chapters[1:])})


@pytest.mark.slow
@pytest.mark.parametrize("kind", TEXTS)
def test_no_letter_leaves_its_page(kind: str) -> None:
    """In Dutch, whose own words are the longer ones."""
    made = document("online_platform", language="nl", text=TEXTS[kind], draft=2)
    assert outside(pdf_bytes(made))[:5] == []


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 1000])
def test_one_row_and_many(rows: int) -> None:
    assert outside(pdf_bytes(with_rows(document("online_platform", language="nl"), rows)))[:5] == []


def test_an_empty_report_stays_on_its_pages_too() -> None:
    assert outside(pdf_bytes(document("intermediary", empty=True)))[:5] == []
