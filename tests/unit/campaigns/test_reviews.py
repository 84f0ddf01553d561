"""Decisions of people about clusters: an append-only chain, of which only the confirmed count."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from dsa_reports.campaigns.reviews import FIRST, REVIEWS_FILE, confirmed, members_digest, read_reviews, record
from dsa_reports.errors import InputError, IntegrityError, UsageError

CLUSTERS = {"c-1": ["a-1", "a-2", "a-3"], "c-2": ["a-4", "a-5", "a-6", "a-7"], "c-3": ["a-8", "a-9"]}
DAY = datetime(2026, 7, 3, 10, tzinfo=UTC)


def write_clusters(folder: Path, clusters: dict[str, list[str]] = CLUSTERS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [(cluster, account, 0.9) for cluster, accounts in clusters.items() for account in accounts]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE c (cluster_id VARCHAR, account_ref VARCHAR, score DOUBLE)")
        connection.executemany("INSERT INTO c VALUES (?, ?, ?)", rows)
        connection.execute(f"COPY c TO '{folder / 'clusters.parquet'}' (FORMAT parquet)")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_clusters(tmp_path / "found")


def decide(folder: Path, cluster: str, decision: str, minute: int = 0, accounts: object = None) -> None:
    record(folder, cluster_id=cluster, decision=decision, reviewer="R. Viewer", reason="same page, same hour", at=DAY.replace(minute=minute), accounts=accounts)  # type: ignore[arg-type]


def test_nothing_reviewed_nothing_confirmed(folder: Path) -> None:
    assert read_reviews(folder) == []
    assert confirmed(folder) == []


def test_only_what_was_confirmed_counts(folder: Path) -> None:
    decide(folder, "c-1", "confirmed", 0, ["a-1", "a-2"])
    decide(folder, "c-2", "split", 1, [["a-4", "a-5"], ["a-7"]])
    decide(folder, "c-3", "rejected", 2)
    assert [(c.campaign_id, c.accounts) for c in confirmed(folder)] == [("c-1", ("a-1", "a-2")), ("c-2/1", ("a-4", "a-5")), ("c-2/2", ("a-7",))]


def test_the_last_decision_holds_and_the_first_stays_readable(folder: Path) -> None:
    decide(folder, "c-1", "confirmed", 0)
    decide(folder, "c-1", "rejected", 1)
    assert confirmed(folder) == []
    assert [review.decision for review in read_reviews(folder)] == ["confirmed", "rejected"]


def test_each_line_names_the_one_before_it_and_what_the_reviewer_saw(folder: Path) -> None:
    decide(folder, "c-1", "confirmed", 0)
    decide(folder, "c-3", "rejected", 1)
    lines = (folder / REVIEWS_FILE).read_bytes().splitlines()
    first, second = (json.loads(line) for line in lines)
    assert set(first) == {"at", "reviewer", "cluster_id", "decision", "reason", "accounts", "members_sha256", "previous_sha256"}
    assert first["previous_sha256"] == FIRST
    assert second["previous_sha256"] == hashlib.sha256(lines[0]).hexdigest()
    assert first["members_sha256"] == hashlib.sha256(b"a-1\na-2\na-3").hexdigest() == members_digest(["a-3", "a-1", "a-2"])
    assert (first["accounts"], second["accounts"]) == (["a-1", "a-2", "a-3"], None)


def test_an_account_stands_in_one_campaign_only(folder: Path) -> None:
    decide(folder, "c-1", "confirmed", 0)
    write_clusters(folder, {"c-9": ["a-3", "a-4"]})
    decide(folder, "c-9", "confirmed", 1)
    found = confirmed(folder)
    assert {c.campaign_id: c.accounts for c in found} == {"c-1": ("a-1", "a-2"), "c-9": ("a-3", "a-4")}
    assert [c.members_changed for c in found] == [True, False]


@pytest.mark.parametrize("harm", ["change", "remove", "reorder", "cut", "spaces", "empty line", "no json", "older"])
def test_whoever_touches_a_line_is_found_out(folder: Path, harm: str) -> None:
    for minute, cluster in enumerate(("c-1", "c-2", "c-3")):
        decide(folder, cluster, "confirmed", minute)
    file = folder / REVIEWS_FILE
    lines = file.read_bytes().splitlines(keepends=True)
    harmed = {
        "change": [lines[0].replace(b"same hour", b"same week"), *lines[1:]],
        "remove": [lines[0], lines[2]],
        "reorder": [lines[1], lines[0], lines[2]],
        "cut": [*lines[:2], lines[2][:40]],
        "spaces": [lines[0].replace(b'","', b'", "'), *lines[1:]],
        "empty line": [*lines, b"\n"],
        "no json": [*lines, b"a-1\n"],
        "older": [*lines, _forged(lines[2], at="2026-07-01T00:00:00Z")],
    }[harm]
    file.write_bytes(b"".join(harmed))
    with pytest.raises(IntegrityError, match=r"line [1-4] of the decisions"):
        confirmed(folder)
    with pytest.raises(IntegrityError):
        decide(folder, "c-1", "rejected", 30)
    assert file.read_bytes() == b"".join(harmed)


def _forged(last: bytes, **changed: str) -> bytes:
    fresh = json.loads(last) | {"previous_sha256": hashlib.sha256(last[:-1]).hexdigest()} | changed
    return json.dumps(fresh, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize(("change", "says"), [
    ({"cluster_id": "c-77"}, "no cluster"), ({"accounts": ["a-1", "a-9"]}, "no members"), ({"reviewer": " "}, "reviewer"),
    ({"reason": ""}, "reason"), ({"accounts": []}, "accounts"), ({"reason": "a\x1b[31mb"}, "reason"),
    ({"decision": "split", "accounts": [["a-1"], ["a-1", "a-2"]]}, "twice"), ({"at": DAY.replace(year=2025)}, "later"),
    ({"decision": "split"}, ""), ({"at": DAY.replace(minute=30), "accounts": ["a-1", "a-1"]}, "twice"),
])
def test_a_decision_that_lacks_something_is_not_written(folder: Path, change: dict[str, object], says: str) -> None:
    decide(folder, "c-3", "rejected", 0)
    before = (folder / REVIEWS_FILE).read_bytes()
    told = {"cluster_id": "c-1", "decision": "confirmed", "reviewer": "R. Viewer", "reason": "why", "at": DAY.replace(minute=5), "accounts": None} | change
    if says:
        with pytest.raises(UsageError, match=says):
            record(folder, **told)  # type: ignore[arg-type]
        assert (folder / REVIEWS_FILE).read_bytes() == before
    else:
        record(folder, **told)  # type: ignore[arg-type]  # a split into one piece is all of it
        assert [c.accounts for c in confirmed(folder)] == [("a-1", "a-2", "a-3")]


def test_two_people_at_once_do_not_write_over_one_another(folder: Path) -> None:
    (folder / f"{REVIEWS_FILE}.lock").touch()
    with pytest.raises(UsageError, match="somebody else"):
        decide(folder, "c-1", "confirmed")
    assert not (folder / REVIEWS_FILE).exists()


def test_a_folder_without_clusters_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"clusters\.parquet"):
        decide(tmp_path, "c-1", "confirmed")
    (tmp_path / "clusters.parquet").write_bytes(b"nothing of the kind")
    with pytest.raises(InputError, match="cannot be read"):
        decide(tmp_path, "c-1", "confirmed")


def test_a_new_search_keeps_what_people_decided(folder: Path, tmp_path: Path) -> None:
    from dsa_reports.pipeline.campaigns import _keep_decisions

    decide(folder, "c-1", "confirmed")
    staged = tmp_path / "staged"
    staged.mkdir()
    _keep_decisions(folder, staged)
    assert (staged / REVIEWS_FILE).read_bytes() == (folder / REVIEWS_FILE).read_bytes()
    _keep_decisions(tmp_path / "nothing there", staged)
