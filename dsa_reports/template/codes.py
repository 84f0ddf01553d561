"""The code lists of the template and of the Transparency Database, as data.

`code_list(name)` gives the allowed values under the names that the table contract uses.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from dsa_reports import resources

__all__ = ["Category", "categories", "category_of", "code_list", "member_state_names", "official_languages"]


@dataclass(frozen=True)
class Category:
    """One row of part 2: a high-level category or a sub-category with its parent."""

    code: str
    label: str
    description: str
    level: str
    parent: str
    parts: tuple[int, ...]


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resources.read_text("schemas", "codes.json"))
    return loaded


@cache
def categories() -> tuple[Category, ...]:
    """All 100 rows of part 2, in template order."""
    return tuple(
        Category(c["code"], c["label"], c["description"].strip(), c["level"], c.get("parent", ""), tuple(c["parts"]))
        for c in _data()["categories"]
    )


def official_languages() -> tuple[str, ...]:
    """The 24 official languages, two small letters, alphabetical."""
    return tuple(_data()["official_languages"])


def member_state_names() -> dict[str, str]:
    """Member States as in Eurostat's glossary (EL), in the template's order, with English names."""
    return dict(_data()["member_states"])


@cache
def category_of(keyword: str) -> tuple[str, ...]:
    """The categories that have `keyword` as a sub-category (several for KEYWORD_OTHER)."""
    return tuple(c.parent for c in categories() if c.code == keyword)


def _high_level(part: int) -> tuple[str, ...]:
    return tuple(c.code for c in categories() if c.level == "category" and part in c.parts)


@cache
def code_list(name: str) -> tuple[str, ...]:
    """The values of the code list `name`, in official order."""
    if name.startswith("categories_part_"):
        return _high_level(int(name.removeprefix("categories_part_")))
    match name:
        case "categories_own_initiative":
            return _high_level(6)
        case "categories_statement":
            return (*_high_level(6), "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE")
        case "keywords":
            return tuple(dict.fromkeys(c.code for c in categories() if c.level == "subcategory"))
        case "keywords_statement":
            return (*code_list("keywords"), "KEYWORD_STALKING")
        case "member_states":
            return (*member_state_names(), "GR")
        case "member_states_and_total":
            return (*code_list("member_states"), "TOTAL")
        case "languages_lower":
            return tuple(code.lower() for code in _data()["languages"])
        case "source_types":
            return (*_data()["source_type"], "SOURCE_ORDER")
        case _:
            return tuple(_data()[name])
