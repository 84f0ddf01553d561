"""C: how numbers are written, whose report it is, and whether rows are missing."""

from collections.abc import Iterable, Iterator
from functools import cache

from dsa_reports.checks.registry import Hit, check
from dsa_reports.checks.view import ALL_PARTS, FORGOTTEN, NUMBER, OTHER, View
from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.template.codes import member_state_names
from dsa_reports.template.layout import PLACEHOLDERS, TemplateRow, layout

_MOST_SINGLE = 10
"""Missing rows of one part and scope that are named one by one; more are one finding."""


@check(Severity.BLOCKS, "IR 2024/2835 Annex II, I.4", "Write the count without point and decimals.", parts=tuple(range(3, 11)))
def c_14(view: View) -> Iterator[Hit]:
    """Counts are whole numbers."""
    for row in view.rows(*range(3, 11)):
        for column in row.figure_columns():
            text = row.text(column)
            if "." in text and NUMBER.fullmatch(text) and not row.is_undecided(column) and row.kind(column) == "integer":
                yield Hit(f"{text} is no whole number ({row.name})", row, column, expected="a whole number")


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I.4",
    "Write digits only, with a point before decimals; leave the cell blank where there is no figure.", parts=tuple(range(3, 11)),
)
def c_15(view: View) -> Iterator[Hit]:
    """A figure is a plain number: no sign, text, unit, percent sign, separator or range."""
    for row in view.rows(*range(3, 11)):
        for column in row.figure_columns():
            text = row.text(column)
            if text and not NUMBER.fullmatch(text) and text not in PLACEHOLDERS:
                yield Hit(f"{shown(text)!r} is no plain number ({row.name})", row, column, expected="a number")


@check(
    Severity.ERROR, "DSA Art. 42(3); IR 2024/2835 Annex II, II.1.8", "Add a row for each of the 27 Member States.",
    parts=(10,), tiers=("vlop", "vlose"),
)
def c_17(view: View) -> Iterator[Hit]:
    """Part 10 has a row with a figure for each of the 27 Member States; Greece as EL or GR."""
    rows = {"EL" if row.scope.upper() == "GR" else row.scope.upper(): row for row in view.rows(10)}
    missing = [state for state in member_state_names() if state not in rows]
    if missing:
        yield Hit(f"no row for {', '.join(missing)}", part=10, places=len(missing))
    for state in member_state_names():
        if state in rows and not rows[state].text("value"):
            yield Hit(f"no figure for {state}", rows[state], "value")


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I", "Publish one report per service, and name the service the same in every row.",
)
def c_18(view: View) -> Iterator[Hit]:
    """The report is that of one service: column B names the same service in every row that is filled."""
    own = view.report.service.strip()
    plain = " ".join(own.split()).casefold()
    for row in view.rows(*ALL_PARTS):
        text = row.text("service")
        if text == own or "service" not in row.columns or not (view.applies(row) and view.filled(row)):
            continue
        if not text:
            yield Hit("the row does not name the service", row, "service", Severity.WARNING, expected=own)
        elif " ".join(text.split()).casefold() == plain:
            yield Hit(f"the service is written {shown(text)!r}, elsewhere {shown(own)!r}", row, "service", Severity.WARNING, expected=own)
        else:
            yield Hit(f"the row is about {shown(text)!r}, the report about {shown(own)!r}", row, "service", expected=own)


@check(
    Severity.BLOCKS, "IR 2024/2835 Annex II, I.1",
    "Add the row: 0 where nothing happened; blank only where it can never happen on the service.",
)
def c_19(view: View) -> Iterator[Hit]:
    """Every row of the template that concerns the service is there. Missing rows of part 2, a list of names, are a warning.

    Rows of languages and Member States have rules of their own (G-1, C-17); the Member State blocks of part 3 may lack
    sub-category 9c, as the official block does.
    """
    for part in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11):
        have = {(row.key.partition("~")[0], row.scope) for row in view.rows(part)}
        yield from _missing(view, part, "", (row for row in _asked(part) if (row.path, row.scope) not in have))
    total = {row.key.partition("~")[0] for row in view.rows(3) if row.scope == "TOTAL"}
    yield from _missing(view, 3, "TOTAL", (row for row in _asked(3) if row.path not in total))
    for scope, block in view.states.items():
        have_here = {row.key.partition("~")[0] for row in block.rows}
        asked = (row for row in _asked(3) if row.key != FORGOTTEN and row.path not in have_here)
        yield from _missing(view, 3, scope, asked)


@cache
def _asked(part: int) -> tuple[TemplateRow, ...]:
    """Rows that stand for themselves: not those to be expanded; of part 3 the block TOTAL."""
    return tuple(row for row in layout().part(part).rows if row.scope not in ("language", "member_state"))


def _missing(view: View, part: int, scope: str, rows: Iterable[TemplateRow]) -> Iterator[Hit]:
    if not view.has(part):
        return
    gone = [row for row in rows if view.concerned(row.applicability.strip())]
    severity = Severity.WARNING if part == 2 else None
    where = f" of scope {shown(scope)}" if scope else ""
    if len(gone) > _MOST_SINGLE:
        first = ", ".join(_name(row) for row in gone[:3])
        yield Hit(f"{len(gone)} rows{where} are missing, among them {first}", severity=severity, part=part, key=gone[0].path, places=len(gone))
        return
    for row in gone:
        yield Hit(f"the row {_name(row)}{where} is missing", severity=severity, part=part, key=row.path)


def _name(row: TemplateRow) -> str:
    """`KEYWORD_PHISHING`; with the category where the code alone names no row; with the scope in parts 7 to 10."""
    if row.key == OTHER:
        return row.path
    return f"{row.key} ({row.scope})" if row.scope not in ("", "TOTAL") else row.key
