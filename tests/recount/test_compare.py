"""The comparison sees: files as a faultless tool writes them have no difference, one changed cell is one."""

import csv
from pathlib import Path

import pytest

from .compare import COUNTED_PARTS, differences, part_path, read_part
from .generate import random_logs
from .lists import LANGUAGES, MEMBER_STATES, PARTS, TIERS, applies, figure_columns, position
from .recount import READINGS, Key, Logs, RowKey, recount

DEFAULTS = {name: options[0] for name, options in READINGS.items()}


def counted(logs: Logs, tier: str = "vlop") -> dict[Key, str]:
    return recount(logs, tier=tier, period="2026-H1", zone="Europe/Amsterdam", readings={})


def written(expected: dict[Key, str], folder: Path, tier: str) -> None:
    """The parts as a faultless tool would write them (context columns left empty)."""
    for part in COUNTED_PARTS:
        columns = PARTS[part]["columns"]
        records: dict[tuple[RowKey, str], list[str]] = {}
        order = {row["key"]: n for n, row in enumerate(PARTS[part]["rows"])}
        for number, key, column, scope in sorted(expected, key=lambda k: (k[0], str(k[3]), order.get(str(k[1][0]), 0), str(k[1]))):
            if number == part:
                record = records.setdefault((key, scope), _blank_record(part, key, scope))
                record[[c["name"] for c in columns].index(column)] = expected[number, key, column, scope]
        for row in PARTS[part]["rows"]:
            if not applies(row["applicability"], tier, DEFAULTS):
                records[(str(len(records)), "", ""), "not for this tier"] = ["" if cell.startswith("Text to") else cell for cell in row["cells"]]
        with part_path(folder, part).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([[column["header"] for column in columns], *records.values()])


def _blank_record(part: int, key: RowKey, scope: str) -> list[str]:
    record = [""] * len(PARTS[part]["columns"])
    if part > 6:
        row = next(r for r in PARTS[part]["rows"] if r["cells"][4].strip() == key[0] and (r["cells"][5].strip() == scope or scope in LANGUAGES or scope in MEMBER_STATES))
        label = next((r["applicability"] for r in PARTS[part]["rows"] if r["cells"][4].strip() == key[0] and r["cells"][5].strip() == scope), "Only for VLOPs and VLOSEs" if part == 10 else "Only for VLOPs")
        record[:6] = [label, "", "", row["cells"][3], row["cells"][4], scope]
        return record
    category, keyword, description = key[0], str(key[1]), key[2] if len(key) == 3 else ""
    record[0] = PARTS[part]["rows"][0]["applicability"]
    record[position(part, "category")] = keyword or category
    record[position(part, "other_description")] = description
    if part == 3:
        record[position(part, "scope")] = scope
    return record


@pytest.mark.parametrize("tier", TIERS)
def test_one_changed_cell_is_one_difference(tier: str, tmp_path: Path) -> None:
    logs = random_logs(5, tier, 80)
    expected = counted(logs, tier)
    written(expected, tmp_path, tier)
    assert differences(expected, tmp_path, tier=tier, readings={}) == []
    for part in COUNTED_PARTS:
        lines = read_part(tmp_path, part)
        column = figure_columns(part)[0]
        place = [c["name"] for c in PARTS[part]["columns"]].index(column["name"])
        line = lines[len(lines) // 2]
        original = part_path(tmp_path, part).read_bytes()
        rows = list(csv.reader(original.decode("utf-8").splitlines()))
        rows[line.record - 1][place] = "7777"
        with part_path(tmp_path, part).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        (difference,) = differences(expected, tmp_path, tier=tier, readings={})
        assert (difference.part, difference.record, difference.header, difference.found) == (part, line.record, column["header"], "7777")
        part_path(tmp_path, part).write_bytes(original)


def test_missing_doubled_and_unexpected_rows_are_differences(tmp_path: Path) -> None:
    expected = counted(random_logs(5, "vlop", 80))
    written(expected, tmp_path, "vlop")
    path = part_path(tmp_path, 10)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    assert [d.found for d in differences(expected, tmp_path, tier="vlop", readings={})] == ["(no such row)"]
    path.write_text("".join([*lines, lines[-1]]), "utf-8")
    assert [d.expected for d in differences(expected, tmp_path, tier="vlop", readings={})] == ["(row not expected)"]
