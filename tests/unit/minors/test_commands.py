"""`minors init | check | coverage | items`: files of every form, exit codes, bad input."""

import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dsa_reports.cli.app import app
from dsa_reports.errors import ExitCode
from dsa_reports.law.minor_items import items

GOOD = """
[[measure]]
id = "M-01"
title = "Private by default"
items = ["AS-01"]
status = "in_place"
surfaces = ["profile"]
age_groups = ["known_minor"]
from_date = 2025-10-01
review_date = 2030-01-01
owner = "Trust and safety"
evidence = "DOC-1"
indicators = ["private_default"]
"""


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["minors", *map(str, words)], prog_name="dsa-reports")


def findings(path: Path, *words: object) -> list[dict]:
    return json.loads(run("check", path, "--on", "2026-11-26", "--json", *words).stdout)["findings"]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "minor_measures.toml"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.mark.parametrize("form", ["toml", "csv", "xlsx"])
def test_a_draft_is_read_back_and_sets_aside_only_what_cannot_apply(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"r.{form}"
    assert run("init", path, "--lacks", "groups", "--lacks", "advertising", "--owner", 'Trust "and" safety').exit_code == 0
    data = json.loads(run("coverage", path, "--json").stdout)
    aside = {item.id for item in items().values() if item.features and set(item.features) <= {"groups", "advertising"} and item.kind != "law"}
    assert "AS-10" in aside
    assert sum(row["not_applicable"] for row in (*data["chapters"], *data["toolkit"])) == len(aside) == data["measures"]
    assert data["law"][0]["missing"] == 6
    assert data["total"]["numerator"] == 0


def test_the_stubs_of_a_draft_are_sound_once_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    run("init", path)
    head, _, rest = path.read_text("utf-8").partition("#[[measure]]")
    stub, _, _ = rest.partition("\n\n")
    lines = ["[[measure]]", *(line.removeprefix("#") for line in stub.strip().splitlines())]
    text = "\n".join(lines).replace('status = ""', 'status = "planned"')
    assert tomllib.loads(text)["measure"][0]["items"] == ["GP-01"]
    path.write_text(head + text, "utf-8")
    assert [f for f in findings(path) if f["severity"] == "error"] == []


def test_equal_answers_give_equal_bytes_and_no_register_is_written_over(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert run("init", tmp_path / name).exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    again = run("init", tmp_path / "a.xlsx")
    assert again.exit_code == ExitCode.USAGE
    assert "never written over" in again.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_a_feature_that_does_not_exist(tmp_path: Path) -> None:
    result = run("init", tmp_path / "r.toml", "--lacks", "serch")
    assert (result.exit_code, "Do you mean search?" in result.stderr) == (ExitCode.USAGE, True)
    assert run("init", tmp_path / "r.toml", "--lacks", "search", "--has", "search").exit_code == ExitCode.USAGE
    assert run("init", tmp_path / "r.docx").exit_code == ExitCode.USAGE


def test_a_sound_register_has_gaps_and_no_errors(good: Path) -> None:
    assert run("check", good).exit_code == 0
    assert {f["id"] for f in findings(good)} == {"MM-12"}
    assert run("check", good, "--fail-on", "warning").exit_code == ExitCode.FINDINGS


@pytest.mark.parametrize(("change", "rule", "line"), [
    (("in_place", "rejected"), "minor_measures.reason_given", 2),
    (("in_place", "done"), "intake.code", 2),
    (('items = ["AS-01"]', 'items = ["AS-91"]'), "MM-1", 2),
    (("review_date = 2030-01-01", "review_date = 2030-01-01\nto_date = 2025-01-01"), "minor_measures.to_date_not_before_from_date", 2),
    (("review_date = 2030-01-01", 'review_date = "next year"'), "intake.type", 2),
    ((GOOD, GOOD + GOOD), "intake.duplicate_key", 15),
])
def test_bad_input_is_told_with_its_line(good: Path, change: tuple[str, str], rule: str, line: int) -> None:
    good.write_text(GOOD.replace(*change), "utf-8")
    told = {(f["id"], f["line"]) for f in findings(good)}
    assert (rule, line) in told, told
    assert run("check", good).exit_code == ExitCode.FINDINGS


@pytest.mark.parametrize(("text", "says"), [
    ("[[measure]]\nid = \n", "no valid TOML"), ("# nothing", "no array of tables"), ("", "empty"), ("measure = [{id = 'x'}]", "not written as"),
    ("[[measure]]\nid='a'\n[[other]]\nid='b'\n", "2 arrays"), ("columns = 3", "no list of names"), ("[[measure]]\nid = 'M'\n", "Required columns"),
    ("[[measure]]\nid='a'\ntitle='b'\nstatus='planned'\nbirth_date=2010-01-01\n", "birth date"),
])
def test_a_file_that_is_no_register(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "r.toml"
    path.write_text(text, "utf-8")
    result = run("check", path)
    assert result.exit_code == ExitCode.INPUT, result.stderr
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_no_file() -> None:
    assert run("check", "nowhere.toml").exit_code == ExitCode.INPUT


def test_csv_lists_and_formats_of_findings(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("id,title,items,status,reason\nM-1,Private,AS-01; AS-02,partly,\nM-2,None,,rejected,\n", "utf-8")
    data = json.loads(run("coverage", path, "--format", "json").stdout)
    assert (data["measures"], data["rejected_rows"]) == (1, 1)
    assert next(row for row in data["chapters"] if row["chapter"] == "6.3")["partly"] == 2
    assert "rows of the register are rejected" in run("coverage", path).stderr
    for form in ("text", "jsonl", "sarif", "junit", "github", "markdown", "html"):
        assert "reason_given" in run("check", path, "--format", form).stdout


def test_hostile_texts_reach_no_screen(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text('[[measure]]\nid = "M\\u001b[31m"\ntitle = "x"\nstatus = "in_place"\nitems = ["\\u202eAS"]\n', "utf-8")
    for form in ("text", "json", "html"):
        printed = run("check", path, "--format", form).stdout
        assert "\x1b" not in printed
        assert "\u202e" not in printed


def test_coverage_in_words_never_says_that_the_law_is_met(good: Path) -> None:
    text = run("coverage", good, "--on", "2026-11-26").stdout
    assert "Account settings" in text
    assert "1 of 45" in text
    assert "bind nobody" in text
    assert "complian" not in text.lower()


def test_the_items_can_be_asked_for() -> None:
    assert "private_default" in run("items", "AS-01").stdout
    assert len(json.loads(run("items", "6.3", "--json").stdout)) == 13
    assert run("items", "AS-99").exit_code == ExitCode.USAGE


def test_exact_ages_under_any_name_are_told_without_their_values(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    rows = "".join(f"M-{age},Private,AS-01,planned,{age}\n" for age in range(10, 40))
    path.write_text(f"id,title,items,status,x7\n{rows}", "utf-8")
    (told,) = [f for f in findings(path) if f["id"] == "BIRTH-2"]
    assert told["column"] == "x7"
    assert told["value"] == ""
    named = path.with_name("s.csv")
    named.write_text(path.read_text("utf-8").replace("x7", "leeftijd"), "utf-8")
    assert run("check", named).exit_code == ExitCode.INPUT


def test_a_service_file_names_the_register(good: Path) -> None:
    service = good.with_name("service.toml")
    service.write_text('[provider]\nlegal_name = "x"\n[service]\nname = "x"\ntier = "online_platform"\n[tables.minor_measures]\nfiles = ["minor_measures.toml"]\n', "utf-8")
    assert {f["id"] for f in findings(service)} == {"MM-12"}
    service.write_text('[provider]\nlegal_name = "x"\n[service]\nname = "x"\ntier = "online_platform"\n', "utf-8")
    result = run("check", good.parent)
    assert (result.exit_code, "names no register" in result.stderr) == (ExitCode.USAGE, True)
