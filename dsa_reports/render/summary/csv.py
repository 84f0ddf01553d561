"""The summary for a spreadsheet: one record per rule, one column per report. No cell can be taken for a formula."""

import csv
import io

from dsa_reports.render.summary.table import Summary

__all__ = ["render"]

_STARTS = frozenset("=+-@\t\r＝＋－＠")


def render(summary: Summary) -> str:
    """RFC 4180 with LF. The first record names the reports, the second what each says of itself or why it was not read."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["rule", "severity", "reports", *(_safe(column.path) for column in summary.columns)])
    writer.writerow(["", "", "", *(_safe(column.error or " ".join(filter(None, (column.service, column.period, column.tier)))) for column in summary.columns)])
    for line in summary.lines:
        writer.writerow([line.id, line.severity.value, line.reports, *line.counts])
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.lstrip()[:1] in _STARTS else text
