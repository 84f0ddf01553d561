"""T: medians by themselves: too long, without cases, suspiciously round."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dsa_reports.checks.dates import identification, period_of
from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import RowView, View
from dsa_reports.display import plural
from dsa_reports.findings import Severity

_DSA_IN_FORCE = date(2022, 11, 16)
_MANY = 100
"""Cases from which a median of exactly 0 is worth a question."""
_FEW_MEDIANS = 5
"""With fewer medians it says nothing that all are whole, or alike."""
_DECIDED = ("upheld", "partially_reversed", "reversed")


class _Timed(NamedTuple):
    """A median and the counts of what it is the median of. `zero_allowed`: the law lets it be 0."""

    part: int
    median: str
    cases: str
    acted: tuple[str, ...] = ()
    zero_allowed: bool = False


TIMED = (
    _Timed(3, "median_receipt_to_act", "orders_to_act", zero_allowed=True), _Timed(3, "median_effect_to_act", "orders_to_act"),
    _Timed(3, "median_receipt_to_inform", "orders_to_inform", zero_allowed=True),
    _Timed(3, "median_effect_to_inform", "orders_to_inform"),
    _Timed(4, "median_time", "notices_received", ("actions_law", "actions_terms")),
    _Timed(
        4, "median_time_trusted_flaggers", "notices_trusted_flaggers",
        ("actions_law_trusted_flaggers", "actions_terms_trusted_flaggers"),
    ),
)


@check(Severity.WARNING, "IR 2024/2835 Annex II, I.4", "Medians are hours: check the unit.", parts=(3, 4, 7))
def t_1(view: View) -> Iterator[Hit]:
    """A median of what was received in the period is no longer than the period.

    Longer is possible only where action came after the period: a warning; an error where it is longer than from the
    start of the period to the publication; it blocks where it is longer than the DSA has existed.
    """
    period = period_of(view)
    if period is None:
        return
    _, published = identification(view, "publication_date")
    whole = period.days * 24
    to_publication = (published - period.start).days * 24 + 24 if published and published > period.end else None
    ever = ((published or period.end) - _DSA_IN_FORCE).days * 24
    for row in view.rows(3, 4, 7):
        crossing = row.part == 7 and view.readings.get("complaints_cut_off") != "submitted"
        for column in row.in_hours:
            hours = row.number(column)
            if hours is None or hours <= whole:
                continue
            severity = Severity.WARNING
            if to_publication is not None and hours > to_publication and not crossing:
                severity = Severity.ERROR
            if hours > max(ever, whole):
                severity = Severity.BLOCKS
            yield Hit(
                f"a median of {hours} hours in a period of {whole} hours ({row.name})", row, column, severity,
                expected=f"at most {whole}",
            )


@check(
    Severity.ERROR, "IR 2024/2835 Annex II, II.1.2; IR 2024/2835 Annex II, II.1.3; IR 2024/2835 Annex II, II.1.5",
    "Leave the median blank where there is nothing to take it of; give it where there are cases, or say why not.", parts=(3, 4, 7),
)
def t_2(view: View) -> Iterator[Hit]:
    """A median above 0 has cases: orders, notices, decided complaints or disputes.

    Cases without a median are a warning, and so is a median of notices on which nobody acted: Annex II lets notices
    without action be left out of it, and complaints that lapsed.
    """
    for timed in TIMED:
        for block in view.blocks(timed.part):
            unused = not any(row.text(timed.median) for row in block.rows)
            for row in block.rows:
                yield from _without_cases(view, row, timed)
                if row.amount(timed.cases) and (not unused or row is block.total):
                    yield from _without_median(row, timed)
    for row in view.rows(7):
        if row.scope == "median_time":
            yield from _median_of_decisions(view, row)


def _without_cases(view: View, row: RowView, timed: _Timed) -> Iterator[Hit]:
    median, cases = row.amount(timed.median), row.number(timed.cases)
    if not median or cases is None:
        return
    if not cases:
        yield Hit(f"a median of {median} hours of no cases at all ({row.name})", row, timed.median, cells=((row, timed.cases),), expected="blank")
        return
    acted = [value for column in timed.acted if (value := row.number(column)) is not None]
    if len(acted) == len(timed.acted) > 0 and not sum(acted) and view.readings.get("no_action_in_median") != "included":
        yield Hit(
            f"a median of {median} hours to act, and no action on {cases} {plural(cases, 'notice')} ({row.name})", row, timed.median, Severity.WARNING,
            tuple((row, column) for column in timed.acted),
        )


def _without_median(row: RowView, timed: _Timed) -> Iterator[Hit]:
    """Cases, but no median: of notices only where there were actions, of orders to give effect to never (some have none yet)."""
    if row.text(timed.median) or row.text(f"context_{timed.median}") or timed.median.startswith("median_effect"):
        return
    if timed.acted and not any(row.amount(column) for column in timed.acted):
        return
    yield Hit(
        f"no median for {row.amount(timed.cases)} {plural(row.amount(timed.cases), 'case')} ({row.name})", row, timed.median, Severity.WARNING,
        tuple((row, column) for column in (timed.cases, *timed.acted)), "a median",
    )


def _median_of_decisions(view: View, row: RowView) -> Iterator[Hit]:
    outcomes = [found for scope in _DECIDED if (found := view.row(7, row.key, scope))]
    known = [value for found in outcomes if (value := found.number()) is not None]
    cells = tuple((found, "value") for found in outcomes)
    if len(known) < len(_DECIDED):
        return
    decided = sum(known, Decimal(0))
    if row.amount() and not decided:
        omitted = view.row(7, row.key, "omitted")
        if omitted and omitted.amount():
            return
        sure = omitted is not None or view.readings.get("omitted_in_median") == "excluded"
        yield Hit(
            f"a median of {row.amount()} hours, but nothing was decided ({row.key})", row, "value", None if sure else Severity.WARNING, cells,
            "blank",
        )
    elif decided and not row.text("value") and not row.text("context"):
        yield Hit(f"no median for {decided} {plural(decided, 'decision')} ({row.key})", row, "value", Severity.WARNING, cells, "a median")


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.2; IR 2024/2835 Annex II, II.1.3",
    "Check that times, not only days, were measured; say in the context column what is done at once.", parts=(3, 4),
)
def t_3(view: View) -> Iterator[Hit]:
    """A median of more than 100 cases is not exactly 0. Receipts of orders are not meant: the law lets automated ones count as 0."""
    for timed in TIMED:
        for row in view.rows(timed.part) if not timed.zero_allowed else ():
            if row.number(timed.median) == 0 and row.amount(timed.cases) > _MANY:
                yield Hit(f"a median of 0 hours for {row.amount(timed.cases)} {plural(row.amount(timed.cases), 'case')} ({row.name})", row, timed.median, cells=((row, timed.cases),))


def _once(view: View, part: int) -> Iterator[RowView]:
    """Rows that share no cases: the categories of all Member States together; in part 7 all."""
    if part == 7:
        yield from view.rows(7)
    for block in view.blocks(part) if part < 7 else ():
        if block.scope in ("", "TOTAL"):
            yield from block.categories


@check(
    Severity.WARNING, "DSA Art. 22(1); IR 2024/2835 Annex II, II.1.3", "Give trusted flaggers' notices priority, or explain the difference.",
    parts=(4,),
)
def t_5(view: View) -> Iterator[Hit]:
    """Over all categories, trusted flaggers do not wait longer for action than everybody. The text does not force the figure."""
    for block in view.blocks(4):
        row = block.total
        flaggers, every = (row.number("median_time_trusted_flaggers"), row.number("median_time")) if row else (None, None)
        if row and flaggers is not None and every is not None and flaggers > every:
            says = f"trusted flaggers wait {flaggers} hours, all notifiers {every}"
            yield Hit(says, row, "median_time_trusted_flaggers", cells=((row, "median_time"),), expected=f"at most {every}")


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I.4", "Compute medians from times, not from days or rounded hours, or say how they are rounded.",
    parts=(3, 4, 7),
)
def t_6(view: View) -> Iterator[Hit]:
    """The medians of a part are neither all alike nor all whole hours (unless the report declares so: `median_decimals`)."""
    for part in (3, 4, 7):
        medians = [(row, column) for row in _once(view, part) for column in row.in_hours if row.amount(column)]
        values = {row.amount(column) for row, column in medians}
        if len(medians) < _FEW_MEDIANS:
            continue
        first, column = medians[0]
        if len(values) == 1:
            yield Hit(f"all {len(medians)} medians are {first.amount(column)} hours", first, column, cells=tuple(medians), places=len(medians))
        elif all(value % 24 == 0 for value in values):
            yield Hit(f"all {len(medians)} medians are whole days", first, column, cells=tuple(medians), places=len(medians))
        elif all(value == value.to_integral_value() for value in values) and view.readings.get("median_decimals") != "0":
            yield Hit(f"all {len(medians)} medians are whole hours", first, column, cells=tuple(medians), places=len(medians))


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.3; IR 2024/2835 Annex II, II.1.6",
    "Check the times and the flag for automated processing, or explain how people act that fast.", parts=(4, 8), together=True,
)
def t_7(view: View) -> Iterator[Hit]:
    """Where nearly all of many notices are processed by people, the median time to act is not a few minutes."""
    row, solely, manual = view.row(4, "TOTAL"), view.row(8, "notices_solely_automated", "notices"), view.row(8, "notices_not_automated", "notices")
    hours = row.number("median_time") if row else None
    if row is None or hours is None or solely is None or manual is None:
        return
    processed = solely.amount() + manual.amount()
    if processed > _MANY and manual.amount() * 100 >= processed * 99 and hours * 10 < 1 and row.amount("notices_received"):
        yield Hit(
            f"a median of {hours} hours, and {manual.amount()} of {processed} {plural(processed, 'notice')} processed by people", row, "median_time",
            cells=((solely, "value"), (manual, "value")),
        )
