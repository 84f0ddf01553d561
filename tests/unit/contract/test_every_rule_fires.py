"""Every demand of the contract is broken once, by one row each, and told once: right id, column, record and consequence.

The rows lie in one file per table; that each finding counts exactly one place shows that no row breaks another's rule.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dsa_reports.contract import Column, Table, tables
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.examples import broken_row, example_row
from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.load import Intake, load
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source

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


def numbered(table: Table, broken: list[Broken]) -> list[dict[str, Any]]:
    """The example row and then the broken ones, each under a key of its own unless the key is what is broken."""
    rows = [example_row(table)]
    for number, case in enumerate(broken):
        row = dict(case.row)
        if table.key and case.column != table.key:
            row[table.key] = f"k-{number}"
        rows.append(row)
    return rows


def loaded(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> Intake:
    for name, some in rows.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some), "utf-8")
    config = ServiceConfig(
        provider=Provider(legal_name="x"), service=Service(name="x", tier=Tier.VLOP), folder=folder,
        tables={name: Source(files=(f"{name}.jsonl",)) for name in rows},
    )
    with connect(temp_directory=folder / "tmp", threads=1) as connection:
        return load(connection, config, work=folder / "work", rejected=None)


@pytest.mark.parametrize("name", sorted(tables()))
def test_every_declared_demand_is_told_once(name: str, tmp_path: Path) -> None:
    table = tables()[name]
    broken = all_broken(table)
    others = {target: [example_row(tables()[target])] for target, _ in table.references.values()}
    done = loaded(tmp_path, {name: numbered(table, broken), **others})
    found = {(f.id, f.column, f.rejects, f.line, f.count) for f in done.findings if f.table == name}
    expected = {(case.rule, case.column, case.rejects, number, 1) for number, case in enumerate(broken, 2)}
    assert found == expected
    accepted = sum(file.accepted for file in done.tables[name].files)
    assert accepted == 1 + sum(not case.rejects for case in broken)


@pytest.mark.parametrize("name", sorted(tables()))
def test_the_example_row_is_sound(name: str, tmp_path: Path) -> None:
    done = loaded(tmp_path, {name: [example_row(tables()[name])]})
    assert done.findings == ()
    assert done.tables[name].files[0].accepted == 1


def test_rules_are_told_apart_and_explain_themselves() -> None:
    rules = [(table, rule) for table in tables().values() for rule in table.all_rules()]
    assert len({rule.id for _, rule in rules}) == len(rules)
    for table, rule in rules:
        assert rule.id.startswith(f"{table.name}.")
        assert rule.message
        assert rule.remedy
        assert rule.breaks, rule.id
        assert set(rule.breaks) <= set(table.names), rule.id
        assert set(rule.must.columns) <= set(table.names), rule.id
        assert not rule.column or rule.column in rule.must.columns, rule.id
