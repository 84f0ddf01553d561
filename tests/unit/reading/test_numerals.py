"""Figures that can be read in one way only are read; the others need evidence, and without it they stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsa_reports.harmonised.reading.days import day_first, read_day, read_period
from dsa_reports.harmonised.reading.numerals import Evidence, read_figure


def read(text, *others, unit="notices", whole=True, native=False):
    found = read_figure(text, unit, whole=whole, native=native, evidence=Evidence.of([text, *others]))
    return found.text, found.rule


@pytest.mark.parametrize(("text", "others", "whole", "expected"), [
    # A point with three digits behind it, in a column of counts
    ("1.234", (), True, ("1234", "A-9")),
    ("1.234", ("1.234.567",), True, ("1234", "A-9")),
    ("1.234", ("12,5",), True, ("1234", "A-9")),
    ("1.234", ("12.5",), True, ("1.234", "READ-5")),
    ("1.234", ("65966014.0",), True, ("1.234", "READ-5")),
    ("29.808", ("770.461",), True, ("29808", "A-9")),
    # The same in a column of hours: the template's own form, unless the report writes otherwise elsewhere
    ("1.234", (), False, ("1.234", "")),
    ("1.234", ("12.5",), False, ("1.234", "")),
    ("1.234", ("12,5",), False, ("1.234", "READ-5")),
    ("1.234", ("1.234.567",), False, ("1234", "A-9")),
    ("1.234", ("1.234.567", "12.5"), False, ("1.234", "READ-5")),
    # A comma with three digits behind it
    ("1,374", (), True, ("1374", "A-9")),
    ("1,374", ("148,985,779",), True, ("1374", "A-9")),
    ("1,374", ("12,5",), True, ("1,374", "READ-5")),
    ("1,374", (), False, ("1,374", "READ-5")),
    ("1,374", ("12.5",), False, ("1374", "A-9")),
    ("1,374", ("148,985,779",), False, ("1374", "A-9")),
    ("1,374", ("12,5",), False, ("1.374", "A-9")),
    ("1,374", ("12,5", "12.5"), False, ("1,374", "READ-5")),
    # One way only
    ("1,234.56", (), False, ("1234.56", "A-9")),
    ("1.234,56", (), False, ("1234.56", "A-9")),
    ("1234,5", (), False, ("1234.5", "A-9")),
    ("0,375", (), False, ("0.375", "A-9")),
    ("12,0", (), True, ("12", "A-9")),
    ("1 234,5", (), False, ("1234.5", "A-9")),
    ("007", (), True, ("007", "")),
    ("", (), True, ("", "")),
    ("   ", (), True, ("", "")),
    ("12.50", (), False, ("12.50", "")),
    ("1.000", ("3.5",), True, ("1.000", "READ-5")),
])
def test_separators(text, others, whole, expected):
    unit = "notices" if whole else "hours"
    assert read(text, *others, unit=unit, whole=whole) == expected


@pytest.mark.parametrize(("text", "unit", "expected"), [
    ("98.5%", "ratio", ("0.985", "C-15")), ("98,5 %", "ratio", ("0.985", "C-15")), ("100 %", "ratio", ("1", "C-15")),
    ("0,985", "ratio", ("0.985", "A-9")), ("1,000", "ratio", ("1", "A-9")), ("1,500", "ratio", ("1,500", "C-15")), ("98.5", "ratio", ("98.5", "")),
    ("12 h", "hours", ("12", "C-15")), ("12,5 Std.", "hours", ("12.5", "C-15")), ("2 days", "hours", ("48", "C-15")), ("1.5 days", "hours", ("36", "C-15")),
    ("30 minutes", "hours", ("30 minutes", "C-15")), ("12 %", "hours", ("12 %", "C-15")), ("3 FTE", "FTE", ("3", "C-15")), ("3 days", "FTE", ("3 days", "C-15")),
    ("1,374 h", "hours", ("1,374 h", "C-15")), ("12", "hours", ("12", "")),
])
def test_units(text, unit, expected):
    assert read(text, unit=unit, whole=False) == expected


def test_a_number_of_a_workbook_is_never_in_doubt():
    assert read("1.234", "1.234.567", unit="hours", whole=False, native=True) == ("1.234", "")
    assert read("1234.567", "12,5", unit="hours", whole=False, native=True) == ("1234.567", "")


@given(st.integers(0, 10**15), st.sampled_from([",", " ", "\u00a0", "\u202f", "'"]))
def test_grouped_counts_give_the_count(number, mark):
    text = f"{number:,}".replace(",", mark)
    assert read(text) == (str(number), "" if number < 1000 else "A-9")


@given(st.text(max_size=12))
def test_any_text_is_kept_or_becomes_a_number(text):
    for whole in (True, False):
        for unit in ("ratio", "hours", "FTE", "notices"):
            found, rule = read(text, unit=unit, whole=whole)
            assert rule or found in (text, "")
            if found != text:
                assert found == "" or found.replace(".", "", 1).isdecimal()


@pytest.mark.parametrize(("text", "first", "expected"), [
    ("01/07/2025", None, ("01/07/2025", "READ-5")), ("01/07/2025", True, ("2025-07-01", "A-5")), ("01/07/2025", False, ("2025-01-07", "A-5")),
    ("17/02/2025", None, ("2025-02-17", "A-5")), ("02/17/2025", None, ("2025-02-17", "A-5")), ("02/02/2025", None, ("2025-02-02", "A-5")),
    ("46080", None, ("2026-02-27", "A-9")), ("46080.0", None, ("2026-02-27", "A-9")), ("12345", None, ("12345", "")), ("99999", None, ("99999", "")),
    ("2026-02-30", None, ("2026-02-30", "")), ("30.02.2026", None, ("30.02.2026", "")), ("soon", None, ("soon", "")), ("", None, ("", "")),
    ("February 27, 2026", None, ("2026-02-27", "A-5")), (" 2026-02-27", None, ("2026-02-27", "A-5")),
])
def test_days(text, first, expected):
    assert read_day(text, first)[:2] == expected


def test_the_order_of_day_and_month_needs_one_day_above_twelve():
    assert day_first(["01/02/2025", "17/02/2025"]) is True
    assert day_first(["01/02/2025", "02/17/2025"]) is False
    assert day_first(["01/02/2025"]) is None
    assert day_first(["17/02/2025", "02/17/2025"]) is None


@pytest.mark.parametrize(("text", "expected"), [
    ("2025-07-01/2025-12-31", ("2025-07-01/2025-12-31", "")), ("2025-07-01 / 2025-12-31", ("2025-07-01/2025-12-31", "A-5")),
    ("2025-07-01 to 2025-12-31", ("2025-07-01/2025-12-31", "A-5")), ("2025-07-01 00:00:00/2025-12-31 00:00:00", ("2025-07-01/2025-12-31", "A-9")),
    ("01.07.2025-31.12.2025", ("2025-07-01/2025-12-31", "A-5")), ("2025-07-01/2025-12-32", ("2025-07-01/2025-12-32", "")),
    ("H2 2025", ("H2 2025", "")), ("01/07/2025 - 31/12/2025", ("01/07/2025 - 31/12/2025", "READ-5")),
])
def test_periods(text, expected):
    assert read_period(text)[:2] == expected
