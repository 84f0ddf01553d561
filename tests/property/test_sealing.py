"""Small counts are sealed so that nobody recovers one: attacked with everything that is printed."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.privacy import Relation, Sealed, System, closed, connected, follows, follows_small, seal
from tests.property.attack import pinned, possible

LEAST = 5


def table(rows: Mapping[str, Mapping[str, int]], *, about: str = "minor", open_total: bool = False) -> System:
    """A table of counts with row totals, column totals and a grand total, all printed."""
    columns = sorted({column for row in rows.values() for column in row})
    values = {f"{row}.{column}": cells[column] for row, cells in rows.items() for column in columns}
    sums: list[tuple[tuple[str, ...], tuple[str, ...], bool]] = []
    for row in rows:
        values[f"{row}.all"] = sum(rows[row].values()) + (3 if open_total else 0)
        sums.append(((f"{row}.all",), tuple(f"{row}.{column}" for column in columns), open_total))
    for column in (*columns, "all"):
        values[f"all.{column}"] = sum(values[f"{row}.{column}"] for row in rows)
        sums.append(((f"all.{column}",), tuple(f"{row}.{column}" for row in rows), False))
    values, relations = closed(values, sums)
    printed = {name: frozenset((name,)) for name in values if not name.startswith("rest")}
    return System(values, relations, frozenset(name for name in values if about in name), printed)


def attacked(system: System, done: Sealed, least: int = LEAST) -> None:
    """Fails where the attacker learns more than the rule promises."""
    seen = system.seen(done.figures)
    unknown = [name for name in system.values if name not in seen and any(name in relation.coefficients for relation in system.relations)]
    equations = [
        ({name: by for name, by in relation.coefficients.items() if name in unknown}, -sum(by * system.values[name] for name, by in relation.coefficients.items() if name not in unknown))
        for relation in system.relations
    ]
    sealed = {name for figure in done.figures for name in system.shows[figure]}
    small = [name for name in system.small(least) if name not in done.lost]
    assert not set(small) & seen
    recovered = pinned(equations, unknown)
    assert not (sealed | set(small)) & recovered.keys() - set(done.lost), recovered
    if len(unknown) > 6:
        return
    least_of = {name: int(name in sealed and system.values[name] > 0) for name in unknown}
    found = possible(equations, unknown, least_of, max(14, *(system.values[name] + least for name in unknown), 0))
    for name in small:
        assert len({one[name] for one in found}) >= least - 1, (name, done)


COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 40))


@st.composite
def tables(draw: st.DrawFn) -> System:
    rows = draw(st.integers(1, 4))
    columns = draw(st.lists(st.sampled_from(["minor", "young_minor", "adult", "unknown"]), min_size=1, max_size=3, unique=True))
    return table({f"r{n}": {column: draw(COUNTS) for column in columns} for n in range(rows)}, open_total=draw(st.booleans()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_no_sealed_cell_of_a_table_with_totals_is_recovered(system: System) -> None:
    done = seal(system, LEAST)
    assert done.lost == ()
    attacked(system, done)


@settings(max_examples=30, deadline=None)
@given(tables(), st.data())
def test_nor_where_cells_of_the_law_stand_beside_it(system: System, data: st.DataObject) -> None:
    """Figures of the law stay as they are; what they alone give away is named, not passed over."""
    fixed = data.draw(st.sets(st.sampled_from(sorted(name for name in system.shows if name.startswith("all"))), max_size=2))
    system = System(system.values, system.relations, system.about, system.shows, frozenset(fixed))
    done = seal(system, LEAST)
    assert not done.figures & fixed
    attacked(system, done)


def test_one_small_cell_takes_a_second_with_it() -> None:
    system = table({"a": {"minor": 3}, "b": {"minor": 9}, "c": {"minor": 40}})
    done = seal(system, LEAST)
    assert {"a.minor", "b.minor"} <= done.figures
    assert "c.minor" not in done.figures
    attacked(system, done)


def test_nothing_small_nothing_sealed() -> None:
    assert seal(table({"a": {"minor": 0, "adult": 2}, "b": {"minor": 5, "adult": 1}}), LEAST) == Sealed()


def test_a_total_that_is_small_goes_too_and_zeros_stay() -> None:
    done = seal(table({"a": {"minor": 3}, "b": {"minor": 0}}), LEAST)
    assert "all.minor" in done.figures
    assert "b.minor" not in done.figures


def test_what_is_left_of_a_share_is_a_count_too() -> None:
    """7 of 8 reports acted upon: one was not, and no column says so."""
    values, relations = closed({"acted": 7, "all": 8}, [(("all",), ("acted",), True)])
    rest = relations[0].rest
    system = System(values, relations, frozenset(("acted", "all", rest)), {"share": frozenset(("acted", "all")), "count": frozenset(("all",))})
    done = seal(system, LEAST)
    assert "share" in done.figures
    attacked(system, done)


def test_what_the_law_prints_cannot_be_hidden_and_is_named() -> None:
    system = System({"a": 2, "b": 2}, (Relation(("a",), ("b",)),), frozenset(("a",)), {"mine": frozenset(("a",)), "6.x": frozenset(("b",))}, frozenset(("6.x",)))
    assert seal(system, LEAST) == Sealed(frozenset(("mine",)), ("a",))


def test_a_number_printed_before_hides_nothing() -> None:
    system = table({"a": {"minor": 3}, "b": {"minor": 9}, "c": {"minor": 40}})
    done = seal(system, LEAST, known={"b.minor", "b.all"})
    assert "c.minor" in done.figures or "all.minor" in done.figures


def test_sealed_before_stays_sealed() -> None:
    system = table({"a": {"minor": 30}, "b": {"minor": 9}})
    done = seal(system, LEAST, always={"a.minor"})
    assert {"a.minor", "a.all"} <= done.figures or {"a.minor", "b.minor"} <= done.figures
    attacked(system, done)


@pytest.mark.parametrize(("own", "known", "told"), [
    (23, {(0, 3): 20}, True),  # half-year less quarter = 3
    (20, {(0, 3): 20}, False),  # zeros are printed
    (26, {(0, 3): 20}, False),
    (23, {(0, 3): 20, (3, 6): 3}, False),  # the other quarter says so itself: it is not this one that gives it away
    (23, {}, False),
])
def test_a_half_year_less_a_quarter(own: int, known: dict, told: bool) -> None:
    from datetime import date

    def span(first: int, last: int):
        return (date(2026, first + 1, 1), date(2026, last + 1, 1))

    assert follows_small(span(0, 6), own, {span(*key): value for key, value in known.items()}, LEAST) is told


@pytest.mark.parametrize(("known", "told"), [
    ({(0, 6): 23}, True),
    ({(0, 6): 23, (3, 6): 3}, False),
    ({(0, 6): 23, (3, 6): 0}, True),  # a row that was not printed, read as 0, contradicts; the half-year says 3 all the same
    ({(0, 6): 40, (3, 6): 20, (0, 9): 43, (6, 9): 0}, True),  # so do three quarters less the half-year
    ({(0, 6): 40, (3, 6): 25}, False),  # they contradict, and what is left says nothing small
])
def test_a_quarter_beside_numbers_that_contradict_each_other(known: dict, told: bool) -> None:
    from datetime import date

    def span(first: int, last: int):
        return (date(2026, first + 1, 1), date(2026, last + 1, 1))

    assert follows_small(span(0, 3), 20, {span(*key): value for key, value in known.items()}, LEAST) is told


def test_a_year_of_months_quarters_and_half_years_that_all_contradict_each_other_is_told_at_once() -> None:
    from datetime import date

    def span(first: int, last: int):
        return tuple(date(2026 + month // 12, month % 12 + 1, 1) for month in (first, last))

    months = {span(m, m + 1): 100 + m for m in range(12)}
    known = months | {span(m, m + 3): 317 + m for m in range(0, 12, 3)} | {span(0, 6): 660, span(6, 12): 690, span(0, 12): 1400}
    own = known.pop(span(3, 6))
    assert not follows_small(span(3, 6), own, known, LEAST)
    assert follows_small(span(3, 6), own, known | {span(4, 6): own - 3}, LEAST), "April is 3, whatever the months say"


def test_more_ways_than_can_be_looked_at_are_taken_for_one_that_tells() -> None:
    from datetime import date

    every = {(date(2026, 1, a), date(2026, 1, b)): 100 * (b - a) for a in range(1, 12) for b in range(a + 1, 13)}
    own = every.pop((date(2026, 1, 1), date(2026, 1, 12)))
    assert follows_small((date(2026, 1, 1), date(2026, 1, 12)), own, every, LEAST)


@pytest.mark.parametrize(("known", "value"), [
    ({}, None), ({(0, 3): 4}, None), ({(0, 3): 4, (3, 6): 5}, 9), ({(0, 12): 20, (6, 12): 8}, 12), ({(0, 9): 20, (6, 8): 3, (8, 9): 2}, 15), ({(0, 3): 4, (3, 9): 9, (6, 9): 2}, 11),
])
def test_a_half_year_follows_from_other_periods(known: dict, value: int | None) -> None:
    from datetime import date

    def span(first: int, last: int):
        return tuple(date(2026 + month // 12, month % 12 + 1, 1) for month in (first, last))

    assert follows(span(0, 6), {span(*key): number for key, number in known.items()}) == value


def test_periods_hang_together_through_one_that_holds_both() -> None:
    from datetime import date

    q1, q2, q3 = ((date(2026, m, 1), date(2026, m + 3, 1)) for m in (1, 4, 7))
    half = (date(2026, 1, 1), date(2026, 7, 1))
    assert connected(q1, {q2, q3}) == set()
    assert connected(q1, {half, q2, q3}) == {half, q2}
