"""Coverage counts items, not measures; the engine's facts and the register's own count agree."""

from datetime import date, timedelta

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from dsa_reports.intake.derive import fact_sql
from dsa_reports.law.minor_items import item_chapters, items
from dsa_reports.minors import Measure, coverage
from tests.unit.minors.registers import ON, measure, register


def test_the_best_standing_counts_and_confirmed_items_alone_make_the_share() -> None:
    done = coverage(register(
        measure(), measure(id="M-02", status="partly"), measure(id="M-03", items=("AS-02", "AS-12")), measure(id="M-04", items=("AS-05",), status="not_applicable", reason="no counters"),
        measure(id="M-05", items=("AS-03",), from_date=ON + timedelta(days=1)), measure(id="M-06", items=("AS-10",), to_date=ON - timedelta(days=1)),
    ), ON)
    row = next(row for row in done.rows if row.chapter.id == "6.3")
    assert row.all.as_data() == {"in_place": 3, "partly": 0, "planned": 1, "not_applicable": 1, "rejected": 0, "missing": 13 - 5}
    confirmed = sum(item.counts and item.chapter == "6.3" for item in items().values())
    assert (row.confirmed.in_place, row.confirmed.applicable) == (1, confirmed - 1)


def test_the_law_and_the_toolkit_have_no_share() -> None:
    data = coverage(register(measure(items=("L-28-1", "TK-01"))), ON).as_data()
    assert [row["in_place"] for row in (*data["law"], *data["toolkit"])] == [1, 1]
    assert not any("confirmed" in row for row in (*data["law"], *data["toolkit"]))
    assert data["total"]["numerator"] == 0
    assert sum(row["items"] for row in data["chapters"]) == 84
    assert {"chapter", "items", "in_place", "partly", "planned", "not_applicable", "rejected", "missing"} <= set(data["chapters"][0])


DAYS = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))


@st.composite
def measures(draw: st.DrawFn) -> list[Measure]:
    some = st.lists(st.sampled_from(sorted(items())[:12]), unique=True, max_size=4)
    states = st.sampled_from(["planned", "in_place", "partly", "not_applicable", "rejected"])
    return [measure(id=f"M-{n}", items=tuple(draw(some)), status=draw(states), from_date=draw(DAYS), to_date=draw(DAYS)) for n in range(draw(st.integers(1, 6)))]


@settings(max_examples=25, deadline=None)
@given(measures())
def test_the_engine_counts_the_same(facts: duckdb.DuckDBPyConnection, drawn: list[Measure]) -> None:
    keys = {chapter.id: chapter.key for chapter in item_chapters()}
    own = {(keys[row.chapter.id], state): n for row in coverage(register(*drawn), date(2026, 6, 30)).rows for state, n in row.all.as_data().items() if n}
    facts.execute("BEGIN")
    try:
        for one in drawn:
            facts.execute(
                "INSERT INTO accepted_minor_measures (id, title, items, status, from_date, to_date) VALUES (?, ?, ?, ?, ?, ?)",
                [one.id, one.title, list(one.items), one.status, one.from_date, one.to_date],
            )
        counted = facts.execute(f"SELECT chapter, state, count(*) FROM ({fact_sql('f_minor_items')}) GROUP BY ALL").fetchall()
    finally:
        facts.execute("ROLLBACK")
    assert {(chapter, state): n for chapter, state, n in counted} == own
