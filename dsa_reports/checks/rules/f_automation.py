"""F: automated means and their accuracy."""

from collections.abc import Iterator

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import RowView, View
from dsa_reports.findings import Severity

_METRICS = ("accuracy", "precision", "recall")


def _metrics(view: View) -> Iterator[RowView]:
    return (row for row in view.rows(8) if row.key in _METRICS)


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, I.4; IR 2024/2835 Annex II, II.1.6", "Write a share between 0 and 1: 0.97 for 97 %.")
def f_1(view: View) -> Iterator[Hit]:
    """Accuracy, precision and recall lie in [0,1]."""
    for row in _metrics(view):
        value = row.number()
        if value is not None and value > 1:
            yield Hit(f"{row.name} is {value}; it lies between 0 and 1", row, "value")


@check(Severity.ERROR, "IR 2024/2835 Annex II, II.1.6", "Say in the context column how large the sample was and how it was drawn.")
def f_3(view: View) -> Iterator[Hit]:
    """Every accuracy, precision and recall is explained in the context column: sample size, period, method."""
    for row in _metrics(view):
        if row.number() is not None and not row.text("context"):
            yield Hit(f"{row.name} stands without sample size and method", row, "value")
