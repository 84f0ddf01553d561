"""Can accuracy, precision and recall come from one confusion matrix? Exact reasoning with rational numbers.

With TP, FP, FN, TN cases: accuracy = (TP + TN) / n, precision = TP / (TP + FP), recall = TP / (TP + FN). A printed
figure is rounded, so it stands for an interval. For n labelled cases the question is whether whole numbers exist; if
n is not known, whether any n has them.
"""

from bisect import bisect_left
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Interval", "feasible", "interval"]

_MOST_STEPS = 200_000
"""Numbers of true positives that are tried one by one. Beyond, figures of few decimals are always possible."""


class Interval(NamedTuple):
    """From `low` to `high`, both included, within [0,1]."""

    low: Fraction
    high: Fraction


def interval(printed: Decimal, decimals: int) -> Interval:
    """What a figure printed with `decimals` places may have been: rounded, cut off or rounded up, all are meant."""
    unit = Fraction(1, 10**decimals)
    value = Fraction(printed)
    return Interval(max(Fraction(0), value - unit), min(Fraction(1), value + unit))


def feasible(n: int | None, accuracy: Interval, precision: Interval, recall: Interval) -> bool:
    """True if a confusion matrix of `n` cases (of any number of cases if None) gives figures in the three intervals.

    Precision and recall are printed, so that something was restricted and something was violating. Never False for
    figures that are possible; True for impossible ones only beyond `_MOST_STEPS` true positives.
    """
    return _for_any(accuracy, precision, recall) if n is None else _for(n, accuracy, precision, recall)


def _for_any(accuracy: Interval, precision: Interval, recall: Interval) -> bool:
    """Errors per true positive are s = (1-p)/p + (1-r)/r; without true negatives accuracy is 1/(1+s), with more it nears 1.

    Accuracy 1 itself needs s = 0. Without any true positive both are 0, and any accuracy below 1 can be had.
    """
    if precision.low == 0 and recall.low == 0 and accuracy.low < 1:
        return True
    if precision.high == 0 or recall.high == 0:
        return False
    least_errors = 1 / precision.high + 1 / recall.high - 2
    if precision.low and recall.low:
        reached = accuracy.high >= 1 / (1 / precision.low + 1 / recall.low - 1)
    else:
        reached = accuracy.high > 0
    return reached and (least_errors == 0 or accuracy.low < 1)


def _for(n: int, accuracy: Interval, precision: Interval, recall: Interval) -> bool:
    """Try numbers of true positives, from the first that leaves room for enough errors until errors are too many."""
    least_wrong, most_wrong = _ceil((1 - accuracy.high) * n), _floor((1 - accuracy.low) * n)
    if _possible(0, n, precision, recall, least_wrong, most_wrong):
        return True
    if precision.high == 0 or recall.high == 0:
        return False
    first = 1 + bisect_left(range(1, n + 1), least_wrong, key=lambda t: _most(t, precision, n) + _most(t, recall, n))
    for positives in range(first, min(n, first + _MOST_STEPS) + 1):
        fewest = _fewest(positives, precision) + _fewest(positives, recall)
        if fewest > min(most_wrong, n - positives):
            return False  # both only grow with the true positives
        if _possible(positives, n, precision, recall, least_wrong, most_wrong):
            return True
    return n > first + _MOST_STEPS


def _possible(positives: int, n: int, precision: Interval, recall: Interval, least_wrong: int, most_wrong: int) -> bool:
    """True if `positives` true positives leave whole numbers for the others."""
    if positives == 0:
        if precision.low or recall.low:
            return False
        fp = fn = (1, n)  # 0 of at least one
    else:
        fp, fn = ((_fewest(positives, share), _most(positives, share, n)) for share in (precision, recall))
    if fp[0] > fp[1] or fn[0] > fn[1]:
        return False
    return max(fp[0] + fn[0], least_wrong) <= min(fp[1] + fn[1], most_wrong, n - positives)


def _fewest(positives: int, share: Interval) -> int:
    """Fewest false cases beside `positives` true ones, so that the true ones are at most `share.high` of both."""
    return -(-positives * (share.high.denominator - share.high.numerator) // share.high.numerator)


def _most(positives: int, share: Interval, n: int) -> int:
    """Most false cases, so that the true ones are at least `share.low` of both; never more than `n`."""
    low = share.low
    return min(n, positives * (low.denominator - low.numerator) // low.numerator) if low else n


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def _ceil(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
