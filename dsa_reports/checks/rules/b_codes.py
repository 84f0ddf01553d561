"""B: codes and the sub-category "other"."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import OTHER, RowView, View
from dsa_reports.display import plural, shown
from dsa_reports.findings import Severity
from dsa_reports.template.codes import categories
from dsa_reports.template.layout import PLACEHOLDERS

_UNDESCRIBED = "Not described"
"""What the count writes where the log says KEYWORD_OTHER and nothing more."""
_MAIN = {3: ("orders_to_act", "orders_to_inform"), 4: ("notices_received",), 5: ("measures",), 6: ("measures",)}
_CATEGORY_15 = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"


@cache
def _parents() -> dict[str, frozenset[str]]:
    """Code → the categories that it may stand under ('' for TOTAL and the categories)."""
    found: dict[str, set[str]] = {}
    for entry in categories():
        found.setdefault(entry.code, set()).add(entry.parent)
    return {code: frozenset(parents) for code, parents in found.items()}


@cache
def _sheets() -> dict[str, tuple[int, ...]]:
    """TOTAL or category → the parts that have it."""
    return {entry.code: entry.parts for entry in categories() if not entry.parent}


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I.7", "Use the code of Annex I; what fits none stands under KEYWORD_OTHER with a description.",
    parts=(2, 3, 4, 5, 6),
)
def b_1(view: View) -> Iterator[Hit]:
    """Every category and sub-category is a code of Annex I, and the sub-category belongs to the category it stands under."""
    for row in view.rows(2, 3, 4, 5, 6):
        if row.code not in _parents():
            if row.code not in PLACEHOLDERS:
                yield Hit(f"{shown(row.text('category') or row.code)!r} is no code of Annex I", row, "category")
        elif row.row.parent not in _parents()[row.code]:
            yield Hit(f"{row.code} is no sub-category of {shown(row.row.parent or 'nothing')}", row, "category")


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I.7; IR 2024/2835 Annex I",
    "Count it under the category that fits best among those of the sheet, and remove the row.", parts=(3, 4, 5, 6),
)
def b_2(view: View) -> Iterator[Hit]:
    """Category 15 stands only in part 6, category 16 only in part 3, category 17 only in part 4.

    A row that stands in the wrong part without any figure is a warning.
    """
    for row in view.rows(3, 4, 5, 6):
        parts = _sheets().get(row.row.parent or row.code)
        if parts is None or row.part in parts:
            continue
        figures = [column for column in row.figure_columns() if row.amount(column)]
        where = " and ".join(map(str, parts))
        if figures:
            says = f"{row.amount(figures[0])} under {row.name}, which belongs to part {where} only"
            yield Hit(says, row, figures[0], cells=tuple((row, column) for column in figures), expected="no such row")
        else:
            yield Hit(f"{row.name} belongs to part {where} only", row, "category", Severity.WARNING, expected="no such row")


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I.7",
    "Describe each KEYWORD_OTHER row in words of its own: in the log's column for it, or with a value map.", parts=(3, 4, 5, 6),
)
def b_3(view: View) -> Iterator[Hit]:
    """Every KEYWORD_OTHER row with figures has a description, and no two descriptions of a sheet are identical.

    'Not described', which stands for rows of the log without a description, is none. That two categories of a sheet
    use different ones it does not force clearly: a warning, unless the report declares the reading `other_descriptions`.
    """
    reading = view.readings.get("other_descriptions", "")
    seen: dict[tuple[int, str, str, str], RowView] = {}
    for row in view.rows(3, 4, 5, 6):
        if row.code != OTHER:
            continue
        figures = tuple((row, column) for column in row.figure_columns() if row.number(column))
        description = " ".join(row.text("other_description").split())
        if not description or description in PLACEHOLDERS:
            if figures and not description:
                yield Hit("KEYWORD_OTHER carries figures but no description", row, "other_description", cells=figures, expected="a description")
            continue
        if description.startswith(_UNDESCRIBED) and figures:
            yield Hit(
                f"{_cases(view, row)} under KEYWORD_OTHER ({shown(description)!r}) without a word on what the content was:"
                " describe them, or give them a named sub-category", row, "other_description", cells=figures,
            )
        place = (row.part, row.scope, row.row.parent if reading == "category" else "", description)
        first = seen.setdefault(place, row)
        if first is not row:
            softer = Severity.WARNING if not reading and first.row.parent != row.row.parent else None
            yield Hit(
                f"{shown(description)!r} stands already in record {first.record}", row, "other_description", softer,
                ((first, "other_description"),), "a description of its own",
            )


def _cases(view: View, row: RowView) -> str:
    """How many rows of the log stand in the row: each order, notice or measure is one, unless restrictions are counted."""
    count = sum((row.number(column) or Decimal(0) for column in _MAIN[row.part]), Decimal(0))
    if not count:
        return "figures"
    by_restriction = row.part in (5, 6) and view.readings.get("measure_unit") == "restriction"
    return f"{count} {plural(count, 'measure' if by_restriction else 'row')} of the log"


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I.7", "Map more rows to the official sub-categories, or explain it in part 2.",
    parts=(3, 4, 5, 6),
)
def b_4(view: View) -> Iterator[Hit]:
    """KEYWORD_OTHER is no catch-all: it holds no more than half of its category."""
    for block in view.blocks(3, 4, 5, 6):
        for category in block.categories:
            others = [row for row in block.children.get(category.row.key, ()) if row.code == OTHER]
            for column in _MAIN[block.part] if others else ():
                whole = category.amount(column)
                share = sum((row.amount(column) for row in others), Decimal(0))
                if share * 2 > whole > 0:
                    yield Hit(
                        f"{share} of {whole} in {category.name} {plural(share, 'stands', 'stand')} under KEYWORD_OTHER", category, column,
                        cells=tuple((row, column) for row in others),
                    )


@check(
    Severity.WARNING, "IR 2024/2835 Annex II, I.7", "Count under categories 1 to 14 whatever fits there, or explain it in part 2.",
    parts=(6,),
)
def b_5(view: View) -> Iterator[Hit]:
    """Category 15 (other violation of the terms) holds no more than half of the measures of part 6. The text does not force it."""
    for block in view.blocks(6):
        other = next((row for row in block.categories if row.code == _CATEGORY_15), None)
        if block.total and other and other.amount("measures") * 2 > block.total.amount("measures") > 0:
            says = f"{other.amount('measures')} of {block.total.amount('measures')} {plural(block.total.amount('measures'), 'measure')} stand under category 15"
            yield Hit(says, other, "measures", cells=((block.total, "measures"),))
