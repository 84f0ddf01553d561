"""Guess how existing exports fit the contract: from file names and headers (`suggest` also looks at values).

A guess is a proposal for a person to check. It is made of plain string similarity, so that the same exports always
give the same proposal.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from dsa_reports.contract import Column, Table, tables
from dsa_reports.errors import InputError
from dsa_reports.intake.files import open_bytes
from dsa_reports.intake.model import InputFile
from dsa_reports.pipeline.dialect import Dialect, csv_dialect, decoded, encoding_of
from dsa_reports.pipeline.header_words import FILE_WORDS, SAME

__all__ = ["Export", "Proposal", "dialect_of", "name_words", "propose", "ranked", "read_header", "read_headers"]

Weigh = Callable[[str, Column, float], float]
"""(column of the export, column of the contract, how much their names are alike) -> the same with what is known of the values."""

_LIKELY = 0.72
_ENOUGH = 0.5
_FAR = 0.55
_HEAD_BYTES = 65_536
_WORDS = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿ]+|\d+")
_FILLERS = {"number", "nr", "no", "of", "the", "total", "count", "aantal", "van", "de", "het", "anzahl", "der", "die", "nombre", "du", "des", "le", "la"}


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
    bare = name.removesuffix(".gz").removesuffix(".zst")
    if not bare.endswith((".csv", ".tsv", ".txt", ".jsonl", ".ndjson")):
        raise ValueError("neither CSV, JSON Lines, Parquet nor XLSX")
    raw = _head(path)
    encoding = encoding_of(raw)
    text = decoded(raw, encoding)
    if bare.endswith((".jsonl", ".ndjson")):
        return Export(path, "jsonl", _json_columns(text))
    dialect = csv_dialect(text)
    columns = next((row for row in csv.reader(text.splitlines(keepends=True), delimiter=dialect.delimiter, quotechar=dialect.quote) if row), [])
    if not columns:
        raise ValueError("the file has no header")
    return Export(path, "csv", tuple(column.strip() for column in columns), dialect.delimiter, encoding)


def dialect_of(path: Path) -> Dialect:
    """How the CSV at `path` is written, told from its first lines; ValueError where they cannot be read."""
    raw = _head(path)
    return csv_dialect(decoded(raw, encoding_of(raw)))


def _head(path: Path) -> bytes:
    """The first bytes of a file, decompressed: what it is compressed with is told by its bytes, not by its name."""
    try:
        with open_bytes(InputFile(path, path.name, 0, "")) as stream:
            return stream.read(_HEAD_BYTES)
    except InputError as error:
        raise ValueError(f"{error.what[:1].lower()}{error.what[1:]}") from error


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


def ranked(export: Export, among: Iterable[str] | None = None, *, weigh: Weigh | None = None) -> list[tuple[float, str]]:
    """How well `export` fits each table, the best first."""
    return sorted(((_fit(export, tables()[name], weigh), name) for name in (among or tables())), key=lambda pair: -pair[0])


def propose(export: Export, among: Iterable[str] | None = None, *, weigh: Weigh | None = None, least: float = _ENOUGH) -> Proposal | None:
    """The table that `export` most likely is, with a mapping; None where it looks like none of them (fits less than `least`)."""
    score, name = ranked(export, among, weigh=weigh)[0]
    if score < least:
        return None
    table = tables()[name]
    mapping = _mapping(export.columns, table, weigh)
    left = [column for column in table.columns if column.name not in mapping]
    return Proposal(
        export=export, table=name, mapping=mapping,
        missing_required=tuple(column.name for column in left if column.required),
        missing_optional=tuple(column.name for column in left if not column.required),
        unused=tuple(column for column in export.columns if column not in mapping.values()),
    )


def name_words(text: str) -> tuple[str, ...]:
    """The words of a column's name, in small letters."""
    return tuple(word.lower() for part in re.split(r"[\W_]+", text) for word in _WORDS.findall(part))


def _likeness(name: str, column: Column, table: Table) -> float:
    """How much the export's column `name` looks like the contract's column: 1 = the same."""
    bare = [word for word in name_words(name) if word not in {*_FILLERS, *table.name.split("_"), table.name.removesuffix("s")}]
    if "_".join(bare) == column.name:
        return 0.98
    if not bare and column.name == table.key and name_words(name):
        return 0.9  # "Order" in a table of orders
    theirs = " ".join(name_words(name))
    ours = column.name.replace("_", " ")
    renamed = " ".join(dict.fromkeys(" ".join(SAME.get(word, word) for word in theirs.split()).replace("_", " ").split()))
    if sorted(renamed.split()) == sorted(ours.split()):
        return 0.96  # "kind of reporter" and reporter_kind
    best = max(_ratio(theirs, ours), 0.97 * _ratio(renamed, ours) if renamed != theirs else 0.0)
    if set(renamed.split()) < set(ours.split()) and max(map(len, renamed.split()), default=0) > 4 and _only(renamed, column, table):
        best = max(best, 0.78)  # "State" where only the member_state can be meant
    if column.required and column.name != table.key and f" {renamed}".endswith(f" {ours}"):
        best = max(best, 0.86)  # "Policy category" is the category that every row needs before it is the report_category
    # The meaning helps a header that uses its words: "Languages used by the moderator".
    told = set(name_words(column.meaning))
    shared = [word for word in theirs.split() if len(word) > 3 and word in told]
    return best + 0.05 * min(len(shared), 3) * (best > 0.5)


def _only(words: str, column: Column, table: Table) -> bool:
    """No other column of `table` has all of `words` in its name."""
    return not any(set(words.split()) <= set(other.name.split("_")) for other in table.columns if other != column)


@cache
def _ratio(left: str, right: str) -> float:
    """Likeness of two strings; 0 where a cheap upper bound already says that they are not alike."""
    matcher = SequenceMatcher(None, left, right)
    return matcher.ratio() if matcher.real_quick_ratio() > _FAR and matcher.quick_ratio() > _FAR else 0.0


def _mapping(columns: Iterable[str], table: Table, weigh: Weigh | None = None) -> dict[str, str]:
    """Columns that bear the contract's name, then best pairs first; each column is used once."""
    mapping = {name: name for name in columns if name in table.names}
    pairs = sorted(
        (
            (alike if weigh is None else weigh(name, column, alike), -position, column.name, name)
            for position, column in enumerate(table.columns) if column.name not in mapping
            for name in columns if name not in mapping
            for alike in (_likeness(name, column, table),)
        ),
        reverse=True,
    )
    for score, _, column, name in pairs:
        if score >= _LIKELY and column not in mapping and name not in mapping.values():
            mapping[column] = name
    return {column: mapping[column] for column in table.names if column in mapping}


def _fit(export: Export, table: Table, weigh: Weigh | None) -> float:
    """How well the file fits the table: its name, its columns, and how many required columns it would fill."""
    stem = [FILE_WORDS.get(word, word) for word in name_words(export.path.name.split(".")[0])]
    named = max((SequenceMatcher(None, word, table.name).ratio() for word in [*stem, "_".join(stem)]), default=0.0)
    mapping = _mapping(export.columns, table, weigh)
    required = [column.name for column in table.columns if column.required]
    filled = sum(name in mapping for name in required) / len(required) if required else 0.0
    used = len(mapping) / len(export.columns) if export.columns else 0.0
    return 0.4 * named + 0.35 * filled + 0.25 * used
