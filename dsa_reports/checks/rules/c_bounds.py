"""C: what is part of something else in the same row, and figures that come in pairs."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import RowView, View, spelled
from dsa_reports.display import plural
from dsa_reports.findings import Severity
from dsa_reports.service.config import RESTRICTIONS

_TRUSTED_FLAGGERS = {
    "notices_trusted_flaggers": "notices_received", "items_trusted_flaggers": "items",
    "actions_law_trusted_flaggers": "actions_law", "actions_terms_trusted_flaggers": "actions_terms",
}
_PAIRS = {
    3: (("orders_to_act", "items"),),
    4: (("notices_received", "items"), ("notices_trusted_flaggers", "items_trusted_flaggers"), ("actions_law", "actions_terms"),
        ("actions_law_trusted_flaggers", "actions_terms_trusted_flaggers")),
    5: (("measures", "solely_automated"),), 6: (("measures", "solely_automated"),),
}
"""Counts of one row that are given together or not at all."""


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, II.1.3", "A trusted flagger's notice is one of all notices: correct both numbers.",
    parts=(4, 8),
)
def c_3(view: View) -> Iterator[Hit]:
    """What concerns trusted flaggers is never more than the whole: notices, items, actions; notices of part 8 likewise."""
    for row in view.rows(4):
        for part, whole in _TRUSTED_FLAGGERS.items():
            if (a := row.number(part)) is not None and (b := row.number(whole)) is not None and a > b:
                yield Hit(f"{a} of trusted flaggers, {b} in all ({row.name}, {whole})", row, part, cells=((row, whole),), expected=f"at most {b}")
    for key in ("notices_solely_automated", "notices_not_automated"):
        flagged, every = view.row(8, key, "trusted_flagger_notices"), view.row(8, key, "notices")
        a, b = flagged.number() if flagged else None, every.number() if every else None
        if flagged and every and a is not None and b is not None and a > b:
            yield Hit(f"{a} of trusted flaggers, {b} in all ({key})", flagged, "value", cells=((every, "value"),), expected=f"at most {b}")


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.3 columns G, I",
    "Correct the items, or explain in the context column how items are counted.", parts=(4,),
)
def c_4(view: View) -> Iterator[Hit]:
    """Trusted flaggers' notices hold at least one item each. The text does not force it."""
    for row in view.rows(4):
        notices, items = row.number("notices_trusted_flaggers"), row.number("items_trusted_flaggers")
        if notices is not None and items is not None and items < notices:
            yield Hit(
                f"{items} {plural(items, 'item')} in {notices} {plural(notices, 'notice')} of trusted flaggers ({row.name})", row, "items_trusted_flaggers",
                cells=((row, "notices_trusted_flaggers"),), expected=f"at least {notices}",
            )


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.2; IR 2024/2835 Annex II, II.1.3",
    "Explain in the context column how items are counted.", parts=(3, 4),
)
def c_5(view: View) -> Iterator[Hit]:
    """There are at least as many items as notices, and as many as orders to act. The text does not force it."""
    for part, whole in ((3, "orders_to_act"), (4, "notices_received")):
        for row in view.rows(part):
            count, items = row.number(whole), row.number("items")
            if count is not None and items is not None and items < count:
                yield Hit(
                    f"{items} {plural(items, 'item')} in {count} {plural(count, 'order' if part == 3 else 'notice')} ({row.name})", row, "items",
                    cells=((row, whole),), expected=f"at least {count}",
                )


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.3 columns L-O", "Explain in the context column how actions are counted.",
    parts=(4,),
)
def c_6(view: View) -> Iterator[Hit]:
    """Actions on the law and on the terms together are no more than the items notified. The text does not force it."""
    for row in view.rows(4):
        law, terms, items = row.number("actions_law"), row.number("actions_terms"), row.number("items")
        if law is not None and terms is not None and items is not None and law + terms > items:
            yield Hit(
                f"{law} + {terms} = {law + terms} {plural(law + terms, 'action')} on {items} {plural(items, 'item')} ({row.name})", row, "actions_law",
                cells=((row, "actions_terms"), (row, "items")),
            )


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, II.1.4 columns F, G", "Automated measures are some of all measures: correct both numbers.",
    parts=(5, 6),
)
def c_7(view: View) -> Iterator[Hit]:
    """Measures after solely automated detection are never more than all measures."""
    for row in view.rows(5, 6):
        automated, measures = row.number("solely_automated"), row.number("measures")
        if automated is not None and measures is not None and automated > measures:
            yield Hit(
                f"{automated} automated {plural(automated, 'measure')} of {measures} ({row.name})", row, "solely_automated",
                cells=((row, "measures"),), expected=f"at most {measures}",
            )


