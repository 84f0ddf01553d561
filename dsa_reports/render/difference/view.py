"""What the templates see of a difference: parts with lines of figures, texts with redlines, rows come and gone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from dsa_reports.harmonised.difference import CellChange, Difference, Kind, PartDifference, RowChange
from dsa_reports.render.difference.lines import Line, steps_of
from dsa_reports.render.difference.wording import worded
from dsa_reports.render.words import Words

__all__ = ["ChangeView", "Group", "PartView", "RowView", "change_view"]

Lined = Callable[[CellChange], Line]
"""Makes the line of a cell, in the language of the report."""


@dataclass(frozen=True)
class RowView:
    """A row that only one side has: its cells that say something, and how many zeros beside them."""

    kind: str
    label: str
    scope: str
    lines: tuple[Line, ...]
    zeros: int


@dataclass(frozen=True)
class Group:
    """The changed figures of one row."""

    label: str
    scope: str
    key: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PartView:
    """One part, or the voluntary chapters (number 0)."""

    number: int
    title: str
    lines: tuple[Line, ...]
    texts: tuple[Line, ...]
    rows: tuple[RowView, ...]
    absent: str = ""

    @property
    def groups(self) -> list[Group]:
        """The lines row by row; the key is the row's name in figure ids."""
        keys = ((entry, entry.figure.rpartition("@")[0] or entry.figure) for entry in self.lines)
        found = groupby(keys, key=lambda pair: (pair[0].label, pair[0].scope, pair[1].rpartition(".")[0]))
        return [Group(*key, tuple(entry for entry, _ in members)) for key, members in found]

    @property
    def has_causes(self) -> bool:
        """True if a line says why."""
        return any(entry.causes for entry in self.lines)


@dataclass(frozen=True)
class ChangeView:
    """A whole difference."""

    difference: Difference
    parts: tuple[PartView, ...]
    counts: tuple[tuple[str, int], ...]
    left: int = 0
    """Changed cells of sub-categories that paper has no room for."""


MOST_ON_PAPER = 300


def change_view(difference: Difference, words: Words, *, paper: bool = False) -> ChangeView:
    """`difference` for the templates, in the language of `words`; parts without a change are left out.

    On paper, where there are more than 300 changed cells, those of sub-categories are counted and left to the list in
    changes.csv, as the report leaves the sub-categories themselves to the CSV parts.
    """
    lined = partial(worded, steps=steps_of(difference), words=words)
    counts = tuple(difference.counts.items())
    left = 0
    if paper and sum(1 for _ in difference.all_cells()) > MOST_ON_PAPER:
        slim = _without_subcategories(difference)
        left = sum(1 for _ in difference.all_cells()) - sum(1 for _ in slim.all_cells())
        difference = slim
    parts = [_part(part, lined, words) for part in difference.parts if part.changed]
    if difference.chapters:
        parts.append(PartView(0, "", *_split(difference.chapters, lined), ()))
    return ChangeView(difference, tuple(parts), counts, left)


def _without_subcategories(difference: Difference) -> Difference:
    parts = tuple(
        part.model_copy(update={
            "cells": tuple(cell for cell in part.cells if "/" not in cell.row), "rows": tuple(row for row in part.rows if "/" not in row.row),
        })
        for part in difference.parts
    )
    return difference.model_copy(update={"parts": parts})


def _split(cells: Iterable[CellChange], lined: Lined) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    figures: list[Line] = []
    texts: list[Line] = []
    for cell in cells:
        (texts if cell.kind is Kind.TEXT else figures).append(lined(cell))
    return tuple(figures), tuple(texts)


def _part(part: PartDifference, lined: Lined, words: Words) -> PartView:
    rows = tuple(_row(row, part.number, lined) for row in part.rows)
    return PartView(part.number, words.phrase(part.title), *_split(part.cells, lined), rows, part.absent)


def _row(row: RowChange, part: int, lined: Lined) -> RowView:
    telling = [cell for cell in row.cells if (cell.new or cell.old) != "0"]
    named = lined(telling[0] if telling else CellChange(part=part, row=row.row, scope=row.scope, column="", kind=Kind.TEXT, old="", new=""))
    return RowView(row.kind, named.label, named.scope, tuple(map(lined, telling)), len(row.cells) - len(telling))
