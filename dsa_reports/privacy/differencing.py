"""What the reports of several periods say together: a half-year less a quarter is the other quarter.

Counts add up over time. From numbers known of some periods follow, by adding and subtracting, those of others; each stretch
of time between two borders of known periods of which a number follows is looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

__all__ = ["Span", "connected", "follows", "follows_small"]

_MOST_STEPS = 20_000
"""Of the months, quarters and half-years of a year, and the year, there are some four thousand."""

Span = tuple[date, date]
"""First day, and the first day after it."""

_Way = tuple[tuple[Span, int], ...]
"""Periods that make up a stretch of time, each added (1) or taken away (-1)."""


def connected(span: Span, others: Iterable[Span]) -> set[Span]:
    """Those of `others` that overlap `span`, or one that does, and so on."""
    found: set[Span] = set()
    left = set(others)
    edge = {span}
    while edge:
        edge = {other for other in left if any(other[0] < one[1] and one[0] < other[1] for one in edge)}
        found |= edge
        left -= edge
    return found


def follows(span: Span, known: Mapping[Span, int]) -> int | None:
    """The number of `span` as it follows from those of other periods; None where it does not."""
    steps = _combination(span, tuple(sorted(known)))
    return None if steps is None else sum(by * known[other] for other, by in steps)


@cache
def _combination(span: Span, others: tuple[Span, ...]) -> _Way | None:
    """`others` that make up `span`, each added or taken away; None if they do not. A chain of borders: from its first day to its end."""
    begun: dict[date, _Way] = {span[0]: ()}
    edge = [span[0]]
    for day in edge:
        for other in others:
            for here, there, by in ((*other, 1), (other[1], other[0], -1)):
                if here == day and there not in begun:
                    begun[there] = (*begun[day], (other, by))
                    edge.append(there)
    return begun.get(span[1])


def follows_small(span: Span, own: int, known: Mapping[Span, int], least: int) -> bool:
    """True if printing `own` for `span`, beside what is `known`, gives away a count above 0 and below `least` of some stretch of time.

    Where the numbers contradict each other (the logs changed in between, or a 0 was read where a row was only not printed),
    every way to a number counts, for nobody can tell which of them is off. True, too, where there are too many ways to look at.
    """
    given = {**known, span: own}
    ways = _ways(tuple(sorted(given)))
    if ways is None:
        return True
    totals: list[int] = []
    for way in ways:
        total = (totals[way.before] if way.before >= 0 else 0) + way.by * given[way.over]
        totals.append(total)
        if way.forward and 0 < total < least and known.get(way.stretch) != total:
            return True
    return False


class _Step(NamedTuple):
    """One more period on a way: `stretch` is from the first day of the way to the end of this step."""

    before: int
    """Place of the step before, -1 for the first."""
    over: Span
    by: int
    stretch: Span

    @property
    def forward(self) -> bool:
        return self.stretch[0] < self.stretch[1]


@cache
def _ways(spans: tuple[Span, ...]) -> tuple[_Step, ...] | None:
    """Every way along `spans`, forward or back, that meets no border twice, step by step; None where there are too many.

    By such chains, and by nothing else, numbers of stretches of time follow from numbers of periods.
    """
    steps: dict[date, list[tuple[date, Span, int]]] = defaultdict(list)
    for span in spans:
        steps[span[0]].append((span[1], span, 1))
        steps[span[1]].append((span[0], span, -1))
    found: list[_Step] = []
    for start in sorted(steps):
        begun = [(start, -1, frozenset((start,)))]
        for day, before, been in begun:
            for there, over, by in steps[day]:
                if there not in been:
                    begun.append((there, len(found), been | {there}))
                    found.append(_Step(before, over, by, (start, there)))
            if len(found) > _MOST_STEPS:
                return None
    return tuple(found)
