"""JSON Lines (also gzip and zstd): each line one object.

The engine's own JSON reader is asked first and stops at anything odd; it is never asked to go on, as it would then
turn a broken line into a row of NULLs. Then every line is read as one text and taken apart afterwards.
"""

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.errors import InputError
from dsa_reports.intake.files import compression_of, look_at_lines
from dsa_reports.intake.model import MAX_RECORD, InputFile
from dsa_reports.intake.readers.base import Broken, Opened, RawColumn, RawRows
from dsa_reports.intake.readers.counting import Counting, long_text
from dsa_reports.intake.readers.csv import engine_rejects, read_rejects
from dsa_reports.intake.readers.text import Clean, clean_rows, damage, engine_path, record_lines, refuse_other
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

    from dsa_reports.intake.structure import TextScan

__all__ = ["open_jsonl"]

_SAMPLE = 1_000
"""Lines in which keys are looked for before all others."""
_ALL = 50_000
"""Lines up to which every one is asked for its keys: it takes a second. In longer files it would take longer than everything else."""
_MOST_SHAPES = 100
_MOST_KEYS = 500
_LOOKED_AT = "these are the keys of the first and last 1,000 lines and of lines at equal distances between them: a rarer key is not told"
_ERRORS = {"LINE SIZE OVER MAXIMUM": "intake.too_long", "INVALID ENCODING": "intake.encoding", "TOO MANY COLUMNS": "intake.json"}


def open_jsonl(con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, work: Path) -> Opened:
    """Open `file`. Its columns are the keys of all its lines; in a long file, of the first and last 1,000 and of some between them."""
    refuse_other(file)
    seen: dict[str, None] = {}

    def look(line: bytes) -> None:
        _see(line.decode(source.encoding, "replace"), seen)

    utf_8, wide = source.encoding == "utf-8", source.encoding == "utf-16"
    # Of a compressed file the keys of later lines are known only when it has been read.
    compressed = compression_of(file) != "none"
    expected = long_text(con, file) if utf_8 and not compressed else None
    if expected is not None and expected <= 2 * _ALL:
        expected = None
    counting = Counting(file, "", look=look if compressed and not wide else None, expected=expected)
    sample = _sample(file, source)
    first, shapes = _keys(file, sample)
    if not compressed and not wide:
        look_at_lines(file, look)
    whole = not counting.ahead and counting.lines <= _ALL
    if wide or whole or (not counting.ahead and counting.scan().wide):
        _see_some(file, source, seen, 1 if whole else 100)
    names = (*first, *(key for key in seen if key not in first))

    def by_engine(wanted: Sequence[str], asked: Sequence[str], *, nul: bool) -> RawRows:
        def broken(rows: int) -> tuple[Broken, ...] | None:
            scan = counting.scan()
            return () if _trusted(scan) and (nul or not scan.escaped_nul) else None

        return RawRows(
            relation=_sound_objects(file, _apart((*names, *wanted)), asked, [name for name in wanted if name not in asked]),
            columns=_columns(asked), first=1, records=counting.lines, nul=nul, broken=broken, count=lambda: counting.scan().lines,
        )

    def attempts(wanted: Sequence[str]) -> Generator[RawRows]:
        # A column that no line seen so far has is most likely in none; if it is, the engine stops, and it is read in the second attempt.
        there = [name for name in wanted if name in names]
        with counting.beside():
            # Of a file that is not counted yet, a NUL is looked for in every text if there is any escape in its first lines.
            looked = any("\\" in line for line in sample) if counting.ahead else counting.scan().escaped_nul
            if counting.ahead or (utf_8 and _trusted(counting.scan())):
                yield by_engine(wanted, there, nul=looked)
            scan = counting.scan()
            if utf_8 and _trusted(scan):
                if scan.escaped_nul and not looked:
                    yield by_engine(wanted, there, nul=True)
                if len(there) < len(wanted):
                    yield by_engine(wanted, wanted, nul=scan.escaped_nul)
            if utf_8 and scan.plain and not scan.blank_line:
                lines = (
                    f"read_csv({engine_path(file.path)}, auto_detect=false, header=false, columns={{'l': 'VARCHAR'}}, delim='\x01', quote='', "
                    f"escape='', compression={literal(compression_of(file))}, hive_partitioning=false, {engine_rejects(con)})"
                )
                yield RawRows(
                    relation=_objects(f"SELECT NULL::BIGINT AS _at, NULL::VARCHAR AS _odd, NULL::VARCHAR AS _text, l FROM {lines}", (*names, *wanted), wanted, shapes),
                    columns=_columns(wanted), first=1, records=scan.lines, broken=lambda rows: read_rejects(con, _ERRORS),
                )
            clean = clean_rows(_lines(file, source), ["l"], work / f"careful-{file.index}.csv")
            yield RawRows(
                relation=_objects(f"SELECT _at, _broken AS _odd, _line AS _text, k0 AS l FROM {clean.relation}", (*names, *wanted), wanted, shapes),
                columns=_columns(wanted), first=1, records=clean.records,
            )

    looked_at = f"; {_LOOKED_AT}" if not whole else f"; only the first {_MOST_KEYS} keys are told" if len(seen) >= _MOST_KEYS else ""
    return Opened(names, counting.fingerprint, attempts, open_ended=True, looked_at=looked_at)


