"""Guess how existing exports fit the contract: from file names and headers only, never from values.

A guess is a proposal for a person to check. It is made of plain string similarity, so that the same exports always
give the same proposal.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from dsa_reports.contract import Column, Table, tables

__all__ = ["Export", "Proposal", "propose", "read_header", "read_headers"]

_LIKELY = 0.72
_ENOUGH = 0.5
_FAR = 0.55
_HEAD_BYTES = 65_536
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Words of export headers that mean the same as a word of the contract.
_SAME = {
    "creation": "received", "created": "received", "date": "at", "time": "at", "timestamp": "at", "datetime": "at", "uuid": "id",
    "identifier": "id", "reported": "received", "country": "member_state", "lang": "language", "locale": "language",
    "flagger": "reporter", "appeal": "complaint", "appeals": "complaints", "decision": "decided", "count": "items",
    "number": "items", "reason": "category", "subcategory": "keyword", "label": "platform_label", "result": "outcome",
}
_FILLERS = {"number", "nr", "no", "of", "the", "total", "count"}
_FILE_WORDS = {
    "appeals": "complaints", "appeal": "complaints", "actions": "moderation_actions", "decisions": "moderation_actions",
    "statements": "moderation_actions", "ads": "advertisements", "adverts": "advertisements", "flags": "user_reports",
    "mau": "recipients", "amar": "recipients", "users": "recipients", "staff": "moderators",
    "evaluations": "automation_evaluations", "accuracy": "automation_evaluations", "measures": "minor_measures",
}


@dataclass(frozen=True)
class Export:
    """One file: its format as `service.toml` calls it, and the names of its columns."""

    path: Path
    form: str
    columns: tuple[str, ...]
    delimiter: str = ","
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Proposal:
    """How `export` could feed `table`: column of the contract → column of the export, and what is left over."""

    export: Export
    table: str
    mapping: dict[str, str]
    missing_required: tuple[str, ...]
    missing_optional: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def rename(self) -> dict[str, str]:
        """The mapping without the columns that already have the contract's name."""
        return {column: name for column, name in self.mapping.items() if column != name}


def read_headers(folder: Path) -> tuple[list[Export], list[str]]:
    """The exports in `folder` (not below it), and one sentence for each file that is none."""
    exports, problems = [], []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            exports.append(read_header(path))
        except (OSError, ValueError, EOFError) as error:
            problems.append(f"{path.name}: {error}")
    return exports, problems


def read_header(path: Path) -> Export:
    """Format and columns of one file; ValueError where it is no table."""
    name = path.name.lower()
    if name.endswith(".parquet"):
        return Export(path, "parquet", _parquet_columns(path))
    if name.endswith(".xlsx"):
        return Export(path, "xlsx", _xlsx_columns(path))
    if name.endswith(".zst"):
        raise ValueError("the header of a zstd file is not read here; name the file in service.toml yourself")
    if not name.removesuffix(".gz").endswith((".csv", ".tsv", ".txt", ".jsonl", ".ndjson")):
        raise ValueError("neither CSV, JSON Lines, Parquet nor XLSX")
    with gzip.open(path) if name.endswith(".gz") else path.open("rb") as stream:
        text, encoding = _decoded(stream.read(_HEAD_BYTES))
    if name.removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return Export(path, "jsonl", _json_columns(text))
    line = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t|", key=line.count)
    columns = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    if not columns:
        raise ValueError("the file has no header")
    return Export(path, "csv", tuple(column.strip() for column in columns), delimiter, encoding)


def _decoded(raw: bytes) -> tuple[str, str]:
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", errors="replace"), "utf-16"
    try:
        # The last character may be cut in the middle.
        return raw[: raw.rfind(b"\n") + 1 or None].decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("windows-1252", errors="replace"), "windows-1252"


def _json_columns(text: str) -> tuple[str, ...]:
    columns: dict[str, None] = {}
    for line in text.splitlines()[:50]:
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            columns |= dict.fromkeys(row)
    if not columns:
        raise ValueError("no line is a JSON object")
    return tuple(columns)


