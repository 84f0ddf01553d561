"""A difference on the screen or in a pipe: plain lines, grouped by part."""

from collections.abc import Iterator, Sequence

from dsa_reports.display import shown
from dsa_reports.harmonised.difference import (
    Causes,
    CellChange,
    Difference,
    Kind,
    PartDifference,
    Piece,
    RowChange,
    Side,
)
from dsa_reports.render.difference.lines import line, steps_of

__all__ = ["counts_in_words", "difference_text"]

_WORDS = {
    "value": ("number changed", "numbers changed"), "filled": ("blank filled", "blanks filled"), "emptied": ("number gone blank", "numbers gone blank"),
    "blank_to_zero": ("blank is now 0", "blanks are now 0"), "zero_to_blank": ("0 is now blank", "zeros are now blank"),
    "text": ("text changed", "texts changed"), "reason": ("cell reads the same for another reason", "cells read the same for another reason"),
    "new_rows": ("new row", "new rows"), "vanished_rows": ("vanished row", "vanished rows"),
}
_STATES = {"replayed": "", "unchanged": "unchanged", "unknown": "cannot be known"}
_AROUND = 60


def difference_text(difference: Difference) -> str:
    """The whole difference as text."""
    return "\n".join(_lines(difference)) + "\n"


def counts_in_words(difference: Difference) -> str:
    """`47 numbers changed, 1 text changed`; `nothing changed`."""
    return ", ".join(f"{count:,} {_WORDS[name][count != 1]}" for name, count in difference.counts.items()) or "nothing changed"


def _lines(difference: Difference) -> Iterator[str]:
    yield f"{'old':<6}{_side(difference.old)}"
    yield f"{'new':<6}{_side(difference.new)}"
    yield from (f"note  {shown(note, 400)}" for note in difference.notes)
    yield ""
    yield counts_in_words(difference)
    if difference.causes:
        yield from _causes(difference.causes)
    steps = steps_of(difference)
    for part in difference.parts:
        if part.changed:
            yield from _part(part, steps)
    if difference.chapters:
        yield from ["", "Voluntary chapters"]
        yield from _table(difference.chapters, steps)


def _side(side: Side) -> str:
    said = [side.service, side.period, f"version {side.version}" if side.version else "", f"published {side.publication_date}" if side.publication_date else ""]
    return f"{shown(side.name, 300)}" + "".join(f", {shown(text)}" for text in said if text)


def _causes(causes: Causes) -> Iterator[str]:
    yield from ["", "Why, replayed in this order:"]
    for number, step in enumerate(causes.steps, 1):
        state = _STATES[step.state] or f"{step.figures:,} figures"
        yield f"  {number:>2}  {step.title:<40}{state}"
        yield from (f"        {shown(detail, 300)}" for detail in step.detail)
    yield from (f"  note: {shown(note, 400)}" for note in causes.notes)


def _part(part: PartDifference, steps: dict[str, str]) -> Iterator[str]:
    yield from ["", f"Part {part.number}  {part.title}"]
    if part.absent:
        yield f"  the {part.absent} report does not have this part"
    yield from _table([cell for cell in part.cells if cell.kind is not Kind.TEXT], steps)
    for cell in part.cells:
        if cell.kind is Kind.TEXT:
            yield from _redline(cell)
    for row in part.rows:
        yield from _row(row, steps)


def _table(cells: Sequence[CellChange], steps: dict[str, str]) -> Iterator[str]:
    """Row by row; row and column together are the figure's id: `4.TOTAL.items`, `7.complaints.value@total`."""
    sides = [(_value(cell.old, cell.old_reason), _value(cell.new, cell.new_reason)) for cell in cells]
    left, right = (min(max((len(pair[n]) for pair in sides), default=0), 34) for n in (0, 1))
    width = max((len(cell.column) for cell in cells), default=0)
    before = ("", "")
    for cell, (old, new) in zip(cells, sides, strict=True):
        if (cell.row, cell.scope) != before:
            before = (cell.row, cell.scope)
            yield f"  {shown(cell.row, 160)}{f' @{shown(cell.scope)}' if cell.scope else ''}"
        entry = line(cell, steps)
        change = f"{entry.mark} {entry.change} {entry.percent}" if entry.change else entry.mark if entry.kind != "reason" else "="
        yield f"    {entry.letter:<3}{cell.column:<{width}}  {old:>{left}}  {new:>{right}}  {change}".rstrip()
        yield from (f"      {amount:>{width + left}}  {title}" for title, amount in entry.causes)


def _value(text: str, reason: str) -> str:
    if text:
        return shown(text)
    return f"blank ({reason.replace('_', ' ')})" if reason else "blank"


def _redline(cell: CellChange) -> Iterator[str]:
    place = f"{cell.letter} {cell.row}{f' {cell.scope}' if cell.scope else ''}: {cell.header}"
    if not cell.old or not cell.new:
        yield f"  {place}: text {'taken away' if cell.old else 'written'} ({len(cell.old or cell.new):,} characters)"
        return
    yield f"  {place}"
    yield f"      {''.join(_marked(piece, n == 0, n == len(cell.redline) - 1) for n, piece in enumerate(cell.redline))}"


def _marked(piece: Piece, first: bool, last: bool) -> str:
    text = shown(piece.text.replace("\n", " "), 2_000)
    if piece.op == "same":
        return text if len(text) <= 2 * _AROUND else ("" if first else text[:_AROUND]) + " […] " + ("" if last else text[-_AROUND:])
    return f"[-{text}-]" if piece.op == "deleted" else f"{{+{text}+}}"


def _row(row: RowChange, steps: dict[str, str]) -> Iterator[str]:
    filled = [cell for cell in row.cells if (cell.old or cell.new) not in {"", "0"}]
    values = ", ".join(f"{cell.letter} {shown(cell.new or cell.old, 60)}" for cell in filled) or "nothing but zeros and blanks"
    yield f"  {row.kind} row  {shown(row.row, 120)}{f' {shown(row.scope)}' if row.scope else ''}: {values}"
    for cell in filled:
        entry = line(cell, steps)
        yield from (f"       {amount:>12}  {title} ({cell.letter})" for title, amount in entry.causes)
