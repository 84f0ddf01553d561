"""What is to be kept, as a system of whole numbers: quantities, how they add up, and which figures show them.

A *quantity* is one count behind the figures (a value, a numerator, a denominator). A *relation* is a sum that anybody can
do: `sum(total) = sum(parts)`, or, with `open`, `sum(total) = sum(parts) + something not printed, at least 0`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

__all__ = ["Relation", "System", "closed"]


@dataclass(frozen=True)
class Relation:
    """One sum. `rest`: the quantity of what is not printed ('' where nothing is left over)."""

    total: tuple[str, ...]
    parts: tuple[str, ...]
    rest: str = ""

    @cached_property
    def coefficients(self) -> dict[str, int]:
        """Quantity → coefficient, so that the sum over all is 0; what stands on both sides cancels out."""
        found: dict[str, int] = {}
        for sign, names in ((1, self.total), (-1, (*self.parts, *((self.rest,) if self.rest else ())))):
            for name in names:
                found[name] = found.get(name, 0) + sign
        return {name: by for name, by in found.items() if by}


@dataclass(frozen=True)
class System:
    """The whole of it.

    `values`: every quantity with its number, those of no figure too. `about`: the quantities that count persons to be
    protected. `shows`: figure → the quantities that it prints. `fixed`: figures that are never sealed (those of the law).
    `aside`: quantities that go with a sealed figure and need no cover of their own (from how many rows of a log it came).
    """

    values: Mapping[str, int]
    relations: tuple[Relation, ...]
    about: frozenset[str]
    shows: Mapping[str, frozenset[str]]
    fixed: frozenset[str] = field(default_factory=frozenset)
    aside: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def sums(self) -> dict[str, list[int]]:
        """Quantity → places of the relations that name it."""
        found: dict[str, list[int]] = {}
        for number, relation in enumerate(self.relations):
            for name in relation.coefficients:
                found.setdefault(name, []).append(number)
        return found

    def small(self, least: int) -> list[str]:
        """The quantities about persons to be protected that are above 0 and below `least`, in order."""
        return sorted(name for name in self.about if 0 < self.values[name] < least)

    def seen(self, sealed: Iterable[str]) -> set[str]:
        """The quantities that are printed where the figures `sealed` are not."""
        hidden = set(sealed)
        return {name for figure, names in self.shows.items() if figure not in hidden for name in names}


def closed(values: Mapping[str, int], relations: Iterable[tuple[tuple[str, ...], tuple[str, ...], bool]]) -> tuple[dict[str, int], tuple[Relation, ...]]:
    """`values` and relations with a quantity for every rest; a relation (total, parts, open) that does not hold is left out.

    A name that is not among `values` is a row that nobody prints because there was nothing: 0, and everybody knows. A
    relation that does not hold says nothing that could be subtracted: a column was not recorded.
    """
    known, made = dict(values), []
    for number, (all_total, all_parts, is_open) in enumerate(relations):
        total, parts = (tuple(name for name in side if name in known) for side in (all_total, all_parts))
        left = sum(known.get(name, 0) for name in total) - sum(known.get(name, 0) for name in parts)
        if left < 0 or (left and not is_open):
            continue
        rest = f"rest {number}: {' + '.join(total)}" if is_open else ""
        if rest:
            known[rest] = left
        made.append(Relation(total, parts, rest))
    return known, tuple(made)
