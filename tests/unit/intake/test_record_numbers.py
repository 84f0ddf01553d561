"""The record number of a finding is that of the record in the file, however many threads read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from dsa_reports.contract import tables
from dsa_reports.contract.conditions import identifier
from dsa_reports.engines.duckdb import in_order
from dsa_reports.intake.columns import sql_type
from dsa_reports.intake.reporting import _EXAMPLES
from dsa_reports.intake.scan import ScanPlan, copy_statement
from dsa_reports.service.config import Source

ROWS = 400_000
"""Several row groups: below that, one thread does it all."""


@pytest.mark.parametrize(("form", "first"), [("csv", 2), ("parquet", 1), ("jsonl", 1)])
def test_rows_keep_their_numbers(loading, tmp_path: Path, form: str, first: int) -> None:
    options = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet", "jsonl": "FORMAT json"}[form]
    with duckdb.connect() as con:
        con.execute(f"""COPY (SELECT i::VARCHAR AS id, CASE WHEN i % 50000 = 7 THEN 'unknown' ELSE 'manifestly_illegal_content' END AS ground,
            TIMESTAMP '2026-01-05 10:00:00' AS imposed_at FROM range({ROWS}) AS t(i) ORDER BY i) TO '{tmp_path / f"s.{form}"}' ({options})""")
    done = loading({"suspensions": Source(files=(f"s.{form}",))}, threads=4)
    assert done.rows(f"SELECT count(*), count_if(id::BIGINT + {first} <> _record) FROM accepted_suspensions")[0][1] == 0
    finding = done.found("intake.code")
    assert finding.count == ROWS // 50_000
    assert [place.line for place in finding.examples] == [50_000 * n + 7 + first for n in range(_EXAMPLES)]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("table", tables())
def test_every_table_is_written_in_order_by_all_threads(loading, tmp_path: Path, monkeypatch, table: str, form: str) -> None:
    """The engine keeps the order with one thread only where the plan holds a join: all columns are there, so all that is asked is in it."""
    statements: list[str] = []
    plans: list[str] = []

    def kept(plan: ScanPlan, target: Path) -> str:
        statements.append(copy_statement(plan, target))
        return statements[-1]

    @contextmanager
    def explained(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
        with in_order(con):
            plans.append(con.execute(f"EXPLAIN {statements[-1]}").fetchall()[0][1])
            yield
        assert con.execute("SELECT current_setting('disabled_optimizers')").fetchall() == [("",)]

    monkeypatch.setattr("dsa_reports.intake.load.copy_statement", kept)
    monkeypatch.setattr("dsa_reports.intake.load.in_order", explained)
    columns = ", ".join(f"NULL::{sql_type(column.kind) if form == 'parquet' else 'VARCHAR'} AS {identifier(column.name)}" for column in tables()[table].columns)
    options = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet", "jsonl": "FORMAT json"}[form]
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT {columns}) TO '{tmp_path / f't.{form}'}' ({options})")
    loading({table: Source(files=(f"t.{form}",))}, threads=2)
    assert plans
    assert all("Batch Copy To File" in plan for plan in plans)
