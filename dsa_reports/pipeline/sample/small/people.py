"""Moderators by language, recipients by Member State and month."""

from datetime import date
from decimal import Decimal
from typing import Any

from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.sample.mixing import Draws
from dsa_reports.pipeline.sample.world import World

__all__ = ["moderators", "recipients"]

_GROUPS = (
    ("internal", 46, ("nl", "en")), ("internal", 12, ("nl", "de", "en")), ("internal", 8, ("fr", "en")),
    ("internal", 5, ("de", "en")), ("internal", 2, ("es", "en")), ("internal", 3, ()),
    ("external", 38, ("nl",)), ("external", 30, ("de", "en")), ("external", 18, ("fr",)), ("external", 11, ("es", "pt")),
    ("external", 10, ("it",)), ("external", 9, ("pl",)), ("external", 6, ("ro",)), ("external", 5, ("sv", "da")),
    ("external", 4, ("cs", "sk")), ("external", 3, ("hu",)), ("external", 3, ("el",)), ("external", 2, ("fi", "et")),
    ("external", 2, ("bg",)), ("external", 2, ("hr", "sl")), ("external", 1, ("lt", "lv")), ("external", 1, ("en", "ga")),
    ("external", 1, ("mt", "en")),
)
"""Kind, heads, languages at B2 or better."""


def moderators(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """Groups with the same languages on two days; only the latest day of a period is reported."""
    groups = _GROUPS if world.tier is Tier.VLOP else (("internal", 14, ("nl", "en")), ("external", 6, ("nl",)))
    days = [world.period_start.replace(month=3, day=31), world.period_end]
    return [
        {
            "id": f"m-{which + 1}-{number:02d}", "as_of": day, "kind": kind,
            "fte": Decimal(max(5, heads * 10 * (88 + Draws(seed, "moderators", number).number("part time", 12)) // 100 - 3 * (1 - which))) / 10,
            "heads": heads, "languages": list(languages) or None,
        }
        for which, day in enumerate(days) for number, (kind, heads, languages) in enumerate(groups)
    ]


def recipients(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """Every month of the period for every Member State, and the Union without double counting as TOTAL."""
    result: list[dict[str, Any]] = []
    for month in range(world.period_start.month, world.period_end.month + 1):
        first = date(world.period_start.year, month, 1)
        total = 0
        for state, thousands in world.recipients.items():
            draws = Draws(seed, f"recipients {state}", month)
            count = thousands * 1000 * (970 + 4 * month + draws.number("swing", 50)) // 1000 + draws.number("odd", 997)
            total += count
            result.append({"month": first, "member_state": state, "active_recipients": count})
        # People who moved between Member States within the month count once in the Union.
        result.append({"month": first, "member_state": "TOTAL", "active_recipients": total * 996 // 1000})
    return result
