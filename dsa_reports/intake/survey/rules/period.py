"""PERIOD-1 and PERIOD-2: which rows lie in the period of the report."""

from collections.abc import Iterator
from dataclasses import dataclass

from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.display import plural
from dsa_reports.findings import Place, Severity
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import MOST_EXAMPLES, MOST_FILES, Hit, Rows
from dsa_reports.law.periods import Period

_DATED = tuple(name for name, table in contract_tables().items() if table.dated_by)
_COLUMNS = tuple(dict.fromkeys(column for name in _DATED for column in contract_tables()[name].dated_by))


@dataclass(frozen=True)
class _Membership:
    """Of one file: rows before the period, in it, after it, and without any date, the last with their first records."""

    file: int
    before: int
    inside: int
    after: int
    undated: int
    places: tuple[int, ...]


_MAIN = frozenset({"moderation_actions", "notices"})


@survey(
    "PERIOD-1", tables=_DATED, severity=Severity.BLOCKS, citation="IR 2024/2835 Art. 2", remedy="Check --period and the export.",
    columns=_COLUMNS, example="--period 2026-H1 over exports whose rows are all of 2025",
)
def nothing_in_period(rows: Rows) -> Iterator[Hit]:
    """A table with rows has some in the period of the report: more often the period is wrong than so quiet.

    It blocks for the logs that every service keeps all the time (notices and decisions). Others may rightly have been quiet, and
    where rows lie both before and after the period, the export reaches over it: a warning.
    """
    if rows.period is None or not rows.accepted:
        return
    found = _membership(rows, rows.period)
    if not any(one.inside for one in found):
        around = any(one.before for one in found) and any(one.after for one in found)
        softly = around or rows.table.name not in _MAIN
        span = rows.span
        days = f"its rows are of {span[0]} to {span[1]}" if span else "none of its rows has a date"
        yield Hit(f"no row of {rows.table.name} lies in the period {rows.period.text}; {days}", severity=Severity.WARNING if softly else None)


@survey(
    "PERIOD-2", tables=_DATED, severity=Severity.INFO, citation="IR 2024/2835 Art. 2",
    remedy="Rows outside the period count in no figure of it, but decisions may refer to them: nothing need be done.",
    columns=_COLUMNS, example="notices.csv holds 120 rows before and 80 after the first half of 2026",
)
def outside_period(rows: Rows) -> Iterator[Hit]:
    """It is said of every file how many rows lie before the period, after it, and how many have no date at all."""
    if rows.period is None:
        return
    found = [one for one in _membership(rows, rows.period) if one.before or one.after or one.undated]
    for one in found[:MOST_FILES]:
        examples = tuple(Place(line=record) for record in one.places)
        yield Hit(_said([one], rows.period), one.file, min(one.places, default=None), count=one.before + one.after + one.undated, examples=examples)
    if rest := found[MOST_FILES:]:
        yield Hit(f"{_said(rest, rows.period)} (in {len(rest)} further {plural(len(rest), 'file')})", count=sum(one.before + one.after + one.undated for one in rest))


def _said(files: list[_Membership], period: Period) -> str:
    counts = {"before": sum(f.before for f in files), "after": sum(f.after for f in files), "without a date": sum(f.undated for f in files)}
    parts = [f"{count:,} {where}" for where, count in counts.items() if count]
    return f"rows outside the period {period.text}: {', '.join(parts)}; {sum(f.inside for f in files):,} in it"


def _membership(rows: Rows, period: Period) -> list[_Membership]:
    return rows.once(f"membership {period.text}", lambda: _count(rows, period))


def _count(rows: Rows, period: Period) -> list[_Membership]:
    """One scan over the dates."""
    where = placed(rows, period)
    counted = rows.ask(f"""
        SELECT _file, count(*) FILTER (w = 'before'), count(*) FILTER (w = 'inside'), count(*) FILTER (w = 'after'), count(*) FILTER (w = 'undated'),
            coalesce(min(_record, {MOST_EXAMPLES}) FILTER (w <> 'inside'), [])
        FROM (SELECT _file, _record, {where} AS w FROM {rows.relation}) GROUP BY 1 ORDER BY 1""")
    return [_Membership(file, before, inside, after, undated, tuple(places)) for file, before, inside, after, undated, places in counted]


def placed(rows: Rows, period: Period) -> str:
    """SQL: 'before', 'inside', 'after' or 'undated'. Times are compared with the period's instants, days with its days, as `derive` does."""
    return "CASE " + " ".join(_place(rows, name, period) for name in rows.table.dated_by) + " ELSE 'undated' END"


def _place(rows: Rows, name: str, period: Period) -> str:
    column = identifier(name)
    if rows.table.column(name).kind == "timestamp":
        first, end = literal(str(period.start_utc)), literal(str(period.end_utc))
        return f"WHEN {column} < {first}::TIMESTAMP THEN 'before' WHEN {column} >= {end}::TIMESTAMP THEN 'after' WHEN {column} IS NOT NULL THEN 'inside'"
    first, last = literal(str(period.start)), literal(str(period.end))
    return f"WHEN {column} < {first}::DATE THEN 'before' WHEN {column} > {last}::DATE THEN 'after' WHEN {column} IS NOT NULL THEN 'inside'"
