"""Blanks of a report read from files: nothing explains them, unless it is a draft of ours."""

import pytest

from dsa_reports.checks import run_checks
from dsa_reports.findings import Severity
from dsa_reports.template.layout import layout
from tests.unit.checks.sample_reports import correct
from tests.unit.reading.files import read_report, records, rewrite, write_csv

BAD = {Severity.BLOCKS, Severity.ERROR}


def emptied(folder, part, keep=lambda row: False):
    """Every figure of `part` blank, but in rows that `keep` wants."""
    at = [index for index, column in enumerate(layout().part(part).columns) if column.role == "figure"]

    def change(rows):
        for row in rows[1:]:
            if not keep(row):
                for index in at:
                    row[index] = ""

    rewrite(folder / f"{layout().part(part).sheet}.csv", change)


def found(folder, tier="vlop"):
    return run_checks(read_report(folder, tier=tier).report)


@pytest.mark.parametrize("part", range(3, 11))
def test_a_part_without_any_figure_is_an_error(tmp_path, part):
    emptied(write_csv(correct("vlop", 7, 20), tmp_path / "r"), part)
    said = [f for f in found(tmp_path / "r") if f.id == "B-11" and f.part == part]
    assert [(f.severity, f.message.startswith(f"no row of part {part} carries a figure")) for f in said] == [(Severity.ERROR, True)]


def test_a_report_without_any_figure_says_so_of_every_part(tmp_path):
    folder = write_csv(correct("vlop", 7, 20), tmp_path / "r")
    for part in range(3, 11):
        emptied(folder, part)
    report = read_report(folder).report  # the kind of service is inferred
    said = {f.part for f in run_checks(report) if f.id == "B-11" and f.severity is Severity.ERROR}
    assert said >= set(range(3, 8))


def test_rows_and_counts_left_blank_are_warnings(tmp_path):
    folder = write_csv(correct("vlop", 7, 20), tmp_path / "r")
    emptied(folder, 9, keep=lambda row: "Total number" in row)

    def change(rows):
        rows[1][5] = ""

    rewrite(folder / "4_notices.csv", change)
    said = {(f.id, f.part): f for f in found(folder)}
    assert said["B-9", 4].severity is Severity.WARNING
    assert said["B-9", 4].message.startswith("blank in a row that is filled (TOTAL)")
    assert said["B-11", 9].severity is Severity.WARNING


@pytest.mark.parametrize("tier", ["intermediary", "hosting", "online_platform", "vlop", "vlose"])
@pytest.mark.parametrize("events", [0, 25])
def test_correct_reports_read_from_files_have_no_error(tmp_path, tier, events):
    folder = write_csv(correct(tier, 3, events), tmp_path / "r")
    for known in (tier, ""):
        assert [f for f in found(folder, known) if f.severity in BAD] == []


def test_restrictions_that_never_occur_may_be_blank(tmp_path):
    folder = write_csv(correct("hosting", 3, 0), tmp_path / "r")
    columns = layout().part(5).columns
    at = [index for index, column in enumerate(columns) if column.name.startswith("monetary_")]

    def change(rows):
        for row in rows[1:]:
            for index in at:
                row[index] = ""

    for part in (5, 6):
        rewrite(folder / f"{layout().part(part).sheet}.csv", change)
    assert [f for f in found(folder, "hosting") if f.id in ("B-9", "B-11")] == []
    assert records(folder / "5_own_initiative_illegal.csv")[1][at[0]] == ""
