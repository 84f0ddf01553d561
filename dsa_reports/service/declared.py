"""`declared_figures.csv`: figures that exist only as totals, with who says so and on what ground.

Header: `figure,value,source,person,evidence`. Values as in the template: `1234`, `12.5`.
"""

import csv
import difflib
import io
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from dsa_reports.display import is_control, shown
from dsa_reports.errors import InputError, UsageError

__all__ = ["DeclaredFigure", "load_declared", "parse_figure_id"]

_HEADER = ("figure", "value", "source", "person", "evidence")
_FIGURE = re.compile(r"(?P<part>[1-9][0-9]?)\.(?P<row>[^\s@]+)\.(?P<column>[a-z][a-z0-9_]*)(?:@(?P<scope>[A-Za-z_]+))?")
_NUMBER = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_MOST_BYTES = 5_000_000
_SHOWN_PROBLEMS = 10


@dataclass(frozen=True)
class DeclaredFigure:
    """One declared total. `line` is its record number in the file, header = 1."""

    figure: str
    value: int | Fraction
    source: str
    person: str
    evidence: str
    line: int


def parse_figure_id(text: str) -> tuple[int, str, str, str]:
    """`part.row.column[@scope]` as (part, row, column, scope); UsageError where `text` has another form."""
    match = _FIGURE.fullmatch(text)
    if match is None:
        raise UsageError(
            f"{shown(text)!r} is no figure id of the template",
            remedy="Write part.row.column[@scope], for example 4.TOTAL.notices_received or 7.complaints.value@upheld.",
        )
    return int(match["part"]), match["row"], match["column"], match["scope"] or ""


def load_declared(path: Path) -> dict[tuple[int, str, str, str], DeclaredFigure]:
    """The declared figures by cell. InputError lists every record that is wrong; whether a cell exists is not checked here."""
    records = _records(path)
    problems: list[str] = []
    found: dict[tuple[int, str, str, str], DeclaredFigure] = {}
    for line, record in records:
        try:
            key, declared = _declared(record, line)
        except ValueError as problem:
            problems.append(f"record {line}: {problem}")
            continue
        if key in found:
            problems.append(f"record {line}: {declared.figure} stands already in record {found[key].line}")
        found.setdefault(key, declared)
    if problems:
        listed = problems[:_SHOWN_PROBLEMS]
        if len(problems) > len(listed):
            listed.append(f"and {len(problems) - len(listed)} more")
        raise InputError("declared figures: " + "; ".join(listed), where=str(path), remedy="Correct these records; the first line is the header.")
    return found


def _records(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read the declared figures: {error.strerror}", where=str(path), remedy="Correct `declared_figures` in service.toml.") from error
    if len(content) > _MOST_BYTES:
        raise InputError("the file of declared figures is larger than 5 MB", where=str(path), remedy="Declare totals only, one record each.")
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError as error:
        raise InputError("the declared figures are not UTF-8", where=str(path), remedy="Save the file as CSV UTF-8.") from error
    except csv.Error as error:
        raise InputError(f"the declared figures are no valid CSV: {error}", where=str(path), remedy="Check quotes and commas.") from error
    header = [name.strip() for name in rows[0]] if rows else []
    if missing := [name for name in _HEADER if name not in header]:
        near = difflib.get_close_matches(missing[0], header, n=1)
        hint = f" (there is {shown(near[0])!r})" if near else ""
        raise InputError(f"the column {missing[0]!r} is missing{hint}", where=f"{path}, record 1", remedy=f"The header is {','.join(_HEADER)}.")
    if unknown := [name for name in header if name not in _HEADER]:
        raise InputError(f"unknown column {shown(unknown[0])!r}", where=f"{path}, record 1", remedy=f"The header is {','.join(_HEADER)}.")
    return [
        (line, dict(zip(header, (*row, *[""] * (len(header) - len(row))), strict=False)) | ({"": "too long"} if len(row) > len(header) else {}))
        for line, row in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in row)
    ]


def _declared(record: dict[str, str], line: int) -> tuple[tuple[int, str, str, str], DeclaredFigure]:
    if "" in record:
        raise ValueError("more cells than the header has columns")
    cells = {name: record[name].strip() for name in _HEADER}
    for name, cell in cells.items():
        if any(is_control(character) for character in cell):
            raise ValueError(f"{name} holds control characters: {shown(cell)}")
    try:
        key = parse_figure_id(cells["figure"])
    except UsageError as error:
        raise ValueError(error.what) from error
    if _NUMBER.fullmatch(cells["value"]) is None:
        raise ValueError(f"{shown(cells['value'])!r} is no number of the form 1234 or 12.5")
    for name in ("source", "person", "evidence"):
        if not cells[name]:
            raise ValueError(f"{name} is empty")
    exact = Fraction(cells["value"])
    value = exact.numerator if exact.denominator == 1 else exact
    return key, DeclaredFigure(cells["figure"], value, cells["source"], cells["person"], cells["evidence"], line)
