"""Tables as the loader leaves them, made from a few rows in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dsa_reports.contract import table
from dsa_reports.engines.duckdb import connect
from dsa_reports.findings import Finding
from dsa_reports.intake.model import FileLoad, Intake, TableLoad
from dsa_reports.intake.survey import run_surveys
from dsa_reports.law.periods import parse_period
from dsa_reports.service.config import Extraction
from tests.conftest import SQL_TYPES, empty_contract

Row = Mapping[str, Any]
DEFAULTS: dict[str, Row] = {
    "moderation_actions": {
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"], "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "category": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "source_type": "SOURCE_VOLUNTARY", "automated_detection": True,
        "automated_decision": "AUTOMATED_DECISION_FULLY", "decided_at": "2026-02-02 10:00:00",
    },
    "notices": {"category": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "reporter_kind": "other", "items": 1, "received_at": "2026-02-02 10:00:00"},
    "complaints": {"basis": "account", "submitted_at": "2026-02-02 10:00:00", "outcome": "pending"},
    "account_events": {"account_ref": "a", "kind": "posted", "occurred_at": "2026-02-02 10:00:00"},
}


class Surveyed:
    """`made` puts rows into a table; `ids` and `found` survey all tables that were made."""

    def __init__(self) -> None:
        self.con = connect(threads=2)
        empty_contract(self.con)
        self.loads: dict[str, TableLoad] = {}

    def made(self, name: str, rows: Iterable[Row], *, files: int = 1, extraction: Extraction | None = None) -> "Surveyed":
        contract = table(name)
        listed = [{**DEFAULTS.get(name, {}), **row} for row in rows]
        columns = [*(c.name for c in contract.columns), "_file", "_record"]
        types = {c.name: SQL_TYPES[c.kind] for c in contract.columns} | {"_file": "INTEGER", "_record": "BIGINT"}
        used = [c for c in columns if c in {"_file", "_record", contract.key} or any(c in row for row in listed)]
        values = []
        for number, row in enumerate(listed):
            full = {**({contract.key: f"x-{number}"} if contract.key else {}), "_file": 0, "_record": number + 2, **row}
            values.append([full.get(c) for c in used])
        if values:
            # One statement however many rows: binding them one by one takes minutes.
            transposed = [list(column) for column in zip(*values, strict=True)]
            unnested = ", ".join(f'unnest(${i + 1}::{types[c]}[]) AS "{c}"' for i, c in enumerate(used))
            names = ", ".join(f'"{c}"' for c in used)
            self.con.execute(f"INSERT INTO accepted_{name} ({names}) SELECT {unnested}", transposed)
        dated = [f'"{c}"::TIMESTAMP' for c in contract.dated_by]
        when = f"coalesce({', '.join(dated)})" if dated else "NULL::TIMESTAMP"
        loads = []
        for index in range(files):
            count, first, last = self.con.execute(f"SELECT count(*), min({when})::VARCHAR, max({when})::VARCHAR FROM accepted_{name} WHERE _file = {index}").fetchall()[0]
            loads.append(FileLoad(f"{name}-{index}.csv", "0" * 64, 1, count, count, 0, (first or "").replace(" ", "T"), (last or "").replace(" ", "T")))
        self.loads[name] = TableLoad(name, "loaded", "", tuple(loads), extraction or Extraction())
        return self

    def run(self, **options: Any) -> list[Finding]:
        if isinstance(options.get("period"), str):
            options["period"] = parse_period(options["period"], ZoneInfo(options.pop("zone", "UTC")))
        return run_surveys(self.con, Intake(self.loads, ()), **options)

    def found(self, id: str, **options: Any) -> list[Finding]:
        return [f for f in self.run(only=[id], **options) if f.id == id]

    def one(self, id: str, **options: Any) -> Finding:
        hits = self.found(id, **options)
        assert len(hits) == 1, hits
        return hits[0]


@pytest.fixture
def surveyed() -> Callable[[], Surveyed]:
    return Surveyed


@pytest.fixture
def log() -> Surveyed:
    return Surveyed()
