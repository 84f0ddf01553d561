"""TOML for small tables that people write by hand: one array of tables, each of its entries a row.

    columns = ["id", "items"]

    [[measure]]
    id = "M-01"
    items = ["AS-01"]

The number of a row is the line on which its entry begins. `columns` may be left out, but not where there is no row: like
the header of a CSV file it tells an empty table from a wrong file.
"""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.intake.files import fingerprint
from dsa_reports.intake.model import InputFile
from dsa_reports.intake.readers.base import Opened, RawRows
from dsa_reports.intake.readers.text import Clean, clean_rows, damage
from dsa_reports.service.config import Source
from dsa_reports.service.toml_lines import lines_of_entries

if TYPE_CHECKING:
    import duckdb

__all__ = ["open_toml", "toml_cells"]

_MOST_BYTES = 5_000_000
_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_FORM = 'Write every row as an entry of one array: `[[measure]]`, then `id = "M-01"` and so on.'


def open_toml(con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, work: Path) -> Opened:
    """Open `file`; InputError if it is no TOML, or holds no array of tables or several."""
    known = fingerprint(file)
    if known[1] > _MOST_BYTES:
        raise InputError(f"This TOML file is larger than {_MOST_BYTES // 1_000_000} MB", where=file.name, remedy="Export so many rows as CSV.")
    columns, rows = _content(file)
    names = tuple(dict.fromkeys((*columns, *(name for _, row in rows for name in row))))

    def attempts(wanted: Sequence[str]) -> Generator[RawRows]:
        yield clean_rows(_clean(rows, wanted), wanted, work / f"careful-{file.index}.csv", lenient=True)

    return Opened(names, lambda: known, attempts)


def toml_cells(file: InputFile) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries of the file, each with the line on which it begins."""
    yield from _content(file)[1]


def _content(file: InputFile) -> tuple[list[str], list[tuple[int, dict[str, Any]]]]:
    text, data = _parsed(file)
    columns = data.get("columns", [])
    if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
        raise InputError("`columns` is no list of names", where=file.name, remedy='Write columns = ["id", "title"], or leave it out.')
    arrays = {name: value for name, value in data.items() if isinstance(value, list) and value and all(isinstance(one, dict) for one in value)}
    if len(arrays) > 1 or not (arrays or columns):
        found = f"{len(arrays)} arrays of tables ({', '.join(shown(name) for name in arrays)})" if arrays else "no array of tables"
        raise InputError(f"This file has {found}; wanted is one", where=file.name, remedy=_FORM)
    for name, entries in arrays.items():
        lines = lines_of_entries(text, name)
        if len(lines) != len(entries):  # written as `measure = [{...}]`: the entries have no lines of their own
            raise InputError(f"The rows of {shown(name)} are not written as `[[{shown(name)}]]`", where=file.name, remedy=_FORM)
        return columns, list(zip(lines, entries, strict=True))
    return columns, []


def _parsed(file: InputFile) -> tuple[str, dict[str, Any]]:
    try:
        text = file.path.read_bytes().decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise InputError("This file is not UTF-8 text", where=file.name, remedy="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        match = _POSITION.search(str(error))
        line = match[1] if match and match[1] else str(text.count("\n") + 1)
        raise InputError(f"This is no valid TOML: {shown(_POSITION.sub('', str(error)), 200)}", where=f"{file.name}:{line}", remedy='Write keys as `name = "text"`, days as 2026-01-31, lists as ["A", "B"].') from error
    return text, data


def _clean(rows: Sequence[tuple[int, dict[str, Any]]], names: Sequence[str]) -> Iterator[Clean]:
    for line, row in rows:
        kept = [_text(row.get(name)) for name in names]
        text = json.dumps(row, ensure_ascii=False, default=str)
        yield line, damage("".join(kept)), text, kept


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case dt.datetime():
            return value.isoformat(sep=" ")
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)
