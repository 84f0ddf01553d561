"""Hold two reports against each other, cell by cell.

Rows are matched by what they are (category, sub-category, description, scope), not by where they stand: a row that is
inserted moves no other. Labels, names and periods are not compared cell by cell; they are said once, in the heads.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dsa_reports.harmonised.changes import CellChange, Difference, Kind, PartDifference, RowChange, Side
from dsa_reports.harmonised.difference.redline import redline
from dsa_reports.harmonised.model import Cell, Figure, HarmonisedReport, Part, Row, figure_id
from dsa_reports.template.layout import layout

__all__ = ["Compared", "compare", "identity", "number", "plain"]

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PLACE = re.compile(r"~\d{2,}-")
_COMPARED = frozenset({"figure", "context", "text"})
Key = tuple[str, str, int]
_NO_ROW = Row(key="", cells=())


@dataclass(frozen=True)
class Compared:
    """A report with what is known beside its cells. `figures`: those of chapters too, where they are known."""

    side: Side
    report: HarmonisedReport
    chapters: Mapping[str, Figure] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def compare(old: Compared, new: Compared) -> Difference:
    """All that differs between the two, grouped by part."""
    before = {part.number: part for part in old.report.parts}
    after = {part.number: part for part in new.report.parts}
    parts = tuple(
        _Parts(before.get(n), after.get(n), old.report.figures, new.report.figures).difference()
        for n in sorted(before.keys() | after.keys())
    )
    return Difference(
        old=old.side, new=new.side, notes=(*_doubts(old.side, new.side), *old.notes, *new.notes), parts=parts,
        chapters=tuple(_chapters(old.chapters, new.chapters)),
    )


def identity(figure: str) -> str:
    """`figure` without what only says the place: automated systems in part 8 are numbered, and one more moves the others."""
    return _PLACE.sub("~", figure) if figure.startswith("8.") else figure


def number(text: str) -> Decimal | None:
    """The number that a cell holds; None for a blank and for a text."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _doubts(old: Side, new: Side) -> Iterator[str]:
    for name, words in (("provider", "providers"), ("service", "services"), ("tier", "kinds of service"), ("period", "periods"), ("template", "templates")):
        a, b = getattr(old, name), getattr(new, name)
        if a and b and a != b:
            yield f"The reports are of different {words}: {a}; {b}."


