"""The record model and the loader's SQL accept and reject the same rows of text."""

import csv
import json
import random
from datetime import date, datetime

import pytest
from pydantic import ValidationError

from dsa_reports.contract import Column, Table, tables
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.records import record_model
from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.load import load
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import Privacy, Provider, Service, ServiceConfig, Source

ODD = {
    "text": ["", "  ", "https://x.example/a", "Grüße ✓", "x" * 6000, "a b"],
    "integer": ["", "0", "-1", "+3", "12.0", "12.5", "1,000", "1e3", "x", "9" * 18, "9" * 19],
    "number": ["", "0", "0.8", "1.", ".5", "1,5", "-1", "1" * 15, "x"],
    "boolean": ["", "true", "No", "Y", "0", "maybe", "2"],
    "date": ["", "2026-02-28", "2026-02-30", "2026-02-28T00:00:00", "28-02-2026", "2026-02-28 10:00", "1800-01-01"],
    "timestamp": ["", "2026-02-28T10:00:00Z", "2026-02-28 10:00", "2026-02-28", "2026-02-28T10:00:00+01:00", "2026-02-28T10:00:00.123456789Z",
                  "2026-02-28T25:00:00Z", "2026-02-28T10:00:00 UTC", "2026-02-28T10:00:00+0100", "2026-02-30T10:00:00Z", "yesterday"],
}


def usual(column: Column, rng: random.Random) -> str:
    codes = allowed_codes(column)
    match column.kind:
        case "text":
            return "7f" if column.pattern else rng.choice(["a-1", "7f", "Spam"])
        case "code":
            return rng.choice(codes)
        case "codes" | "texts":
            some = rng.sample(codes or ("x", "y"), rng.randrange(1, 3))
            return rng.choice([json.dumps(some), some[0]])
        case "integer":
            return str(rng.randrange(1, 9))
        case "number":
            return rng.choice(["0.5", "3"])
        case "boolean":
            return rng.choice(["true", "false"])
        case "date":
            return date(2026, rng.randrange(1, 7), rng.randrange(1, 28)).isoformat()
        case _:
            return datetime(2026, rng.randrange(1, 7), rng.randrange(1, 28), rng.randrange(24)).isoformat() + "Z"


def odd(column: Column, rng: random.Random) -> str:
    match column.kind:
        case "code":
            return rng.choice(["", "NOT_A_CODE", usual(column, rng).lower(), f" {usual(column, rng)} "])
        case "codes" | "texts":
            return rng.choice(["", "[]", '["NOT_A_CODE"]', "NOT_A_CODE"])
        case kind:
            return rng.choice(ODD[kind])


def rows(table: Table, count: int) -> list[dict[str, str]]:
    rng = random.Random(table.name)
    found = []
    for number in range(count):
        row = {c.name: usual(c, rng) if c.required or rng.random() < 0.4 else "" for c in table.columns}
        for column in rng.sample(table.columns, rng.choice((0, 0, 1))):
            row[column.name] = odd(column, rng)
        if table.key and row[table.key].strip():
            row[table.key] = f"k{number}"
        found.append(row)
    return found


def allowed(name: str, row: dict[str, str]) -> bool:
    try:
        record_model(name, direct_message_text_basis="consent").model_validate(row)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", sorted(tables()))
def test_same_rows_are_accepted(name, tmp_path):
    table = tables()[name]
    written = rows(table, 400)
    with (tmp_path / "rows.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, table.names)
        writer.writeheader()
        writer.writerows(written)
    config = ServiceConfig(
        provider=Provider(legal_name="x"), service=Service(name="x", tier=Tier.VLOP), folder=tmp_path,
        tables={name: Source(files=("rows.csv",))}, privacy=Privacy(direct_message_text_basis="consent"),
    )
    with connect(temp_directory=tmp_path / "tmp") as connection:
        load(connection, config, work=tmp_path / "work", rejected=None)
        kept = {record for (record,) in connection.execute(f"SELECT _record FROM accepted_{name}").fetchall()}
    expected = {number for number, row in enumerate(written, 2) if allowed(name, row)}
    differing = [(written[n - 2], "loader accepts" if n in kept else "model accepts") for n in sorted(kept ^ expected)]
    assert differing == []
    assert 0 < len(kept) < len(written)
