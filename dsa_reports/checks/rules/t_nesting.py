"""T: medians come from pooled rows, so they are bounded by those of their parts."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.rules.t_times import TIMED
from dsa_reports.checks.view import Block, RowView, View
from dsa_reports.findings import Severity

_BASES = ("complaints_visibility", "complaints_service", "complaints_account", "complaints_monetisation", "complaints_no_action")
_DECIDED = ("upheld", "partially_reversed", "reversed")
_SHARED = ("items", "actions_law", "actions_terms", "median_time")


def _families(block: Block) -> Iterator[tuple[RowView, list[RowView]]]:
    """A row and the rows that it is made of: TOTAL and the categories, a category and its sub-categories."""
    if block.total:
        yield block.total, block.categories
    for category in block.categories:
        if not block.lacks(category):
            yield category, block.children.get(category.row.key, [])


def _outside(whole: RowView, parts: list[RowView], column: str, cases: str) -> Hit | None:
    """`whole` against the smallest and the largest median of its parts, if they cover it.

    They do not where a part has cases but no median. A 0 of no cases is no median.
    """
    stated = whole.number(column)
    if stated is None or any(row.amount(cases) and row.number(column) is None for row in parts):
        return None
    if not stated and not whole.amount(cases):
        return None
    timed = [row for row in parts if row.number(column) is not None and (row.amount(column) or row.amount(cases))]
    return _bounded(whole, stated, [(row, row.amount(column)) for row in timed], column)


def _bounded(whole: RowView, stated: Decimal, parts: list[tuple[RowView, Decimal]], column: str) -> Hit | None:
    medians = [median for _, median in parts]
    if not medians or min(medians) <= stated <= max(medians):
        return None
    beyond = min(medians) - stated if stated < min(medians) else stated - max(medians)
    softer = Severity.WARNING if beyond <= _rounding([stated, *medians]) else None
    doubt = "; rounding to different decimals may explain it" if softer else ""
    return Hit(
        f"the median of {whole.name} is {stated}, those of its parts lie from {min(medians)} to {max(medians)}{doubt}", whole, column,
        softer, tuple((row, column) for row, _ in parts), f"{min(medians)} to {max(medians)}",
    )


def _rounding(values: list[Decimal]) -> Decimal:
    """What rounding can shift: nothing where all have the same decimals (it keeps the order), else half of each last place."""
    places = {max(0, -int(value.as_tuple().exponent)) for value in values}
    return Decimal(0) if len(places) == 1 else sum((Decimal(5).scaleb(-place - 1) for place in (min(places), max(places))), Decimal(0))


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, II.1.2; IR 2024/2835 Annex II, II.1.3",
    "Compute every median from the pooled rows, never from medians.", parts=(3, 4, 7),
)
def t_4(view: View) -> Iterator[Hit]:
    """A median lies between the smallest and the largest median of its parts, where the parts cover it.

    TOTAL between those of the categories, a category between those of its sub-categories, part 3's scope TOTAL between
    those of the Member States. A warning where rounding to different decimals may explain the difference, and for
    complaints, which lie between those by decision where these add up to all.
    """
    for timed in TIMED:
        for block in view.blocks(timed.part):
            for whole, parts in _families(block):
                if hit := _outside(whole, parts, timed.median, timed.cases):
                    yield hit
    yield from _over_states(view)
    yield from _over_bases(view)


def _over_states(view: View) -> Iterator[Hit]:
    states: dict[tuple[str, str, str], list[RowView]] = {}
    for block in view.states.values():
        for row in block.rows:
            states.setdefault(row.identity, []).append(row)
    total = next((block for block in view.blocks(3) if block.scope == "TOTAL"), None)
    for whole in total.rows if total and states else ():
        parts = states.get(whole.identity, [])
        for timed in TIMED:
            added = sum((row.amount(timed.cases) for row in parts), Decimal(0))
            if timed.part == 3 and added >= whole.amount(timed.cases) and (hit := _outside(whole, parts, timed.median, timed.cases)):
                yield hit._replace(message=f"over the Member States {hit.message}")


def _over_bases(view: View) -> Iterator[Hit]:
    whole = view.row(7, "complaints", "median_time")
    bases = [key for key in _BASES if any(view.number(7, key, scope=scope) for scope in _DECIDED)]
    adds_up = all(
        view.number(7, "complaints", scope=scope) == sum((view.number(7, key, scope=scope) or Decimal(0) for key in bases), Decimal(0))
        for scope in _DECIDED
    )
    rows = [row for key in bases if (row := view.row(7, key, "median_time")) and row.number() is not None]
    stated = whole.number() if whole else None
    if whole and stated is not None and adds_up and len(rows) == len(bases):
        hit = _bounded(whole, stated, [(row, row.amount()) for row in rows], "value")
        if hit:
            yield hit._replace(severity=Severity.WARNING)


@check(
    Severity.ERROR, "IR 2024/2835 Annex II, II.1.3", "The two columns describe the same notices: correct one of them.", parts=(4,),
)
def t_13(view: View) -> Iterator[Hit]:
    """Where all notices of a row come from trusted flaggers, both columns say the same: items, actions and median."""
    for row in view.rows(4):
        if not row.amount("notices_received") or row.number("notices_trusted_flaggers") != row.number("notices_received"):
            continue
        for column in _SHARED:
            flagged, every = row.number(f"{column}_trusted_flaggers"), row.number(column)
            if flagged is not None and every is not None and flagged != every:
                yield Hit(
                    f"all {row.amount('notices_received')} notices are of trusted flaggers, but here it is {flagged}, for all notices"
                    f" {every} ({row.name})", row, f"{column}_trusted_flaggers", cells=((row, column), (row, "notices_trusted_flaggers")),
                    expected=f"{every}",
                )
