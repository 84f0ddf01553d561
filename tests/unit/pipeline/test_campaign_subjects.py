"""Only what people confirmed is looked up in a register, and only by what their accounts share."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dsa_reports.campaigns.reviews import record
from dsa_reports.errors import InputError
from dsa_reports.pipeline.campaign_subjects import campaigns_in

AT = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def found(tmp_path: Path) -> Path:
    con = duckdb.connect()
    con.execute(f"COPY (SELECT * FROM (VALUES ('c1', 'a', 0.9), ('c1', 'b', 0.9), ('c1', 'x', 0.6), ('c2', 'p', 0.9), ('c2', 'q', 0.9)) AS t(cluster_id, account_ref, score)) TO '{tmp_path}/clusters.parquet'")
    con.execute(f"""COPY (SELECT * FROM (VALUES
        ('c1', 'a', 'b', 'domain', 'warm.example', 0.5), ('c1', 'a', 'b', 'text', 'a text that two accounts share', 0.5), ('c1', 'a', 'b', 'picture', 'ffd8c3a1b2e4905f', 0.5),
        ('c1', 'a', 'b', 'affiliate', 'warm.example ref=7c7202', 0.5), ('c1', 'a', 'b', 'handle', 'aaaa99', 0.5), ('c1', 'b', 'x', 'domain', 'honest.example', 0.5),
        ('c2', 'p', 'q', 'domain', 'candidate.example', 0.5)) AS t(cluster_id, account_a, account_b, kind, value, weight)) TO '{tmp_path}/evidence.parquet'""")
    return tmp_path


def test_only_the_confirmed(found: Path) -> None:
    record(found, cluster_id="c1", decision="confirmed", reviewer="J. Reviewer", reason="same pages, same words", at=AT, accounts=["a", "b"])
    (subject,) = campaigns_in(found)
    assert (subject.label, subject.reviewer) == ("c1", "J. Reviewer")
    assert set(subject.keys) == {
        ("domain", "warm.example"), ("parameter", "warm.example ref=7c7202"), ("text", "a text that two accounts share"), ("picture", "ffd8c3a1b2e4905f"),
        ("account", "a"), ("account", "b"),
    }


def test_candidates_are_refused(found: Path) -> None:
    with pytest.raises(InputError, match="confirmed by a person"):
        campaigns_in(found)
    record(found, cluster_id="c1", decision="rejected", reviewer="J. Reviewer", reason="a fan club", at=AT)
    with pytest.raises(InputError, match="confirmed by a person"):
        campaigns_in(found)
