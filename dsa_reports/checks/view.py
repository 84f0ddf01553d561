"""A report as the rules look at it: cells by part, row and column name, texts as numbers where they are numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from dsa_reports.harmonised.model import HarmonisedReport, Row, figure_id
from dsa_reports.template.layout import PLACEHOLDERS, Column, layout

__all__ = ["ALL_PARTS", "FORGOTTEN", "NUMBER", "OTHER", "TEMPLATE_SCOPES", "Block", "RowView", "View", "columns_of_type", "figure_names", "spelled"]

ALL_PARTS = range(1, 12)
OTHER = "KEYWORD_OTHER"
FORGOTTEN = "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE"
"""The sub-category that the Member State block of the official part 3 lacks."""

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
"""A number as the official files write it: no sign, no separators, a point."""
_MOST_SUMMANDS = 12


@cache
def columns_of_type(part: int, kind: str) -> tuple[str, ...]:
    """Figure columns of `part` (3 to 6) whose cells are `integer` or `number`."""
    return tuple(column.name for column in layout().part(part).columns if column.role == "figure" and column.type == kind)


@cache
def _columns(part: int) -> dict[str, Column]:
    return {column.name: column for column in layout().part(part).columns}


@cache
def figure_names(part: int) -> tuple[str, ...]:
    """Names of the columns of `part` that hold figures."""
    return tuple(column.name for column in layout().part(part).columns if column.role == "figure")


@cache
def _row_types(part: int) -> dict[tuple[str, str], str]:
    return {(row.key, row.scope): row.type for row in layout().part(part).rows}


@dataclass(frozen=True, eq=False)
class RowView:
    """One data row. `record` counts as in the file: the header is 1."""

    part: int
    sheet: str
    record: int
    row: Row
    columns: Mapping[str, int]
    undecided: frozenset[str] = frozenset()
    """Ids of figures that can be read as two numbers: none of them is taken for one."""

    @property
    def key(self) -> str:
        """`TOTAL`, a category, `CATEGORY/KEYWORD`, or the row key of the layout; systems of part 8 without their slug."""
        return self.row.key if self.part in range(2, 7) else self.row.key.partition("~")[0]

    @property
    def scope(self) -> str:
        """Scope as in figure ids."""
        return self.row.scope

    @property
    def code(self) -> str:
        """The category or keyword of the row, without its parent."""
        return self.row.key.rpartition("/")[2].partition("~")[0]

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes it the same row in another scope: parent, code, description."""
        return self.row.parent, self.code, self.text("other_description") if "other_description" in self.columns else ""

    @property
    def name(self) -> str:
        """The row in a message: `TOTAL`, `KEYWORD_PHISHING (NL)`, `complaints (upheld)`."""
        return f"{self.code} ({self.scope})" if self.scope.lower() not in ("", "total") else self.code

    def text(self, column: str) -> str:
        """The cell's text without blanks around it; '' where the part or the record lacks the column."""
        at = self.columns.get(column)
        return self._texts[at] if at is not None and at < len(self._texts) else ""

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        # Some eighty rules ask for the same cells again and again.
        return tuple(cell.text.strip() for cell in self.row.cells)

    @cached_property
    def _numbers(self) -> dict[str, Decimal | None]:
        return {}

    def number(self, column: str = "value") -> Decimal | None:
        """The cell's number; None where it is blank or no number (which is a finding of its own)."""
        if column not in self._numbers:
            text = self.text(column)
            self._numbers[column] = Decimal(text) if NUMBER.fullmatch(text) and not self.is_undecided(column) else None
        return self._numbers[column]

    def is_undecided(self, column: str) -> bool:
        """True if the cell can be read as two different numbers."""
        return bool(self.undecided) and self.figure(column) in self.undecided

    def amount(self, column: str = "value") -> Decimal:
        """The cell's number; 0 where there is none."""
        return self.number(column) or Decimal(0)

    def figure(self, column: str) -> str:
        """Figure id of the cell, also where the cell names none."""
        at = self.columns.get(column)
        named = self.row.cells[at].figure if at is not None and at < len(self.row.cells) else ""
        return named or figure_id((self.part, self.row.key, column, self.row.scope))

    def letter(self, column: str) -> str:
        """Letter of the column in the official file; '' for one that it lacks."""
        found = _columns(self.part).get(column)
        return found.letter if found else ""

    def header(self, column: str) -> str:
        """Official header of the column, without odd blanks."""
        found = _columns(self.part).get(column)
        return " ".join(found.header.split()) if found else ""

    def role(self, column: str) -> str:
        """Role of the column in the layout; '' for one that it lacks."""
        found = _columns(self.part).get(column)
        return found.role if found else ""

    def figure_columns(self) -> tuple[str, ...]:
        """Names of the columns that hold figures."""
        return figure_names(self.part)

    def kind(self, column: str) -> str:
        """`integer` or `number`, as the template asks."""
        if self.part <= 6:
            return "integer" if column in columns_of_type(self.part, "integer") else "number"
        types = _row_types(self.part)
        placeholder = "member_state" if self.part == 10 else "language"
        return types.get((self.key, self.scope)) or types.get((self.key, placeholder), "number")

    @property
    def in_hours(self) -> tuple[str, ...]:
        """The columns of this row that hold medians."""
        if self.part in (3, 4):
            return columns_of_type(self.part, "number")
        return ("value",) if self.part == 7 and self.scope == "median_time" else ()


