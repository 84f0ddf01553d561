"""What the loader itself makes of values: nothing here knows better than the SQL that reads the rows later."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import literal
from dsa_reports.contract.model import Kind
from dsa_reports.intake.columns import from_text, prepared
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["differing", "unread"]


def _typed(kind: Kind, source: Source, values: Sequence[str], *, lenient: bool) -> str:
    """SQL: `v` and its value `t` of each of `values`."""
    listed = ", ".join(f"({literal(value)})" for value in values)
    rows = f"(SELECT trim(v) AS v FROM (VALUES {listed}) AS t(v))"
    step = prepared(kind, "v", "VARCHAR", source, lenient=lenient)
    if step is not None:
        rows = f"(SELECT v, {step} AS s FROM {rows})"
    return f"(SELECT v, {from_text(kind, 'v', source, zone='UTC', step='s' if step else None, lenient=lenient)} AS t FROM {rows})"


def unread(con: "duckdb.DuckDBPyConnection", kind: Kind, source: Source, values: Sequence[str], *, lenient: bool = False) -> int:
    """How many of `values` are no value of `kind` under the options of `source`."""
    if not values:
        return 0
    return int(con.execute(f"SELECT count(*) FROM {_typed(kind, source, values, lenient=lenient)} WHERE t IS NULL").fetchall()[0][0])


def differing(con: "duckdb.DuckDBPyConnection", kind: Kind, one: Source, other: Source, values: Sequence[str], *, lenient: bool = False) -> bool:
    """True if some of `values` mean something else under `one` than under `other`."""
    first, second = (_typed(kind, source, values, lenient=lenient) for source in (one, other))
    return bool(con.execute(f"SELECT count(*) FROM (SELECT v, t FROM {first} EXCEPT SELECT v, t FROM {second})").fetchall()[0][0])
