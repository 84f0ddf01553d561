"""A bounded look at columns of an export that nothing reads: do their values look like birth dates or ages?

Only the head of a file is read, through the same readers as everything else. No value is kept: what stays is how many
of them are days, years or small numbers.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from dsa_reports.contract.conditions import identifier
from dsa_reports.contract.model import Table
from dsa_reports.intake.headers import unknown_columns
from dsa_reports.intake.model import InputFile
from dsa_reports.intake.readers.base import Opened
from dsa_reports.intake.readers.csv import split_records
from dsa_reports.intake.readers.text import engine_path, record_lines
from dsa_reports.intake.survey.rows import UnreadColumn
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["SAMPLE", "UnreadColumns"]

SAMPLE = 5_000
"""Rows from the start of a file."""
_MOST_COLUMNS = 200
_ISO = re.compile(r"((?:18|19|20)[0-9]{2})[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[T ].*)?")
_DAY_FIRST = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.]((?:18|19|20)[0-9]{2})")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:[.]0+)?")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_COMPACT_DAY_FIRST = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])((?:19|20)[0-9]{2})")
_NAMED = re.compile(r"(?:[0-9]{1,2}[. -]{1,2})?[^\W\d_]{3,10}[. -]{1,2}(?:[0-9]{1,2}(?:st|nd|rd|th)?,? )?((?:18|19|20)[0-9]{2})")
_SHORT = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])[-/.](?:0?[1-9]|[12][0-9]|3[01])[-/.]([0-9]{2})")
_TURN = 30
"""Two digits from here on are a year of the last century."""
_AGE = re.compile(r"([5-9]|[1-9][0-9])(?:[.,]0+)?(?: ?(?:yo|yrs?|years?(?: old)?|y|jaar|j|jahre?|ans|años|anni|anos|lat))?", re.IGNORECASE)


class UnreadColumns:
    """Collects samples; give it to `load` as `on_open`, and its `columns` to `run_surveys` as `unread`."""

    def __init__(self, con: "duckdb.DuckDBPyConnection") -> None:
        self._con = con
        self.columns: list[UnreadColumn] = []

    def __call__(self, table: Table, file: InputFile, source: Source, opened: Opened) -> None:
        """Look at the columns of `file` that nothing reads and nobody said to ignore."""
        names = unknown_columns(opened.names, table, source)[:_MOST_COLUMNS]
        if not names:
            return
        values: list[list[str]] = [[] for _ in names]
        for row in islice(self._head(file, source, opened, names), SAMPLE):
            for kept, value in zip(values, row, strict=True):
                if value is not None and (text := str(value).strip()) and text not in source.null_tokens:
                    kept.append(text)
        self.columns += [_judged(table.name, file.index, name, found, source) for name, found in zip(names, values, strict=True)]

    def _head(self, file: InputFile, source: Source, opened: Opened, names: Sequence[str]) -> Iterator[Sequence[Any]]:
        if file.format == "csv":
            return _csv(file, source, opened.names, names)
        if file.format == "jsonl":
            return _jsonl(file, source, names)
        if file.format == "parquet":
            columns = ", ".join(f"{identifier(name)}::VARCHAR" for name in names)
            return iter(self._con.execute(f"SELECT {columns} FROM read_parquet({engine_path(file.path)}, hive_partitioning=false) LIMIT {SAMPLE}").fetchall())
        # A spreadsheet is small: it is read whole.
        rows = next(opened.attempts(names))
        columns = ", ".join(identifier(rows.columns[name].sql_name) for name in names)
        return iter(self._con.execute(f"SELECT {columns} FROM {rows.relation} LIMIT {SAMPLE}").fetchall())


def _csv(file: InputFile, source: Source, header: Sequence[str], names: Sequence[str]) -> Iterator[Sequence[Any]]:
    places = [header.index(name) for name in names]
    with closing(record_lines(file, source.encoding)) as lines:
        for number, rule, _, cells in islice(split_records(lines, source, len(header)), 2 * SAMPLE):
            if number > 1 and not rule:
                yield [cells[place] for place in places]


def _jsonl(file: InputFile, source: Source, names: Sequence[str]) -> Iterator[Sequence[Any]]:
    with closing(record_lines(file, source.encoding)) as lines:
        for line, _ in islice(lines, 2 * SAMPLE):
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(row, dict):
                yield [row.get(name) for name in names]


def _judged(table: str, file: int, name: str, values: list[str], source: Source) -> UnreadColumn:
    years = sorted(year for value in values if (year := _year(value, source)) is not None)
    at = (years[len(years) // 10], years[len(years) // 2], years[len(years) * 9 // 10]) if years else (0, 0, 0)
    ages = [match[1] for value in values if (match := _AGE.fullmatch(value))]
    return UnreadColumn(table, file, name, len(values), len(years), at, len(ages), len(set(ages)))


def _year(value: str, source: Source) -> int | None:
    """The year of a day or time, or a year itself; None for anything else."""
    for pattern in (_ISO, _DAY_FIRST, _YEAR, _COMPACT, _COMPACT_DAY_FIRST, _NAMED):
        if match := pattern.fullmatch(value):
            return int(match[1])
    if match := _SHORT.fullmatch(value):
        return int(match[1]) + (1900 if int(match[1]) >= _TURN else 2000)
    if source.date_format:
        try:
            return datetime.strptime(value, source.date_format).year
        except ValueError:
            return None
    return None