class Block(NamedTuple):
    """The rows of one part (in part 3: of one scope) by level. `children`: category → its sub-categories."""

    part: int
    scope: str
    rows: list[RowView]
    total: RowView | None
    categories: list[RowView]
    children: dict[str, list[RowView]]

    def lacks(self, category: RowView) -> bool:
        """True for category 9 of a block of part 3 without sub-category 9c, which the official block forgot."""
        if self.part != 3 or category.code != "STATEMENT_CATEGORY_PROTECTION_OF_MINORS":
            return False
        return all(row.code != FORGOTTEN for row in self.children.get(category.row.key, ()))


TEMPLATE_SCOPES = PLACEHOLDERS | {"member_state", "language"}
"""Scopes that stand for rows still to be written."""
_GIVEN = frozenset({"figure", "text"})


@dataclass(frozen=True, eq=False)
class View:
    """The report with the readings that are known of it (none for somebody else's report).

    `internal`: it says on its face that it is an internal report, not one under Art. 15. `previous`: other reports to
    compare with. `recounted`: the same report counted again from the rows. `undecided`: ids of figures that can be read
    as two numbers.
    """

    report: HarmonisedReport
    readings: Mapping[str, str]
    internal: bool = False
    previous: tuple[HarmonisedReport, ...] = ()
    recounted: HarmonisedReport | None = None
    undecided: frozenset[str] = frozenset()

    @property
    def tier(self) -> str:
        """Kind of service."""
        return self.report.tier

    @cached_property
    def _parts(self) -> dict[int, tuple[RowView, ...]]:
        found: dict[int, tuple[RowView, ...]] = {}
        for part in self.report.parts:
            columns = {name: index for index, name in enumerate(part.columns)}
            found[part.number] = tuple(
                RowView(part.number, part.sheet, record, row, columns, self.undecided) for record, row in enumerate(part.rows, 2)
            )
        return found

    @cached_property
    def _index(self) -> dict[tuple[int, str, str], RowView]:
        found: dict[tuple[int, str, str], RowView] = {}
        for row in self.rows(*range(1, 12)):
            found.setdefault((row.part, row.row.key, row.scope), row)
        return found

    def has(self, part: int) -> bool:
        """True if the report has this part, with at least one row."""
        return bool(self._parts.get(part))

    def rows(self, *parts: int) -> Iterator[RowView]:
        """All rows of these parts, in order."""
        for number in parts:
            yield from self._parts.get(number, ())

    def row(self, part: int, key: str, scope: str = "") -> RowView | None:
        """One row by key and scope."""
        return self._index.get((part, key, scope))

    def number(self, part: int, key: str, column: str = "value", scope: str = "") -> Decimal | None:
        """One number; None where the row is missing or the cell is blank."""
        row = self.row(part, key, scope)
        return row.number(column) if row else None

    @cached_property
    def _blocks(self) -> dict[int, tuple[Block, ...]]:
        return {part: tuple(_blocks_of(part, self._parts.get(part, ()))) for part in (3, 4, 5, 6)}

    def blocks(self, *parts: int) -> Iterator[Block]:
        """The rows of these parts (3 to 6) by level; part 3 scope by scope, without the placeholders of the template."""
        for part in parts:
            yield from self._blocks[part]

    @cached_property
    def states(self) -> dict[str, Block]:
        """The blocks of part 3 by scope, without the scope TOTAL."""
        return {block.scope: block for block in self._blocks[3] if block.scope != "TOTAL"}

    def label(self, row: RowView) -> str:
        """What column A says of the row, as the template spells it ('' in part 2)."""
        return row.text("applicability")

    @cached_property
    def _used_labels(self) -> frozenset[str]:
        return frozenset(self.label(row) for row in self.rows(*range(3, 12)) if self.filled(row))

    def filled(self, row: RowView) -> bool:
        """True if the provider gave a figure or a text in the row."""
        return any(
            (text := row.text(name)) and text not in PLACEHOLDERS for name in row.columns if row.role(name) in _GIVEN
        )

    def applies(self, row: RowView) -> bool:
        """True if the row's label in column A concerns the tier; also for a label that nobody knows.

        Where the kind of service is not known, a label concerns it if some row with that label is filled.
        """
        label = self.label(row)
        known = _labels()
        if label not in known:
            return True
        return self.concerned(label)

    def concerned(self, label: str) -> bool:
        """True if rows with this label of column A (as in the template, without odd blanks) concern the service."""
        if not label:
            return True
        if not self.tier:
            return label == "All" or label in self._used_labels
        return layout().applies(_labels()[label], self.tier, self.readings.get("vlose_rows", "as_labelled"))

    @cached_property
    def earlier(self) -> tuple[HarmonisedReport, ...]:
        """Those of `previous` that are of the same service, by period."""
        own = [other for other in self.previous if _same(other.service, self.report.service)]
        return tuple(sorted(own, key=lambda other: other.period))

    @property
    def before(self) -> HarmonisedReport | None:
        """The latest report of the same service for an earlier period, if it was given."""
        return next((other for other in reversed(self.earlier) if other.period < self.report.period), None)


