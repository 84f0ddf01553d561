"""B: codes and the sub-category "other"."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import RowView, View
from dsa_reports.display import shown
from dsa_reports.findings import Severity

_OTHER = "KEYWORD_OTHER"
_UNDESCRIBED = "Not described"
"""What the count writes where the log says KEYWORD_OTHER and nothing more."""
_MAIN = {3: ("orders_to_act", "orders_to_inform"), 4: ("notices_received",), 5: ("measures",), 6: ("measures",)}


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, I.7", "Describe each KEYWORD_OTHER row in words of its own: in the log's column for it, or with a value map.")
def b_3(view: View) -> Iterator[Hit]:
    """Every KEYWORD_OTHER row with figures has a description, and no two descriptions of a sheet are identical.

    'Not described', which stands for rows of the log without a description, is none.
    """
    by_category = view.readings.get("other_descriptions") == "category"
    seen: dict[tuple[int, str, str, str], RowView] = {}
    for row in view.rows(3, 4, 5, 6):
        if row.code != _OTHER:
            continue
        description = row.text("other_description")
        if not description:
            if any(row.number(column) for column in row.figure_columns()):
                yield Hit("KEYWORD_OTHER carries figures but no description", row, "other_description")
            continue
        if description.startswith(_UNDESCRIBED) and any(row.number(column) for column in row.figure_columns()):
            yield Hit(
                f"{_cases(view, row)} under KEYWORD_OTHER ({shown(description)!r}) say not what the content was:"
                " describe them, or give them a named sub-category", row, "other_description",
            )
        place = (row.part, row.scope, row.row.parent if by_category else "", description)
        first = seen.setdefault(place, row)
        if first is not row:
            yield Hit(f"{shown(description)!r} stands already in record {first.record}", row, "other_description")


def _cases(view: View, row: RowView) -> str:
    """How many rows of the log stand in the row: each order, notice or measure is one, unless restrictions are counted."""
    count = sum((row.number(column) or Decimal(0) for column in _MAIN[row.part]), Decimal(0))
    if not count:
        return "figures"
    by_restriction = row.part in (5, 6) and view.readings.get("measure_unit") == "restriction"
    return f"{count} {'measures' if by_restriction else 'row(s)'} of the log"


@check(Severity.WARNING, "IR 2024/2835 Annex II, I.7", "Map more rows to the official sub-categories, or explain it in part 2.")
def b_4(view: View) -> Iterator[Hit]:
    """KEYWORD_OTHER is no catch-all: it holds no more than half of its category."""
    for part, columns in _MAIN.items():
        for rows in view.scopes(part).values():
            for category in (row for row in rows if row.row.level == "category"):
                others = [row for row in rows if row.row.parent == category.row.key and row.code == _OTHER]
                for column in columns:
                    whole = category.number(column) or Decimal(0)
                    share = sum((row.number(column) or Decimal(0) for row in others), Decimal(0))
                    if others and share * 2 > whole > 0:
                        yield Hit(f"{share} of {whole} in {category.name} stand under KEYWORD_OTHER", category, column)
