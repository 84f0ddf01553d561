"""Small counts about minors in the voluntary chapter (check MI-8): told, so that nobody publishes them unawares.

Statutory parts are never asked: the law wants their exact numbers. Nothing is suppressed here; people decide. A warning
and no block: a voluntary chapter does not hold up the statutory report.
"""

from collections.abc import Iterable

from dsa_reports.findings import Finding, Severity
from dsa_reports.indicators.cells import CellResult

__all__ = ["CITATION", "EXAMPLE", "LEAST", "MESSAGE", "REMEDY", "SMALL_CELLS", "small_cells"]

SMALL_CELLS = "minors.small_cells"
LEAST = 5
"""Counts from 1 to one less are small."""
MESSAGE = f"counts about minors below {LEAST} in the voluntary chapter: together with what others know they may point to a child"
REMEDY = "Leave the table behind them out of service.toml, wait for a longer period, or waive the finding with the reason why nobody can be recognised."
CITATION = "DSA Art. 28(1)"
EXAMPLE = "the logs name two contacts with known minors in the period"
_ABOUT = frozenset({"known_minor", "assumed_minor", "minor", "guardian", "helpline"})
_FIGURES = frozenset({"contacts_minors", "reports_minors"})


def small_cells(figures: Iterable[tuple[str, CellResult]]) -> list[Finding]:
    """One finding for all small counts among the figures (id, result) of the chapter, which it names without their values."""
    found = sorted(name for name, result in figures if _concerns(name) and _small(result))
    if not found:
        return []
    named = ", ".join(found[:6]) + (f" and {len(found) - 6} more" if len(found) > 6 else "")
    return [Finding(id=SMALL_CELLS, severity=Severity.WARNING, message=f"{MESSAGE}: {named}", remedy=REMEDY, citation=CITATION, figure=found[0], count=len(found))]


def _concerns(name: str) -> bool:
    pieces = name.split(".")
    return pieces[0] == "minors" and (pieces[-1] in _FIGURES or (len(pieces) == 4 and pieces[2] in _ABOUT))


def _small(result: CellResult) -> bool:
    """True for a count from 1 to LEAST - 1, also one that a share or a median rests on."""
    counts = [result.numerator, result.denominator] if result.denominator is not None else [result.rows_used]
    if result.denominator is None and isinstance(result.value, int):
        counts = [result.value]
    return any(count is not None and 0 < count < LEAST for count in counts)
