"""The first rows of an export, as text, read in the way in which they will be read later."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from dsa_reports.contract.conditions import PERSONAL, identifier, literal
from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.intake.files import open_bytes, resolve, state
from dsa_reports.intake.model import InputFile
from dsa_reports.intake.readers import READERS
from dsa_reports.intake.readers.text import engine_path, record_lines
from dsa_reports.pipeline.dialect import csv_dialect, decoded, encoding_of
from dsa_reports.pipeline.suggest.shapes import is_time
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["ROWS", "Sample", "Values", "take"]

ROWS = 10_000
"""Rows that are looked at."""
_HEAD = 1 << 20
_MOST_LINES, _MOST_CHARACTERS = 4 * ROWS, 64 << 20


@dataclass(frozen=True)
class Values:
    """What stands in one column of the export, empty cells left out. Of a column of lists: its elements."""

    name: str
    type: str
    """The engine's type: VARCHAR where the export holds text."""
    texts: tuple[str, ...]
    rows: int
    """Rows that have a value."""

    @property
    def nested(self) -> bool:
        """The column holds lists."""
        return self.type.endswith("[]")

    @property
    def typed(self) -> bool:
        """The file itself says what the values are, so that nothing needs to be guessed."""
        return self.type.removesuffix("[]") != "VARCHAR"


@dataclass(frozen=True)
class Sample:
    """The first rows of a file. `part` is a file with these rows alone, in the format and encoding of the whole."""

    path: Path
    part: Path
    source: Source
    """Format, delimiter, quote and encoding as found."""
    rows: int
    whole: bool
    columns: tuple[Values, ...]
    lenient: bool
    """Cells have types of their own (spreadsheets)."""

    def column(self, name: str) -> Values:
        """The column called `name`."""
        return next(column for column in self.columns if column.name == name)


def take(con: "duckdb.DuckDBPyConnection", path: Path, work: Path, *, form: str = "auto", sheet: str = "") -> Sample:
    """The sample of the file `path`; files are written below `work`. InputError if it cannot be read."""
    if not path.exists():
        raise InputError("There is no such file", where=shown(path, 300), remedy="Correct the path.")
    if path.is_dir():
        raise InputError("This is a folder, not a file", where=shown(path, 300), remedy="Name one export in it: the others of its table follow the same mapping.")
    (file,) = resolve(Source.model_validate({"files": (path.name,), "format": form}), path.absolute().parent, "")
    state(file)  # refuses a pipe: whoever looks into one waits for it
    work.mkdir(parents=True, exist_ok=True)
    source = _source(file, sheet)
    part, whole = _cut(con, file, source, work)
    cut = InputFile(part, file.name, 0, file.format)
    opened = READERS[file.format](con, cut, source, work)
    if any(is_time(name) or re.search(PERSONAL, name) for name in opened.names):
        raise InputError("The first line looks like a row of values, not like the names of columns", where=shown(path, 300), remedy="Export it with its header line.")
    rows, columns, lenient = _columns(con, opened.names, opened.attempts(list(dict.fromkeys(opened.names))))
    return Sample(path, part, source, rows, whole, columns, lenient)


def _source(file: InputFile, sheet: str) -> Source:
    found: dict[str, Any] = {"files": (file.name,), "format": file.format, "sheet": sheet}
    if file.format in {"csv", "jsonl"}:
        with open_bytes(file) as stream:
            head = stream.read(_HEAD)
        found["encoding"] = encoding_of(head)
        if file.format == "csv":
            dialect = csv_dialect(decoded(head, found["encoding"]))
            found |= {"delimiter": dialect.delimiter, "quote": dialect.quote}
    return Source.model_validate(found)


def _cut(con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, work: Path) -> tuple[Path, bool]:
    """A file with the first rows of `file`, and whether these are all. Spreadsheets are small: they are taken whole."""
    if file.format == "xlsx":
        return file.path, True
    part = work / f"part.{file.format}"
    if file.format == "parquet":
        return part, _cut_parquet(con, file, part)
    encoding = "utf-16" if source.encoding == "utf-16" else source.encoding
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    with closing(record_lines(file, source.encoding)) as lines, part.open("w", encoding=encoding, errors=errors, newline="") as target:
        head = _first(iter(lines), source.quote if file.format == "csv" else "", ROWS + (file.format == "csv"))
        for line in head:
            target.write(line)
        return part, next(lines, None) is None


def _first(lines: Iterator[tuple[str, bool]], quote: str, wanted: int) -> Iterator[str]:
    """Lines up to the end of the record number `wanted`: a record ends where the quotes before it are even."""
    records = characters = quotes = 0
    for number, (line, _) in enumerate(lines, 1):
        yield line
        quotes += line.count(quote) if quote else 0
        records += quotes % 2 == 0
        characters += len(line)
        if records >= wanted or number >= _MOST_LINES or characters >= _MOST_CHARACTERS:
            return


def _cut_parquet(con: "duckdb.DuckDBPyConnection", file: InputFile, part: Path) -> bool:
    import duckdb

    scan = f"read_parquet({engine_path(file.path)}, hive_partitioning=false)"
    try:
        (taken,) = con.execute(f"COPY (SELECT * FROM {scan} LIMIT {ROWS}) TO {literal(str(part))} (FORMAT parquet)").fetchall()[0]
        (there,) = con.execute(f"SELECT num_rows FROM parquet_file_metadata({engine_path(file.path)})").fetchall()[0]
    except duckdb.Error as error:
        raise InputError("This is no complete Parquet file: it is cut off, damaged, encrypted or of another format", where=file.name, remedy="Transfer or export it again and compare its size and checksum with the source.") from error
    return bool(taken == there)


def _columns(con: "duckdb.DuckDBPyConnection", names: Sequence[str], attempts: Iterator[Any]) -> tuple[int, tuple[Values, ...], bool]:
    import duckdb

    problem: duckdb.Error | None = None
    for rows in attempts:
        try:
            columns = tuple(_values(con, rows.relation, name, rows.columns[name].sql_name, rows.columns[name].type) for name in dict.fromkeys(names))
        except duckdb.Error as error:
            problem = error
            continue
        return rows.records, columns, rows.lenient
    raise InputError(f"This file cannot be read: {shown(str(problem).splitlines()[0], 200)}", remedy="Export it again; if that does not help, as plain CSV in UTF-8.")


def _values(con: "duckdb.DuckDBPyConnection", relation: str, name: str, sql_name: str, kind: str) -> Values:
    c = identifier(sql_name)
    found = cast(int, con.execute(f"SELECT count({c}) FROM {relation}").fetchall()[0][0])
    flat = f"SELECT unnest({c}) AS v FROM {relation}" if kind.endswith("[]") else f"SELECT {c} AS v FROM {relation}"
    rows = con.execute(f"SELECT trim(v::VARCHAR) FROM ({flat}) WHERE v IS NOT NULL AND trim(v::VARCHAR) <> ''").fetchall()
    return Values(name, kind, tuple(row[0] for row in rows), found)
