"""How rules are declared and found. Adding a check is adding one function to `checks/rules/`."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dsa_reports.checks.view import RowView, View
from dsa_reports.errors import UsageError
from dsa_reports.findings import Severity
from dsa_reports.registry import Registry, id_of

__all__ = ["GROUPS", "At", "Check", "Hit", "all_checks", "anchor", "check", "chosen"]

GROUPS = {
    "A": "File and format", "B": "Codes and structure", "C": "Arithmetic inside a part", "F": "Automation and accuracy",
    "G": "People and recipients", "MI": "Minors", "N": "Statements in words", "R": "Against other reports and the rows",
    "SB": "Spam", "T": "Times", "X": "Across parts",
}
"""Groups of the catalogue, by the letters before the number of an id."""

At = tuple[RowView, str]
"""A cell: its row and the name of its column."""


class Hit(NamedTuple):
    """A broken rule at one cell, row or part.

    `severity` only where it differs from that of the rule. `cells`: the other cells that the rule compared. `expected`:
    what should stand in the cell, where that is known. `part` where no single row is meant. `key`: the row that is
    meant where it is missing. `places`: how many the hit stands for. `value`: shown instead of the cell's text, where
    that may name a person.
    """

    message: str
    row: RowView | None = None
    column: str = ""
    severity: Severity | None = None
    cells: tuple[At, ...] = ()
    expected: str = ""
    part: int | None = None
    key: str = ""
    places: int = 1
    value: str | None = None


Rule = Callable[[View], Iterator[Hit]]


@dataclass(frozen=True)
class Check:
    """One rule: its id in the catalogue, how bad a breach is, the law, what to do, the rule in words, and what it needs.

    It applies to a report that has one of `parts` (all of them where `together`), for one of `tiers` (any if empty),
    and where `needs` ('previous' reports, or the 'recount' from rows) was given.
    """

    id: str
    severity: Severity
    citation: str
    remedy: str
    rule: str
    function: Rule
    parts: tuple[int, ...] = ()
    together: bool = False
    tiers: tuple[str, ...] = ()
    needs: str = ""

    @property
    def group(self) -> str:
        """Letters before the number: `C`, `MI`."""
        return self.id.partition("-")[0]

    @property
    def unforced(self) -> bool:
        """True if the rule says of itself that the text of the law does not force it; its warnings say so, too."""
        return "not force" in self.rule

    @property
    def sentence(self) -> str:
        """The first sentence of the rule: what is always so."""
        return re.split(r"(?<=[.!?]) (?=[A-Z'])", self.rule, maxsplit=1)[0]

    def not_applicable(self, view: View) -> str:
        """Why the rule says nothing about this report; '' where it applies."""
        missing = [part for part in self.parts if not view.has(part)]
        if missing and (self.together or len(missing) == len(self.parts)):
            return f"the report has no part {' and no part '.join(map(str, missing))}"
        if self.tiers and view.tier not in self.tiers:
            return f"it concerns only {' and '.join(self.tiers)}" if view.tier else "the kind of service is not known"
        if self.needs == "previous" and not view.previous:
            return "no other report was given to compare with"
        if self.needs == "recount" and view.recounted is None:
            return "no rows were given to recount from"
        return ""


_CHECKS: Registry[Check] = Registry("check", "dsa_reports.checks.rules")


def check(
    severity: Severity, citation: str, remedy: str, *, parts: tuple[int, ...] = (), together: bool = False,
    tiers: tuple[str, ...] = (), needs: str = "",
) -> Callable[[Rule], Rule]:
    """Declare the decorated function as a check. Its name is the id (`c_1` is C-1), its docstring the rule."""

    def declare(function: Rule) -> Rule:
        name = id_of(function)
        _CHECKS.add(name, function, lambda rule: Check(name, severity, citation, remedy, rule, function, parts, together, tiers, needs))
        return function

    return declare


@cache
def all_checks() -> dict[str, Check]:
    """Every check by id, in the order of the catalogue."""
    return _CHECKS.all()


def chosen(only: Collection[str] | None = None, skip: Collection[str] = ()) -> list[Check]:
    """The checks whose id or group is in `only` (all if None) and not in `skip`; UsageError for a name that nobody has."""
    wanted = None if only is None else _names(only)
    unwanted = _names(skip)
    return [
        one for one in all_checks().values()
        if (wanted is None or {one.id, one.group} & wanted) and not {one.id, one.group} & unwanted
    ]


def _names(given: Iterable[str]) -> set[str]:
    known = {*all_checks(), *(one.group for one in all_checks().values())}
    names = {name.strip().upper() for name in given}
    if unknown := sorted(names - known):
        raise UsageError(f"there is no check {unknown[0][:40]!r}", remedy="`dsa-reports checks` lists them all; name an id such as C-1, or a group such as C.")
    return names


def anchor(check_id: str) -> str:
    """The part of docs/checks.md that explains the check: `c-7`."""
    return re.sub(r"[^a-z0-9]+", "-", check_id.lower())
