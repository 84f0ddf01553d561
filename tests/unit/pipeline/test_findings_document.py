"""What the journeys hand to the formats: heads, waivers by kind, the day on which they are judged."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dsa_reports.cli.app import app
from dsa_reports.errors import ExitCode, InputError
from dsa_reports.findings import Finding, Severity, is_check, page_of
from dsa_reports.intake.model import FileLoad, TableLoad
from dsa_reports.pipeline.findings import check_document, tables_head, validation_document
from dsa_reports.service.config import Extraction

SAMPLES = Path(__file__).parents[3] / "sample_data"
LOAD = FileLoad("logs/a.csv", "ab" * 32, 10, 5, 4, 1, "", "")
TABLES = {
    "notices": TableLoad("notices", "loaded", "", (LOAD,), Extraction()),
    "orders": TableLoad("orders", "none", "no authority wrote", (), Extraction()),
    "exposure": TableLoad("exposure", "absent", "", (), Extraction()),
}
LOG = Finding(id="intake.code", severity=Severity.ERROR, message="m", table="notices", file="logs/a.csv", line=2)
CELL = Finding(id="C-8", severity=Severity.ERROR, message="m", figure="5.TOTAL.measures", part=5)
DAY = date(2026, 7, 1)


def waivers(folder: Path, *entries: tuple[str, str]) -> Path:
    path = folder / "waivers.toml"
    path.write_text("".join(f'[[waiver]]\nfinding = "{f}"\nreason = "r"\nowner = "o"\nexpires = {day}\n' for f, day in entries))
    return path


@pytest.mark.parametrize(
    ("id_", "page"),
    [
        ("C-7", "docs/checks.md#c-7"), ("MI-4", "docs/checks.md#mi-4"), ("intake.required", "docs/rules.md#intake-required"),
        ("notices.decided_at_not_before_received_at", "docs/rules.md#notices-decided-at-not-before-received-at"),
        ("waiver.expired", "docs/rules.md#waiver-expired"),
    ],
)
def test_the_page_of_a_rule(id_: str, page: str) -> None:
    finding = Finding(id=id_, severity=Severity.ERROR, message="m")
    assert page_of(finding) == page
    assert is_check(id_) == page.startswith("docs/checks")
    assert page_of(finding.model_copy(update={"table": "notices"})).startswith("docs/rules.md#")


def test_tables_that_say_something() -> None:
    notices, orders = tables_head(TABLES)
    assert notices == {"table": "notices", "files": [{"path": "logs/a.csv", "sha256": "ab" * 32, "rows_read": 5, "accepted": 4, "rejected": 1}]}
    assert orders == {"table": "orders", "files": [], "none": "no authority wrote"}


def test_each_command_uses_the_waivers_of_its_own_rules(tmp_path: Path) -> None:
    both = waivers(tmp_path, ("intake.code", "2026-12-31"), ("C-8", "2026-12-31"))
    logs = validation_document(TABLES, [LOG], on=DAY, waivers=both)
    report = check_document({"service": "s", "period": "p", "tier": "vlop", "parts": [5]}, [CELL], on=DAY, waivers=both)
    for document, id_ in ((logs, "intake.code"), (report, "C-8")):
        assert document.findings == ()
        assert [entry.finding.id for entry in document.waived] == [id_]


def test_an_expired_waiver_is_an_error(tmp_path: Path) -> None:
    document = validation_document(TABLES, [LOG], on=DAY, waivers=waivers(tmp_path, ("intake.code", "2026-06-30")))
    assert {f.id for f in document.findings} == {"intake.code", "waiver.expired"}
    assert document.waived == ()


def test_a_waiver_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no waiver file"):
        validation_document(TABLES, [LOG], on=DAY, waivers=tmp_path / "w.toml")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the intermediary in which nothing happened, one folder below the current one."""
    folder = Path(shutil.copytree(SAMPLES / "zero" / "intermediary", tmp_path / "dsa"))
    monkeypatch.chdir(tmp_path)
    return folder


class TestCommands:
    """`validate` and `build` through the door."""

    def run(self, *words: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, list(words), prog_name="dsa-reports")
        return result.exit_code, result.stdout, result.stderr

    def test_validate_with_waivers(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.copytree(SAMPLES / "hostile", tmp_path / "dsa")
        monkeypatch.chdir(tmp_path)
        code, out, _ = self.run("validate", "dsa", "--table", "orders", "--rows-only", "--json")
        assert code == ExitCode.FINDINGS
        (rule,) = {f["id"] for f in json.loads(out)["findings"]}
        path = waivers(tmp_path, (rule, "9999-12-31"))
        code, out, err = self.run("validate", "dsa", "--table", "orders", "--rows-only", "--waivers", str(path), "--format", "github", "--report", "o/f.sarif", "--report", "o/f.xml")
        assert code == ExitCode.OK
        assert out.startswith("::notice file=dsa/logs/orders.csv,line=")
        assert "written  o/f.sarif" in err
        sarif = json.loads((tmp_path / "o/f.sarif").read_text("utf-8"))
        assert [bool(r["suppressions"]) for r in sarif["runs"][0]["results"]] == [True]
        path = waivers(tmp_path, (rule, "2020-12-31"))
        code, out, _ = self.run("validate", "dsa", "--table", "orders", "--rows-only", "--waivers", str(path))
        assert code == ExitCode.FINDINGS
        assert "expired on 2020-12-31" in " ".join(out.split())

    def test_build_prints_and_writes_findings(self, service: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dsa_reports.render.pdf.pdf_bytes", lambda *_, **__: b"%PDF")
        path = waivers(service.parent, ("C-1", "9999-12-31"), ("A-6", "9999-12-31"))
        code, out, err = self.run("build", "dsa", "--period", "2026", "--json", "--report", "f.html", "--waivers", str(path))
        assert code == ExitCode.OK, err
        data = json.loads(out)
        assert data["build"]["draft"] == 1
        assert data["build"]["period"] == "2026-01-01/2026-12-31"
        assert (service.parent / "f.html").read_text("utf-8").startswith("<!doctype html>")
        assert [f["message"] for f in data["findings"] if f["id"] == "waiver.unused"] == ["the waiver of C-1 by o covers nothing"]
        assert {f["id"] for f in data["waived"]} == {"A-6"}
        manifest = json.loads((service.parent / "out/current/internal/manifest.json").read_text("utf-8"))
        assert manifest["counts"]["waived"] == len(data["waived"])
        assert str(service.parent) not in json.dumps(manifest)
