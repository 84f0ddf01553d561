"""Periods as the recount understands them: whole days of the service's time zone."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Limits:
    """First and last day; first instant, and first instant after the period."""

    first_day: date
    last_day: date
    begins: datetime
    ends: datetime

    def has_time(self, moment: datetime) -> bool:
        """A time at the period's begin is inside, a time at its end is in the next period."""
        return self.begins <= moment < self.ends

    def has_day(self, day: date) -> bool:
        """Both the first and the last day are inside."""
        return self.first_day <= day <= self.last_day


def limits(period: str, zone: str) -> Limits:
    """`2026`, `2026-H1`, `2026-Q3` or `2026-03-29/2026-10-24`, in days of `zone`."""
    first, last = _days(period)
    place = ZoneInfo(zone)
    midnight = datetime.combine(first, time(0, 0), tzinfo=place)
    next_midnight = datetime.combine(last + timedelta(days=1), time(0, 0), tzinfo=place)
    return Limits(first, last, midnight.astimezone(UTC), next_midnight.astimezone(UTC))


def _days(period: str) -> tuple[date, date]:
    if "/" in period:
        first, last = period.split("/")
        return date.fromisoformat(first), date.fromisoformat(last)
    year = int(period[:4])
    first_month, last_month = 1, 12
    if "H" in period:
        first_month = 1 if period.endswith("1") else 7
        last_month = first_month + 5
    if "Q" in period:
        first_month = 3 * int(period[-1]) - 2
        last_month = first_month + 2
    return date(year, first_month, 1), date(year, last_month, calendar.monthrange(year, last_month)[1])
