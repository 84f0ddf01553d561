"""What a difference between two reports is, as data; `schemas/difference.schema.json` is made from it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "UNKNOWN", "CauseShare", "Causes", "CellChange", "Difference", "Kind", "PartDifference", "Piece", "RowChange", "Side", "Step",
]

UNKNOWN = "unknown"
"""Id of the step that stands for what cannot be known because inputs are gone."""

Number = int | float


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(StrEnum):
    """What became of a cell. A blank is not a zero: the two never count as the same."""

    VALUE = "value"
    """A number became another number."""
    FILLED = "filled"
    """A blank became a number other than zero."""
    EMPTIED = "emptied"
    """A number other than zero became a blank."""
    BLANK_TO_ZERO = "blank_to_zero"
    ZERO_TO_BLANK = "zero_to_blank"
    TEXT = "text"
    """A text was written, changed or taken away; also a figure cell that holds no number on one side."""
    REASON = "reason"
    """The cell reads the same, but for another reason (for example: not recorded, now nothing happened)."""


class Piece(_Frozen):
    """A run of words of a redline."""

    op: Literal["same", "deleted", "inserted"]
    text: str


class CauseShare(_Frozen):
    """What one step of the replay did to a figure. The shares of a figure add up to its whole change."""

    step: str
    change: Number
    note: str = ""
    """`appears` or `disappears` where a number came from a blank or went to one (the blank then counts as 0)."""


class CellChange(_Frozen):
    """One cell that differs. `letter` and `header` name the column; records count from 1, the header being 1."""

    figure: Annotated[str, Field(description="Figure id; empty for texts and contexts.")] = ""
    part: int | None = None
    row: str
    scope: str = ""
    column: str
    letter: str = ""
    header: str = ""
    old_record: int | None = None
    new_record: int | None = None
    kind: Kind
    old: str
    new: str
    old_reason: str = ""
    new_reason: str = ""
    unit: str = ""
    absolute: Annotated[Number | None, Field(description="new - old, for numbers on both sides.")] = None
    relative: Annotated[float | None, Field(description="(new - old) / old; null where old is 0 or blank.")] = None
    redline: tuple[Piece, ...] = ()
    causes: tuple[CauseShare, ...] = ()


class RowChange(_Frozen):
    """A row that only one of the two reports has, with its cells that are not blank."""

    kind: Literal["new", "vanished"]
    row: str
    scope: str = ""
    level: str = ""
    record: int
    cells: tuple[CellChange, ...] = ()


class PartDifference(_Frozen):
    """One of the eleven parts. `compared`: cells that stand in both reports."""

    number: int
    sheet: str
    title: str
    compared: int
    cells: tuple[CellChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    absent: Annotated[Literal["", "old", "new"], Field(description="The side that does not have the part at all.")] = ""

    @property
    def changed(self) -> bool:
        """True if anything differs."""
        return bool(self.cells or self.rows or self.absent)


class Side(_Frozen):
    """One of the two reports, by what it says of itself."""

    name: str
    provider: str = ""
    service: str = ""
    tier: str = ""
    period: str = ""
    template: str = ""
    publication_date: str = ""
    version: int | None = None
    draft: int | None = None


class Step(_Frozen):
    """One step of the replay, in the order in which it was made."""

    id: str
    title: str
    state: Annotated[
        Literal["replayed", "unchanged", "unknown"],
        Field(description="replayed: made and measured; unchanged: nothing to replay; unknown: the inputs for it are gone."),
    ]
    detail: tuple[str, ...] = ()
    figures: Annotated[int, Field(ge=0, description="Figures that it changed.")] = 0


class Causes(_Frozen):
    """Why the figures changed: the steps in their fixed order, and what could not be known."""

    steps: tuple[Step, ...]
    balanced: Annotated[
        dict[str, tuple[CauseShare, ...]], Field(description="Figures that read the same because shares cancel each other out."),
    ] = {}
    notes: tuple[str, ...] = ()


class Difference(_Frozen):
    """All that differs between two reports."""

    format: Literal["dsa-reports/difference/1"] = "dsa-reports/difference/1"
    old: Side
    new: Side
    notes: Annotated[tuple[str, ...], Field(description="What makes the comparison doubtful: other service, other period, repairs on reading.")] = ()
    parts: tuple[PartDifference, ...]
    chapters: Annotated[tuple[CellChange, ...], Field(description="Figures of the voluntary chapters.")] = ()
    causes: Causes | None = None

    @property
    def changed(self) -> bool:
        """True if anything differs that a reader of the report sees."""
        return any(cell.kind is not Kind.REASON for cell in self.all_cells()) or any(part.rows or part.absent for part in self.parts)

    @property
    def counts(self) -> dict[str, int]:
        """Changed cells by kind, new and vanished rows; only what occurs."""
        found = dict.fromkeys([*Kind, "new_rows", "vanished_rows"], 0)
        for part in self.parts:
            for row in part.rows:
                found[f"{row.kind}_rows"] += 1
        for cell in [*(cell for part in self.parts for cell in part.cells), *self.chapters]:
            found[cell.kind] += 1
        return {str(name): count for name, count in found.items() if count}

    def all_cells(self) -> Iterator[CellChange]:
        """Every changed cell: of rows on both sides, of new and vanished rows, of chapters."""
        for part in self.parts:
            yield from part.cells
            for row in part.rows:
                yield from row.cells
        yield from self.chapters
