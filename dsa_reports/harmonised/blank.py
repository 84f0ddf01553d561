"""The blank template as a report without figures: what the Commission publishes, cell by cell."""

from functools import cache

from dsa_reports.harmonised.model import Cell, Part, Row
from dsa_reports.template.layout import TemplatePart, TemplateRow, layout

__all__ = ["blank_part", "level_of"]


@cache
def blank_part(number: int) -> Part:
    """Part `number` with the official cells, placeholders included."""
    return with_rows(layout().part(number), tuple(
        Row(key=row.path, cells=tuple(Cell(text=text) for text in row.cells), level=level_of(row), parent=row.parent, scope=row.scope)
        for row in layout().part(number).rows
    ))


def with_rows(template: TemplatePart, rows: tuple[Row, ...]) -> Part:
    """The part `template` with these rows under its headers."""
    return Part(
        number=template.number, sheet=template.sheet, title=template.title, legal_basis=template.legal_basis,
        columns=template.names, headers=template.headers, rows=rows,
    )


def level_of(row: TemplateRow) -> str:
    """total, category, subcategory, or '' outside parts 2 to 6. Part 2 does not say it; codes and parents do."""
    if row.level or row.scope:
        return row.level
    if row.parent:
        return "subcategory"
    if row.key == "TOTAL":
        return "total"
    return "category" if row.key.startswith("STATEMENT_CATEGORY_") else ""
