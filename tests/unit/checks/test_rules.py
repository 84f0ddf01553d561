"""Every worked example of every rule: those that break it and those that do not (data: checks/worked/*.toml)."""

import pytest

from dsa_reports.checks import all_checks
from dsa_reports.checks.examples import Example, examples_of
from tests.unit.checks.worked import run

CASES = [(name, example) for name in all_checks() for example in examples_of(name)]


def label(case) -> str:
    name, example = case
    return f"{name}-{example.severity.value if example.severity else 'quiet'}"


@pytest.mark.parametrize("case", [case for case in CASES if case[1].quiet is None], ids=label)
def test_breaks(case):
    name, example = case
    found = run(name, example).findings
    said = [f for f in found if example.breaks in f.message and f.severity == example.severity]
    assert said, [(f.severity, f.message) for f in found]
    assert all(f.citation and f.remedy and f.id == name for f in found)
    # Every finding says where: a part, or a row with its record, column letter and cells.
    for finding in said:
        if finding.line is not None:
            assert finding.part
            assert finding.row
            assert not finding.column or f"{finding.column}{finding.line}" in finding.cells


@pytest.mark.parametrize("case", [case for case in CASES if case[1].quiet is not None], ids=label)
def test_stays_quiet(case):
    name, example = case
    outcome = run(name, example)
    assert outcome.findings == []


def test_every_check_has_both_examples():
    for name in all_checks():
        kinds = {example.quiet is None for example in examples_of(name)}
        assert kinds == {True, False}, name


def test_no_example_is_of_a_check_that_does_not_exist():
    from dsa_reports.checks.examples import _all

    assert set(_all()) <= set(all_checks())


def test_every_check_says_its_rule():
    for check in all_checks().values():
        assert len(check.rule) > 20
        assert check.citation
        assert check.remedy


def test_the_place_of_a_finding():
    example = next(e for e in examples_of("C-1") if e.breaks == "12 + 3 = 15, TOTAL says 16")
    (found,) = run("C-1", example).findings
    assert (found.file, found.part, found.line, found.column, found.row) == ("4_notices.csv", 4, 2, "F", "TOTAL")
    assert (found.value, found.expected, found.figure) == ("16", "15", "4.TOTAL.notices_received")
    assert found.cells[0] == "F2"
    assert len(found.cells) == 16
    assert "Number of notices received" in found.message


def test_cells_of_another_part_are_named_with_it():
    example = next(e for e in examples_of("X-2") if e.severity)
    (found,) = run("X-2", example).findings
    assert found.cells == ("G7", "5!G2", "6!G2")


def test_hostile_text_in_a_cell_is_shown_harmlessly():
    example = Example(breaks="x", severity="blocks", cells={"4.TOTAL.items": "\x1b[31m7\u202e"})
    (found,) = run("C-15", example).findings
    assert "\x1b" not in found.message + found.value
    assert "\u202e" not in found.message + found.value


def test_a_person_is_not_repeated_in_the_finding():
    example = next(e for e in examples_of("N-5") if "e-mail" in e.breaks)
    (found,) = run("N-5", example).findings
    assert "maria" not in found.model_dump_json()
