"""The ad register: paid advertisements and declared commercial communications."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.sample.mixing import Draws, mixed
from dsa_reports.pipeline.sample.world import World

__all__ = ["advertisements", "campaign_domains_in_register"]

_BRANDS = (
    ("Fietsfabriek Voorbeeld", "bicycles", "fiets-voorbeeld.example"), ("Bakkerij Testland", "bread", "bakkerij-testland.example"),
    ("Reisbureau Verzonnen", "travel", "reis-verzonnen.example"), ("Verzekeraar Nergens", "insurance", "nergens-verzekerd.example"),
    ("Supermarkt Proef", "groceries", "super-proef.example"), ("Streamdienst Kijkdoos", "television", "kijkdoos.example"),
    ("Kledingmerk Lorem", "clothing", "lorem-mode.example"), ("Spelmaker Ipsum", "games", "ipsum-spel.example"),
    ("Energie Voorbeeld", "energy", "energie-voorbeeld.example"), ("Autodealer Testweg", "cars", "auto-testweg.example"),
    ("Dating Netjes", "dating for adults", "dating-netjes.example"), ("Tuincentrum Fictie", "gardening", "tuin-fictie.example"),
)
_AGENCIES = ("Mediabureau Voorbeeld B.V.", "Testland Media Buying Ltd")
_FRONTS = (("Hart & Co Marketing (fictional)", "dating"), ("Lonely Links Ltd (fictional)", "dating"), ("Chat Partner Media (fictional)", "chat service"))


def campaign_domains_in_register(world: World) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Landing domains of sexbot campaigns that stand in the register: in the paid lane, in the declared lane.

    The first domain of every third generation is advertised, one more is declared: most of them are in neither lane.
    """
    generations = [generation for campaign in world.campaign for generation in campaign.generation]
    paid = tuple(generation.domains[0] for generation in generations[::3])
    declared = tuple(generation.domains[-1] for generation in generations[1:2])
    return paid, declared


def advertisements(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """360 entries for a very large platform, 40 otherwise."""
    count = 360 if world.tier is Tier.VLOP else 40
    paid, declared = campaign_domains_in_register(world)
    shady = [(domain, "paid") for domain in paid for _ in range(3)] + [(domain, "declared") for domain in declared]
    if world.tier is Tier.VLOP:
        # The shop and fraud domains that were actioned elsewhere on the service, and advertised too.
        shady += [(domain, "paid") for domain in (*world.domains["shop"][:4], *world.domains["fraud"][:2])]
    every = count // max(1, len(shady))
    return [
        _entry(world, number, seed, shady[number // every] if number % every == 3 and number // every < len(shady) else None)
        for number in range(count)
    ]


def _entry(world: World, number: int, seed: int, shady: tuple[str, str] | None) -> dict[str, Any]:
    draws = Draws(seed, "advertisements", number)
    lane = shady[1] if shady else draws.one("lane", ("paid", "paid", "paid", "declared"))
    brand, subject, domain = draws.one("brand", _BRANDS)
    company: str | None = brand
    if shady:
        domain = shady[0]
        company, subject = draws.one("front", _FRONTS)
        brand = "Chat"
    removed = draws.chance("removed", 450 if shady else 40)
    first = world.period_start + timedelta(days=draws.number("first", (world.period_end - world.period_start).days))
    last = first + timedelta(days=1 + draws.number("length", 40))
    low = 200 + draws.number("reach", 90) * draws.number("more", 900)
    by_agency = lane == "paid" and draws.chance("agency", 120)
    unnamed = lane == "declared" or (removed and draws.chance("withheld", 500))
    profiling, young = draws.chance("profiling", 550), draws.chance("young", 200)
    return {
        "ad_id": f"ad-{number:05d}", "lane": lane,
        "content": f"{brand}: now on {world.name}" if not shady else "Chat with people near you",
        "brand": None if lane == "declared" and draws.chance("no brand", 500) else brand, "subject": subject,
        "beneficiary": None if unnamed else (_AGENCIES[number % 2] if by_agency else company),
        "payer": None if lane == "declared" else (_AGENCIES[number % 2] if by_agency or draws.chance("payer", 150) else None),
        "account_ref": f"a-{mixed(number + 104729 * seed):08x}", "landing_domain": domain,
        "first_shown": first, "last_shown": None if last > world.period_end else last,
        "listed_at": _noon(first + timedelta(days=draws.one("late", (0, 0, 0, 1, 3)))),
        "targeting_include": draws.one("include", (["Netherlands", "18-34"], ["Netherlands"], ["interest: music", "25-54"], None)),
        "targeting_exclude": draws.one("exclude", (None, None, ["under 18"], ["existing customers"])),
        "uses_profiling": profiling, "reach_low": low, "reach_high": low + low // 4, "reach_unit": draws.one("unit", ("people", "people", "impressions")),
        "reach_13_17_low": low // 50 if young else 0, "reach_13_17_high": low // 40 if young else 0,
        # It is known of two entries of three; nobody known to be a minor is shown one with profiling (Art. 28(2)).
        "known_minors_reached": None if draws.chance("not told", 330) else low // 60 if young and not profiling else 0,
        "reach_by_member_state": [f"NL:{low * 7 // 10}", f"BE:{low // 10}-{low // 8}"] if draws.chance("states", 700) else [f"NL:{low}"],
        "removed": removed, "removal_ground": draws.one("ground", ("DECISION_GROUND_INCOMPATIBLE_CONTENT", "DECISION_GROUND_ILLEGAL_CONTENT")) if removed else None,
        "removal_category": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD" if removed else None, "label_shown": not draws.chance("no label", 30),
    }


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