@cache
def _labels() -> dict[str, str]:
    """Labels of column A, without odd blanks, with the spelling of the layout."""
    return {label.strip(): label for label in layout().applicability}


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _blocks_of(part: int, rows: Iterable[RowView]) -> Iterator[Block]:
    scopes: dict[str, list[RowView]] = {}
    for row in rows:
        scopes.setdefault(row.scope, []).append(row)
    for scope, members in scopes.items():
        if scope in TEMPLATE_SCOPES:
            continue
        children: dict[str, list[RowView]] = {}
        for row in members:
            if row.row.parent:
                children.setdefault(row.row.parent, []).append(row)
        total = next((row for row in members if row.row.level == "total"), None)
        yield Block(part, scope, members, total, [row for row in members if row.row.level == "category"], children)


def spelled(values: Iterable[Decimal]) -> str:
    """A sum as a person checks it: `12 + 3 = 15`. Zeros are left out; a long sum is cut in the middle."""
    summands = [value for value in values if value]
    total = sum(summands, Decimal(0))
    texts = [f"{value:f}" for value in summands] or ["0"]
    if len(texts) > _MOST_SUMMANDS:
        texts = [*texts[: _MOST_SUMMANDS - 1], f"… ({len(texts) - _MOST_SUMMANDS} more)", texts[-1]]
    return f"{' + '.join(texts)} = {total:f}" if len(texts) > 1 else texts[0]
