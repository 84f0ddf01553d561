"""Citations: the forms in use, what they mean, and that everything cited exists."""

import pytest

from dsa_reports.checks import all_checks
from dsa_reports.contract import tables
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.law.citations import Citation, parse_citation, problems
from dsa_reports.render.catalogue import catalogue
from dsa_reports.service.readings import readings


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("DSA Art. 9, 10", ["DSA Art. 9", "DSA Art. 10"]),
        ("DSA Art. 15(1)(b), 16", ["DSA Art. 15(1)(b)", "DSA Art. 16"]),
        ("DSA Art. 42(2)(a), (b)", ["DSA Art. 42(2)(a)", "DSA Art. 42(2)(b)"]),
        ("DSA Art. 26(1), (2)", ["DSA Art. 26(1)", "DSA Art. 26(2)"]),
        ("DSA Art. 3(i), (j)", ["DSA Art. 3(i)", "DSA Art. 3(j)"]),
        ("DSA Art. 17(3)(b); IR 2024/2835 Annex II, II.1.4", ["DSA Art. 17(3)(b)", "IR 2024/2835 Annex II, II.1.4"]),
        ("IR 2024/2835 Art. 2(3)", ["IR 2024/2835 Art. 2(3)"]),
        ("IR 2024/2835 Annex II, II.1.3 columns L-O", ["IR 2024/2835 Annex II, II.1.3 columns L-O"]),
        ("IR 2024/2835 Annex I, part 3", ["IR 2024/2835 Annex I, part 3"]),
        ("IR 2024/2835 Annex II", ["IR 2024/2835 Annex II"]),
        ("Directive 2002/58/EC Art. 5", ["Directive 2002/58/EC Art. 5"]),
        ("DSA Art. 3(p), (q)", ["DSA Art. 3(p)", "DSA Art. 3(q)"]),
        ("check T-8", ["check T-8"]),
        ("CWE-1236", ["CWE-1236"]),
        ("Transparency Database, statement of reasons", ["Transparency Database statement of reasons"]),
    ],
)
def test_forms(text: str, parsed: list[str]) -> None:
    assert [str(citation) for citation in parse_citation(text)] == parsed
    assert problems(text) == []


def test_parts_of_a_citation() -> None:
    assert parse_citation("DSA Art. 39(2)(a)") == (Citation("DSA", "39", "2", "a"),)
    assert parse_citation("IR 2024/2835 Annex II, II.1.2 columns I, L") == (Citation("IR 2024/2835", "Annex II", "II.1.2", "", "columns I, L"),)


@pytest.mark.parametrize(
    "text",
    ["", "Art. 15", "DSA Art. fifteen", "DSA Art. 15(b1)", "DSA Art. (a)", "GDPR Art. 6", "https://eur-lex.europa.eu/x", "DSA Art. 15,"],
)
def test_what_is_no_citation(text: str) -> None:
    with pytest.raises(ValueError, match=r"not understood|neither"):
        parse_citation(text)
    assert len(problems(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["DSA Art. 150", "DSA Art. 15(9)", "DSA Art. 15(1)(z)", "DSA Art. 3(z)", "IR 2024/2835 Art. 9", "Directive 2002/58/EC Art. 6", "IR 2024/2835 Annex II, II.1.9", "IR 2024/2835 Annex I, part 12"],
)
def test_what_does_not_exist(text: str) -> None:
    assert problems(text) == [f"{text}: not listed in law/articles.toml"]


def cited() -> set[str]:
    found = {text for reading in readings().values() for text in reading.citation}
    for table in tables().values():
        found |= {table.citation, *(c.citation for c in table.columns), *(r.citation for r in table.all_rules())}
    found |= {text for indicator in load_indicators().values() for text in indicator.legal_basis}
    found |= {check.citation for check in all_checks().values()}
    english = catalogue("en")
    found |= {english.text(key) for key in english.keys if key.startswith("terms.") and key.endswith(".law")}
    return found - {""}


@pytest.mark.parametrize("text", sorted(cited()))
def test_contract_readings_indicators_checks_and_terms_cite_what_exists(text: str) -> None:
    assert problems(text) == []
