"""Periods: how they are written, which are statutory for whom, when the report is due."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dsa_reports.errors import UsageError
from dsa_reports.law.periods import Period, parse_period, publication_deadline, statutory_kind
from dsa_reports.law.tiers import Tier

UTC = ZoneInfo("UTC")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ANNUAL = (Tier.INTERMEDIARY, Tier.HOSTING, Tier.ONLINE_PLATFORM)
HALF_YEARLY = (Tier.VLOP, Tier.VLOSE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026", "2026-01-01/2026-12-31"),
        ("2026-H1", "2026-01-01/2026-06-30"),
        ("2026-h2", "2026-07-01/2026-12-31"),
        ("2026-Q1", "2026-01-01/2026-03-31"),
        ("2028-Q1", "2028-01-01/2028-03-31"),
        ("2026-Q2", "2026-04-01/2026-06-30"),
        ("2026-Q3", "2026-07-01/2026-09-30"),
        ("2026-Q4", "2026-10-01/2026-12-31"),
        ("2026-01-15/2026-02-28", "2026-01-15/2026-02-28"),
        ("2026-01-15..2026-02-28", "2026-01-15/2026-02-28"),
        (" 2026-01-15 2026-02-28 ", "2026-01-15/2026-02-28"),
        ("2028-02-29/2028-02-29", "2028-02-29/2028-02-29"),
    ],
)
def test_spellings(text: str, expected: str) -> None:
    assert parse_period(text, UTC).text == expected


@pytest.mark.parametrize("text", ["", "26", "2026-H3", "2026-Q5", "2026-Q0", "2026-06", "2026-02-30/2026-03-01", "2026-06-30/2026-01-01", "1999", "last year", "2026-01-01/"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(text, UTC)
    assert caught.value.remedy


@pytest.mark.parametrize("tier", ANNUAL)
@pytest.mark.parametrize(
    ("period", "kind"),
    [
        ("2026", "annual"), ("2027", "annual"), ("2026-H1", ""), ("2026-Q1", ""), ("2026-01-01/2026-12-30", ""),
        ("2024", ""), ("2025", "transitional"), ("2025-02-17/2025-12-31", "transitional"),
        ("2025-02-18/2025-12-31", ""), ("2024-02-18/2025-12-31", "transitional"), ("2024-02-17/2025-12-31", ""), ("2024-01-01/2025-12-31", ""), ("2025-07-01/2025-12-31", "transitional"),
        ("2026-07-01/2027-06-30", ""),
    ],
)  # fmt: skip
def test_yearly_reporters(tier: Tier, period: str, kind: str) -> None:
    assert statutory_kind(parse_period(period, UTC), tier) == kind


@pytest.mark.parametrize("tier", HALF_YEARLY)
@pytest.mark.parametrize(
    ("period", "kind"),
    [("2025-H1", ""), ("2025-H2", "half_year"), ("2026-H1", "half_year"), ("2026-H2", "half_year"), ("2026", ""), ("2026-Q2", ""), ("2025-07-01/2026-06-30", "")],
)
def test_half_yearly_reporters(tier: Tier, period: str, kind: str) -> None:
    assert statutory_kind(parse_period(period, UTC), tier) == kind


@pytest.mark.parametrize("tier", list(Tier))
def test_a_quarter_is_internal_for_everybody(tier: Tier) -> None:
    assert [statutory_kind(parse_period(f"2026-Q{n}", UTC), tier) for n in (1, 2, 3, 4)] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("period", "deadline"),
    [
        ("2026", date(2027, 2, 28)),
        ("2027", date(2028, 2, 29)),
        ("2025", date(2026, 2, 28)),
        ("2026-H1", date(2026, 8, 31)),
        ("2026-H2", date(2027, 2, 28)),
        ("2027-H2", date(2028, 2, 29)),
        ("2026-Q1", date(2026, 5, 31)),
        ("2026-Q3", date(2026, 11, 30)),
        ("2026-01-01/2026-04-15", date(2026, 6, 15)),
        ("2026-01-01/2026-12-30", date(2027, 2, 28)),
    ],
)
def test_two_months_after_the_end(period: str, deadline: date) -> None:
    assert publication_deadline(parse_period(period, UTC)) == deadline


def test_limits_are_midnights_of_the_zone() -> None:
    period = parse_period("2026-H1", AMSTERDAM)
    assert period.start_utc == datetime(2025, 12, 31, 23, 0)
    assert period.end_utc == datetime(2026, 6, 30, 22, 0)
    assert period.days == 181
    assert Period(date(2026, 3, 29), date(2026, 3, 29), AMSTERDAM).end_utc == datetime(2026, 3, 29, 22, 0)


def test_neighbouring_periods_touch_and_do_not_overlap() -> None:
    assert parse_period("2026-Q1", AMSTERDAM).end_utc == parse_period("2026-Q2", AMSTERDAM).start_utc
