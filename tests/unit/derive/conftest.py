"""An engine with the empty tables of the contract; what a test puts in is gone after it."""

from collections.abc import Iterator

import duckdb
import pytest

from dsa_reports.engines.duckdb import connect
from tests.conftest import empty_contract


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect(threads=1)
    empty_contract(connection)
    yield connection
    connection.close()


@pytest.fixture
def db(empty: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    empty.execute("BEGIN")
    yield empty
    empty.execute("ROLLBACK")
