"""How rules about the register are declared, found and run. Adding one is adding a function to `minors/rules.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from dsa_reports.display import shown
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.minors.register import Measure, Register
from dsa_reports.registry import Registry

__all__ = ["TABLE", "Hit", "RegisterRule", "all_rules", "rule", "run_rules"]

TABLE = "minor_measures"
Function = Callable[[Register, date], Iterator["Hit"]]


@dataclass(frozen=True)
class Hit:
    """One breach: what is wrong, and with which measure and column (None: with the register as a whole)."""

    message: str
    measure: Measure | None = None
    column: str = ""
    value: str = ""
    remedy: str = ""
    severity: Severity | None = None
    citation: str = ""


@dataclass(frozen=True)
class RegisterRule:
    """One rule: its docstring says it in words."""

    id: str
    severity: Severity
    citation: str
    remedy: str
    columns: tuple[str, ...]
    example: str
    rule: str
    function: Function


_RULES: Registry[RegisterRule] = Registry("rule", "dsa_reports.minors.rules")


def rule(id: str, *, severity: Severity, remedy: str, example: str, columns: tuple[str, ...] = (), citation: str = "DSA Art. 28(1)") -> Callable[[Function], Function]:
    """Declare the decorated function as the rule `id`; ValueError for an id that is taken or a function without docstring."""

    def declare(function: Function) -> Function:
        _RULES.add(id, function, lambda rule: RegisterRule(id, severity, citation, remedy, columns, example, rule, function))
        return function

    return declare


@cache
def all_rules() -> dict[str, RegisterRule]:
    """Every rule by id, in order."""
    return _RULES.all()


def run_rules(register: Register, on: date) -> list[Finding]:
    """What the register lacks on the day `on`, worst first."""
    return worst_first(_finding(one, register, hit) for one in all_rules().values() for hit in one.function(register, on))


def _finding(one: RegisterRule, register: Register, hit: Hit) -> Finding:
    measure = hit.measure
    message = f"{shown(measure.id)}: {hit.message}" if measure is not None else hit.message
    return Finding(
        id=one.id, severity=hit.severity or one.severity, message=message, remedy=hit.remedy or one.remedy, citation=hit.citation or one.citation,
        table=TABLE, file=(measure.file if measure is not None else "") or register.file, line=measure.line if measure is not None else None,
        column=hit.column, value=shown(hit.value) if hit.value else "",
    )
