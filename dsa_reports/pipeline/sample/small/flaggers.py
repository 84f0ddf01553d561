"""The register of trusted flaggers and helplines: those whose notices occur, and a helpline. All made up."""

from datetime import date
from typing import Any

from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.sample.world import World

__all__ = ["trusted_flaggers"]

_EXPERTISE = (
    ("STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "STATEMENT_CATEGORY_CYBER_VIOLENCE"),
    ("STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "STATEMENT_CATEGORY_CONSUMER_INFORMATION"),
)


def trusted_flaggers(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """Organisations whose status holds all through the period; a marketplace keeps no register of them."""
    if world.tier is not Tier.VLOP:
        return []
    common: dict[str, Any] = {"member_state": "NL", "valid_to": None}
    found = [
        common | {
            "id": f"tf-{number}", "name": name, "kind": "trusted_flagger", "awarded_by": "Digital Services Coordinator",
            "expertise": list(_EXPERTISE[number % len(_EXPERTISE)]), "valid_from": date(2025, 3, 1), "source": "Published list",
        }
        for number, name in enumerate(world.flaggers, 1)
    ]
    helpline = {
        "id": "hl-1", "name": "Hulplijn Voorbeeld", "kind": "helpline", "awarded_by": None,
        "expertise": ["STATEMENT_CATEGORY_PROTECTION_OF_MINORS"], "valid_from": date(2024, 9, 1), "source": "Agreement of 2024",
    }
    return [*found, common | helpline]
