"""Arithmetic of the recount: exact fractions, halves rounded up, medians of whole seconds."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor


def half_up(value: Fraction | int, decimals: int) -> str:
    """`value` (not negative) as text with at most `decimals` places; 12.5, 36, 0.01, never 12.50."""
    units = floor(Fraction(value) * 10**decimals + Fraction(1, 2))
    digits = str(units).rjust(decimals + 1, "0")
    if decimals == 0:
        return digits
    whole, places = digits[:-decimals], digits[-decimals:].rstrip("0")
    return f"{whole}.{places}" if places else whole


def seconds_between(earlier: datetime | None, later: datetime | None) -> int | None:
    """Whole seconds, rounded down; none where a time is missing."""
    if earlier is None or later is None:
        return None
    return (later - earlier) // timedelta(seconds=1)


def median_hours(durations: Iterable[int | None]) -> Fraction | None:
    """The middle duration, or the mean of the two middle ones, in hours."""
    known = sorted(seconds for seconds in durations if seconds is not None)
    if not known:
        return None
    middle = len(known) // 2
    if len(known) % 2:
        return Fraction(known[middle], 3600)
    return Fraction(known[middle - 1] + known[middle], 2 * 3600)
