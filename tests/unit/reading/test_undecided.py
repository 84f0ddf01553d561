"""Counts that can be read as two numbers: decided by the sums of the report, or taken for no number at all."""

from dsa_reports.findings import Severity
from dsa_reports.pipeline.check import check
from tests.unit.checks.sample_reports import changed, correct
from tests.unit.reading.files import read_report, write_csv

TOTAL = (4, "TOTAL", "notices_received", "")
ANIMALS = (4, "STATEMENT_CATEGORY_ANIMAL_WELFARE", "notices_received", "")
HARM = (4, "STATEMENT_CATEGORY_ANIMAL_WELFARE/KEYWORD_ANIMAL_HARM", "notices_received", "")
MEDIAN = {(4, "TOTAL", "median_time", ""): "12.5"}
"""A point before decimals elsewhere, so that `5.448` is in doubt."""


def written(tmp_path, cells):
    return write_csv(changed(correct("hosting", events=0), MEDIAN | cells), tmp_path / "r")


def test_the_sum_decides_and_the_finding_says_so(tmp_path):
    read = read_report(written(tmp_path, {TOTAL: "5.448", ANIMALS: "5448", HARM: "5448"}), tier="hosting")
    assert read.report.figures["4.TOTAL.notices_received"].value == 5448
    assert read.undecided == frozenset()
    (said,) = [f for f in read.findings if f.id in ("READ-5", "A-9")]
    assert (said.id, said.part, said.line, said.column, said.value, said.expected) == ("A-9", 4, 2, "F", "5.448", "5448")
    assert said.message == "thousands are divided: the sum of the categories says it"


def test_one_that_was_decided_decides_the_next(tmp_path):
    read = read_report(written(tmp_path, {TOTAL: "5.448", ANIMALS: "5.448", HARM: "5448"}), tier="hosting")
    assert read.undecided == frozenset()
    assert {f.expected for f in read.findings if f.id == "A-9"} == {"5448"}


def test_what_nothing_decides_is_no_number_for_any_rule(tmp_path):
    done = check(path=written(tmp_path, {TOTAL: "5.448", ANIMALS: "5.448", HARM: "5.448"}))
    about = {(f.id, f.severity) for f in done.findings if f.part == 4 and "F" in f.column}
    assert about == {("READ-5", Severity.ERROR)}
    assert done.read.report.figures["4.TOTAL.notices_received"].value is None


def test_a_sum_that_does_not_fit_decides_nothing(tmp_path):
    done = check(path=written(tmp_path, {TOTAL: "5.448", ANIMALS: "5", HARM: "5"}))
    assert [f.id for f in done.findings if f.part == 4 and f.column == "F" and f.line == 2] == ["READ-5"]
    assert all("5.448" not in f.message.replace("it can be 5448 or 5.448", "") for f in done.findings)
