"""A first look at a big file: what is wrong with its first rows is worth knowing before all of them are read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dsa_reports.contract.model import Table
from dsa_reports.intake.mapping import Mapping
from dsa_reports.intake.options import Early
from dsa_reports.intake.rules import Check
from dsa_reports.intake.scan import failing

if TYPE_CHECKING:
    import duckdb

__all__ = ["peek"]

_ROWS = 100_000


def peek(con: "duckdb.DuckDBPyConnection", table: Table, mapping: Mapping, checks: Sequence[Check], file: str, early: Early) -> None:
    """Try all checks on the first rows. Nothing is counted on: the scan that follows finds the same again."""
    import duckdb

    asked = ", ".join(f"count_if({failing(table, check)})" for check in checks)
    try:
        counts = con.execute(f"SELECT {asked} FROM (SELECT * FROM ({mapping.sql}) LIMIT {_ROWS})").fetchall()[0]
    except duckdb.Error:
        return  # what this reader stumbles over is told by the scan itself, or read in a more careful way
    for check, count in zip(checks, counts, strict=True):
        if count:
            early(f"{file}: {count:,} of the first {_ROWS:,} rows: {check.message} [{check.rule}]")
