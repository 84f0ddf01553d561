"""The journeys of a register, through the commands: import, check, match, export."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dsa_reports.advertisers.model import AdRecord
from dsa_reports.cli.app import app
from dsa_reports.pipeline.registers import read_register, write_register
from tests.unit.advertisers.registers import ad, removed

ROOT = Path(__file__).parents[3]
PRIKBORD = ROOT / "sample_data" / "prikbord"
META = {"data": [
    {"id": "1", "page_name": "Page", "ad_delivery_start_time": "2026-03-02", "ad_creative_link_captions": ["go.hart.example"], "beneficiary_payers": [{"beneficiary": "Hart B.V.", "payer": "P", "current": True}]},
    {"id": 1.5},
], "paging": {"next": "https://x.example/?access_token=SECRET"}}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run() -> Run:
    def call(*words: object) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, ["ads", *map(str, words)])
        return done.exit_code, done.stdout, done.stderr

    return call


def written(path: Path, *records: AdRecord) -> Path:
    write_register(records, path)
    return path


@pytest.mark.parametrize("ending", ["parquet", "jsonl"])
def test_a_register_that_was_written_is_read_as_it_was(tmp_path: Path, ending: str) -> None:
    records = (ad("b", unmapped={"x": [1, {"y": None}]}), removed("ü ‮", lane="declared"), ad("c", first_shown=None, format="google"))
    path = written(tmp_path / f"r.{ending}", *records)
    done = read_register(path)
    assert done.records == records
    assert (done.rows_read, done.rejected) == (3, 0)
    again = written(tmp_path / f"s.{ending}", *done.records)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("kind", ["BLOB", "VARCHAR", "INTEGER[]"])
def test_a_parquet_of_others_with_a_column_of_that_name_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    import duckdb

    value = {"BLOB": '\'{"ad_id": "a", "lane": "paid", "format": "own"}\'::BLOB', "VARCHAR": '\'{"ad_id": "\\ud800", "lane": "paid", "format": "own"}\'', "INTEGER[]": "[1]"}[kind]
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT {value} AS record) TO '{tmp_path / 'r.parquet'}' (FORMAT parquet)")
    done = read_register(tmp_path / "r.parquet")
    assert (done.rows_read, done.accepted + done.rejected) == (1, 1)
    assert done.accepted == (kind == "BLOB")


def test_an_imported_register_can_stand_in_a_service_file(tmp_path: Path) -> None:
    import duckdb

    path = written(tmp_path / "r.parquet", ad("b"), removed("r"))
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT ad_id, lane, landing_domain, removed, removal_ground, reach_by_member_state FROM read_parquet(?) ORDER BY 1", [str(path)]).fetchall()
    assert rows == [
        ("b", "paid", "fiets.example", False, None, ["BE:40", "NL:60"]),
        ("r", "paid", "fiets.example", True, "DECISION_GROUND_INCOMPATIBLE_CONTENT", ["BE:40", "NL:60"]),
    ]


def test_import_says_what_became_of_every_record(tmp_path: Path, run: Run) -> None:
    source = tmp_path / "archive.json"
    source.write_text(json.dumps(META))
    code, printed, _ = run("import", source, "--format", "meta", "--to", tmp_path / "r.parquet", "--json")
    document: dict[str, Any] = json.loads(printed)
    assert code == 1
    (file,) = document["tables"][0]["files"]
    assert (file["rows_read"], file["accepted"], file["rejected"]) == (2, 1, 1)
    assert {finding["id"] for finding in document["findings"]} == {"ads.unreadable", "ads.certainty"}
    assert b"SECRET" not in (tmp_path / "r.parquet").read_bytes()


def test_the_eight_criteria_say_what_a_file_can_say(tmp_path: Path, run: Run) -> None:
    register = written(tmp_path / "r.jsonl", ad("a", beneficiary=None), ad("d", lane="declared"), ad("g", format="google", targeting=()))
    run("check", register, "--on", "2026-07-15", "--criteria", tmp_path / "c.csv")
    rows = list(csv.DictReader((tmp_path / "c.csv").read_text("utf-8").splitlines()))
    assert [row["number"] for row in rows] == list("12345678")
    assert [row["result"] for row in rows] == ["by hand", "no findings", "findings", "findings", "no findings", "no findings", "findings", "no findings"]
    assert rows[0]["left_to_a_person"]
    assert rows[2]["answered_by"] == "AD-1 (b), AD-7"


def test_check_of_our_own_table(run: Run) -> None:
    code, printed, _ = run("check", PRIKBORD / "logs" / "ad_register.parquet", "--on", "2026-07-15", "--json")
    document = json.loads(printed)
    assert code == 1
    assert document["tables"][0]["files"][0]["accepted"] == 360
    assert {"AD-1", "AD-6", "AD-8", "AD-11"} <= {finding["id"] for finding in document["findings"]}
    assert all(finding["page"].startswith("docs/ads.md#") for finding in document["findings"])
    assert "Fietsfabriek" not in printed


def test_rows_that_the_contract_rejects_are_rejected_here_too(tmp_path: Path, run: Run) -> None:
    table = tmp_path / "ads.csv"
    table.write_text("ad_id,lane,first_shown,landing_domain\na,paid,2026-03-01,x.example\nb,other,2026-03-01,\na,paid,2026-03-02,\n")
    _, printed, _ = run("check", table, "--on", "2026-07-15", "--json")
    (file,) = json.loads(printed)["tables"][0]["files"]
    assert (file["rows_read"], file["accepted"], file["rejected"]) == (3, 1, 2)


def test_match_answers_for_programs_and_for_people(tmp_path: Path, run: Run) -> None:
    register = written(tmp_path / "r.parquet", ad("b"))
    domains = tmp_path / "d.csv"
    domains.write_text("domain\nwww.fiets.example\n\x1b[31mx.example\n")
    code, printed, _ = run("match", register, "--domains", domains, "--json")
    subjects = json.loads(printed)["subjects"]
    assert code == 0
    assert [one["outcome"] for one in subjects] == ["in_paid_register", "not_applicable"]
    assert subjects[0]["entries"][0]["ad_id"] == "b"
    _, printed, _ = run("match", register, "--domains", domains)
    assert "in the paid register; 1 entry by a key that is equal" in printed
    assert "\x1b" not in printed


def test_match_for_publication_carries_counts_only(tmp_path: Path, run: Run) -> None:
    register = written(tmp_path / "r.jsonl", ad("b"))
    domains = tmp_path / "d.csv"
    domains.write_text("fiets.example\nx.example\n")
    for words in ((), ("--json",)):
        _, printed, _ = run("match", register, "--domains", domains, "--public", *words)
        assert "example" not in printed
        assert "1" in printed


def test_match_of_the_tagged_measures_of_a_service(run: Run) -> None:
    register = PRIKBORD / "logs" / "ad_register.parquet"
    _, printed, _ = run("match", register, "--service", PRIKBORD / "service.toml", "--tagged", "--period", "2026-H1", "--public", "--json")
    found = json.loads(printed)["subjects"]["domain"]
    assert (found["in_paid_register"], found["removed_ad_identity_withheld"], found["absent_undeclared"]) == (4, 1, 10)


def test_export_for_publication_and_for_the_house(tmp_path: Path, run: Run) -> None:
    register = written(tmp_path / "r.parquet", ad("b"), removed("r"))
    code, _, told = run("export", register, "--public", "--on", "2026-07-15", "-o", tmp_path / "public.jsonl")
    entries = [json.loads(line) for line in (tmp_path / "public.jsonl").read_text("utf-8").splitlines()]
    assert code == 0
    assert [("content" in entry, "removal" in entry) for entry in entries] == [(True, False), (False, True)]
    assert "it is neither" in told
    run("export", register, "-o", tmp_path / "internal.jsonl")
    assert read_register(tmp_path / "internal.jsonl").records == read_register(register).records


@pytest.mark.parametrize(("words", "code"), [
    (("check", "nothing.parquet"), 3), (("import", "{own}", "--format", "meta", "--to", "{dir}/r.csv"), 2), (("check", "{own}", "--from", "meta"), 3),
    (("check", "{broken}"), 3), (("match", "{own}"), 2), (("match", "{own}", "--tagged"), 2), (("match", "{own}", "--domains", "nothing.txt"), 3),
    (("export", "{own}", "--public", "-o", "{dir}/r.xlsx"), 2), (("export", "{own}", "-o", "{dir}/r.csv"), 2), (("check", "{own}", "--on", "today"), 2),
    (("check", "{own}", "--recipients", "NL"), 2),
])
def test_mistakes_are_told_in_words(tmp_path: Path, run: Run, words: tuple[str, ...], code: int) -> None:
    own = written(tmp_path / "own.parquet", ad())
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 not")
    done, _, told = run(*(word.format(own=own, broken=broken, dir=tmp_path) for word in words))
    assert done == code
    assert "do:" in told
    assert "Traceback" not in told


def test_formats_are_listed_with_what_they_lack(run: Run) -> None:
    _, printed, _ = run("formats", "--json")
    assert {entry["format"]: entry["certainty"] for entry in json.loads(printed)["formats"]} == {
        "google": "real rows", "meta": "documented", "own": "our own", "sdaf": "real file", "tiktok": "documented",
    }


def test_the_public_file_passes_as_public_and_the_internal_one_does_not(tmp_path: Path, run: Run) -> None:
    register = written(tmp_path / "r.jsonl", removed("r"), ad("b"))
    run("export", register, "--public", "--on", "2026-07-15", "-o", tmp_path / "public.jsonl")
    for file, severities in ((tmp_path / "public.jsonl", []), (register, ["error"])):
        _, printed, _ = run("check", file, "--public", "--on", "2026-07-15", "--json")
        assert [finding["severity"] for finding in json.loads(printed)["findings"] if finding["id"] == "AD-4"] == severities


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "junit", "github", "markdown", "html"])
def test_findings_of_a_register_in_every_format(tmp_path: Path, run: Run, form: str) -> None:
    register = written(tmp_path / "r.jsonl", ad("b", beneficiary=None))
    code, printed, _ = run("check", register, "--on", "2026-07-15", "--format", form)
    assert code == 1
    assert "on whose behalf" in printed


def test_completeness_is_written_as_a_table(tmp_path: Path, run: Run) -> None:
    run("check", written(tmp_path / "r.jsonl", ad("b")), "--on", "2026-07-15", "--completeness", tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_text("utf-8").splitlines()[0].startswith("point,in_words,citation,lane,month,member_state")
