"""The table that every format of the summary shows: rules down, reports across, findings in the cells."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dsa_reports.display import shown
from dsa_reports.findings import Finding, Severity
from dsa_reports.registry import order

__all__ = ["Column", "Line", "Summary", "summarised"]


@dataclass(frozen=True)
class Column:
    """One report: the path as the user named it, what it says of itself, or why it could not be read."""

    path: str
    service: str = ""
    period: str = ""
    tier: str = ""
    error: str = ""


@dataclass(frozen=True)
class Line:
    """One rule: its worst severity here, the rule in words, and its findings per report."""

    id: str
    severity: Severity
    rule: str
    counts: tuple[int, ...]

    @property
    def reports(self) -> int:
        """In how many reports it is broken."""
        return sum(1 for count in self.counts if count)


@dataclass(frozen=True)
class Summary:
    """All reports, in the order in which they were named, and all rules that any of them breaks, worst first."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def total(self, severity: Severity) -> tuple[int, ...]:
        """Findings of one severity per report, by the worst severity that each rule has here."""
        return tuple(sum(line.counts[at] for line in self.lines if line.severity is severity) for at in range(len(self.columns)))


def summarised(reports: Sequence[tuple[Column, Sequence[Finding]]], rules: Mapping[str, str]) -> Summary:
    """The summary of `reports`. `rules`: id → rule in words."""
    severities = list(Severity)
    worst: dict[str, Severity] = {}
    counts: list[Counter[str]] = []
    for _, findings in reports:
        counts.append(Counter(finding.id for finding in findings))
        for finding in findings:
            known = worst.get(finding.id, finding.severity)
            worst[finding.id] = min(known, finding.severity, key=severities.index)
    lines = tuple(
        Line(name, worst[name], rules.get(name, ""), tuple(counted[name] for counted in counts))
        for name in sorted(worst, key=lambda name: (severities.index(worst[name]), *order(name)))
    )
    return Summary(tuple(_clean(column) for column, _ in reports), lines)


def _clean(column: Column) -> Column:
    return Column(*(shown(text, 300) for text in (column.path, column.service, column.period, column.tier, column.error)))
