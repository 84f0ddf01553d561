"""Careful reading of text files, line by line: slower than the engine's reader, and never at a loss.

What it keeps or cannot keep is written to a clean CSV, which the engine then reads like any other.
"""

import codecs
import csv
import io
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from dsa_reports.contract.conditions import literal
from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.intake.files import open_bytes
from dsa_reports.intake.model import MAX_RECORD, InputFile
from dsa_reports.intake.readers.base import RawColumn, RawRows

__all__ = ["RAW", "Clean", "Line", "clean_rows", "damage", "engine_path", "physical_lines", "record_lines", "refuse_other"]

Line = tuple[str, bool]
"""A line with its end, and whether it was cut because it is too long."""
Clean = tuple[int, str, str, Sequence[str]]
"""Record number, rule that it breaks or '', its text where it breaks one, its cells."""

_MARKED = "dsa_reports.marked"
# "replace" would put U+FFFD, which a sound text may hold as well; "surrogateescape" knows bytes only, not halves of UTF-16.
codecs.register_error(_MARKED, lambda error: ("\udcff", error.end if isinstance(error, UnicodeDecodeError) else 0))
_UNDECODABLE = re.compile("[\ud800-\udfff]")
RAW = 2_000
"""Characters kept of a record that cannot be taken apart."""


def engine_path(path: Path) -> str:
    """`path` as SQL literal for the engine, which would take * ? [ for a pattern."""
    escaped = re.sub(r"([*?\[])", r"[\1]", str(path.resolve()))
    return literal(escaped)


_MAGIC = (
    (b"PAR1", "a Parquet file", "parquet"), (b"PK\x03\x04", "a ZIP archive or an XLSX workbook", "xlsx"), (b"\xd0\xcf\x11\xe0", "an old .xls workbook", ""),
    (b"Obj\x01", "an Avro file", ""), (b"ORC", "an ORC file", ""), (b"ARROW1", "an Arrow file", ""), (b"SQLite format 3\0", "an SQLite database", ""),
    (b"BZh", "compressed with bzip2", ""), (b"\xfd7zXZ\0", "compressed with xz", ""), (b"7z\xbc\xaf\x27\x1c", "a 7z archive", ""),
    (b"\x1f\x8b", "compressed twice with gzip", ""), (b"%PDF-", "a PDF", ""),
)
"""First bytes of files that are no text: what they are, and the format to say."""


def refuse_other(file: InputFile) -> None:
    """InputError if the first bytes of `file` are those of another kind of file: its name says text."""
    with open_bytes(file) as stream:
        start = stream.read(16)
    for magic, what, form in _MAGIC:
        if start.startswith(magic):
            raise InputError(
                f"This file is {what}, and is to be read as text", where=file.name,
                remedy=f'Say `format = "{form}"` for the table in service.toml, or give the file a name that ends so.' if form else "Export it as CSV, JSON Lines or Parquet; text may be compressed with gzip or zstd.",
            )


def physical_lines(stream: BinaryIO, encoding: str) -> Iterator[Line]:
    """The lines of `stream` with their ends (LF, CRLF or CR); bytes that cannot be decoded stay recognisable."""
    errors = _MARKED if encoding.startswith("utf-16") else "surrogateescape"
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
    try:
        yield from _bounded_lines(text)
    finally:
        text.detach()  # the stream belongs to the caller


def _bounded_lines(text: io.TextIOWrapper) -> Iterator[Line]:
    while line := text.readline(MAX_RECORD + 1):
        if len(line) <= MAX_RECORD or line.endswith(("\n", "\r")):
            yield line, False
            continue
        rest = line
        while rest and not rest.endswith(("\n", "\r")):
            rest = text.readline(MAX_RECORD)
        if rest.endswith("\r"):  # the limit may have fallen between CR and LF
            following = text.readline(1)
            if following not in {"\n", ""}:
                yield line, True
                yield from _resumed(following, text)
                continue
        yield line, True


def _resumed(start: str, text: io.TextIOWrapper) -> Iterator[Line]:
    line = start if start.endswith(("\n", "\r")) else start + text.readline(MAX_RECORD)
    yield line, len(line) > MAX_RECORD


def record_lines(file: InputFile, encoding: str) -> Generator[Line, None, None]:
    """The lines of `file`, decompressed; a byte order mark decides over `encoding`, and is no text."""
    with open_bytes(file) as stream:
        yield from physical_lines(stream, _with_mark(file, encoding))


def _with_mark(file: InputFile, encoding: str) -> str:
    with open_bytes(file) as stream:
        start = stream.read(3)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "utf-16-le" if encoding == "utf-16" else encoding


def damage(text: str) -> str:
    """The rule that the characters of `text` break, or ''."""
    if "\0" in text:
        return "intake.nul"
    if _UNDECODABLE.search(text):
        return "intake.encoding"
    return ""


def clean_rows(rows: Iterable[Clean], names: Sequence[str], target: Path, *, lenient: bool = False) -> RawRows:
    """Write `rows`, whose cells belong to the columns `names`, to the CSV `target` and say how the engine reads it."""
    with target.open("w", encoding="utf-8", newline="") as stream:
        records = _write(rows, stream, len(names))
    columns = {name: RawColumn(f"k{i}") for i, name in enumerate(names)}
    types = {"_at": "BIGINT", "_broken": "VARCHAR", "_line": "VARCHAR"} | {c.sql_name: "VARCHAR" for c in columns.values()}
    struct = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    relation = (
        f"read_csv({engine_path(target)}, auto_detect=false, header=false, delim=',', quote='\"', escape='\"', "
        # Said, not guessed: a lone carriage return inside the first quotes would otherwise be taken for the line end.
        f"new_line='\\n', hive_partitioning=false, max_line_size={4 * MAX_RECORD}, columns={{{struct}}})"
    )
    return RawRows(relation=relation, columns=columns, first=1, records=records, lenient=lenient)


def _write(rows: Iterable[Clean], stream: TextIO, width: int) -> int:
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
    nothing = [""] * width
    records = 0
    for number, rule, raw, cells in rows:
        writer.writerow([number, rule, shown(raw, RAW) if rule else "", *(nothing if rule else cells)])
        records += 1
    return records
