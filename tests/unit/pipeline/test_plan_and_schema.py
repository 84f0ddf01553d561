"""plan says what the queries really read; schema prints the contract in every form."""

import json
from datetime import date
from pathlib import Path

import pytest

from dsa_reports.contract import tables
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import UsageError
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.doctor import doctor
from dsa_reports.pipeline.feeds import feeding_tables, feeds_of_tier, reads
from dsa_reports.pipeline.needs import needed_tables
from dsa_reports.pipeline.plan import plan
from dsa_reports.pipeline.schema import ENDINGS, SchemaFormat, schema
from dsa_reports.template.layout import layout


@pytest.mark.parametrize("tier", list(Tier))
def test_the_needed_tables_are_those_that_the_queries_read(tier: Tier) -> None:
    assert set(feeding_tables(tier)) == set(needed_tables(tier, {}))


@pytest.mark.parametrize("tier", list(Tier))
def test_every_applicable_part_is_fed(tier: Tier) -> None:
    applicable = {p.number for p in layout().parts[2:10] if any(layout().applies(r.applicability, tier) for r in p.rows)}
    assert {feed.part for feed in feeds_of_tier(tier)} == applicable


def test_columns_behind_a_fact() -> None:
    assert reads("f_recipients") == {"recipients": ("month", "member_state", "active_recipients")}
    assert set(reads("f_measure_languages")) == {"moderation_actions", "notices", "orders"}
    assert "language" in reads("f_measure_languages")["notices"]
    assert "decided_at" in reads("f_measure_languages")["moderation_actions"]


@pytest.mark.parametrize(
    ("tier", "today", "period", "deadline"),
    [
        (Tier.ONLINE_PLATFORM, date(2026, 11, 22), "2026-01-01/2026-12-31", date(2027, 2, 28)),
        (Tier.ONLINE_PLATFORM, date(2027, 2, 28), "2026-01-01/2026-12-31", date(2027, 2, 28)),
        (Tier.ONLINE_PLATFORM, date(2027, 3, 1), "2027-01-01/2027-12-31", date(2028, 2, 29)),
        (Tier.VLOP, date(2026, 8, 31), "2026-01-01/2026-06-30", date(2026, 8, 31)),
        (Tier.VLOP, date(2026, 9, 1), "2026-07-01/2026-12-31", date(2027, 2, 28)),
        (Tier.HOSTING, date(2026, 1, 5), "2025-01-01/2025-12-31", date(2026, 2, 28)),
    ],
)
def test_the_next_deadline(tier: Tier, today: date, period: str, deadline: date) -> None:
    due = plan(tier=tier, today=today).due
    assert (due.period, due.deadline, due.statutory) == (period, deadline, True)


def test_a_quarter_is_internal() -> None:
    due = plan(tier=Tier.VLOP, period="2026-Q1", today=date(2026, 1, 1)).due
    assert not due.statutory
    assert "INTERNAL" in due.kind


@pytest.mark.parametrize("form", list(ENDINGS))
@pytest.mark.parametrize("name", sorted(tables()))
def test_every_form_of_every_table(name: str, form: SchemaFormat) -> None:
    text = schema(table=name, form=form)
    assert text.endswith("\n")
    match form:
        case "csv":
            assert text.strip().split(",") == list(tables()[name].names)
        case "example":
            assert set(json.loads(text)) <= set(tables()[name].names)
        case "json":
            assert set(json.loads(text)["properties"]) == set(tables()[name].names)
        case "text":
            assert all(column in text for column in tables()[name].names)


def test_the_sql_runs() -> None:
    with connect(memory_limit="256MB", threads=1) as connection:
        for name in tables():
            connection.execute(schema(table=name, form="sql"))
        described = connection.execute("SELECT count(*) FROM duckdb_columns() WHERE NOT internal").fetchone()
    assert described == (sum(len(table.columns) for table in tables().values()),)


def test_unknown_table() -> None:
    with pytest.raises(UsageError) as caught:
        schema(table="order", form="sql")
    assert caught.value.remedy == "Do you mean `orders`?"


def test_doctor_looks_at_everything(tmp_path: Path) -> None:
    checks = {check.name: check for check in doctor(output=tmp_path / "not" / "yet")}
    for name in ("Python", "library Pango", "fonts of the report", "time zones", "engine DuckDB", "write permission", "disk space"):
        assert name in checks
    assert checks["engine DuckDB"].good
    assert checks["write permission"].found == str(tmp_path)
    assert all(check.command for check in checks.values() if not check.good)


def test_doctor_names_the_package_of_a_missing_library() -> None:
    from dsa_reports.pipeline.doctor import _libraries

    def refuse(name: str) -> object:
        raise OSError(name)

    missing = list(_libraries(refuse))
    assert not any(check.good for check in missing)
    assert all("pango" in check.command.lower() for check in missing)
