"""Which figures are sealed: small counts, and as many others as it takes that nobody can subtract their way back.

The promise. Whoever knows every figure that is printed, those of the law too, every sum between them and this rule finds
for a sealed small count at least `least - 1` numbers that fit all of it, and for any other sealed count above 0 more than one.

A sealed count is taken to be at least 1, for zeros are printed; only where nothing but zeros could hide a small count are
they sealed, too, and then a sealed count may be 0.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dsa_reports.privacy.exchange import exchanged
from dsa_reports.privacy.system import System

__all__ = ["Sealed", "seal"]

_TRIED = 12
"""Figures that are tried for whether one of them suffices alone, before the nearest is taken."""


@dataclass(frozen=True)
class Sealed:
    """The sealed figures, and the small quantities that figures of the law give away whatever is sealed."""

    figures: frozenset[str] = frozenset()
    lost: tuple[str, ...] = ()


def seal(system: System, least: int, *, always: Collection[str] = (), known: Collection[str] = ()) -> Sealed:
    """What is sealed of `system`.

    `always`: figures that are sealed whatever they say (they were before). `known`: quantities that were printed elsewhere
    before, so that sealing them hides nothing.
    """
    small = system.small(least)
    sealed = {figure for figure, names in system.shows.items() if figure not in system.fixed and (figure in always or names.intersection(small))}
    lost: list[str] = []
    for target in small:
        while not _open(system, sealed, known, target, least - 1):
            more = _cover(system, sealed, known, target, least - 1)
            if more is None:
                lost.append(target)
                break
            sealed |= more
    looked: set[str] = set(small)
    while left := sorted(name for name in _hidden(system, sealed, known) if name not in looked):
        target = left[0]
        looked.add(target)
        while not _open(system, sealed, known, target, 2):
            more = _cover(system, sealed, known, target, 2)
            if more is None:
                break
            sealed |= more
    kept = {figure for figure in sealed if figure in always or system.shows[figure].intersection(small)}
    return Sealed(frozenset(_spared(system, sealed, known, kept, {name: least - 1 for name in small if name not in lost})), tuple(lost))


def _spared(system: System, sealed: set[str], known: Collection[str], kept: set[str], wanted: dict[str, int]) -> set[str]:
    """`sealed` without what turned out not to be needed, the largest first: covers were taken one by one, and later ones may do for all."""
    for figure in sorted(sealed - kept, key=lambda one: (-sum(system.values[name] for name in system.shows[one]), one)):
        fewer = sealed - _with(system, figure)
        if figure in sealed and not kept - fewer:
            promised = dict.fromkeys(_hidden(system, fewer, known), 2) | wanted
            if all(_open(system, fewer, known, target, many) for target, many in sorted(promised.items())):
                sealed = fewer
    return sealed


def _hidden(system: System, sealed: set[str], known: Collection[str]) -> set[str]:
    """The counts above 0 of sealed figures that no other figure prints."""
    seen = system.seen(sealed)
    return {name for figure in sealed for name in system.shows[figure] if system.values[name] and name not in seen and name not in known and name not in system.aside}


def _cover(system: System, sealed: set[str], known: Collection[str], target: str, wanted: int) -> set[str] | None:
    """One more figure to seal for the sake of `target`: the first that suffices alone, else the nearest; None if there is none."""
    candidates = list(_near(system, sealed, known, target))
    if not candidates:
        return None
    for figure in candidates[:_TRIED]:
        more = sealed | _with(system, figure)
        if _open(system, more, known, target, wanted):
            return _with(system, figure)
    return _with(system, candidates[0])


def _with(system: System, figure: str) -> set[str]:
    """`figure` and every other that prints one of its counts: sealing one of two twins hides nothing."""
    names = {name for name in system.shows[figure] if system.values.get(name)} or set(system.shows[figure])
    return {other for other, shown in system.shows.items() if other not in system.fixed and shown & names}


def _near(system: System, sealed: set[str], known: Collection[str], target: str) -> Iterator[str]:
    """The figures that could be sealed for `target`: nearest by relations first, then the smallest; those of zeros last."""
    steps = {target: 0}
    queue = [target]
    for name in queue:
        for number in system.sums.get(name, ()):
            for other in system.relations[number].coefficients:
                if other not in steps:
                    steps[other] = steps[name] + 1
                    queue.append(other)
    ranked = []
    for figure, names in system.shows.items():
        reached = [name for name in names if name in steps and name not in known]
        if reached and figure not in sealed and figure not in system.fixed:
            values = [system.values[name] for name in reached]
            ranked.append((not any(values), min(steps[name] for name in reached), sum(values), figure))
    return (figure for *_, figure in sorted(ranked))


def _open(system: System, sealed: set[str], known: Collection[str], target: str, wanted: int) -> bool:
    """True if at least `wanted` numbers fit for `target`, its own among them: the nearest are tried first."""
    seen = system.seen(sealed) | set(known)
    if target in seen:
        return False
    own, found = system.values[target], 1
    for distance in range(1, 2 * wanted):
        for value in (own - distance, own + distance):
            if found < wanted and value >= 0:
                found += _fits(system, sealed, seen, target, value)
    return found >= wanted


def _fits(system: System, sealed: set[str], seen: set[str], target: str, value: int) -> bool:
    """True if `value` fits for `target`: looked at are the unknowns that hang together with it."""
    if value < _least(system, sealed, target):
        return False
    unknown, queue, used = {target}, [target], set[int]()
    for name in queue:
        for number in system.sums.get(name, ()):
            if number not in used:
                used.add(number)
                fresh = [other for other in system.relations[number].coefficients if other not in seen and other not in unknown]
                unknown.update(fresh)
                queue += fresh
    rows = [{name: by for name, by in system.relations[number].coefficients.items() if name in unknown} for number in sorted(used)]
    bounds = {name: _least(system, sealed, name) for name in unknown}
    return exchanged(rows, system.values, bounds, target, value)


def _least(system: System, sealed: set[str], name: str) -> int:
    """The least that a reader must reckon with: sealed counts are at least 1, unless zeros are sealed, too; what no figure prints may be 0."""
    shown = any(name in system.shows[figure] for figure in sealed)
    return 1 if shown and system.values[name] else 0


