"""Rejected rows in the format in which they came, each with its record number and the reasons: to be repaired and sent again.

One file per input file. Rows that break a withholding rule are left blank but for those two columns; so are the free texts and
references that such rules speak of, on every rejected row that may be one of sub-categories 9b to 9d, or a direct message. Records that never became rows stand in a CSV of their own.
"""

import csv
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.contract.model import Rule, Table
from dsa_reports.display import shown
from dsa_reports.errors import writing
from dsa_reports.intake.headers import ADDED
from dsa_reports.intake.model import WITHHELD, InputFile
from dsa_reports.intake.readers.base import BROKEN, Broken
from dsa_reports.intake.readers.csv import split_records
from dsa_reports.intake.readers.text import engine_path, record_lines
from dsa_reports.intake.readers.toml import toml_cells
from dsa_reports.intake.readers.xlsx import sheet_cells, sheet_name
from dsa_reports.intake.rules import Check, guarded_columns
from dsa_reports.intake.store import Store
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["BROKEN_RECORDS", "send_back"]

BROKEN_RECORDS = "broken-records"
"""Folder of the records that are only text, beside those of the tables: all that lies there can be read as its table again."""
RECORD, REASONS = ADDED
_FETCHED = 10_000
_RAW = 100_000
"""Characters kept of a record that is only text; controlling ones and bytes that are no text are shown as such."""


@dataclass(frozen=True)
class _Refused:
    """One rejected row."""

    record: int
    reasons: str
    withheld: bool
    broken: bool
    """It cannot be taken apart: there is only its text."""
    suspect: bool
    """It may be one of the rows whose texts and references are written nowhere."""


@dataclass(frozen=True)
class _Sent:
    """What is sent back of one file."""

    file: InputFile
    names: Sequence[str]
    source: Source
    hidden: frozenset[str]
    """Columns of the export that are not written of a suspect row."""
    broken: list[Broken]
    """Takes the records that are only text."""


def send_back(
    con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[InputFile], names: Sequence[Sequence[str]], checks: Sequence[Sequence[Check]],
    source: Source, rules: Sequence[Rule], limits: Collection[str], folder: Path,
) -> list[Path]:
    """Write the rejected rows of one table below `folder`; the files written.

    `names`: the columns of each file. `limits`: columns of which only a part may be kept: of rejected rows, nothing.
    """
    hidden = _hidden(store.table, source, rules) | {source.rename.get(name, name) for name in limits}
    written: list[Path] = []
    for file, columns, of_file in zip(files, names, checks, strict=True):
        sent = _Sent(file, columns, source, hidden, list(store.broken.get(file.index, ())))
        target = folder / store.table.name
        with writing(target):
            rows = _refused(con, store, file, of_file)
            first = next(rows, None)
            if first is not None:
                target.mkdir(parents=True, exist_ok=True)
                written.append(_WRITERS[file.format](con, sent, _again(first, rows), target / _name(file)))
            if sent.broken:
                written.append(_write_broken(sent, folder / BROKEN_RECORDS / f"{store.table.name}-{_name(file)}.csv"))
    return written


