"""The PDF: one rendering, reproducible, tagged, nothing from outside. What the page says is tested on the HTML."""

import io
import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from dsa_reports.errors import RenderError
from dsa_reports.harmonised.model import Document
from dsa_reports.render.catalogue import catalogue, languages
from dsa_reports.render.pdf import document_date, pdf_bytes, render_pdf
from tests.unit.render.factory import LONG_WORD, document

HOSTILE = "<script>alert(1)</script>\u202eevil\x1b[31m<img src='file:///etc/hostname'>"


@cache
def made() -> tuple[Document, bytes]:
    source = document("intermediary", empty=True, draft=4, period="2026-Q1", text=f"{HOSTILE} {LONG_WORD}")
    return source, pdf_bytes(source)


@cache
def pages() -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(made()[1])).pages]


def test_tagged_with_language_title_bookmarks() -> None:
    with pikepdf.open(io.BytesIO(made()[1])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        with pdf.open_outline() as outline:
            top = outline.root
            assert len(top) == 1
            assert len(top[0].children) >= 8
        assert "/EmbeddedFiles" not in (pdf.Root.get("/Names") or {})


def test_status_stands_on_every_page_and_every_page_has_its_number() -> None:
    assert len(pages()) < 40
    for number, text in enumerate(pages(), start=1):
        assert "DRAFT 4" in text, number
        assert "not a report under Articles 15, 24 or 42 DSA" in text, number
        assert number == 1 or f"{number} / {len(pages())}" in text


def test_watermark_lies_on_every_page_of_a_draft() -> None:
    with pikepdf.open(io.BytesIO(made()[1])) as pdf:
        assert all("/XObject" in page.Resources or "/Pattern" in page.Resources for page in pdf.pages)


def test_hostile_text_is_shown_harmlessly() -> None:
    text = "".join(pages())
    assert "<script>" in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert LONG_WORD in re.sub(r"[\s-]", "", text)


def test_text_of_other_scripts_can_be_extracted() -> None:
    pdf = render_pdf("<html lang=en><title>t</title><p>Ελληνικά Български ŐŰ ẞ 1,234", "", epoch=0)
    assert "Ελληνικά Български ŐŰ ẞ 1,234" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_same_bytes_and_environment_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "77")
    html = "<html lang=en><title>t</title><meta name=dcterms.created content=2026-01-01><p>Text 123"
    first = render_pdf(html, "", epoch=1)
    assert os.environ["SOURCE_DATE_EPOCH"] == "77"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert render_pdf(html, "", epoch=1) == first
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_date_of_the_file_comes_from_the_document() -> None:
    source, pdf = made()
    assert document_date(source).isoformat() == "2026-08-24"
    assert PdfReader(io.BytesIO(pdf)).metadata.creation_date_raw.startswith("D:20260824")  # type: ignore[union-attr]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text("TOP-SECRET-4711")
    return file


@pytest.mark.parametrize("html", [
    "<img src='{url}'>", "<link rel=attachment href='{url}'>", "<link rel=stylesheet href='{url}'>", "<object data='{url}'></object>",
    "<p style='background: url({url})'>x", "<svg xmlns='http://www.w3.org/2000/svg' width=9 height=9><image href='{url}' width=9 height=9 /></svg>",
])
def test_nothing_is_fetched_from_outside(html: str, secret: Path) -> None:
    with pytest.raises(RenderError):
        render_pdf("<html lang=en><title>t</title>" + html.format(url=secret.as_uri()), "", epoch=0)


def test_nothing_is_fetched_from_a_network() -> None:
    with pytest.raises(RenderError, match="outside"):
        render_pdf("<html lang=en><title>t</title><img src='http://127.0.0.1:9/x.png'>", "", epoch=0)


def test_stylesheets_option_cannot_fetch(secret: Path) -> None:
    with pytest.raises(RenderError, match="outside"):
        render_pdf(f"<html lang=en><title>t</title><style>@import url({secret.as_uri()});</style><p>x", "", epoch=0)
    with pytest.raises(RenderError, match="outside"):
        render_pdf("<html lang=en><title>t</title><p>x", "", epoch=0, stylesheets=[secret.as_uri()])


def test_xmp_metadata_and_attachments_cannot_fetch(secret: Path) -> None:
    with pytest.raises(RenderError, match="outside"):
        render_pdf("<html lang=en><title>t</title><p>x", "", epoch=0, xmp_metadata=[secret.as_uri()])


def test_only_known_fonts_are_given_out() -> None:
    with pytest.raises(RenderError, match="outside"):
        render_pdf("<html lang=en><title>t</title><img src='packaged:../../pyproject.toml'>", "", epoch=0)


def test_pdf_opens_in_another_reader(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(made()[1])
    try:
        said = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True, timeout=60).stdout
    except FileNotFoundError:
        pytest.skip("poppler-utils is not installed")
    fonts = [line.split()[0] for line in said.splitlines()[2:]]
    assert fonts
    assert any("Report-Sans" in font or "ReportSans" in font for font in fonts)


@pytest.mark.parametrize("language", languages())
def test_the_cover_fits_its_page_in_every_language(language: str) -> None:
    source = document("vlop", language=language, draft=4, period="2026-Q1", name="Een dienst met een tamelijk lange naam")
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_bytes(source))).pages]
    assert catalogue(language).text("chapters.glance.title") in texts[1].splitlines()[0:4]
