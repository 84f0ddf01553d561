"""Lists of a text file that come again and again: what they mean is asked once, not on every row.

The same countries and the same kinds of restriction stand on a million rows, and taking their arrays apart would cost more
than everything else that is asked of a row. The first rows show which texts come often. What such a text means, and that it
is sound, is asked once, with the same SQL that would be asked of every row; a row with that very text gets the same value.
Every other text is taken apart as ever.
"""

import json
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.contract.model import Column, Table
from dsa_reports.intake.columns import LISTS
from dsa_reports.intake.mapping import Familiar, map_columns
from dsa_reports.intake.readers.base import RawRows
from dsa_reports.intake.rules import column_checks
from dsa_reports.intake.valuemaps import ValueMap
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

__all__ = ["familiar_lists"]

_HEAD = "intake_head"
_MANY = 50_000
"""Below so many rows it is not worth looking at the first ones."""
_FIRST = 20_000
_MOST_TEXTS = 200
_LONGEST = 2_000
"""Bytes of a text that may become familiar."""


def familiar_lists(
    con: "duckdb.DuckDBPyConnection", rows: RawRows, table: Table, source: Source, maps: "Sequence[ValueMap]", zone: str,
) -> dict[str, Familiar]:
    """Column of the contract -> the sound lists that are common among its first texts; nothing where that is not worth asking."""
    origins = _origins(rows, table, source, maps) if rows.records >= _MANY else {}
    if not origins or not _look(con, rows, sorted(set(origins.values()))):
        return {}
    bare = source.model_copy(update={"constants": {}, "value_maps": {}})
    found = {name: _familiar(con, _common(rows, export), table, table.column(name), bare, zone) for name, export in origins.items()}
    con.execute(f"DROP TABLE {_HEAD}")
    return {name: lists for name, lists in found.items() if lists is not None}


def _origins(rows: RawRows, table: Table, source: Source, maps: "Sequence[ValueMap]") -> dict[str, str]:
    """Column of the contract with lists -> the one column of the export that feeds it, where that holds texts."""
    mixed = {*source.constants, *(name for value_map in maps for name in value_map.values)}
    found = {c.name: source.rename.get(c.name, c.name) for c in table.columns if c.kind in LISTS and c.name not in mixed}
    return {name: export for name, export in found.items() if export in rows.columns and rows.columns[export].type == "VARCHAR"}


def _look(con: "duckdb.DuckDBPyConnection", rows: RawRows, names: "Sequence[str]") -> bool:
    """Keep the texts of the first rows, except long ones."""
    import duckdb

    columns = ", ".join(f"CASE WHEN strlen({c}) <= {_LONGEST} THEN {c} END AS {c}" for c in (identifier(rows.columns[name].sql_name) for name in names))
    try:
        con.execute(f"CREATE OR REPLACE TEMP TABLE {_HEAD} AS SELECT {columns} FROM {rows.relation} LIMIT {_FIRST}")
    except duckdb.Error:
        return False  # what this reader stumbles over is told by the scan itself, or read in a more careful way
    return True


def _common(rows: RawRows, export: str) -> RawRows:
    """The texts of one column that came most often, as rows of their own."""
    raw = rows.columns[export]
    c = identifier(raw.sql_name)
    texts = f"SELECT {c} FROM {_HEAD} WHERE NOT contains({c}, chr(0)) GROUP BY {c} HAVING count(*) > 1 ORDER BY count(*) DESC, {c} LIMIT {_MOST_TEXTS}"
    return RawRows(relation=f"(SELECT NULL::BIGINT AS _at, NULL::VARCHAR AS _broken, NULL::VARCHAR AS _line, {c} FROM ({texts}))", columns={export: raw}, first=1, records=0, lenient=rows.lenient)


def _familiar(con: "duckdb.DuckDBPyConnection", texts: RawRows, table: Table, column: Column, source: Source, zone: str) -> Familiar | None:
    """The sound ones among `texts`, and the value of each."""
    mapping = map_columns(texts, table, source, [], zone)
    # Whether a list is required is asked of each row all the same.
    sound = " AND ".join(check.ok for check in column_checks(table, column, mapping, nul=False) if check.rule in {"intake.type", "intake.code"})
    text, value = identifier(f"_r_{column.name}"), identifier(column.name)
    found = dict(con.execute(f"SELECT {text}, {value} FROM ({mapping.sql}) WHERE {text} IS NOT NULL AND {sound} ORDER BY 1").fetchall())
    if not found:
        return None
    name = f"familiar_{table.name}_{column.name}"
    con.execute(f"DROP TYPE IF EXISTS {identifier(name)}")
    con.execute(f"CREATE TYPE {identifier(name)} AS ENUM ({', '.join(map(literal, found))})")
    return Familiar(name, json.dumps(list(found.values()), ensure_ascii=False))
