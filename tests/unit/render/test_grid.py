"""A table says that there is nothing only where there is nothing: what is sealed is something. Times bear their unit."""

import pytest

from dsa_reports.harmonised.model import ChapterTable, Figure, Reason
from dsa_reports.render.chapter_tables import chapter_table
from dsa_reports.render.tables import Column, Line, Shown, grid
from dsa_reports.render.words import Words


@pytest.mark.parametrize(("reasons", "empty"), [
    ((Reason.SEALED, Reason.SEALED), ""), ((Reason.SEALED, Reason.NOT_RECORDED), ""), ((Reason.NOT_RECORDED, Reason.NO_EVENTS), "Nothing"), (("", Reason.NOT_RECORDED), ""),
])
def test_nothing_is_said_of_a_table_without_any_figure_only(reasons: tuple[str, ...], empty: str) -> None:
    table = grid("t", "Title", [Column("a"), Column("b")], [Line("row", tuple(Shown("x", f"f{n}", reason) for n, reason in enumerate(reasons)))], stub="Kind", empty="Nothing")
    assert table.empty == empty
    assert set(table.legend) == {reason for reason in reasons if reason}


@pytest.mark.parametrize(("language", "unit"), [("en", "hours"), ("nl", "uur")])
def test_times_bear_their_unit_and_counts_do_not(language: str, unit: str) -> None:
    figures = {
        name: Figure(id=name, text=text, value=None, unit=of, reason=Reason.COUNTED if text else Reason.NO_EVENTS, title=name)
        for name, text, of in (("m.a", "4", "measures"), ("m.b", "7.5", "hours"), ("m.c", "0", "measures"), ("m.d", "", "hours"))
    }
    table = ChapterTable(id="m.x", title="Title", columns=("Measures", "Median"), rows=(("a", ("m.a", "m.b")), ("b", ("m.c", "m.d"))))
    assert [column.unit for column in chapter_table(table, Words(language), figures, {}).columns] == ["", unit]
