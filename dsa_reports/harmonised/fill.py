"""Fill the official template: every row of it, every cell with a value, a zero or a blank, and the reason.

Source: Implementing Regulation (EU) 2024/2835, Annexes I and II. What is counted is decided elsewhere; here it is
only placed, rounded and explained. Rows that do not concern the tier stay in the file, their figures blank.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from dsa_reports.errors import InputError
from dsa_reports.harmonised.applicability import Applicability
from dsa_reports.harmonised.blank import level_of, with_rows
from dsa_reports.harmonised.model import (
    Cell,
    CellKey,
    CellResult,
    Figure,
    HarmonisedReport,
    Part,
    Reason,
    Results,
    Row,
    figure_id,
)
from dsa_reports.harmonised.rows import PlannedRow, planned_rows
from dsa_reports.harmonised.titles import title
from dsa_reports.harmonised.values import Shown, Units
from dsa_reports.law.periods import Period
from dsa_reports.service.config import ServiceConfig
from dsa_reports.template.layout import Column, Layout, TemplatePart

__all__ = ["MAX_TEXT", "IndicatorInfo", "fill"]

MAX_TEXT = 5000
"""Characters in one text cell (IR 2024/2835 Annex II, II.2)."""


class IndicatorInfo(NamedTuple):
    """What is said of an indicator in the passports of its figures.

    `columns`: definition by column name (parts 3 to 6), by `row@scope`, by row key, or by scope (parts 7 to 10; the
    first that is found holds; by scope alone only where the indicator found a value). `parts`: the parts that it fills;
    empty means any part. `conversions`: by the same names, how the query's number becomes the printed one.
    """

    title: str
    citation: tuple[str, ...]
    sha256: str
    columns: Mapping[str, str]
    parts: tuple[int, ...] = ()
    conversions: Mapping[str, str] = {}


def fill(
    layout: Layout, *, config: ServiceConfig, period: Period, results: Results, texts: Mapping[str, str],
    contexts: Mapping[str, str], indicators: Mapping[str, IndicatorInfo],
) -> HarmonisedReport:
    """The filled templates of one service and period.

    `texts`: part 11 by row key. `contexts`: figure id → text for the context column of that cell; `2.<row>` for the
    context column of part 2. `indicators`: by the id that `CellResult.indicator` names.
    A text above 5000 characters is an InputError. What found no place: see `harmonised.unplaced`.
    """
    writer = _Writer(layout, config, period, results, texts, contexts, indicators)
    parts = tuple(writer.part(template) for template in layout.parts)
    return HarmonisedReport(
        service=config.service.name, provider=config.provider.legal_name, tier=config.service.tier.value,
        period=period.text, template=layout.id, parts=parts, figures=writer.figures,
    )


class _Owner(NamedTuple):
    id: str = ""
    definition: str = ""
    citation: tuple[str, ...] = ()
    sha256: str = ""
    conversion: str = ""


_BLANK = Cell(text="")


@cache
def _fixed(text: str) -> Cell:
    """A cell with text of the template: the same object wherever it stands (a VLOP's report has 60,000 cells)."""
    return Cell(text=text)


class _Writer:
    def __init__(
        self, layout: Layout, config: ServiceConfig, period: Period, results: Results, texts: Mapping[str, str],
        contexts: Mapping[str, str], indicators: Mapping[str, IndicatorInfo],
    ) -> None:
        self._readings = config.chosen_readings
        self._applicability = Applicability(layout, config, self._readings)
        self._units = Units(self._readings)
        self._results = results
        self._texts = texts
        self._contexts = contexts
        self._indicators = indicators
        self._constants = {"service": Cell(text=config.service.name), "period": Cell(text=period.text)}
        dates = config.publication
        self._identification = {
            "provider": config.provider.legal_name,
            "publication_date": dates.date.isoformat() if dates.date else "",
            "previous_publication_date": dates.previous.isoformat() if dates.previous else "",
            "period_start": period.start.isoformat(), "period_end": period.end.isoformat(),
        }
        self._owners: dict[tuple[int, str, str], _Owner] = {}
        self.figures: dict[str, Figure] = {}

    def part(self, template: TemplatePart) -> Part:
        columns = [(column, self._applicability.column(template, column)) for column in template.columns]
        planned = planned_rows(template, self._results, self._readings)
        return with_rows(template, tuple(self._row(template, columns, row, record) for record, row in enumerate(planned, 2)))

    def _row(
        self, part: TemplatePart, columns: list[tuple[Column, Reason | None]], row: PlannedRow, record: int
    ) -> Row:
        applies = self._applicability.row(row.template.applicability)
        cells: list[Cell] = []
        for index, (column, blank) in enumerate(columns):
            role = column.role
            if role == "figure":
                cells.append(self._figure(part, column, row, record, blank if applies else Reason.NOT_APPLICABLE_TO_TIER))
            elif role in self._constants:
                cells.append(self._constants[role])
            elif role == "context":
                cells.append(self._context(part, column, row, record))
            elif role == "text":
                cells.append(self._text(part, column, row, record, applies))
            elif role == "scope":
                cells.append(_fixed(row.scope_text))
            elif role == "other_description":
                cells.append(Cell(text=row.description) if row.description else _BLANK)
            else:
                cells.append(_fixed(row.template.cells[index]))
        return Row(
            key=row.path, cells=tuple(cells), level=level_of(row.template), parent=row.template.parent, scope=row.scope
        )

    def _figure(self, part: TemplatePart, column: Column, row: PlannedRow, record: int, blank: Reason | None) -> Cell:
        key: CellKey = (part.number, row.path, column.name, row.scope)
        unit = column.unit or row.template.unit
        result = self._results.cells.get(key)
        if blank:
            result, shown = None, Shown("", None, blank)
        else:
            shown = self._units.shown(part.number, unit, result)
        owner = self._owner(part, column, row, result)
        name = figure_id(key)
        self.figures[name] = Figure(
            id=name, text=shown.text, value=shown.value, unit=unit, reason=shown.reason,
            title=title(part, column, row), definition=owner.definition, conversion=owner.conversion, citation=owner.citation,
            indicator=owner.id, indicator_sha256=owner.sha256,
            rows_used=result.rows_used if result else 0, numerator=result.numerator if result else None,
            denominator=result.denominator if result else None, cell=_place(part, column, record),
        )
        return Cell(text=shown.text, figure=name, reason=shown.reason)

    def _owner(self, part: TemplatePart, column: Column, row: PlannedRow, result: CellResult | None) -> _Owner:
        """The indicator that found the value, or the one that would have."""
        base, scope = row.template.path, row.template.scope
        found = result.indicator if result is not None else ""
        cached = (part.number, column.name if part.number <= 6 else f"{base}@{scope}", found)
        if cached not in self._owners:
            self._owners[cached] = _owner_of(self._indicators, part.number, column.name, base, scope, found)
        return self._owners[cached]

    def _context(self, part: TemplatePart, column: Column, row: PlannedRow, record: int) -> Cell:
        if part.number == 2:
            # The official file has one blank in one of these cells; a filled report does not keep it.
            text = self._contexts.get(f"2.{row.path}", "")
        else:
            shown = column.name.removeprefix("context_") if column.name.startswith("context_") else "value"
            key: CellKey = (part.number, row.path, shown, row.scope)
            result = self._results.cells.get(key)
            pieces = (result.context if result else "", self._contexts.get(figure_id(key), "") if self._contexts else "")
            text = "\n".join(piece for piece in pieces if piece)
        return self._limited(text, part, column, record)

    def _text(self, part: TemplatePart, column: Column, row: PlannedRow, record: int, applies: bool) -> Cell:
        if not applies:
            return Cell(text="", reason=Reason.NOT_APPLICABLE_TO_TIER)
        text = self._identification[row.path] if part.number == 1 else self._texts.get(row.path, "")
        return self._limited(text, part, column, record) if text else Cell(text="", reason=Reason.NOT_RECORDED)

    def _limited(self, text: str, part: TemplatePart, column: Column, record: int) -> Cell:
        if len(text) > MAX_TEXT:
            raise InputError(
                f"a text of {len(text)} characters is too long for the template",
                where=_place(part, column, record), remedy=f"Shorten it to at most {MAX_TEXT} characters.",
            )
        return Cell(text=text) if text else _BLANK


def _owner_of(
    indicators: Mapping[str, IndicatorInfo], part: int, column: str, row: str, scope: str, found: str
) -> _Owner:
    names = (column,) if part <= 6 else (f"{row}@{scope}", row)
    owner = next((
        _owner(name, info, names) for name, info in indicators.items()
        if (not info.parts or part in info.parts) and any(info.columns.get(n) for n in names)
    ), _Owner())
    if not found or found == owner.id:
        return owner
    if info := indicators.get(found):
        return _owner(found, info, (*names, scope, column))
    # A declared figure: the definition is the indicator's, the value is not.
    return owner._replace(id=found, sha256="", conversion="")


def _owner(id: str, info: IndicatorInfo, names: tuple[str, ...]) -> _Owner:
    name = next((name for name in names if name in info.columns), "")
    return _Owner(id, info.columns.get(name, ""), info.citation, info.sha256, info.conversions.get(name, ""))


def _place(part: TemplatePart, column: Column, record: int) -> str:
    return f"part {part.number}, column {column.letter}, record {record}"
