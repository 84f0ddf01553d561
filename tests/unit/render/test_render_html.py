"""The web page: structure, figures, self-containment, hostile text. Golden structure, no pixels."""

import base64
import hashlib
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

import pytest

from dsa_reports.harmonised.model import Document
from dsa_reports.render.format import formats
from dsa_reports.render.html import html_page
from tests.unit.render.factory import document

VOID = {"meta", "br", "link", "img", "hr", "input", "rect", "line", "col"}
HOSTILE = "</style></title><script>alert(1)</script><img src=https://evil.example/x.png onerror=x>\u202e\u2066\x1b]0;{{ 7*7 }}{% for %}'\"=1+1"


class Page(HTMLParser):
    """Tags, attributes and the text of elements that carry a figure."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.figures: list[tuple[str, str]] = []
        self.headings: list[tuple[int, str]] = []
        self.text = ""
        self.feed(html)
        assert not [tag for tag, _ in self.stack], "unclosed elements"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag not in VOID:
            self.stack.append((tag, found))
        if "data-figure" in found:
            self.figures.append((found["data-figure"], ""))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.stack, tag
            assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        names = [tag for tag, _ in self.stack]
        if "style" in names:
            return
        self.text += data
        # Beside the figure, not of it: its unit, why it is blank, the mark of a note.
        beside = any(attrs.get("class") in {"unit", "why"} for _, attrs in self.stack) or "sup" in names
        if any("data-figure" in attrs for _, attrs in self.stack) and not beside:
            self.figures[-1] = (self.figures[-1][0], self.figures[-1][1] + data)
        if any(re.fullmatch("h[1-6]", name) for name in names):
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)


@cache
def rendered(tier: str, language: str = "en", *, empty: bool = False, draft: int = 3, period: str = "", text: str = "") -> tuple[Document, str]:
    made = document(tier, language=language, empty=empty, draft=draft, period=period, text=text)
    return made, html_page(made).decode("utf-8")


@cache
def parsed(html: str) -> Page:
    return Page(html)


CASES = [("vlop", "en", False), ("online_platform", "nl", False), ("vlose", "nl", True)]


@pytest.mark.parametrize(("tier", "language", "empty"), CASES)
def test_every_printed_figure_is_the_figure(tier: str, language: str, empty: bool) -> None:
    made, html = rendered(tier, language, empty=empty)
    page = parsed(html)
    assert len(page.figures) > 100
    for id_, text in page.figures:
        shown = text.strip()
        assert shown == formats(language).figure(made.figures[id_]), id_


@pytest.mark.parametrize(("tier", "language", "empty"), CASES)
def test_outline_ids_and_links(tier: str, language: str, empty: bool) -> None:
    _, html = rendered(tier, language, empty=empty)
    page = parsed(html)
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in page.headings)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert all(target.startswith("#") for target in targets)
    assert [t for t in targets if unquote(t[1:]) not in set(ids)] == []


def test_tables_have_captions_or_context_and_scoped_heads() -> None:
    _, html = rendered("vlop")
    page = parsed(html)
    heads = [attrs for tag, attrs in page.tags if tag == "th"]
    assert heads
    assert all(attrs.get("scope") in {"col", "row", "colgroup", "rowgroup"} for attrs in heads)
    assert html.count("<caption") >= 20


def test_every_caption_is_held_in_sight_when_its_table_is_scrolled() -> None:
    _, html = rendered("vlop")
    assert html.count('<caption><span class="held">') == len(re.findall(r'<caption(?! class="sr")', html))
    assert "caption .held { position: sticky; left: 0" in html


@pytest.mark.parametrize(("language", "said"), [("en", False), ("nl", True)])
def test_an_edition_says_at_its_head_which_texts_are_in_english(language: str, said: bool) -> None:
    html = html_page(document("vlop", language=language)).decode()
    head = html.partition('<header class="cover"')[2].partition("</header>")[0]
    assert ("In het Engels staan in deze uitgave" in head) is said
    assert '<p class="small"></p>' not in head


def test_times_of_events_say_that_they_are_utc() -> None:
    _, html = rendered("vlop")
    assert '2026-06-30<span class="hash">23:58 UTC</span>' in html
    assert "times are in UTC" in html


def test_the_bridge_from_rows_read_to_rows_of_the_period() -> None:
    _, html = rendered("vlop")
    row = re.search(r"<code>notices</code>.*?</tr>", html.partition('class="bridge"')[2], re.DOTALL)
    assert row
    assert re.findall(r"<td[^>]*>([\d,]+)</td>", row[0]) == ["30,010", "10", "30,000", "29,000", "700", "200", "100"]
    assert "by received_at" in row[0]


def test_chapters_of_a_platform_in_order() -> None:
    _, html = rendered("vlop")
    sections = re.findall(r'<section id="(\w+)"', html)
    assert sections == [
        "glance", "orders", "notices", "own_initiative", "complaints", "automated", "people", "recipients", "sexbot", "advertisers",
        "minors", "methodology", "validation", "definitions", "figures",
    ]


@pytest.mark.parametrize(("language", "note", "missing"), [
    ("en", "Age is never inferred here; the group of unknown age is always shown.", "Not supplied: exposure, notices"),
    ("nl", "Leeftijd wordt hier nooit afgeleid; de groep van onbekende leeftijd wordt altijd getoond.", "Niet aangeleverd: exposure, notices"),
])
def test_a_chapter_says_its_cautions_and_what_was_not_supplied(language: str, note: str, missing: str) -> None:
    made = document("vlop", language=language)
    table = next(t for c in made.chapters for t in c.tables if t.note)
    facts = {"notes": ["Age is never inferred here; the group of unknown age is always shown.", table.note, "<b>"], "missing_tables": ["exposure", "notices"]}
    chapters = tuple(c.model_copy(update={"facts": facts}) if c.id == "sexbot" else c for c in made.chapters)
    html = html_page(made.model_copy(update={"chapters": chapters})).decode()
    (block,) = re.findall(r'<div class="cautions">.*?</div>', html, re.DOTALL)
    assert f'<p class="note">{note}</p>' in block
    assert f'<p class="note">{missing}</p>' in block
    assert "&lt;b&gt;" in block
    assert html.count(table.note) == 1, "it stands under its table"


@pytest.mark.parametrize(("language", "said"), [("en", "A self-declared age alone is not enough."), ("nl", "Alleen een zelf opgegeven leeftijd is niet genoeg.")])
def test_an_open_item_of_the_guidelines_stands_in_the_language_of_the_edition(language: str, said: str) -> None:
    made = document("vlop", language=language)
    measure = {"id": "M-1", "title": "Age check", "status": "in_place", "items": ["AA-01"], "reason": "", "from_date": "", "to_date": "", "review_date": ""}
    facts = {
        "register": [measure | {"measured": False, "begun": False, "ended": False, "overdue": False}],
        "open_items": [{"id": "AA-04", "kind": "guideline", "statement": "A self-declared age alone is not enough."}],
    }
    chapters = tuple(c.model_copy(update={"facts": facts}) if c.id == "minors" else c for c in made.chapters)
    html = html_page(made.model_copy(update={"chapters": chapters})).decode()
    (line,) = re.findall(r"<li><code>AA-04</code>.*?</li>", html)
    assert said in line


def test_findings_are_english_in_every_edition_and_say_so() -> None:
    english, dutch = rendered("vlop")[1], rendered("vlose", "nl")[1]
    assert 'lang="en">unknown category code</bdi>' in dutch
    assert 'lang="en">Use a code of the list, or map it.</span>' in dutch
    assert "<bdi>unknown category code</bdi>" in english


def test_chapters_that_do_not_concern_the_tier_are_named_as_left_out() -> None:
    _, html = rendered("intermediary")
    assert 'id="people"' not in html
    assert "Left out" in html


@pytest.mark.parametrize("tier", ["intermediary", "hosting", "online_platform", "vlop", "vlose"])
def test_six_to_ten_key_figures_and_three_sentences(tier: str) -> None:
    _, html = rendered(tier)
    glance = html[html.index('<section id="glance"'):html.index('<section id="orders"')]
    assert 6 <= glance.count('<dd class="dd" data-figure') <= 10
    sentences = glance[glance.index('class="sentences"'):glance.index('class="aside"')]
    assert sentences.count("<p>") == 3


def test_self_contained_under_three_megabytes_with_a_strict_policy() -> None:
    _, html = rendered("vlop")
    assert len(html.encode()) < 3_000_000
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL)
    assert [attributes for attributes, _ in scripts] == [""]
    assert f"script-src 'sha256-{base64.b64encode(hashlib.sha256(scripts[0][1].encode()).digest()).decode()}'" in html
    assert not re.search(r"innerHTML|fetch\(|XMLHttpRequest|eval\(|import\(", scripts[0][1])
    assert " style=" not in html
    without_names = html.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"(?:https?:|file:|ftp:)//", without_names)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html
    assert set(re.findall(r"url\((\w+):", style[1])) == {"data"}


def test_same_document_same_bytes() -> None:
    made, html = rendered("online_platform", "nl")
    assert html_page(made).decode() == html


def test_status_and_the_word_about_the_files() -> None:
    _, html = rendered("intermediary", draft=2, period="2026-Q1", empty=True)
    assert "DRAFT 2" in html
    assert "Internal report, not a report under Articles 15, 24 or 42 DSA" in html
    _, final = rendered("intermediary", draft=0, empty=True)
    assert "DRAFT" not in final
    assert "Internal report" not in final
    assert "the files are the report" in final


def test_hostile_text_stays_text() -> None:
    _, html = rendered("online_platform", text=HOSTILE)
    page = parsed(html)
    tags = {tag for tag, _ in page.tags}
    assert html.count("<script") == 1
    assert not tags & {"img", "iframe", "object", "link", "form", "base"}
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert not any(c in html for c in "\u202e\u2066\x1b")
    assert "{{ 7*7 }}" in page.text
    assert "‹U+202E›" in page.text
    assert all(attrs["href"].startswith("#") for tag, attrs in page.tags if tag == "a")


def test_a_chart_says_its_message_and_its_data() -> None:
    _, html = rendered("vlop")
    charts = re.findall(r'<svg [^>]*role="img" aria-label="([^"]+)"', html)
    assert len(charts) >= 6
    assert all("; " in alt for alt in charts)
    _, nothing = rendered("hosting", empty=True)
    assert "<svg" not in nothing
