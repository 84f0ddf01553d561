"""Wilson intervals against published values and against their own definition."""

from fractions import Fraction
from math import sqrt

import pytest

from dsa_reports.indicators.interval import wilson


@pytest.mark.parametrize(("hits", "cases", "low", "high"), [
    (38, 40, 0.8350, 0.9862), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055), (428, 1_183_931, 0.000329, 0.000397),
])
def test_known_intervals(hits: int, cases: int, low: float, high: float) -> None:
    ends = [wilson(hits, cases, end) for end in ("low", "high")]
    assert [float(end) for end in ends if end is not None] == pytest.approx([low, high], abs=6e-5)


@pytest.mark.parametrize("cases", [1, 7, 300])
def test_it_holds_the_share_and_follows_the_formula(cases: int) -> None:
    z = 1.959964
    for hits in range(cases + 1):
        low, high = wilson(hits, cases, "low"), wilson(hits, cases, "high")
        assert low is not None
        assert high is not None
        assert 0 <= low <= Fraction(hits, cases) <= high <= 1
        p = hits / cases
        middle, half = p + z * z / (2 * cases), z * sqrt(p * (1 - p) / cases + z * z / (4 * cases * cases))
        assert float(low) == pytest.approx((middle - half) / (1 + z * z / cases), abs=1e-9)
        assert float(high) == pytest.approx((middle + half) / (1 + z * z / cases), abs=1e-9)


def test_without_a_case_there_is_none() -> None:
    assert wilson(0, 0, "low") is None