def _write_broken(sent: _Sent, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        _csv(stream, [RECORD, REASONS, "_raw"], ([b.record, b.rule, WITHHELD if sent.hidden else shown(b.raw, _RAW)] for b in sorted(sent.broken, key=lambda b: b.record)))
    return path


def _name(file: InputFile) -> str:
    """Its own name, numbered: two folders may hold files of the same name."""
    name = file.path.name
    while name.lower().endswith((".gz", ".zst", ".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".parquet", ".pq", ".xlsx", ".toml")):
        name = name.rpartition(".")[0]
    return f"{file.index + 1:03d}-{name}"


def _hidden(table: Table, source: Source, rules: Sequence[Rule]) -> frozenset[str]:
    """The export's names of the texts that withholding rules speak of."""
    guarded = guarded_columns(table, rules)
    return frozenset(source.rename.get(name, name) for name in guarded)


def _refused(con: "duckdb.DuckDBPyConnection", store: Store, file: InputFile, checks: Sequence[Check]) -> Iterator[_Refused]:
    """The rejected rows of one file in the order of their records, streamed."""
    again = f"intake.duplicate_key:{store.table.key}"
    cursor = con.cursor()
    try:
        cursor.execute(f"""
            SELECT _record, list_transform(_failed, lambda f: f.c), _suspect FROM {store.relation} WHERE NOT _ok AND _file = {file.index}
            UNION ALL SELECT _record, NULL, false FROM {store.name} WHERE _file = {file.index} ORDER BY 1""")
        while rows := cursor.fetchmany(_FETCHED):
            for record, numbers, suspect in rows:
                found = [checks[number] for number in numbers or () if checks[number].rejects]
                reasons = " ".join(f"{check.rule}:{check.column}" if check.column else check.rule for check in found) or again
                yield _Refused(record, reasons, any(check.withhold for check in found), any(check.rule in BROKEN and not check.column for check in found), bool(suspect))
    finally:
        cursor.close()


def _again(first: _Refused, rest: Iterator[_Refused]) -> Iterator[_Refused]:
    yield first
    yield from rest


def _cells(sent: _Sent, row: _Refused, cells: Sequence[Any]) -> list[Any]:
    return [None if row.withheld or (row.suspect and name in sent.hidden) else cell for name, cell in zip(sent.names, cells, strict=False)]


def _matched(rows: Iterator[_Refused], records: Iterator[tuple[int, Any]]) -> Iterator[tuple[_Refused, Any]]:
    """Each rejected row with what stands in the file under its number; both come in order."""
    number, content = 0, None
    for row in rows:
        while number < row.record:
            number, content = next(records)
        yield row, content


def _whole(sent: _Sent, rows: Iterator[_Refused], records: Iterator[tuple[int, tuple[str, Any]]]) -> Iterator[tuple[_Refused, Any]]:
    """Like `_matched`, for records of (text, content): those that are only text are set aside."""
    for row, (text, content) in _matched(rows, records):
        if row.broken:
            sent.broken.append(Broken(row.record, row.reasons, text[:_RAW]))
        else:
            yield row, content


def _csv(stream: TextIO, header: Sequence[str], rows: Iterable[list[Any]], source: Source | None = None) -> None:
    if source is not None and not source.quote:  # no cell holds the delimiter, except those that are added
        apart = source.delimiter
        for line in (header, *rows):
            stream.write(apart.join("" if cell is None else str(cell) if at < len(header) - len(ADDED) else str(cell).replace(apart, "|") for at, cell in enumerate(line)) + "\n")
        return
    options: dict[str, Any] = {"delimiter": source.delimiter, "quotechar": source.quote} if source else {}
    writer = csv.writer(stream, lineterminator="\n", **options)
    writer.writerow(header)
    writer.writerows(rows)


def _encoding(source: Source) -> str:
    """UTF-8; with its mark, which decides over `encoding`, where the service file says another one."""
    return "utf-8" if source.encoding == "utf-8" else "utf-8-sig"


def _send_csv(con: "duckdb.DuckDBPyConnection", sent: _Sent, rows: Iterator[_Refused], target: Path) -> Path:
    path = target.with_name(target.name + ".csv")
    with closing(record_lines(sent.file, sent.source.encoding)) as lines, path.open("w", encoding=_encoding(sent.source), newline="") as stream:
        records = ((number, (text, cells)) for number, _, text, cells in split_records(lines, sent.source, len(sent.names)))
        _csv(stream, [*sent.names, RECORD, REASONS], ([*_cells(sent, row, cells), row.record, row.reasons] for row, cells in _whole(sent, rows, records)), sent.source)
    return path


def _send_jsonl(con: "duckdb.DuckDBPyConnection", sent: _Sent, rows: Iterator[_Refused], target: Path) -> Path:
    path = target.with_name(target.name + ".jsonl")
    with closing(record_lines(sent.file, sent.source.encoding)) as lines, path.open("w", encoding=_encoding(sent.source), newline="") as stream:
        texts = ((number, (line.rstrip("\r\n"), line)) for number, (line, _) in enumerate(lines, 1))
        for row, text in _whole(sent, rows, texts):
            kept = {} if row.withheld else {key: value for key, value in json.loads(text).items() if not (row.suspect and key in sent.hidden)}
            stream.write(json.dumps(kept | {RECORD: row.record, REASONS: row.reasons}, ensure_ascii=False) + "\n")
    return path


def _send_xlsx(con: "duckdb.DuckDBPyConnection", sent: _Sent, rows: Iterator[_Refused], target: Path) -> Path:
    """A workbook of texts: none of them is a formula."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    path = target.with_name(target.name + ".xlsx")
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    try:
        sheet = book.add_worksheet(sheet_name(sent.file, sent.source))
    except XlsxWriterException:  # a name that no spreadsheet program gives
        sheet = book.add_worksheet()
    lines = ([*_cells(sent, row, cells), row.record, row.reasons] for row, cells in _matched(rows, sheet_cells(sent.file, sent.source)))
    for number, line in enumerate([[*sent.names, RECORD, REASONS], *lines]):
        for place, cell in enumerate(line):
            if cell is not None:
                sheet.write_string(number, place, str(cell))
    book.close()
    return path


def _send_parquet(con: "duckdb.DuckDBPyConnection", sent: _Sent, rows: Iterator[_Refused], target: Path) -> Path:
    """The engine copies the rows, with the types that they had."""
    path = target.with_name(target.name + ".parquet")
    con.execute("CREATE OR REPLACE TEMP TABLE intake_refused (record BIGINT, reasons VARCHAR, withheld BOOLEAN, suspect BOOLEAN)")
    while batch := [[row.record, row.reasons, row.withheld, row.suspect] for row, _ in zip(rows, range(_FETCHED), strict=False)]:
        con.execute("INSERT INTO intake_refused SELECT unnest($1::BIGINT[]), unnest($2::VARCHAR[]), unnest($3::BOOLEAN[]), unnest($4::BOOLEAN[])", [list(column) for column in zip(*batch, strict=True)])
    free = {name: "NOT r.withheld AND NOT r.suspect" if name in sent.hidden else "NOT r.withheld" for name in sent.names}
    kept = "".join(f"CASE WHEN {free[name]} THEN s.{identifier(name)} END AS {identifier(name)}, " for name in sent.names)
    con.execute(f"""
        COPY (SELECT {kept}r.record AS {RECORD}, r.reasons AS {REASONS}
              FROM read_parquet({engine_path(sent.file.path)}, file_row_number=true, hive_partitioning=false) AS s
              JOIN intake_refused AS r ON r.record = s.file_row_number + 1 ORDER BY r.record)
        TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)""")
    con.execute("DROP TABLE intake_refused")
    return path


def _send_toml(con: "duckdb.DuckDBPyConnection", sent: _Sent, rows: Iterator[_Refused], target: Path) -> Path:
    """JSON Lines: what stands there is data, and needs no hand to write it."""
    path = target.with_name(target.name + ".jsonl")
    with path.open("w", encoding="utf-8", newline="") as stream:
        for row, entry in _matched(rows, toml_cells(sent.file)):
            kept = {} if row.withheld else {key: value for key, value in entry.items() if key not in sent.hidden}
            stream.write(json.dumps(kept | {RECORD: row.record, REASONS: row.reasons}, ensure_ascii=False, default=str) + "\n")
    return path


_WRITERS = {"csv": _send_csv, "jsonl": _send_jsonl, "toml": _send_toml, "xlsx": _send_xlsx, "parquet": _send_parquet}
