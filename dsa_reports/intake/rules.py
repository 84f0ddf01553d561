"""The contract's demands on a row as SQL: what must hold, and what is said where it does not.

All checks of a table run in the one scan that also types and writes the rows. Every
`ok` is two-valued. A row that breaks a rejecting check is not accepted; a note stays with a row that is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity
from dsa_reports.intake.columns import LISTS
from dsa_reports.intake.mapping import Mapping
from dsa_reports.intake.readers.base import BROKEN
from dsa_reports.intake.valuemaps import ValueMap
from dsa_reports.intake.zones import repeated_sql, shifts, skipped_sql
from dsa_reports.service.config import Source
from dsa_reports.template.codes import code_list

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "Check", "allowed_codes", "checks", "column_checks", "create_code_types", "guarded_columns", "rule_check",
    "table_rules",
]

_SHORT = 3
"""Letters of codes for countries and languages."""
_FEW = 16
"""Up to so many codes, IN is quicker than an ENUM."""
_KINDS = {
    "integer": "whole number", "number": "number", "boolean": "yes or no", "date": "date", "timestamp": "date with a time of day",
    "codes": "list", "texts": "list", "text": "text", "code": "code",
}
_REMEDIES = {
    "integer": "Export digits only, without separators of thousands.",
    "number": "Export 0.8 with a decimal point, or say `decimal_comma = true`.",
    "boolean": "Export true or false, or say `true_values` and `false_values` in service.toml.",
    "date": "Export YYYY-MM-DD, or say `date_format` in service.toml.",
    "timestamp": "Export ISO 8601 with the time of day (2026-01-31T14:05:00Z), or say `timestamp_format`. A day alone belongs into a date column.",
    "codes": 'Export a JSON array (["A","B"]), or say `list_separator`.', "texts": 'Export a JSON array (["A","B"]), or say `list_separator`.',
}


@dataclass(frozen=True)
class Check:
    """One demand. `value`: SQL of the text that a finding may show; '' where none may. `by_value`: one finding per value."""

    rule: str
    column: str
    ok: str
    message: str
    remedy: str
    citation: str = ""
    severity: Severity = Severity.ERROR
    rejects: bool = True
    withhold: bool = False
    value: str = ""
    by_value: bool = False
    masked: bool = False
    label: bool = False
    """`column` is one of the export's own: its labels are mapped."""
    codes: tuple[str, ...] = ()
    """What was allowed, for a suggestion."""
    unless_untyped: tuple[str, ...] = ()
    """Columns whose type errors already explain why this check fails."""


def table_rules(table: Table, direct_message_basis: str) -> tuple[Rule, ...]:
    """The rules of `table`, and that on direct messages unless a legal basis unlocks them."""
    return table.all_rules(direct_message_basis)


def guarded_columns(table: Table, rules: Sequence[Rule]) -> frozenset[str]:
    """Free texts that withholding rules speak of: of rejected rows they are written nowhere."""
    return table.guarded(rules)


def allowed_codes(column: Column) -> tuple[str, ...] | None:
    """The values that `column` may have; None if it is free."""
    return code_list(column.codes) if isinstance(column.codes, str) else column.codes


def create_code_types(con: "duckdb.DuckDBPyConnection", table: Table) -> None:
    """ENUM types of the code lists against which lists and long code lists are checked: much the quickest way."""
    for column in table.columns:
        codes = allowed_codes(column)
        if codes is not None and (column.kind in LISTS or len(codes) > _FEW):
            con.execute(f"DROP TYPE IF EXISTS {_code_type(table, column)}")
            con.execute(f"CREATE TYPE {_code_type(table, column)} AS ENUM ({', '.join(map(literal, codes))})")


def _code_type(table: Table, column: Column) -> str:
    return identifier(f"codes_{table.name}_{column.name}")


def checks(table: Table, rules: Sequence[Rule], mapping: Mapping, source: Source, maps: Sequence[ValueMap], zone: str, *, nul: bool) -> list[Check]:
    """All demands on a row of `table`, in the order in which they are told; first those on the record as such.

    `nul`: texts may hold NUL characters (readers of text files see to that themselves).
    """
    found = [
        Check(rule, "", f"(_broken IS DISTINCT FROM {literal(rule)})", message, remedy) for rule, (message, remedy) in BROKEN.items()
    ]
    for column in table.columns:
        if column.name in mapping.mapped:
            found += column_checks(table, column, mapping, nul=nul)
    found += [rule_check(rule, mapping) for rule in rules]
    for number, value_map in enumerate(maps):
        found.append(Check(
            "intake.unmapped_label", value_map.column, f"(_l{number} IS NULL OR _p{number} IS NOT NULL)",
            f"a label that the value map {source.value_maps[value_map.column]} does not know", "Add the label to the value map.",
            severity=Severity.WARNING, rejects=False, value=f"_l{number}", by_value=True, label=True,
        ))
    for name in mapping.naive:
        found += _daylight_saving(name, zone)
    return found


