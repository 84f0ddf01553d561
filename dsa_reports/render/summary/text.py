"""The summary on a screen: the reports numbered, then the table in as many strips as the width needs."""

from dsa_reports.findings import Severity
from dsa_reports.render.summary.table import Summary

__all__ = ["render"]

_WIDTH = 100
_LABEL = 18


def render(summary: Summary, width: int = _WIDTH) -> str:
    """Lines of at most `width` characters, as far as names allow."""
    lines = []
    for number, column in enumerate(summary.columns, 1):
        said = column.error or " · ".join(text for text in (column.service, column.period, column.tier) if text)
        lines.append(f"{number:>4}  {column.path}: {said}")
    lines.append("")
    cell = max(5, *(len(str(count)) + 1 for line in summary.lines for count in line.counts), 5) if summary.lines else 5
    per_strip = max(1, (width - _LABEL) // cell)
    for start in range(0, len(summary.columns), per_strip):
        lines += _strip(summary, range(start, min(start + per_strip, len(summary.columns))), cell)
        lines.append("")
    if not summary.lines:
        lines.append("no findings")
    return "\n".join(lines).rstrip() + "\n"


def _strip(summary: Summary, reports: range, cell: int) -> list[str]:
    head = f"{'report':<{_LABEL}}" + "".join(f"{at + 1:>{cell}}" for at in reports)
    lines = [head]
    for line in summary.lines:
        if any(line.counts[at] for at in reports):
            name = f"{line.id:<9}{line.severity.value}"
            lines.append(f"{name:<{_LABEL}}" + "".join(f"{line.counts[at] or '.':>{cell}}" for at in reports))
    for severity in Severity:
        totals = summary.total(severity)
        if any(totals):
            lines.append(f"{'all ' + severity.value:<{_LABEL}}" + "".join(f"{totals[at]:>{cell}}" for at in reports))
    return lines
