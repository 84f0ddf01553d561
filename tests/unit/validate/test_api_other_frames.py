"""`dsa_reports.validate` on tables of pandas and Arrow."""

from datetime import datetime
from decimal import Decimal

import pytest

import dsa_reports

pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")

SCAMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
AT = datetime(2026, 1, 5, 10)
CELLS = {"id": ["a", "b", "a", None], "category": [SCAMS, "X", SCAMS, SCAMS], "reporter_kind": ["other"] * 4, "items": [1, 2, 3, 4], "received_at": [AT] * 4}
REASONS = ["intake.code:category", "intake.duplicate_key:id", "intake.required:id"]


@pytest.mark.parametrize("index", [None, [7, 7, 8, 9], list("wxyz")], ids=["plain", "twice", "texts"])
def test_a_pandas_frame_is_taken_apart_and_keeps_its_index(index):
    frame = pd.DataFrame(CELLS, index=index)
    done = dsa_reports.validate(frame, table="notices")
    assert done.counts == type(done.counts)(4, 1, 3)
    pd.testing.assert_frame_equal(done.accepted, frame.iloc[:1])
    assert done.rejected["_record"].tolist() == [2, 3, 4]
    assert done.rejected["_reasons"].tolist() == REASONS
    pd.testing.assert_frame_equal(done.rejected[list(CELLS)], frame.iloc[1:])


def test_pandas_types_of_its_own():
    frame = pd.DataFrame({
        "id": pd.array(["a", "b"], dtype="string"), "category": pd.Categorical([SCAMS, SCAMS]), "reporter_kind": ["other", "other"],
        "items": pd.array([1, None], dtype="Int64"), "received_at": pd.to_datetime([AT, AT], utc=True),
    })
    done = dsa_reports.validate(frame, table="notices")
    assert (done.counts.accepted, done.counts.rejected) == (1, 1)
    assert done.rejected["_reasons"].tolist() == ["intake.required:items"]


@pytest.mark.parametrize("chunks", [1, 2])
def test_an_arrow_table_is_taken_apart(chunks):
    table = pa.table(CELLS)
    if chunks == 2:
        table = pa.concat_tables([table.slice(0, 2), table.slice(2)])
    done = dsa_reports.validate(table, table="notices")
    assert done.accepted.equals(table.slice(0, 1))
    assert done.rejected.select(list(CELLS)).equals(table.slice(1))
    assert done.rejected["_record"].to_pylist() == [2, 3, 4]
    assert done.rejected["_reasons"].to_pylist() == REASONS


def test_an_arrow_table_of_sound_rows_and_other_types():
    table = pa.table({
        "id": pa.array(["a", "b"], pa.large_string()), "category": pa.array([SCAMS, SCAMS]).dictionary_encode(), "reporter_kind": ["other", "other"],
        "items": pa.array([Decimal(1), Decimal(2)], pa.decimal128(5, 0)), "received_at": pa.array([AT, AT], pa.timestamp("ns", "UTC")),
    })
    done = dsa_reports.validate(table, table="notices")
    assert done.sound, done.findings
    assert done.accepted.equals(table)
    assert done.rejected.num_rows == 0
