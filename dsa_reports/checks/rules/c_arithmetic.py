"""C: arithmetic inside one part. Medians are never added; they have rules of their own (T)."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import NUMBER, RowView, View, columns_of_type, spelled
from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.service.config import RESTRICTIONS

_FORGOTTEN = "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"
"""The sub-category that the Member State block of the official part 3 lacks."""
_TRUSTED_FLAGGERS = {
    "notices_trusted_flaggers": "notices_received", "items_trusted_flaggers": "items",
    "actions_law_trusted_flaggers": "actions_law", "actions_terms_trusted_flaggers": "actions_terms",
}
_OUTCOMES = ("upheld", "partially_reversed", "reversed", "omitted")


def _compare(whole: RowView, parts: list[RowView], column: str, *, at_most: bool = False) -> Hit | None:
    """`whole` against the sum of `parts` in one column; blank counts as 0, and nothing is said of cells that are no numbers."""
    texts = [row.text(column) for row in (whole, *parts)]
    if any(text and not NUMBER.fullmatch(text) for text in texts):
        return None
    values = [row.number(column) or Decimal(0) for row in parts]
    stated = whole.number(column)
    total = sum(values, Decimal(0))
    if total == (stated or Decimal(0)) or (at_most and total < (stated or Decimal(0))):
        return None
    says = f"says {stated}" if stated is not None else "is blank"
    return Hit(f"{spelled(values)}, {whole.name} {says}", whole, column)


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, I.7", "Count every row in exactly one category.")
def c_1(view: View) -> Iterator[Hit]:
    """In every count column of parts 3 to 6, TOTAL is the sum of the high-level categories."""
    for part in (3, 4, 5, 6):
        for rows in view.scopes(part).values():
            total = next((row for row in rows if row.row.level == "total"), None)
            categories = [row for row in rows if row.row.level == "category"]
            if total and categories:
                for column in columns_of_type(part, "integer"):
                    if hit := _compare(total, categories, column):
                        yield hit


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, I.7", "Count every row in exactly one sub-category; KEYWORD_OTHER takes the rest.")
def c_2(view: View) -> Iterator[Hit]:
    """In every count column of parts 3 to 6, a category is the sum of its sub-categories.

    Where the official Member State block lacks sub-category 9c, the sum may be smaller.
    """
    for part in (3, 4, 5, 6):
        for rows in view.scopes(part).values():
            lacks = not any(row.code == _FORGOTTEN for row in rows)
            for category in (row for row in rows if row.row.level == "category"):
                children = [row for row in rows if row.row.parent == category.row.key]
                forgotten = lacks and category.code == "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
                for column in columns_of_type(part, "integer") if children else ():
                    if hit := _compare(category, children, column, at_most=forgotten and part == 3):
                        yield hit


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, II.1.3", "A trusted flagger's notice is one of all notices: correct both numbers.")
def c_3(view: View) -> Iterator[Hit]:
    """What concerns trusted flaggers is never more than the whole: notices, items, actions; notices of part 8 likewise."""
    for row in view.rows(4):
        for part, whole in _TRUSTED_FLAGGERS.items():
            if (a := row.number(part)) is not None and (b := row.number(whole)) is not None and a > b:
                yield Hit(f"{a} of trusted flaggers, {b} in all ({row.name}, {whole})", row, part)
    for key in ("notices_solely_automated", "notices_not_automated"):
        flagged, every = view.row(8, key, "trusted_flagger_notices"), view.number(8, key, scope="notices")
        if flagged and every is not None and (a := flagged.number()) is not None and a > every:
            yield Hit(f"{a} of trusted flaggers, {every} in all ({key})", flagged, "value")


@check(Severity.WARNING, "IR 2024/2835 Annex II, II.1.3 columns G, I", "Correct the items, or explain in the context column how items are counted.")
def c_4(view: View) -> Iterator[Hit]:
    """Trusted flaggers' notices hold at least one item each. The text does not force it."""
    for row in view.rows(4):
        notices, items = row.number("notices_trusted_flaggers"), row.number("items_trusted_flaggers")
        if notices is not None and items is not None and items < notices:
            yield Hit(f"{items} items in {notices} notices of trusted flaggers ({row.name})", row, "items_trusted_flaggers")


@check(Severity.WARNING, "IR 2024/2835 Annex II, II.1.2; IR 2024/2835 Annex II, II.1.3", "Explain in the context column how items are counted.")
def c_5(view: View) -> Iterator[Hit]:
    """There are at least as many items as notices, and as many as orders to act. The text does not force it."""
    for part, whole in ((3, "orders_to_act"), (4, "notices_received")):
        for row in view.rows(part):
            count, items = row.number(whole), row.number("items")
            if count is not None and items is not None and items < count:
                yield Hit(f"{items} items in {count} {'orders' if part == 3 else 'notices'} ({row.name})", row, "items")


@check(Severity.WARNING, "IR 2024/2835 Annex II, II.1.3 columns L-O", "Explain in the context column how actions are counted.")
def c_6(view: View) -> Iterator[Hit]:
    """Actions on the law and on the terms together are no more than the items notified. The text does not force it."""
    for row in view.rows(4):
        law, terms, items = row.number("actions_law"), row.number("actions_terms"), row.number("items")
        if law is not None and terms is not None and items is not None and law + terms > items:
            yield Hit(f"{law} + {terms} = {law + terms} actions on {items} items ({row.name})", row, "actions_law")


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, II.1.4 columns F, G", "Automated measures are some of all measures: correct both numbers.")
def c_7(view: View) -> Iterator[Hit]:
    """Measures after solely automated detection are never more than all measures."""
    for row in view.rows(5, 6):
        automated, measures = row.number("solely_automated"), row.number("measures")
        if automated is not None and measures is not None and automated > measures:
            yield Hit(f"{automated} automated measures of {measures} ({row.name})", row, "solely_automated")


