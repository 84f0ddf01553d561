"""A helpline's own list against ours (R-5): by reference, by day and category; each notice once; bad input with its line."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from dsa_reports.cli.app import app
from dsa_reports.errors import ExitCode
from dsa_reports.reconcile import Ours, Theirs, reconciled

MINORS, SCAMS = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
DAY = date(2026, 3, 1)


def ours(id: str, day: int = 1, category: str = MINORS, *, acted: bool = True, concluded: bool = True) -> Ours:
    return Ours(id, date(2026, 3, day), category, acted, concluded)


def test_references_first_then_day_and_category() -> None:
    done = reconciled(
        [Theirs(2, DAY, "n-2"), Theirs(3, DAY, category=MINORS), Theirs(4, DAY), Theirs(5, DAY, category=SCAMS), Theirs(6, date(2026, 3, 9)), Theirs(7, DAY, "gone")],
        [ours("n-1"), ours("n-2"), ours("n-3", 2, acted=False), ours("n-9", 20)],
    )
    assert {line: own.id for line, own in done.found.items()} == {2: "n-2", 3: "n-1", 4: "n-3"}
    assert [one.line for one in done.missing] == [5, 6, 7]
    assert [one.id for one in done.extra] == ["n-9"]
    assert done.outcomes() == {"acted_upon": 2, "concluded_without_action": 1, "open": 0}
    assert not done.within(0.05)
    assert done.within(1.0)


@given(st.lists(st.integers(1, 4), max_size=8), st.lists(st.integers(1, 4), max_size=8), st.randoms(use_true_random=False))
def test_nothing_is_found_twice_and_the_order_does_not_matter(sent: list[int], received: list[int], chance) -> None:
    theirs = [Theirs(n + 2, date(2026, 3, day)) for n, day in enumerate(sent)]
    own = [ours(f"n-{n}", day) for n, day in enumerate(received)]
    done = reconciled(theirs, own)
    assert len({one.id for one in done.found.values()}) == len(done.found)
    assert done.sent == len(theirs)
    assert len(done.found) + len(done.extra) == len(own)
    chance.shuffle(theirs)
    chance.shuffle(own)
    assert reconciled(theirs, own) == done


def run(folder: Path, *more: object) -> Result:
    words = ["minors", "reconcile", folder / "service.toml", "--theirs", folder / "sent.csv", "--name", "helpwanted", "--period", "2026-Q1", *more]
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="dsa-reports")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "service.toml").write_text('[provider]\nlegal_name = "P"\n[service]\nname = "S"\ntier = "online_platform"\n[tables.notices]\nfiles = ["notices.csv"]\n', "utf-8")
    (tmp_path / "notices.csv").write_text(
        "id,category,keyword,reporter_kind,helpline_name,items,received_at,action_taken_at\n"
        f"n-1,{MINORS},,helpline,Helpwanted,1,2026-03-01T08:00:00Z,2026-03-02T08:00:00Z\nn-2,{MINORS},,helpline,Helpwanted,1,2026-03-05T08:00:00Z,\n"
        f"n-3,{MINORS},,helpline,Another,1,2026-03-05T08:00:00Z,\n", "utf-8",
    )
    (tmp_path / "sent.csv").write_text("sent_at,reference\n2026-03-01,n-1\n2026-03-04T23:00:00Z,\n2026-03-20,\n2025-01-01,\n", "utf-8")
    return tmp_path


def test_as_a_user_does_it(folder: Path) -> None:
    data = json.loads(run(folder, "--json").stdout)
    assert (data["sent"], data["found"], data["only_theirs"], data["only_ours"]) == (3, 2, [4], [])
    assert data["outcomes"] == {"acted_upon": 1, "concluded_without_action": 0, "open": 1}
    assert [(one["id"], one["line"]) for one in data["findings"]] == [("R-5", 4)]
    assert run(folder, "--fail-on", "warning").exit_code == ExitCode.FINDINGS
    told = run(folder).stdout
    assert "3 sent, 2 found, 1 only theirs, 0 only ours" in told
    assert "only theirs, by line: 4\n" in told
    assert "only ours, by id" not in told
    assert json.loads(run(folder, "--json", "--tolerance", "0.5").stdout)["findings"] == []
    (folder / "sent.csv").write_text("sent_at,reference\n2026-03-01,n-1\n", "utf-8")
    assert "only ours, by id: n-2\n" in run(folder).stdout


@pytest.mark.parametrize(("text", "says"), [
    ("sent_at\nyesterday\n", "sent.csv:2"), ("sent_at,reference\n2026-03-01\n", "sent.csv:2"), ("day\n2026-03-01\n", "no column sent_at"), ("", "no column sent_at"),
    ("sent_at,category\n2026-03-01,MINORS\n", "sent.csv:2"), ('sent_at\n"2026', "no CSV"),
])
def test_bad_lists(folder: Path, text: str, says: str) -> None:
    (folder / "sent.csv").write_text(text, "utf-8")
    result = run(folder)
    assert result.exit_code == ExitCode.INPUT, result.stderr
    assert says in result.stderr
    assert "Traceback" not in result.stderr