def _parquet_columns(path: Path) -> tuple[str, ...]:
    import duckdb

    from dsa_reports.engines.duckdb import connect

    with connect(memory_limit="256MB", threads=1) as connection:
        try:
            rows = connection.execute("SELECT name FROM parquet_schema(?) WHERE num_children IS NULL OR num_children = 0", [str(path)]).fetchall()
        except duckdb.Error as error:
            raise ValueError(f"no Parquet file: {str(error).splitlines()[0][:120]}") from None
    return tuple(str(row[0]) for row in rows)


def _xlsx_columns(path: Path) -> tuple[str, ...]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True)
    except (BadZipFile, InvalidFileException, KeyError) as error:
        raise ValueError(f"no XLSX file: {error}") from None
    try:
        first = next(book.worksheets[0].iter_rows(max_row=1, values_only=True), ())
    finally:
        book.close()
    return tuple(str(value).strip() for value in first if value is not None)


def propose(export: Export, among: Iterable[str] | None = None) -> Proposal | None:
    """The table that `export` most likely is, with a mapping; None where it looks like none of them."""
    ranked = [(_fit(export, tables()[name]), name) for name in (among or tables())]
    score, name = max(ranked, key=lambda pair: pair[0])
    if score < _ENOUGH:
        return None
    table = tables()[name]
    mapping = _mapping(export.columns, table)
    left = [column for column in table.columns if column.name not in mapping]
    return Proposal(
        export=export, table=name, mapping=mapping,
        missing_required=tuple(column.name for column in left if column.required),
        missing_optional=tuple(column.name for column in left if not column.required),
        unused=tuple(column for column in export.columns if column not in mapping.values()),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for part in re.split(r"[\W_]+", text) for word in _WORDS.findall(part))


def _likeness(name: str, column: Column, table: Table) -> float:
    """How much the export's column `name` looks like the contract's column: 1 = the same."""
    bare = [word for word in _words(name) if word not in {*_FILLERS, *table.name.split("_"), table.name.removesuffix("s")}]
    if "_".join(bare) == column.name:
        return 0.98
    theirs = " ".join(_words(name))
    ours = column.name.replace("_", " ")
    renamed = " ".join(_SAME.get(word, word) for word in theirs.split()).replace("_", " ")
    best = max(_ratio(theirs, ours), 0.97 * _ratio(renamed, ours) if renamed != theirs else 0.0)
    # The meaning helps a header that uses its words: "Languages used by the moderator".
    told = set(_words(column.meaning))
    shared = [word for word in theirs.split() if len(word) > 3 and word in told]
    return best + 0.05 * min(len(shared), 3) * (best > 0.5)


@cache
def _ratio(left: str, right: str) -> float:
    """Likeness of two strings; 0 where a cheap upper bound already says that they are not alike."""
    matcher = SequenceMatcher(None, left, right)
    return matcher.ratio() if matcher.real_quick_ratio() > _FAR and matcher.quick_ratio() > _FAR else 0.0


def _mapping(columns: Iterable[str], table: Table) -> dict[str, str]:
    """Columns that bear the contract's name, then best pairs first; each column is used once."""
    mapping = {name: name for name in columns if name in table.names}
    pairs = sorted(
        (
            (_likeness(name, column, table), -position, column.name, name)
            for position, column in enumerate(table.columns) if column.name not in mapping
            for name in columns if name not in mapping
        ),
        reverse=True,
    )
    for score, _, column, name in pairs:
        if score >= _LIKELY and column not in mapping and name not in mapping.values():
            mapping[column] = name
    return {column: mapping[column] for column in table.names if column in mapping}


def _fit(export: Export, table: Table) -> float:
    """How well the file fits the table: its name, its columns, and how many required columns it would fill."""
    stem = [_FILE_WORDS.get(word, word) for word in _words(export.path.name.split(".")[0])]
    named = max((SequenceMatcher(None, word, table.name).ratio() for word in [*stem, "_".join(stem)]), default=0.0)
    mapping = _mapping(export.columns, table)
    required = [column.name for column in table.columns if column.required]
    filled = sum(name in mapping for name in required) / len(required) if required else 0.0
    used = len(mapping) / len(export.columns) if export.columns else 0.0
    return 0.4 * named + 0.35 * filled + 0.25 * used
