"""MI: what the figures say of the protection of minors (category 9). All are questions, none a breach by itself."""

from collections.abc import Iterator
from decimal import Decimal

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import OTHER, RowView, View
from dsa_reports.display import plural
from dsa_reports.findings import Severity

_MINORS = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
_ABUSE = "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL"
_DEEPFAKE = "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"
_GROOMING = "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS"
_MAIN = {4: "notices_received", 5: "measures", 6: "measures"}
_MANY = Decimal(100)
_CITATION = "DSA Art. 28(1); IR 2024/2835 Annex II, I.7"


def _minors(view: View, part: int) -> tuple[RowView | None, dict[str, Decimal], list[RowView]]:
    """Category 9 of a part; its main figure by sub-category; the rows of the sub-categories."""
    for block in view.blocks(part):
        category = next((row for row in block.categories if row.code == _MINORS), None)
        children = block.children.get(category.row.key, []) if category else []
        figures: dict[str, Decimal] = {}
        for row in children:
            if row.number(_MAIN[part]) is not None:
                figures[row.code] = figures.get(row.code, Decimal(0)) + row.amount(_MAIN[part])
        return category, figures, children
    return None, {}, []


@check(Severity.WARNING, _CITATION, "Log the sub-category of what concerns minors: 9a to 9e.", parts=(4, 5, 6))
def mi_1(view: View) -> Iterator[Hit]:
    """What stands under category 9 (protection of minors) is told apart by sub-category, not all of it under KEYWORD_OTHER."""
    for part, column in _MAIN.items():
        category, figures, children = _minors(view, part)
        whole = category.amount(column) if category else Decimal(0)
        named = sum((figure for code, figure in figures.items() if code != OTHER), Decimal(0))
        if category and whole >= _MANY and not named:
            says = f"{whole} under category 9, none of them in a named sub-category"
            yield Hit(says, category, column, cells=tuple((row, column) for row in children))


@check(
    Severity.WARNING, f"{_CITATION}; IR 2024/2835 Annex II, II.1.4",
    "Count on the sheet of the ground on which the decision was taken; abuse material is illegal everywhere in the Union.",
    parts=(5, 6), together=True,
)
def mi_2(view: View) -> Iterator[Hit]:
    """Abuse material and grooming do not stand under the terms alone (part 6) while part 5 has none.

    The text follows the ground of the decision, so that it is possible.
    """
    (_, illegal, _), (_, terms, rows) = _minors(view, 5), _minors(view, 6)
    for codes, what in (((_ABUSE, _DEEPFAKE), "child sexual abuse material"), ((_GROOMING,), "grooming")):
        here, there = (sum((figures.get(code, Decimal(0)) for code in codes), Decimal(0)) for figures in (terms, illegal))
        row = next((row for row in rows if row.code in codes and row.amount("measures")), None)
        if row and here >= _MANY and not there:
            yield Hit(f"{here} measures against {what} under the terms, none on the law (part 5)", row, "measures")


@check(Severity.WARNING, _CITATION, "Check that grooming is looked for and logged, or explain it.", parts=(4, 5, 6))
def mi_3(view: View) -> Iterator[Hit]:
    """Where there is much under category 9, grooming (9d) is not 0 everywhere: notices, measures on the law and on the terms."""
    grooming: list[RowView] = []
    whole = found = Decimal(0)
    for part, column in _MAIN.items():
        category, figures, children = _minors(view, part)
        grooming += [row for row in children if row.code == _GROOMING and row.number(column) is not None]
        whole += category.amount(column) if category else Decimal(0)
        found += figures.get(_GROOMING, Decimal(0))
    if grooming and whole >= 10 * _MANY and not found:
        cells = tuple((row, _MAIN[row.part]) for row in grooming)
        yield Hit(f"{whole} notices and measures under category 9, none about grooming", grooming[0], cells[0][1], cells=cells[1:])


@check(
    Severity.WARNING, f"{_CITATION}; IR 2024/2835 Annex II, II.1.3", "Check how notices about abuse material reach part 4.",
    parts=(4,), tiers=("vlop",),
)
def mi_4(view: View) -> Iterator[Hit]:
    """A VLOP with many notices has some about child sexual abuse material."""
    _, figures, children = _minors(view, 4)
    total = view.number(4, "TOTAL", "notices_received") or Decimal(0)
    rows = [row for row in children if row.code in (_ABUSE, _DEEPFAKE)]
    if rows and total >= 100 * _MANY and not sum((figures.get(code, Decimal(0)) for code in (_ABUSE, _DEEPFAKE)), Decimal(0)):
        says = f"{total} {plural(total, 'notice')}, none about child sexual abuse material"
        yield Hit(says, rows[0], "notices_received", cells=tuple((row, "notices_received") for row in rows))


@check(
    Severity.WARNING, "DSA Art. 28(1); DSA Art. 16(6)", "Give notices about minors priority, or explain the difference.", parts=(4,),
)
def mi_9(view: View) -> Iterator[Hit]:
    """Notices about the protection of minors do not wait longer for action than all notices."""
    category, _, _ = _minors(view, 4)
    total = view.row(4, "TOTAL")
    waited, usual = (row.number("median_time") if row else None for row in (category, total))
    if category and total and waited is not None and usual is not None and waited > usual and category.amount("notices_received") >= _MANY:
        says = f"notices about minors wait {waited} hours, all notices {usual}"
        yield Hit(says, category, "median_time", cells=((total, "median_time"),), expected=f"at most {usual}")