def typed_ok(column: Column) -> str:
    """SQL: the column is empty, or its text is a value of its kind."""
    name = f"_t_{column.name}" if column.kind in LISTS else column.name
    return f"({identifier(f'_r_{column.name}')} IS NULL OR {identifier(name)} IS NOT NULL)"


def rule_check(rule: Rule, mapping: Mapping) -> Check:
    """A rule of the contract as a check."""
    untyped = () if rule.withhold else tuple(name for name in rule.must.columns if name in mapping.mapped)
    return Check(
        rule.id, rule.column, rule.must.sql(), rule.message, rule.remedy, rule.citation, rule.severity, rule.rejects, rule.withhold,
        unless_untyped=untyped,
    )


def column_checks(table: Table, column: Column, mapping: Mapping, *, nul: bool) -> list[Check]:
    """What the contract demands of one column: that it is there, its type, codes, form, bounds and length."""
    c, r = identifier(column.name), identifier(f"_r_{column.name}")
    masked = column.personal
    text = r if column.name in mapping.textual else f"CAST({r} AS VARCHAR)"
    where = column.citation
    found: list[Check] = []
    if column.required:
        found.append(Check("intake.required", column.name, f"({r} IS NOT NULL)", f"{column.name} is empty", f"Export {column.name}: {column.meaning}", where))
    if column.kind not in {"text", "code"}:
        found.append(Check("intake.type", column.name, typed_ok(column), f"{column.name} is no {_KINDS[column.kind]}", _REMEDIES[column.kind], where, value=text, masked=masked))
    codes = allowed_codes(column)
    if codes is not None:
        ok, value = f"({c} IN ({', '.join(map(literal, codes))}))", c
        if len(codes) > _FEW:
            ok = f"({c} IS NULL OR try_cast({c} AS {_code_type(table, column)}) IS NOT NULL)"
        if column.kind in LISTS:
            t = identifier(f"_t_{column.name}")
            ok = f"list_count(try_cast({t} AS {_code_type(table, column)}[])) = len({t})"
            whole = ""
            if column.name in mapping.textual and max(map(len, codes)) <= _SHORT:
                # A list may name thirty countries: its text as a whole is told in a third of the time that its elements take.
                one = f'"(?:{"|".join(map(re.escape, codes))})"'
                pattern = rf"\[{one}(?:, ?{one})*\]"
                whole = f"WHEN regexp_full_match({r}, {literal(pattern)}) THEN true "
            ok = f"(CASE WHEN len({t}) = 0 THEN true {whole}ELSE {ok} END)"
            value = f"list_filter({c}, lambda e: try_cast(e AS {_code_type(table, column)}) IS NULL)[1]"
        found.append(Check(
            "intake.code", column.name, f"coalesce({ok}, true)", f"{column.name} has a value that is no code of its list",
            f"Export a code of the list, or map the platform's labels with a value map.{_some(codes)}", where, value=value, by_value=True, masked=masked, codes=codes,
        ))
    if column.pattern is not None:
        found.append(Check("intake.pattern", column.name, f"coalesce(regexp_full_match({c}, {literal(column.pattern)}), true)", f"{column.name} does not have the form {column.pattern}", f"Correct {column.name} in the export.", where, value=c, masked=masked))
    for rule, bound, operator, words in (("intake.minimum", column.minimum, ">=", "less than"), ("intake.maximum", column.maximum, "<=", "more than")):
        if bound is not None:
            found.append(Check(rule, column.name, f"coalesce({c} {operator} {bound}, true)", f"{column.name} is {words} {bound}", f"Correct {column.name} in the export.", where, value=text, masked=masked))
    if column.max_length is not None:
        found.append(Check(
            # No text has more characters than bytes, and those need not be counted.
            "intake.length", column.name, f"(CASE WHEN strlen({c}) > {column.max_length} THEN length({c}) <= {column.max_length} ELSE true END)",
            f"{column.name} is longer than {column.max_length} characters", f"Shorten {column.name} in the export.", where, value=f"length({c}) || ' characters'",
        ))
    if column.kind == "text" and nul:
        found.append(Check("intake.nul", column.name, f"(NOT coalesce(contains({c}, chr(0)), false))", f"{column.name} has a NUL character", "Remove NUL characters when exporting; they point to a damaged file.", where))
    return found


def _some(codes: Sequence[str]) -> str:
    return f" Codes: {', '.join(codes)}." if len(codes) <= _FEW else ""


def _daylight_saving(name: str, zone: str) -> list[Check]:
    if not shifts(zone):
        return []
    s, v = identifier(f"_s_{name}"), f"CAST({identifier(f'_s_{name}')} AS VARCHAR)"
    remedy = "Export times with an offset or in UTC (and say time_zone = \"UTC\")."
    return [
        Check("intake.skipped_time", name, f"(NOT {skipped_sql(s, zone)})", f"{name} is a local time that the clock of {zone} skipped; read with the offset before the change", remedy, severity=Severity.WARNING, rejects=False, value=v),
        Check("intake.repeated_time", name, f"(NOT {repeated_sql(s, zone)})", f"{name} is a local time that the clock of {zone} showed twice; read as the second one", remedy, severity=Severity.WARNING, rejects=False, value=v),
    ]
