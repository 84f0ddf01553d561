"""The commands of a reviewer, as they would type them; and those that explain phenomena."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dsa_reports.cli.app import app
from tests.unit.campaigns.test_reviews import write_clusters

WHO = ["--reviewer", "A. Jansen", "--reason", "same page, no person", "--at", "2026-07-03T10:00:00Z"]


def run(*words: object, typed: str | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(word) for word in words], input=typed)
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_clusters(tmp_path / "found")


def test_confirm_reject_and_split_by_options_then_list(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "split.txt").write_text("a-4\na-5\n\na-7\n")
    (tmp_path / "some.txt").write_text("a-1\na-2\n")
    assert run("campaigns", "review", folder, "--cluster", "c-1", "--confirm", "--accounts", tmp_path / "some.txt", *WHO)[0] == 0
    assert run("campaigns", "review", folder, "--cluster", "c-2", "--split", tmp_path / "split.txt", *WHO)[0] == 0
    assert run("campaigns", "review", folder, "--cluster", "c-3", "--reject", *WHO)[0] == 0
    code, listed, _ = run("campaigns", "reviews", folder, "--json")
    assert code == 0
    assert [one["campaign_id"] for one in json.loads(listed)["confirmed"]] == ["c-1", "c-2/1", "c-2/2"]
    assert "unbroken chain" in run("campaigns", "reviews", folder)[2]


@pytest.mark.parametrize(("words", "says"), [
    (["--confirm", "--reject"], "more than one decision"), (["--confirm"], "--cluster is missing"), ([], "no terminal"),
    (["--cluster", "c-1", "--confirm", "--reason", "x"], "--reviewer is missing"), (["--cluster", "c-1", "--reject", "--reviewer", "x"], "--reason is missing"),
    (["--cluster", "c-1", "--confirm", *WHO[:4], "--at", "yesterday"], "is no time"), (["--cluster", "c-1", "--confirm", *WHO[:4], "--at", "2026-07-03T10:00:00"], "offset"),
    (["--cluster", "c-9", "--confirm", *WHO], "no cluster"), (["--cluster", "c-1", "--split", "nowhere.txt", *WHO], "cannot be read"),
])
def test_what_is_missing_is_said(folder: Path, words: list[str], says: str) -> None:
    code, _, told = run("campaigns", "review", folder, *words)
    assert code in (2, 3)
    assert says in told
    assert not (folder / "reviews.jsonl").exists()


def test_on_a_terminal_a_slip_ends_nothing(folder: Path) -> None:
    """A wrong letter, a file that is not there, an empty reason: each is asked again, and what was decided stays."""
    main, end = pty.openpty()
    typed = ["A. Jansen", "x", "o", "/nowhere", "because", "r", "  ", "a choir", "c", "same page", "q"]
    os.write(main, "".join(f"{line}\n" for line in typed).encode())
    done = subprocess.run([sys.executable, "-m", "dsa_reports", "campaigns", "review", str(folder)], stdin=end, capture_output=True, text=True, check=False, timeout=60)
    os.close(main)
    os.close(end)
    assert done.returncode == 0, done.stderr
    for said in ("Answer with one of these letters.", "not recorded: the file of accounts cannot be read", "2 of 3 decided"):
        assert said in done.stdout
    decided = [json.loads(line) for line in (folder / "reviews.jsonl").read_text().splitlines()]
    assert [(one["decision"], one["reason"]) for one in decided] == [("rejected", "a choir"), ("confirmed", "same page")]


def test_a_broken_chain_has_its_own_exit_code(folder: Path) -> None:
    run("campaigns", "review", folder, "--cluster", "c-1", "--confirm", *WHO)
    file = folder / "reviews.jsonl"
    file.write_bytes(file.read_bytes().replace(b"a-2", b"a-9"))
    file.write_bytes(file.read_bytes() * 2)
    assert run("campaigns", "reviews", folder)[0] == 4


def test_a_sample_is_the_same_for_the_same_salt_and_holds_confirmed_accounts_only(folder: Path, tmp_path: Path) -> None:
    assert run("campaigns", "sample", folder, "--salt", "H1", "-o", tmp_path / "none.csv")[0] == 2
    run("campaigns", "review", folder, "--cluster", "c-2", "--confirm", *WHO)
    for name in ("one.csv", "two.csv"):
        assert run("campaigns", "sample", folder, "--size", "2", "--salt", "H1", "-o", tmp_path / name)[0] == 0
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    lines = (tmp_path / "one.csv").read_text().splitlines()
    assert len(lines) == 3
    assert all(line.split(",")[1] == "c-2" for line in lines[1:])


def test_phenomena_are_listed_in_words() -> None:
    code, said, _ = run("phenomena", "list")
    assert code == 0
    assert "sexbot_spam" in said
    assert "Child sexual abuse material and grooming (9b to 9d) are never spam." in said
