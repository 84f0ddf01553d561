"""The interval beside a share that was measured on a sample: Wilson, 95 %.

Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927). Unlike the
usual normal interval it stays between 0 and 1, and says something where all or none of the sample were right.
"""

from fractions import Fraction
from math import isqrt

__all__ = ["bounds", "wilson"]

_Z = Fraction(1_959_964, 1_000_000)
"""Normal quantile of 97.5 %."""
_SCALE = 10**12


def wilson(numerator: int, denominator: int, end: str) -> Fraction | None:
    """The lower (`low`) or upper (`high`) end for `numerator` of `denominator` cases; None without a case.

    Exact but for the square root, which is cut after 12 decimals; the same on every machine.
    """
    if not denominator:
        return None
    share, squared = Fraction(numerator, denominator), _Z**2
    middle = share + squared / (2 * denominator)
    root = _root(share * (1 - share) / denominator + squared / (4 * denominator**2))
    found = (middle - _Z * root if end == "low" else middle + _Z * root) / (1 + squared / denominator)
    # At none or all of the cases the end is exact; the cut root would miss it by a hair.
    exact = (end == "low" and numerator == 0) or (end == "high" and numerator == denominator)
    return Fraction(int(end == "high")) if exact else min(max(found, Fraction(0)), Fraction(1))


def bounds(numerator: int, denominator: int) -> tuple[float, float]:
    """Both ends as (low, high), from 0 to 1. ValueError unless 0 <= numerator <= denominator and there is a case."""
    if not 0 <= numerator <= denominator or not denominator:
        raise ValueError(f"{numerator} of {denominator} is no share")
    low, high = (wilson(numerator, denominator, end) for end in ("low", "high"))
    return float(low or 0), float(high or 0)


def _root(value: Fraction) -> Fraction:
    return Fraction(isqrt(value.numerator * _SCALE**2 // value.denominator), _SCALE)
