"""CSV (RFC 4180, also gzip and zstd): the engine's reader where it can be trusted, a careful one where not.

The engine reads all columns as text and keeps the records that it cannot take apart. It is trusted only if rows + broken records equal
the number of records counted without it, and their delimiters those counted: it takes a record for sound that has more fields than
there are columns, if those are empty. It is never trusted with mixed line ends and NUL characters, and never asked to read an encoding
other than UTF-8.
"""

import csv
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.intake.files import compression_of
from dsa_reports.intake.model import MAX_RECORD, InputFile
from dsa_reports.intake.readers.base import Broken, Opened, RawColumn, RawRows
from dsa_reports.intake.readers.counting import Counting, long_text
from dsa_reports.intake.readers.text import (
    RAW,
    Clean,
    Line,
    clean_rows,
    damage,
    engine_path,
    record_lines,
    refuse_other,
)
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

    from dsa_reports.intake.structure import TextScan

__all__ = ["engine_rejects", "open_csv", "read_rejects", "split_records"]

# Cells as long as a record may be; the module's own limit would call them a wrong quote.
csv.field_size_limit(MAX_RECORD)
_MOST_BROKEN = 500
"""More broken records than this, and the careful reader numbers them."""
_MOST_LINES = 10_000
"""A quoted text over more lines than this is an unclosed quote."""
_ENGINE_KEEPS = 10_000
"""Characters of a broken record that the engine keeps."""
_ERRORS = {
    "UNQUOTED VALUE": "intake.quote", "LINE SIZE OVER MAXIMUM": "intake.too_long", "INVALID ENCODING": "intake.encoding",
    "TOO MANY COLUMNS": "intake.columns", "MISSING COLUMNS": "intake.columns",
}


def open_csv(con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, work: Path) -> Opened:
    """Open `file`; its first record is the header."""
    refuse_other(file)
    by_engine = source.encoding == "utf-8" and source.delimiter.isascii() and source.quote.isascii()
    counting = Counting(file, source.quote, source.delimiter, expected=long_text(con, file) if by_engine else None)
    names = _header(file, source)
    if names[0].startswith(("{", "[{")) and source.delimiter == ",":
        raise InputError("The first line of this file is JSON, and is to be read as CSV", where=file.name, remedy='If it is JSON Lines, say `format = "jsonl"` for the table in service.toml, or give the file a name that ends in .jsonl.')

    def attempts(wanted: Sequence[str]) -> Generator[RawRows]:
        with counting.beside():
            # A file of one column may have empty lines, which the engine takes for rows: nothing is to be said of those.
            ahead = counting.ahead and len(names) > 1
            if ahead:
                yield _quick(con, file, source, names, counting, again=False)
            scan = counting.scan()
            made = ahead and not scan.first_line_again
            if by_engine and _trusted(scan, len(names)) and not made:
                yield _quick(con, file, source, names, counting, again=scan.first_line_again)
            yield _careful(file, source, names, wanted, work)

    return Opened(names, counting.fingerprint, attempts)


def _trusted(scan: "TextScan", width: int) -> bool:
    """Nothing is in the file that the engine's reader is known to stumble over. It takes an empty line for a row where there is one column."""
    return scan.plain and not (scan.blank_line and width == 1)


def _header(file: InputFile, source: Source) -> tuple[str, ...]:
    with closing(record_lines(file, source.encoding)) as lines:
        for _, rule, _, cells in split_records(lines, source, None):
            if rule:
                raise InputError("The header line cannot be read", where=file.name, remedy="Check `encoding`, `delimiter` and `quote` of the table in service.toml.")
            return tuple(cell.strip() for cell in cells)
    raise InputError("This file has no header line", where=file.name, remedy="The first line must name the columns.")


