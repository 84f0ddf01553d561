"""Catalogues, numbers, dates and cleaning. Not for whole pages."""

import re
from fractions import Fraction

import pytest
from markupsafe import Markup

from dsa_reports import resources
from dsa_reports.display import is_control
from dsa_reports.errors import RenderError
from dsa_reports.harmonised.model import Figure, Reason, rounded
from dsa_reports.render.catalogue import catalogue, languages
from dsa_reports.render.clean import clean, prose, with_code
from dsa_reports.render.format import MARKS, formats
from dsa_reports.render.words import Words
from dsa_reports.template.codes import categories

HOSTILE = "<script>alert(1)</script>\u202eevil\x1b[31m{{ 7*7 }} =1+1 ' OR 1=1 --\u2066"

OWN = ("categories.", "translations.", "messages.", "phrases.", "law.")
"""Names that English takes from the official codes and the indicators, and what findings say themselves."""


def test_every_language_has_the_same_texts_with_the_same_places() -> None:
    english = catalogue("en")
    assert set(languages()) >= {"en", "nl"}
    for language in languages():
        other = catalogue(language)
        assert {k for k in other.keys if not k.startswith(OWN)} == {k for k in english.keys if not k.startswith(OWN)}
        assert [k for k in english.keys & other.keys if english.places(k) != other.places(k)] == []
        assert not any(is_control(c) for k in other.keys for c in other.find(k, ""))


def test_dutch_names_every_category_and_subcategory() -> None:
    known = catalogue("nl")
    assert [c.code for c in categories() if f"categories.{c.code.rpartition('/')[2]}" not in known] == []
    assert Words("nl").category("KEYWORD_SUICIDE") == "Zelfdoding"
    assert Words("en").category("KEYWORD_SUICIDE") == "Suicide"


def test_titles_of_chapter_figures_are_translated_where_dutch_has_them() -> None:
    def figure(id_: str, title: str) -> Figure:
        return Figure(id=id_, text="1", value=1, unit="accounts", reason=Reason.COUNTED, title=title)

    group, single = figure("sexbot.by_surface.profile.accounts", "Measures (profile)"), figure("sexbot.domains", "Landing domains")
    assert [Words("nl").title(f) for f in (group, single)] == ["Maatregelen (Profiel)", "Landingsdomeinen"]
    assert [Words("en").title(f) for f in (group, single)] == ["Measures (Profile)", "Landing domains"]
    assert Words("nl").title(figure("sexbot.x", "Something new (of its own)")) == "Something new (of its own)"


@pytest.mark.parametrize(("row", "english", "dutch"), [
    ("campaign~0b7c442e", "Campaign 0b7c442e", "Campagne 0b7c442e"), ("campaign~more", "campaign~more", "campaign~more"),
    ("helpline~not-in-the-register", "Helplines: not in the register", "Hulplijnen: niet in het register"),
    ("trusted_flagger~stichting-veilig-profiel-", "Trusted flagger: stichting veilig profiel", "Betrouwbare flagger: stichting veilig profiel"),
    ("no_campaign", "Accounts of no confirmed campaign", "Accounts buiten bevestigde campagnes"), ("known_minor", "Known minors", "Bekende minderjarigen"),
])
def test_rows_of_the_chapter_on_minors_are_said_in_words(row: str, english: str, dutch: str) -> None:
    assert (Words("en").label(row), Words("nl").label(row)) == (english, dutch)


def test_templates_use_only_texts_that_exist() -> None:
    known = catalogue("en")
    folder = resources.folder("templates")
    sources = [f for sub in ("", "chapters", "macros") for f in (folder.joinpath(sub) if sub else folder).iterdir() if f.name.endswith(".j2")]
    used = {key for f in sources for key in re.findall(r'\bt\("([\w.]+)"[,)]', f.read_text("utf-8"))}
    assert len(used) > 60
    assert [key for key in sorted(used) if key not in known] == []


