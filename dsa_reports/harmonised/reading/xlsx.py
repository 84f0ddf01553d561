"""What an XLSX workbook claims, before anything unpacks it: how large its sheets are, where formulas stand, links.

Read from the bytes with patterns, not with an XML parser: it has to be quick, and may be no more than an estimate that
is never too low. What it finds are places; the values come from the readers.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from dsa_reports.errors import InputError

__all__ = ["Book", "inspect"]

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
_TEXT_CELL = re.compile(rb"""\bt\s*=\s*["']s["']""")
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]{0,2000})[^<]*</)"""
)
_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SHARED = re.compile(rb"<(?:\w+:)?si\b")
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
_SHEET = re.compile(r"""<(?:\w+:)?sheet\b([^>]*)>""")
_RELATION = re.compile(r"""<(?:\w+:)?Relationship\b([^>]*)>""")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_REMEDY = "Save it again as .xlsx with a spreadsheet program, or save each sheet as CSV (UTF-8)."


@dataclass(frozen=True)
class Book:
    """`area`: cells of the largest sheet's rectangle. `text_bytes`: the most that its texts can unpack to, each copied.
    `formulas`: sheet name → (row, column index) → formula. `linked`: it draws on other files."""

    area: int
    text_bytes: int
    formulas: Mapping[str, Mapping[tuple[int, int], str]]
    linked: bool


def inspect(archive: zipfile.ZipFile, name: str) -> Book:
    """Measure the workbook in `archive`. InputError if it declares XML entities or an encoding that hides its size.

    Every member is measured, whatever its name: a workbook may keep its sheets anywhere.
    """
    members = archive.namelist()
    titles = _titles(archive, members)
    if not titles:
        raise InputError("this workbook names no sheets", where=name, remedy=_REMEDY)
    area = cells = longest = 0
    formulas: dict[str, dict[tuple[int, int], str]] = {}
    for member in members:
        content = archive.read(member)
        if not content.lstrip(_BEFORE_XML).startswith(b"<"):
            if member in titles:
                raise InputError("the workbook is written in a form that cannot be measured", where=name, remedy=_REMEDY)
            continue
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise InputError("the workbook declares XML entities, which no workbook needs", where=name, remedy=_REMEDY)
        area = max(area, _area(content))
        cells += len(_TEXT_CELL.findall(content))
        longest = max(longest, _longest_text(content))
        if member in titles and _ANY_FORMULA.search(content):
            formulas[titles[member]] = {
                (int(row), _index(column)): "=" + unescape((text or b"").decode("utf-8", "replace"))
                for column, row, text in _FORMULA.findall(content)
            }
    linked = any(member.lower().startswith("xl/externallinks/") for member in members)
    return Book(area, cells * longest, formulas, linked)


def _longest_text(content: bytes) -> int:
    """Bytes of the longest shared text."""
    pieces = _SHARED.split(content)
    return max(map(len, pieces)) if len(pieces) > 1 else 0


def _area(content: bytes) -> int:
    places = _PLACE.findall(content)
    rows = {row for _, row in places}
    columns = {column for column, _ in places}
    return max(map(int, rows), default=0) * (max(map(_index, columns), default=0) + 1)


def _index(column: bytes) -> int:
    number = 0
    for byte in column:
        number = number * 26 + byte - 64
    return number - 1


def _titles(archive: zipfile.ZipFile, members: list[str]) -> dict[str, str]:
    """Member → the name of its sheet."""
    if "xl/workbook.xml" not in members or "xl/_rels/workbook.xml.rels" not in members:
        return {}
    targets = {}
    for found in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")):
        attributes = dict(_ATTRIBUTE.findall(found))
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    titles = {}
    for found in _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace")):
        attributes = dict(_ATTRIBUTE.findall(found))
        relation = next((value for key, value in attributes.items() if key == "id" or key.endswith(":id")), "")
        titles[targets.get(relation, "")] = unescape(attributes.get("name", ""))
    return titles
