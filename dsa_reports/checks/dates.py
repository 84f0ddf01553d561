"""Days and periods as the cells of a report state them."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from dsa_reports.checks.view import RowView, View
from dsa_reports.harmonised.model import HarmonisedReport
from dsa_reports.law.periods import Period

__all__ = ["day", "identification", "period_of", "publication_of", "span"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day(text: str) -> date | None:
    """`text` as a day; None unless it is written YYYY-MM-DD and exists."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def period_of(view: View) -> Period | None:
    """The period of the report in whole days; None where it cannot be read."""
    return span(view.report)


def span(report: HarmonisedReport) -> Period | None:
    """The period that a report states in whole days; None where it cannot be read."""
    first, _, last = report.period.partition("/")
    start, end = day(first), day(last)
    return Period(start, end, ZoneInfo("UTC")) if start and end and start <= end else None


def identification(view: View, key: str) -> tuple[RowView | None, date | None]:
    """A row of part 1 and the day that it states."""
    row = view.row(1, key)
    return row, day(row.text("value")) if row else None


def publication_of(report: HarmonisedReport) -> date | None:
    """The day of publication that part 1 of `report` states."""
    rows = (row for part in report.parts if part.number == 1 for row in part.rows)
    row = next((row for row in rows if row.key == "publication_date"), None)
    return day(row.cells[-1].text.strip()) if row and row.cells else None
