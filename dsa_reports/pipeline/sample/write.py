"""Contract tables as CSV, JSON Lines or Parquet."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsa_reports.contract import Column, Table, table
from dsa_reports.contract.conditions import identifier
from dsa_reports.pipeline.sample.small import Record

if TYPE_CHECKING:
    import duckdb

__all__ = ["COLUMN_TYPES", "FORMATS", "load_records", "write_query"]

FORMATS = ("csv", "jsonl", "parquet")
COLUMN_TYPES = {
    "codes": "VARCHAR[]", "texts": "VARCHAR[]", "integer": "BIGINT", "number": "DECIMAL(18,3)", "boolean": "BOOLEAN",
    "date": "DATE", "timestamp": "TIMESTAMP",
}
_OPTIONS = {
    "csv": "FORMAT csv, HEADER, DELIMITER ','",
    "jsonl": "FORMAT json",
    "parquet": "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880",
}


def load_records(con: "duckdb.DuckDBPyConnection", name: str, records: Iterable[Record]) -> None:
    """Create `made_<name>` with the contract's columns and types from plain records."""
    contract = table(name)
    columns = ", ".join(f"{identifier(c.name)} {COLUMN_TYPES.get(c.kind, 'VARCHAR')}" for c in contract.columns)
    con.execute(f"CREATE OR REPLACE TEMP TABLE made_{name} ({columns})")
    rows = [[_naive(record.get(c.name)) for c in contract.columns] for record in records]
    if rows:
        con.execute("BEGIN")
        con.executemany(f"INSERT INTO made_{name} VALUES ({', '.join('?' * len(contract.columns))})", rows)
        con.execute("COMMIT")


def _naive(value: Any) -> Any:
    # Instants come with an offset of zero; the engine keeps them without one.
    return value.replace(tzinfo=None) if getattr(value, "tzinfo", None) is not None else value


def write_query(con: "duckdb.DuckDBPyConnection", name: str, path: Path, file_format: str) -> int:
    """Write `made_<name>` to `path`; the number of rows."""
    contract: Table = table(name)
    selected = ", ".join(f"{_written(c, file_format)} AS {identifier(c.name)}" for c in contract.columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    target = str(path).replace("'", "''")
    written = con.execute(f"COPY (SELECT {selected} FROM made_{name}) TO '{target}' ({_OPTIONS[file_format]})").fetchall()
    return int(written[0][0])


def _written(column: Column, file_format: str) -> str:
    name = identifier(column.name)
    if column.kind == "timestamp":
        return f"{name}::TIMESTAMPTZ" if file_format == "parquet" else f"strftime({name}, '%Y-%m-%dT%H:%M:%SZ')"
    if column.kind in ("codes", "texts") and file_format == "csv":
        return f"to_json({name})::VARCHAR"
    return name
