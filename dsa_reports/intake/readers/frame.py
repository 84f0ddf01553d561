"""Rows that are already in memory: polars, Arrow, pandas, a relation of the engine. They are read where they lie."""

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from dsa_reports.contract.conditions import identifier
from dsa_reports.intake.model import InputFile
from dsa_reports.intake.readers.base import Opened, RawColumn, RawRows
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["FRAME", "open_frame", "register"]

FRAME = "frame"
"""Format of an input that is no file; its path is the name under which the engine knows it."""


class _Stream:
    """An Arrow stream of `frame`, begun anew for every scan. The engine asks only for this one method."""

    def __init__(self, frame: Any) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(requested_schema)


def register(con: "duckdb.DuckDBPyConnection", name: str, frame: Any) -> None:
    """Let the engine read `frame` as `name`. TypeError if it is no table that can be read more than once."""
    kind = f"{type(frame).__module__}.{type(frame).__qualname__}"
    if type(frame).__module__.startswith("pandas"):
        con.register(name, frame)
    elif hasattr(frame, "__arrow_c_stream__") and not kind.startswith("pyarrow.lib.RecordBatchReader"):
        con.register(name, _Stream(frame))
    else:
        raise TypeError(f"{kind} is no path and no table: give a polars or pandas DataFrame, an Arrow table or a DuckDB relation")


def open_frame(con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, work: object) -> Opened:
    """Open what `register` named as the path of `file`. It has no fingerprint."""
    name = identifier(str(file.path))
    described = con.execute(f"DESCRIBE SELECT * FROM {name}").fetchall()
    records = con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
    columns = {str(row[0]): RawColumn(f"k{i}", str(row[1])) for i, row in enumerate(described)}
    renamed = "".join(f", {identifier(column)} AS {identifier(c.sql_name)}" for column, c in columns.items())

    def attempts(wanted: Sequence[str]) -> Generator[RawRows]:
        relation = f"(SELECT NULL::BIGINT AS _at, NULL::VARCHAR AS _broken, NULL::VARCHAR AS _line{renamed} FROM {name})"
        yield RawRows(relation=relation, columns=columns, first=1, records=records, nul=True)

    return Opened(tuple(columns), lambda: ("", 0), attempts)
