"""From the parts of the report to tables that fit a page: groups of columns, categories, pivots.

Totals and categories are printed. Sub-categories are folded away (HTML) or left to the CSV and XLSX (PDF), as are the
rows of single Member States by category.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dsa_reports.harmonised.model import Figure, Part, Reason, Row, figure_id
from dsa_reports.render.fit import HALF, Fit, fitted
from dsa_reports.render.fit import Row as Measured
from dsa_reports.render.words import Words

__all__ = ["Column", "Line", "Shown", "Table", "category_tables", "cell_figure", "grid", "member_state_table", "paired", "shown"]

_BLANK_ORDER = list(Reason)
SMALL, LONG = 8, 20
"""Lines of a table that may stand beside another one, and of one that is set in two halves."""


@dataclass(frozen=True)
class Shown:
    """One printed cell: localised text, the figure behind it, and how it looks."""

    text: str
    figure: str = ""
    reason: str = ""
    """Reason of a blank; '' where a value is shown."""
    zero: bool = False
    declared: bool = False
    before: str | None = None
    """What stood there before, where the document marks its changes and this is one."""
    fraction: str = ""
    """`1 of 2` beside a share: no rate stands without its numerator and denominator."""


@dataclass(frozen=True)
class Column:
    """Head of a column; neighbours with the same `group` share a head above."""

    label: str
    group: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a table; `children` are the sub-categories of a category."""

    label: str
    cells: tuple[Shown, ...]
    level: str = ""
    note: str = ""
    children: tuple["Line", ...] = ()


@dataclass(frozen=True)
class Table:
    """A table as the macros draw it. `legend` lists the reasons of its blanks; `empty` replaces it by a sentence."""

    id: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    note: str = ""
    legend: tuple[str, ...] = ()
    empty: str = ""
    stub: str = ""
    declared: bool = False
    groups: tuple[tuple[str, int], ...] = ()

    @property
    def tight(self) -> bool:
        """True if seven columns of its numbers would not fit the page at the usual size."""
        return len(self.columns) > 5 and any(len(cell.text) > 11 for line in self.lines for cell in line.cells)

    @property
    def has_notes(self) -> bool:
        """True if rows carry texts: such a table may be longer than a page."""
        return any(line.note for line in self.lines)

    @cached_property
    def fit(self) -> Fit:
        """How the columns share the page."""
        return self._fitted(0)

    @cached_property
    def fit_half(self) -> Fit:
        """How the columns share half of the page."""
        return self._fitted(HALF)

    @property
    def small(self) -> bool:
        """True if two of its kind may stand side by side on paper."""
        return self._halves and len(self.lines) <= SMALL

    @property
    def long(self) -> bool:
        """True if it is so long and slender that its halves stand side by side on paper."""
        return self._halves and len(self.lines) > LONG

    @property
    def _halves(self) -> bool:
        return not self.empty and len(self.columns) <= 2 and not self.has_notes and bool(self.fit_half.columns)

    def _fitted(self, room: float) -> Fit:
        rows = [Measured(line.label, line.note, tuple((cell.text, cell.fraction) for cell in line.cells)) for line in self.lines]
        return fitted([f"{column.label} {column.unit}" for column in self.columns], rows, room)


def shown(figure: Figure | None, words: Words) -> Shown:
    """A figure as a cell; without a figure a dash (the cell does not exist)."""
    if figure is None:
        return Shown("–", reason=Reason.NOT_APPLICABLE_TO_TIER)
    if not figure.text:
        return Shown(words.formats.figure(figure), figure.id, figure.reason, before=_before(figure, words))
    return Shown(
        words.formats.figure(figure), figure.id, "", figure.value == 0, figure.reason is Reason.DECLARED, _before(figure, words),
        words.fraction(figure) if figure.unit in {"ratio", "share", "per_10k"} else "",
    )


def _before(figure: Figure, words: Words) -> str | None:
    if figure.before is None:
        return None
    return words.formats.number(figure.before) if figure.before else words.text("changes.blank")


def paired(tables: Sequence[Table], words: Words) -> list[tuple[tuple[int, Table], ...]]:
    """The tables with their places (from 0), two small neighbours and the two halves of a long slender one together."""
    pairs: list[tuple[tuple[int, Table], ...]] = []
    for place, table in enumerate(tables):
        if table.long:
            pairs.append(tuple((place, half) for half in _halves(table, words)))
        elif pairs and len(pairs[-1]) == 1 and table.small and pairs[-1][0][1].small:
            pairs[-1] = (pairs[-1][0], (place, table))
        else:
            pairs.append(((place, table),))
    return pairs


def _halves(table: Table, words: Words) -> tuple[Table, Table]:
    middle = (len(table.lines) + 1) // 2
    first = replace(table, lines=table.lines[:middle], note="", legend=(), declared=False)
    return first, replace(table, id=f"{table.id}-2", title=words.text("tables.continued"), lines=table.lines[middle:])


