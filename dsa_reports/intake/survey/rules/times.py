"""T-6, T-7 and T-11: times without a time of day, durations that cannot be, dates from nowhere."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from dsa_reports.contract import Table
from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.conditions import NotBefore, identifier, literal
from dsa_reports.display import plural
from dsa_reports.findings import Severity
from dsa_reports.intake.survey.days import calendar, moment_sql
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import MOST_EXAMPLES, PLACE, Hit, Rows, per_file, percent, split_place

_ENOUGH = 100
_NOWHERE = ("1970-01-01", "1900-01-01", "2038-01-19", "2999-12-31")
"""Days that programs write where they have no date."""
_STRAY = timedelta(days=180)
"""So long after the last of nearly all rows, a date is a typing error."""


def _of_kind(table: Table, *kinds: str) -> tuple[str, ...]:
    return tuple(c.name for c in table.columns if c.kind in kinds)


def _pairs(table: Table) -> tuple[tuple[str, str], ...]:
    """(later, earlier) times that the contract itself orders."""
    return tuple(
        (rule.must.later, rule.must.earlier) for rule in table.rules
        if isinstance(rule.must, NotBefore) and {table.column(rule.must.later).kind, table.column(rule.must.earlier).kind} == {"timestamp"}
    )


def _timed(table: Table) -> tuple[str, ...]:
    """The times on which durations rest: those that place a row, and those that the contract puts in order."""
    ordered = {column for rule in table.rules if isinstance(rule.must, NotBefore) for column in rule.must.columns}
    return tuple(name for name in _of_kind(table, "timestamp") if name in ordered or name in table.dated_by)


_TIMED = tuple(name for name, table in contract_tables().items() if _timed(table))
_ANY = tuple(name for name, table in contract_tables().items() if _of_kind(table, "timestamp", "date") and table.dated_by)


@survey(
    "T-6", tables=_TIMED, severity=Severity.ERROR, citation="check T-6",
    remedy="Export the times with their time of day. Where only days are known, export them into a column of days: durations are then said to be not available, instead of being wrong.",
    columns=tuple(dict.fromkeys(column for name in _TIMED for column in _timed(contract_tables()[name]))),
    example="received_at is 00:00:00 on all 40,000 notices, decided_at is not",
)
def no_time_of_day(rows: Rows) -> Iterator[Hit]:
    """The times of a column that durations use are not all at midnight (an error) nor all at full hours (a warning).

    *All* is 99 % of at least 100 values; midnight is that of UTC or of the service's time zone. Medians in hours rest on
    these times.
    """
    names = _timed(rows.table)
    hour, zone = 3_600_000_000, literal(rows.zone)
    # The clock of the service's zone is asked only of values that are full hours in UTC.
    asked = ", ".join(
        f"count({c}), count(*) FILTER (epoch_us({c}) % {hour} = 0), count(*) FILTER (epoch_us({c}) % {24 * hour} = 0), "
        f"count(*) FILTER (CASE WHEN epoch_us({c}) % {hour} = 0 THEN date_part('hour', {c} AT TIME ZONE 'UTC' AT TIME ZONE {zone}) = 0 END)"
        for c in map(identifier, names)
    )
    counts = rows.ask(f"SELECT {asked} FROM {rows.relation}")[0]
    for number, name in enumerate(names):
        filled, hours, utc, local = counts[4 * number : 4 * number + 4]
        midnight = max(utc, local)
        if filled < _ENOUGH or hours * 100 < filled * 99:
            continue
        if midnight * 100 >= filled * 99:
            yield Hit(f"{name} is midnight on {percent(midnight, filled)} of {filled:,} rows: the time of day is missing, and durations that use it are wrong", column=name, count=midnight)
        else:
            yield Hit(f"{name} is a full hour on {percent(hours, filled)} of {filled:,} rows: minutes were cut off, durations are rough", column=name, count=hours, severity=Severity.WARNING)


_DURATIONS = tuple(dict.fromkeys((*(name for name in _TIMED if _pairs(contract_tables()[name])), "moderation_actions")))


@survey(
    "T-7", tables=_DURATIONS, severity=Severity.WARNING, citation="check T-7",
    remedy="Ask whether one time was copied into the other, or a default was written. If people really decide at once, say how in the context column.",
    columns=tuple(dict.fromkeys((
        *(column for name in _DURATIONS for pair in _pairs(contract_tables()[name]) for column in pair),
        "source_type", "automated_decision", "content_date", "application_date",
    ))),
    example="decided_at equals received_at on all 12,000 notices",
)
def no_time_passes(rows: Rows) -> Iterator[Hit]:
    """Between two times of a row that follow each other some time passes on at least one row of a hundred.

    Also: of one source, the decisions are not both (99 %) without any automation and (99 %) on the day on which the
    content was posted. Looked at from 100 rows on (of a source 1,000).
    """
    pairs = _pairs(rows.table)
    if pairs:
        asked = ", ".join(f"count({a} - {b}), count(*) FILTER ({a} = {b})" for a, b in ((identifier(x), identifier(y)) for x, y in pairs))
        counts = rows.ask(f"SELECT {asked} FROM {rows.relation}")[0]
        for number, (later, earlier) in enumerate(pairs):
            both, same = counts[2 * number : 2 * number + 2]
            if both >= _ENOUGH and same * 100 >= both * 99:
                yield Hit(f"{later} equals {earlier} on {percent(same, both)} of {both:,} rows: no time passes", column=later, count=same)
    if rows.has("source_type", "content_date"):
        yield from _at_once_by_hand(rows)


def _at_once_by_hand(rows: Rows) -> Iterator[Hit]:
    found = rows.ask(f"""
        SELECT source_type, count(*) AS n, count(*) FILTER (automated_decision = 'AUTOMATED_DECISION_NOT_AUTOMATED') AS manual,
            count(*) FILTER (coalesce(decided_at::DATE, application_date) = content_date) AS same
        FROM {rows.relation} WHERE content_date IS NOT NULL GROUP BY 1 HAVING n >= 1000 AND manual * 100 >= n * 99 AND same * 100 >= n * 99 ORDER BY 1""")
    for source, count, manual, same in found:
        yield Hit(f"{source}: {percent(manual, count)} of {count:,} decisions are not automated and {percent(same, count)} fall on the day of the content", column="decided_at", value=source, count=count)


@survey(
    "T-11", tables=_ANY, severity=Severity.ERROR, citation="check T-11",
    remedy="Leave the cell empty where the source system has no date, and correct typing errors of the year.",
    columns=tuple(dict.fromkeys(column for name in _ANY for column in _of_kind(contract_tables()[name], "timestamp", "date"))),
    example="content_date is 1970-01-01 on 4,000 rows",
)
def dates_from_nowhere(rows: Rows) -> Iterator[Hit]:
    """No column of dates holds the days that programs write for *no date*: 1 January 1970 or 1900, 19 January 2038, 31 December 2999.

    And no row lies half a year or more after the last day of 99.9 % of the rows of its table (a warning).
    """
    days = ", ".join(f"{literal(day)}::DATE" for day in _NOWHERE)
    names = _of_kind(rows.table, "timestamp", "date")
    counts = rows.ask(f"SELECT {', '.join(f'count(*) FILTER ({identifier(name)}::DATE IN ({days}))' for name in names)} FROM {rows.relation}")[0]
    for name, count in zip(names, counts, strict=True):
        if count:
            column = identifier(name)
            found = rows.ask(f"SELECT _file, count(*), min(_record, {MOST_EXAMPLES}) FROM {rows.relation} WHERE {column}::DATE IN ({days}) GROUP BY 1 ORDER BY 1")
            yield from per_file(rows, found, lambda n, name=name: f"{n:,} times a day in {name} that stands for no date ({', '.join(_NOWHERE)})", column=name)  # type: ignore[misc]
    yield from _stray(rows)


def _stray(rows: Rows) -> Iterator[Hit]:
    days = sorted(calendar(rows).days.items())
    total = sum(count for _, count in days)
    if total < 1000:
        return
    seen = 0
    for (day, count), (following, _) in pairwise(days):
        seen += count
        if seen * 1000 >= total * 999 and following - day >= _STRAY:
            place = rows.ask(f"SELECT min({PLACE}) FROM {rows.relation} WHERE {moment_sql(rows)} >= {literal(str(following - timedelta(days=1)))}::TIMESTAMP")[0][0]
            yield Hit(
                f"{total - seen:,} {plural(total - seen, 'row lies', 'rows lie')} after {day}, the last day of nearly all rows, by {(following - day).days} days or more", *split_place(place),
                column=rows.table.dated_by[0], count=total - seen, severity=Severity.WARNING,
            )
            return
