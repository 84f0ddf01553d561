"""Every demand of the contract is broken once, by one row each, and told once: right id, column, record and consequence.

The rows lie in one file per table; that each finding counts exactly one place shows that no row breaks another's rule.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from dsa_reports.contract import Table, tables
from dsa_reports.contract.examples import example_row
from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.load import Intake, load
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source
from tests.unit.contract.broken_rows import Broken, all_broken


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
    rows = numbered(table, broken)
    others = {target: [example_row(tables()[target])] for target, _ in table.references.values()}
    if table.key in table.references:  # the keys that make the rows distinct name something, too
        target, column = table.references[table.key]
        others[target] += [{**example_row(tables()[target]), column: row[table.key]} for row, case in zip(rows[1:], broken, strict=True) if case.column != table.key]
    done = loaded(tmp_path, {name: rows, **others})
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