def grid(
    id_: str, title: str, columns: Sequence[Column], lines: Iterable[Line], *, stub: str, note: str = "", empty: str = "",
) -> Table:
    """A table with its groups and legend worked out; `empty` is said instead of it where nothing at all is filled."""
    rows = tuple(lines)
    cells = [cell for row in rows for cell in (*row.cells, *(c for child in row.children for c in child.cells))]
    blanks = {cell.reason for cell in cells if cell.reason}
    groups: list[tuple[str, int]] = []
    for column in columns:
        if groups and groups[-1][0] == column.group:
            groups[-1] = (column.group, groups[-1][1] + 1)
        else:
            groups.append((column.group, 1))
    filled = any(not cell.reason or cell.reason == Reason.SEALED for cell in cells)  # what is sealed is something
    return Table(
        id_, title, tuple(columns), rows, note, tuple(r for r in _BLANK_ORDER if r in blanks),
        "" if filled else empty, stub, any(cell.declared for cell in cells),
        tuple(groups) if any(name for name, _ in groups) else (),
    )


CATEGORY_GROUPS: dict[int, tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = {
    3: ((
        "orders", (
            ("orders_to_act", "to_act"), ("items", "to_act"), ("median_receipt_to_act", "to_act"),
            ("median_effect_to_act", "to_act"), ("orders_to_inform", "to_inform"),
            ("median_receipt_to_inform", "to_inform"), ("median_effect_to_inform", "to_inform"),
        ),
    ),),
    4: (
        ("received", (
            ("notices_received", "notices"), ("notices_trusted_flaggers", "notices"),
            ("items", "items"), ("items_trusted_flaggers", "items"),
        )),
        ("handled", (
            ("median_time", "time"), ("median_time_trusted_flaggers", "time"), ("actions_law", "law"),
            ("actions_law_trusted_flaggers", "law"), ("actions_terms", "terms"), ("actions_terms_trusted_flaggers", "terms"),
        )),
    ),
}
_MEASURES = (
    ("measures", (
        ("measures", "measures"), ("solely_automated", "measures"), ("account_suspension", "account"),
        ("account_termination", "account"), ("provision_suspension", "provision"), ("provision_termination", "provision"),
    )),
    ("visibility", tuple(
        (f"visibility_{kind}", "visibility")
        for kind in ("removal", "disable", "demoted", "age_restricted", "interaction_restricted", "labelled", "other")
    )),
    ("monetary", (
        ("monetary_suspension", "monetary"), ("monetary_termination", "monetary"), ("monetary_other", "monetary"),
    )),
)
CATEGORY_GROUPS[5] = CATEGORY_GROUPS[6] = _MEASURES
"""Part → tables → (column, group of columns): each fits the width of an A4 page at reading size."""


def category_tables(part: Part, words: Words, figures: dict[str, Figure], *, detail: bool) -> list[Table]:
    """Parts 3 to 6 by category (scope TOTAL), one table per group of columns; sub-categories with `detail`."""
    rows = [row for row in part.rows if row.scope in {"", "TOTAL"}]
    children: dict[str, list[Row]] = {}
    for row in rows:
        if row.level == "subcategory" and detail:
            children.setdefault(row.parent, []).append(row)
    tables = []
    for name, layout in CATEGORY_GROUPS[part.number]:
        columns = [name for name, _ in layout]
        heads = [
            Column(words.column(part.number, column), words.text(f"groups.{group}"), words.column_unit(part.number, column))
            for column, group in layout
        ]

        def line(row: Row, columns: list[str] = columns) -> Line:
            cells = tuple(shown(cell_figure(part, row, column, figures), words) for column in columns)
            # Where a category has nothing, its sub-categories have nothing either: the CSV says so, cell by cell.
            something = any(not (cell.reason or cell.zero) for cell in cells)
            below = children.get(row.key, ()) if row.level == "category" and something else ()
            return Line(words.row_label(part, row), cells, row.level, children=tuple(line(child) for child in below))

        top = [row for row in rows if row.level in {"total", "category"}]
        tables.append(grid(
            f"t{part.number}-{name}", words.text(f"tables.{part.number}.{name}"), heads, [line(row) for row in top],
            stub=words.text("tables.category"), empty=words.text(f"tables.{part.number}.{name}_empty"),
        ))
    return tables


def member_state_table(part: Part, words: Words, figures: dict[str, Figure]) -> Table | None:
    """Part 3 by Member State (row TOTAL of each scope); None where no Member State sent an order."""
    layout = CATEGORY_GROUPS[3][0][1]
    heads = [Column(words.column(3, c), words.text(f"groups.{g}"), words.column_unit(3, c)) for c, g in layout]
    lines = [
        Line(words.formats.country(row.scope), tuple(shown(cell_figure(part, row, c, figures), words) for c, _ in layout))
        for row in part.rows
        if row.level == "total" and row.scope not in {"", "TOTAL"}
    ]
    if not lines:
        return None
    lines.sort(key=lambda line: line.label)
    return grid("t3-states", words.text("tables.3.states"), heads, lines, stub=words.text("tables.member_state"))


def cell_figure(part: Part, row: Row, column: str, figures: dict[str, Figure]) -> Figure | None:
    """The figure of a cell; a nameless blank one where the cell has only a reason."""
    if column in part.columns:
        cell = row.cells[part.columns.index(column)]
        if cell.figure:
            return figures.get(cell.figure)
        if cell.reason is not None:
            return Figure(id="", text=cell.text, value=None, unit="", reason=cell.reason)
    return figures.get(figure_id((part.number, row.key, column, row.scope)))
