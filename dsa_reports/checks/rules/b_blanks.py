"""B: zero, blank and untouched. A row that concerns the service is filled: 0 where nothing happened."""

from collections.abc import Iterator

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import RowView, View, columns_of_type
from dsa_reports.display import plural, shown
from dsa_reports.findings import Severity
from dsa_reports.harmonised.model import Reason
from dsa_reports.service.config import RESTRICTIONS
from dsa_reports.template.layout import layout

_METRICS = frozenset({"accuracy", "precision", "recall"})
_MOST_SINGLE = 10
_EXPLAINED = frozenset({Reason.NOT_APPLICABLE_TO_TIER, Reason.IMPOSSIBLE_ON_SERVICE, Reason.NOT_RECORDED})
"""Reasons that our own reports give with a blank; what is not recorded has a finding of its own."""


def _counts(row: RowView) -> tuple[str, ...]:
    """Columns that are 0 where nothing happened: no medians, shares, or restrictions that may be impossible."""
    if row.part <= 6:
        return tuple(name for name in columns_of_type(row.part, "integer") if name not in RESTRICTIONS)
    return ("value",) if row.key not in _METRICS and row.scope not in ("median_time", "outcomes_implemented") else ()


def _explained(row: RowView, column: str) -> bool:
    at = row.columns.get(column)
    return at is not None and at < len(row.row.cells) and row.row.cells[at].reason in _EXPLAINED


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I.1", "Write 0, or say in the context column why it can never happen on the service.",
    parts=tuple(range(3, 11)),
)
def b_9(view: View) -> Iterator[Hit]:
    """In a row that is filled no count is blank: 0 where nothing happened, blank only where it can never happen.

    Whether it can the figures do not show, so this is a warning. A figure in a row that does not concern the service is
    one too: such a row is left blank, though more than the law asks may be given.
    """
    never = {
        (part, column) for part in (3, 4, 5, 6) for column in columns_of_type(part, "integer")
        if not any(row.text(column) for row in view.rows(part))
    }
    for row in view.rows(*range(3, 11)):
        counts = _counts(row)
        if not view.applies(row):
            if view.tier == "vlose" and not view.readings:
                continue  # whether the rows of online platforms concern a search engine is an open question
            if filled := [column for column in counts if row.number(column)]:
                yield Hit(
                    f"the row concerns only: {shown(view.label(row))}; it is filled ({row.name})", row, filled[0],
                    cells=tuple((row, column) for column in filled), expected="blank",
                )
            continue
        blank = [name for name in counts if not row.text(name) and (row.part, name) not in never and not _explained(row, name)]
        if blank and len(blank) < len(counts):
            yield Hit(f"blank in a row that is filled ({row.name})", row, blank[0], cells=tuple((row, name) for name in blank), expected="0")


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I.1", "Publish what goes beyond the template in a file of its own.",
    parts=(1, 7, 8, 9, 10, 11),
)
def b_10(view: View) -> Iterator[Hit]:
    """Parts 1 and 7 to 11 have the template's rows and no others. More may be told, but in a file of its own."""
    for part in (1, 7, 8, 9, 10, 11):
        known = {row.key for row in layout().part(part).rows}
        for row in view.rows(part):
            if row.key not in known:
                yield Hit(f"the template has no row {shown(row.key)!r}", row, "indicator", expected="no such row")


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I.1", "Fill the rows: 0 where nothing happened. Say in words why a part is left out.",
    parts=tuple(range(3, 12)),
)
def b_11(view: View) -> Iterator[Hit]:
    """No row that concerns the service is left untouched, all its figures blank.

    A part without any figure is an error, for a report that omits parts is incomplete unless a specific and objective
    reason is given. Single rows may be of what can never occur on the service: a warning.
    """
    for part in range(3, 11):
        rows = [row for row in view.rows(part) if view.applies(row) and _counts(row)]
        untouched = [row for row in rows if not view.filled(row) and not any(_explained(row, c) for c in row.figure_columns())]
        if rows and len(untouched) == len(rows):
            yield Hit(f"no row of part {part} carries a figure ({len(rows)} {plural(len(rows), 'row')})", severity=Severity.ERROR, part=part, places=len(rows))
        elif len(untouched) > _MOST_SINGLE:
            yield Hit(
                f"{len(untouched)} of {len(rows)} rows of part {part} carry no figure; the first is {untouched[0].name}", untouched[0],
                _counts(untouched[0])[0], cells=tuple((row, _counts(row)[0]) for row in untouched), expected="0", places=len(untouched),
            )
        else:
            for row in untouched:
                yield Hit(f"no figure in the row ({row.name})", row, _counts(row)[0], expected="0")
