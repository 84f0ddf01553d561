"""Parquet: columns come with types, rows with their numbers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import identifier
from dsa_reports.errors import InputError
from dsa_reports.intake.files import fingerprint
from dsa_reports.intake.model import InputFile
from dsa_reports.intake.readers.base import Opened, RawColumn, RawRows
from dsa_reports.intake.readers.text import engine_path
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["open_parquet"]


def open_parquet(con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, work: Path) -> Opened:
    """Open `file`; InputError if its frame is not that of a Parquet file."""
    import duckdb

    sha256, size = fingerprint(file)
    scan = f"read_parquet({engine_path(file.path)}, hive_partitioning=false)"
    try:
        described = con.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()
        records = con.execute(f"SELECT num_rows FROM parquet_file_metadata({engine_path(file.path)})").fetchall()[0][0]
    except duckdb.Error as error:
        raise InputError("This is no complete Parquet file: it is cut off, damaged, encrypted or of another format", where=file.name, remedy="Transfer or export it again and compare its size and checksum with the source.") from error
    # Names of our own: those of the export may be those of the contract, which mean the typed values.
    columns = {str(row[0]): RawColumn(f"k{i}", str(row[1])) for i, row in enumerate(described)}
    renamed = "".join(f", {identifier(name)} AS {identifier(c.sql_name)}" for name, c in columns.items())

    def attempts(wanted: Sequence[str]) -> Iterator[RawRows]:
        relation = f"(SELECT NULL::BIGINT AS _at, NULL::VARCHAR AS _broken, NULL::VARCHAR AS _line{renamed} FROM {scan})"
        yield RawRows(relation=relation, columns=columns, first=1, records=records)

    return Opened(tuple(columns), sha256, size, attempts)