@check(Severity.WARNING, "IR 2024/2835 Annex II, II.1.4", "Every measure restricts something: fill the restriction columns.")
def c_8(view: View) -> Iterator[Hit]:
    """The restriction columns together hold at least as many measures as were taken, as every measure restricts something.

    An error where the report declares how measures are counted (reading `measure_unit`); under `restriction` both are
    equal. A service that leaves restrictions blank as impossible is only warned.
    """
    unit = view.readings.get("measure_unit", "")
    for row in view.rows(5, 6):
        measures = row.number("measures")
        values = [row.number(column) for column in RESTRICTIONS]
        known = [value for value in values if value is not None]
        total = sum(known, Decimal(0))
        if measures is None or not known or (total >= measures and unit != "restriction") or total == measures:
            continue
        severity = Severity.ERROR if unit and len(known) == len(values) else Severity.WARNING
        yield Hit(f"{spelled(known)} restrictions, {measures} measures ({row.name})", row, "measures", severity)


@check(Severity.ERROR, "IR 2024/2835 Annex II, II.1.2.1 column F", "Add the rows of each Member State that sent an order.")
def c_10(view: View) -> Iterator[Hit]:
    """In part 3, every count with scope TOTAL is the sum over the Member States."""
    scopes = view.scopes(3)
    by_identity: dict[tuple[str, str, str], list[RowView]] = {}
    for scope, rows in scopes.items():
        for row in rows if scope != "TOTAL" else ():
            by_identity.setdefault(row.identity, []).append(row)
    for row in scopes.get("TOTAL", ()):
        states = by_identity.get(row.identity, [])
        if not states and row.code == _FORGOTTEN:
            continue
        for column in columns_of_type(3, "integer"):
            if hit := _compare(row, states, column):
                yield hit._replace(message=f"over the Member States {hit.message}")


@check(Severity.WARNING, "IR 2024/2835 Annex II, II.1.5", "Say in the context column how many are pending, or correct the outcomes.")
def c_11(view: View) -> Iterator[Hit]:
    """Outcomes of complaints and disputes are no more than were submitted; what is missing is pending.

    More outcomes than submissions are an error where the outcomes of the submitted ones are reported, nothing where
    those decided in the period are (reading `complaints_cut_off`), and a warning where neither is declared.
    """
    cut_off = view.readings.get("complaints_cut_off", "")
    for row in view.rows(7):
        total = row.number() if row.scope == "total" else None
        values = [view.number(7, row.key, scope=outcome) for outcome in _OUTCOMES]
        known = [value for value in values if value is not None]
        if total is None or not known:
            continue
        decided = sum(known, Decimal(0))
        if decided > total and cut_off != "decided":
            severity = Severity.ERROR if cut_off == "submitted" else Severity.WARNING
            yield Hit(f"{spelled(known)} outcomes of {total} submitted ({row.key})", row, "value", severity)
        elif decided < total and None not in values and cut_off != "decided" and not row.text("context"):
            yield Hit(f"{spelled(known)} outcomes of {total} submitted ({row.key}): {total - decided} pending", row, "value")


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, I.4; IR 2024/2835 Annex II, II.1.5", "Give the share as a number from 0 to 1; blank where nothing was reversed.")
def c_13(view: View) -> Iterator[Hit]:
    """The share of outcomes implemented lies in [0,1] and is blank where no outcome was reversed."""
    row = view.row(7, "disputes", "outcomes_implemented")
    share = row.number() if row else None
    reversals = [view.number(7, "disputes", scope=scope) for scope in ("partially_reversed", "reversed")]
    known = [value for value in reversals if value is not None]
    if share is not None and share > 1:
        yield Hit(f"the share is {share}; it lies between 0 and 1", row, "value")
    elif share is not None and known and not sum(known):
        yield Hit(f"the share is {share}, but no outcome was reversed", row, "value", Severity.WARNING)
    elif share is None and row and not row.text("value") and sum(known, Decimal(0)) > 0:
        yield Hit(f"no share is given, but {spelled(known)} outcomes were reversed", row, "value", Severity.WARNING)


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, I.4", "Write the count without point and decimals.")
def c_14(view: View) -> Iterator[Hit]:
    """Counts are whole numbers."""
    for row in view.rows(*range(3, 11)):
        for column in row.figure_columns():
            text = row.text(column)
            if "." in text and NUMBER.fullmatch(text) and row.kind(column) == "integer":
                yield Hit(f"{text} is no whole number ({row.name})", row, column)


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, I.4", "Write digits only, with a point before decimals; leave the cell blank where there is no figure.")
def c_15(view: View) -> Iterator[Hit]:
    """A figure is a plain number: no sign, text, unit, percent sign, separator or range."""
    for row in view.rows(*range(3, 11)):
        for column in row.figure_columns():
            text = row.text(column)
            if text and not NUMBER.fullmatch(text):
                yield Hit(f"{shown(text)!r} is no plain number ({row.name})", row, column)
