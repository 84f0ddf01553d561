"""Where the logs say that nothing happened, and an indicator over no rows could not know it."""

from dsa_reports.indicators.cells import CellResult, Results
from dsa_reports.law.tiers import Tier
from dsa_reports.service.config import ServiceConfig
from dsa_reports.template.layout import member_states

__all__ = ["no_recipients"]


def no_recipients(config: ServiceConfig, results: Results, *, empty: bool) -> None:
    """Put 0 in part 10 where service.toml gives a reason why there are no recipients, or the table is `empty`.

    Elsewhere a sum over no row is 0 of itself. An average is not: without a month it is no number, and where the table
    is missing, or has no row of a Member State, the report must not claim that nobody used the service.
    """
    source = config.tables.get("recipients")
    if config.service.tier not in (Tier.VLOP, Tier.VLOSE) or source is None or not (source.none or empty):
        return
    for scope in ("TOTAL", *member_states(config.chosen_readings["greece"])):
        results.cells.setdefault((10, "recipients", "value", scope), CellResult(0, 0, ""))
