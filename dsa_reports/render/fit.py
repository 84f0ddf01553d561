"""How the columns of a table share its width, estimated from its texts.

A share stands beside the two numbers that it is made of where that fits, below them where it does not: rows of one line
are easier to compare, and a report of such rows is shorter. No word of a head is torn as long as there is room.
Widths are in em of the table's own size; a few per cent of error do not matter, for the style sheet lets texts wrap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["HALF", "Fit", "Row", "fitted"]

LETTER, BOLD, DIGIT = 0.5, 0.56, 0.52
"""Mean width of a letter, of one in a head, and of a sign of a number."""
SMALL = 0.88
"""Size of a fraction and of a note beside that of the table."""
PADDING, GAP = 0.75, 0.6
WIDEST = 12.0
"""No column of numbers is made wider than this: what is left over goes to the names."""
SPREAD = 0.6
"""Part of what is left over that the columns of numbers share; the names have the rest."""
HALF = 27.0
"""Room of a table that stands beside another one on paper."""
SHORT_NOTE = 24
"""Signs of a note that may stand on the line of its name."""
FOLDS = (0.6, 0.42)
"""Part of the longest name that a column must hold for it to take two lines, and three (only beside another table)."""
STEP = 2
"""Shares of the width are rounded to so many per cent: the style sheet has a class for each."""


@dataclass(frozen=True)
class Row:
    """A line as the measure sees it: name, note below it, and each cell's text and fraction."""

    label: str
    note: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fit:
    """How to set a table."""

    columns: tuple[int, ...] = ()
    """Share of the width of each column of numbers in per cent; empty where the style sheet knows best."""
    beside: int = 0
    """Width in em of the fractions where they stand beside the shares; 0 where they stand below."""
    wide: bool = False
    """True if a table of one or two columns needs the whole page."""
    one_line: bool = False
    """True if the notes of the rows stand on the line of the names."""


def fitted(heads: Sequence[str], rows: Sequence[Row], room: float = 0) -> Fit:
    """The best way to set a table in `room` (the page where it is 0)."""
    if not heads or not rows:
        return Fit()
    one_line = 0 < max(len(row.note) for row in rows) <= SHORT_NOTE
    fractions = max(len(text) for row in rows for _, text in row.cells)
    for beside in (True, False) if fractions else (False,):
        for name, folded in _names(rows, FOLDS if room else FOLDS[:1], one_line=one_line):
            for space, wide in _rooms(len(heads), room)[-1 if folded else 0:]:
                for columns in _columns(heads, rows, beside=beside):
                    if sum(columns) + name <= space:
                        return Fit(_shares(columns, name, space), _ceiling(LETTER * fractions) if beside else 0, wide, one_line)
    return Fit(one_line=one_line)


def _columns(heads: Sequence[str], rows: Sequence[Row], *, beside: bool) -> Iterator[tuple[float, ...]]:
    """Room that the columns of numbers need: all alike, then each its own; with fractions beside, those without them alike."""
    own = []
    for n, head in enumerate(heads):
        numbers = max(DIGIT * len(row.cells[n][0]) for row in rows)
        fraction = max(SMALL * LETTER * len(row.cells[n][1]) for row in rows)
        together = numbers + GAP + fraction + 2 * LETTER if beside and fraction else max(numbers, fraction)
        own.append((max(together, BOLD * _word(head)) + PADDING, beside and fraction > 0))
    widest = {kind: max((width for width, of in own if of is kind), default=0.0) for kind in (True, False)}
    yield tuple(widest[of] for _, of in own)
    yield tuple(width for width, _ in own)


def _shares(columns: Sequence[float], name: float, space: float) -> tuple[int, ...]:
    """The columns in per cent of `space`: what each needs, and of what is left over as much as does it good."""
    more = 1 + SPREAD * (space - sum(columns) - name) / sum(columns)
    given = (max(_steps(column, space, up=True), _steps(min(column * more, max(column, WIDEST)), space)) for column in columns)
    return tuple(given)


def _steps(width: float, space: float, *, up: bool = False) -> int:
    share = 100 * width / space / STEP
    return STEP * (_ceiling(share) if up else int(share))


def _names(rows: Sequence[Row], folds: Sequence[float], *, one_line: bool) -> Iterator[tuple[float, bool]]:
    """Room of the names on one line, then folded as `folds` say, and whether they are folded. Names with long notes are not."""
    names = [LETTER * len(row.label) + (GAP + SMALL * LETTER * len(row.note) if one_line and row.note else 0) for row in rows]
    notes = 0.0 if one_line else max(SMALL * LETTER * len(row.note) for row in rows)
    whole = max(*names, notes)
    yield whole + PADDING, False
    if not notes and not one_line:
        words = max(LETTER * _word(row.label) for row in rows)
        for part in folds:
            yield max(part * whole, words) + PADDING, True


def _rooms(count: int, room: float) -> list[tuple[float, bool]]:
    """Widths that a table of `count` columns of numbers may take, and whether that is more than usual."""
    if room:
        return [(room, False)]
    page = 58.0 if count < 6 else 60.0 if count < 8 else 63.0
    return [(37.0, False), (page, True)] if count == 1 else [(47.0, False), (page, True)] if count == 2 else [(page, False)]


def _word(text: str) -> int:
    """Length of the longest word."""
    return max((len(word) for word in text.replace("-", "- ").split()), default=0)


def _ceiling(number: float) -> int:
    return -int(-number // 1)
