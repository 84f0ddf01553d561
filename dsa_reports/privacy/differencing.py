"""What the reports of several periods say together: a half-year less a quarter is the other quarter.

Counts add up over time. From numbers known of some periods follow, by adding and subtracting, those of others; each stretch
of time between two borders of known periods of which a number follows is looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise

__all__ = ["Span", "connected", "follows", "follows_small"]

Span = tuple[date, date]
"""First day, and the first day after it."""


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
def _combination(span: Span, others: tuple[Span, ...]) -> tuple[tuple[Span, int], ...] | None:
    """`others` that make up `span`, each added or taken away; None if they do not. A chain of borders: from its first day to its end."""
    begun = {span[0]: tuple[tuple[Span, int], ...]()}
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

    Where the numbers contradict each other (the logs changed in between, or a 0 was read where a row was only not printed), any
    of them may be the one that is off: what follows from those that agree counts.
    """
    return any(_gives_small(given, known, least) for given in _agreeing({**known, span: own}))


def _agreeing(given: dict[Span, int]) -> Iterator[dict[Span, int]]:
    """`given` if it can be true; else the greatest parts of it that can."""
    edge, seen = [given], set[frozenset[Span]]()
    while edge:
        if agreeing := [one for one in edge if _system(one) is not None]:
            yield from agreeing
            return
        smaller = [{span: value for span, value in one.items() if span != left} for one in edge for left in one]
        edge = []
        for one in smaller:
            if frozenset(one) not in seen:
                seen.add(frozenset(one))
                edge.append(one)


def _gives_small(given: Mapping[Span, int], known: Mapping[Span, int], least: int) -> bool:
    pieces, reduced = _system(given) or ([], [])
    for first in range(len(pieces)):
        for last in range(first, len(pieces)):
            stretch = [Fraction(int(first <= number <= last)) for number in range(len(pieces))] + [Fraction(0)]
            value = _value(stretch, reduced, len(pieces))
            if value is not None and 0 < value < least and known.get((pieces[first][0], pieces[last][1])) != value:
                return True
    return False


def _system(given: Mapping[Span, int]) -> tuple[list[Span], list[tuple[int, list[Fraction]]]] | None:
    """The stretches between borders, and what is known of them; None where the numbers contradict each other."""
    borders = sorted({day for one in given for day in one})
    pieces = list(pairwise(borders))
    rows = [[Fraction(int(one[0] <= piece[0] and piece[1] <= one[1])) for piece in pieces] + [Fraction(value)] for one, value in given.items()]
    reduced = _reduced(rows, len(pieces))
    return None if reduced is None else (pieces, reduced)


def _reduced(rows: list[list[Fraction]], width: int) -> list[tuple[int, list[Fraction]]] | None:
    """Row echelon form: (leading column, row); None where a row says that nothing is something."""
    made: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        for lead, known in made:
            if row[lead]:
                factor = row[lead]
                row = [a - factor * b for a, b in zip(row, known, strict=True)]
        lead = next((column for column in range(width) if row[column]), -1)
        if lead >= 0:
            row = [a / row[lead] for a in row]
            made = [(other, [a - known[lead] * b for a, b in zip(known, row, strict=True)]) for other, known in made]
            made.append((lead, row))
        elif row[width]:
            return None
    return made


def _value(wanted: list[Fraction], reduced: list[tuple[int, list[Fraction]]], width: int) -> int | None:
    """The number of the stretch `wanted` if it follows; None if not."""
    for lead, row in reduced:
        if wanted[lead]:
            factor = wanted[lead]
            wanted = [a - factor * b for a, b in zip(wanted, row, strict=True)]
    return None if any(wanted[:width]) else int(-wanted[width])
