"""The contract's own examples as one row, and the rows that break its rules: for documentation, exports and tests."""

import json
from typing import Any

from dsa_reports.contract.model import Column, Rule, Table

__all__ = ["broken_row", "example_row", "example_value"]


def example_row(table: Table) -> dict[str, Any]:
    """A sound row of `table` as JSON writes it: the example of each column that has one."""
    return {column.name: example_value(column) for column in table.columns if column.example}


def broken_row(table: Table, rule: Rule) -> dict[str, Any]:
    """The example row with the values that break `rule`; None stands for no value."""
    return example_row(table) | dict(rule.breaks)


def example_value(column: Column) -> Any:
    """The column's example, which the contract writes as in CSV, as a JSON value."""
    match column.kind:
        case "integer":
            return int(column.example)
        case "number":
            return float(column.example)
        case "boolean":
            return column.example.lower() in ("true", "yes")
        case "codes" | "texts":
            return json.loads(column.example) if column.example.startswith("[") else [column.example]
        case _:
            return column.example
