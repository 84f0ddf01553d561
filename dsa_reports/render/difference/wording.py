"""The lines of a difference in the language of the report."""

from collections.abc import Mapping
from dataclasses import replace

from dsa_reports.harmonised.difference import CellChange
from dsa_reports.harmonised.titles import column_title
from dsa_reports.render.difference.lines import Line, line
from dsa_reports.render.words import Words

__all__ = ["worded"]


def worded(cell: CellChange, steps: Mapping[str, str], words: Words) -> Line:
    """`lines.line` of `cell` in the language of `words`."""
    if words.language == "en":
        return line(cell, steps)
    plain = line(cell, steps, number=words.formats.number, phrase=words.message)
    return replace(plain, label=_row(plain.label, cell, words), column=_column(cell, words) if cell.header else plain.column)


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
