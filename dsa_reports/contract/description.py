"""The contract as plain data: what is hashed into the manifest, so that a changed rule shows."""

from typing import Any

from dsa_reports.contract import tables
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.template.codes import code_list

__all__ = ["allowed_codes", "describe_contract", "describe_table"]


def allowed_codes(column: Column) -> tuple[str, ...] | None:
    """The values that `column` allows; None where any text will do."""
    return code_list(column.codes) if isinstance(column.codes, str) else column.codes


def describe_contract() -> dict[str, Any]:
    """Every table, column, code and rule of the contract."""
    return {name: describe_table(table) for name, table in tables().items()}


def describe_table(table: Table) -> dict[str, Any]:
    """One table with everything that decides which rows it accepts and what they mean."""
    return {
        "one_row_is": table.one_row_is,
        "citation": table.citation,
        "key": table.key,
        "dated_by": list(table.dated_by),
        "columns": [_column(column) for column in table.columns],
        "rules": [_rule(rule) for rule in table.all_rules()],
        "references": {column: list(target) for column, target in table.references.items()},
    }


def _column(column: Column) -> dict[str, Any]:
    codes = allowed_codes(column)
    return {
        "name": column.name, "kind": column.kind, "required": column.required,
        "codes": None if codes is None else list(codes), "pattern": column.pattern,
        "minimum": column.minimum, "maximum": column.maximum, "max_length": column.max_length,
        "personal": column.personal, "meaning": column.meaning, "citation": column.citation,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id, "must": rule.must.sql(), "message": rule.message, "citation": rule.citation,
        "severity": rule.severity.value, "rejects": rule.rejects, "withhold": rule.withhold,
    }
