"""The door: exit codes, messages, output; what is behind it is tested elsewhere."""

import errno
import json
import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dsa_reports import __version__
from dsa_reports.cli.app import app
from dsa_reports.errors import ExitCode, PolicyError
from dsa_reports.law.tiers import Tier
from dsa_reports.service.load import load_service

FLAGS = ("--provider", "Example B.V.", "--service", "Example", "--tier", "online_platform", "--no-input")


def run(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=stdin, prog_name="dsa-reports")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_version_and_help() -> None:
    assert run("--version").stdout == f"dsa-reports {__version__}\n"
    helped = run("--help").stdout
    for name in ("demo", "init", "map", "plan", "doctor", "sample", "validate", "build", "check", "catalogue", "explain", "schema"):
        assert f"\n  {name} " in helped
    assert "..." not in helped.split("Commands:")[1]


def test_no_command_shows_help() -> None:
    assert "Commands:" in run().output


def test_a_misspelt_command_gets_a_suggestion() -> None:
    result = run("bild")
    assert result.exit_code == ExitCode.USAGE
    assert "Did you mean 'build'?" in result.stderr


def test_a_wrong_choice_is_told_with_those_that_there_are() -> None:
    result = run("validate", "x.csv", "--format", "pdf")
    assert result.exit_code == ExitCode.USAGE
    assert "Invalid value for '--format': 'pdf' is not one of 'text', 'json'" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("schema", "notice"), ExitCode.USAGE, "Do you mean `notices`?"),
        (("plan", "--tier", "vlopp"), ExitCode.USAGE, "Do you mean `vlop`?"),
        (("plan", "--tier", "vlop", "--period", "2026-Q9"), ExitCode.USAGE, "2026-Q1"),
        (("plan",), ExitCode.USAGE, "no service file"),
        (("build", "--period", "2026"), ExitCode.USAGE, "no service file"),
        (("build",), ExitCode.USAGE, "--period"),
        (("build", "--period", "2026", "--memory-limit", "lots"), ExitCode.USAGE, "4GB"),
        (("validate", "--table", "notice"), ExitCode.USAGE, "Do you mean `notices`?"),
        (("validate",), ExitCode.USAGE, "dsa-reports validate exports/*.csv"),
        (("validate", "."), ExitCode.USAGE, "`dsa-reports init` makes one"),
        (("validate", "n.csv", "--service", "nope.toml"), ExitCode.USAGE, "`dsa-reports init` makes one"),
        (("validate", "--waivers", "nope.toml"), ExitCode.INPUT, "Correct the path after --waivers."),
        (("validate", "n.*"), ExitCode.INPUT, "this pattern fits no file"),
        (("validate", "n.csv", "--accepted", "one.csv"), ExitCode.USAGE, "--accepted one.parquet"),
        (("explain", "4.TOTAL.items", "-o", "nowhere"), ExitCode.INPUT, "no draft"),
        (("catalogue", "--format", "pdf"), ExitCode.USAGE, "-o catalogue.pdf"),
        (("map", "suggest", "gone.csv"), ExitCode.INPUT, "no such file"),
        (("map", "suggest", "gone.csv", "--table", "notice"), ExitCode.USAGE, "Do you mean `notices`?"),
        (("init", "--no-input"), ExitCode.USAGE, "--provider, --service, --tier"),
        (("init", "--no-input", "--from", "nowhere", *FLAGS), ExitCode.INPUT, "does not exist"),
        (("init", *FLAGS, "--time-zone", "Europe/Amsterdm"), ExitCode.USAGE, "Do you mean Europe/Amsterdam?"),
        (("init", *FLAGS, "--table", "notice"), ExitCode.USAGE, "Do you mean `notices`?"),
    ],
)
def test_mistakes_are_explained(place: Path, words: tuple[str, ...], code: ExitCode, message: str) -> None:
    result = run(*words)
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert list(place.iterdir()) == []


