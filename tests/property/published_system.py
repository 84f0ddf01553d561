"""What a stranger makes of all the reports that a service has published: one system of whole numbers, given to a solver.

He reads `report.json` (a test shows that the other formats say no more), adds up what the headers of the indicators say adds up, puts the
official cells in, a later draft of the same logs beside an earlier one, and quarters into the half-year that they make up.
Then he asks for the least and the greatest value of everything that is sealed. Shares no code with the sealing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

from dsa_reports.indicators.loader import Indicator, load_indicators

Name = tuple[str, str]
"""Of which report, and what: `folder/name.row.column`, or the id of an official cell."""
FAR = 60
"""So far from the truth a greatest value is looked for: enough to tell one value from several."""


@dataclass
class Attack:
    """`printed`: what is read; `sums`: coefficients that add up to 0, within one report; `between`: those from report to report."""

    printed: dict[Name, int] = field(default_factory=dict)
    sums: list[dict[Name, int]] = field(default_factory=list)
    between: list[dict[Name, int]] = field(default_factory=list)
    sealed: set[Name] = field(default_factory=set)

    def read(self, name: str, report: Mapping[str, Any]) -> None:
        """Take in one report, called `name`."""
        rows: dict[str, set[str]] = {}
        for id_, figure in report["figures"].items():
            indicator = load_indicators().get(figure["indicator"])
            if indicator is None or not indicator.chapter:
                if id_[0].isdigit() and isinstance(figure["value"], int):
                    self.printed[name, id_] = figure["value"]
                continue
            row, column = (id_.split(".")[-2] if indicator.rows == "group" else ""), id_.rpartition(".")[2]
            stem = f"{indicator.id}.{row}" if row else indicator.id
            rows.setdefault(indicator.id, set()).add(row)
            self._figure(name, stem, indicator, column, figure)
        for indicator in load_indicators().values():
            for text in indicator.sums:
                for stem_row in sorted(rows.get(indicator.id, ())) if _per_row(text) else ("",):
                    self._sum(name, text, f"{indicator.id}.{stem_row}" if stem_row else indicator.id)

    def _figure(self, name: str, stem: str, indicator: Indicator, column: str, figure: Mapping[str, Any]) -> None:
        spec = indicator.columns[column]
        counts = [(spec.cases, figure["rows_used"])] if spec.cases else []
        if spec.denominator:
            counts += [(spec.numerator, figure["numerator"]), (spec.denominator, figure["denominator"])]
            self.sums.append({(name, f"{stem}.{spec.denominator}"): 1, (name, f"{stem}.{spec.numerator}"): -1, (name, f"rest of {stem}.{column}"): -1})
        elif spec.unit != "hours":
            counts.append((column, figure["value"]))
        for key, value in counts:
            place = (name, f"{stem}.{key}")
            if figure["reason"] == "sealed":
                self.sealed.add(place)
            elif figure["reason"] != "not_recorded" and value == int(value or 0):
                self.printed[place] = int(value or 0)

    def _sum(self, name: str, text: str, stem: str) -> None:
        is_open = " >= " in text
        row: dict[Name, int] = {}
        for sign, side in zip((1, -1), text.split(" >= " if is_open else " = "), strict=True):
            for key in side.split(" + "):
                for found in self._named(name, key.strip(), stem):
                    row[found] = row.get(found, 0) + sign
        if is_open:
            row[name, f"rest of {stem}: {text}"] = -1
        self.sums.append(row)

    def _named(self, name: str, key: str, stem: str) -> Iterator[Name]:
        if "." not in key:
            yield name, f"{stem}.{key}"
        elif "*" not in key:
            yield name, key
        else:
            yield from sorted(place for place in self.printed.keys() | self.sealed if place[0] == name and fnmatchcase(place[1], key) and place[1].count(".") == key.count("."))

    def over_time(self, whole: str, pieces: Sequence[str], truth: Mapping[Name, int]) -> None:
        """What the logs count without looking back adds up over time. Where it does is known to everybody; here the truth says it."""
        known = self.sealed | self.printed.keys()
        for report, key in sorted(known):
            row = {(whole, key): 1} | {(piece, key): -1 for piece in pieces if (piece, key) in known}  # a row that is not there is 0
            if report == whole and not key[0].isdigit() and _holds(row, truth):
                self.between.append(row)

    def same_logs(self, one: str, other: str, truth: Mapping[Name, int]) -> None:
        """A later report of the same period and logs: what did not change is the same."""
        for report, key in sorted(self.sealed | self.printed.keys()):
            row = {(one, key): 1, (other, key): -1}
            if report == one and _holds(row, truth):
                self.between.append(row)

    def solve(self, truth: Mapping[Name, int], *, together: bool = True) -> "Solver":
        """Ready to be asked, with all reports `together` or each by itself. What no figure prints and no sum hides is nothing; a sum that does not hold is of columns that were not recorded."""
        return Solver([row for row in (*self.sums, *(self.between if together else ())) if _holds(row, truth)], self.printed, {place: int(truth.get(place, 0) > 0) for place in self.sealed})


def _per_row(text: str) -> bool:
    return any("." not in word for word in text.replace(">=", "=").replace("=", "+").split(" + ") if word.strip())


def _rests(row: Mapping[Name, int]) -> list[Name]:
    return [place for place in row if place[1].startswith("rest of ")]


def _holds(row: Mapping[Name, int], truth: Mapping[Name, int]) -> bool:
    left = sum(by * truth.get(place, 0) for place, by in row.items())
    return left >= 0 if _rests(row) else left == 0


class Solver:
    """Unknown whole numbers, at least what is known of them; asked for what else they can be."""

    def __init__(self, sums: Iterable[Mapping[Name, int]], printed: Mapping[Name, int], least: Mapping[Name, int]) -> None:
        self.printed, self.least = printed, least
        self.rows = [(left, -right) for row in sums if (left := {place: by for place, by in row.items() if place not in printed and by}) or row for right in [sum(by * printed[place] for place, by in row.items() if place in printed)]]
        self.of: dict[Name, list[int]] = {}
        for number, (left, _) in enumerate(self.rows):
            for place in left:
                self.of.setdefault(place, []).append(number)

    def values(self, target: Name, truth: Mapping[Name, int], wanted: int) -> set[int]:
        """Up to `wanted` values that `target` can have, each with a whole solution that was checked by hand."""
        if target in self.printed:
            return {self.printed[target]}
        found: set[int] = set()
        own = truth.get(target, 0)
        for value in sorted(range(max(0, own - FAR), own + FAR), key=lambda one: abs(one - own)):
            if len(found) >= wanted:
                break
            if value >= self.least.get(target, 0) and self._fits(target, value):
                found.add(value)
        return found

    def _fits(self, target: Name, value: int) -> bool:
        places, numbers = self._around(target)
        index = {place: at for at, place in enumerate(places)}
        entries = [(at, index[place], by) for at, number in enumerate(numbers) for place, by in self.rows[number][0].items()]
        right = np.array([self.rows[number][1] for number in numbers], dtype=float)
        low = np.array([value if place == target else self.least.get(place, 0) for place in places], dtype=float)
        high = np.array([value if place == target else np.inf for place in places])
        constraints = []
        if entries:
            at, column, by = zip(*entries, strict=True)
            constraints = [LinearConstraint(coo_matrix((by, (at, column)), shape=(len(numbers), len(places))).tocsr(), right, right)]
        solved = milp(np.zeros(len(places)), constraints=constraints, integrality=np.ones(len(places)), bounds=Bounds(low, high))
        if not solved.success:
            return False
        numbers_found = {place: round(number) for place, number in zip(places, solved.x, strict=True)}
        return all(sum(by * numbers_found[place] for place, by in self.rows[number][0].items()) == self.rows[number][1] for number in numbers) and all(
            numbers_found[place] >= self.least.get(place, 0) for place in places
        )

    def _around(self, target: Name) -> tuple[list[Name], list[int]]:
        """The unknowns that hang together with `target`, and the sums between them."""
        places, numbers = [target], dict[int, None]()
        seen = {target}
        for place in places:
            for number in self.of.get(place, ()):
                numbers.setdefault(number)
                for other in self.rows[number][0]:
                    if other not in seen:
                        seen.add(other)
                        places.append(other)
        return places, list(numbers)