def _trusted(scan: "TextScan") -> bool:
    """Nothing is in the file that the engine's reader of objects is known to stumble over."""
    return scan.plain and not scan.blank_line and not scan.too_long


def _see(line: str, seen: dict[str, None]) -> None:
    """Keep the keys of `line`, if it is an object."""
    if len(seen) < _MOST_KEYS:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            return
        if isinstance(row, dict):
            seen.update(dict.fromkeys([key for key in row if key not in seen and not damage(key)][: _MOST_KEYS - len(seen)]))


def _see_some(file: InputFile, source: Source, seen: dict[str, None], every: int) -> None:
    """The same for one line of `every`, decoded: also of a file whose bytes do not show its lines."""
    with closing(record_lines(file, source.encoding)) as lines:
        for line, _ in islice(lines, 0, None, every):
            _see(line, seen)


def _apart(names: Sequence[str]) -> list[str]:
    """`names` without those that the engine, which does not see capital letters, would take for an earlier one."""
    return list({name.lower(): name for name in reversed(names)}.values())[::-1]


def _sample(file: InputFile, source: Source) -> list[str]:
    with closing(record_lines(file, source.encoding)) as lines:
        return [line for line, _ in islice(lines, _SAMPLE) if not damage(line)]


def _sound_objects(file: InputFile, names: Sequence[str], wanted: Sequence[str], absent: Sequence[str]) -> str:
    """The objects by the engine's own reader, all values as text, which stops at a line that is none and at a key given twice.

    It also stops where one of `absent` has a value. Then `_objects` must tell the lines apart. A row of nothing may be the line `null`: it stops, too.
    """
    shape = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    nothing = " AND ".join(f"{identifier(name)} IS NULL" for name in names)
    # error() and not a filter: a row that is left out would be missing without a word.
    late = f"WHEN NOT ({' AND '.join(f'{identifier(name)} IS NULL' for name in absent)}) THEN error('a column that was not seen before')::VARCHAR " if absent else ""
    guard = f"CASE WHEN {nothing} THEN error('a line of nothing')::VARCHAR {late}END"
    cells = "".join(f", {identifier(name)} AS {identifier(f'k{i}')}" for i, name in enumerate(wanted))
    return (
        f"(SELECT NULL::BIGINT AS _at, {guard} AS _broken, NULL::VARCHAR AS _line{cells} FROM read_json({engine_path(file.path)}, format='newline_delimited', "
        f"compression={literal(compression_of(file))}, hive_partitioning=false, maximum_object_size={MAX_RECORD}, columns={{{shape}}}))"
    )


