"""Accuracy, precision and recall together: impossible triples are always found, possible ones never."""

import itertools
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsa_reports.checks.feasible import Interval, feasible, interval


def triples(n):
    """Every triple that a confusion matrix of n cases gives."""
    found = set()
    for tp, fp, fn in itertools.product(range(n + 1), repeat=3):
        if tp + fp + fn <= n and tp + fp and tp + fn:
            found.add((Fraction(n - fp - fn, n), Fraction(tp, tp + fp), Fraction(tp, tp + fn)))
    return found


ALL = cache(triples)
bounds = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda two: Interval(Fraction(min(two), 20), Fraction(max(two), 20)))


def within(triple, intervals):
    return all(low <= value <= high for value, (low, high) in zip(triple, intervals, strict=True))


@settings(max_examples=400, deadline=None)
@given(st.integers(1, 14), bounds, bounds, bounds)
def test_exactly_the_possible_ones_for_a_stated_size(n, accuracy, precision, recall):
    possible = any(within(triple, (accuracy, precision, recall)) for triple in ALL(n))
    assert feasible(n, accuracy, precision, recall) == possible


@settings(max_examples=200, deadline=None)
@given(bounds, bounds, bounds)
def test_without_a_size_what_some_size_allows_is_possible(accuracy, precision, recall):
    some = any(within(triple, (accuracy, precision, recall)) for n in range(1, 13) for triple in ALL(n))
    anyhow = feasible(None, accuracy, precision, recall)
    assert anyhow or not some
    if anyhow:
        # The statement has a witness: intervals of twentieths are met by some matrix of at most a few thousand cases.
        assert any(feasible(n, accuracy, precision, recall) for n in (*range(1, 200), 400, 800, 1600, 3200, 8000, 16000))


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 6),
    st.sampled_from([ROUND_HALF_UP, ROUND_DOWN, ROUND_UP]),
)
def test_printed_figures_of_a_real_sample_are_never_called_impossible(tp, fp, fn, tn, decimals, how):
    n = tp + fp + fn + tn
    if not (tp + fp and tp + fn):
        return
    shares = (Fraction(tp + tn, n), Fraction(tp, tp + fp), Fraction(tp, tp + fn))
    printed = [(Decimal(s.numerator) / s.denominator).quantize(Decimal(1).scaleb(-decimals), how) for s in shares]
    intervals = [interval(text, decimals) for text in printed]
    assert feasible(n, *intervals)
    assert feasible(None, *intervals)


@pytest.mark.parametrize(
    ("n", "accuracy", "precision", "recall"),
    [
        (None, "0.50", "0.98", "0.99"),  # few errors beside the true positives leave no room for half wrong
        (None, "1.00", "0.50", "0.90"),
        (10, "0.95", "0.90", "0.90"),  # ten cases know tenths only
        (200, "0.9950", "0.5000", "0.5000"),  # one error in all, but precision and recall ask for two
        (1_000_000, "0.10", "0.99", "0.99"),
    ],
)
def test_impossible(n, accuracy, precision, recall):
    assert not feasible(n, *(Interval(Fraction(t), Fraction(t)) for t in (accuracy, precision, recall)))


def test_large_samples_are_quick():
    exact = [Interval(Fraction(t), Fraction(t)) for t in ("0.98765432101", "0.91234567891", "0.89123456789")]
    assert feasible(10**9, *exact) in (True, False)
