"""The small tables, made in plain Python: each function gives records with the contract's columns."""

from collections.abc import Callable
from typing import Any

from dsa_reports.pipeline.sample.small.advertisements import advertisements
from dsa_reports.pipeline.sample.small.disputes import disputes, suspensions
from dsa_reports.pipeline.sample.small.evaluations import automation_evaluations
from dsa_reports.pipeline.sample.small.exposure import exposure
from dsa_reports.pipeline.sample.small.flaggers import trusted_flaggers
from dsa_reports.pipeline.sample.small.measures import minor_indicators, minor_measures
from dsa_reports.pipeline.sample.small.orders import orders
from dsa_reports.pipeline.sample.small.people import moderators, recipients
from dsa_reports.pipeline.sample.world import World

__all__ = ["SMALL", "Record"]

Record = dict[str, Any]
"""Values by column: str, int, Decimal, bool, date, datetime (UTC), list of str, or None."""

SMALL: dict[str, Callable[[World, int, int], list[Record]]] = {
    "advertisements": advertisements, "automation_evaluations": automation_evaluations, "disputes": disputes,
    "exposure": exposure, "minor_indicators": minor_indicators, "minor_measures": minor_measures, "moderators": moderators, "orders": orders,
    "recipients": recipients, "suspensions": suspensions, "trusted_flaggers": trusted_flaggers,
}
"""Table → maker(world, rows of moderation_actions, seed)."""
