"""Which tables a tier's report rests on: one that is needed and has no source stops the build."""

from collections.abc import Mapping

from dsa_reports.errors import UsageError
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import ServiceConfig

__all__ = ["demand_sources", "needed_tables"]

_ALL = frozenset(Tier)
_HOSTING = frozenset({Tier.HOSTING, Tier.ONLINE_PLATFORM, Tier.VLOP})
_PLATFORM = frozenset({Tier.ONLINE_PLATFORM, Tier.VLOP})

_TIERS: Mapping[str, frozenset[Tier]] = {
    "orders": _ALL,
    "notices": _HOSTING,
    "moderation_actions": _ALL,
    "complaints": _ALL,
    "disputes": _PLATFORM,
    "suspensions": _PLATFORM,
    "automation_evaluations": _ALL,
    "moderators": frozenset({Tier.VLOP}),
    "recipients": frozenset({Tier.VLOP, Tier.VLOSE}),
}
"""Table → tiers of which at least one template row rests on it (labels of column A)."""


def needed_tables(tier: Tier, readings: Mapping[str, str]) -> tuple[str, ...]:
    """The tables without which the report of the tier would be incomplete."""
    tiers = {tier}
    if tier is Tier.VLOSE and readings.get("vlose_rows") == "as_online_platform":
        tiers.add(Tier.ONLINE_PLATFORM)
    return tuple(name for name, served in _TIERS.items() if served & tiers)


def demand_sources(config: ServiceConfig) -> None:
    """UsageError if a needed table has neither files nor a reason: missing is not zero."""
    missing = [n for n in needed_tables(config.service.tier, config.chosen_readings) if n not in config.tables]
    if missing:
        raise UsageError(
            f"a report of tier {config.service.tier.value} needs tables that service.toml does not name: {', '.join(missing)}",
            where="[tables] in service.toml",
            remedy="Name their files, or say why there are none: [tables." + missing[0] + '] none = "the reason".',
        )
