"""The items on the protection of minors are whole, cite what exists, and claim no more than was read."""

import re

from dsa_reports.indicators.loader import load_indicators
from dsa_reports.law.citations import problems
from dsa_reports.law.minor_items import item_chapters, items, sources, suggested


def test_counts_are_those_of_the_collection() -> None:
    kinds = [item.kind for item in items().values()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"guideline": 84, "law": 6, "toolkit": 5}
    assert sum(item.counts for item in items().values()) == 45
    assert len(suggested()) == 146


def test_only_confirmed_guideline_items_count() -> None:
    for item in items().values():
        assert item.counts == (item.kind == "guideline" and item.confidence == "confirmed")
        if item.confidence == "confirmed":
            assert set(item.sources) - {"OWN", "TK", "GL"}, f"{item.id} is called confirmed, and nobody but us says it"
        if item.confidence in {"recalled", "own"}:
            assert set(item.sources) <= {"OWN", "TK", "ARX"}, item.id


def test_citations_exist() -> None:
    assert {item.id: found for item in items().values() if (found := problems(item.citation))} == {}


def test_no_paragraph_of_the_guidelines_is_cited() -> None:
    for item in items().values():
        assert not re.search(r"\bpara(graph)?s?\b", item.statement), item.id


def test_every_chapter_has_items_and_every_source_is_used() -> None:
    assert {item.chapter for item in items().values()} == {chapter.id for chapter in item_chapters()}
    assert {name for item in items().values() for name in item.sources} <= set(sources())


def test_nothing_is_called_compliant() -> None:
    for item in items().values():
        assert "complian" not in item.statement.lower()


def test_figures_of_indicators_exist() -> None:
    known = {
        f"{indicator.chapter}." + ("" if indicator.rows == "single" else f"{indicator.id.split('/')[1]}.*.") + name
        for indicator in load_indicators().values() if indicator.chapter for name in indicator.columns
    }
    for key, indicator in suggested().items():
        for figure in indicator.figures:
            assert figure[0].isdigit() or figure in known or re.sub(r"\.[^.]+\.([^.]+)$", r".*.\1", figure) in known, (key, figure)
