"""How checks of a register are declared and run. Adding one is adding a function to `advertisers/rules/`; its docstring is the rule."""

from bisect import insort
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.reading import TABLE, places
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.registry import Registry, id_of

__all__ = ["Broken", "Checks", "Known", "RegisterCheck", "Rule", "Tally", "all_register_checks", "check_register", "register_check"]

_EXAMPLES = 5


@dataclass(frozen=True)
class Known:
    """What is known beside the register that is checked.

    `on`: the day on which the register is judged. `public`: it is the public register, so that Art. 39(3) must have
    withheld what it withholds. `recipients`: average monthly active recipients by state, where known. `actioned`:
    references of accounts restricted as inauthentic or spam. `adult`: registrable domains of adult or dating services,
    named by a person. `billed`: ads of the billing or impression log with the time of the first; None where there is no
    such log. `removed_texts`, `removed_pictures`: of posts that were removed, as texts and perceptual hashes.
    """

    on: date
    public: bool = False
    recipients: Mapping[str, int] = field(default_factory=dict)
    actioned: frozenset[str] = frozenset()
    adult: frozenset[str] = frozenset()
    billed: Mapping[str, datetime | None] | None = None
    removed_texts: tuple[str, ...] = ()
    removed_pictures: tuple[str, ...] = ()


class Tally:
    """Entries that a finding is about: how many, and where the first ones stand. The entries are not kept, so that a register
    of any size costs no memory."""

    def __init__(self) -> None:
        self.count = 0
        self._files: dict[str, tuple[list[int], list[int]]] = {}

    def add(self, record: AdRecord) -> None:
        """One more entry."""
        self.add_at(record.file, record.line or 0)

    def add_at(self, file: str, line: int) -> None:
        """The same from where it stands; `line` 0: not known."""
        self.count += 1
        if (known := self._files.get(file)) is None:
            known = self._files[file] = ([0], [])
        known[0][0] += 1
        first = known[1]
        if len(first) < _EXAMPLES or line < first[-1]:
            insort(first, line)
            del first[_EXAMPLES:]

    def entries(self, does: str, do: str) -> str:
        """`1 entry does` or `2,000 entries do`."""
        return f"{self.count:,} entry {does}" if self.count == 1 else f"{self.count:,} entries {do}"

    def by_file(self) -> Iterator[tuple[str, int, list[int | None]]]:
        """File, number of entries, and records of the first of them, in order."""
        for file, (count, first) in sorted(self._files.items()):
            yield file, count[0], [line or None for line in first]


@dataclass(frozen=True)
class Broken:
    """A broken rule at the entries `at`: none broke it where `at` is empty, the register as a whole where it is None.

    `severity`, `remedy` and `citation` only where they differ from those of the rule.
    """

    message: str
    at: Tally | None = None
    severity: Severity | None = None
    remedy: str = ""
    citation: str = ""


Rule = Callable[[Known], Generator[None, AdRecord | None, list[Broken]]]
"""Sees the entries one by one, as what `yield` gives, and None after the last; then returns what is broken."""


@dataclass(frozen=True)
class RegisterCheck:
    """One rule: id, how bad a breach is, the law, what to do, the rule in words."""

    id: str
    severity: Severity
    citation: str
    remedy: str
    rule: str
    function: Rule


_CHECKS: Registry[RegisterCheck] = Registry("check", "dsa_reports.advertisers.rules")


def register_check(severity: Severity, citation: str, remedy: str) -> Callable[[Rule], Rule]:
    """Declare the decorated function as a check. Its name is the id (`ad_1` is AD-1), its docstring the rule."""

    def declare(function: Rule) -> Rule:
        name = id_of(function)
        _CHECKS.add(name, function, lambda rule: RegisterCheck(name, severity, citation, remedy, rule, function))
        return function

    return declare


@cache
def all_register_checks() -> dict[str, RegisterCheck]:
    """Every check by id, in order."""
    return _CHECKS.all()


class Checks:
    """All checks at once: the entries of a register run past them, once."""

    def __init__(self, known: Known) -> None:
        self._running = [(check, check.function(known)) for check in all_register_checks().values()]
        for _, rule in self._running:
            next(rule)

    def see(self, record: AdRecord) -> None:
        """One more entry."""
        for _, rule in self._running:
            rule.send(record)

    def findings(self) -> list[Finding]:
        """The findings of all checks, worst first, after the last entry. No finding names an advertiser: records say where to look."""
        return worst_first(finding for check, rule in self._running for broken in _ended(rule) for finding in _findings(check, broken))


def check_register(records: Iterable[AdRecord], known: Known) -> list[Finding]:
    """The findings of all checks on `records`."""
    checks = Checks(known)
    for record in records:
        checks.see(record)
    return checks.findings()


def _ended(rule: Generator[None, AdRecord | None, list[Broken]]) -> list[Broken]:
    try:
        rule.send(None)
    except StopIteration as end:
        found: list[Broken] = end.value
        return found
    raise AssertionError("a rule goes on after the last entry")


def _findings(check: RegisterCheck, broken: Broken) -> Iterator[Finding]:
    common = {
        "id": check.id, "severity": broken.severity or check.severity, "table": TABLE, "message": broken.message,
        "remedy": broken.remedy or check.remedy, "citation": broken.citation or check.citation,
    }
    if broken.at is None:
        yield Finding.model_validate(common)
        return
    for file, count, first in broken.at.by_file():
        yield Finding.model_validate(common | {"file": file} | places(first) | {"count": count})
