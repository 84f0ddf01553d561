"""A report against its rows: every cell counted again, read back from the files that were written."""

import csv
import shutil
from pathlib import Path

import pytest

from dsa_reports.pipeline.build import harmonised_csv
from dsa_reports.pipeline.check import check, declared

SERVICE = Path(__file__).parents[3] / "sample_data" / "marktplein"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    harmonised_csv(service=SERVICE, period="2026", output=folder)
    return folder


def found(folder: Path) -> list[tuple[int | None, str, str, str]]:
    checked = check(path=folder, known=declared(service=SERVICE), only=["R-11"], recount=SERVICE)
    return [(f.part, f.row, f.value, f.expected) for f in checked.findings]


def test_what_the_rows_give_is_what_was_published(published: Path) -> None:
    assert found(published) == []


def test_a_figure_changed_by_hand_is_found(published: Path, tmp_path: Path) -> None:
    for file in published.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    changed = tmp_path / "4_notices.csv"
    records = list(csv.reader(changed.read_text("utf-8").splitlines()))
    true, records[1][5] = records[1][5], str(int(records[1][5]) + 1)
    with changed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(records)
    assert found(tmp_path) == [(4, "TOTAL", records[1][5], true)]


def test_recount_needs_to_know_which_logs() -> None:
    from typer.testing import CliRunner

    from dsa_reports.cli.app import app

    wrong = CliRunner().invoke(app, ["check", "x.csv", "--recount"], prog_name="dsa-reports")
    assert wrong.exit_code == 2
    assert "--service" in wrong.output


def test_the_rows_answer_what_only_they_can(published: Path, tmp_path: Path) -> None:
    """R-1 of a service whose list of statements is empty: whatever needs one is owed."""
    service = tmp_path / "service"
    shutil.copytree(SERVICE, service)
    (service / "logs" / "statements.csv").write_text("puid,status,uuid,sent_at,exemption,answer\n", "utf-8")
    checked = check(path=published, known=declared(service=service), only=["R-1"], recount=service)
    assert {f.id for f in checked.findings} == {"R-1"}
    assert set(checked.rules) == {"R-1"}
    assert all(f.table == "moderation_actions" and f.part is None for f in checked.findings)
    assert check(path=published, known=declared(service=service), skip=["R"], only=["R-1"], recount=service).findings == ()
