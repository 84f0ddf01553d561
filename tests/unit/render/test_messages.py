"""What findings say, in another language. Not for the page that shows them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dsa_reports
from dsa_reports.checks import all_checks
from dsa_reports.checks.examples import examples_of
from dsa_reports.contract import tables
from dsa_reports.intake.gaps import GAPS
from dsa_reports.intake.mapping import Mapping
from dsa_reports.intake.rules import column_checks
from dsa_reports.intake.sexbot_gaps import SEXBOT_GAPS
from dsa_reports.intake.survey.registry import all_surveys
from dsa_reports.minors.registry import all_rules
from dsa_reports.pipeline.rules import all_entries
from dsa_reports.render.catalogue import catalogue, languages
from dsa_reports.render.format import formats
from dsa_reports.render.messages import SENTENCE, Messages
from dsa_reports.render.words import Words
from tests.unit.checks.worked import run

OTHERS = [language for language in languages() if language != "en"]
PLACE = re.compile(r"\{([a-z_]+)([!#]?)\}")


def unsaid(language: str, texts: set[str]) -> list[str]:
    words = Words(language)
    return sorted(text for text in texts if text and words.message(text) == text)


@pytest.fixture(scope="module")
def dutch() -> Messages:
    return Messages(
        {
            "{said!}; see above": "{said!}; zie boven", "no row for {states}": "geen rij voor {states}",
            "{count#} {what!} in {total} {what_else!}": "van {total} {what_else!} {count#} {what!}", "nothing": "niets",
        },
        {"row": "rij", "{a!} and {b!}": "{a!} en {b!}", "{one!}, {more!}": "{one!}, {more!}", "a row, or two": "een rij of twee"}, {"A share of 5.": "Een aandeel van 5."}, formats("nl"),
    )


def test_a_sentence_takes_over_its_places_and_puts_the_marked_ones_in_words(dutch: Messages) -> None:
    assert dutch.said("no row for DE, FR") == "geen rij voor DE, FR"
    assert dutch.said("12 row in 1,234,567 anything") == "van 1.234.567 anything 12 rij"
    assert dutch.said("no row for DE; see above") == "geen rij voor DE; zie boven"
    assert dutch.said("3 row and row in 4 A share of 5") == "van 4 Een aandeel van 5 3 rij en rij"
    assert (dutch.said("nothing"), dutch.said("")) == ("niets", "")
    assert dutch.phrase("row, row and row, a row, or two") == "rij, rij en rij, een rij of twee"
    assert dutch.phrase("row, something else") == "row, something else", "half of a list is no translation"


def test_what_no_sentence_fits_is_not_said(dutch: Messages) -> None:
    assert dutch.said("a row too many") is None
    assert dutch.said("a row too many; see above") is None
    assert dutch.said("row") is None, "a phrase alone is no sentence"


@pytest.mark.parametrize(("number", "own"), [("1,234", "1.234"), ("0.95", "0,95"), ("+12.5", "+12,5"), ("-3", "-3"), ("2026", "2026"), ("'0.95'", "'0.95'"), ("1,234 of 5", "1.234 of 5"), ("2026-01-31", "2026-01-31"), ("1,23", "1,23")])
def test_numbers_are_written_as_the_language_writes_them_and_quoted_cells_as_they_stand(dutch: Messages, number: str, own: str) -> None:
    assert dutch.said(f"no row for {number}") == f"geen rij voor {own}"


def test_a_text_from_a_log_is_no_pattern_and_no_place(dutch: Messages) -> None:
    hostile = "{states} {what!} (.*) \\1\n{{ 7*7 }} <b>"
    assert dutch.said(f"no row for {hostile}") == f"geen rij voor {hostile}"


@pytest.mark.parametrize(("english", "own"), [
    ("no measure answers AS-01 (the guidelines, chapter 5): A self-declared age alone is not enough", "geen maatregel beantwoordt AS-01 (de richtsnoeren, hoofdstuk 5): Alleen een zelf opgegeven leeftijd is niet genoeg"),
    ("3 + 2 = 5 actions on 4 items (TOTAL)", "3 + 2 = 5 acties op 4 items (TOTAL)"), ("1,200 texts hold handles, 2 of them perhaps", "1.200 teksten bevatten gebruikersnamen, waarvan 2 misschien"),
    ("'Number of notices received' is filled, this is blank (TOTAL)", "‘Aantal ontvangen meldingen’ is ingevuld, dit is leeg (TOTAL)"),
    ("the row concerns only: Only for VLOPs; it is filled (TOTAL)", "de rij geldt alleen voor zeer grote onlineplatforms; zij is ingevuld (TOTAL)"),
    ("the placeholders 'Text' and '[...]' of the template were left in", "de invulteksten 'Text' en '[...]' van het model zijn blijven staan"),
])
def test_the_pieces_of_a_dutch_sentence_are_dutch_too(english: str, own: str) -> None:
    assert Words("nl").message(english) == own


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_catalogue_is_reached_with_its_own_places(language: str) -> None:
    known = catalogue(language)
    said = Words(language)._messages.said
    for english, own in known.under("messages").items():
        places = dict(PLACE.findall(english))
        assert set(PLACE.findall(own)) <= set(places.items()), english
        tokens = {name: "Begin it with a word." if name == SENTENCE else "12" if mark == "#" else f"Q{name}Q" for name, mark in places.items()}
        filled = said(PLACE.sub(lambda place, tokens=tokens: tokens[place[1]], english))
        tokens[SENTENCE] = known.find("messages.Begin it with a word.", "")
        assert filled == PLACE.sub(lambda place, tokens=tokens: tokens[place[1]], own), "another sentence fits first"


@pytest.mark.parametrize("language", OTHERS)
def test_no_long_text_from_a_log_can_hold_up_a_sentence(language: str) -> None:
    """Where two places lie side by side, or but for a blank or a comma, every way of parting a text is tried: n of them cost its length to the n."""
    texts = {**catalogue(language).under("messages"), **catalogue(language).under("phrases")}
    loose = {
        english: len(re.findall(r"\{[a-z_]+!?\}(?=[^a-zA-Z0-9{]{0,3}\{[a-z_]+!?\})", english)) for english in texts
    }
    assert [english for english, count in loose.items() if count > 2] == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_finding_of_the_worked_examples_of_checks_is_said(language: str) -> None:
    findings = [finding for name in all_checks() for example in examples_of(name) if example.severity for finding in run(name, example).findings]
    assert len(findings) > 120
    assert unsaid(language, {text for finding in findings for text in (finding.message, finding.remedy)}) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_rule_of_rows_surveys_gaps_and_the_register_is_said(language: str) -> None:
    rows = {text for entry in all_entries() if entry.part in ("tables", "records") for text in (entry.message, entry.remedy)}
    asked = {text for gap in (*GAPS, *SEXBOT_GAPS) for text in (gap.message.format(count=3, example="NL"), gap.remedy)}
    remedies = {one.remedy for registry in (all_checks(), all_surveys(), all_rules()) for one in registry.values()}
    assert len(rows) > 150
    assert unsaid(language, rows | asked | remedies) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_demand_on_a_column_is_said(language: str) -> None:
    demands = {
        text for table in tables().values()
        for column in table.columns
        for check in column_checks(table, column, Mapping("", (), frozenset(), frozenset(), {}), nul=True)
        for text in (check.message, check.remedy)
    }
    assert len(demands) > 300
    assert unsaid(language, demands) == []


ROOMS = ("checks", "contract", "intake", "minors", "narrative", "waivers.py")
JOURNEYS = ("counterpart", "editions", "loose", "report", "tagging", "two_chapters", "validate")
"""Whose findings a report can show."""

COMPOSED = {
    "the placeholder◆ ◆ of the template ◆ left in": "the placeholder 'Text' of the template was left in",
    "◆: this is an internal report": "2026-01-01/2026-03-31 is no statutory period for the tier vlop: this is an internal report",
    "◆, a ◆; ◆ (quoted from memory, unconfirmed)": "published on 2026-03-02; it was due on 2026-02-28, a Saturday; Regulation (EEC, Euratom) No 1182/71 Art. 3(4) lets a period that ends on such a day end with the next working day (quoted from memory, unconfirmed)",
    "◆ rows◆ are missing, among them ◆": "12 rows of scope NL are missing, among them KEYWORD_A",
    "◆, ◆": "1 + 2 = 3, TOTAL says 4",
    "over the Member States ◆": "over the Member States its sub-rows are blank, TOTAL is blank",
    "no sample◆ has accuracy ◆, precision ◆ and recall ◆ (◆)": "no sample of 1,000 cases has accuracy 0.9, precision 0.8 and recall 0.7 (accuracy_total)",
    "◆ of ◆ ◆ are solely automated (◆)": "none of 5000 notices are solely automated (notices)",
    "◆ is exactly 1, from ◆": "accuracy is exactly 1, from a sample of unknown size",
    "◆ in ◆, ◆ now: ◆ has ◆": "12 in 2025-01-01/2025-06-30, 0 now: TOTAL has vanished",
    "◆ (◆)": "12 in 2025-01-01/2025-06-30, 90 now (+650 %); the usual change is +20 % (TOTAL)",
    "◆ (in ◆ further files)": "territorial_scope is empty on 12 rows, while others fill it (in 3 further files)",
    "exactly ◆ rows◆: the export may be cut off": "exactly 10,000 rows, the page size of many query tools and search engines: the export may be cut off",
    "no row of ◆ lies in the period ◆; ◆": "no row of orders lies in the period 2026-01-01/2026-06-30; none of its rows has a date",
    "no measure answers ◆ (◆)◆: ◆": "no measure answers AS-01 (the guidelines, chapter 5) (not confirmed by a second source): A self-declared age alone is not enough",
    "◆ ◆ (small: below ◆): ◆": "2 figures about minors are sealed: they are small, or others could be worked out from them (small: below 5): minors.a, minors.b and 3 more",
    "◆ items in ◆ ◆ (◆)": "0 items in 3 orders (TOTAL)",
    "its review was due on ◆, ◆ ◆ ago": "M-01: its review was due on 2026-10-01, 56 days ago",
    "the file ◆": "the file is not UTF-8 (byte 3)",
}
"""Messages that are put together from pieces: how the piece is written → a whole one."""


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_that_a_report_can_show_is_missing(language: str) -> None:
    said = Words(language)._messages.said
    home = Path(dsa_reports.__file__).parent
    files = [path for room in ROOMS for path in (sorted((home / room).rglob("*.py")) if (home / room).is_dir() else [home / room])]
    written = {text for path in (*files, *(home / "pipeline" / f"{name}.py" for name in JOURNEYS)) for text in _written(path)}
    assert len(written) > 340
    of_register = {f"M-01: {text}" for text in _written(home / "minors" / "rules.py")}
    missing = {
        text for text in written - set(COMPOSED)
        if not any(said(whole.replace("◆", "7")) for whole in (text, f"M-01: {text}") if whole == text or whole in of_register)
    }
    assert missing == set()
    assert sorted(set(COMPOSED) - written) == [], "no longer written like that"
    assert unsaid(language, set(COMPOSED.values())) == []


def _written(path: Path) -> Iterator[str]:
    """The messages and remedies that a file gives to findings, with ◆ for each value."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name.endswith("Error"):
            continue
        given = [keyword.value for keyword in node.keywords if keyword.arg in ("message", "remedy")]
        given += node.args[:1] if name == "Hit" else node.args if name in ("_finding", "_context_finding") else []
        for text in map(_text, given):
            if text and " " in text and not text.startswith("IR "):
                yield text


def _text(node: ast.expr) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=pieces):
            return "".join(piece.value if isinstance(piece, ast.Constant) else _value(piece) for piece in pieces)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = _text(left), _text(right)
            return None if one is None or other is None else one + other
        case _:
            return None


def _value(piece: ast.expr) -> str:
    """◆, or of `plural(n, "row")` the word for several."""
    match piece:
        case ast.FormattedValue(value=ast.Call(func=ast.Name(id="plural"), args=[_, ast.Constant(value=one)])):
            return f"{one}s"
        case ast.FormattedValue(value=ast.Call(func=ast.Name(id="plural"), args=[_, _, ast.Constant(value=more)])):
            return str(more)
        case _:
            return "◆"
