"""Orders of authorities: 120 for a very large platform, 40 otherwise."""

from typing import Any

from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.sample.mixing import Draws, moment
from dsa_reports.pipeline.sample.world import Profile, World

__all__ = ["order_row", "orders"]

_AUTHORITIES = {
    "NL": ("Rechtbank Testland", "Officier van justitie Testland", "Toezichthouder Voorbeeld"),
    "BE": ("Tribunal de Testville",), "DE": ("Amtsgericht Teststadt", "Behörde für Beispiele"),
    "FR": ("Tribunal judiciaire de Testville",), "ES": ("Juzgado de Villaprueba",), "IT": ("Tribunale di Provaterra",),
    "EL": ("Δικαστήριο Δοκιμής",), "AT": ("Landesgericht Teststadt",), "PL": ("Sąd Rejonowy w Testowie",),
    "IE": ("Testtown District Court",),
}
_STATES = ("NL",) * 11 + ("DE",) * 4 + ("FR",) * 3 + ("BE",) * 3 + ("ES", "IT", "EL", "AT", "PL", "IE")


def order_row(number: int, rows: int, count: int) -> int:
    """Row of moderation_actions that order `number` of `count` leads to (none if it is not below `rows`)."""
    return number * max(100, rows // count // 100 * 100) + 50


def orders(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """The records; `_row`, `_second` and `_label` (for the decision that follows) are no columns of the contract."""
    count = 120 if world.tier is Tier.VLOP else 40
    span = world.log_end - world.log_start
    return [_order(world, number, count, rows, span, Draws(seed, "orders", number)) for number in range(count)]


def _order(world: World, number: int, count: int, rows: int, span: int, draws: Draws) -> dict[str, Any]:
    received = world.log_start + (number * 1000 + draws.number("within", 997)) * span // (count * 1000)
    to_act = draws.chance("kind", 700)
    profile = _profile(world, draws)
    automated = draws.chance("automated", 550)
    confirmed = received + (draws.number("quick", 900) if automated else 1800 + draws.number("slow", 60 * 60 * 40))
    terror = profile.keyword == "TERRORIST_CONTENT"
    effect = received + (300 + draws.number("hour", 3000) if terror else 3600 + draws.number("days", 60 * 60 * 110))
    given = not draws.chance("refused", 60)
    state = draws.one("state", _STATES)
    follows = to_act and given and order_row(number, rows, count) < rows
    return {
        "id": f"o-{number:04d}",
        "kind": "act_against_illegal_content" if to_act else "provide_information",
        "member_state": state,
        "authority": draws.one("authority", _AUTHORITIES[state]),
        "category": profile.category_code,
        "keyword": profile.keyword_code,
        "other_description": profile.other or None,
        "platform_label": profile.label,
        "items": 1 + draws.number("items", 3) * draws.number("more", 12) if to_act else None,
        "received_at": moment(received),
        "receipt_confirmed_at": None if draws.chance("unconfirmed", 30) else moment(confirmed),
        "receipt_automated": automated,
        "effect_given_at": moment(effect) if given else None,
        "_row": order_row(number, rows, count) if follows else None,
        "_second": effect,
        "_label": profile.label,
    }


def _profile(world: World, draws: Draws) -> Profile:
    weights = [profile.order for profile in world.profiles]
    draw = draws.number("profile", sum(weights))
    for profile, weight in zip(world.profiles, weights, strict=True):
        if draw < weight:
            return profile
        draw -= weight
    raise AssertionError("the draw is below the sum of the weights")
