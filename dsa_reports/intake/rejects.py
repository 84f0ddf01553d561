"""Rejected rows, kept: `rejected/<table>.csv` with file, record, rules and text."""

import csv
from collections.abc import Iterator, Sequence
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import identifier
from dsa_reports.display import shown
from dsa_reports.errors import WriteError
from dsa_reports.intake.model import WITHHELD, InputFile
from dsa_reports.intake.rules import Check
from dsa_reports.intake.store import Store

if TYPE_CHECKING:
    import duckdb

__all__ = ["write_rejected"]

_RAW = 2_000
Row = tuple[str, int, str, str]


def write_rejected(con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[InputFile], checks: Sequence[Sequence[Check]], folder: Path, *, withhold_broken: bool) -> int:
    """Write the rejected rows of one table, by file and record, and say how many; without any, there is no file.

    `withhold_broken`: the table has rows that may be written nowhere, and from a record that cannot be taken
    apart nobody can tell whether it is one of them.
    """
    target = folder / f"{store.table.name}.csv"
    temporary = target.with_suffix(".csv.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = 0
        with temporary.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(["file", "record", "rules", "raw"])
            for row in _rows(con, store, files, checks, withhold_broken=withhold_broken):
                writer.writerow(row)
                written += 1
        if written:
            temporary.replace(target)
        else:
            temporary.unlink()
            target.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(f"The rejected rows cannot be written: {error.strerror}", where=str(target), remedy="Choose another output folder, or free space on the disk.") from error
    return written


def _rows(con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[InputFile], checks: Sequence[Sequence[Check]], *, withhold_broken: bool) -> Iterator[Row]:
    for file in files:
        broken = [(b.record, b.rule, WITHHELD if withhold_broken else b.raw) for b in store.broken.get(file.index, ())]
        names = [f"{c.rule}:{c.column}" if c.rule.startswith("intake.") and c.column else c.rule for c in checks[file.index]]
        rejecting = {n for n, c in enumerate(checks[file.index]) if c.rejects}
        yield from ((file.name, record, rules, _safe(raw)) for record, rules, raw in _merged(broken, _checked(con, store, file.index, names, rejecting)))


def _checked(con: "duckdb.DuckDBPyConnection", store: Store, index: int, names: Sequence[str], rejecting: set[int]) -> Iterator[tuple[int, str, str]]:
    """Rows that broke checks and rows whose key came before, by record; streamed."""
    key = store.table.key
    duplicates = ""
    if store.duplicates and key is not None:
        duplicates = (
            f" UNION ALL SELECT d._record, NULL, json_object('{key}', r.{identifier(key)})::VARCHAR FROM {store.name} d "
            f"JOIN {store.relation} r ON d._file = r._file AND d._row = r._row WHERE d._file = {index}"
        )
    cursor = con.cursor()
    try:
        cursor.execute("SET TimeZone = 'UTC'")
        cursor.execute(f"SELECT _record, list_transform(_failed, lambda f: f.c) AS c, _raw FROM {store.relation} WHERE NOT _ok AND _file = {index}{duplicates} ORDER BY 1")
        while rows := cursor.fetchmany(10_000):
            for record, numbers, raw in rows:
                rules = [f"intake.duplicate_key:{key}"] if numbers is None else [names[n] for n in numbers if n in rejecting]
                yield record, " ".join(rules), raw or ""
    finally:
        cursor.close()


def _merged(*sources: Sequence[tuple[int, str, str]] | Iterator[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    return merge(*sources, key=lambda row: row[0])


def _safe(raw: str) -> str:
    return raw if len(raw) <= _RAW and raw.isprintable() else shown(raw, _RAW)
