"""Reporting periods: which are statutory for whom, when the report is due, and their exact limits.

Source: Implementing Regulation (EU) 2024/2835, Art. 2, Annex II, I.2 and I.3.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dsa_reports.errors import UsageError
from dsa_reports.law.tiers import Tier

__all__ = ["Period", "parse_period", "publication_deadline", "retention_end", "statutory_kind"]

TEMPLATES_APPLY_FROM = date(2025, 7, 1)
"""IR 2024/2835 Art. 2(4)."""
_ANNUAL = frozenset({Tier.INTERMEDIARY, Tier.HOSTING, Tier.ONLINE_PLATFORM})
_TRANSITION_EARLIEST_START = date(2024, 2, 18)
"""The transitional cycle follows a first one, and that started on 17 February 2024 at the earliest."""
_TRANSITION_LATEST_START = date(2025, 2, 17)
_TRANSITION_END = date(2025, 12, 31)


@dataclass(frozen=True)
class Period:
    """Whole days from `start` to `end`, both included, of the time zone `zone`."""

    start: date
    end: date
    zone: ZoneInfo

    @property
    def start_utc(self) -> datetime:
        """First instant (included), naive UTC."""
        return _midnight_utc(self.start, self.zone)

    @property
    def end_utc(self) -> datetime:
        """First instant after the period (excluded), naive UTC."""
        return _midnight_utc(self.end + timedelta(days=1), self.zone)

    @property
    def text(self) -> str:
        """`YYYY-MM-DD/YYYY-MM-DD`, as the template asks."""
        return f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days + 1


def _midnight_utc(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


_YEAR = re.compile(r"(\d{4})")
_HALF = re.compile(r"(\d{4})-H([12])", re.IGNORECASE)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.IGNORECASE)
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})(?:/|\.\.|,|\s+)(\d{4}-\d{2}-\d{2})")


def parse_period(text: str, zone: ZoneInfo) -> Period:
    """`2026`, `2026-H1`, `2026-Q1` or `2026-01-01/2026-06-30`; UsageError for anything else."""
    text = text.strip()
    if match := _YEAR.fullmatch(text):
        return _months(int(match[1]), 1, 12, zone)
    if match := _HALF.fullmatch(text):
        return _months(int(match[1]), 1 if match[2] == "1" else 7, 6, zone)
    if match := _QUARTER.fullmatch(text):
        return _months(int(match[1]), 3 * int(match[2]) - 2, 3, zone)
    if match := _DATES.fullmatch(text):
        try:
            start, end = date.fromisoformat(match[1]), date.fromisoformat(match[2])
        except ValueError as error:
            raise _unknown(text) from error
        if end < start:
            raise UsageError(f"the period ends before it starts: {text}", remedy="Give the earlier day first.")
        return Period(start, end, zone)
    raise _unknown(text)


def _months(year: int, first: int, count: int, zone: ZoneInfo) -> Period:
    if not 2020 <= year <= 2100:
        raise UsageError(f"the year {year} lies outside 2020 to 2100", remedy="Check the period.")
    after = date(year + 1, 1, 1) if first + count > 12 else date(year, first + count, 1)
    return Period(date(year, first, 1), after - timedelta(days=1), zone)


def _unknown(text: str) -> UsageError:
    return UsageError(f"cannot read the period {text!r}", remedy="Write 2026, 2026-H1, 2026-Q1 or 2026-01-01/2026-06-30.")


def statutory_kind(period: Period, tier: Tier) -> str:
    """`annual`, `half_year` or `transitional` where the Regulation knows the period for the tier, else ''.

    Everything else (a quarter above all) is an internal report. IR 2024/2835 Art. 2(1), (2), (4); Annex II, I.3.
    """
    start, end = period.start, period.end
    if end < TEMPLATES_APPLY_FROM:
        return ""
    if tier in _ANNUAL:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year and start.year >= 2026:
            return "annual"
        follows = _TRANSITION_EARLIEST_START <= start <= _TRANSITION_LATEST_START
        if end == _TRANSITION_END and (follows or start == TEMPLATES_APPLY_FROM):
            return "transitional"
        return ""
    halves = {((1, 1), (6, 30)), ((7, 1), (12, 31))}
    same_year = start.year == end.year
    return "half_year" if same_year and ((start.month, start.day), (end.month, end.day)) in halves else ""


def publication_deadline(period: Period) -> date:
    """Two months after the end of the period (IR 2024/2835 Art. 2(3)): the last day of the second month after it."""
    month = period.end.month + 3
    year = period.end.year + (month - 1) // 12
    last = date(year, (month - 1) % 12 + 1, 1) - timedelta(days=1)
    ends_with_month = (period.end + timedelta(days=1)).day == 1
    return last if ends_with_month else last.replace(day=min(period.end.day, last.day))


def retention_end(published: date) -> date:
    """Five years after publication: until that day every version stays public (IR 2024/2835 Art. 3; Annex II, I.5).

    After 29 February comes the later day, 1 March: the law says at least.
    """
    try:
        return published.replace(year=published.year + 5)
    except ValueError:
        return date(published.year + 5, 3, 1)
