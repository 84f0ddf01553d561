"""How rules are declared, found and run. Adding a check is adding one function to `checks/rules/`."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from dsa_reports.checks.view import RowView, View
from dsa_reports.display import shown
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.harmonised.model import HarmonisedReport

__all__ = ["Check", "Hit", "all_checks", "check", "run_checks"]


class Hit(NamedTuple):
    """A broken rule at one cell. `severity` only where it differs from that of the rule."""

    message: str
    row: RowView | None = None
    column: str = ""
    severity: Severity | None = None


Rule = Callable[[View], Iterator[Hit]]


@dataclass(frozen=True)
class Check:
    """One rule: its id in the catalogue, how bad a breach is, the law, what to do, and the rule in words."""

    id: str
    severity: Severity
    citation: str
    remedy: str
    rule: str
    function: Rule


_DECLARED: dict[str, Check] = {}


def check(severity: Severity, citation: str, remedy: str) -> Callable[[Rule], Rule]:
    """Declare the decorated function as a check. Its name is the id (`c_1` is C-1), its docstring the rule."""

    def declare(function: Rule) -> Rule:
        name = function.__name__.upper().replace("_", "-")
        if name in _DECLARED and _DECLARED[name].function.__module__ != function.__module__:
            raise ValueError(f"two checks are called {name}")
        if not function.__doc__:
            raise ValueError(f"{name} does not say its rule: give it a docstring")
        _DECLARED[name] = Check(name, severity, citation, remedy, " ".join(function.__doc__.split()), function)
        return function

    return declare


@cache
def all_checks() -> dict[str, Check]:
    """Every check by id, in the order of the catalogue."""
    package = import_module("dsa_reports.checks.rules")
    for module in sorted(module.name for module in iter_modules(package.__path__)):
        import_module(f"{package.__name__}.{module}")
    return {name: _DECLARED[name] for name in sorted(_DECLARED, key=_order)}


def _order(name: str) -> tuple[str, int]:
    group, _, number = name.partition("-")
    return group, int(number)


def run_checks(
    report: HarmonisedReport, readings: Mapping[str, str] | None = None, *, internal: bool = False,
    only: Collection[str] | None = None,
) -> list[Finding]:
    """All checks on `report`, worst findings first.

    `readings`: the readings under which it was made; without them, rules that depend on a reading are softer.
    `internal`: the report says on its face that it is an internal one (its period need not be statutory).
    `only`: ids of the checks to run; all of them unless said.
    """
    view = View(report, dict(readings or {}), internal)
    chosen = [one for one in all_checks().values() if only is None or one.id in only]
    return worst_first(_finding(one, hit) for one in chosen for hit in one.function(view))


def _finding(one: Check, hit: Hit) -> Finding:
    row, column = hit.row, hit.column
    return Finding(
        id=one.id, severity=hit.severity or one.severity, message=hit.message, remedy=one.remedy, citation=one.citation,
        file=f"{row.sheet}.csv" if row else "", line=row.record if row else None,
        column=row.letter(column) if row else "", value=shown(row.text(column)) if row and column else "",
        figure=row.figure(column) if row and column in row.figure_columns() else "",
    )