def test_no_template_marks_data_as_safe() -> None:
    folder = resources.folder("templates")
    for sub in ("", "chapters", "macros"):
        for file in (folder.joinpath(sub) if sub else folder).iterdir():
            if file.name.endswith(".j2"):
                assert not re.search(r"\|\s*safe\b|autoescape\s+false", file.read_text("utf-8")), file.name


def test_unknown_language_is_an_error_with_a_remedy() -> None:
    with pytest.raises(RenderError, match="xx") as caught:
        catalogue("xx")
    assert "en" in caught.value.remedy


@pytest.mark.parametrize(("text", "english", "dutch"), [
    ("0", "0", "0"), ("1234567", "1,234,567", "1.234.567"), ("12.5", "12.5", "12,5"), ("0.01", "0.01", "0,01"), ("36", "36", "36"),
])
def test_numbers_keep_their_decimals(text: str, english: str, dutch: str) -> None:
    assert formats("en").number(text) == english
    assert formats("nl").number(text) == dutch


def test_shares_never_divide_by_zero_and_never_hide_a_case() -> None:
    f = formats("en")
    assert f.share(1, 0) == ""
    assert f.share(1, 3) == "33.3%"
    assert f.share(1, 100_000) == "< 0.1%"
    assert f.share(99_999, 100_000) == "> 99.9%"
    assert f.share(0, 5) == "0%"


def test_a_blank_shows_its_reason_and_a_zero_is_zero() -> None:
    zero = Figure(id="a", text="0", value=0, unit="notices", reason=Reason.NOTHING_HAPPENED)
    assert formats("nl").figure(zero) == "0"
    for reason, mark in MARKS.items():
        blank = Figure(id="a", text="", value=None, unit="hours", reason=reason)
        assert formats("en").figure(blank) == mark


def test_dates_and_names() -> None:
    assert formats("nl").date("2026-06-30") == "30 juni 2026"
    assert formats("en").date("") == ""
    assert formats("en").country("EL") == formats("en").country("GR") == "Greece"
    assert formats("nl").country("NL") == "Nederland"
    assert formats("en").number(str(rounded(Fraction(1, 3), 2))) == "0.33"


def test_cleaning_shows_what_acts_on_the_page() -> None:
    assert clean(HOSTILE).isprintable()
    assert "‹U+202E›" in clean(HOSTILE)
    assert "‹U+001B›" in clean(HOSTILE)
    assert clean("naïve\tΕλλάδα\n") == "naïve\tΕλλάδα\n"
    assert clean("soft\u00adhyphen") == "softhyphen"


def test_prose_keeps_paragraphs_and_lists_and_nothing_else() -> None:
    made = prose("One.\n\n- a\n- *b*\n\n# no heading\n\n[x](https://example.org) ![i](file:///etc/passwd)\n\n<b>" + HOSTILE)
    assert made.count("<p>") >= 3
    assert "<ul>" in made
    assert "<em>b</em>" in made
    assert not re.search(r"<(h1|a|img|script|b)\b", made)


def test_markup_escapes_values_and_keeps_markup() -> None:
    words = Words("en")
    made = words.markup("sentences.orders", act="<i>&", inform=Markup("<b>2</b>"))
    assert "&lt;i&gt;&amp;" in made
    assert "<b>2</b>" in made


def test_plural_forms() -> None:
    words = Words("en")
    assert words.text("chapters.validation.cases", 1, count=1) == "1 case"
    assert words.text("chapters.validation.cases", 3, count=3) == "3 cases"


@pytest.mark.parametrize(("text", "shown"), [
    ("Say `a < b` or `c`.", "Say <code>a &lt; b</code> or <code>c</code>."), ("`<script>`", "<code>&lt;script&gt;</code>"), ("", ""),
    ("an odd ` <b>", "an odd ` &lt;b&gt;"), ("\u202eevil `\x1b`", "‹U+202E›evil <code>‹U+001B›</code>"),
])
def test_what_stands_between_backticks_is_code_and_nothing_is_markup(text: str, shown: str) -> None:
    assert with_code(text) == shown
