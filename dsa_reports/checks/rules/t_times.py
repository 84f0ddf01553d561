"""T: medians. They come from pooled rows, so they are bounded by those of their parts."""

from collections.abc import Iterator
from datetime import date

from dsa_reports.checks.dates import identification, period_of
from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import RowView, View, columns_of_type
from dsa_reports.findings import Severity

_DSA_IN_FORCE = date(2022, 11, 16)
_FORGOTTEN = "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"


@check(Severity.WARNING, "IR 2024/2835 Annex II, I.4", "Medians are hours: check the unit.")
def t_1(view: View) -> Iterator[Hit]:
    """A median of what was received in the period is no longer than the period.

    Longer is possible only where action came after the period: a warning; an error where it is longer than from the
    start of the period to the publication; it blocks where it is longer than the DSA has existed.
    """
    period = period_of(view)
    if period is None:
        return
    _, published = identification(view, "publication_date")
    whole = period.days * 24
    to_publication = (published - period.start).days * 24 + 24 if published and published > period.end else None
    ever = ((published or period.end) - _DSA_IN_FORCE).days * 24
    for row in view.rows(3, 4, 7):
        crossing = row.part == 7 and view.readings.get("complaints_cut_off") != "submitted"
        for column in row.in_hours:
            hours = row.number(column)
            if hours is None or hours <= whole:
                continue
            severity = Severity.WARNING
            if to_publication is not None and hours > to_publication and not crossing:
                severity = Severity.ERROR
            if hours > max(ever, whole):
                severity = Severity.BLOCKS
            yield Hit(f"a median of {hours} hours in a period of {whole} hours ({row.name})", row, column, severity)


def _outside(whole: RowView, parts: list[RowView], column: str) -> Hit | None:
    """`whole` against the smallest and the largest median of its parts, if any part has one."""
    stated = whole.number(column)
    medians = [median for row in parts if (median := row.number(column)) is not None]
    if stated is None or not medians or min(medians) <= stated <= max(medians):
        return None
    return Hit(
        f"the median of {whole.name} is {stated}, those of its parts lie from {min(medians)} to {max(medians)}", whole, column
    )


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, II.1.2; IR 2024/2835 Annex II, II.1.3", "Compute every median from the pooled rows, never from medians.")
def t_4(view: View) -> Iterator[Hit]:
    """A median lies between the smallest and the largest median of its parts.

    TOTAL between those of the categories, a category between those of its sub-categories, part 3's scope TOTAL between
    those of the Member States.
    """
    for part in (3, 4):
        for rows in view.scopes(part).values():
            categories = [row for row in rows if row.row.level == "category"]
            lacks = part == 3 and not any(row.code == _FORGOTTEN for row in rows)
            families = [(row, categories) for row in rows if row.row.level == "total"]
            families += [
                (category, [row for row in rows if row.row.parent == category.row.key])
                for category in categories
                if not (lacks and category.code == "STATEMENT_CATEGORY_PROTECTION_OF_MINORS")
            ]
            for whole, parts in families:
                for column in columns_of_type(part, "number"):
                    if hit := _outside(whole, parts, column):
                        yield hit
    scopes = view.scopes(3)
    states: dict[tuple[str, str, str], list[RowView]] = {}
    for scope, rows in scopes.items():
        for row in rows if scope != "TOTAL" else ():
            states.setdefault(row.identity, []).append(row)
    for whole in scopes.get("TOTAL", ()):
        for column in columns_of_type(3, "number"):
            if hit := _outside(whole, states.get(whole.identity, []), column):
                yield hit._replace(message=f"over the Member States {hit.message}")
