"""Ad registers in and out: from files of any format to records, and from records to Parquet or JSON Lines."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from dsa_reports.advertisers.flat import flat
from dsa_reports.advertisers.formats import formats
from dsa_reports.advertisers.formats._public import is_public
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.parsing import without_secrets
from dsa_reports.advertisers.reading import TABLE, Raw, RegisterFile, Sink, ending, is_register_line, read_json, sifted
from dsa_reports.contract import tables
from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.display import shown
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import InputError, UsageError, writing
from dsa_reports.findings import worst_first
from dsa_reports.intake.columns import sql_type
from dsa_reports.intake.files import open_bytes
from dsa_reports.intake.load import load
from dsa_reports.intake.model import InputFile
from dsa_reports.pipeline.loose import loose_config
from dsa_reports.service.load import load_service

if TYPE_CHECKING:
    import duckdb

__all__ = ["read_register", "read_registers", "register_writer", "sorted_lines", "write_register"]

_RECORD = "record"
_JSON = frozenset({".json", ".jsonl", ".ndjson"})


def read_registers(paths: Sequence[Path], *, form: str = "own", service: Path | None = None, sink: Sink | None = None) -> list[RegisterFile]:
    """Each file as what it is. `service`: a service file whose mapping of the table `advertisements` holds for our own table.

    With `sink`, that takes the records one by one, and none stays here.
    """
    if form not in formats():
        raise UsageError(f"no format of a register is called {shown(form)!r}", remedy=f"Formats: {', '.join(formats())}.")
    return [read_register(path, form=form, service=service, sink=sink) for path in paths]


def read_register(path: Path, *, form: str = "own", service: Path | None = None, sink: Sink | None = None) -> RegisterFile:
    """One file. InputError where it cannot be read as what it is said to be."""
    if not path.is_file():
        raise InputError("there is no such file", where=shown(path, 300), remedy="Correct the path.")
    suffix = ending(path)
    if form != "own":
        if suffix not in _JSON:
            raise InputError(f"a register in the format {form} is JSON or JSON Lines", where=shown(path, 300), remedy="Name it .json or .jsonl, or choose another --format.")
        return read_json(path, path.as_posix(), formats()[form], _sha256(path), sink)
    if suffix == ".parquet" and _RECORD in _columns_of(path):
        return sifted(path.as_posix(), _sha256(path), _records_of(path), formats()["own"], sink)
    if suffix == ".json" or (suffix in _JSON and _is_register(path)):
        return read_json(path, path.as_posix(), formats()["own"], _sha256(path), sink)
    return _own_table(path, service, sink)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _is_register(path: Path) -> bool:
    """True if the first line is a record or a public entry that we wrote."""
    with open_bytes(InputFile(path=path, name=path.as_posix(), index=0, format="jsonl")) as stream:
        first = stream.readline(20_000_000)
    try:
        raw = json.loads(first.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return is_register_line(raw) or is_public(raw)


def _columns_of(path: Path) -> list[str]:
    import duckdb

    connection = connect(threads=1)
    try:
        return [row[0] for row in connection.execute("DESCRIBE SELECT * FROM read_parquet($path)", {"path": str(path)}).fetchall()]
    except duckdb.Error as error:
        raise InputError("the file is no Parquet", where=shown(path, 300), remedy="Write it again, or name it as what it is.") from error
    finally:
        connection.close()


def _records_of(path: Path) -> Iterator[Raw]:
    connection = connect(threads=1)
    try:
        rows = connection.execute(f"SELECT {_RECORD} FROM read_parquet($path)", {"path": str(path)})
        number = 0
        while chunk := rows.fetchmany(10_000):
            for (text,) in chunk:
                number += 1
                try:
                    raw = json.loads(text or "null")
                except (ValueError, TypeError, RecursionError):  # TypeError: a column of another kind under that name
                    raw = None
                yield Raw(number, raw, isinstance(text, str) and "\\u" not in text)
    finally:
        connection.close()


def _own_table(path: Path, service: Path | None, sink: Sink | None) -> RegisterFile:
    """The table `advertisements`, under all rules of the contract; its rejected rows are rejected here too."""
    config = loose_config([path], table=TABLE, service=load_service(service) if service is not None else None)
    with TemporaryDirectory(prefix="dsa-reports-") as work:
        connection = connect(threads=1, temp_directory=Path(work) / "spill")
        try:
            intake = load(connection, config, work=Path(work) / "rows", rejected=None, tables={TABLE})
            (file,) = intake.tables[TABLE].files
            done = sifted(path.as_posix(), file.sha256, _rows_of(connection), formats()["own"], sink)
        finally:
            connection.close()
    findings = [finding for finding in done.findings if finding.id != "ads.no_rows" or not file.rows_read]
    return RegisterFile(done.name, done.sha256, file.rows_read, done.accepted, done.records, tuple(worst_first([*intake.findings, *findings])))


def _rows_of(connection: "duckdb.DuckDBPyConnection") -> Iterator[Raw]:
    columns = tables()[TABLE].names
    listed = ", ".join(identifier(column) for column in columns)
    rows = connection.execute(f"SELECT {listed}, _record FROM accepted_advertisements ORDER BY _file, _record")
    while chunk := rows.fetchmany(10_000):
        for row in chunk:
            yield Raw(row[-1], {name: _plain(value) for name, value in zip(columns, row, strict=False) if value is not None})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
    return value.isoformat() if isinstance(value, date) else value


@contextmanager
def register_writer(output: Path) -> Iterator[Sink]:
    """Takes records one by one; the register appears whole when the block ends, and not at all if it fails.

    `.jsonl`, or `.parquet` with the columns of the table `advertisements` too. UsageError for another ending.
    """
    if (suffix := output.suffix.lower()) not in (".jsonl", ".ndjson", ".parquet"):
        raise UsageError("a register is Parquet or JSON Lines", where=shown(output, 300), remedy="Name it .parquet or .jsonl.")
    fresh = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    with TemporaryDirectory(prefix="dsa-reports-") as work, writing(output):
        parquet = suffix == ".parquet"
        output.parent.mkdir(parents=True, exist_ok=True)
        lines = Path(work) / "rows.jsonl" if parquet else fresh
        try:
            with lines.open("w", encoding="utf-8") as stream:
                def take(record: AdRecord) -> None:
                    record = _without_secrets(record)
                    whole = _dumped(record)
                    line = json.dumps(flat(record) | {"format": record.format, _RECORD: whole}, ensure_ascii=False, default=str) if parquet else whole
                    # Called while a file is read: a full disk here is no fault of that file.
                    with writing(output):
                        stream.write(line + "\n")

                yield take
            if parquet:
                _to_parquet(lines, fresh)
            fresh.replace(output)
        finally:
            fresh.unlink(missing_ok=True)


@contextmanager
def sorted_lines() -> "Iterator[tuple[Callable[[tuple[Any, ...], str], None], Callable[[], Iterator[str]]]]":
    """Two functions: one that takes a key and a line, one that gives all lines back in the order of their keys. Both use the disk."""
    with TemporaryDirectory(prefix="dsa-reports-") as work:
        kept = Path(work) / "lines.jsonl"
        with kept.open("w", encoding="utf-8") as stream:
            def put(key: tuple[Any, ...], line: str) -> None:
                with writing(kept):
                    stream.write(json.dumps({"key": [str(part) for part in key], "line": line}) + "\n")

            def in_order() -> Iterator[str]:
                stream.flush()
                if not kept.stat().st_size:
                    return
                connection = connect(threads=1, memory_limit="1GB", temp_directory=Path(work) / "spill")
                try:
                    scan = f"read_json({literal(str(kept))}, format='newline_delimited', maximum_object_size=100000000, columns={{key: 'VARCHAR[]', line: 'VARCHAR'}})"
                    rows = connection.execute(f"SELECT line FROM {scan} ORDER BY key")
                    while chunk := rows.fetchmany(1_000):
                        yield from (line for (line,) in chunk)
                finally:
                    connection.close()

            yield put, in_order


def write_register(records: Iterable[AdRecord], output: Path) -> None:
    """The internal register of `records`, whole or not at all."""
    with register_writer(output) as take:
        for record in records:
            take(record)


def _without_secrets(record: AdRecord) -> AdRecord:
    """The importers drop tokens from addresses; a register of our own may come from elsewhere."""
    content = record.content
    addresses = {"page": content.page, "media": content.media, "landing": content.landing}
    clean = {"page": without_secrets(content.page), "media": tuple(without_secrets(content.media)), "landing": tuple(without_secrets(content.landing))}
    return record if clean == addresses else record.model_copy(update={"content": content.model_copy(update=clean)})


def _dumped(record: AdRecord) -> str:
    """Fields that say nothing are left out; lane, format and identifier never."""
    return record.model_dump_json(exclude_defaults=True)


def _to_parquet(lines: Path, fresh: Path) -> None:
    columns = {column.name: sql_type(column.kind) for column in tables()[TABLE].columns} | {"format": "VARCHAR", _RECORD: "VARCHAR"}
    listed = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in columns.items())
    connection = connect(threads=1)
    try:
        scan = f"read_json({literal(str(lines))}, format='newline_delimited', maximum_object_size=100000000, columns={{{listed}}})"
        connection.execute(f"COPY (SELECT * FROM {scan}) TO {literal(str(fresh))} (FORMAT parquet, COMPRESSION zstd)")
    finally:
        connection.close()
