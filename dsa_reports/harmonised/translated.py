"""The report in the words of the Commission's template in another language: headers, labels and sheet names; figures, codes and texts stay."""

from dsa_reports.harmonised.model import Cell, HarmonisedReport, Part, Row
from dsa_reports.template.labels import Language, wordings
from dsa_reports.template.layout import layout

__all__ = ["in_language"]


def in_language(report: HarmonisedReport, code: str) -> HarmonisedReport:
    """`report` as the template of the language `code` (a key of `wordings()`) words it."""
    words = wordings()[code]
    return report.model_copy(update={"parts": tuple(_part(part, words) for part in report.parts)})


def _part(part: Part, words: Language) -> Part:
    roles = [column.role for column in layout().part(part.number).columns]
    return part.model_copy(update={
        "sheet": words.sheets[part.number][0], "headers": words.headers[part.number], "rows": tuple(_row(row, part.number, roles, words) for row in part.rows),
    })


def _row(row: Row, part: int, roles: list[str], words: Language) -> Row:
    return row.model_copy(update={"cells": tuple(_cell(cell, role, row, part, words) for cell, role in zip(row.cells, roles, strict=True))})


def _cell(cell: Cell, role: str, row: Row, part: int, words: Language) -> Cell:
    path = row.key.partition("~")[0]
    match role:
        case "applicability":
            found = words.applicability.get(cell.text.strip())
        case "section":
            found = words.sections.get(cell.text.strip())
        case "indicator":
            found = words.indicators.get(f"{part}.{path}")
        case "scope":
            found = words.scopes.get(row.scope)
        case "description":
            found = words.descriptions.get(path)
        case "label":
            found = words.labels.get(path)
        case _:
            found = None
    return cell if found is None or not cell.text.strip() else cell.model_copy(update={"text": found[0]})
