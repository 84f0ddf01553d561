"""R: against earlier editions, earlier periods and reports of other services."""

from collections.abc import Iterator
from decimal import Decimal
from math import expm1, log
from statistics import median

from dsa_reports.checks.others import Cells, Identity, cells_of, identities
from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import NUMBER, RowView, View, columns_of_type
from dsa_reports.display import shown
from dsa_reports.findings import Severity

_MANY = Decimal(100)
"""Figures below this come and go without meaning."""
_ROBUST_Z = 3.5
_FACTOR = 2
"""A jump is at least a doubling or halving against the usual change."""
_ENOUGH = 8
_DIFFERENT = 5
_MAD_TO_SIGMA = 1.4826
Known = dict[tuple[int, int], Identity]
_MAIN = {3: ("orders_to_act", "orders_to_inform"), 4: ("notices_received",), 5: ("measures",), 6: ("measures",)}


def _same(now: str, then: str) -> bool:
    """Equal texts, or equal numbers however they are written."""
    if now == then:
        return True
    return bool(NUMBER.fullmatch(now) and NUMBER.fullmatch(then)) and Decimal(now) == Decimal(then)


@check(
    Severity.ERROR, "IR 2024/2835 Art. 3; IR 2024/2835 Annex II, I.5",
    "Publish the change as an updated version: mark it, give reason, method and date; or restore the published figures.",
    parts=tuple(range(3, 12)), needs="previous",
)
def r_4(view: View) -> Iterator[Hit]:
    """Two editions of the same service and period agree in every figure.

    Where the summary of part 11 says that this is an updated or corrected version, differences are only noted.
    """
    summary = view.row(11, "summary")
    marked = summary is not None and any(word in summary.text("value").casefold() for word in _UPDATED)
    known = identities(view)
    for other in view.earlier:
        if other.period != view.report.period:
            continue
        before = cells_of(other)
        for row in view.rows(*range(3, 11)):
            for column in row.figure_columns():
                then = before.get((known[row.part, row.record], column))
                if then is not None and not _same(row.text(column), then):
                    yield Hit(
                        f"the other edition of this period says {shown(then) or 'nothing'}, this one {shown(row.text(column)) or 'nothing'}"
                        f" ({row.name})", row, column, Severity.INFO if marked else None, expected=then,
                    )


_UPDATED = ("updated version", "update of", "corrected", "correction", "rectif", "berichtig", "korrig", "gecorrigeerd", "bijgewerkt", "corrig", "actualis")


@check(
    Severity.WARNING, "DSA Art. 15(1); IR 2024/2835 Annex II, II.2",
    "Explain the change in the summary of part 11, or check the mapping to categories.", parts=(3, 4, 5, 6), needs="previous",
)
def r_6(view: View) -> Iterator[Hit]:
    """Against the period before, no category jumps, vanishes or appears without a word. The text does not force it.

    A jump is a change far from that of the other categories (robust z of the logarithms above 3.5) and at least twofold.
    """
    if view.before is None:
        return
    before, known = cells_of(view.before), identities(view)
    for part, columns in _MAIN.items():
        for column in columns:
            yield from _jumps(view, before, known, part, column)


def _jumps(view: View, before: Cells, known_rows: Known, part: int, column: str) -> Iterator[Hit]:
    period = view.before.period if view.before else ""
    rows = [
        (row, row.amount(column), Decimal(text))
        for block in view.blocks(part) if block.scope in ("", "TOTAL") for row in block.categories
        if row.number(column) is not None and NUMBER.fullmatch(text := before.get((known_rows[part, row.record], column), ""))
    ]
    for row, now, then in rows:
        if max(now, then) >= _MANY and not min(now, then):
            yield Hit(f"{then} in {period}, {now} now: {row.name} has {'vanished' if then else 'appeared'}", row, column)
    known = [(row, now, then, log(now / then)) for row, now, then in rows if now and then]
    if len(known) < _ENOUGH:
        return
    usual = median(change for *_, change in known)
    spread = max(median(abs(change - usual) for *_, change in known) * _MAD_TO_SIGMA, 0.05)
    for row, now, then, change in known:
        if max(now, then) >= _MANY and abs(change - usual) > max(_ROBUST_Z * spread, log(_FACTOR)):
            says = f"{then} in {period}, {now} now ({(now / then - 1) * 100:+.0f} %); the usual change is {expm1(usual) * 100:+.0f} %"
            yield Hit(f"{says} ({row.name})", row, column)


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I", "Check that the column was not copied from another report.",
    parts=tuple(range(3, 11)), needs="previous",
)
def r_8(view: View) -> Iterator[Hit]:
    """No column of figures is that of another period or another service.

    Compared where a column holds at least five different figures above 0; other editions of the same period are not meant.
    """
    known = identities(view)
    for other in view.previous:
        if other.period == view.report.period and any(other is own for own in view.earlier):
            continue
        cells = cells_of(other)
        for part in range(3, 11):
            for column in columns_of_type(part, "integer") if part <= 6 else ("value",):
                yield from _copied(view, cells, known, part, column, f"{shown(other.service, 40)}, {shown(other.period, 40)}")


def _copied(view: View, cells: Cells, known: Known, part: int, column: str, where: str) -> Iterator[Hit]:
    pairs = [(row, cells.get((known[part, row.record], column), "")) for row in view.rows(part)]
    filled: list[tuple[RowView, str]] = [(row, then) for row, then in pairs if row.amount(column) or (NUMBER.fullmatch(then) and Decimal(then))]
    figures = {row.amount(column) for row, _ in filled} - {Decimal(0)}
    if len(figures) >= _DIFFERENT and all(_same(row.text(column), then) for row, then in filled):
        first = filled[0][0]
        yield Hit(
            f"{len(filled)} figures of part {part} are those of another report ({where})", first, column,
            cells=tuple((row, column) for row, _ in filled), places=len(filled),
        )


@check(
    Severity.ERROR, "DSA Art. 15(1); IR 2024/2835 Annex II, I.4",
    "Find out which is right: rows that came late, another mapping or reading, or a figure changed by hand.",
    parts=tuple(range(3, 11)), needs="recount",
)
def r_11(view: View) -> Iterator[Hit]:
    """Every figure is the one that the rows give when they are counted again.

    A blank against a 0 is a warning: both say that nothing was counted. Rows of the one that the other lacks are found
    on both sides.
    """
    if view.recounted is None:
        return
    again, known = cells_of(view.recounted), identities(view)
    seen: set[Identity] = set()
    for row in view.rows(*range(3, 11)):
        identity = known[row.part, row.record]
        seen.add(identity)
        for column in row.figure_columns():
            now, then = row.text(column), again.get((identity, column))
            if then is None and row.amount(column):
                yield Hit(f"the rows give no such row; here it says {shown(now)} ({row.name})", row, column, expected="no such row")
            elif then is not None and not _same(now, then):
                softer = Severity.WARNING if {now, then} <= {"", "0"} else None
                says = f"the rows give {then or 'nothing'}, here it says {shown(now) or 'nothing'} ({row.name})"
                yield Hit(says, row, column, softer, expected=then or "blank")
    for (identity, column), text in again.items():
        part, key, description, scope, _ = identity
        if view.has(part) and identity not in seen and NUMBER.fullmatch(text) and Decimal(text):
            named = f"{key} ({shown(description or scope)})" if description or scope else key
            yield Hit(f"the rows give {text} in {column} of the row {named}, which is missing here", part=part, key=key, expected=text)
