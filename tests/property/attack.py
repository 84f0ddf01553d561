"""An attacker who knows all that is printed, every sum, and the rule of sealing. Shares no code with what it attacks.

Small systems are solved by trying every whole number; larger ones by exact elimination: a quantity is recovered where the
printed numbers leave one value only.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

Equation = tuple[Mapping[str, int], int]


def pinned(equations: Sequence[Equation], unknown: Sequence[str]) -> dict[str, Fraction]:
    """Unknowns whose value follows from the equations by elimination alone."""
    names = list(unknown)
    rows = [[Fraction(one.get(name, 0)) for name in names] + [Fraction(right)] for one, right in equations]
    lead = 0
    done: list[list[Fraction]] = []
    for column in range(len(names)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
        done = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in done]
        done.append(pivot)
        lead += 1
    found = {}
    for row in done:
        named = [number for number, value in enumerate(row[:-1]) if value]
        if len(named) == 1:
            found[names[named[0]]] = row[-1]
    return found


def possible(equations: Sequence[Equation], unknown: Sequence[str], least: Mapping[str, int], most: int) -> list[dict[str, int]]:
    """Every assignment of whole numbers up to `most` that fits; only for few unknowns."""
    found: list[dict[str, int]] = []

    def walk(place: int, chosen: dict[str, int]) -> None:
        if place == len(unknown):
            if all(sum(by * chosen[name] for name, by in one.items()) == right for one, right in equations):
                found.append(dict(chosen))
            return
        name = unknown[place]
        for value in range(least[name], most + 1):
            chosen[name] = value
            if _may(equations, unknown[: place + 1], chosen, unknown[place + 1 :]):
                walk(place + 1, chosen)
        chosen.pop(name, None)

    walk(0, {})
    return found


def _may(equations: Sequence[Equation], set_: Sequence[str], chosen: Mapping[str, int], rest: Sequence[str]) -> bool:
    """False where an equation cannot hold any more: all its unknowns are set, or only positive ones are left and it is passed."""
    for one, right in equations:
        reached = sum(by * chosen[name] for name, by in one.items() if name in set_)
        left = [by for name, by in one.items() if name in rest]
        if not left and reached != right:
            return False
        if left and all(by > 0 for by in left) and reached > right:
            return False
        if left and all(by < 0 for by in left) and reached < right:
            return False
    return True
