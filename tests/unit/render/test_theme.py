"""Theme files: what is checked before anything is drawn with them, and that every error says where and what to do."""

import base64
import io
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from dsa_reports import resources
from dsa_reports.errors import UserError
from dsa_reports.render.environment import page
from dsa_reports.render.theme import DEFAULT, load_theme
from dsa_reports.render.theme.contrast import contrast, grey_distance
from tests.unit.render.factory import document

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def theme(folder: Path, text: str) -> Path:
    path = folder / "theme.toml"
    path.write_text(text, "utf-8")
    return path


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
    assert grey_distance("#000000", "#ffffff") == pytest.approx(100)
    assert grey_distance("#ff0000", "#ff0000") == 0


def test_the_packaged_look_passes_its_own_checks(tmp_path: Path) -> None:
    lines = [
        "[colours]", f'accent = "{DEFAULT.accent}"', f'accent_dark = "{DEFAULT.accent_dark}"', f'second = "{DEFAULT.second}"',
        "[cover]", f'background = "{DEFAULT.cover}"', f'text = "{DEFAULT.cover_text}"',
    ]
    assert load_theme(theme(tmp_path, "\n".join(lines))) == DEFAULT
    assert load_theme(None) is DEFAULT


def test_a_theme_reaches_the_page(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(LOGO.format('<path d="M0 0h9v9z" fill="#123456"/>'), "utf-8")
    found = load_theme(theme(tmp_path, '[colours]\naccent = "#7a1f5c"\n[logo]\nfile = "logo.svg"\n'))
    html = page(document("online_platform"), paper=False, theme=found)
    assert "--deep:#7a1f5c" in html
    assert f'src="{found.logo}"' in html
    assert base64.b64decode(found.logo.partition(",")[2]).startswith(b"<svg")
    assert 'fill="#7a1f5c"' in html


@pytest.mark.parametrize(("text", "line", "said"), [
    ('[colours]\n\naccent = "#cccccc"', 3, "too little contrast"),
    ('[colours]\naccent_dark = "#101010"', 2, "on the dark page"),
    ('[colours]\nsecond = "#ffe0a0"', 2, "a bar on white"),
    ('[colours]\naccent = "#0b4f6c"\nsecond = "#8a2020"', 3, "told apart in grey"),
    ('[cover]\nbackground = "#888888"\ntext = "#ffffff"', 3, "the title on the cover"),
    ('[colours]\naccent = "blue"', 2, "is no colour"),
    ('[colours]\naccent = 7', 2, "is no text"),
    ('[colours]\nacent = "#0b4f6c"', 2, "has no 'acent'"),
    ('[colors]\naccent = "#0b4f6c"', 1, "has no 'colors'"),
    ('[fonts]\nregular = "a.ttf"', 1, "none for semibold"),
    ('[fonts]\nregular = "a.ttf"\nsemibold = "b.ttf"\nitalic = "c.ttf"', 2, "cannot be read"),
])
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(UserError) as error:
        load_theme(theme(tmp_path, text))
    assert said in error.value.what
    assert error.value.where.endswith(f"theme.toml:{line}")
    assert error.value.remedy


@pytest.mark.parametrize(("name", "content", "said"), [
    ("gone.svg", None, "cannot be read"),
    ("logo.gif", b"GIF89a", "neither SVG nor PNG"),
    ("logo.png", b"no png", "no PNG"),
    ("logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (9_000).to_bytes(4, "big") * 2, "9000 × 9000"),
    ("logo.svg", LOGO.format("<script>alert(1)</script>").encode(), "<script>"),
    ("logo.svg", LOGO.format('<path onload="x()" d="M0 0"/>').encode(), "onload"),
    ("logo.svg", LOGO.format('<path fill="url(https://evil.example/x)"/>').encode(), "something outside"),
    ("logo.svg", LOGO.format('<image href="x.png"/>').encode(), "<image>"),
    ("logo.svg", LOGO.format("<text>Logo</text>").encode(), "<text>"),
    ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + LOGO.format("<g/>").encode(), "DOCTYPE"),
    ("logo.svg", LOGO.format("<g>" * 60 + "</g>" * 60).encode(), "nested deeper"),
    ("logo.svg", LOGO.format("<g/>" * 6_000).encode(), "more than 5,000 elements"),
    ("logo.svg", LOGO.format(" " * 300_000).encode(), "bytes"),
    ("logo.svg", LOGO.format("<g>").encode(), "well-formed"),
    ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "viewBox"),
    ("logo.svg", b"<html/>", "<html>"),
])
def test_a_missing_huge_or_hostile_logo_is_refused(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError) as error:
        load_theme(theme(tmp_path, f'[logo]\nfile = "{name}"'))
    assert said in error.value.what
    assert name in error.value.where
    assert error.value.remedy


def test_the_line_of_a_hostile_element(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(LOGO.format("\n\n<script/>"), "utf-8")
    with pytest.raises(UserError) as error:
        load_theme(theme(tmp_path, '[logo]\nfile = "logo.svg"'))
    assert error.value.where.endswith("logo.svg:3")


def test_own_fonts_take_the_place_of_the_packaged_ones(tmp_path: Path) -> None:
    for name in ("Regular", "SemiBold", "Italic"):
        (tmp_path / f"{name}.ttf").write_bytes(resources.read_bytes("templates", f"fonts/ReportSans-{name}.ttf"))
    found = load_theme(theme(tmp_path, '[fonts]\nregular = "Regular.ttf"\nsemibold = "SemiBold.ttf"\nitalic = "Italic.ttf"'))
    assert [(weight, style) for _, weight, style in found.fonts] == [(400, "normal"), (600, "normal"), (400, "italic")]
    assert found.font_faces().count("@font-face") == 3


def test_a_font_without_the_marks_of_the_report_is_refused(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.ttf").write_bytes(b"no font")
    with pytest.raises(UserError, match="no TrueType font"):
        load_theme(theme(tmp_path, '[fonts]\nregular = "a.ttf"\nsemibold = "b.ttf"\nitalic = "c.ttf"'))


@pytest.mark.parametrize("name", ["Regular", "SemiBold", "Italic"])
def test_fonts_of_page_and_paper_are_the_same(name: str) -> None:
    paper, screen = (TTFont(io.BytesIO(resources.read_bytes("templates", f"fonts/ReportSans-{name}.{form}"))) for form in ("ttf", "woff2"))
    assert paper.getBestCmap() == screen.getBestCmap()
    assert paper["hmtx"].metrics == screen["hmtx"].metrics
    drawn = [{glyph: outline(font, glyph) for glyph in font.getGlyphOrder()} for font in (paper, screen)]
    assert drawn[0] == drawn[1]


def outline(font: TTFont, glyph: str) -> list[object]:
    pen = RecordingPen()
    font.getGlyphSet()[glyph].draw(pen)
    return list(pen.value)
