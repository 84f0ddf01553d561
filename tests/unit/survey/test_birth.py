"""BIRTH-1 and BIRTH-2: birth dates and ages, by their values, in read and in unread columns."""

import json

import pytest

from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.load import load
from dsa_reports.intake.options import LoadOptions
from dsa_reports.intake.survey import run_surveys
from dsa_reports.intake.survey.unread import UnreadColumns
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source

BIRTHS = [f"{1950 + n * 7 % 60}-0{1 + n % 9}-1{n % 10}" for n in range(60)]


def test_birth_dates_in_a_column_of_the_contract_block(log):
    finding = log.made("moderation_actions", [{"content_date": day} for day in BIRTHS]).one("BIRTH-1")
    assert (finding.severity, finding.column, finding.count) == ("blocks", "content_date", 60)
    assert "19" not in finding.message.replace("10 to 100", "")


@pytest.mark.parametrize("days", [
    [f"20{16 + n % 10}-05-01" for n in range(60)], ["2009-03-01"] * 60, BIRTHS[:19], [*BIRTHS[:20], *["2026-01-01"] * 30],
])
def test_old_content_single_days_and_few_values_are_silent(log, days):
    assert log.made("moderation_actions", [{"content_date": day} for day in days]).found("BIRTH-1") == []


def surveyed_export(tmp_path, values, *, form="csv", name="x7", **options):
    """A log of notices with one column more, as the loader and the surveys see it."""
    rows = [{"id": f"n{n}", "category": "STATEMENT_CATEGORY_VIOLENCE", "reporter_kind": "other", "items": 1, "received_at": "2026-02-02T10:00:00Z", name: value} for n, value in enumerate(values)]
    path = tmp_path / f"n.{form}"
    if form == "csv":
        path.write_text("\n".join([",".join(rows[0]), *(",".join(str(cell) for cell in row.values()) for row in rows)]) + "\n")
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    con = connect(threads=2)
    if form == "parquet":
        path.rename(tmp_path / "n.json")
        con.execute(f"COPY (SELECT * FROM read_json('{tmp_path / 'n.json'}', format='newline_delimited')) TO '{path}' (FORMAT parquet)")
    source = Source(files=(path.name,), **options)
    config = ServiceConfig(provider=Provider(legal_name="Example B.V."), service=Service(name="Example", tier="vlop"), tables={"notices": source}, folder=tmp_path)
    unread = UnreadColumns(con)
    intake = load(con, config, work=tmp_path / "work", rejected=None, options=LoadOptions(on_open=unread))
    assert intake.tables["notices"].files[0].accepted == len(values)
    return run_surveys(con, intake, only=["BIRTH-2"], unread=unread.columns, sources=config.tables)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_birth_dates_in_a_column_that_nothing_reads_block(tmp_path, form):
    (finding,) = surveyed_export(tmp_path, BIRTHS, form=form)
    assert (finding.severity, finding.file, finding.column, finding.value, finding.count) == ("blocks", f"n.{form}", "x7", "", 60)
    assert not any(day in finding.model_dump_json() for day in BIRTHS)


@pytest.mark.parametrize("change", [lambda d: d[:4], lambda d: f"{d[8:]}-{d[5:7]}-{d[:4]}", lambda d: f"{d[8:]}/{d[5:7]}/{d[:4]}", lambda d: d.replace("-", ""), lambda d: f"{d}T00:00:00"])
def test_days_in_any_spelling_and_years(tmp_path, change):
    assert [f.severity for f in surveyed_export(tmp_path, [change(day) for day in BIRTHS])] == ["blocks"]


def test_ages_are_a_warning_for_a_score_looks_alike(tmp_path):
    (finding,) = surveyed_export(tmp_path, [str(13 + n % 50) for n in range(60)])
    assert finding.severity == "warning"
    assert "exact ages" in finding.message


@pytest.mark.parametrize("values", [
    [str(n) for n in range(60)][:19], [str(1 + n % 5) for n in range(60)], [str(n * 7 % 400) for n in range(60)], [f"2026-01-{1 + n % 28:02d}" for n in range(60)],
    [f"q{n}" for n in range(60)], [""] * 60, ["2009"] * 60, [f"{n * 0.37:.2f}" for n in range(60)],
])
def test_levels_counts_recent_days_and_texts_are_silent(tmp_path, values):
    assert surveyed_export(tmp_path, values) == []


def test_ignored_columns_are_left_alone(tmp_path):
    assert surveyed_export(tmp_path, BIRTHS, ignore=("x7",)) == []
