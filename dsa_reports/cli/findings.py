"""Findings on the screen: worst first, grouped by rule, each with its place and remedy."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dsa_reports.cli.console import Painter, out
from dsa_reports.cli.options import FailOn, FindingsFormat

if TYPE_CHECKING:
    from dsa_reports.findings import Finding

__all__ = ["print_findings", "reaches", "summary"]

_SHOWN_PER_RULE = 3
_SHOWN_RULES = 40


def reaches(findings: Iterable["Finding"], fail_on: FailOn) -> bool:
    """True if one of them is at least as bad as `fail_on`."""
    if fail_on == "never":
        return False
    from dsa_reports.findings import Severity

    order = list(Severity)
    limit = order.index(Severity(fail_on))
    return any(order.index(finding.severity) <= limit for finding in findings)


def summary(findings: Iterable["Finding"]) -> str:
    """`2 blocks, 5 warnings`: how many rules were broken, by severity, and at how many places."""
    from dsa_reports.findings import Severity

    counts = dict.fromkeys(Severity, 0)
    places = 0
    for finding in findings:
        counts[finding.severity] += 1
        places += finding.count
    words = {Severity.BLOCKS: "blocking", Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "notes"}
    named = [f"{count} {words[severity]}" for severity, count in counts.items() if count]
    return f"{', '.join(named)} at {places:,} places" if named else "no findings"


def print_findings(findings: Sequence["Finding"], form: FindingsFormat, paint: Painter) -> None:
    """All of them as JSON; as text the first few of each rule, so that a screen still shows the worst."""
    from dsa_reports.findings import worst_first

    ordered = worst_first(findings)
    if form == "json":
        out(json.dumps([finding.model_dump(mode="json") for finding in ordered], ensure_ascii=False, indent=1))
    elif form == "jsonl":
        for finding in ordered:
            out(json.dumps(finding.model_dump(mode="json"), ensure_ascii=False))
    else:
        _print_text(ordered, paint)


def _print_text(findings: list["Finding"], paint: Painter) -> None:
    groups = [list(group) for _, group in groupby(findings, key=lambda f: (f.severity, f.table, f.id))]
    for group in groups[:_SHOWN_RULES]:
        first = group[0]
        out(f"{paint(first.severity.value, first.severity.value)}  {paint(first.message, 'strong')}  [{first.id}]")
        for finding in group[:_SHOWN_PER_RULE]:
            if place := _place(finding):
                out(f"    {place}")
        if len(group) > _SHOWN_PER_RULE:
            out(f"    and {len(group) - _SHOWN_PER_RULE} more")
        if first.remedy:
            out(f"    do: {first.remedy}" + (f"  ({first.citation})" if first.citation else ""))
    if len(groups) > _SHOWN_RULES:
        out(f"and {len(groups) - _SHOWN_RULES} more rules: --format json shows all")


def _place(finding: "Finding") -> str:
    where = finding.file + (f":{finding.line}" if finding.line is not None else "") or finding.figure or finding.table
    column = f" {finding.column}" if finding.column else ""
    value = f" = {finding.value}" if finding.value else ""
    more = f"  ({finding.count:,} places, this is the first)" if finding.count > 1 else ""
    return f"{where}{column}{value}{more}".strip()