def _header_again(names: Sequence[str]) -> str:
    """SQL: the rule that a row breaks which is the header once more, else NULL."""
    cells = [f"trim(k{i}) = {literal(name)}" if name else f"coalesce(trim(k{i}), '') = ''" for i, name in enumerate(names)]
    return f"CASE WHEN {' AND '.join(cells)} THEN 'intake.repeated_header' END"


def _quick(con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, names: Sequence[str], counting: Counting, *, again: bool) -> RawRows:
    """The rows by the engine's reader; `again`: the header may stand among them."""
    columns = [RawColumn(f"k{i}") for i in range(len(names))]
    struct = ", ".join(f"'{c.sql_name}': 'VARCHAR'" for c in columns)
    repeated = _header_again(names) if again else "NULL::VARCHAR"
    relation = (
        f"(SELECT NULL::BIGINT AS _at, {repeated} AS _broken, {literal(shown(source.delimiter.join(names), RAW))} AS _line, * FROM "
        f"read_csv({engine_path(file.path)}, auto_detect=false, header=true, delim={literal(source.delimiter)}, "
        f"quote={literal(source.quote)}, escape={literal(source.quote)}, compression={literal(compression_of(file))}, "
        f"hive_partitioning=false, columns={{{struct}}}, {engine_rejects(con)}))"
    )
    # A repeated name is refused before anything is read; here the first one counts.
    by_name = dict(reversed(list(zip(names, columns, strict=True))))

    def broken(rows: int) -> list[Broken] | None:
        scan = counting.scan()
        return _accounted(con, rows, source, len(names), scan) if scan.first_line_again == again and _trusted(scan, len(names)) else None

    return RawRows(
        relation=relation, columns=by_name, first=2, records=counting.lines - 1, broken=broken, count=lambda: counting.scan().lines - 1,
    )


def _accounted(con: "duckdb.DuckDBPyConnection", rows: int, source: Source, width: int, scan: "TextScan") -> list[Broken] | None:
    """The broken records, if they and `rows` sound ones can be all that there is.

    Where a quote is wrong the engine goes on somewhere, and may not find the text of the record. A record of several lines may have
    swallowed sound ones between two quotes. Empty lines may be among those that it numbers. The careful reader knows in all cases.
    """
    broken = read_rejects(con, _ERRORS)
    delimiters = (rows + 1) * (width - 1)
    for record in broken or ():
        lines = record.raw.split("\n")
        if scan.blank_line or record.rule == "intake.quote" or not 0 < len(record.raw) < _ENGINE_KEEPS or _swallows(lines[1:], source, width):
            return None
        delimiters += _outside(record.raw, source)
    return broken if delimiters == scan.delimiters else None


def _outside(text: str, source: Source) -> int:
    """The delimiters of `text` that are outside quotes."""
    pieces = text.split(source.quote)[::2] if source.quote else [text]
    return sum(piece.count(source.delimiter) for piece in pieces)


def engine_rejects(con: "duckdb.DuckDBPyConnection") -> str:
    """Options of `read_csv` that keep broken records in a fresh table."""
    for name in ("intake_rejects", "intake_scans"):
        con.execute(f"DROP TABLE IF EXISTS {identifier(name)}")
    return f"max_line_size={MAX_RECORD}, store_rejects=true, rejects_limit=0, rejects_table='intake_rejects', rejects_scan='intake_scans'"


def read_rejects(con: "duckdb.DuckDBPyConnection", rules: dict[str, str]) -> list[Broken] | None:
    """What the engine kept, one per record, with its number (the header is 1); None if too many."""
    found = con.execute(
        "SELECT line, list_sort(list(error_type::VARCHAR)), any_value(csv_line) FROM intake_rejects GROUP BY line ORDER BY line LIMIT ?", [_MOST_BROKEN + 1]
    ).fetchall()
    if len(found) > _MOST_BROKEN:
        return None
    order = list(rules)
    return [
        Broken(line, rules.get(min(errors, key=lambda e: order.index(e) if e in order else 99), "intake.record"), raw or "")
        for line, errors, raw in found
    ]


