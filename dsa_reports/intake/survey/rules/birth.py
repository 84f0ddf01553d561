"""BIRTH-1 and BIRTH-2: columns whose values look like birth dates or ages, whatever they are called."""

from collections.abc import Iterator

from dsa_reports.contract import Table
from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.conditions import identifier
from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.intake.survey.days import moment_sql
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import PLACE, Hit, Rows, split_place

_ENOUGH = 20
_YEARS, _OLDEST = 10, 100
_SPREAD = 8
"""Years that birth dates spread over, also those of minors alone."""
_AGES = 15
"""Different ages in a sample; a level or a priority has fewer."""


def _candidates(table: Table) -> tuple[str, ...]:
    """Columns of days and times, except the one that places the row."""
    return tuple(c.name for c in table.columns if c.kind in ("date", "timestamp") and c.name not in table.dated_by)


_TABLES = tuple(name for name, table in contract_tables().items() if table.dated_by and _candidates(table))


@survey(
    "BIRTH-1", tables=_TABLES, severity=Severity.BLOCKS, citation="DSA Art. 28(3)",
    remedy="Remove the column from the export, or map the right one: this tool never takes birth dates. If the days are really so old, waive the finding with that reason.",
    columns=tuple(dict.fromkeys(column for name in _TABLES for column in (*_candidates(contract_tables()[name]), *contract_tables()[name].dated_by))),
    example="content_date lies 10 to 100 years before the decision on most rows, spread over 60 years",
)
def birth_dates(rows: Rows) -> Iterator[Hit]:
    """No column of dates lies, on more than half of the rows that fill it, 10 to 100 years before the event of its row, spread over eight years or more.

    Looked at from 20 values on. The values are shown nowhere.
    """
    names = _candidates(rows.table)
    counts = rows.ask(f"SELECT {', '.join(f'count({identifier(name)}), count(*) FILTER ({_old(rows, name)})' for name in names)} FROM {rows.relation}")[0]
    for number, name in enumerate(names):
        filled, old = counts[2 * number : 2 * number + 2]
        if filled < _ENOUGH or old * 2 <= filled:
            continue
        years, place = rows.ask(f"SELECT count(DISTINCT date_part('year', {identifier(name)})), min({PLACE}) FROM {rows.relation} WHERE {_old(rows, name)}")[0]
        if years >= _SPREAD:
            yield Hit(f"{name} looks like birth dates: {old:,} of {filled:,} values lie {_YEARS} to {_OLDEST} years before the event of the row, in {years} different years", *split_place(place), column=name, count=old)


def _old(rows: Rows, name: str) -> str:
    column, moment = f"{identifier(name)}::TIMESTAMP", moment_sql(rows)
    return f"{column} < {moment} - INTERVAL {_YEARS} YEAR AND {column} > {moment} - INTERVAL {_OLDEST} YEAR"


@survey(
    "BIRTH-2", tables=tuple(contract_tables()), severity=Severity.BLOCKS, citation="DSA Art. 28(3)",
    remedy="Export the file without it; an age group as the platform knows it is enough. If it is something else, add the column to `ignore` of the table in service.toml.",
    example="a column called x7, which nothing reads, holds days of 1950 to 2015",
)
def unread_births(rows: Rows) -> Iterator[Hit]:
    """No column of an export that nothing reads looks, in its first rows, like birth dates or years (it blocks) or exact ages (a warning).

    Birth dates: four of five values are days or years, the middle one 10 to 100 years before the last event of the
    table (in a register, which has no events, any), nine tenths spread over eight years. Ages: nineteen of twenty values are whole numbers from 5 to 99, fifteen
    different ones or more. A value alone cannot tell an age from a score, hence the warning. Looked at from 20 values
    on; names that say birth or age are refused before anything is read.
    """
    last = rows.span[1].year if rows.span else None
    registers = not rows.table.dated_by
    for column in rows.unread:
        if column.values < _ENOUGH:
            continue
        early, middle, late = column.years
        if column.days * 5 >= column.values * 4 and (registers if last is None else last - _OLDEST <= middle <= last - _YEARS) and late - early >= _SPREAD:
            yield Hit(f"the column {shown(column.name)}, which nothing reads, looks like birth dates or years ({column.days:,} of the first {column.values:,} values)", column.file, column=column.name, count=column.days)
        elif column.ages * 20 >= column.values * 19 and column.different >= _AGES:
            yield Hit(f"the column {shown(column.name)}, which nothing reads, may hold exact ages ({column.ages:,} of the first {column.values:,} values are whole numbers from 5 to 99)", column.file, column=column.name, count=column.ages, severity=Severity.WARNING)
