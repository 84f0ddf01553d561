"""Services of each tier in which nothing happened: header-only files say so."""

from dsa_reports.contract import table
from dsa_reports.law.tiers import Tier

__all__ = ["files"]


def files() -> dict[str, bytes]:
    """Header-only logs; the other tables are declared empty in service.toml with a reason."""
    result: dict[str, bytes] = {}
    for tier in Tier:
        for name in ("moderation_actions", "complaints"):
            result[f"{tier.value}/logs/{name}.csv"] = (",".join(table(name).names) + "\n").encode()
    return result
