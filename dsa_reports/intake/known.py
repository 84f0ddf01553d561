"""What can be said of a file's columns before its rows are read: columns with few values are checked value by value.

A column of codes has a handful of values on a hundred million rows. Whether each of them is sound is asked once,
with the same SQL that would be asked of every row; what holds of all of them need not be asked again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import identifier
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.intake.columns import LISTS, sql_type
from dsa_reports.intake.mapping import map_columns
from dsa_reports.intake.readers.base import RawRows
from dsa_reports.intake.rules import Check, column_checks, rule_check
from dsa_reports.intake.valuemaps import ValueMap
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["Known", "ask"]

_VALUES = "intake_known"


@dataclass(frozen=True)
class Known:
    """`plain`: columns of the contract whose every value is already that of the export. `sound`: checks that hold of all rows."""

    plain: frozenset[str] = frozenset()
    sound: frozenset[tuple[str, str]] = frozenset()

    def open(self, checks: Sequence[Check]) -> list[Check]:
        """Those of `checks` that must still be asked of each row."""
        return [check for check in checks if (check.rule, check.column) not in self.sound]


def ask(
    con: "duckdb.DuckDBPyConnection", rows: RawRows, table: Table, rules: Sequence[Rule], source: Source, maps: Sequence[ValueMap],
    zone: str, *, nul: bool,
) -> Known:
    """What is known of `rows`: nothing, unless the reader says that some of its columns hold few values."""
    origins = _origins(rows, table, source, maps)
    if not origins:
        return Known()
    _gather(con, rows, sorted(set(origins.values())))
    plain: set[str] = set()
    sound: set[tuple[str, str]] = set()
    bare = source.model_copy(update={"constants": {}, "value_maps": {}})
    for name, export in origins.items():
        column = table.column(name)
        demands, same = _verdicts(con, _values(rows, export, column), table, column, rules, bare, zone, nul=nul)
        sound |= demands
        if same:
            plain.add(name)
    con.execute(f"DROP TABLE {_VALUES}")
    return Known(frozenset(plain), frozenset(sound))


def _origins(rows: RawRows, table: Table, source: Source, maps: Sequence[ValueMap]) -> dict[str, str]:
    """Column of the contract -> the one column of the export that feeds it, where that holds few values."""
    mixed = {*source.constants, *(name for value_map in maps for name in value_map.values)}
    found = {name: source.rename.get(name, name) for name in table.names if name not in mixed}
    return {
        name: export for name, export in found.items()
        if export in rows.few and (table.column(name).kind in LISTS or not rows.columns[export].type.endswith("[]"))
    }


def _gather(con: "duckdb.DuckDBPyConnection", rows: RawRows, names: Sequence[str]) -> None:
    """One row with the different values of each column; of lists those of their elements."""
    columns = [(identifier(rows.columns[name].sql_name), rows.columns[name].type.endswith("[]")) for name in names]
    flat = "".join(f", list(DISTINCT {c}) AS {c}" for c, nested in columns if not nested)
    lists = "".join(f", (SELECT list(DISTINCT e) FROM (SELECT unnest({c}) AS e FROM {rows.relation})) AS {c}" for c, nested in columns if nested)
    con.execute(f"CREATE OR REPLACE TABLE {_VALUES} AS SELECT *{lists} FROM (SELECT count(*) AS _rows{flat} FROM {rows.relation})")


def _values(rows: RawRows, export: str, column: Column) -> RawRows:
    """The different values of one column as rows of their own; an element as a list of one."""
    raw = rows.columns[export]
    c = identifier(raw.sql_name)
    value = f"[v]::{raw.type}" if column.kind in LISTS and raw.type.endswith("[]") else "v"
    relation = f"(SELECT NULL::BIGINT AS _at, NULL::VARCHAR AS _broken, NULL::VARCHAR AS _line, {value} AS {c} FROM (SELECT unnest({c}) AS v FROM {_VALUES}))"
    return RawRows(relation=relation, columns={export: raw}, first=1, records=0)


def _verdicts(
    con: "duckdb.DuckDBPyConnection", rows: RawRows, table: Table, column: Column, rules: Sequence[Rule], source: Source, zone: str, *, nul: bool,
) -> tuple[set[tuple[str, str]], bool]:
    """The checks on `column` alone that hold of all its values, and whether mapping leaves every value as it is."""
    mapping = map_columns(rows, table, source, [], zone)
    nested = column.kind in LISTS
    demands = column_checks(table, column, mapping, nul=nul)
    if nested:
        # A list may be missing or empty though all elements are sound: whether it is required is asked of each row.
        demands = [check for check in demands if check.rule in {"intake.type", "intake.code"}]
    demands += [rule_check(rule, mapping) for rule in rules if not nested and set(rule.must.columns) == {column.name}]
    (raw,) = (identifier(c.sql_name) for c in rows.columns.values())
    name, before = identifier(column.name), identifier(f"_r_{column.name}")
    same = f"{before} IS NOT DISTINCT FROM {raw} AND {name} IS NOT DISTINCT FROM {raw}" if _alike(column, rows) else "false"
    asked = ", ".join(f"coalesce(bool_and({text}), true)" for text in [same, *(check.ok for check in demands)])
    verdicts = con.execute(f"SELECT {asked} FROM ({mapping.sql})").fetchall()[0]
    return {(check.rule, check.column) for check, holds in zip(demands, verdicts[1:], strict=True) if holds}, bool(verdicts[0])


def _alike(column: Column, rows: RawRows) -> bool:
    """The export's type is that of the contract. Times are never alike: what their clock showed twice must be told."""
    return column.kind != "timestamp" and all(raw.type == sql_type(column.kind) for raw in rows.columns.values())
