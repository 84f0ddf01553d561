"""What counts as a change, cell by cell. Whole builds belong to golden, sums of causes to property."""

from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from dsa_reports.harmonised.difference import Compared, Difference, Kind, Side, compare
from dsa_reports.harmonised.fill import fill
from dsa_reports.harmonised.model import CellKey, CellResult, HarmonisedReport, Results
from dsa_reports.law.periods import parse_period
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import Provider, Service, ServiceConfig
from dsa_reports.template.layout import layout

KEY: CellKey = (4, "TOTAL", "notices_received", "")


def report(
    cells: dict[CellKey, int | Fraction | None], *, texts: dict[str, str] | None = None, contexts: dict[str, str] | None = None,
    others: dict[str, str] | None = None, tier: Tier = Tier.ONLINE_PLATFORM, name: str = "Plaza", period: str = "2026", **readings: str,
) -> HarmonisedReport:
    config = ServiceConfig(provider=Provider(legal_name="P"), service=Service(name=name, tier=tier), readings=readings)
    results = Results({key: CellResult(value, 1, "x") for key, value in cells.items()}, {4: others or {}})
    return fill(layout(), config=config, period=parse_period(period, ZoneInfo("UTC")), results=results, texts=texts or {}, contexts=contexts or {}, indicators={})


def compared(old: HarmonisedReport, new: HarmonisedReport) -> Difference:
    sides = [Side(name=n, service=r.service, period=r.period, tier=r.tier) for n, r in (("old", old), ("new", new))]
    return compare(Compared(sides[0], old), Compared(sides[1], new))


def test_equal_reports_have_no_difference() -> None:
    found = compared(report({KEY: 5}), report({KEY: 5}))
    assert (found.changed, found.counts, found.notes) == (False, {}, ())
    assert [part.compared > 0 for part in found.parts] == [True] * 11


def test_a_number_that_changed_has_its_absolute_and_relative_change() -> None:
    (cell,) = compared(report({KEY: 40}), report({KEY: 50})).parts[3].cells
    assert (cell.figure, cell.kind, cell.old, cell.new) == ("4.TOTAL.notices_received", Kind.VALUE, "40", "50")
    assert (cell.absolute, cell.relative, cell.letter, cell.old_record, cell.new_record) == (10, 0.25, "F", 2, 2)


def test_there_is_no_relative_change_from_zero() -> None:
    (cell,) = compared(report({}), report({KEY: 3})).parts[3].cells
    assert (cell.kind, cell.old, cell.absolute, cell.relative) == (Kind.VALUE, "0", 3, None)
    assert (cell.old_reason, cell.new_reason) == ("nothing_happened", "counted")


def test_decimals_are_subtracted_without_a_trace_of_binary() -> None:
    key: CellKey = (4, "TOTAL", "median_time", "")
    (cell,) = compared(report({key: Fraction(3, 10)}), report({key: Fraction(1, 10)})).parts[3].cells
    assert cell.absolute == -0.2


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [("zero", "blank", Kind.ZERO_TO_BLANK), ("blank", "zero", Kind.BLANK_TO_ZERO)],
)
def test_blank_and_zero_are_not_the_same(old: str, new: str, kind: Kind) -> None:
    # A median over nothing: 0 or blank, as the reading says.
    found = compared(report({}, medians_without_events=old), report({}, medians_without_events=new))
    assert found.counts == {kind.value: len(list(found.all_cells()))}
    assert {cell.absolute for cell in found.all_cells()} == {None}
    assert {cell.old_reason for cell in found.all_cells()} == {"no_events"}


def test_a_blank_for_another_reason_is_shown_but_no_change_of_the_report() -> None:
    config = {"tier": Tier.ONLINE_PLATFORM}
    found = compared(report({(8, "accuracy", "value", "total"): None}, **config), report({}, **config))
    (cell,) = found.parts[7].cells
    assert (cell.kind, cell.old_reason, cell.new_reason) == (Kind.REASON, "no_events", "not_recorded")
    assert not found.changed


def test_blank_filled_and_emptied() -> None:
    key: CellKey = (4, "TOTAL", "median_time", "")
    assert compared(report({}), report({key: 4})).counts == {"filled": 1}
    assert compared(report({key: 4}), report({})).counts == {"emptied": 1}


