"""How checks of a register are declared and run. Adding one is adding a function to `advertisers/rules/`; its docstring is the rule."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from itertools import groupby
from pkgutil import iter_modules

from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.reading import TABLE, places
from dsa_reports.findings import Finding, Severity, worst_first

__all__ = ["Broken", "Register", "RegisterCheck", "all_register_checks", "check_register", "register_check"]


@dataclass(frozen=True)
class Register:
    """What is checked, and what is known beside it.

    `on`: the day on which the register is judged. `public`: it is the public register, so that Art. 39(3) must have
    withheld what it withholds. `recipients`: average monthly active recipients by state, where known. `actioned`:
    references of accounts restricted as inauthentic or spam. `adult`: registrable domains of adult or dating services,
    named by a person. `billed`: ads of the billing or impression log with the time of the first; None where there is no
    such log. `removed_texts`, `removed_pictures`: of posts that were removed, as texts and perceptual hashes.
    """

    records: Sequence[AdRecord]
    on: date
    public: bool = False
    recipients: Mapping[str, int] = field(default_factory=dict)
    actioned: frozenset[str] = frozenset()
    adult: frozenset[str] = frozenset()
    billed: Mapping[str, datetime | None] | None = None
    removed_texts: tuple[str, ...] = ()
    removed_pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Broken:
    """A broken rule at `records` (none: at the register as a whole). `severity`, `remedy` and `citation` only where they differ."""

    message: str
    records: Sequence[AdRecord] = ()
    severity: Severity | None = None
    remedy: str = ""
    citation: str = ""


Rule = Callable[[Register], Iterator[Broken]]


@dataclass(frozen=True)
class RegisterCheck:
    """One rule: id, how bad a breach is, the law, what to do, the rule in words."""

    id: str
    severity: Severity
    citation: str
    remedy: str
    rule: str
    function: Rule


_DECLARED: dict[str, RegisterCheck] = {}


def register_check(severity: Severity, citation: str, remedy: str) -> Callable[[Rule], Rule]:
    """Declare the decorated function as a check. Its name is the id (`ad_1` is AD-1), its docstring the rule."""

    def declare(function: Rule) -> Rule:
        name = function.__name__.upper().replace("_", "-")
        if not function.__doc__:
            raise ValueError(f"{name} does not say its rule: give it a docstring")
        _DECLARED[name] = RegisterCheck(name, severity, citation, remedy, " ".join(function.__doc__.split()), function)
        return function

    return declare


@cache
def all_register_checks() -> dict[str, RegisterCheck]:
    """Every check by id, in order."""
    package = import_module("dsa_reports.advertisers.rules")
    for module in sorted(module.name for module in iter_modules(package.__path__)):
        import_module(f"{package.__name__}.{module}")
    return {name: _DECLARED[name] for name in sorted(_DECLARED, key=lambda name: int(name.partition("-")[2]))}


def check_register(register: Register) -> list[Finding]:
    """The findings of all checks, worst first. No finding names an advertiser: records say where to look."""
    return worst_first(
        finding for one in all_register_checks().values() for broken in one.function(register) for finding in _findings(one, broken)
    )


def _findings(check: RegisterCheck, broken: Broken) -> Iterator[Finding]:
    common = {
        "id": check.id, "severity": broken.severity or check.severity, "table": TABLE, "message": broken.message,
        "remedy": broken.remedy or check.remedy, "citation": broken.citation or check.citation,
    }
    if not broken.records:
        yield Finding.model_validate(common)
        return
    for file, records in _by_file(broken.records):
        yield Finding.model_validate(common | {"file": file} | places([record.line for record in records]))


def _by_file(records: Iterable[AdRecord]) -> Iterator[tuple[str, list[AdRecord]]]:
    ordered = sorted(records, key=lambda record: (record.file, record.line or 0))
    for file, group in groupby(ordered, key=lambda record: record.file):
        yield file, list(group)
