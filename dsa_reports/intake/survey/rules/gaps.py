"""R-7: days and hours without rows between busy ones."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from dsa_reports.contract import tables as contract_tables
from dsa_reports.display import plural
from dsa_reports.findings import Severity
from dsa_reports.intake.survey.days import calendar
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import Hit, Rows

_LIVE = ("moderation_actions", "notices", "user_reports", "complaints", "account_events")
"""Tables of things that happen all the time; orders, disputes and the like come when they come."""
_DAY, _HOUR = 20, 50
"""Rows that a day or an hour must be expected to have before its silence says anything: by chance 20 expected rows
stay away once in 485 million days."""
_WEEKS = 4
_MOST = 20
"""Gaps of one table, and of all its files, that get a finding of their own."""


@survey(
    "R-7", tables=_LIVE, severity=Severity.ERROR, citation="check R-7",
    remedy="Ask whether the export is complete for these days: a file that is missing, a job that failed, a clock or time zone that jumped. If the service really stood still, waive it with that reason.",
    columns=tuple(dict.fromkeys(name for table in _LIVE for name in contract_tables()[table].dated_by)),
    example="no row on 2026-03-14 and 2026-03-15, while the four Saturdays and Sundays before and after have about 900 each",
)
def gaps(rows: Rows) -> Iterator[Hit]:
    """No day stays without any row while the same weekday has many in the weeks before and after it; likewise no hour.

    Expected are the smaller of two medians: of the same weekday in the four weeks before the silence, and in the four
    after it. From 20 expected rows a day on (50 an hour) silence is a gap; so closed weekends, a slow start and single
    stray dates are none. Of several files each is looked at, too, within its own days (a warning). Days are those of
    the service's time zone.
    """
    found = calendar(rows)
    silent = list(_runs(found.days))
    yield from (Hit(_said(days, expected), count=len(days)) for days, expected in silent[:_MOST])
    if rest := silent[_MOST:]:
        yield Hit(f"{sum(len(days) for days, _ in rest)} further {plural(sum(len(days) for days, _ in rest), 'day')} without any row in {len(rest)} {plural(len(rest), 'gap')}", count=sum(len(days) for days, _ in rest))
    known = {day for days, _ in silent for day in days}
    yield from _hours(found.hours, known, rows.zone)
    yield from _files(found.files, known)


def _runs(counts: Counter[date]) -> Iterator[tuple[list[date], int]]:
    """(silent days in a row, rows expected on the first of them), in order."""
    busy = sorted(counts)
    for before, after in pairwise(busy):
        length = (after - before).days - 1
        # Weeks of silence need no look at each day: the weekdays around it say all.
        silent = [before + timedelta(days=1 + n) for n in range(length)]
        expected = {day.weekday(): _expected(counts, day, before, after, busy[0], busy[-1]) for day in silent[:7]}
        missing = [day for day in silent if expected[day.weekday()] >= _DAY]
        if missing:
            yield missing, expected[missing[0].weekday()]


def _expected(counts: Counter[date], day: date, before: date, after: date, first: date, last: date) -> int:
    """The smaller of the medians of the same weekday before and after the silence from `before` to `after` (exclusive)."""
    back = before - timedelta(days=(before.weekday() - day.weekday()) % 7)
    ahead = after + timedelta(days=(day.weekday() - after.weekday()) % 7)
    earlier = [counts[back - timedelta(weeks=n)] for n in range(_WEEKS) if back - timedelta(weeks=n) >= first]
    later = [counts[ahead + timedelta(weeks=n)] for n in range(_WEEKS) if ahead + timedelta(weeks=n) <= last]
    # Near the ends of the log, where that weekday does not come: the days that do.
    earlier = earlier or [counts[before - timedelta(days=n)] for n in range(7) if before - timedelta(days=n) >= first]
    later = later or [counts[after + timedelta(days=n)] for n in range(7) if after + timedelta(days=n) <= last]
    return int(min(median(earlier), median(later)))


def _said(days: Sequence[date], expected: int) -> str:
    consecutive = len(days) == 1 or (days[-1] - days[0]).days == len(days) - 1
    span = f"on {days[0]}" if len(days) == 1 else f"from {days[0]} to {days[-1]}" + ("" if consecutive else f" ({len(days)} days; the others are quiet anyway)")
    return f"no row {span}, while about {expected:,} a day are usual on that weekday before and after"


def _hours(hours: Counter[datetime], known: set[date], zone: str) -> Iterator[Hit]:
    """Hours without rows, on days that are not silent as a whole."""
    if not hours:
        return
    silent: list[tuple[datetime, int]] = []
    busy = sorted(hours)
    for before, after in pairwise(busy):
        for n in range(1, min(int((after - before).total_seconds() // 3600), 48)):
            hour = before + timedelta(hours=n)
            # The same hour of the three days before and after, and the hours next to the silence.
            earlier = [hours[hour - timedelta(days=d)] for d in range(1, 4) if hour - timedelta(days=d) >= busy[0]] + [hours[before]]
            later = [hours[hour + timedelta(days=d)] for d in range(1, 4) if hour + timedelta(days=d) <= busy[-1]] + [hours[after]]
            expected = int(min(median(earlier), median(later), median([*earlier, *later])))
            if expected >= _HOUR and hour.date() not in known:
                silent.append((hour, expected))
    if silent:
        shown = ", ".join(hour.strftime("%Y-%m-%d %H:00") for hour, _ in silent[:5]) + (", …" if len(silent) > 5 else "")
        least = min(expected for _, expected in silent)
        yield Hit(
            f"{len(silent)} {plural(len(silent), 'hour')} without any row (UTC): {shown}; at least {least:,} rows are usual at that time of day", count=len(silent), severity=Severity.WARNING,
            remedy=f"Ask whether the service or the log stood still. One hour on the last Sunday of March or October points to a time zone: see `time_zone` in service.toml (days here are those of {zone}).",
        )


def _files(files: dict[int, Counter[date]], known: set[date]) -> Iterator[Hit]:
    hits = []
    for index, counts in sorted(files.items()):
        missing = [(day, expected) for days, expected in _runs(counts) for day in days if day not in known]
        if missing:
            days = ", ".join(str(day) for day, _ in missing[:5]) + (", …" if len(missing) > 5 else "")
            hits.append(Hit(f"this file has no row on {days}, while about {missing[0][1]:,} a day are usual in it", index, count=len(missing), severity=Severity.WARNING))
    yield from hits[:_MOST]
    if rest := hits[_MOST:]:
        yield Hit(f"{len(rest)} further {plural(len(rest), 'file has', 'files have')} days without any row between busy ones", count=sum(hit.count for hit in rest), severity=Severity.WARNING)
