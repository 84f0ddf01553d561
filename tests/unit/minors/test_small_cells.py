"""What is told about sealed counts: how many and which figures, never a value, and not which of them are the small ones."""

from dsa_reports.findings import Severity
from dsa_reports.minors.small_cells import given_away, sealed_finding, unread_finding


def test_one_note_for_all_and_no_value() -> None:
    (told,) = sealed_finding([f"minors.exposure.known_minor.c{n}" for n in range(9)], 5)
    assert (told.severity, told.count, told.value) == (Severity.INFO, 9, "")
    assert told.message.startswith("9 figures about minors are sealed")
    assert told.message.endswith("and 3 more")
    assert sealed_finding([], 5) == []


def test_what_the_law_gives_away_is_told_without_saying_which() -> None:
    (told,) = given_away(["minors/x.known_minor.contacts"])
    assert (told.severity, told.figure) == (Severity.WARNING, "")
    assert "known_minor" not in told.message
    assert given_away([]) == []


def test_an_earlier_report_that_nobody_can_read() -> None:
    assert unread_finding("drafts/3").file == "drafts/3"
