"""How far a register covers the items, chapter by chapter. Counts and shares, never a verdict.

An item has the best standing of the measures that name it: in place, partly, planned, not applicable, rejected; an item
that no running measure names is missing. Shares are over the guideline items that a second source confirms, less those
that do not apply; the law and the toolkit's own additions are counted in rows of their own and have no share.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dsa_reports.law.minor_items import Chapter, Item, guidelines, item_chapters, items
from dsa_reports.minors.register import Register

__all__ = ["BASIS", "STATES", "Counts", "Coverage", "Row", "State", "coverage", "state_of"]

State = Literal["in_place", "partly", "planned", "not_applicable", "rejected", "missing"]
STATES: tuple[State, ...] = ("in_place", "partly", "planned", "not_applicable", "rejected", "missing")
"""Best first; the order decides where several measures name one item."""
BASIS = (
    "Shares count only items of the Commission's guidelines that a second source confirms, less those that the register "
    "sets aside as not applicable. The full text of the guidelines was not read. The guidelines bind nobody: a share says "
    "how many items the register answers, not whether the law is met."
)


@dataclass(frozen=True)
class Counts:
    """Items by state; `items` are all of them."""

    in_place: int
    partly: int
    planned: int
    not_applicable: int
    rejected: int
    missing: int

    @property
    def items(self) -> int:
        """All items."""
        return sum(self.as_data().values())

    @property
    def applicable(self) -> int:
        """Items that are not set aside as not applicable: the denominator of the share."""
        return self.items - self.not_applicable

    def as_data(self) -> dict[str, int]:
        """State → items, best first."""
        return {state: getattr(self, state) for state in STATES}


@dataclass(frozen=True)
class Row:
    """One chapter. `all`: every item of it; `confirmed`: those over which a share may be taken (none for law and toolkit)."""

    chapter: Chapter
    all: Counts
    confirmed: Counts


@dataclass(frozen=True)
class Coverage:
    """Rows in the order of the chapters: those of the guidelines, then the law, then the toolkit."""

    on: date
    rows: tuple[Row, ...]
    measures: int
    rejected_rows: int

    def of_kind(self, kind: str) -> list[Row]:
        """The rows of one kind of items."""
        return [row for row in self.rows if row.chapter.kind == kind]

    @property
    def confirmed(self) -> Counts:
        """All confirmed guideline items together."""
        return _added(row.confirmed for row in self.of_kind("guideline"))

    def as_data(self) -> dict[str, Any]:
        """What `minors coverage --format json` prints."""
        return {
            "on": self.on.isoformat(), "measures": self.measures, "rejected_rows": self.rejected_rows,
            "guidelines": guidelines(), "basis": BASIS, "total": _share(self.confirmed),
            "chapters": [_data(row) for row in self.of_kind("guideline")],
            "law": [_data(row, shares=False) for row in self.of_kind("law")],
            "toolkit": [_data(row, shares=False) for row in self.of_kind("toolkit")],
        }


def coverage(register: Register, on: date) -> Coverage:
    """The coverage on the day `on`."""
    rows = []
    for chapter in item_chapters():
        own = [item for item in items().values() if item.chapter == chapter.id]
        rows.append(Row(chapter, _counted(own, register, on), _counted([item for item in own if item.counts], register, on)))
    return Coverage(on, tuple(rows), len(register.measures), register.rejected)


def state_of(item: Item, register: Register, on: date) -> State:
    """The best standing of the measures that name the item on the day `on`."""
    found = {measure.standing(on) for measure in register.for_item(item.id)}
    return next((state for state in STATES if state in found), "missing")


def _counted(chosen: Iterable[Item], register: Register, on: date) -> Counts:
    found = Counter(state_of(item, register, on) for item in chosen)
    return Counts(**{state: found[state] for state in STATES})


def _added(counts: Iterable[Counts]) -> Counts:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one.as_data())
    return Counts(**{state: total[state] for state in STATES})


def _data(row: Row, *, shares: bool = True) -> dict[str, Any]:
    head: dict[str, Any] = {"chapter": row.chapter.id, "title": row.chapter.title, "items": row.all.items, **row.all.as_data()}
    return head | ({"confirmed": _share(row.confirmed)} if shares else {})


def _share(counts: Counts) -> dict[str, Any]:
    """The share with its numerator and denominator; null over nothing."""
    percent = round(100 * counts.in_place / counts.applicable, 1) if counts.applicable else None
    return {"items": counts.items, **counts.as_data(), "numerator": counts.in_place, "denominator": counts.applicable, "in_place_percent": percent}