def test_rows_are_matched_by_what_they_are_and_not_by_where_they_stand() -> None:
    category = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
    spam, zoo = f"{category}/KEYWORD_OTHER~spam", f"{category}/KEYWORD_OTHER~zoo"
    old = report({(4, zoo, "notices_received", ""): 2}, others={zoo: "Zoo"})
    new = report({(4, zoo, "notices_received", ""): 2, (4, spam, "notices_received", ""): 7}, others={zoo: "Zoo", spam: "Spam"})
    found = compared(old, new)
    assert found.parts[3].cells == ()
    (row,) = found.parts[3].rows
    assert (row.kind, row.row) == ("new", spam)
    assert [(c.column, c.new, c.kind) for c in row.cells if c.new != "0"] == [("notices_received", "7", Kind.FILLED)]
    assert [row.kind for row in compared(new, old).parts[3].rows] == ["vanished"]


def test_one_more_automated_system_does_not_move_the_others() -> None:
    old = report({(8, "accuracy~01-web", "value", "total"): Fraction(9, 10)})
    new = report({(8, "accuracy~02-web", "value", "total"): Fraction(8, 10), (8, "accuracy~01-ant", "value", "total"): Fraction(1, 2)})
    found = compared(old, new).parts[7]
    values = [(c.figure, c.old, c.new) for c in found.cells if c.old or c.new]
    assert values == [("8.accuracy~02-web.value@total", "0.9", "0.8")]


def test_texts_are_redlined_word_by_word() -> None:
    found = compared(report({}, texts={"summary": "We removed 12 items, mostly spam."}), report({}, texts={"summary": "We removed 15 items, mostly adverts."}))
    (cell,) = found.parts[10].cells
    assert cell.kind is Kind.TEXT
    assert [(p.op, p.text) for p in cell.redline] == [
        ("same", "We removed "), ("deleted", "12"), ("inserted", "15"), ("same", " items, mostly "), ("deleted", "spam"), ("inserted", "adverts"), ("same", "."),
    ]


def test_contexts_are_texts_too() -> None:
    found = compared(report({KEY: 1}), report({KEY: 1}, contexts={"4.TOTAL.notices_received": "Counted twice a year."}))
    (cell,) = found.parts[3].cells
    assert (cell.kind, cell.column.startswith("context"), cell.figure) == (Kind.TEXT, True, "")


def test_other_services_and_periods_are_said_once() -> None:
    found = compared(report({}, name="A"), report({}, name="B", period="2027"))
    assert found.notes == ("The reports are of different services: A; B.", "The reports are of different periods: 2026-01-01/2026-12-31; 2027-01-01/2027-12-31.")
    assert not found.changed or {c.part for c in found.all_cells()} == {1}


def test_a_part_that_one_side_lacks() -> None:
    whole = report({KEY: 1})
    found = compared(whole.model_copy(update={"parts": whole.parts[:3]}), whole)
    assert [part.absent for part in found.parts] == ["", "", "", *["old"] * 8]
    assert found.changed


def test_other_spellings_of_a_number_are_no_change() -> None:
    old = report({KEY: 5})
    part = old.parts[3]
    place = part.columns.index("notices_received")
    row = part.rows[0]
    cells = (*row.cells[:place], row.cells[place].model_copy(update={"text": "5.0"}), *row.cells[place + 1:])
    rows = (row.model_copy(update={"cells": cells}), *part.rows[1:])
    new = old.model_copy(update={"parts": (*old.parts[:3], part.model_copy(update={"rows": rows}), *old.parts[4:])})
    assert not compared(old, new).changed


def test_what_is_no_number_is_shown_as_text() -> None:
    old = report({KEY: 5})
    part = old.parts[3]
    place = part.columns.index("notices_received")
    row = part.rows[0]
    cells = (*row.cells[:place], row.cells[place].model_copy(update={"text": "n/a"}), *row.cells[place + 1:])
    new = old.model_copy(update={"parts": (*old.parts[:3], part.model_copy(update={"rows": (row.model_copy(update={"cells": cells}), *part.rows[1:])}), *old.parts[4:])})
    (cell,) = compared(old, new).parts[3].cells
    assert (cell.kind, cell.absolute, cell.new) == (Kind.TEXT, None, "n/a")
