"""`check`: what it prints for people and programs, its exit codes, many reports at once."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from dsa_reports.cli.app import app
from dsa_reports.errors import ExitCode
from dsa_reports.service.readings import readings
from tests.unit.checks.sample_reports import changed, correct
from tests.unit.reading.files import rewrite, write_csv, write_xlsx

CATEGORIES = (4, "STATEMENT_CATEGORY_VIOLENCE", "notices_received", "")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, words)], prog_name="dsa-reports")


@pytest.fixture(scope="module")
def report():
    return correct("online_platform", events=5)


@pytest.fixture
def good(report, tmp_path) -> Path:
    return write_csv(report, tmp_path / "good")


@pytest.fixture
def bad(report, tmp_path) -> Path:
    """One sum that is wrong, and one separator."""
    folder = write_csv(changed(report, {(4, "TOTAL", "notices_received", ""): "1234"}), tmp_path / "bad")

    def change(rows):
        rows[1][5] = "1,234"

    rewrite(folder / "4_notices.csv", change)
    return folder


def test_a_correct_report_ends_with_0(good):
    result = run(good)
    assert result.exit_code == 0
    assert "Voorbeeld" in result.stdout
    assert "tier online_platform, inferred: " in result.stderr
    assert run(good, "--tier", "online_platform", "-q").stderr == ""


def test_the_machine_interface(bad):
    result = run(bad, "--format", "json")
    assert result.exit_code == ExitCode.FINDINGS
    data = json.loads(result.stdout)
    assert data["report"] == {"service": "Voorbeeld", "period": "2026-01-01/2026-12-31", "tier": "online_platform", "parts": list(range(1, 12))}
    wanted = {"id", "severity", "part", "line", "column", "row", "cells", "value", "expected", "message", "remedy", "citation"}
    assert all(wanted <= set(finding) for finding in data["findings"])
    by_id = {finding["id"]: finding for finding in data["findings"]}
    separator, total = by_id["A-9"], by_id["C-1"]
    assert (separator["part"], separator["line"], separator["column"], separator["row"]) == (4, 2, "F", "TOTAL")
    assert (separator["value"], separator["expected"]) == ("1,234", "1234")
    assert (total["part"], total["line"], total["column"], total["severity"], total["value"]) == (4, 2, "F", "blocks", "1234")
    assert "F2" in total["cells"]
    assert total["message"]
    assert total["citation"]


@pytest.mark.parametrize(("options", "code"), [
    (("--fail-on", "never"), 0), (("--fail-on", "blocks"), 1), (("--only", "A-9", "--fail-on", "blocks"), 0), (("--only", "A-9"), 1),
    (("--skip", "C", "--skip", "A", "--skip", "X", "--skip", "T"), 0), (("--only", "c-1"), 1), (("--only", "READ"), 0),
])
def test_which_rules_and_which_severity_decide(bad, options, code):
    assert run(bad, *options).exit_code == code


def test_only_and_skip_hold_for_the_reader_too(bad):
    ids = {finding["id"] for finding in json.loads(run(bad, "--json", "--only", "C").stdout)["findings"]}
    assert ids
    assert all(name.startswith("C-") for name in ids)
    ids = {finding["id"] for finding in json.loads(run(bad, "--json", "--skip", "C-1").stdout)["findings"]}
    assert "C-1" not in ids
    assert "A-9" in ids


@pytest.mark.parametrize(("words", "message"), [
    (("--only", "Q-9"), "there is no rule 'Q-9'"), (("--tier", "huge"), "there is no tier 'huge'"), (("--reading", "colour=red"), "there is no reading 'colour'"),
    (("--reading", "greece=XX"), "no answer to the reading greece"), (("--summary", "x.pdf"), "no format of a summary"),
])
def test_wrong_options_are_explained(good, words, message):
    result = run(good, *words)
    assert result.exit_code == ExitCode.USAGE
    assert message in result.stderr


def test_nothing_to_check_ends_with_3(tmp_path):
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    result = run(tmp_path / "report.pdf")
    assert result.exit_code == ExitCode.INPUT
    assert "a PDF is for people" in result.stderr
    assert "Traceback" not in result.stderr
    assert run(tmp_path / "nowhere").exit_code == ExitCode.INPUT


def test_places_are_those_of_the_file(report, tmp_path):
    """Text above the header, another order of columns: line and letters are still right."""
    folder = write_csv(changed(report, {(4, "TOTAL", "notices_received", ""): "1234"}), tmp_path / "r")
    rewrite(folder / "4_notices.csv", lambda rows: [["Our notices"], [], *([row[5], *row[:5], *row[6:]] for row in rows)])
    found = json.loads(run(folder, "--json", "--only", "C-1").stdout)["findings"]
    assert [(f["line"], f["column"]) for f in found] == [(4, "A")]
    assert {"A4"} <= set(found[0]["cells"])
    assert all(cell.startswith("A") for cell in found[0]["cells"])


def test_declared_readings_bind(tmp_path):
    made = correct("vlop", events=10, greece="GR", member_state_rows="all")
    folder = write_csv(made, tmp_path / "r")
    loose = {f["id"] for f in json.loads(run(folder, "--json").stdout)["findings"]}
    bound = {f["id"] for f in json.loads(run(folder, "--json", "--reading", "greece=GR").stdout)["findings"]}
    assert "B-6" in loose
    assert "B-6" not in bound


def test_a_service_file_declares_tier_readings_and_waivers(bad, tmp_path):
    service = tmp_path / "service.toml"
    service.write_text(
        'waivers = "waivers.toml"\n[provider]\nlegal_name = "Voorbeeld B.V."\n[service]\nname = "Voorbeeld"\ntier = "vlop"\n'
        f'[readings]\ngreece = "{readings()["greece"].default}"\n', "utf-8",
    )
    (tmp_path / "waivers.toml").write_text('[[waiver]]\nfinding = "A-9"\nreason = "known"\nowner = "A. de Vries"\nexpires = 2999-12-31\n', "utf-8")
    data = json.loads(run(bad, "--service", service, "--json").stdout)
    assert data["report"]["tier"] == "vlop"
    assert "A-9" not in {f["id"] for f in data["findings"]}
    assert [f["id"] for f in data["waived"]] == ["A-9"]
    assert json.loads(run(bad, "--service", service, "--tier", "hosting", "--json").stdout)["report"]["tier"] == "hosting"


def test_an_earlier_report_to_compare_with(report, good, tmp_path):
    earlier = write_csv(report, tmp_path / "earlier")
    plain = json.loads(run(good, "--json", "--only", "R").stdout)["findings"]
    compared = json.loads(run(good, "--json", "--only", "R", "--previous", earlier).stdout)["findings"]
    assert plain == []
    assert {f["id"] for f in compared} <= {"R-4", "R-6", "R-8"}
    assert run(good, "--previous", tmp_path / "nowhere").exit_code == ExitCode.INPUT


# Many at once

def test_many_reports_give_a_table(good, bad, tmp_path):
    (tmp_path / "no.csv").write_text("a,b\n")
    result = run(good, bad, tmp_path / "no.csv", "--summary", tmp_path / "s.csv", "--summary", tmp_path / "s.html", "--summary", tmp_path / "s.txt")
    assert result.exit_code == ExitCode.INPUT
    assert "C-1" in result.stdout
    assert "nothing here follows the template" in result.stderr
    rows = list(csv.reader(io.StringIO((tmp_path / "s.csv").read_text("utf-8"))))
    assert rows[0][:3] == ["rule", "severity", "reports"]
    assert [Path(name).name for name in rows[0][3:]] == ["good", "bad", "no.csv"]
    assert "nothing here follows" in rows[1][5]
    counts = {row[0]: row[2:] for row in rows[2:]}
    assert counts["C-1"][0] == "1"
    assert counts["C-1"][1] == "0"
    assert counts["C-1"][2] != "0"
    page = (tmp_path / "s.html").read_text("utf-8")
    assert "Check of 3 reports" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "C-1" in (tmp_path / "s.txt").read_text("utf-8")


def test_rules_may_be_named_with_commas(bad):
    def ids(*options):
        return {finding["id"] for finding in json.loads(run(bad, "--json", "--fail-on", "never", *options).stdout)["findings"]}

    every = ids()
    assert {"C-1", "A-9"} <= every
    assert ids("--skip", "C-1, A-9") == every - {"C-1", "A-9"}
    assert ids("--only", "C-1,a-9") == {"C-1", "A-9"}


def test_many_reports_for_programs(good, bad):
    data = json.loads(run(good, bad, "--json", "--fail-on", "never").stdout)
    assert [Path(entry["path"]).name for entry in data["reports"]] == ["good", "bad"]
    schema = json.loads((Path(__file__).parents[3] / "schemas" / "checks_of_many.schema.json").read_bytes())
    Draft202012Validator(schema).validate(data)
    alone = json.loads(run(bad, "--json").stdout)
    assert {key: data["reports"][1][key] for key in alone} == alone
    sarif = json.loads(run(good, bad, "--format", "sarif", "--fail-on", "never").stdout)
    assert any("bad/4_notices.csv" in json.dumps(result) for result in sarif["runs"][0]["results"])
    lines = [json.loads(line) for line in run(good, bad, "--format", "jsonl", "--fail-on", "never").stdout.splitlines()]
    assert any(line["id"] == "C-1" and line["file"].endswith("bad/4_notices.csv") for line in lines)


def test_names_cannot_become_markup_or_formulas(report, tmp_path):
    evil = write_csv(changed(report, {}).model_copy(update={"service": "x"}), tmp_path / "=<b>&x")
    run(evil, evil, "--summary", tmp_path / "s.html", "--summary", tmp_path / "s.csv")
    assert "<b>" not in (tmp_path / "s.html").read_text("utf-8")
    run(Path("=nowhere"), evil, "--summary", tmp_path / "t.csv")
    assert next(csv.reader(io.StringIO((tmp_path / "t.csv").read_text("utf-8"))))[3] == "'=nowhere"


# Our own drafts

@pytest.fixture
def output(report, tmp_path) -> Path:
    """A folder of drafts with what `check` looks at."""
    out = tmp_path / "out"
    draft = out / "drafts" / "3"
    write_csv(report, draft / "publish" / "csv")
    write_xlsx(report, draft / "publish")
    (draft / "internal").mkdir()
    answers = {name: {"answer": reading.default, "meaning": "", "chosen": False} for name, reading in readings().items()} | {"greece": {"answer": "GR", "meaning": "", "chosen": True}}
    (draft / "internal" / "manifest.json").write_text(json.dumps({"tier": "vlop", "readings": answers}), "utf-8")
    (out / "current").symlink_to("drafts/3", target_is_directory=True)
    return out


@pytest.mark.parametrize("inside", ["", "current", "drafts/3", "drafts/3/publish", "drafts/3/publish/csv", "drafts/3/publish/report.xlsx"])
def test_a_draft_of_ours_brings_its_readings(output, inside):
    from dsa_reports.pipeline.check import check

    done = check(path=output / inside)
    assert done.head["tier"] == "vlop"
    assert done.read.tier_source == "given"
    assert done.head["parts"] == list(range(1, 12))
    assert not [f for f in done.findings if f.id.startswith("READ")]


def test_current_as_a_file(output):
    from dsa_reports.pipeline.check import check

    (output / "current").unlink()
    (output / "current").write_text("drafts/3\n", "utf-8")
    assert check(path=output / "current").head["tier"] == "vlop"
    assert check(path=output).head["tier"] == "vlop"


def test_a_damaged_manifest_is_said(output):
    (output / "drafts" / "3" / "internal" / "manifest.json").write_text("{", "utf-8")
    result = run(output)
    assert result.exit_code == ExitCode.INPUT
    assert "manifest" in result.stderr


def test_a_published_copy_is_anybodys_report(output, tmp_path):
    shutil.copytree(output / "drafts" / "3" / "publish", tmp_path / "published")
    result = run(tmp_path / "published", "--json")
    assert json.loads(result.stdout)["report"]["tier"] == "online_platform"
