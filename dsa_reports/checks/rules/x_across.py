"""X: figures of two parts that speak of the same thing. The law is silent on most, so these are warnings."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.registry import At, Hit, check
from dsa_reports.checks.view import RowView, View, columns_of_type, spelled
from dsa_reports.display import plural
from dsa_reports.findings import Severity

_ZERO = Decimal(0)
_SUSPENSIONS = ("provision_suspension", "account_suspension")
_ENOUGH = 5
"""Different figures above 0 that a block must hold before its repetition says anything."""


class _Added:
    """Cells that are added up: their values and where they stand."""

    def __init__(self, *cells: tuple[RowView | None, str]) -> None:
        self.cells: tuple[At, ...] = tuple((row, column) for row, column in cells if row and row.number(column) is not None)
        self.values = [row.amount(column) for row, column in self.cells]
        self.complete = len(self.cells) == len(cells)
        self.total = sum(self.values, _ZERO)


def _own_initiative(view: View, column: str) -> _Added:
    """TOTAL of parts 5 and 6 in `column`."""
    return _Added(*((view.row(part, "TOTAL"), column) for part in (5, 6)))


def _split(view: View, kind: str, scope: str) -> _Added:
    """Part 8: solely automated and not automated."""
    return _Added(*((view.row(8, f"{kind}_{how}", scope), "value") for how in ("solely_automated", "not_automated")))


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.6", "Count the same notices in parts 4 and 8, or explain the difference.",
    parts=(4, 8), together=True,
)
def x_1(view: View) -> Iterator[Hit]:
    """Notices of part 4 = notices processed solely and not by automated means in part 8.

    Where notices processed partly by automated means stand in neither row (reading `partly_automated`), part 8 may
    hold fewer. The text has no row for them and does not force the sum.
    """
    fewer = view.readings.get("partly_automated") == "neither"
    whole = view.row(4, "TOTAL")
    for column, scope in (("notices_received", "notices"), ("notices_trusted_flaggers", "trusted_flagger_notices")):
        received, processed = whole.number(column) if whole else None, _split(view, "notices", scope)
        total = processed.total
        if whole is None or received is None or not processed.complete or total == received or (fewer and total < received):
            continue
        row = view.row(8, "notices_solely_automated", scope)
        yield Hit(
            f"part 8: {spelled(processed.values)} notices, part 4: {received} ({column})", row, "value",
            cells=(*processed.cells, (whole, column)), expected=f"{received} together",
        )


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.4; IR 2024/2835 Annex II, II.1.6",
    "Use one meaning of 'automated' in both parts, or explain the difference.", parts=(5, 6, 8),
)
def x_2(view: View) -> Iterator[Hit]:
    """Own-initiative measures solely by automated means: part 8 = parts 5 and 6 together.

    Only compared as far as both parts mean the same (readings `automated_column`, `measure_automation`): an automated
    decision is not always an automated detection, the header of column G and its instruction disagree, and so the text
    does not force it.
    """
    row, both = view.row(8, "measures_solely_automated", "own_initiative"), _own_initiative(view, "solely_automated")
    stated = row.number() if row else None
    if stated is None or not both.complete:
        return
    here, there = view.readings.get("automated_column"), view.readings.get("measure_automation")
    if here == there or here is None or there is None:
        differs = stated != both.total
    elif there == "decision":
        differs = here == "detection_and_decision" and stated < both.total
    else:
        differs = stated > both.total
    if differs:
        says = f"parts 5 and 6: {spelled(both.values)} automated measures, part 8: {stated}"
        yield Hit(says, row, "value", cells=both.cells, expected=f"{both.total:f}")


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.4; IR 2024/2835 Annex II, II.1.6",
    "Count the same measures in parts 5, 6 and 8, or explain the difference.", parts=(5, 6, 8),
)
def x_3(view: View) -> Iterator[Hit]:
    """Own-initiative measures: solely and not automated in part 8 = all measures of parts 5 and 6.

    Where partly automated measures stand in neither row (reading `partly_automated`), part 8 may hold fewer. The text
    does not force the sum.
    """
    both, split = _own_initiative(view, "measures"), _split(view, "measures", "own_initiative")
    if not both.complete or not split.complete:
        return
    fewer = view.readings.get("partly_automated") == "neither"
    if split.total != both.total and not (fewer and split.total < both.total):
        row = view.row(8, "measures_solely_automated", "own_initiative")
        yield Hit(
            f"part 8: {spelled(split.values)} measures, parts 5 and 6: {spelled(both.values)}", row, "value",
            cells=(*split.cells, *both.cells), expected=f"{both.total} together",
        )


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.6", "Count in the total every measure after an order, a notice or on own initiative.",
    parts=(8,),
)
def x_4(view: View) -> Iterator[Hit]:
    """In part 8 all measures are those on own initiative and those after orders and notices.

    All are never fewer than those on own initiative: an error. A warning, for the text does not force it, where part 4
    tells of actions but part 8 of no measure beyond own initiative, or the other way round.
    """
    for how in ("solely_automated", "not_automated"):
        every, own = view.row(8, f"measures_{how}", "total"), view.row(8, f"measures_{how}", "own_initiative")
        if every and own and every.number() is not None and every.amount() < own.amount():
            yield Hit(
                f"{every.amount()} {plural(every.amount(), 'measure')} in all, {own.amount()} on own initiative ({every.key})", every, "value", Severity.ERROR,
                ((own, "value"),), f"at least {own.amount()}",
            )
    every_, own_ = _split(view, "measures", "total"), _split(view, "measures", "own_initiative")
    notices, orders = view.row(4, "TOTAL"), view.row(3, "TOTAL", "TOTAL")
    acted = _Added((notices, "actions_law"), (notices, "actions_terms"))
    row = view.row(8, "measures_solely_automated", "total")
    if not every_.complete or not own_.complete or not acted.complete or orders is None:
        return
    beyond = every_.total - own_.total
    received = orders.amount("orders_to_act")
    fewer = view.readings.get("partly_automated") == "neither"
    if beyond == 0 and acted.total and not fewer:
        yield Hit(f"part 4: {spelled(acted.values)} actions after notices, part 8: no measure beyond own initiative", row, "value", cells=acted.cells)
    elif beyond > 0 and not acted.total and not received:
        yield Hit(f"part 8: {beyond} measures beyond own initiative, but no orders and no actions after notices", row, "value", cells=acted.cells)


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.3; IR 2024/2835 Annex II, II.1.5",
    "Check what is counted as a complaint, or explain it in the context column.", parts=(4, 7), together=True,
)
def x_5(view: View) -> Iterator[Hit]:
    """There are no more complaints about inaction on notices than notices. The text does not force it: two may complain about one."""
    whole = view.row(4, "TOTAL")
    pairs = (("complaints_no_action", "notices_received"), ("complaints_no_action_trusted_flagger", "notices_trusted_flaggers"))
    for key, column in pairs:
        row, notices = view.row(7, key, "total"), whole.number(column) if whole else None
        if row and whole and notices is not None and row.amount() > notices:
            yield Hit(
                f"{row.amount()} {plural(row.amount(), 'complaint')} about inaction, {notices} {plural(notices, 'notice')} ({key})", row, "value", cells=((whole, column),),
                expected=f"at most {notices}",
            )


@check(
    Severity.WARNING, "DSA Art. 23(1); IR 2024/2835 Annex II, II.1.5",
    "Count a suspension under Art. 23 among the suspensions of accounts or of the service, too, or explain the difference.",
    parts=(5, 6, 7), together=True,
)
def x_6(view: View) -> Iterator[Hit]:
    """Suspensions of repeat offenders are some of the suspensions of accounts or of the service.

    Compared with parts 5 and 6 and the actions after notices of part 4, which may be suspensions; the text does not
    force it.
    """
    row = view.row(7, "suspensions_illegal_content", "total")
    stated = row.number() if row else None
    own = _Added(*((view.row(part, "TOTAL"), column) for part in (5, 6) for column in _SUSPENSIONS))
    notices = view.row(4, "TOTAL")
    acted = _Added((notices, "actions_law"), (notices, "actions_terms"))
    if stated is not None and own.cells and stated > own.total + acted.total:
        yield Hit(
            f"{stated} {plural(stated, 'suspension')} of repeat offenders; parts 5 and 6: {spelled(own.values)} suspensions, part 4: {acted.total} actions",
            row, "value", cells=(*own.cells, *acted.cells), expected=f"at most {own.total + acted.total}",
        )


@check(
    Severity.WARNING, "DSA Art. 42(2)(a); IR 2024/2835 Annex II, II.1.7",
    "Count the people who decide, or say in the context column who they are.", parts=(8, 9), together=True, tiers=("vlop",),
)
def x_8(view: View) -> Iterator[Hit]:
    """Where measures are not taken by automated means there are moderators.

    The text does not force it: people of the provider's own group are neither internal nor external moderators.
    """
    people = _Added(*((view.row(9, f"moderators_{kind}", "total"), "value") for kind in ("internal", "external")))
    manual = view.row(8, "measures_not_automated", "total")
    if people.complete and not people.total and manual and manual.amount():
        says = f"no moderators, but {manual.amount()} {plural(manual.amount(), 'measure')} not taken by automated means"
        yield Hit(says, people.cells[0][0], "value", cells=(*people.cells, (manual, "value")))


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I.7", "Check that no sheet was copied into another.", parts=(5, 6), together=True,
)
def x_9(view: View) -> Iterator[Hit]:
    """No column of figures is the same in parts 5 and 6: measures on the law and on the terms are different measures.

    Compared where a column holds at least five different figures above 0.
    """
    common = [(row, other) for row in view.rows(5) if (other := view.row(6, row.row.key)) and row.row.level != "total"]
    for column in columns_of_type(5, "integer"):
        cells = [(row, other) for row, other in common if row.amount(column) or other.amount(column)]
        figures = {row.amount(column) for row, _ in cells}
        if len(figures) >= _ENOUGH and all(row.amount(column) == other.amount(column) for row, other in cells):
            first = cells[0][1]
            yield Hit(
                f"{len(cells)} figures of this column are the same in part 5", first, column,
                cells=tuple(at for row, other in cells for at in ((other, column), (row, column))), places=len(cells),
            )
