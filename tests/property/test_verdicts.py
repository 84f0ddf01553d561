"""One contract, four executions: the loader's SQL, the record model, the pandera schema and the JSON Schema judge alike.

Rows are typed (as in Parquet or a DataFrame); what text exports add is in test_records_and_loader.py. What one
execution cannot see is written where it is defined, and here: the JSON Schema's blind spots in `unseen_by_json`.
"""

import tempfile
import warnings
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pandera.errors import SchemaErrors, SchemaWarning
from pydantic import ValidationError

from dsa_reports.contract import Column, Table, tables
from dsa_reports.contract.dataframes import dataframe_schema
from dsa_reports.contract.description import allowed_codes
from dsa_reports.contract.examples import broken_row, example_row
from dsa_reports.contract.frames import canonical
from dsa_reports.contract.json_schema import table_schema
from dsa_reports.contract.records import record_model
from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.load import load
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source

FEW = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
ODD = ["", " ", "   ", "=1+1", "a\0b", "https://x.example/a", "see WWW.x", "x.nl/y", "Grüße ✓", "me@x.nl", "\t", "a\u200bb", "x\ny", "7f"]


def value(column: Column) -> st.SearchStrategy[Any]:
    """Values of the column's type, good, doubtful and bad; None stands for no value."""
    codes = allowed_codes(column)
    match column.kind:
        case "text":
            long = ["7" * (column.max_length + n) for n in (0, 1)] if column.max_length else []
            return st.one_of(st.none(), st.sampled_from(ODD + long), st.text(max_size=6))
        case "code":
            assert codes is not None
            return st.one_of(st.none(), st.sampled_from(codes), st.sampled_from(["", " ", "NOT_A_CODE", f" {codes[0]} ", codes[0].swapcase()]))
        case "codes" | "texts":
            some = st.sampled_from(codes or ("x", "y"))
            return st.one_of(st.none(), st.lists(some, max_size=3), st.lists(st.one_of(some, st.sampled_from([None, "NOT_A_CODE", "x", ""])), max_size=3))
        case "integer":
            return st.one_of(st.none(), st.integers(-2, 3), st.sampled_from([2**63 - 1, -(2**63)]))
        case "number":
            return st.one_of(st.none(), st.decimals(-1, 5, places=3), st.just(Decimal(10) ** 14))
        case "boolean":
            return st.one_of(st.none(), st.booleans())
        case "date":
            return st.one_of(st.none(), st.dates(date(2026, 1, 30), date(2026, 3, 5)), st.sampled_from([date(1899, 12, 31), date(1900, 1, 1), date(1999, 12, 31), date(2999, 12, 31), date(3000, 1, 1)]))
        case _:
            return st.one_of(st.none(), st.datetimes(datetime(2026, 1, 30), datetime(2026, 3, 5)), st.sampled_from([datetime(1899, 12, 31, 23), datetime(1970, 1, 1), datetime(2999, 12, 31, 23, 59, 59), datetime(3000, 1, 1)]))


def typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The values of a JSON row as Python's own; every column present."""
    parse = {
        "date": date.fromisoformat, "timestamp": lambda v: datetime.fromisoformat(v).astimezone(UTC).replace(tzinfo=None),
        "number": lambda v: Decimal(str(v)),
    }
    return {c.name: None if (v := row.get(c.name)) is None else parse.get(c.kind, lambda v: v)(v) for c in table.columns}


