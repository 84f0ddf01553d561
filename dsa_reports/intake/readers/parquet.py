"""Parquet: columns come with types, rows with their numbers."""

from collections.abc import Generator, Sequence
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

_MANY = 200_000
"""Below so many rows it is not worth asking which values a column has."""
_BYTES_PER_VALUE, _PAGE_HEADS, _MOST_BYTES = 2.5, 100_000, 256_000_000
"""A value of its own on every row takes more than this; positions in a short dictionary take less."""


def open_parquet(con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, work: Path) -> Opened:
    """Open `file`; InputError if its frame is not that of a Parquet file."""
    import duckdb

    known = fingerprint(file)
    scan = f"read_parquet({engine_path(file.path)}, hive_partitioning=false)"
    try:
        described = con.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()
        names = _names(con, file)
        records = con.execute(f"SELECT num_rows FROM parquet_file_metadata({engine_path(file.path)})").fetchall()[0][0]
    except duckdb.Error as error:
        raise InputError("This is no complete Parquet file: it is cut off, damaged, encrypted or of another format", where=file.name, remedy="Transfer or export it again and compare its size and checksum with the source.") from error
    # Names of our own: those of the export may be those of the contract, which mean the typed values.
    # The engine gives a name that comes twice, or again in capital letters, a number: it speaks of `id_1` where the file says `ID`.
    columns = {name: RawColumn(f"k{i}", str(row[1])) for i, (name, row) in enumerate(zip(names, described, strict=True))}
    renamed = "".join(f", {identifier(str(row[0]))} AS {identifier(f'k{i}')}" for i, row in enumerate(described))

    def attempts(wanted: Sequence[str]) -> Generator[RawRows]:
        relation = f"(SELECT NULL::BIGINT AS _at, NULL::VARCHAR AS _broken, NULL::VARCHAR AS _line{renamed} FROM {scan})"
        few = _few(con, file, columns) if records >= _MANY else frozenset()
        yield RawRows(relation=relation, columns=columns, first=1, records=records, few=few, nul=True)

    return Opened(names, lambda: known, attempts)


def _names(con: "duckdb.DuckDBPyConnection", file: InputFile) -> tuple[str, ...]:
    """The names of the columns as the file says them: those of the schema's first level."""
    schema = con.execute(f"SELECT name, coalesce(num_children, 0) FROM parquet_schema({engine_path(file.path)})").fetchall()
    names: list[str] = []
    below = 0
    for name, children in schema[1:]:
        if not below:
            names.append(str(name))
        below = max(below - 1, 0) + int(children)
    return tuple(names)


def _few(con: "duckdb.DuckDBPyConnection", file: InputFile, columns: dict[str, RawColumn]) -> frozenset[str]:
    """Columns whose pages show that they repeat a few values: so small that no long list of values fits in."""
    sizes = con.execute(f"""
        SELECT path_in_schema, sum(total_uncompressed_size), sum(num_values)
        FROM parquet_metadata({engine_path(file.path)}) GROUP BY 1""").fetchall()
    small = {str(path) for path, size, values in sizes if size <= min(_BYTES_PER_VALUE * values + _PAGE_HEADS, _MOST_BYTES)}
    # The path of a list's elements starts with the name of its column: `scope, list, element`.
    lists = {path.split(", ")[0] for path in small}
    return frozenset(name for name, column in columns.items() if name in (lists if column.type.endswith("[]") else small))
