"""How many rows of a table fall on which hour and day: counted once, asked by several surveys."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dsa_reports.contract.conditions import identifier
from dsa_reports.intake.survey.rows import Rows

__all__ = ["MOST_FILES_APART", "Calendar", "calendar", "moment_sql"]

MOST_FILES_APART = 500
"""Of more files than this only the table as a whole has a calendar: every file apart would grow without bound."""


@dataclass
class Calendar:
    """Rows per local day and, where the table has times, per hour of UTC. `files`: rows per local day of each file."""

    days: Counter[date] = field(default_factory=Counter)
    hours: Counter[datetime] = field(default_factory=Counter)
    files: dict[int, Counter[date]] = field(default_factory=dict)


def moment_sql(rows: Rows) -> str:
    """SQL: the instant or day that places a row, as TIMESTAMP; NULL where it has none."""
    return f"coalesce({', '.join(f'{identifier(name)}::TIMESTAMP' for name in rows.table.dated_by)})"


def calendar(rows: Rows) -> Calendar:
    """The calendar of the table; its days are those of the zone for times, and themselves for columns of days."""
    return rows.once("calendar", lambda: _calendar(rows))


def _calendar(rows: Rows) -> Calendar:
    found = Calendar()
    kinds = {rows.table.column(name).kind for name in rows.table.dated_by}
    if not kinds:
        return found
    first = identifier(rows.table.dated_by[0])
    timed = "timestamp" in kinds
    # A row that falls back on a day has no hour: it counts on its day and is no part of the hours.
    day = f"{first} IS NULL" if kinds == {"timestamp", "date"} else "false" if timed else "true"
    apart = 1 < len(rows.files) <= MOST_FILES_APART
    # Hours of the epoch in whole numbers: no calendar arithmetic per row, and at most 8,784 of them a year.
    cursor = rows.con.execute(f"""
        SELECT {'_file' if apart else '0'} AS f, epoch_us({moment_sql(rows)}) // 3600000000 AS hour, {day} AS whole_day, count(*)
        FROM {rows.relation} WHERE {moment_sql(rows)} IS NOT NULL GROUP BY ALL""")
    zone = ZoneInfo(rows.zone)
    while some := cursor.fetchmany(10_000):
        for file, hour, whole_day, count in some:
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
            local = moment.date() if whole_day else moment.astimezone(zone).date()
            found.days[local] += count
            if not whole_day:
                found.hours[moment] += count
            if apart:
                found.files.setdefault(file, Counter())[local] += count
    return found
