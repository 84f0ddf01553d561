"""From the columns of an export to those of the contract: `Source` as SQL, layer upon layer.

Each layer selects from the one before, so that every step is computed once per row:
positions in value maps; raw values, NULL where empty; prepared steps; typed values.
"""

import re
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass

from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.contract.model import Column, Table
from dsa_reports.intake.columns import LISTS, from_native, from_text, prepared, sql_type
from dsa_reports.intake.readers.base import RawRows
from dsa_reports.intake.valuemaps import ValueMap
from dsa_reports.service.config import Source

__all__ = ["Familiar", "Mapping", "map_columns"]


@dataclass(frozen=True)
class Familiar:
    """Texts of a column of lists whose values are known beforehand, all of them sound (see `familiar`)."""

    type_name: str
    """ENUM of the texts."""
    values: str
    """JSON: the list of each, in the order of the ENUM."""

    def position(self, text: str) -> str:
        """SQL: the position of `text` among them, from 1; NULL where it is none."""
        return f"(enum_code(try_cast({text} AS {identifier(self.type_name)}))::BIGINT + 1)"

    def value(self, position: str) -> str:
        """SQL: the list at `position`."""
        return f"list_extract(from_json({literal(self.values)}, '[[\"VARCHAR\"]]'), {position})"


@dataclass(frozen=True)
class Mapping:
    """SQL of the typed rows of one file, and what the rules need to know about it.

    The rows have `_at`, `_broken`, `_line`; for each column of the contract its value; for each in `mapped`
    `_r_<column>` (the raw value, NULL if empty) and for lists `_t_<column>` (without elements where the text is a familiar one), for
    naive times `_s_<column>`; `_p<n>`, `_l<n>` of value map n: position and label.
    """

    sql: str
    mapped: tuple[str, ...]
    textual: frozenset[str]
    """Mapped columns whose raw value is text."""
    naive: frozenset[str]
    """Timestamps of which some or all have no offset: `_s_<column>` is the local time."""
    raw_columns: dict[str, tuple[str, frozenset[str]]]
    """Column of the export -> its text as SQL, and the columns that it feeds; for the record of rejected rows."""


def map_columns(
    rows: RawRows, table: Table, source: Source, maps: list[ValueMap], zone: str, plain: frozenset[str] = frozenset(),
    familiar: Dictionary[str, Familiar] | None = None,
) -> Mapping:
    """How the rows of `rows` become rows of `table`.

    `plain`: columns of the contract whose values are already those of the export, every one of them (see `known`). `familiar`: what
    is known beforehand of columns with lists.
    """
    familiar = familiar or {}
    first = ["_at", "_broken", "_line", *(identifier(c.sql_name) for c in rows.columns.values())]
    for number, value_map in enumerate(maps):
        label = _text(rows, value_map.column)
        first += [f"{value_map.position(label)} AS _p{number}", f"{_nulled(label, source)} AS _l{number}"]
    raw, positions, steps, typed = ["*"], ["*"], ["*"], ["*"]
    mapped: list[str] = []
    textual: set[str] = set()
    naive: set[str] = set()
    for column in table.columns:
        origin = _origin(column, rows, source, maps)
        if origin is None:
            typed.append(f"NULL::{sql_type(column.kind)} AS {identifier(column.name)}")
            continue
        expression, native = origin
        mapped.append(column.name)
        r, s = identifier(f"_r_{column.name}"), identifier(f"_s_{column.name}")
        if column.name in plain:
            if native == "VARCHAR":
                textual.add(column.name)
            raw.append(f"{f'CASE WHEN len({expression}) > 0 THEN {expression} END' if column.kind in LISTS else expression} AS {r}")
            typed.append(f"CAST({r} AS {sql_type(column.kind)}) AS {identifier(column.name)}")
            if column.kind in LISTS:
                typed.append(f"{r} AS {identifier(f'_t_{column.name}')}")
            continue
        if from_native(column.kind, r, native, source, zone=zone, step=s) is None:
            if native != "VARCHAR":
                expression, native = f"CAST({expression} AS VARCHAR)", "VARCHAR"
            expression = _nulled(expression, source, trimmed=column.kind not in {"text"})
            textual.add(column.name)
        elif native.endswith("[]"):
            expression = f"CASE WHEN len({expression}) > 0 THEN {expression} END"
        raw.append(f"{expression} AS {r}")
        step = prepared(column.kind, r, native, source, lenient=rows.lenient)
        lists = familiar.get(column.name)
        if lists is not None:
            m = identifier(f"_m_{column.name}")
            positions.append(f"{lists.position(r)} AS {m}")
            steps.append(f"CASE WHEN {m} IS NULL THEN {step} END AS {s}")
        elif step is not None:
            steps.append(f"{step} AS {s}")
            if column.kind == "timestamp":
                naive.add(column.name)
        value = from_native(column.kind, r, native, source, zone=zone, step=s if step else None)
        if value is None:
            value = from_text(column.kind, r, source, zone=zone, step=s if step else None, lenient=rows.lenient)
        if column.kind in LISTS:
            t, whole = identifier(f"_t_{column.name}"), ""
            if lists is not None:
                value, whole = f"CASE WHEN {m} IS NOT NULL THEN []::VARCHAR[] ELSE {value} END", f"WHEN {m} IS NOT NULL THEN {lists.value(m)} "
            typed += [f"{value} AS {t}", f"CASE {whole}WHEN len({t}) > 0 THEN {t} END AS {identifier(column.name)}"]
        else:
            typed.append(f"{value} AS {identifier(column.name)}")
    sql = f"SELECT {', '.join(first)} FROM {rows.relation}"
    for layer in (raw, positions, steps, typed):
        sql = f"SELECT {', '.join(layer)} FROM ({sql})"
    return Mapping(sql, tuple(mapped), frozenset(textual), frozenset(naive), _raw_columns(mapped, rows, source, maps))


