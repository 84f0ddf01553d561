"""X: figures of two parts that speak of the same thing. The law is silent on most, so these are warnings."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import View, spelled
from dsa_reports.findings import Severity


def _own_initiative(view: View, column: str) -> list[Decimal]:
    """TOTAL of parts 5 and 6 in `column`, where given."""
    values = (view.number(part, "TOTAL", column) for part in (5, 6))
    return [value for value in values if value is not None]


def _split(view: View, kind: str, scope: str) -> list[Decimal]:
    """Part 8: solely automated and not automated, if both are given."""
    values = [view.number(8, f"{kind}_{how}", scope=scope) for how in ("solely_automated", "not_automated")]
    return [] if None in values else [value for value in values if value is not None]


@check(Severity.WARNING, "IR 2024/2835 Annex II, II.1.6", "Count the same notices in parts 4 and 8, or explain the difference.")
def x_1(view: View) -> Iterator[Hit]:
    """Notices of part 4 = notices processed solely and not by automated means in part 8.

    Where notices processed partly by automated means stand in neither row (reading `partly_automated`), part 8 may
    hold fewer.
    """
    fewer = view.readings.get("partly_automated") == "neither"
    for column, scope in (("notices_received", "notices"), ("notices_trusted_flaggers", "trusted_flagger_notices")):
        received, processed = view.number(4, "TOTAL", column), _split(view, "notices", scope)
        total = sum(processed, Decimal(0))
        if received is None or not processed or total == received or (fewer and total < received):
            continue
        row = view.row(8, "notices_solely_automated", scope)
        yield Hit(f"part 8: {spelled(processed)} notices, part 4: {received} ({column})", row, "value")


@check(Severity.WARNING, "IR 2024/2835 Annex II, II.1.4; IR 2024/2835 Annex II, II.1.6", "Use one meaning of 'automated' in both parts, or explain the difference.")
def x_2(view: View) -> Iterator[Hit]:
    """Own-initiative measures solely by automated means: part 8 = parts 5 and 6 together.

    Only compared as far as both parts mean the same (readings `automated_column`, `measure_automation`): an automated
    decision is not always an automated detection.
    """
    row = view.row(8, "measures_solely_automated", "own_initiative")
    stated, values = row.number() if row else None, _own_initiative(view, "solely_automated")
    if stated is None or not values:
        return
    total = sum(values, Decimal(0))
    here, there = view.readings.get("automated_column"), view.readings.get("measure_automation")
    if here == there or here is None or there is None:
        differs = stated != total
    elif there == "decision":
        differs = here == "detection_and_decision" and stated < total
    else:
        differs = stated > total
    if differs:
        yield Hit(f"parts 5 and 6: {spelled(values)} automated measures, part 8: {stated}", row, "value")


@check(Severity.WARNING, "IR 2024/2835 Annex II, II.1.4; IR 2024/2835 Annex II, II.1.6", "Count the same measures in parts 5, 6 and 8, or explain the difference.")
def x_3(view: View) -> Iterator[Hit]:
    """Own-initiative measures: solely and not automated in part 8 = all measures of parts 5 and 6.

    Where partly automated measures stand in neither row (reading `partly_automated`), part 8 may hold fewer.
    """
    values, split = _own_initiative(view, "measures"), _split(view, "measures", "own_initiative")
    if not values or not split:
        return
    total, measures = sum(split, Decimal(0)), sum(values, Decimal(0))
    fewer = view.readings.get("partly_automated") == "neither"
    if total != measures and not (fewer and total < measures):
        row = view.row(8, "measures_solely_automated", "own_initiative")
        yield Hit(f"part 8: {spelled(split)} measures, parts 5 and 6: {spelled(values)}", row, "value")
