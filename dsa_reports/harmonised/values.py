"""From what was counted to what stands in the cell: rounding, zero or blank, and the reason."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from dsa_reports.harmonised.model import CellResult, Reason, rounded
from dsa_reports.indicators.conversion import PER_10K, conversion
from dsa_reports.indicators.loader import Indicator

__all__ = ["CHAPTER_DECIMALS", "DECLARED", "WRITER_READINGS", "Shown", "Units"]

DECLARED = "declared"
"""`CellResult.indicator` of a figure that a person declared instead of rows proving it."""


CHAPTER_DECIMALS = {"ratio": 4, "hours": 2, "value": 3, PER_10K: 2}
"""Decimals of the figures of voluntary chapters, by unit; no reading acts there."""
WRITER_READINGS = {"hours": ("median_decimals", "medians_without_events"), "FTE": ("full_time_equivalents",)}
"""Unit → the readings that decide how figures of parts 3 to 10 are written in it; the first, on decimals."""


class Shown(NamedTuple):
    """The text of a cell, the number that it says, and why."""

    text: str
    value: int | float | None
    reason: Reason


_BLANK_NO_EVENTS = Shown("", None, Reason.NO_EVENTS)
_NOT_RECORDED = Shown("", None, Reason.NOT_RECORDED)
_ZERO = Shown("0", 0, Reason.NOTHING_HAPPENED)


class Units:
    """How values of each unit are written under the chosen readings.

    Counts are whole numbers, shares have four decimals, medians `median_decimals`, full-time equivalents two or none;
    all rounded half up, without trailing zeros, with a point and without thousands separators.
    """

    def __init__(self, readings: Mapping[str, str]) -> None:
        decimals = 2 if readings["full_time_equivalents"] == "decimal" else 0
        self._decimals = {"hours": int(readings["median_decimals"]), "FTE": decimals, "ratio": 4}
        self._zero_medians = readings["medians_without_events"] == "zero"

    def shown(self, part: int, unit: str, result: CellResult | None) -> Shown:
        """What stands in an applicable cell of `part`, measured in `unit`, for which `result` was found (or nothing)."""
        if result is None or result.value is None:
            return self._without_value(part, unit, result)
        text, value = self._written(result.value, unit)
        if result.indicator == DECLARED:
            return Shown(text, value, Reason.DECLARED)
        happened = result.value != 0 or unit in {"hours", "ratio"}
        return Shown(text, value, Reason.COUNTED if happened else Reason.NOTHING_HAPPENED)

    def conversion(self, indicator: Indicator, name: str) -> str:
        """In words: how the query's number becomes the figure `name` of `indicator`, a file of parts 3 to 10."""
        unit = indicator.columns[name].unit
        blank = f"{'0' if self._zero_medians else 'blank'} (reading medians_without_events)" if unit == "hours" else "blank"
        return conversion(indicator, name, self._decimals.get(unit, 0), reading=WRITER_READINGS.get(unit, ("",))[0], blank=blank)

    def _without_value(self, part: int, unit: str, result: CellResult | None) -> Shown:
        if unit == "hours":
            return Shown("0", 0, Reason.NO_EVENTS) if self._zero_medians else _BLANK_NO_EVENTS
        if unit == "ratio":
            # Part 8: nobody drew a sample; part 7: there was no outcome to implement.
            return _NOT_RECORDED if part == 8 and result is None else _BLANK_NO_EVENTS
        if part == 10 or result is not None:
            # An indicator looked and could not say how many: zero would be a claim.
            return _NOT_RECORDED
        return _ZERO

    def _written(self, value: int | Fraction, unit: str) -> tuple[str, int | float]:
        decimals = self._decimals.get(unit, 0)
        number = Decimal(value) if isinstance(value, int) else rounded(value, decimals)
        text = format(number, "f")
        return text, float(text) if "." in text else int(text)
