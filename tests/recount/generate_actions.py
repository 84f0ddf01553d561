"""Random moderation actions: the table with most rules."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .lists import ALL_KEYWORDS, CODES, KEYWORDS, NOTICE_NOT_SPECIFIED, TERMS_OTHER, categories_of

if TYPE_CHECKING:
    from .generate import Dice

Log = dict[str, Any]
_ILLEGAL, _TERMS = CODES["decision_ground"]
_SOURCES = (*CODES["source_type"], "SOURCE_VOLUNTARY", "SOURCE_VOLUNTARY", "SOURCE_ORDER")
_NEEDS_NO_CATEGORY = ("SOURCE_ARTICLE_16", "SOURCE_TRUSTED_FLAGGER", "SOURCE_ORDER")

DESCRIPTIONS = (
    "Spam", "Spam", "  Spam ", "Doxing", "Doxing\n", "spam", "Spam links", "Spam  links", "Spam\tlinks", "Spam-links",
    "Spam (links)", "Спам", "垃圾", "Ünïcode – dash, \"quoted\"", "Not described", "Sub-category not recorded", "   ", None,
    "=1+1", " +49 20", "＠home", "bell\a", "right\u202eleft", "Spam\u00a0links", "a=b",
    "Caf\u00e9", "Cafe\u0301", "Spam!", "Spam", "Long words " * 30 + "one", "Long words " * 30 + "two",
)
"""Descriptions of KEYWORD_OTHER; some are equal but for blanks, some nearly equal, some have no Latin letter, some are none because a spreadsheet might run them."""


def moderation_actions(dice: Dice, size: int, logs: dict[str, list[Log]]) -> list[Log]:
    """`size` decisions; many name an order, a notice or a user report, wherever in time those lie."""
    return [_action(dice, f"p-{number}", logs) for number in range(size)]


def _action(dice: Dice, name: str, logs: dict[str, list[Log]]) -> Log:
    row: Log = {"puid": name, "decision_ground": dice.pick((_ILLEGAL, _TERMS)), "source_type": dice.pick(_SOURCES)}
    row |= {
        "order_id": _reference(dice, 0.1, logs["orders"]), "notice_id": _reference(dice, 0.35, logs["notices"]),
        "user_report_id": _reference(dice, 0.2, logs["user_reports"]),
        "automated_detection": dice.maybe(0.6), "automated_decision": dice.pick(tuple(CODES["automated_decision"])),
    }
    return row | _times(dice) | _restrictions(dice) | _languages(dice) | _categories(dice, row)


def _reference(dice: Dice, chance: float, rows: list[Log]) -> str | None:
    """The id of a row; often one of the first few, so that several actions name the same."""
    if not rows or not dice.maybe(chance):
        return None
    return str(dice.pick(rows[:4] if dice.maybe(0.4) else rows)["id"])


def _times(dice: Dice) -> Log:
    decided = dice.moment() if dice.maybe(0.8) else None
    day = dice.day() if decided is None or dice.maybe(0.3) else None
    known = decided is not None and dice.maybe(0.3)
    return {
        "decided_at": decided, "application_date": day,
        "first_event_at": decided - timedelta(hours=2) if known and decided else None,
        "content_date": decided.date() - timedelta(days=3) if known and decided else None,
    }


def _restrictions(dice: Dice) -> Log:
    """At least one restriction, often several, now and then one listed twice."""
    row: Log = {
        "decision_visibility": dice.some(tuple(CODES["decision_visibility"]), 3),
        "decision_monetary": dice.perhaps(0.15, tuple(CODES["decision_monetary"])),
        "decision_provision": dice.perhaps(0.25, tuple(CODES["decision_provision"])),
        "decision_account": dice.perhaps(0.25, tuple(CODES["decision_account"])),
    }
    if not any(row.values()):
        row["decision_visibility"] = ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    return row


def _languages(dice: Dice) -> Log:
    languages = ("nl", "de", "fr", "sv", "bg", "el", "tr", "eu")
    return {
        "report_languages": dice.some(languages, 2) if dice.maybe(0.4) else [],
        "content_language": dice.perhaps(0.6, tuple(language.upper() for language in languages)),
    }


def _categories(dice: Dice, row: Log) -> Log:
    """A category that the rules allow on this row, its keywords, and perhaps a better one for the report."""
    ground = row["decision_ground"]
    for_report = dice.category(6) if dice.maybe(0.25) else None
    if for_report == TERMS_OTHER and ground == _ILLEGAL:
        for_report = dice.pick(categories_of(5))
    category = NOTICE_NOT_SPECIFIED if dice.maybe(0.1) else dice.category(6)
    preceded = bool(row["notice_id"] or row["order_id"] or row["source_type"] in _NEEDS_NO_CATEGORY)
    if not for_report and (
        (category == NOTICE_NOT_SPECIFIED and not preceded) or (category == TERMS_OTHER and ground == _ILLEGAL)
    ):
        category = dice.pick(categories_of(5))
    best = for_report or category
    own = KEYWORDS[best] or ("KEYWORD_OTHER",)
    pool = (*own[:2], dice.pick(own), "KEYWORD_OTHER", "KEYWORD_STALKING", dice.pick(ALL_KEYWORDS), *KEYWORDS[category][:1])
    return {
        "category": category, "category_addition": dice.some(categories_of(6), 1), "report_category": for_report,
        "category_specification": dice.some(pool, 3), "report_keyword": dice.keyword(best) if dice.maybe(0.25) else None,
        "category_specification_other": dice.words(best),
        "report_other_description": dice.words(best) if dice.maybe(0.3) else None, "phenomenon": dice.perhaps(0.1, ("sexbot_spam",)),
        "content_type": dice.some(tuple(CODES["content_type"]), 2),
    }
