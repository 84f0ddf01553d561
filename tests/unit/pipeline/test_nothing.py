"""`none = "reason"` and a file with only its header mean 0, also where a figure is an average."""

import shutil
from pathlib import Path

import pytest

from dsa_reports.checks import run_checks
from dsa_reports.findings import Severity
from dsa_reports.indicators.cells import CellResult, Results
from dsa_reports.pipeline.nothing import no_recipients
from dsa_reports.pipeline.recount import recount
from dsa_reports.service.load import load_service

ZERO = Path(__file__).parents[3] / "sample_data" / "zero"


def recipients(service: Path) -> set[str]:
    report = recount(service=service, period="2026-01-01/2026-06-30").report
    return {figure.text for name, figure in report.figures.items() if name.startswith("10.recipients")}


@pytest.mark.parametrize("tier", ["vlop", "vlose"])
def test_a_reason_gives_zeros_and_no_error(tier: str) -> None:
    report = recount(service=ZERO / tier, period="2026-01-01/2026-06-30").report
    assert {f.text for name, f in report.figures.items() if name.startswith("10.recipients")} == {"0"}
    assert [f for f in run_checks(report, only=["C-17", "C-16", "B"]) if f.severity in (Severity.BLOCKS, Severity.ERROR)] == []


def test_an_empty_file_gives_zeros_missing_states_blanks(tmp_path: Path) -> None:
    service = Path(shutil.copytree(ZERO / "vlop", tmp_path / "service"))
    toml = next(service.glob("*.toml"))
    text = toml.read_text("utf-8")
    said = '[tables.recipients]\nnone = "The service had no recipients yet."\n'
    assert said in text
    (service / "logs" / "recipients.csv").write_text("month,member_state,active_recipients\n", "utf-8")
    toml.write_text(text.replace(said, '[tables.recipients]\nfiles = ["logs/recipients.csv"]\n'), "utf-8")
    assert recipients(toml) == {"0"}
    (service / "logs" / "recipients.csv").write_text("month,member_state,active_recipients\n2026-01-01,DE,7\n", "utf-8")
    assert recipients(toml) == {"7", ""}


def test_a_figure_that_was_counted_or_declared_stays() -> None:
    config = load_service(ZERO / "vlop")
    results = Results()
    results.cells[10, "recipients", "value", "DE"] = CellResult(7, 1, "declared")
    no_recipients(config, results, empty=False)
    assert results.cells[10, "recipients", "value", "DE"].value == 7
    assert results.cells[10, "recipients", "value", "TOTAL"].value == 0
