"""A report as the rules look at it: cells by part, row and column name, texts as numbers where they are numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from dsa_reports.harmonised.model import HarmonisedReport, Row, figure_id
from dsa_reports.template.layout import Column, layout

__all__ = ["NUMBER", "RowView", "View", "columns_of_type", "spelled"]

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
def _figure_columns(part: int) -> tuple[str, ...]:
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
        return self.row.cells[at].text.strip() if at is not None and at < len(self.row.cells) else ""

    @cached_property
    def _numbers(self) -> dict[str, Decimal | None]:
        return {}

    def number(self, column: str = "value") -> Decimal | None:
        """The cell's number; None where it is blank or no number (which is a finding of its own)."""
        if column not in self._numbers:
            text = self.text(column)
            self._numbers[column] = Decimal(text) if NUMBER.fullmatch(text) else None
        return self._numbers[column]

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
        return _figure_columns(self.part)

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


@dataclass(frozen=True, eq=False)
class View:
    """The report with the readings that are known of it (none for somebody else's report).

    `internal`: it says on its face that it is an internal report, not one under Art. 15. `previous`: other reports to
    compare with. `recounted`: the same report counted again from the rows.
    """

    report: HarmonisedReport
    readings: Mapping[str, str]
    internal: bool = False
    previous: tuple[HarmonisedReport, ...] = ()
    recounted: HarmonisedReport | None = None

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
                RowView(part.number, part.sheet, record, row, columns) for record, row in enumerate(part.rows, 2)
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

    def scopes(self, part: int) -> dict[str, list[RowView]]:
        """Rows of `part` by scope ('' in parts 4 to 6)."""
        grouped: dict[str, list[RowView]] = {}
        for row in self.rows(part):
            grouped.setdefault(row.scope, []).append(row)
        return grouped

    def applies(self, row: RowView) -> bool:
        """True if the row's label in column A concerns the tier; also for a label that nobody knows."""
        label = row.row.cells[row.columns["applicability"]].text if "applicability" in row.columns else ""
        if label not in layout().applicability:
            return True
        return layout().applies(label, self.tier, self.readings.get("vlose_rows", "as_labelled"))


def spelled(values: Iterable[Decimal]) -> str:
    """A sum as a person checks it: `12 + 3 = 15`. Zeros are left out; a long sum is cut in the middle."""
    summands = [value for value in values if value]
    total = sum(summands, Decimal(0))
    texts = [f"{value:f}" for value in summands] or ["0"]
    if len(texts) > _MOST_SUMMANDS:
        texts = [*texts[: _MOST_SUMMANDS - 1], f"… ({len(texts) - _MOST_SUMMANDS} more)", texts[-1]]
    return f"{' + '.join(texts)} = {total:f}" if len(texts) > 1 else texts[0]
