"""plan says what the queries really read; schema prints the contract in every form."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dsa_reports.contract import tables
from dsa_reports.contract.examples import broken_row, example_row
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import UsageError
from dsa_reports.intake.load import load
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.doctor import doctor
from dsa_reports.pipeline.feeds import feeding_tables, feeds_of_tier, reads
from dsa_reports.pipeline.needs import needed_tables
from dsa_reports.pipeline.plan import plan
from dsa_reports.pipeline.schema import ENDINGS, SchemaFormat, schema, write_schemas
from dsa_reports.pipeline.sql_lines import folded
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source
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
        case "example-csv":
            header, row = csv.reader(io.StringIO(text))
            assert header == list(tables()[name].names)
            assert len(row) == len(header)
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


@pytest.mark.parametrize("form", ["example", "example-csv"])
@pytest.mark.parametrize("name", sorted(tables()))
def test_example_files_validate_without_findings(name: str, form: SchemaFormat, tmp_path: Path) -> None:
    (path,) = write_schemas(folder=tmp_path, form=form, table=name)
    config = ServiceConfig(provider=Provider(legal_name="x"), service=Service(name="x", tier=Tier.VLOP), folder=tmp_path, tables={name: Source(files=(path.name,))})
    with connect(temp_directory=tmp_path / "tmp", threads=1) as connection:
        done = load(connection, config, work=tmp_path / "work", rejected=None)
    assert done.findings == ()
    assert done.tables[name].files[0].accepted == 1


@pytest.mark.parametrize("name", sorted(tables()))
def test_the_sql_table_takes_the_example_and_refuses_what_breaks_a_rule(name: str) -> None:
    table = tables()[name]
    broken = [broken_row(table, rule) for rule in table.all_rules() if rule.rejects]
    broken += [example_row(table) | {c.name: None} for c in table.columns if c.required]
    broken += [example_row(table) | {c.name: ["NOT_A_CODE"] if c.kind == "codes" else "NOT_A_CODE"} for c in table.columns if c.codes]
    broken += [example_row(table) | {c.name: "7" * (c.max_length + 1)} for c in table.columns if c.max_length]
    broken += [example_row(table) | {c.name: c.minimum - 1} for c in table.columns if c.minimum is not None]
    with connect(memory_limit="256MB", threads=1) as connection:
        connection.execute(schema(table=name, form="sql"))
        for number, row in enumerate(broken):
            if table.key and row[table.key] == example_row(table)[table.key]:
                row[table.key] = f"k-{number}"
            with pytest.raises(duckdb.ConstraintException):
                _insert(connection, name, row)
        _insert(connection, name, example_row(table))
        if table.key:
            with pytest.raises(duckdb.ConstraintException):
                _insert(connection, name, example_row(table))


def _insert(connection: duckdb.DuckDBPyConnection, name: str, row: dict[str, object]) -> None:
    columns = ", ".join(f'"{column}"' for column in row)
    connection.execute(f'INSERT INTO "{name}" ({columns}) VALUES ({", ".join("?" for _ in row)})', list(row.values()))


@pytest.mark.parametrize("name", sorted(tables()))
def test_the_sql_can_be_read_by_people(name: str) -> None:
    text = schema(table=name, form="sql")
    assert max(map(len, text.splitlines())) <= 124
    assert text.count("|delivery|") <= 1, "the list of top-level domains stands there once"


def test_folded_lines_say_the_same() -> None:
    pattern = "|".join(f"it''s {n}" for n in range(60))
    listed = ", ".join(f"'x  {n}'" for n in range(80))
    line = f"    CHECK (regexp_matches(\"a  b\", '{pattern}') OR \"a  b\" IN ({listed})),"
    lines = folded(line).splitlines()
    assert max(map(len, lines)) <= 120
    with connect(memory_limit="256MB", threads=1) as connection:
        select = "SELECT count(*) FROM (VALUES ('it''s 3'), ('it''s'), ('x  7'), ('x 7'), ('--')) AS t(\"a  b\") WHERE "
        got = [connection.execute(select + text.strip().removeprefix("CHECK").removesuffix(",")).fetchone() for text in (line, "\n".join(lines))]
    assert got == [(2,), (2,)]
    assert folded("    -- " + "word " * 40).splitlines()[1].startswith("    -- word")
    assert folded("short") == "short"


def test_tables_may_be_made_again_beside_others() -> None:
    with connect(memory_limit="256MB", threads=1) as connection:
        for name in ("notices", "orders"):
            connection.execute(schema(table=name, form="sql"))
        connection.execute("DROP TABLE notices")
        connection.execute(schema(table="notices", form="sql"))


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
