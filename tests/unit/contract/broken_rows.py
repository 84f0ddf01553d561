"""One row for each demand of the contract, breaking that demand and no other."""

from dataclasses import dataclass
from typing import Any

from dsa_reports.contract import Column, Table
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.examples import broken_row, example_row

WRONG_TYPE = {"integer": "many", "number": "half", "boolean": "perhaps", "date": "2026-02-30", "timestamp": "2026-02-30T10:00:00Z", "codes": '["A"', "texts": '["A"'}
TOGETHER = {"sampled_views": {"sampled_violative_views": None}}
"""Values without which breaking the column would break a rule too."""
REFERRING = {"order_id": {"source_type": "SOURCE_ORDER"}, "notice_id": {"source_type": "SOURCE_ARTICLE_16"}}


@dataclass(frozen=True)
class Broken:
    """A row, and the finding that it must give."""

    rule: str
    column: str
    rejects: bool
    row: dict[str, Any]


def of_column(table: Table, column: Column) -> list[Broken]:
    """One row per demand that `column` declares."""
    found = []

    def add(rule: str, value: Any) -> None:
        found.append(Broken(rule, column.name, True, example_row(table) | {column.name: value} | TOGETHER.get(column.name, {})))

    codes = allowed_codes(column)
    many = column.kind in ("codes", "texts")
    if column.required:
        add("intake.required", None)
    if column.kind in WRONG_TYPE:
        add("intake.type", WRONG_TYPE[column.kind])
    if codes is not None:
        add("intake.code", [codes[0], "NOT_A_CODE"] if many else "NOT_A_CODE")
    if column.pattern is not None:
        add("intake.pattern", "not of this form!")
    if column.minimum is not None:
        add("intake.minimum", column.minimum - 1)
    if column.maximum is not None:
        add("intake.maximum", column.maximum + 1)
    if column.max_length is not None:
        add("intake.length", "7" * (column.max_length + 1))
    return found


def all_broken(table: Table) -> list[Broken]:
    """Every demand of `table`: columns, rules, uniqueness, references."""
    found = [broken for column in table.columns for broken in of_column(table, column)]
    found += [Broken(rule.id, rule.column, rule.rejects, broken_row(table, rule)) for rule in table.all_rules()]
    found += [
        Broken("intake.reference", column, False, example_row(table) | {column: "names-nothing"} | (REFERRING.get(column, {}) if "source_type" in table.names else {}))
        for column in table.references
    ]
    if table.key:
        found.append(Broken("intake.duplicate_key", table.key, True, example_row(table)))
    return found
