"""The official lists, read as data from `schemas/`: codes, categories, the template's rows."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CODES: dict[str, Any] = json.loads((ROOT / "schemas" / "codes.json").read_text("utf-8"))
LAYOUT: dict[str, Any] = json.loads((ROOT / "schemas" / "template" / "2024-2835" / "layout.json").read_text("utf-8"))

TIERS = ("intermediary", "hosting", "online_platform", "vlop", "vlose")
PARTS: dict[int, dict[str, Any]] = {part["number"]: part for part in LAYOUT["parts"]}
LANGUAGES: tuple[str, ...] = tuple(CODES["official_languages"])
MEMBER_STATES: tuple[str, ...] = tuple(CODES["member_states"])

ORDER_NOT_SPECIFIED = "STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER"
NOTICE_NOT_SPECIFIED = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"
TERMS_OTHER = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"
WITHOUT_SUBCATEGORIES = (ORDER_NOT_SPECIFIED, NOTICE_NOT_SPECIFIED)

NAMES: dict[str, str] = {c["code"]: c["description"].strip() for c in CODES["categories"] if c["level"] == "category"}
"""Category → its English name in part 2."""

KEYWORDS: dict[str, tuple[str, ...]] = {
    category: tuple(c["code"] for c in CODES["categories"] if c.get("parent") == category) for category in NAMES
}
"""Category → its sub-categories, KEYWORD_OTHER included; none for categories 16 and 17."""

ALL_KEYWORDS: tuple[str, ...] = tuple(dict.fromkeys(keyword for keywords in KEYWORDS.values() for keyword in keywords))


def categories_of(part: int) -> tuple[str, ...]:
    """The categories of a sheet."""
    return tuple(c["code"] for c in CODES["categories"] if c["level"] == "category" and part in c["parts"])


def figure_columns(part: int) -> list[dict[str, Any]]:
    """The columns of a part that hold figures."""
    return [column for column in PARTS[part]["columns"] if column["role"] == "figure"]


def position(part: int, role: str) -> int:
    """At which place of a record the column with `role` stands."""
    return [column["role"] for column in PARTS[part]["columns"]].index(role)


def applies(label: str, tier: str, readings: dict[str, str]) -> bool:
    """Whether rows with this text in column A are to be filled by a provider of this tier."""
    if tier == "vlose" and readings["vlose_rows"] == "as_online_platform" and "online platforms" in label:
        return True
    return tier in LAYOUT["applicability"][label]["tiers"]
