"""Exposure as monthly aggregates: how much of what people saw broke the law or the rules."""

from datetime import date, timedelta
from typing import Any

from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.sample.mixing import Draws
from dsa_reports.pipeline.sample.world import World

__all__ = ["exposure"]

_SURFACES = {"feed": 900, "comment": 420, "story": 260, "direct_message": 35, "search": 60}
"""Million views of a month."""
_GROUPS = {"adult": 620, "unknown": 230, "assumed_minor": 90, "known_minor": 60}
"""Share of the views in thousandths."""
_RATE = {"feed": 9, "comment": 30, "story": 16, "direct_message": 40, "search": 8}
"""Violative views in 10,000 sampled ones; of sexbot spam a fifth of them."""
_BOT_SHIFT = {"adult": 10, "unknown": 10, "assumed_minor": 6, "known_minor": 3}
"""Contacts by bots per million views in the first month; minors' share grows as campaigns move on."""


def exposure(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """Per month, surface and age group: all violative content, and sexbot spam apart."""
    surfaces = _SURFACES if world.tier is Tier.VLOP else {"search": 40, "listing": 90, "direct_message": 5}
    result: list[dict[str, Any]] = []
    for month in range(world.period_start.month, world.period_end.month + 1):
        first = date(world.period_start.year, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        for surface, millions in surfaces.items():
            for group, share in _GROUPS.items():
                for phenomenon in (None, "sexbot_spam"):
                    number = len(result)
                    draws = Draws(seed, "exposure", number)
                    views = millions * share * (900 + draws.number("swing", 200))
                    sampled = 8000 + draws.number("sampled", 4000)
                    rate = _RATE.get(surface, 6)
                    bad = max(0, sampled * rate // 10_000 + draws.number("bad", 5) - 2)
                    shift = _BOT_SHIFT[group] + (month if group.endswith("minor") else 0)
                    bot = phenomenon is not None
                    bad = min(bad // 5, sampled) if bot else min(bad, sampled)
                    result.append({
                        "id": f"x-{number:04d}", "period_from": first, "period_to": last, "surface": surface, "age_group": group,
                        "phenomenon": phenomenon, "views": views, "sampled_views": sampled, "sampled_violative_views": bad,
                        "contacts": views // 1_000_000 * shift if bot and surface != "search" else None,
                        "views_before_action": views * rate // (120_000 if bot else 24_000),
                        "views_after_first_interaction": views * rate // 700_000 if bot and surface in ("feed", "story") else None,
                        "account_suggestions": views // 5_000_000 * shift if bot and surface in ("feed", "search") else None,
                    })
    return result
