"""`dsa_reports.validate` from Python."""

from datetime import datetime

import duckdb
import polars as pl
import pytest

import dsa_reports
from dsa_reports.errors import UsageError

SCAMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
AT = datetime(2026, 1, 5, 10)
FRAME = pl.DataFrame({
    "id": ["a", "b", "a", None], "category": [SCAMS, "X", SCAMS, SCAMS], "reporter_kind": ["other"] * 4, "items": [1, 2, 3, 4], "received_at": [AT] * 4,
})


def test_a_polars_frame_is_taken_apart_without_losing_a_row():
    done = dsa_reports.validate(FRAME, table="notices")
    assert (done.counts.rows_read, done.counts.accepted, done.counts.rejected) == (4, 1, 3)
    assert done.accepted.equals(FRAME[:1])
    assert done.rejected.drop("_record", "_reasons").equals(FRAME[1:])
    assert done.rejected["_reasons"].to_list() == ["intake.code:category", "intake.duplicate_key:id", "intake.required:id"]
    assert not done.sound
    assert {f.id for f in done.findings} == {"intake.code", "intake.duplicate_key", "intake.required"}


def test_a_lazy_frame_and_a_sound_one():
    done = dsa_reports.validate(FRAME[:1].lazy(), table="notices")
    assert done.sound
    assert done.accepted.equals(FRAME[:1])
    assert done.rejected.height == 0


def test_categories_of_polars_are_texts():
    done = dsa_reports.validate(FRAME.with_columns(pl.col("category").cast(pl.Categorical)), table="notices")
    assert done.counts.accepted == 1


def test_a_relation_of_another_connection():
    with duckdb.connect() as con:
        relation = con.sql(f"SELECT * FROM (VALUES ('a', '{SCAMS}', 'other', 1, TIMESTAMP '2026-01-05 10:00'), ('b', 'X', 'other', 1, TIMESTAMP '2026-01-05 10:00')) t(id, category, reporter_kind, items, received_at)")
        with dsa_reports.validate(relation, table="notices") as done:
            assert [row[0] for row in done.accepted.fetchall()] == ["a"]
            assert [(row[0], row[-2], row[-1]) for row in done.rejected.fetchall()] == [("b", 2, "intake.code:category")]


def test_a_file(tmp_path):
    path = tmp_path / "n.parquet"
    FRAME.write_parquet(path)
    with dsa_reports.validate(path) as done:
        assert (done.counts.rows_read, done.counts.accepted, done.counts.rejected) == (4, 1, 3)
        assert done.accepted.select("id, items").fetchall() == [("a", 1)]
        assert [row[1] for row in done.rejected.fetchall()] == [2, 3, 4]


@pytest.mark.parametrize(("data", "table", "error"), [(FRAME, "", UsageError), (FRAME, "notice", UsageError), (5, "notices", TypeError), ({"id": [1]}, "notices", TypeError)])
def test_what_it_does_not_take(data, table, error):
    with pytest.raises(error):
        dsa_reports.validate(data, table=table)


def test_a_frame_with_birth_dates_is_refused():
    with pytest.raises(dsa_reports.errors.InputError, match="birth"):
        dsa_reports.validate(FRAME.with_columns(birth_date=pl.lit("x")), table="notices")