class TestWhatGoesWrongInside:
    def failing(self, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
        def fail(**_: object) -> None:
            raise error

        monkeypatch.setattr("dsa_reports.pipeline.doctor.doctor", fail)

    @pytest.mark.parametrize(
        ("error", "code", "message"),
        [
            (PolicyError("not allowed", where="here", remedy="ask"), ExitCode.POLICY, "dsa-reports: not allowed\n  where: here\n  do:    ask"),
            (KeyboardInterrupt(), ExitCode.INTERRUPTED, "interrupted; what was there before is untouched"),
            (RuntimeError("Query interrupted"), ExitCode.INTERRUPTED, "interrupted"),
            (OSError(errno.ENOSPC, "No space left", "out/x"), ExitCode.INPUT, "the disk is full\n  where: out/x"),
            (PermissionError(errno.EACCES, "no", "out/x"), ExitCode.INPUT, "no permission"),
            (OSError(errno.EIO, "I/O error"), ExitCode.INTERNAL, "unexpected OSError"),
            (ZeroDivisionError("a\x1b[31m"), ExitCode.INTERNAL, "unexpected ZeroDivisionError: a‹U+001B›[31m; please report"),
            (BaseException("fatal"), ExitCode.INTERNAL, "unexpected BaseException"),
        ],
    )
    def test_words_and_exit_codes(self, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: ExitCode, message: str) -> None:
        self.failing(monkeypatch, error)
        result = run("doctor")
        assert result.exit_code == code
        assert message in result.stderr
        assert "Traceback" not in result.stderr

    def test_a_traceback_only_on_request(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.failing(monkeypatch, ZeroDivisionError("oops"))
        result = run("--debug", "doctor")
        assert result.exit_code == ExitCode.INTERNAL
        assert "Traceback" in result.stderr


@pytest.mark.parametrize(
    ("employees", "turnover", "asked"),
    [("12", "30", True), ("12", "", True), ("12", "2,5", False), ("50", "30", False), ("", "30", False)],
)
def test_the_balance_sheet_is_asked_only_where_it_matters(place: Path, monkeypatch: pytest.MonkeyPatch, employees: str, turnover: str, asked: bool) -> None:
    from dsa_reports.cli.questions import answers

    questions: list[str] = []
    replies = iter(["Example B.V.", "Example", "online_platform", employees, turnover, "inf", "9.5"])

    def reply(question: str, **_: object) -> str:
        questions.append(question)
        return next(replies)

    monkeypatch.setattr("typer.prompt", reply)
    given = answers(provider="", service="", tier="", employees=None, turnover=None, balance_sheet=None, time_zone="UTC", tables=(), ask=True)
    assert given.balance_sheet_million_eur == (9.5 if asked else None)
    assert any("Balance sheet total" in question for question in questions) is asked


@pytest.mark.parametrize(("amounts", "says"), [
    (("--turnover", "30", "--balance-sheet", "9.5"), "LIKELY"), (("--turnover", "30", "--balance-sheet", "10.5"), ""),
    (("--balance-sheet", "10"), "LIKELY"), (("--turnover", "30"), "its balance sheet total"),
])
def test_turnover_or_balance_sheet_is_enough(place: Path, amounts: tuple[str, ...], says: str) -> None:
    result = run("init", "new", *FLAGS, "--employees", "12", *amounts)
    assert result.exit_code == 0
    assert says in result.stderr
    assert ("Art. 15(2)" in result.stderr) is bool(says)
    planned = run("plan", "new/service.toml")
    assert ("Art. 15(2)" in planned.stdout) is bool(says), "what init hears, plan knows"


def test_init_by_flags_gives_a_valid_service(place: Path) -> None:
    result = run("init", "new", *FLAGS, "--employees", "12", "--turnover", "2")
    assert result.exit_code == 0
    assert "LIKELY" in result.stderr
    assert "Art. 16" in result.stderr
    config = load_service(place / "new")
    assert config.service.tier is Tier.ONLINE_PLATFORM
    assert (place / "new/logs/notices.csv").read_text().startswith("id,category,keyword")
    assert (place / "new/texts/summary.md").read_text() == ""
    again = run("init", "new", *FLAGS)
    assert again.exit_code == ExitCode.USAGE
    assert "not overwritten" in again.stderr


def test_init_asks_what_is_missing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dsa_reports.cli.questions import answers

    replies = iter(["Example B.V.", "Example", "vlpo", "vlop", "x", "12", ""])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(replies))
    given = answers(provider="", service="", tier="", employees=None, turnover=None, balance_sheet=None, time_zone="UTC", tables=(), ask=True)
    assert (given.provider, given.tier, given.employees, given.turnover_million_eur) == ("Example B.V.", Tier.VLOP, 12, None)


def test_plan_of_a_service(place: Path) -> None:
    run("init", *FLAGS, "--table", "orders", "--employees", "12")
    result = run("plan", "--period", "2026", "--columns")
    assert result.exit_code == 0
    assert "publish by  2027-02-28" in result.stdout
    assert "the yearly report" in result.stdout
    assert "notices                 MISSING" in result.stdout
    assert "from     orders: kind, member_state, category" in result.stdout
    assert "service.toml says nothing of:" in result.stdout
    assert "INTERNAL" in run("plan", "--period", "2026-Q1").stdout


def test_schema_lists_prints_and_writes(place: Path) -> None:
    assert "notices " in run("schema").stdout
    assert json.loads(run("schema", "notices", "--format", "json").stdout)["title"] == "notices"
    assert run("schema", "notices", "--format", "sql", "-o", "s").stdout == "s/notices.sql\n"
    run("schema", "--format", "csv", "-o", "all")
    assert (place / "all/recipients.csv").read_text() == "month,member_state,active_recipients\n"


def test_explain_prints_a_passport(place: Path) -> None:
    folder = place / "out/drafts/1/internal"
    folder.mkdir(parents=True)
    passport = {"value": 3, "unit": "notices", "citation": ["DSA Art. 16"], "definition": "x\x1b[2J", "numerator": None}
    (folder / "passports.json").write_text(json.dumps({"figures": {"4.TOTAL.notices_received": passport}}))
    (place / "out/current").symlink_to("drafts/1")
    shown = run("explain", "4.TOTAL.notices_received").stdout
    assert "value             3" in shown
    assert "DSA Art. 16" in shown
    assert "\x1b" not in shown
    assert "numerator" not in shown
    assert json.loads(run("explain", "4.TOTAL.notices_received", "--json", "--draft", "1").stdout)["4.TOTAL.notices_received"]["value"] == 3
    assert "Do you mean 4.TOTAL.notices_received?" in run("explain", "notices_recieved").stderr
    assert "There are: 1." in run("explain", "x", "--draft", "7").stderr
    (folder / "passports.json").write_text("[]")
    assert run("explain", "x").exit_code == ExitCode.INPUT


def test_doctor_names_a_command_for_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from dsa_reports.pipeline.doctor import Check

    checks = [Check("good thing", True, "1.0"), Check("bad thing", False, "not found", "apt-get install it"), Check("low thing", False, "1 GiB", "free", needed=False)]
    monkeypatch.setattr("dsa_reports.pipeline.doctor.doctor", lambda **_: checks)
    result = run("doctor")
    assert result.exit_code == ExitCode.FINDINGS
    assert "MISSING  bad thing" in result.stdout
    assert "type: apt-get install it" in result.stdout
    monkeypatch.setattr("dsa_reports.pipeline.doctor.doctor", lambda **_: [checks[0], checks[2]])
    assert run("doctor").exit_code == ExitCode.OK


def test_catalogue_as_text() -> None:
    text = run("catalogue").stdout
    assert "part4/notices: " in text
    assert "DSA Art. 16" in text
    assert "FROM f_notices" in text
    assert "  printed: median_time divided by 3600 (seconds to hours), rounded half up to 2 decimals" in text
    for behind in ("Facts\n=====", "FROM accepted_notices AS n", "CREATE OR REPLACE MACRO in_period(moment)"):
        assert text.count(behind) == 1, "the queries behind the facts stand there once"


def test_catalogue_as_a_page(place: Path) -> None:
    assert run("catalogue", "--format", "html", "-o", "catalogue.html").exit_code == ExitCode.OK
    page = (place / "catalogue.html").read_text("utf-8").replace("<wbr>", "")
    assert page.startswith("<!DOCTYPE html>")
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
    assert {"f_notices", "in_period", "facts"} <= targets
    assert "implemented divided by against_provider, rounded half up to 4 decimals" in page


def test_map_suggest_prints_toml_and_writes_files(place: Path) -> None:
    rows = "".join(f"{n};phishing;other;1;{n + 10}-01-2026 10:00\n" for n in range(1, 9))
    (place / "notices.csv").write_text("id;reason;reporter_kind;items;received_at\n" + rows)
    printed = run("map", "suggest", "notices.csv")
    assert printed.exit_code == ExitCode.OK
    assert tomllib.loads(printed.stdout)["tables"]["notices"]["timestamp_format"] == "%d-%m-%Y %H:%M"
    assert "# phishing,STATEMENT_CATEGORY_SCAMS_AND_FRAUD,KEYWORD_PHISHING\n" in printed.stdout
    assert "# Tried on all 8 rows of notices.csv: 8 would be accepted, 0 rejected." in printed.stdout
    assert "This is a proposal" in printed.stderr
    written = run("map", "suggest", "notices.csv", "-o", "draft", "-q")
    assert written.stdout.splitlines()[:2] == ["written  draft/maps/notices-category.csv", "written  draft/mapping.toml"]
    assert written.stderr == ""
    again = run("map", "suggest", "notices.csv", "-o", "draft")
    assert (again.exit_code, "not overwritten" in again.stderr) == (ExitCode.USAGE, True)
