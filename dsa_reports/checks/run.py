"""Running the checks: what each of them found, which applied, which did not and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dsa_reports.checks.registry import At, Check, Hit, chosen
from dsa_reports.checks.view import View
from dsa_reports.display import shown
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.harmonised.model import HarmonisedReport

__all__ = ["Audit", "Outcome", "audit", "run_checks"]

_MOST_SHOWN = 600
"""Characters of a message. Keys and scopes of somebody else's report are strangers' texts, so that all of it is made safe."""
_DOUBT = "; the text of the law does not force it"
_ROLES_NAMED = frozenset({"figure", "other_description", "context"})


@dataclass(frozen=True)
class Outcome:
    """What became of one check: how many findings it made, or why it does not apply ('' where it was run)."""

    check: Check
    findings: int
    not_applicable: str = ""

    @property
    def status(self) -> str:
        """`passed`, `findings` or `not_applicable`."""
        return "not_applicable" if self.not_applicable else "findings" if self.findings else "passed"

    def entry(self, waived: int = 0) -> dict[str, str | int]:
        """Plain data for the annex on validation: what was checked, with what result; `waived` of the findings are."""
        return {
            "id": self.check.id, "rule": self.check.sentence, "citation": self.check.citation, "severity": self.check.severity.value,
            "status": self.status, "findings": self.findings, "waived": waived, "reason": self.not_applicable,
        }


@dataclass(frozen=True)
class Audit:
    """All findings, worst first, and the outcome of every check that was chosen, in the order of the catalogue."""

    findings: list[Finding]
    outcomes: tuple[Outcome, ...]


def audit(
    report: HarmonisedReport, readings: Mapping[str, str] | None = None, *, internal: bool = False,
    only: Collection[str] | None = None, skip: Collection[str] = (), previous: Sequence[HarmonisedReport] = (),
    recounted: HarmonisedReport | None = None, undecided: frozenset[str] = frozenset(),
) -> Audit:
    """Run the chosen checks on `report`, and say of each what came of it.

    `readings`: the readings under which it was made; without them, rules that depend on a reading are softer.
    `internal`: the report says on its face that it is an internal one (its period need not be statutory).
    `only`, `skip`: ids of checks or groups (`C-7`, `C`); UsageError for a name that nobody has.
    `previous`: other reports to compare with, earlier editions or other services, in any order.
    `recounted`: the same report counted again from the rows.
    `undecided`: ids of figures that the reader found to be readable as two numbers; no rule takes them for one.
    """
    view = View(report, dict(readings or {}), internal, tuple(previous), recounted, undecided)
    findings: list[Finding] = []
    outcomes: list[Outcome] = []
    for one in chosen(only, skip):
        reason = one.not_applicable(view)
        found = [] if reason else [_finding(one, hit) for hit in one.function(view)]
        outcomes.append(Outcome(one, len(found), reason))
        findings += found
    return Audit(worst_first(findings), tuple(outcomes))


def run_checks(
    report: HarmonisedReport, readings: Mapping[str, str] | None = None, *, internal: bool = False,
    only: Collection[str] | None = None, skip: Collection[str] = (), previous: Sequence[HarmonisedReport] = (),
    recounted: HarmonisedReport | None = None, undecided: frozenset[str] = frozenset(),
) -> list[Finding]:
    """The findings of `audit`, worst first."""
    return audit(
        report, readings, internal=internal, only=only, skip=skip, previous=previous, recounted=recounted,
        undecided=undecided,
    ).findings


def _finding(one: Check, hit: Hit) -> Finding:
    row, column, severity = hit.row, hit.column, hit.severity or one.severity
    doubt = _DOUBT if severity is Severity.WARNING and one.unforced else ""
    if row is None:
        return Finding(
            id=one.id, severity=severity, message=shown(hit.message + doubt, _MOST_SHOWN), remedy=one.remedy,
            citation=one.citation, part=hit.part, row=shown(hit.key, 200), cells=_places(hit.cells, hit.part),
            expected=shown(hit.expected), count=hit.places,
        )
    return Finding(
        id=one.id, severity=severity, message=shown(hit.message + _named(hit) + doubt, _MOST_SHOWN), remedy=one.remedy,
        citation=one.citation, file=f"{row.sheet}.csv", part=row.part, line=row.record, column=row.letter(column),
        row=shown(row.row.key, 200), value=_value(hit), expected=shown(hit.expected),
        figure=shown(row.figure(column), 200) if column in row.figure_columns() else "",
        cells=_places(((row, column), *hit.cells) if column else hit.cells, row.part), count=hit.places,
    )


def _value(hit: Hit) -> str:
    if hit.value is not None or hit.row is None or not hit.column:
        return hit.value or ""
    return shown(hit.row.text(hit.column))


def _named(hit: Hit) -> str:
    """` [F: Number of notices received]`: the column as its header names it, where a part has several of figures."""
    row = hit.row
    if row is None or row.part > 6 or row.role(hit.column) not in _ROLES_NAMED:
        return ""
    return f" [{row.letter(hit.column)}: {row.header(hit.column)}]"


def _places(cells: Iterable[At], part: int | None) -> tuple[str, ...]:
    """`F2` for cells of `part`, `8!G7` for those of another, each once."""
    named = (
        f"{'' if row.part == part else f'{row.part}!'}{letter}{row.record}"
        for row, column in cells if (letter := row.letter(column))
    )
    return tuple(dict.fromkeys(named))
