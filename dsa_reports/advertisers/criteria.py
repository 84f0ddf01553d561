"""The eight criteria by which CheckFirst and Mozilla tested public ad registers in 2024, as far as a file can answer them."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from dsa_reports.findings import Finding, Severity

__all__ = ["CRITERIA", "criteria_table"]


@dataclass(frozen=True)
class Criterion:
    """One criterion: which checks answer it (`AD-1` only where the citation ends so), and what a person has to look at."""

    name: str
    checks: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    """Points of Art. 39(2) in check AD-1."""
    by_hand: str = ""

    def asks(self, finding: Finding) -> bool:
        """True if the finding says something about this criterion."""
        return finding.id in self.checks or (finding.id == "AD-1" and finding.citation.endswith(self.points) and bool(self.points))


CRITERIA = (
    Criterion("the register can be found", by_hand="Is it reached from the main page of the service, without an account?"),
    Criterion("content of the ad", points=("(a)", "(f)"), by_hand="Is the whole ad shown, as recipients saw it?"),
    Criterion("advertiser and payer", ("AD-7",), ("(b)",)),
    Criterion("targeting", points=("(e)",)),
    Criterion("reach", ("AD-12",), ("(g)",)),
    Criterion("search, filters, sorting, interface, download", ("AD-13",), by_hand="Do search, filters and sorting work, and is there an interface for programs?"),
    Criterion("time and history", ("AD-2", "AD-6"), ("(d)",)),
    Criterion("accuracy", ("AD-4", "AD-5", "AD-9", "AD-10"), by_hand="Do a few ads seen on the service stand in the register, as they were?"),
)


def criteria_table(findings: Sequence[Finding]) -> str:
    """The self-test as CSV, one line a criterion: findings of the checks that answer it, what they say together, what is left to a person.

    `result`: `findings` (an error or a warning), `notes only` (leads, or what could not be judged), `no findings`, or `by hand`.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["number", "criterion", "answered_by", "errors", "warnings", "notes", "result", "left_to_a_person"])
    for number, one in enumerate(CRITERIA, 1):
        checks = [*([f"AD-1 {' '.join(one.points)}"] if one.points else []), *one.checks]
        found = Counter(finding.severity for finding in findings if one.asks(finding))
        bad = found[Severity.BLOCKS] + found[Severity.ERROR]
        result = "by hand" if not checks else "findings" if bad or found[Severity.WARNING] else "notes only" if found else "no findings"
        writer.writerow([number, one.name, ", ".join(checks), bad, found[Severity.WARNING], found[Severity.INFO], result, one.by_hand])
    return stream.getvalue()