class _Parts:
    """The same part of two reports; one of them may be absent."""

    def __init__(self, old: Part | None, new: Part | None, old_figures: Mapping[str, Figure], new_figures: Mapping[str, Figure]) -> None:
        self.old, self.new = old, new
        self.figures = (old_figures, new_figures)
        part = new or old
        if part is None:
            raise ValueError("a part that neither report has cannot be compared")
        self.part = part
        self.number = part.number
        self.columns = {column.name: column for column in layout().part(part.number).columns}

    def difference(self) -> PartDifference:
        """The changed cells in the order of the new report, then its new rows and the vanished ones."""
        before, after = self._rows(self.old), self._rows(self.new)
        cells: list[CellChange] = []
        compared = 0
        for key, (record, row) in after.items():
            if key in before:
                found = list(self._changes(before[key], (record, row)))
                compared += sum(1 for _ in self._names())
                cells += found
        rows = [self._alone("new", entry) for key, entry in after.items() if key not in before]
        rows += [self._alone("vanished", entry) for key, entry in before.items() if key not in after]
        return PartDifference(
            number=self.number, sheet=self.part.sheet, title=self.part.title, compared=compared, cells=tuple(cells),
            rows=tuple(rows), absent="old" if self.old is None else "new" if self.new is None else "",
        )

    def _rows(self, part: Part | None) -> dict[Key, tuple[int, Row]]:
        found: dict[Key, tuple[int, Row]] = {}
        seen: dict[tuple[str, str], int] = {}
        for record, row in enumerate(part.rows if part else (), 2):
            key = _PLACE.sub("~", row.key) if self.number == 8 else row.key
            turn = seen[key, row.scope] = seen.get((key, row.scope), -1) + 1
            found[key, row.scope, turn] = (record, row)
        return found

    def _names(self) -> Iterator[str]:
        return (name for name, column in self.columns.items() if column.role in _COMPARED)

    def _cell(self, part: Part | None, row: Row | None, name: str) -> Cell:
        if part is None or row is None or name not in part.columns:
            return Cell(text="")
        place = part.columns.index(name)
        return row.cells[place] if place < len(row.cells) else Cell(text="")

    def _changes(self, old: tuple[int, Row] | None, new: tuple[int, Row] | None) -> Iterator[CellChange]:
        a, b = old[1] if old else None, new[1] if new else None
        for name in self._names():
            before, after = self._cell(self.old, a, name), self._cell(self.new, b, name)
            # Most cells of most reports are equal: nothing is built for them.
            if before.text != after.text or (before.reason != after.reason and a is not None and b is not None):
                change = self._change(name, old, new, before, after)
                if change is not None:
                    yield change

    def _change(self, name: str, old: tuple[int, Row] | None, new: tuple[int, Row] | None, before: Cell, after: Cell) -> CellChange | None:
        row, column = (new or old or (0, _NO_ROW))[1], self.columns[name]
        is_figure = column.role == "figure"
        reasons = (str(before.reason or ""), str(after.reason or ""))
        kind = _kind(before.text, after.text, is_figure)
        if kind is None or (kind is Kind.REASON and (not all(reasons) or reasons[0] == reasons[1] or not is_figure)):
            return None
        id_ = figure_id((self.number, row.key, name, row.scope)) if is_figure else ""
        absolute, relative = _distance(before.text, after.text) if is_figure else (None, None)
        figure = self.figures[1].get(id_) or self.figures[0].get(id_)
        return CellChange(
            figure=id_, part=self.number, row=row.key, scope=row.scope, column=name, letter=column.letter, header=column.header.strip(),
            old_record=old[0] if old else None, new_record=new[0] if new else None, kind=kind, old=before.text, new=after.text,
            old_reason=reasons[0], new_reason=reasons[1], unit=figure.unit if figure else "", absolute=absolute, relative=relative,
            redline=redline(before.text, after.text) if kind is Kind.TEXT else (),
        )

    def _alone(self, kind: str, entry: tuple[int, Row]) -> RowChange:
        old, new = (None, entry) if kind == "new" else (entry, None)
        record, row = entry
        return RowChange.model_validate({
            "kind": kind, "row": row.key, "scope": row.scope, "level": row.level, "record": record, "cells": tuple(self._changes(old, new)),
        })


def _kind(old: str, new: str, is_figure: bool) -> Kind | None:
    """None where two spellings (5 and 5.0) say the same number."""
    if old == new:
        return Kind.REASON
    a, b = number(old), number(new)
    if is_figure and a is not None and a == b:
        return None
    if not is_figure or (old and a is None) or (new and b is None):
        return Kind.TEXT
    if a is not None and b is not None:
        return Kind.VALUE
    if a is None:
        return Kind.BLANK_TO_ZERO if b == 0 else Kind.FILLED
    return Kind.ZERO_TO_BLANK if a == 0 else Kind.EMPTIED


def _distance(old: str, new: str) -> tuple[int | float | None, float | None]:
    a, b = number(old), number(new)
    if a is None or b is None:
        return None, None
    return plain(b - a), round(float((b - a) / a), 6) if a else None


def plain(value: Decimal) -> int | float:
    """`value` as JSON has it: whole numbers stay whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def _chapters(old: Mapping[str, Figure], new: Mapping[str, Figure]) -> Iterator[CellChange]:
    for name in [*new, *(name for name in old if name not in new)]:
        a, b = old.get(name), new.get(name)
        before, after = a.text if a else "", b.text if b else ""
        reasons = (str(a.reason) if a else "", str(b.reason) if b else "")
        kind = _kind(before, after, True)
        if kind is None or (before == after and (reasons[0] == reasons[1] or not all(reasons))):
            continue
        known = b or a
        absolute, relative = _distance(before, after)
        row, _, column = name.rpartition(".")
        yield CellChange(
            figure=name, row=row, column=column, header=known.title if known else "", kind=kind, old=before, new=after,
            old_reason=reasons[0], new_reason=reasons[1], unit=known.unit if known else "", absolute=absolute, relative=relative,
        )
