"""diff and archive at the door: options, exit codes, messages. What they find belongs to other families."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dsa_reports.cli.app import app
from tests.property.replayed_service import Notice, World, built

RUN = CliRunner()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diff")
    for world in (World(), World(notices=(Notice(1),))):
        built(world, folder / "service", folder / "out")
    return folder / "out"


def run(*words: object) -> tuple[int, str]:
    done = RUN.invoke(app, [str(word) for word in words])
    return done.exit_code, done.output


def test_drafts_are_named_by_number_current_or_folder(out: Path) -> None:
    for new in ("2", "current", out / "drafts/2", out, out / "current"):
        code, text = run("diff", "1", new, "-o", out)
        assert (code, "notices_received" in text) == (0, True), new


def test_exit_code_only_on_request(out: Path) -> None:
    assert run("diff", "1", "2", "-o", out, "--exit-code")[0] == 1
    assert run("diff", "2", "2", "-o", out, "--exit-code")[0] == 0


def test_json_to_a_file(out: Path, tmp_path: Path) -> None:
    code, text = run("diff", "1", "2", "-o", out, "--json", "--to", tmp_path / "d.json")
    assert code == 0
    assert text.strip().endswith("d.json")
    assert json.loads((tmp_path / "d.json").read_bytes())["format"] == "dsa-reports/difference/1"


def test_causes_on_the_screen(out: Path) -> None:
    code, text = run("diff", "1", "2", "-o", out, "--cause", "-q")
    assert code == 0
    assert "Why, replayed in this order:" in text
    assert "1  late rows" in text
    assert "code version" in text


def test_an_official_folder_can_be_compared_with_a_draft(out: Path) -> None:
    code, text = run("diff", out / "drafts/1/publish/csv", "2", "-o", out)
    assert code == 0
    assert "1 number" in text or "numbers changed" in text


@pytest.mark.parametrize(("word", "said"), [("9", "there is no draft 9"), ("nowhere", "there is no such report")])
def test_what_is_not_there_is_said(out: Path, word: str, said: str) -> None:
    code, text = run("diff", word, "2", "-o", out)
    assert code == 2
    assert said in text


def test_causes_of_others_reports_are_refused(out: Path) -> None:
    code, text = run("diff", out / "drafts/1/publish/csv", "2", "-o", out, "--cause")
    assert code == 2
    assert "only between two drafts" in text


def test_no_archive_yet(out: Path) -> None:
    for words in (("list",), ("check",), ("discard", "2026", "1", "--reason", "x")):
        code, text = run("archive", *words, "-o", out)
        assert code == 3
        assert "there is no archive yet" in text
