"""A language is one catalogue file, and nothing that the report prints of its own may be missing in it."""

import re
from itertools import combinations

import pytest

from dsa_reports.checks import all_checks
from dsa_reports.harmonised.model import Figure, Reason
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.law.minor_items import items, suggested
from dsa_reports.render.catalogue import catalogue, languages
from dsa_reports.render.words import Words
from dsa_reports.service.readings import readings
from dsa_reports.template.codes import categories, member_state_names, official_languages
from tests.unit.checks.sample_reports import correct

OTHERS = [language for language in languages() if language != "en"]


def untranslated(language: str, texts: list[str]) -> list[str]:
    known = catalogue(language)
    return sorted({text for text in texts if text and f"translations.{text}" not in known})


@pytest.mark.parametrize("language", OTHERS)
def test_every_reading_is_translated(language: str) -> None:
    texts = [text for reading in readings().values() for text in (reading.question, reading.reason, *reading.options.values())]
    assert untranslated(language, texts) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_definition_title_label_and_note_is_translated(language: str) -> None:
    texts = [
        text for indicator in load_indicators().values()
        for text in (indicator.title, indicator.note, *(t for column in indicator.columns.values() for t in (column.definition, column.label)))
    ]
    assert untranslated(language, texts) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_item_about_minors_and_every_suggested_indicator_is_translated(language: str) -> None:
    units = [one.unit for one in suggested().values() if re.search("[A-Za-z]", one.unit)]
    assert untranslated(language, [item.statement for item in items().values()]) == []
    assert untranslated(language, [*(one.text for one in suggested().values()), *units]) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_rule_of_a_check_is_translated(language: str) -> None:
    assert untranslated(language, [check.sentence for check in all_checks().values()]) == []


class _Report:
    """As much of a `View` as a check asks before it runs."""

    previous = ()
    recounted = None

    def __init__(self, tier: str, lost: tuple[int, ...]) -> None:
        self.tier, self._lost = tier, lost

    def has(self, part: int) -> bool:
        return part not in self._lost


@pytest.mark.parametrize("language", OTHERS)
def test_every_reason_why_a_check_was_not_run_is_translated(language: str) -> None:
    said = {
        check.not_applicable(_Report(tier, lost))  # type: ignore[arg-type]
        for check in all_checks().values() for tier in ("", "hosting", "vlop", "vlose")
        for lost in [(), check.parts, *(c for n in range(1, len(check.parts)) for c in combinations(check.parts, n) if check.together)]
    } - {""}
    assert len(said) > 25
    assert untranslated(language, [t for text in said for t in (re.findall("[a-z]+(?: [a-z]+)*", text) if "no part" in text else [text])]) == []
    assert [text for text in said if Words(language).reason(text) == text] == []
    assert [text for text in said if Words("en").reason(text) != text] == []


def test_a_dutch_reader_meets_dutch_items_indicators_and_reasons() -> None:
    dutch, english = Words("nl"), Words("en")
    assert dutch.label("self_declared_only~row_7") == "Accounts waarvan de leeftijd alleen op eigen opgave berust (%; row_7)"
    assert english.label("risk_review_age~row_7") == "Days since the last review (days; row_7)"
    assert dutch.label("risk_review_age~row_7") == "Dagen sinds de laatste beoordeling (dagen; row_7)"
    assert dutch.reason("the report has no part 4 and no part 7") == "het verslag heeft geen deel 4 en geen deel 7"
    assert dutch.reason("anything else") == "anything else"


def test_a_name_of_an_official_figure_in_dutch() -> None:
    def name(id_: str, title: str) -> str:
        return Words("nl").title(Figure(id=id_, text="1", value=1, unit="notices", reason=Reason.COUNTED, title=title))

    assert name("4.TOTAL.notices_received", "Notices received · Total") == "Ontvangen meldingen · Totaal"
    assert name("3.TOTAL.orders_to_inform@DE", "Orders to provide information · Total · Germany").endswith(" · Totaal · Duitsland")
    assert name("5.X.measures", "Measures taken at the provider's own initiative · Self-harm: other (a · (b))").endswith("other (a · (b))")
    assert name("5.X.measures", "Notices received · Self-harm: other (spam (1))") == f"Ontvangen meldingen · {Words('nl').category('STATEMENT_CATEGORY_SELF_HARM')}: overig (spam (1))"
    assert name("minors.x", "Notices received · Total") == "Notices received · Total"


@pytest.mark.parametrize("language", OTHERS)
def test_every_name_of_an_official_figure_is_translated_piece_by_piece(language: str) -> None:
    words, english = Words(language), Words("en")
    same = {*official_languages(), *member_state_names().values(), *(c.description for c in categories()), "image", "text"}
    figures = [figure for figure in correct("vlop", events=3).figures.values() if figure.id[:1].isdigit()]
    assert len(figures) > 1000
    assert [figure.title for figure in figures if english.title(figure) != figure.title] == []
    pieces = {(a, b) for figure in figures for a, b in zip(figure.title.split(" · "), words.title(figure).split(" · "), strict=True)}
    assert sorted(a for a, b in pieces if a == b and a not in same) == []


@pytest.mark.parametrize(("text", "dutch"), [
    ("DSA Art. 15(1)(c)", "DSA art. 15, lid 1, punt c)"), ("DSA Art. 17(2), (5)", "DSA art. 17, lid 2; art. 17, lid 5"), ("DSA Art. 3(r)", "DSA art. 3, punt r)"),
    ("DSA Art. 42(3); IR 2024/2835 Annex II, II.1.8", "DSA art. 42, lid 3; IR 2024/2835 bijlage II, II.1.8"),
    ("IR 2024/2835 Annex II, II.1.3 columns L-O", "IR 2024/2835 bijlage II, II.1.3 kolommen L-O"), ("IR 2024/2835 Annex I, part 8", "IR 2024/2835 bijlage I, deel 8"),
    ("check T-8; Directive 2002/58/EC Art. 5; CWE-1236", "controle T-8; Richtlijn 2002/58/EG art. 5; CWE-1236"), ("a law of its own", "a law of its own"), ("", ""),
])
def test_the_law_is_cited_as_its_language_does(text: str, dutch: str) -> None:
    assert (Words("nl").law(text), Words("en").law(text)) == (dutch, text)


@pytest.mark.parametrize("language", OTHERS)
def test_every_citation_of_a_figure_and_a_check_is_cited_in_the_language(language: str) -> None:
    cited = {c for indicator in load_indicators().values() for c in indicator.legal_basis} | {check.citation for check in all_checks().values()}
    assert len(cited) > 40
    assert [text for text in cited if re.search(r"\bArt\.|Annex|\bpart\b|column", Words(language).law(text))] == []