def _restrictions(row: RowView) -> list[Decimal]:
    return [value for column in RESTRICTIONS if (value := row.number(column)) is not None]


@check(Severity.WARNING, "IR 2024/2835 Annex II, II.1.4", "Every measure restricts something: fill the restriction columns.", parts=(5, 6))
def c_8(view: View) -> Iterator[Hit]:
    """The restriction columns together hold at least as many measures as were taken, as every measure restricts something.

    An error where the report declares how measures are counted (reading `measure_unit`); under `restriction` both are
    equal. A service that leaves restrictions blank as impossible is only warned. The text defines no measure and does not
    force it.
    """
    unit = view.readings.get("measure_unit", "")
    for row in view.rows(5, 6):
        measures, known = row.number("measures"), _restrictions(row)
        total = sum(known, Decimal(0))
        if measures is None or not known or (total >= measures and unit != "restriction") or total == measures:
            continue
        severity = Severity.ERROR if unit and len(known) == len(RESTRICTIONS) else Severity.WARNING
        expected = f"{total:f}" if unit == "restriction" else f"at most {total:f}"
        yield Hit(
            f"{spelled(known)} restrictions, {measures} {plural(measures, 'measure')} ({row.name})", row, "measures", severity,
            cells=tuple((row, column) for column in RESTRICTIONS), expected=expected,
        )


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, II.1.4",
    "Say in the context column of the measures that one measure may hold several restrictions.", parts=(5, 6),
)
def c_9(view: View) -> Iterator[Hit]:
    """Where the restrictions of TOTAL are more than the measures, the report says how measures are counted.

    The text does not force it; readers cannot compare without the explanation. Nothing is said where the report declares the
    reading `measure_unit`, or the context column speaks.
    """
    if view.readings.get("measure_unit"):
        return
    for block in view.blocks(5, 6):
        row = block.total
        measures = row.number("measures") if row else None
        if row is None or measures is None or row.text("context_measures"):
            continue
        known = _restrictions(row)
        if (total := sum(known, Decimal(0))) > measures:
            yield Hit(
                f"{spelled(known)} restrictions, {measures} {plural(measures, 'measure')}, without an explanation ({row.name})", row, "measures",
                cells=tuple((row, column) for column in RESTRICTIONS), expected=f"an explanation, or {total:f}",
            )


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I.1", "Fill both: 0 where nothing happened, blank only where neither can ever occur.",
    parts=(3, 4, 5, 6, 7, 8, 9),
)
def c_20(view: View) -> Iterator[Hit]:
    """A figure does not stand without its counterpart.

    Notices and items; actions on the law and on the terms; measures and the automated ones; measures and any
    restriction; the total of complaints and their outcomes; solely and not automated; internal and external moderators.
    """
    for part, pairs in _PAIRS.items():
        for row in view.rows(part):
            for pair in pairs:
                yield from _lonely(row, *pair)
            if part in (5, 6) and row.amount("measures") and not any(row.text(column) for column in RESTRICTIONS):
                yield Hit(f"{row.amount('measures')} {plural(row.amount('measures'), 'measure')}, but every restriction is blank ({row.name})", row, "measures")
    for row in view.rows(7):
        outcomes = [other for scope in ("upheld", "partially_reversed", "reversed") if (other := view.row(7, row.key, scope))]
        if row.scope == "total" and not row.text("value") and (filled := [o for o in outcomes if o.amount()]):
            yield Hit(f"the total of {row.key} is blank, its outcomes are not", row, "value", cells=tuple((o, "value") for o in filled))
    for solely in view.rows(8):
        if solely.key.endswith("_solely_automated"):
            yield from _apart(solely, view.row(8, solely.key.replace("solely", "not"), solely.scope))
    if inside := view.row(9, "moderators_internal", "total"):
        yield from _apart(inside, view.row(9, "moderators_external", "total"))


def _lonely(row: RowView, one: str, other: str) -> Iterator[Hit]:
    """One of two columns filled, the other blank."""
    filled, blank = (one, other) if row.text(one) else (other, one)
    if row.text(filled) and not row.text(blank):
        yield Hit(f"{row.header(filled)!r} is filled, this is blank ({row.name})", row, blank, cells=((row, filled),))


def _apart(one: RowView, other: RowView | None) -> Iterator[Hit]:
    """One of two rows filled, the other blank."""
    if other and bool(one.text("value")) != bool(other.text("value")):
        filled, blank = (one, other) if one.text("value") else (other, one)
        yield Hit(f"{filled.key} ({filled.scope}) is filled, {blank.key} is blank", blank, "value", cells=((filled, "value"),))
