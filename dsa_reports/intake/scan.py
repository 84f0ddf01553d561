"""The one scan over a file: typed, checked and written as Parquet, with the failed checks beside each row.

All rows are written, also those that are not accepted (views filter them out), because a
row's number follows from its position. Of rows that are not accepted the guarded
columns are written as NULL, of withheld ones nothing at all that could be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import Condition, identifier, literal
from dsa_reports.contract.model import Table
from dsa_reports.intake.mapping import Mapping
from dsa_reports.intake.model import WITHHELD
from dsa_reports.intake.readers.base import RawRows
from dsa_reports.intake.rules import Check, guarded_columns, typed_ok

if TYPE_CHECKING:
    from dsa_reports.contract.model import Rule

__all__ = ["ScanPlan", "copy_statement", "failing"]

_VALUE, _RAW = 200, 2_000


@dataclass(frozen=True)
class ScanPlan:
    """What is to be written of one file of one table."""

    table: Table
    rules: "Sequence[Rule]"
    rows: RawRows
    mapping: Mapping
    checks: Sequence[Check]
    index: int
    kept: Sequence[str]
    """The columns of the table that are written."""
    raw: bool
    """Whether the text of rows that are not accepted is written, too."""
    limits: dict[str, str] = field(default_factory=dict)
    """Column → SQL of what of its value may be written."""
    confidential: Sequence[Condition | None] = ()
    """The rows whose guarded columns are written nowhere if they are not accepted; None: all rows."""


def copy_statement(plan: ScanPlan, target: Path) -> str:
    """SQL that reads the file once and writes `target`.

    Columns: those kept of the contract, `_file`, `_at`, `_first` (record number of the first row where `_at` is NULL),
    `_ok`, `_failed` (list of {check, value}, NULL if none), `_suspect` (of a row that is not accepted: it may be one of those whose
    guarded columns are written nowhere) and `_raw` (text of a row that is not accepted).
    """
    guarded = guarded_columns(plan.table, plan.rules) | plan.limits.keys()
    columns = [
        f"CASE WHEN _ok THEN {plan.limits.get(name, identifier(name))} END AS {identifier(name)}" if name in guarded else identifier(name)
        for name in plan.kept
    ]
    sql = f"""
        SELECT {''.join(f'{column}, ' for column in columns)}{plan.index}::INTEGER AS _file, _at, {plan.rows.first}::BIGINT AS _first, _ok,
            {_failed(plan)} AS _failed,
            CASE WHEN NOT _ok THEN {_suspect(plan)} END AS _suspect,
            {_raw(plan, guarded) if plan.raw else "NULL::VARCHAR"} AS _raw
        FROM (SELECT *, NOT _withheld AND {_all(plan.checks, rejects=True)} AS _ok, {_all(plan.checks, rejects=False)} AS _quiet
              FROM (SELECT *, NOT {_all(plan.checks, withhold=True)} AS _withheld
                    FROM (SELECT *{''.join(f', {check.ok} AS {_verdict(number)}' for number, check in enumerate(plan.checks))} FROM ({plan.mapping.sql}))))"""
    return f"COPY ({sql}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION lz4, PRESERVE_ORDER true)"


def _verdict(number: int) -> str:
    """What check `number` says of the row. It is written down once: the engine takes longer over each further mention than over many rows."""
    return f"_ok{number}"


def _all(checks: Sequence[Check], *, rejects: bool | None = None, withhold: bool = False) -> str:
    chosen = [_verdict(n) for n, c in enumerate(checks) if c.withhold == withhold and (withhold or c.rejects == rejects)]
    return f"({' AND '.join(chosen)})" if chosen else "true"


def _failed(plan: ScanPlan) -> str:
    """The failed checks of a row, computed only for rows that have any."""
    broken: list[str] = []
    others: list[str] = []
    for number, check in enumerate(plan.checks):
        value = f"CASE WHEN NOT _withheld THEN left({check.value}, {_VALUE}) END" if check.value and not check.masked else "NULL"
        when = f"NOT {_verdict(number)}" + _unexplained(plan.table, check) + (" AND _ok" if check.unless_untyped and not check.rejects else "")
        entry = f"CASE WHEN {when} THEN {{'c': {number}::SMALLINT, 'v': {value}::VARCHAR}} END"
        (broken if "_broken" in check.ok else others).append(entry)
    lists = [f"list_filter([{', '.join(entries)}], lambda e: e IS NOT NULL)" for entries in (broken, others)]
    return f"CASE WHEN _ok AND _quiet THEN NULL WHEN _broken IS NOT NULL THEN {lists[0]} ELSE {lists[1]} END"


def _suspect(plan: ScanPlan) -> str:
    """SQL: the row is one of the confidential ones, or the columns that would tell hold no sound value."""
    if None in plan.confidential:
        return "true"
    parts = []
    for rows in filter(None, plan.confidential):
        unsure = [f"NOT {_verdict(number)}" for number, check in enumerate(plan.checks) if check.column in rows.columns and check.rule in {"intake.type", "intake.code"}]
        parts += [rows.sql(), *unsure]
    return f"({' OR '.join(parts)})" if parts else "false"


def failing(table: Table, check: Check) -> str:
    """SQL: the check fails, and no type error in one of its columns explains that already."""
    return f"NOT {check.ok}" + _unexplained(table, check)


def _unexplained(table: Table, check: Check) -> str:
    return "".join(f" AND {typed_ok(table.column(name))}" for name in check.unless_untyped)


def _raw(plan: ScanPlan, guarded: frozenset[str]) -> str:
    """The cells that were read of a row that is not accepted, as JSON under the names of the export; guarded columns left out."""
    some, every = (
        [f"{literal(name)}, {x}" for name, (x, columns) in plan.mapping.raw_columns.items() if not hidden & columns] for hidden in (guarded, frozenset())
    )
    less, whole = (f"left(json_object({', '.join(parts)})::VARCHAR, {_RAW})" if parts else "''" for parts in (some, every))
    cells = f"CASE WHEN {_suspect(plan)} THEN {less} ELSE {whole} END" if guarded else whole
    line = literal(WITHHELD) if guarded else "_line"
    return f"CASE WHEN _ok THEN NULL WHEN _withheld THEN {literal(WITHHELD)} WHEN _broken IS NOT NULL THEN {line} ELSE {cells} END"
