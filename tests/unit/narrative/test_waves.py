"""Check SB-6: a day that a text names is not asked about again."""

from datetime import date

import pytest

from dsa_reports.findings import Finding, Severity
from dsa_reports.narrative.waves import still_open, unnamed

DAYS = [date(2026, 3, 4), date(2026, 3, 14)]
ASKED = Finding(id="SB-6", severity=Severity.WARNING, message="2 days stand out", count=2)
OTHER = Finding(id="SB-4", severity=Severity.INFO, message="something else", count=1)


@pytest.mark.parametrize("text", [
    "On 14 March a batch ran.", "On March 14th, 2026, a batch ran.", "On 2026-03-14 a batch ran.", "Op 14-3-2026 liep een batch.", "Op 14 maart liep een batch.",
    "Op 14 mrt. liep een batch.", "From 12 to 16 March a campaign was removed.", "Van 12 tot en met 16 maart 2026.",
])
def test_a_day_is_named_in_many_ways(text: str) -> None:
    assert unnamed(DAYS, [text], "nl") == [date(2026, 3, 4)]


@pytest.mark.parametrize("text", [
    "", "In March much was removed.", "On 14 April a batch ran.", "On 114 March", "2026-03-140", "Version 14 of the rules.", "On 14-3-2025 a batch ran.", "From 15 to 16 March.",
])
def test_other_days_and_numbers_name_nothing(text: str) -> None:
    assert unnamed(DAYS, [text], "nl") == DAYS


def test_only_days_that_no_text_names_are_asked_about() -> None:
    assert still_open([ASKED, OTHER], "SB-6", DAYS, ["nothing"], "en") == [ASKED, OTHER]
    (one, other) = still_open([ASKED, OTHER], "SB-6", DAYS, ["On 4 March a batch ran."], "en")
    assert (one.count, other) == (1, OTHER)
    assert one.message == "2 days stand out; of these 2 days the texts name 1, and not 2026-03-14, for one"
    assert still_open([ASKED, OTHER], "SB-6", DAYS, ["On 4 March a batch ran,", "and on 14 March another."], "en") == [OTHER]
