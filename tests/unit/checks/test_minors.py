"""MI-1 to MI-4 and MI-9 at their borders: from how many on they ask, in which parts, of whom, and that they only ask."""

import pytest

from dsa_reports.checks.examples import Example
from dsa_reports.findings import Severity
from tests.unit.checks.worked import run

MINORS = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
ABUSE, DEEPFAKE = f"{MINORS}/KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL", f"{MINORS}/KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"
GROOMING, RESTRICTED = f"{MINORS}/KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS", f"{MINORS}/KEYWORD_AGE_SPECIFIC_RESTRICTIONS_MINORS"


def asked(check: str, cells: dict[str, object], tier: str = "vlop") -> list[str]:
    """The messages; every one is a warning with a remedy, and says nothing of a breach."""
    found = run(check, Example(quiet="", tier=tier, cells={name: str(value) for name, value in cells.items()})).findings
    for finding in found:
        assert (finding.id, finding.severity) == (check, Severity.WARNING)
        assert finding.remedy
        assert "breach" not in finding.message + finding.remedy
    return [finding.message for finding in found]


@pytest.mark.parametrize(("part", "column"), [(4, "notices_received"), (5, "measures"), (6, "measures")])
def test_mi_1_asks_in_each_part_from_a_hundred_on(part: int, column: str) -> None:
    whole, other = f"{part}.{MINORS}.{column}", f"{part}.{MINORS}/KEYWORD_OTHER.{column}"
    assert len(asked("MI-1", {whole: 100, other: 100})) == 1
    assert asked("MI-1", {whole: 99, other: 99}) == []
    assert asked("MI-1", {whole: 100, other: 99, f"{part}.{RESTRICTED}.{column}": 1}) == []


def test_mi_2_looks_at_abuse_material_and_at_grooming_by_themselves() -> None:
    assert len(asked("MI-2", {f"6.{ABUSE}.measures": 60, f"6.{DEEPFAKE}.measures": 40})) == 1
    assert asked("MI-2", {f"6.{ABUSE}.measures": 99}) == []
    both = {f"6.{ABUSE}.measures": 500, f"6.{GROOMING}.measures": 500}
    assert len(asked("MI-2", both)) == 2
    assert len(asked("MI-2", both | {f"5.{GROOMING}.measures": 1})) == 1, "grooming on the law says nothing of abuse material"
    assert asked("MI-2", {f"6.{RESTRICTED}.measures": 5000}) == [], "age limits are no abuse"


def test_mi_3_wants_much_of_category_9_and_no_grooming_anywhere() -> None:
    much = {f"4.{MINORS}.notices_received": 400, f"5.{MINORS}.measures": 300, f"6.{MINORS}.measures": 300}
    assert len(asked("MI-3", much)) == 1
    assert asked("MI-3", much | {f"6.{MINORS}.measures": 299}) == []
    for part, column in ((4, "notices_received"), (5, "measures"), (6, "measures")):
        assert asked("MI-3", much | {f"{part}.{GROOMING}.{column}": 1}) == []


def test_mi_4_asks_very_large_platforms_only() -> None:
    many = {"4.TOTAL.notices_received": 10_000}
    assert len(asked("MI-4", many)) == 1
    assert asked("MI-4", {"4.TOTAL.notices_received": 9_999}) == []
    assert asked("MI-4", many | {f"4.{DEEPFAKE}.notices_received": 1}) == []
    assert asked("MI-4", many, tier="online_platform") == []


def test_mi_9_compares_with_all_notices() -> None:
    waits = {"4.TOTAL.median_time": "4", f"4.{MINORS}.notices_received": 100, f"4.{MINORS}.median_time": "4.1"}
    assert len(asked("MI-9", waits)) == 1
    assert asked("MI-9", waits | {f"4.{MINORS}.median_time": "4"}) == []
    assert asked("MI-9", waits | {f"4.{MINORS}.notices_received": 99}) == []
