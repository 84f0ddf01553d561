"""C: what must add up inside one part. Medians are never added; they have rules of their own (T)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import FORGOTTEN, OTHER, RowView, View, columns_of_type, spelled
from dsa_reports.display import plural
from dsa_reports.findings import Severity

_ZERO = Decimal(0)
_TOLERATED = Decimal("0.02")
"""Rounding and people seen in two Member States explain differences of recipients up to here."""


def _compare(whole: RowView, parts: list[RowView], column: str, *, at_most: bool = False) -> Hit | None:
    """`whole` against the sum of `parts` in one column; blank counts as 0, and nothing is said of cells that are no numbers."""
    texts = [row.text(column) for row in (whole, *parts)]
    if any(text and row.number(column) is None for text, row in zip(texts, (whole, *parts), strict=True)):
        return None
    values = [row.amount(column) for row in parts]
    stated, total = whole.number(column), sum(values, _ZERO)
    if total == (stated or _ZERO) or (at_most and total < (stated or _ZERO)):
        return None
    says = f"{whole.name} says {stated}" if stated is not None else f"{whole.name} is blank"
    given = spelled(values) if any(texts[1:]) else "its sub-rows are blank"
    return Hit(f"{given}, {says}", whole, column, cells=tuple((row, column) for row in parts), expected=f"{total:f}")


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, I.7", "Count every row in exactly one category.", parts=(3, 4, 5, 6))
def c_1(view: View) -> Iterator[Hit]:
    """In every count column of parts 3 to 6, TOTAL is the sum of the high-level categories."""
    for block in view.blocks(3, 4, 5, 6):
        if block.total and block.categories:
            for column in columns_of_type(block.part, "integer"):
                if hit := _compare(block.total, block.categories, column):
                    yield hit


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I.7", "Count every row in exactly one sub-category; KEYWORD_OTHER takes the rest.",
    parts=(3, 4, 5, 6),
)
def c_2(view: View) -> Iterator[Hit]:
    """In every count column of parts 3 to 6, a category is the sum of its sub-categories.

    Neither may be blank where the other carries figures. Where the official Member State block lacks sub-category 9c,
    the sum may be smaller.
    """
    for block in view.blocks(3, 4, 5, 6):
        for category in block.categories:
            children = block.children.get(category.row.key, [])
            for column in columns_of_type(block.part, "integer") if children else ():
                if hit := _compare(category, children, column, at_most=block.lacks(category)):
                    yield hit


@check(Severity.ERROR, "IR 2024/2835 Annex II, II.1.2.1 column F", "Add the rows of each Member State that sent an order.", parts=(3,))
def c_10(view: View) -> Iterator[Hit]:
    """In part 3, every count with scope TOTAL is the sum over the Member States.

    Where the descriptions of KEYWORD_OTHER differ between the two, only the sums per category are compared.
    """
    total = next((block for block in view.blocks(3) if block.scope == "TOTAL"), None)
    if total is None:
        return
    counts = columns_of_type(3, "integer")
    if not view.states:
        filled = [column for column in counts if total.total and total.total.amount(column)]
        if filled:
            yield Hit("orders were received, but no row names a Member State that sent one", total.total, filled[0])
        return
    by_identity = _by_identity(view)
    family_fits = {(key, column): _family_fits(view, total.children[key], key, column) for key in total.children for column in counts}
    for row in total.rows:
        states = by_identity.get(row.identity, [])
        if not states and row.code == FORGOTTEN:
            continue
        for column in counts:
            if row.code == OTHER and family_fits.get((row.row.parent, column)):
                continue
            if hit := _compare(row, states, column):
                yield hit._replace(message=f"over the Member States {hit.message}")


def _by_identity(view: View) -> dict[tuple[str, str, str], list[RowView]]:
    found: dict[tuple[str, str, str], list[RowView]] = {}
    for block in view.states.values():
        for row in block.rows:
            found.setdefault(row.identity, []).append(row)
    return found


def _family_fits(view: View, members: Iterable[RowView], category: str, column: str) -> bool:
    """True if all KEYWORD_OTHER rows of a category together are those of the Member States together."""
    whole = sum((row.amount(column) for row in members if row.code == OTHER), _ZERO)
    states = (row for block in view.states.values() for row in block.children.get(category, ()) if row.code == OTHER)
    return whole == sum((row.amount(column) for row in states), _ZERO)


@check(
    Severity.WARNING, "DSA Art. 42(3); IR 2024/2835 Annex II, II.1.8",
    "Count the same recipients in both, or explain the difference in the document on method.", parts=(10,),
)
def c_16(view: View) -> Iterator[Hit]:
    """Recipients of all Member States together differ from TOTAL by no more than 2 %.

    The text does not force it, for one recipient may be seen in two Member States: a warning. That one Member State has
    more recipients than the whole Union cannot be: an error.
    """
    total = view.row(10, "recipients", "TOTAL")
    stated = total.number() if total else None
    states = [row for row in view.rows(10) if row is not total and row.number() is not None]
    if total is None or stated is None:
        return
    if above := [row for row in states if row.amount() > stated]:
        greatest = max(above, key=lambda row: row.amount())
        yield Hit(
            f"{greatest.amount()} {plural(greatest.amount(), 'recipient')} in {greatest.scope}, TOTAL says {stated}: no Member State has more than the Union",
            greatest, "value", Severity.ERROR, ((total, "value"), *((row, "value") for row in above if row is not greatest)),
            f"at most {stated}", places=len(above),
        )
        return
    if not stated or len(states) < 2:
        return
    added = sum((row.amount() for row in states), _ZERO)
    if abs(added - stated) > _TOLERATED * stated:
        share = (added / stated - 1) * 100
        yield Hit(
            f"{spelled(row.amount() for row in states)}, TOTAL says {stated} ({share:+.1f} %)", total, "value",
            cells=tuple((row, "value") for row in states), expected=f"{added:f}",
        )
