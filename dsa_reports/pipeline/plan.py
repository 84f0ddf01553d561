"""`plan`: which tables and columns a service has to deliver, for which cells, and when the report is due."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from dsa_reports.contract import tables
from dsa_reports.law.exemption import size_hint
from dsa_reports.law.periods import Period, parse_period, publication_deadline, statutory_kind
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.feeds import Feed, feeding_tables, feeds_of_tier
from dsa_reports.pipeline.needs import needed_tables
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import load_service

__all__ = ["Due", "Plan", "TablePlan", "plan"]

_KINDS = {
    "annual": "the yearly report", "half_year": "the half-yearly report",
    "transitional": "the transitional cycle before the first full year", "": "an INTERNAL report: no statutory period of this tier",
}
Status = Literal["files", "none", "MISSING", "not used", ""]


@dataclass(frozen=True)
class TablePlan:
    """One table: whether the tier needs it, what service.toml says, and what its columns are for."""

    table: str
    one_row_is: str
    needed: bool
    parts: tuple[int, ...]
    feeds: str
    status: Status
    source: str
    required_columns: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """One period: what it is for the tier, and the last day of publication."""

    period: str
    kind: str
    statutory: bool
    deadline: date


@dataclass(frozen=True)
class Plan:
    """All that a service of `tier` delivers."""

    tier: Tier
    tables: tuple[TablePlan, ...]
    feeds: tuple[Feed, ...]
    due: Due
    hint: str

    @property
    def missing(self) -> tuple[str, ...]:
        """Needed tables of which service.toml says nothing."""
        return tuple(table.table for table in self.tables if table.status == "MISSING")


def plan(*, service: Path | None = None, tier: Tier | None = None, period: str = "", today: date) -> Plan:
    """The plan of the service described by the file `service`, or of any service of `tier`.

    Without `period` the next statutory period whose report is not yet due on `today` is taken.
    """
    config = load_service(service) if service is not None else None
    chosen = config.service.tier if config is not None else tier
    if chosen is None:
        raise TypeError("give either `service` or `tier`")
    provider = config.provider if config is not None else None
    return Plan(
        tier=chosen,
        tables=_tables(chosen, config),
        feeds=tuple(feeds_of_tier(chosen)),
        due=_due(chosen, config, period, today),
        hint=size_hint(chosen, provider.employees, provider.turnover_million_eur, provider.balance_sheet_million_eur) if provider else "",
    )


def _tables(tier: Tier, config: ServiceConfig | None) -> tuple[TablePlan, ...]:
    needed = needed_tables(tier, config.chosen_readings if config is not None else {})
    feeding = feeding_tables(tier)
    found = []
    for name, table in tables().items():
        source = config.tables.get(name) if config is not None else None
        status: Status = "" if config is None else "MISSING" if name in needed else "not used"
        if source is not None:
            status = "files" if source.files else "none"
        found.append(TablePlan(
            table=name, one_row_is=table.one_row_is, needed=name in needed, parts=feeding.get(name, ()), feeds=table.feeds, status=status,
            source=", ".join(source.files) or source.none if source is not None else "",
            required_columns=tuple(column.name for column in table.columns if column.required),
        ))
    return tuple(sorted(found, key=lambda entry: not entry.needed))


def _due(tier: Tier, config: ServiceConfig | None, period: str, today: date) -> Due:
    zone = config.service.zone if config is not None else ZoneInfo("UTC")
    chosen = parse_period(period, zone) if period else _next_statutory(tier, zone, today)
    kind = statutory_kind(chosen, tier)
    return Due(chosen.text, _KINDS[kind], bool(kind), publication_deadline(chosen))


def _next_statutory(tier: Tier, zone: ZoneInfo, today: date) -> Period:
    halves = tier in {Tier.VLOP, Tier.VLOSE}
    texts = [f"{year}{half}" for year in range(today.year - 1, today.year + 2) for half in (("-H1", "-H2") if halves else ("",))]
    periods = [parse_period(text, zone) for text in texts]
    return next(p for p in periods if statutory_kind(p, tier) and publication_deadline(p) >= today)
