"""Reads the CSV parts that the tool wrote and says which figures differ from those expected."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .lists import NAMES, PARTS, applies, figure_columns, position
from .recount import READINGS, Key, RowKey

COUNTED_PARTS = (3, 4, 5, 6, 7, 8, 9, 10)
_MISSING = "(no such row)"
_SURPLUS = "(row not expected)"


@dataclass(frozen=True)
class Difference:
    """One figure that is not as expected. `record`: its place in the file, the header being 1; 0 for a missing row."""

    part: int
    record: int
    row: str
    header: str
    expected: str
    found: str

    def __str__(self) -> str:
        place = f"record {self.record}" if self.record else "no record"
        return f"part {self.part}, {place}, {self.row}, {self.header!r}: expected {self.expected!r}, found {self.found!r}"


@dataclass(frozen=True)
class Line:
    """One data row of a written part."""

    record: int
    label: str
    key: RowKey
    scope: str
    cells: list[str]


def part_path(folder: Path, part: int) -> Path:
    """Where a part is written."""
    return folder / f"{PARTS[part]['sheet']}.csv"


def read_part(folder: Path, part: int) -> list[Line]:
    """The rows of a written part with their identity, told by the position of columns only."""
    with part_path(folder, part).open(encoding="utf-8", newline="") as file:
        header, *records = list(csv.reader(file))
    official = [column["header"] for column in PARTS[part]["columns"]]
    assert header == official, f"part {part}: header {header}"
    for number, cells in enumerate(records, start=2):
        assert len(cells) == len(official), f"part {part}, record {number}: {len(cells)} cells for {len(official)} columns"
    return list(_categorised(part, records) if part <= 6 else _indicated(part, records))


def _categorised(part: int, records: list[list[str]]) -> Iterator[Line]:
    category = ""
    for number, cells in enumerate(records, start=2):
        code, description = cells[position(part, "category")], cells[position(part, "other_description")]
        scope = cells[position(part, "scope")] if part == 3 else ""
        is_category = code == "TOTAL" or code in NAMES
        category = code if is_category else category
        yield Line(number, cells[0], (category, "" if is_category else code, description), scope, cells)


def _indicated(part: int, records: list[list[str]]) -> Iterator[Line]:
    seen: Counter[tuple[str, str]] = Counter()
    for number, cells in enumerate(records, start=2):
        indicator, scope = cells[position(part, "indicator")].strip(), cells[position(part, "scope")].strip()
        yield Line(number, cells[0], (indicator, seen[indicator, scope]), scope, cells)
        seen[indicator, scope] += 1


def differences(expected: Mapping[Key, str], folder: Path, *, tier: str, readings: Mapping[str, str]) -> list[Difference]:
    """Every figure that differs; rows that lack; rows that are too many; figures where no row applies."""
    answers = {name: options[0] for name, options in READINGS.items()} | dict(readings)
    found: list[Difference] = []
    for part in COUNTED_PARTS:
        lines = read_part(folder, part)
        found += _of_rows_that_apply(part, expected, [n for n in lines if applies(n.label, tier, answers)])
        found += _of_other_rows(part, [n for n in lines if not applies(n.label, tier, answers)], tier, answers)
    return found


def _of_rows_that_apply(part: int, expected: Mapping[Key, str], lines: list[Line]) -> Iterator[Difference]:
    wanted = {key: text for key, text in expected.items() if key[0] == part}
    met: set[Key] = set()
    for line in lines:
        for column, place in _figures(part):
            key: Key = (part, line.key, column["name"], line.scope)
            text = line.cells[place]
            if key in met or key not in wanted:
                yield Difference(part, line.record, _name(line.key, line.scope), column["header"], _SURPLUS, text)
            elif text != wanted[key]:
                yield Difference(part, line.record, _name(line.key, line.scope), column["header"], wanted[key], text)
            met.add(key)
    headers = {column["name"]: column["header"] for column, _ in _figures(part)}
    for key in wanted:
        if key not in met:
            yield Difference(part, 0, _name(key[1], key[3]), headers[key[2]], wanted[key], _MISSING)


def _of_other_rows(part: int, lines: list[Line], tier: str, readings: dict[str, str]) -> Iterator[Difference]:
    """Rows that do not apply to the tier are there, and their figures are blank."""
    for line in lines:
        for column, place in _figures(part):
            if line.cells[place]:
                yield Difference(part, line.record, _name(line.key, line.scope), column["header"], "", line.cells[place])
    written = {(line.label, *line.key[:1]) for line in lines}
    for row in PARTS[part]["rows"]:
        name = row.get("parent", row["key"]) if part <= 6 else row["cells"][4].strip()
        if not applies(row["applicability"], tier, readings) and (row["applicability"], name) not in written:
            yield Difference(part, 0, f"{name} [{row['applicability']}]", "", "", _MISSING)


def _figures(part: int) -> list[tuple[dict[str, Any], int]]:
    names = [column["name"] for column in PARTS[part]["columns"]]
    return [(column, names.index(column["name"])) for column in figure_columns(part)]


def _name(key: RowKey, scope: str) -> str:
    words = " / ".join(str(word) for word in key if word != "")
    return f"{words} [{scope}]" if scope else words


def described(found: list[Difference], at_most: int = 40) -> str:
    """All differences for a person, or the first of them and how many more."""
    lines = [str(difference) for difference in found[:at_most]]
    if len(found) > at_most:
        lines.append(f"... and {len(found) - at_most} more")
    return "\n".join([f"{len(found)} figures differ", *lines])