@cache
def rows(name: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lists of rows: a sound or deliberately broken one, with up to three values changed."""
    table = tables()[name]
    starts = [typed(table, row) for row in [example_row(table)] * 4 + [broken_row(table, rule) for rule in table.all_rules()]]
    change = st.sampled_from(table.columns).flatmap(lambda c: st.tuples(st.just(c.name), value(c)))
    row = st.tuples(st.sampled_from(starts), st.lists(change, max_size=3)).map(lambda pair: pair[0] | dict(pair[1]))
    return st.lists(row, min_size=10, max_size=40)


def distinct(table: Table, sample: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keys made unique where they are keys at all: uniqueness is no verdict on one row."""
    if table.key is None:
        return sample
    used: set[str] = set()
    found = []
    for number, row in enumerate(sample):
        key = row[table.key]
        found.append(row | {table.key: f"k-{number}"} if key in used or key == example_row(table)[table.key] else row)
        used.add(key)
    return found


def by_loader(table: Table, frame: pl.DataFrame) -> set[int]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frame.write_parquet(folder / "rows.parquet")
        config = ServiceConfig(
            provider=Provider(legal_name="x"), service=Service(name="x", tier=Tier.VLOP), folder=folder,
            tables={table.name: Source(files=("rows.parquet",), null_tokens=())},
        )
        with connect(temp_directory=folder / "tmp", threads=1) as connection:
            done = load(connection, config, work=folder / "work", rejected=None)
            kept = {record - 1 for (record,) in connection.execute(f"SELECT _record FROM accepted_{table.name}").fetchall()}
        assert done.tables[table.name].files[0].rows_read == frame.height
        return kept


def by_records(table: Table, sample: list[dict[str, Any]]) -> set[int]:
    def sound(row: dict[str, Any]) -> bool:
        try:
            record_model(table.name).model_validate(row)
        except ValidationError:
            return False
        return True

    return {number for number, row in enumerate(sample) if sound(row)}


def by_pandera(table: Table, frame: pl.DataFrame | pl.LazyFrame, height: int) -> set[int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SchemaWarning)
        try:
            dataframe_schema(table, n_failure_cases=height).validate(frame, lazy=True)
        except SchemaErrors as errors:
            told = errors.failure_cases["index"]
        else:
            return set(range(height))
    assert told.null_count() == 0
    return set(range(height)) - set(told)


def as_json(row: dict[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        match value:
            case datetime():
                return value.isoformat() + "Z"
            case date():
                return value.isoformat()
            case Decimal():
                return float(value)
        return value

    return {name: plain(value) for name, value in row.items()}


def unseen_by_json(table: Table, row: dict[str, Any]) -> bool:
    """Is there a reason to reject the row that JSON Schema has no words for?"""
    schema = table_schema(table)
    unwritten = {rule["id"] for rule in schema["x-rules"] if rule["rejects"] and not rule["in_schema"]}
    bare = {name: None if value in ("", []) else value for name, value in row.items()}
    return any("\0" in value for value in row.values() if isinstance(value, str)) or any(
        not rule.must.holds(bare) for rule in table.all_rules() if rule.id in unwritten
    )


@pytest.mark.parametrize("name", sorted(tables()))
def test_four_executions_one_verdict(name: str) -> None:
    table = tables()[name]
    types = {c.name: canonical(c.kind) for c in table.columns}
    validator = Draft202012Validator(table_schema(table))
    seen = {"accepted": 0, "rejected": 0}

    @FEW
    @given(rows(name))
    def agree(sample: list[dict[str, Any]]) -> None:
        sample = distinct(table, sample)
        frame = pl.DataFrame(sample, schema=types)
        kept = by_loader(table, frame)
        assert {n: sample[n] for n in kept ^ by_records(table, sample)} == {}
        assert {n: sample[n] for n in kept ^ by_pandera(table, frame.lazy(), frame.height)} == {}
        for number, row in enumerate(sample):
            if any((isinstance(v, list) and "" in v) or (isinstance(v, str) and v != v.strip(" ")) for v in row.values()):
                continue
            valid = validator.is_valid(as_json(row))
            assert valid or number not in kept, row
            assert number in kept or not valid or unseen_by_json(table, row), row
        seen["accepted"] += len(kept)
        seen["rejected"] += len(sample) - len(kept)

    agree()
    assert min(seen.values()) > 0
