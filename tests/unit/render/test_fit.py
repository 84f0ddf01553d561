"""The columns of a table: what fits stands on one line, and no head is torn as long as there is room."""

import pytest

from dsa_reports.harmonised.model import Figure, Reason
from dsa_reports.render import glance
from dsa_reports.render.fit import HALF, Fit, Row, fitted
from dsa_reports.render.format import formats
from dsa_reports.render.tables import Column, Line, Shown, Table, grid, paired
from dsa_reports.render.words import Words

SHARE = (("31", ""), ("86.4%", "57 of 66"))


def test_a_share_stands_beside_its_two_numbers_where_that_fits() -> None:
    fit = fitted(["Measures", "Found first"], [Row("Comment", "", SHARE)])
    assert fit.beside >= 4
    assert len(fit.columns) == 2
    assert sum(fit.columns) < 100


def test_below_it_where_it_does_not() -> None:
    cells = (("99.9%", "1,234,567 of 12,345,678"),) * 4
    assert fitted(["Share"] * 4, [Row("A name that leaves no room", "", cells)]).beside == 0


def test_nothing_is_said_of_a_table_that_fits_in_no_way() -> None:
    assert fitted(["Donaudampfschifffahrtsgesellschaft"] * 7, [Row("a", "", (("1", ""),) * 7)]) == Fit()
    assert fitted([], []) == Fit()


def test_a_long_name_takes_the_page_and_a_short_note_the_line_of_its_name() -> None:
    assert fitted(["A", "B"], [Row("Part 6: " + 20 * "name ", "", (("1", ""), ("2", "")))]).wide
    assert fitted(["Accuracy"], [Row("Danish", "Sample size: 9575.", (("0.9", ""),))]).one_line
    assert not fitted(["Accuracy"], [Row("Danish", 90 * "n", (("0.9", ""),))]).one_line


@pytest.mark.parametrize("heads", [["Measures"], ["Measures", "Accounts"]])
def test_half_a_page_holds_a_small_table(heads: list[str]) -> None:
    fit = fitted(heads, [Row("Private accounts", "", (("1", ""),) * len(heads))], HALF)
    assert fit.columns
    assert not fit.wide


def _table(id_: str, rows: int, columns: int = 1) -> Table:
    lines = [Line(f"row {n}", (Shown("1", f"f{n}"),) * columns) for n in range(rows)]
    return grid(id_, id_, [Column("Cases")] * columns, lines, stub="Kind", note="a note")


def test_small_neighbours_and_the_halves_of_a_long_table_stand_side_by_side() -> None:
    tables = [_table("a", 4), _table("b", 4, columns=5), _table("c", 3), _table("d", 6), _table("e", 24)]
    groups = paired(tables, Words("en"))
    assert [[(place, table.id) for place, table in group] for group in groups] == [[(0, "a")], [(1, "b")], [(2, "c"), (3, "d")], [(4, "e"), (4, "e-2")]]
    first, second = (table for _, table in groups[-1])
    assert first.lines + second.lines == tables[-1].lines
    assert (first.note, second.note, second.title) == ("", "a note", "continued")


def test_the_ends_of_an_interval_stand_under_their_figure() -> None:
    figures = [
        Figure(id=id_, text=text, value=None, unit="accounts", reason=Reason.COUNTED, title=id_)
        for id_, text in (("c.rate", "5"), ("c.rate_low", "3"), ("c.rate_high", "8"), ("c.other", "1"))
    ]
    shown = glance.all_named(figures, Words("en"))
    assert [one.figure for one in shown] == ["c.rate", "c.other"]
    assert shown[0].change == "95% interval: 3 to 8"


@pytest.mark.parametrize(("text", "said"), [
    ("2026-07-15 09:30:00+00:00", "15 July 2026, 09:30 UTC"), ("2026-07-15", "15 July 2026"), ("", ""), ("in summer", "in summer"),
    ("2026-07-15T09:30:00+02:00", "15 July 2026, 09:30 +0200"),
])
def test_a_moment_is_said_for_people(text: str, said: str) -> None:
    assert formats("en").instant(text) == said
