"""Small counts about minors are told by name and never by value; those about others, and large ones, are not."""

import pytest

from dsa_reports.findings import Severity
from dsa_reports.indicators.cells import CellResult
from dsa_reports.minors.small_cells import LEAST, small_cells


def cell(value: int | None = None, *, numerator: int | None = None, denominator: int | None = None, rows: int = 9) -> CellResult:
    return CellResult(value=value, rows_used=rows, indicator="minors/x", numerator=numerator, denominator=denominator)


@pytest.mark.parametrize(("name", "result", "told"), [
    ("minors.exposure.known_minor.contacts", cell(LEAST - 1), True),
    ("minors.exposure.known_minor.contacts", cell(LEAST), False),
    ("minors.exposure.known_minor.contacts", cell(0), False),
    ("minors.exposure.adult.contacts", cell(1), False),
    ("minors.contacts_minors", cell(3), True),
    ("minors.after_report.helpline.acted_share", cell(numerator=2, denominator=90), True),
    ("minors.after_report.helpline.acted_share", cell(numerator=20, denominator=90), False),
    ("minors.time_to_action.known_minor.median_hours", cell(None, rows=2), True),
    ("minors.measures_coverage.registration.in_place", cell(1), False),
    ("sexbot.minors_addressed", cell(1), False),
])
def test_what_is_told(name: str, result: CellResult, told: bool) -> None:
    found = small_cells([(name, result)])
    assert bool(found) is told
    for finding in found:
        assert finding.severity is Severity.WARNING
        assert finding.figure == name
        assert finding.value == ""
