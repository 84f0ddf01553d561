"""The official template as data: parts, columns, rows and labels, exactly as the Commission published them.

Source: Implementing Regulation (EU) 2024/2835, Annex I (schemas/template/2024-2835/layout.json).
Odd blanks, repeated rows and placeholders are kept as they are: repairing them is a reading of the writer.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from dsa_reports import resources
from dsa_reports.template.codes import member_state_names, official_languages

__all__ = [
    "ELLIPSIS", "MEMBER_STATES_PLACEHOLDER", "PLACEHOLDERS", "Column", "Layout", "TemplatePart", "TemplateRow",
    "languages", "layout", "member_states",
]

TEMPLATE = "2024-2835"
ELLIPSIS = "[...]"
"""Scope cell that stands for all languages or Member States between its neighbours."""
MEMBER_STATES_PLACEHOLDER = "AT, […], SE"
"""Scope cell of the rows of part 3 that stand for one block of rows per Member State."""
PLACEHOLDERS = frozenset({
    ELLIPSIS, MEMBER_STATES_PLACEHOLDER, "YYYY-MM-DD", "YYYY-MM-DD/YYYY-MM-DD", "Free text", "Text",
    'Text to detail the "Other" keyword.',
})
"""What stands in the blank template and may not be left in a filled one."""


@dataclass(frozen=True)
class Column:
    """One column. `role`: applicability, service, period, category, other_description, scope, section, indicator,
    label, description, figure, context or text. `type` and `unit` only where a whole column is of one kind."""

    letter: str
    header: str
    name: str
    role: str
    type: str = ""
    unit: str = ""

    @property
    def of_trusted_flaggers(self) -> bool:
        """True if the column counts only what trusted flaggers sent (part 4)."""
        return self.name.endswith("trusted_flaggers")


@dataclass(frozen=True)
class TemplateRow:
    """One data row of the blank template. `scope`: TOTAL, `member_state` or `language` (to be expanded), or the key of
    the scope; '' where the part has none. `type` and `unit` only where each row is of its own kind (parts 7 to 10)."""

    cells: tuple[str, ...]
    key: str
    applicability: str = ""
    level: str = ""
    parent: str = ""
    scope: str = ""
    type: str = ""
    unit: str = ""

    @property
    def path(self) -> str:
        """The row as figure ids name it: `CATEGORY/KEYWORD` for a sub-category, else the key."""
        return f"{self.parent}/{self.key}" if self.parent else self.key


@dataclass(frozen=True)
class TemplatePart:
    """One of the eleven parts, with the official CSV file that it equals."""

    number: int
    sheet: str
    title: str
    legal_basis: str
    annex_ii: str
    official_file: str
    sha256: str
    size: int
    columns: tuple[Column, ...]
    rows: tuple[TemplateRow, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Column names, in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """The exact official headers, odd blanks included."""
        return tuple(column.header for column in self.columns)

    def position(self, role: str) -> int | None:
        """Index of the first column with `role`; None where the part has none."""
        return next((index for index, column in enumerate(self.columns) if column.role == role), None)


@dataclass(frozen=True)
class Layout:
    """The template of one act. `applicability`: label of column A → tiers that it names."""

    id: str
    title: str
    in_force_from: str
    applicability: Mapping[str, frozenset[str]]
    parts: tuple[TemplatePart, ...]

    def part(self, number: int) -> TemplatePart:
        """Part `number`, 1 to 11; KeyError for any other."""
        if not 1 <= number <= len(self.parts):
            raise KeyError(f"the template has no part {number}")
        return self.parts[number - 1]

    def applies(self, label: str, tier: str, vlose_rows: str = "as_labelled") -> bool:
        """True if rows with `label` concern a service of `tier`.

        Rows without a label (part 2) concern everyone. Under `vlose_rows = "as_online_platform"` a very large online
        search engine fills the rows of hosting services and online platforms too, never those for VLOPs only.
        """
        if not label:
            return True
        tiers = self.applicability[label]
        return tier in tiers or (tier == "vlose" and vlose_rows == "as_online_platform" and "online_platform" in tiers)


@cache
def layout() -> Layout:
    """The template in force."""
    data = json.loads(resources.read_text("schemas", f"template/{TEMPLATE}/layout.json"))
    return Layout(
        id=data["id"], title=data["title"], in_force_from=data["in_force_from"],
        applicability=MappingProxyType({label: frozenset(entry["tiers"]) for label, entry in data["applicability"].items()}),
        parts=tuple(_part(entry) for entry in data["parts"]),
    )


def _part(data: dict[str, Any]) -> TemplatePart:
    official = data["official"]
    return TemplatePart(
        number=data["number"], sheet=data["sheet"], title=data["title"], legal_basis=data["legal_basis"] or "",
        annex_ii=data["annex_ii"], official_file=official["file"], sha256=official["sha256"], size=official["bytes"],
        columns=tuple(Column(**column) for column in data["columns"]),
        rows=tuple(TemplateRow(**{**row, "cells": tuple(row["cells"])}) for row in data["rows"]),
    )


def languages() -> tuple[str, ...]:
    """The 24 official languages in the order of parts 8 and 9 (`bg` to `sv`)."""
    return official_languages()


def member_states(greece: str = "EL") -> tuple[str, ...]:
    """The 27 Member States in the order of parts 3 and 10 (`AT` to `SE`), Greece under the code `greece`."""
    return tuple(greece if code == "EL" else code for code in member_state_names())
