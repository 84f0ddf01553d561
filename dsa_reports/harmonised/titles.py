"""Names of figures for people: `Notices received · Scams and/or fraud · Netherlands`."""

from functools import cache

from dsa_reports.harmonised.rows import OTHER, PlannedRow
from dsa_reports.template.codes import categories, member_state_names
from dsa_reports.template.layout import Column, TemplatePart, TemplateRow

__all__ = ["column_title", "row_title", "title"]


@cache
def column_title(header: str) -> str:
    """The header without its 'Number of': `Notices received`."""
    text = " ".join(header.split()).removeprefix("Number of ")
    return text[:1].upper() + text[1:]


@cache
def _descriptions() -> dict[str, str]:
    named = {f"{entry.parent}/{entry.code}" if entry.parent else entry.code: entry.description for entry in categories()}
    return {**named, "TOTAL": "Total"}


@cache
def _place(scope: str) -> str:
    names = member_state_names()
    return names.get("EL" if scope == "GR" else scope, scope)


def title(part: TemplatePart, column: Column, row: PlannedRow) -> str:
    """The whole name of the figure in `column` of `row`."""
    if part.number > 6:
        indicator = row.template.cells[part.position("indicator") or 0]
        slug = row.path.partition("~")[2].removeprefix("~")
        pieces = [column_title(indicator), " ".join(_place(row.scope_text).split()), slug]
        return " · ".join(piece for piece in pieces if piece)
    name = row_title(row.template, row.description)
    named = f"{column_title(column.header)} · {name}"
    return named if row.scope in {"", "TOTAL"} else f"{named} · {_place(row.scope)}"


def row_title(template: TemplateRow, description: str = "") -> str:
    """What a row of parts 2 to 6 is about: `Hate speech`, `Scams and/or fraud: other (Spam)`."""
    if template.key != OTHER:
        return _descriptions()[template.path]
    return f"{_descriptions()[template.parent]}: other" + (f" ({description})" if description else "")