def _raw_columns(mapped: list[str], rows: RawRows, source: Source, maps: list[ValueMap]) -> dict[str, tuple[str, frozenset[str]]]:
    feeds: dict[str, set[str]] = {}
    for name in mapped:
        feeds.setdefault(source.rename.get(name, name), set()).add(name)
    for value_map in maps:
        feeds.setdefault(value_map.column, set()).update(value_map.values)
    return {name: (_text(rows, name), frozenset(columns)) for name, columns in feeds.items() if name in rows.columns}


def _origin(column: Column, rows: RawRows, source: Source, maps: list[ValueMap]) -> tuple[str, str] | None:
    """(expression, engine type) of the raw value of `column`; None if nothing fills it.

    A value map says more than the export's own column, which says more than a constant.
    """
    candidates: list[tuple[str, str]] = [
        (value_map.value(column.name, f"_p{number}"), "VARCHAR")
        for number, value_map in enumerate(maps) if column.name in value_map.values
    ]
    export = rows.columns.get(source.rename.get(column.name, column.name))
    if export is not None:
        candidates.append((identifier(export.sql_name), export.type))
    if column.name in source.constants:
        value = source.constants[column.name]
        candidates.append((literal(str(value).lower() if isinstance(value, bool) else str(value)), "VARCHAR"))
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    texts = [_nulled(x if native == "VARCHAR" else f"CAST({x} AS VARCHAR)", source) for x, native in candidates]
    return f"coalesce({', '.join(texts)})", "VARCHAR"


def _text(rows: RawRows, name: str) -> str:
    column = rows.columns[name]
    x = identifier(column.sql_name)
    return x if column.type == "VARCHAR" else f"CAST({x} AS VARCHAR)"


def _nulled(x: str, source: Source, *, trimmed: bool = False) -> str:
    """NULL where the text is one of the null tokens or blank; without outer blanks where `trimmed`."""
    tokens = [token for token in dict.fromkeys(source.null_tokens) if token]
    # Few texts have outer blanks, and trimming all of them costs as much as reading them. What sorts before '!' starts with a
    # blank or is empty, which the engine sees without looking at the text itself. A pattern instead of a list where hardly any row comes:
    # each constant of a list costs the engine a fifth of a millisecond per column before the first row is read.
    inner = f"CASE WHEN regexp_full_match(trim({x}), {literal('|'.join(map(re.escape, ('', *tokens))))}) THEN NULL ELSE {f'trim({x})' if trimmed else x} END"
    short = ""
    if tokens:
        longest = max(len(token.encode()) for token in tokens)
        short = f"WHEN strlen({x}) <= {longest} THEN CASE WHEN {x} IN ({', '.join(map(literal, tokens))}) THEN NULL ELSE {x} END "
    return f"CASE WHEN {x} < '!' OR ends_with({x}, ' ') THEN {inner} {short}ELSE {x} END"
