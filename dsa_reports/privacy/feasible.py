"""Whole numbers that fit a system of sums: exact, without rounding, the same on every machine.

The simplex method in fractions (first phase, Bland's rule, so that it ends). What it returns is checked to be whole; where
the corner that it finds is not, the answer is None, which errs on the side of sealing more.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

__all__ = ["fitting"]

Row = dict[str, int]


def fitting(rows: Sequence[tuple[Row, int]], least: Mapping[str, int], most_steps: int = 2000) -> dict[str, int] | None:
    """Numbers x ≥ `least` with `sum(coefficient · x) = right` for each (coefficients, right) of `rows`; None if none was found.

    Unknowns are the keys of `least`, and every row may name only those.
    """
    names = sorted(least)
    place = {name: number for number, name in enumerate(names)}
    table, basis = [], []
    width = len(names) + len(rows)
    for number, (row, right) in enumerate(rows):
        moved = right - sum(by * least[name] for name, by in row.items())
        sign = -1 if moved < 0 else 1
        line = [Fraction(0)] * (width + 1)
        for name, by in row.items():
            line[place[name]] = Fraction(sign * by)
        line[len(names) + number] = Fraction(1)
        line[width] = Fraction(sign * moved)
        table.append(line)
        basis.append(len(names) + number)
    solved = _solve(table, basis, len(names), width, most_steps)
    if not solved:
        return None
    found = dict(least)
    for line, variable in zip(table, basis, strict=True):
        if variable < len(names):
            if line[width].denominator != 1:
                return None
            found[names[variable]] = least[names[variable]] + int(line[width])
    return found


def _solve(table: list[list[Fraction]], basis: list[int], real: int, width: int, most_steps: int) -> bool:
    """Drive the artificial variables (those from `real` on) to 0; True if that can be done."""
    goal = [sum((line[column] for line in table), Fraction(0)) if column < real or column == width else Fraction(0) for column in range(width + 1)]
    for _ in range(most_steps):
        if goal[width] == 0:
            return True
        entering = next((column for column in range(real) if goal[column] > 0), None)
        if entering is None:
            return False
        ratios = [(line[width] / line[entering], basis[number], number) for number, line in enumerate(table) if line[entering] > 0]
        if not ratios:
            return False
        _, leaving, pivot = min(ratios)
        _pivot(table, goal, pivot, entering)
        basis[pivot] = entering
        if leaving >= real:
            for line in (*table, goal):
                line[leaving] = Fraction(0)
    return False


def _pivot(table: list[list[Fraction]], goal: list[Fraction], pivot: int, entering: int) -> None:
    head = table[pivot]
    by = head[entering]
    table[pivot] = head = [value / by if value else value for value in head]
    for line in (*(line for number, line in enumerate(table) if number != pivot), goal):
        factor = line[entering]
        if factor:
            for column, value in enumerate(head):
                if value:
                    line[column] -= factor * value
