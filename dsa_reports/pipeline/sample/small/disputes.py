"""Out-of-court disputes and suspensions for misuse."""

from typing import Any

from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.sample.mixing import Draws, mixed, moment
from dsa_reports.pipeline.sample.world import World

__all__ = ["disputes", "suspensions"]

_DAY = 86_400
_BODIES = ("Voorbeeldcommissie Geschillen", "Testville Appeals Body", "Schlichtungsstelle Teststadt")


def disputes(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """60 for a very large platform, 15 otherwise."""
    count = 60 if world.tier is Tier.VLOP else 15
    return [_dispute(world, number, count, rows, Draws(seed, "disputes", number)) for number in range(count)]


def _dispute(world: World, number: int, count: int, rows: int, draws: Draws) -> dict[str, Any]:
    span = world.log_end - world.log_start
    row = (number * rows) // count
    submitted = world.log_start + (number * span) // count + _DAY + draws.number("waited", 30 * _DAY)
    decided = submitted + 5 * _DAY + draws.number("took", 80 * _DAY)
    drawn = draws.one("outcome", ("upheld",) * 9 + ("reversed",) * 6 + ("partially_reversed",) * 2 + ("omitted",) * 2 + ("pending",))
    late = decided > world.log_end + 10 * _DAY
    outcome = "pending" if late else drawn
    open_ = outcome == "pending" or (outcome == "omitted" and draws.chance("no day", 400))
    turned = outcome in ("reversed", "partially_reversed")
    return {
        "id": f"d-{number:04d}", "body": draws.one("body", _BODIES), "submitted_at": moment(submitted), "outcome": outcome,
        "decided_at": None if open_ else moment(decided), "implemented": draws.chance("implemented", 850) if turned else None,
        "puid": f"{world.prefix}-{row:09d}" if row < rows and not draws.chance("old", 100) else None,
    }


def suspensions(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """90 for a very large platform, 25 otherwise."""
    count = 90 if world.tier is Tier.VLOP else 25
    span = world.log_end - world.log_start
    result: list[dict[str, Any]] = []
    for number in range(count):
        draws = Draws(seed, "suspensions", number)
        imposed = world.log_start + (number * 1000 + draws.number("within", 999)) * span // (count * 1000)
        ground = draws.one("ground", ("manifestly_illegal_content",) * 7 + ("manifestly_unfounded_notices",) * 2 + ("manifestly_unfounded_complaints",))
        result.append({
            "id": f"s-{number:04d}", "ground": ground, "imposed_at": moment(imposed),
            "warned_at": moment(imposed - _DAY - draws.number("warned", 20 * _DAY)),
            "ends_at": moment(imposed + draws.one("length", (7, 14, 30, 30, 90)) * _DAY),
            "account_ref": f"a-{mixed(number + 7919 * seed):08x}",
        })
    return result
