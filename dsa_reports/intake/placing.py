"""Where the accepted rows of each table lie: in the period, before it, after it, or at no one date.

The date is the first of the table's `dated_by` columns that has a value. Times are held against the period's instants,
days against its first and last day, as in the derivation.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dsa_reports.contract import Table
from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.conditions import identifier
from dsa_reports.errors import IntegrityError
from dsa_reports.intake.model import Intake, Placed, PlacedFile, TableLoad
from dsa_reports.law.periods import Period
from dsa_reports.progress import Progress, silent

if TYPE_CHECKING:
    import duckdb

__all__ = ["place_of", "placed", "placed_files"]

_EXAMPLES = 5
"""Records outside the period that are remembered of each file."""


def placed(con: "duckdb.DuckDBPyConnection", intake: Intake, period: Period, progress: Progress = silent) -> Intake:
    """`intake` with every loaded table's rows placed in time; IntegrityError if one has no place."""
    tables: dict[str, TableLoad] = {}
    for done, (name, load) in enumerate(intake.tables.items()):
        progress("place", done, len(intake.tables))
        tables[name] = _placed(con, load, period) if load.status == "loaded" else load
    progress("place", len(tables), len(tables))
    return replace(intake, tables=tables)


def _placed(con: "duckdb.DuckDBPyConnection", load: TableLoad, period: Period) -> TableLoad:
    files = placed_files(con, contract_tables()[load.table], period)
    found = Placed(
        in_period=sum(f.rows.in_period for f in files), before_period=sum(f.rows.before_period for f in files),
        after_period=sum(f.rows.after_period for f in files), undated=sum(f.rows.undated for f in files),
    )
    accepted = sum(file.accepted for file in load.files)
    if found.total != accepted:
        raise IntegrityError(
            f"{accepted} rows of {load.table} were accepted, but {found.total} lie before, in, after or beside the period",
            where=load.table, remedy="Keep the files and report this: no row may be lost.",
        )
    return replace(load, placed=found, placed_files=files)


def placed_files(con: "duckdb.DuckDBPyConnection", table: Table, period: Period) -> tuple[PlacedFile, ...]:
    """Where the accepted rows of each file of `table` lie, in the order of the files; one scan over the dates."""
    place, used = place_of(table, period)
    counted = con.execute(
        f"""
        SELECT _file, {', '.join(f'count(*) FILTER (place = {n})' for n in range(4))}, coalesce(min(_record, {_EXAMPLES}) FILTER (place <> 0), [])
        FROM (SELECT _file, _record, {place} AS place FROM {identifier('accepted_' + table.name)}) GROUP BY 1 ORDER BY 1""", used,
    ).fetchall()
    return tuple(PlacedFile(file, Placed(*counts), tuple(outside)) for file, *counts, outside in counted)


def place_of(table: Table, period: Period) -> tuple[str, dict[str, Any]]:
    """Where a row of `table` lies, as SQL and its parameters: 0 in the period, 1 before, 2 after, 3 undated; the order of `Placed`."""
    limits = {"start": period.start_utc, "after": period.end_utc, "first": period.start, "last": period.end}
    place = _place(table)
    return place, {name: value for name, value in limits.items() if f"${name}" in place}


def _place(table: Table) -> str:
    cases = []
    for name in table.dated_by:
        c = identifier(name)
        before, after = (f"{c} < $first", f"{c} > $last") if table.column(name).kind == "date" else (f"{c} < $start", f"{c} >= $after")
        cases.append(f"WHEN {c} IS NOT NULL THEN CASE WHEN {before} THEN 1 WHEN {after} THEN 2 ELSE 0 END")
    return f"CASE {' '.join(cases)} ELSE 3 END" if cases else "3"