def _keys(file: InputFile, sample: Sequence[str]) -> tuple[tuple[str, ...], list[list[str]]]:
    """All keys of the sample, and the sequences of keys in which none comes twice."""
    keys: dict[str, None] = {}
    shapes: dict[tuple[str, ...], None] = {}
    for line in sample:
        try:
            pairs = json.loads(line, object_pairs_hook=tuple)
        except (ValueError, RecursionError):
            continue
        if line.lstrip().startswith("{"):
            row = [key for key, _ in pairs]
            if any(map(damage, row)):
                continue  # no name that the engine could be asked for
            keys.update(dict.fromkeys(row))
            if len(set(row)) == len(row):
                shapes[tuple(row)] = None
    if not keys:
        raise InputError("No JSON object was found in the first lines of this file", where=file.name, remedy="Write one JSON object per line (JSON Lines); an array around all of them is not accepted.")
    small = [key.lower() for key in keys]
    if len(set(small)) < len(small):
        alike = sorted(key for key in keys if small.count(key.lower()) > 1)
        raise InputError(f"Two keys differ only in capital letters: {', '.join(alike[:6])}", where=file.name, remedy="Export each column under one name.")
    return tuple(keys), [list(shape) for shape in islice(shapes, _MOST_SHAPES)]


def _columns(wanted: Sequence[str]) -> dict[str, RawColumn]:
    return {name: RawColumn(f"k{i}") for i, name in enumerate(wanted)}


def _objects(lines: str, names: Sequence[str], wanted: Sequence[str], shapes: list[list[str]]) -> str:
    """The objects as columns, all of them text (lists and objects as JSON).

    A key given twice is told if it is one of `names`: of any other no value is read, and the engine's own reader would not see it.
    """
    # Looking for a key twice costs more than all the rest; so rows with keys as in the sample are waved through.
    known = ", ".join(f"[{', '.join(map(literal, shape))}]::VARCHAR" for shape in shapes)
    keys = f"list_filter(json_keys(_o), lambda k: k IN ({', '.join(map(literal, dict.fromkeys(names)))}))"
    twice = f"len({keys}) <> len(list_distinct({keys}))"
    if known:
        twice = f"json_keys(_o)::VARCHAR NOT IN ({known}) AND {twice}"
    broken = (
        "CASE WHEN _odd IS NOT NULL THEN _odd WHEN _o IS NULL THEN 'intake.json' "
        f"WHEN contains(_o, '\\u0000') THEN 'intake.nul' WHEN {twice} THEN 'intake.json_key_twice' END"
    )
    shape = literal(json.dumps(dict.fromkeys(wanted, "VARCHAR"), ensure_ascii=False))
    parsed = f", CASE WHEN _broken IS NULL THEN from_json(_o, {shape}) END AS _j" if wanted else ""
    cells = "".join(f", struct_extract(_j, {literal(name)}) AS {identifier(f'k{i}')}" for i, name in enumerate(wanted))
    # Only whole objects reach the functions that would stop at a torn line: the engine may compute them before it asks.
    objects = f"SELECT _at, _odd, _text, l, CASE WHEN json_valid(l) THEN CASE WHEN json_type(CASE WHEN json_valid(l) THEN l END) = 'OBJECT' THEN l END END AS _o FROM ({lines})"
    first = f"SELECT _at, {broken} AS _broken, _text, l, _o FROM ({objects})"
    second = f"SELECT _at, _broken, CASE WHEN _broken IS NOT NULL THEN coalesce(_text, left(l, 2000)) END AS _line{parsed} FROM ({first})"
    return f"(SELECT _at, _broken, _line{cells} FROM ({second}))"


def _lines(file: InputFile, source: Source) -> Iterator[Clean]:
    for number, (line, cut) in enumerate(record_lines(file, source.encoding), 1):
        text = line.rstrip("\r\n")
        if text:
            yield number, "intake.too_long" if cut else damage(text), text, (text,)