def _careful(file: InputFile, source: Source, names: Sequence[str], wanted: Sequence[str], work: Path) -> RawRows:
    places = [names.index(name) for name in wanted]

    def rows() -> Iterator[Clean]:
        with closing(record_lines(file, source.encoding)) as lines:
            records = split_records(lines, source, len(names))
            next(records, None)  # the header
            for number, rule, raw, cells in records:
                if not rule and [cell.strip() for cell in cells] == list(names):
                    rule = "intake.repeated_header"
                yield number, rule, raw, [cells[i] for i in places] if not rule else ()

    return clean_rows(rows(), wanted, work / f"careful-{file.index}.csv")


def split_records(lines: Iterator[Line], source: Source, width: int | None) -> Iterator[Clean]:
    """The records of a CSV file, numbered from 1 (the header), each sound or with the rule that it breaks.

    Empty lines are no records. A quoted text may go on over several lines. Where that gives no sound record, and one
    of those lines is a sound record by itself, a quote is wrong: the line in which it opens is one broken record, and reading
    goes on with the next line, so that one bad quote costs one line and not the rest of the file.
    """
    waiting: deque[Line] = deque()
    number = 0
    while True:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            return
        text = line[0].rstrip("\r\n")
        if not text:
            continue
        number += 1
        if number == 2 and width is None:
            return
        rule = "intake.too_long" if line[1] else damage(text)
        cells, problem = ([], "") if line[1] else _parse(text, source)
        if problem == "open":
            text, cells, more = _continued(line, lines, waiting, source, width)
            rule = rule or more
        elif not rule and (problem or (width is not None and len(cells) != width)):
            rule = "intake.quote" if problem else "intake.columns"
        yield number, rule, text, cells


def _cells(lines: Iterable[str], source: Source) -> list[str]:
    """The cells of the first record of `lines`, of which no more are taken than it has; csv.Error if it is none."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if source.quote else csv.QUOTE_NONE
    return next(csv.reader(lines, delimiter=source.delimiter, quotechar=source.quote or None, quoting=quoting, strict=True))


def _parse(text: str, source: Source) -> tuple[list[str], str]:
    """(cells, '') or ([], what is wrong: `open` for a quote that is not closed)."""
    try:
        return _cells([text], source), ""
    except csv.Error as error:
        return [], "open" if "unexpected end of data" in str(error) else "quote"


def _continued(start: Line, lines: Iterator[Line], waiting: deque[Line], source: Source, width: int | None) -> tuple[str, list[str], str]:
    """The text and the cells of a record that goes on over several lines, or the rule that it breaks; lines that are not its own are put back."""
    taken: list[Line] = []

    def parts() -> Iterator[str]:
        yield start[0]
        size = len(start[0])
        while len(taken) < _MOST_LINES and size <= MAX_RECORD:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                return
            taken.append(line)
            size += len(line[0])
            yield line[0]

    try:
        cells, rule = _cells(parts(), source), ""
    except csv.Error:
        cells, rule = [], "intake.quote"
    text = "".join([start[0], *(line for line, _ in taken)])
    if len(taken) < _MOST_LINES and len(text) <= MAX_RECORD and not any(cut for _, cut in taken):
        text = text.rstrip("\r\n")
        if not rule and (width is None or len(cells) == width):
            return text, cells, damage(text)
        if width is not None and not _swallows((line for line, _ in taken), source, width):
            return text, [], damage(text) or rule or "intake.columns"
    waiting.extendleft(reversed(taken))
    return start[0].rstrip("\r\n"), [], "intake.quote"


def _swallows(lines: Iterable[str], source: Source, width: int) -> bool:
    """Whether one of `lines`, which follow a quote that opened before them, is a sound record by itself."""
    for line in lines:
        cells, problem = _parse(line.rstrip("\r\n"), source)
        if not problem and len(cells) == width:
            return True
    return False
