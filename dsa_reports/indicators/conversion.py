"""From the numbers of a query to the number of a figure: what is divided by what, as a fraction and in words.

The words are made from the fields of the header with which the arithmetic is done, so that the two cannot part. How
many decimals are printed is the writer's business and handed in.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dsa_reports.indicators.cells import CellResult
from dsa_reports.indicators.interval import wilson
from dsa_reports.indicators.loader import Indicator

__all__ = ["PER_10K", "conversion", "result"]

PER_10K = "per_10k"
"""Unit of a share that is said per 10,000, because it is too small for per cent."""

_ENDS = {"low": "lower", "high": "upper"}
_STEPS = {3600: "seconds to hours", 1000: "thousandths to whole ones"}


def result(indicator: Indicator, name: str, row: Mapping[str, Any], context: str = "") -> CellResult:
    """The figure `name` of one row of the query's answer, exact. A sum over no row is 0 in the template; in a chapter it says that nothing was recorded."""
    spec = indicator.columns[name]
    if spec.denominator:
        numerator, denominator = int(row[spec.numerator] or 0), int(row[spec.denominator] or 0)
        quotient = wilson(numerator, denominator, spec.bound) if spec.bound else Fraction(numerator, denominator) if denominator else None
        if quotient is not None and spec.unit == PER_10K:
            quotient *= 10_000
        return CellResult(
            value=quotient,
            rows_used=int(row[spec.cases] or 0) if spec.cases else denominator,
            indicator=indicator.id, numerator=numerator, denominator=denominator, context=context,
        )
    raw = row[name]
    value: int | Fraction | None
    if raw is None:
        value = None if _blank_without_rows(indicator, name) else 0
    elif spec.divide_by == 1:
        value = int(raw)
    else:
        value = Fraction(raw) / spec.divide_by
    rows_used = int(row[spec.cases] or 0) if spec.cases else int(raw or 0)
    return CellResult(value=value, rows_used=rows_used, indicator=indicator.id, context=context)


def conversion(indicator: Indicator, name: str, decimals: int, *, reading: str = "", blank: str = "blank") -> str:
    """How the query's number becomes the printed figure `name`, in words.

    `decimals`: how many are printed at most, under the reading `reading` if one decides it. `blank`: what is printed
    for no value.
    """
    spec = indicator.columns[name]
    by = f" (reading {reading})" if reading else ""
    places = "a whole number" if decimals == 0 else "1 decimal" if decimals == 1 else f"{decimals} decimals"
    rounded = f", rounded half up to {places}{by}" + (", trailing zeros dropped" if decimals else "")
    if spec.denominator:
        times = ", times 10,000" if spec.unit == PER_10K else ""
        rounded = times + rounded
        if spec.bound:
            return f"{_ENDS[spec.bound]} end of the 95 % Wilson interval of {spec.numerator} divided by {spec.denominator}{rounded}; {blank} where {spec.denominator} is 0"
        return f"{spec.numerator} divided by {spec.denominator}{rounded}; {blank} where {spec.denominator} is 0"
    empty = f"{blank if _blank_without_rows(indicator, name) else '0'} where the query gives none"
    if spec.divide_by == 1:
        return f"{name} as the query gives it; {empty}"
    return f"{name} divided by {spec.divide_by} ({_STEPS[spec.divide_by]}){rounded}; {empty}"


def _blank_without_rows(indicator: Indicator, name: str) -> bool:
    return indicator.columns[name].unit == "hours" or bool(indicator.chapter)
