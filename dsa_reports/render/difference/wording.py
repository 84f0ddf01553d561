"""The lines of a difference in another language than English: rows, columns, numbers and causes."""

from dataclasses import replace
from decimal import Decimal

from dsa_reports.harmonised.difference import CellChange
from dsa_reports.harmonised.titles import column_title
from dsa_reports.render.difference.lines import Line
from dsa_reports.render.words import Words

__all__ = ["worded"]


def worded(entry: Line, cell: CellChange, words: Words) -> Line:
    """`entry`, which `lines.line` made of `cell`, in the language of `words`."""
    if words.language == "en":
        return entry
    return replace(
        entry, label=_row(entry.label, cell, words), column=_column(cell, words) if cell.header else entry.column,
        change=_signed(entry.change, words), percent=_signed(entry.percent, words),
        causes=tuple((words.message(title), _share(amount, words)) for title, amount in entry.causes),
    )


def _row(label: str, cell: CellChange, words: Words) -> str:
    if cell.part is None:
        chapter, _, rest = cell.row.partition(".")
        name = words.catalogue.find(f"chapters.{chapter}.title", chapter)
        return f"{name}: {words.label(rest.rpartition('.')[2])}" if rest else name
    if cell.part in range(2, 7):
        category, _, keyword = cell.row.partition("/")
        name = words.text("tables.total") if category == "TOTAL" else words.category(category)
        if not keyword:
            return name
        code, other, described = keyword.partition("~")
        return f"{name}: {words.text('tables.other', description=described) if other else words.category(code)}"
    indicator, _, scope = label.partition(": ")
    return words.piece(column_title(indicator)) + (f": {words.piece(scope)}" if scope else "")


def _column(cell: CellChange, words: Words) -> str:
    return words.name_of(cell.figure, cell.header) if cell.part is None else words.piece(column_title(cell.header))


def _signed(text: str, words: Words) -> str:
    """`+1,204.5 %` with the marks of the language."""
    digits = text.strip("+−<% ")
    if not digits:
        return text
    return text.replace(digits, words.formats.number(Decimal(digits.replace(",", ""))))


def _share(text: str, words: Words) -> str:
    amount, _, note = text.partition(" (")
    return _signed(amount, words) + (f" ({words.message(note.removesuffix(')'))})" if note else "")
