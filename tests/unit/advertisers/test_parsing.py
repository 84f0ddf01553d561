"""Numbers, days, countries and addresses of ad registers: understood, or refused; never guessed."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsa_reports.advertisers.parsing import Unread, country, is_member_state, moment, range_of, without_secrets


@pytest.mark.parametrize(("value", "low", "high", "basis"), [
    (1500, 1500, 1500, "exact"), ("1500", 1500, 1500, "exact"), ("1,500", 1500, 1500, "exact"), ("30K", 30_000, 30_000, "abbreviated"),
    ("1.5M", 1_500_000, 1_500_000, "abbreviated"), ("0-1K", 0, 1000, "range"), ("100K-1M", 100_000, 1_000_000, "range"),
    ("20000-25000", 20_000, 25_000, "range"), (">1M", 1_000_000, None, "range"), ("1M+", 1_000_000, None, "range"), ("<1000", 0, 1000, "range"),
    ({"lower_bound": "0", "upper_bound": "999"}, 0, 999, "range"), ({"lower_bound": "1000"}, 1000, None, "range"),
    ({"lower_bound": 5, "upper_bound": 2**63 - 1}, 5, None, "range"), (0, 0, 0, "exact"),
])
def test_counts(value: Any, low: int, high: int | None, basis: str) -> None:
    found = range_of(value, "reach", "people")
    assert found is not None
    assert (found.low, found.high, found.basis, found.unit) == (low, high, basis, "people")
    assert found.raw


@pytest.mark.parametrize("value", [
    "about 5", "-1", -1, 1.5, True, "1.0005K", "5K-1K", "1e6", "array([1])", "1,00", "100K-", {"low": 1}, {"lower_bound": 1.5},
    {"lower_bound": "9", "upper_bound": "3"}, [1], "9" * 40, 10**13,
])
def test_what_is_no_count(value: Any) -> None:
    with pytest.raises(Unread):
        range_of(value, "reach", "people")


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_is_nothing(value: Any) -> None:
    assert range_of(value, "reach", "people") is None
    assert moment(value, "day") is None


@pytest.mark.parametrize(("value", "day", "precision"), [
    (20260301, "2026-03-01", "day"), ("20260301", "2026-03-01", "day"), ("2026-03-01", "2026-03-01", "day"),
    ("2019-12-03T22:03:18+0000", "2019-12-03", "instant"), ("2026-03-01T00:30:00+02:00", "2026-02-28", "instant"), ("2026-03-01T01:00:00Z", "2026-03-01", "instant"),
    (1772323200, "2026-03-01", "instant"), (1772323200000, "2026-03-01", "instant"), ("1772323200", "2026-03-01", "instant"),
])
def test_days_and_instants(value: Any, day: str, precision: str) -> None:
    found = moment(value, "day")
    assert found is not None
    assert (found.day.isoformat(), found.precision) == (day, precision)


@pytest.mark.parametrize("value", ["2026-02-30", 20261301, "01-03-2026", "1/3/2026", "2026-03-01T01:00:00", "yesterday", 5, True, 1.5, "1999-12-31", 99991231, "9" * 13, ["2026-03-01"]])
def test_what_is_no_day(value: Any) -> None:
    with pytest.raises(Unread) as told:
        moment(value, "ad.first_shown_date")
    assert "ad.first_shown_date" in str(told.value)


def test_countries() -> None:
    assert [country(code, "c") for code in ("nl", "EL", "uk", "EEA")] == ["NL", "GR", "GB", "EEA"]
    assert is_member_state("GR")
    assert not any(is_member_state(code) for code in ("GB", "NO", "EEA", "TR", "EL"))
    for wrong in ("", "NLD", None, 5, "N1"):
        with pytest.raises(Unread):
            country(wrong, "c")


def test_tokens_go_and_the_rest_of_an_address_stays() -> None:
    kept = without_secrets({"url": ["https://u:p@a.example/x?id=5&access_token=SECRET&x-signature=S"], "access_token": "SECRET", "key": "Netherlands"})
    assert kept == {"url": ["https://a.example/x?id=5"], "key": "Netherlands"}
    assert "SECRET" not in without_secrets("https://a.example/#access_token=SECRET")


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.none(), st.booleans(), st.lists(st.integers(), max_size=2)))
def test_any_value_is_understood_or_refused(value: Any) -> None:
    for read in (lambda: range_of(value, "f", "people"), lambda: moment(value, "f"), lambda: country(value, "f")):
        with suppress(Unread):
            read()
