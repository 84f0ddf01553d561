"""What several test families share: the engine with empty, typed tables of the contract."""

import os
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import settings

from dsa_reports.contract import tables
from dsa_reports.contract.model import Kind
from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.derive import derive
from dsa_reports.law.periods import parse_period

# The same examples in every run: a red test is the change's doing. `-m deep` is where new examples are looked for.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR", "code": "VARCHAR", "codes": "VARCHAR[]", "texts": "VARCHAR[]", "integer": "BIGINT",
    "number": "DECIMAL(18,3)", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMP",
}


def empty_contract(connection: duckdb.DuckDBPyConnection) -> None:
    """Every `accepted_*` as an empty table with the contract's columns."""
    for name, table in tables().items():
        columns = ", ".join(f'"{c.name}" {SQL_TYPES[c.kind]}' for c in table.columns)
        connection.execute(f"CREATE TABLE accepted_{name} ({columns}, _file INTEGER, _record BIGINT)")


def put(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any] | None = None, **values: Any) -> None:
    """One accepted row of `table`: `row`, and `values` over it; columns that neither names are NULL."""
    row = (row or {}) | values
    columns = ", ".join(f'"{c}"' for c in row)
    connection.execute(f"INSERT INTO accepted_{table} ({columns}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


@pytest.fixture(scope="session")
def facts() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with every fact table, typed and empty."""
    connection = connect(threads=1)
    empty_contract(connection)
    derive(connection, parse_period("2026-H1", ZoneInfo("UTC")))
    yield connection
    connection.close()
