"""The written files of one table as one relation: record numbers, duplicates, the accepted view."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.contract.model import Table
from dsa_reports.intake.columns import sql_type
from dsa_reports.intake.readers.base import Broken

if TYPE_CHECKING:
    import duckdb

__all__ = ["Store", "empty_view"]


@dataclass
class Store:
    """What was written of `table`: one Parquet file per input file, and the broken records that are in none."""

    table: Table
    kept: Sequence[str]
    """The columns that were written."""
    paths: list[Path] = field(default_factory=list)
    broken: dict[int, Sequence[Broken]] = field(default_factory=dict)
    duplicates: int = 0

    @property
    def name(self) -> str:
        """The table of rows whose key came before."""
        return identifier(f"intake_duplicates_{self.table.name}")

    @property
    def relation(self) -> str:
        """All rows, with `_record` and `_row` (position in the written file, from 0)."""
        listed = ", ".join(literal(str(path)) for path in self.paths)
        return (
            f"(SELECT * EXCLUDE (file_row_number), file_row_number AS _row, {self._record()} AS _record "
            f"FROM read_parquet([{listed}], file_row_number=true, hive_partitioning=false))"
        )

    @property
    def accepted(self) -> str:
        """The rows that count."""
        anti = f" ANTI JOIN {self.name} AS d ON (d._file = r._file AND d._row = r._row)" if self.duplicates else ""
        return f"(SELECT r.* FROM {self.relation} AS r{anti} WHERE r._ok)"

    def _record(self) -> str:
        """Row n of a file is record `_first + n`, plus the broken records before it, which are no rows."""
        shifts = [f"WHEN {index} THEN {_shift(broken)}" for index, broken in sorted(self.broken.items()) if broken]
        shift = f" + CASE _file {' '.join(shifts)} ELSE 0 END" if shifts else ""
        return f"coalesce(_at, _first + file_row_number{shift})"

    def create_view(self, con: "duckdb.DuckDBPyConnection") -> None:
        """`accepted_<table>` over the accepted rows."""
        columns = "".join(f"{identifier(name)}, " for name in self.kept)
        con.execute(f"CREATE OR REPLACE VIEW {identifier('accepted_' + self.table.name)} AS SELECT {columns}_file, _record FROM {self.accepted}")

    def find_duplicates(self, con: "duckdb.DuckDBPyConnection") -> None:
        """Of accepted rows with the same key the first stays.

        Hashes find the few candidates in little memory; the keys themselves decide.
        """
        con.execute(f"CREATE OR REPLACE TABLE {self.name} (_file INTEGER, _row BIGINT, _record BIGINT)")
        if self.table.key is None:
            return
        key = identifier(self.table.key)
        again = con.execute(f"SELECT hash({key}) FROM {self.relation} WHERE _ok GROUP BY 1 HAVING count(*) > 1").fetchmany(1)
        if not again:
            return
        candidates = f"(SELECT hash({key}) FROM {self.relation} WHERE _ok GROUP BY 1 HAVING count(*) > 1)"
        con.execute(
            f"INSERT INTO {self.name} SELECT _file, _row, _record FROM (SELECT _file, _row, _record, row_number() OVER (PARTITION BY {key} ORDER BY _file, _row) AS n "
            f"FROM {self.relation} WHERE _ok AND hash({key}) IN {candidates}) WHERE n > 1"
        )
        self.duplicates = con.execute(f"SELECT count(*) FROM {self.name}").fetchall()[0][0]


def _shift(broken: Sequence[Broken]) -> str:
    """Balanced CASE over `_first + file_row_number`: how many broken records stand before the row."""
    # The i-th broken record (from 0) stands before all rows from position record - i on.
    starts = [b.record - i for i, b in enumerate(broken)]

    def choose(low: int, high: int) -> str:
        if low == high:
            return str(low)
        middle = (low + high) // 2
        return f"CASE WHEN _first + file_row_number < {starts[middle]} THEN {choose(low, middle)} ELSE {choose(middle + 1, high)} END"

    return choose(0, len(starts))


def empty_view(con: "duckdb.DuckDBPyConnection", table: Table, kept: Sequence[str]) -> None:
    """`accepted_<table>` without any row."""
    columns = "".join(f"NULL::{sql_type(table.column(name).kind)} AS {identifier(name)}, " for name in kept)
    con.execute(f"CREATE OR REPLACE VIEW {identifier('accepted_' + table.name)} AS SELECT {columns}NULL::INTEGER AS _file, NULL::BIGINT AS _record WHERE false")
