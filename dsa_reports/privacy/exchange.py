"""Whole numbers that fit a system of sums beside those that it was made from: a few change against each other.

In a row of a table one count goes up and another down; in a table with totals four of them move round a rectangle. Each
step mends a sum that the step before broke, until none is broken. What is found fits exactly. Where nothing is found soon,
nothing is claimed: that errs on the side of sealing more.
"""

from collections.abc import Mapping, Sequence

__all__ = ["exchanged"]

Row = Mapping[str, int]


def exchanged(rows: Sequence[Row], now: Mapping[str, int], least: Mapping[str, int], target: str, value: int, most_tries: int = 300) -> bool:
    """True if `target` can be `value` and every row keep its sum, other unknowns moving; False if no way was found soon.

    `rows`: sums that hold for `now`; unknowns are the keys of `least`.
    """
    places: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for name in row:
            places.setdefault(name, []).append(number)
    tries = [most_tries]
    moved = {target: value - now[target]}
    off = {number: rows[number][target] * moved[target] for number in places.get(target, ())}
    return _repair(rows, now, least, places, moved, {number: by for number, by in off.items() if by}, tries)


def _repair(
    rows: Sequence[Row], now: Mapping[str, int], least: Mapping[str, int], places: Mapping[str, list[int]], moved: dict[str, int], off: dict[int, int], tries: list[int],
) -> bool:
    if not off:
        return True
    number = min(off, key=lambda one: (len(rows[one]), one))
    for name in sorted(rows[number], key=lambda one: (len(places[one]), one)):
        if name in moved or off[number] % rows[number][name]:
            continue
        tries[0] -= 1
        if tries[0] < 0:
            return False
        step = -off[number] // rows[number][name]
        if now[name] + step < least[name]:
            continue
        after = dict(off)
        for other in places[name]:
            after[other] = after.get(other, 0) + rows[other][name] * step
        if _repair(rows, now, least, places, moved | {name: step}, {other: by for other, by in after.items() if by}, tries):
            return True
    return False
