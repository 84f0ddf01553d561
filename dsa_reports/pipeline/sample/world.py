"""A fictional service as data: `worlds/<name>.toml` (who, when, where) and `worlds/<name>.csv` (what it moderates)."""

import csv
import io
import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from dsa_reports.law.periods import Period
from dsa_reports.law.tiers import Tier

__all__ = ["LANES", "SLOTS", "Campaign", "Generation", "Profile", "World", "load_world"]

LANES = ("own", "notice", "report", "order")
"""What stands before a decision; each lane has its own mix of violations."""
SLOTS = 20_000
"""Draws per lane: weights are kept to one in 20,000."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Generation(_Model):
    """A campaign between two removals: new domains, other surfaces, other targets."""

    from_day: int
    away: int = 0
    domains: tuple[str, ...]
    surfaces: tuple[str, ...]
    kinds: tuple[str, ...]
    bands: tuple[str, ...]
    ages: tuple[str, ...]


class Campaign(_Model):
    """Bots of one maker: the same pictures and nearly the same words through all generations."""

    name: str
    weight: int
    language: str
    pictures: int
    texts: tuple[str, ...]
    generation: tuple[Generation, ...]


class Profile(_Model):
    """One violation label of the platform: its codes, how often per lane, and what is done about it."""

    label: str
    category: str
    keyword: str
    other: str
    phenomenon: str
    ground: str
    own: int
    notice: int
    report: int
    order: int
    restrictions: str
    surfaces: str
    contents: str
    domains: str
    detector: str
    detected: int
    full: int
    part: int
    clause: str

    @property
    def category_code(self) -> str:
        """Official code of the category."""
        return f"STATEMENT_CATEGORY_{self.category}"

    @property
    def keyword_code(self) -> str | None:
        """Official code of the sub-category."""
        return f"KEYWORD_{self.keyword}" if self.keyword else None


class World(_Model):
    """Everything that the generator knows of one fictional service."""

    name: str
    legal_name: str
    tier: Tier
    time_zone: str
    period_start: date
    period_end: date
    margin_days: int
    prefix: str
    employees: int
    turnover_million_eur: float
    flaggers: tuple[str, ...]
    languages: dict[str, int]
    recipients: dict[str, int]
    domains: dict[str, tuple[str, ...]]
    texts: dict[str, tuple[str, ...]]
    campaign: tuple[Campaign, ...]
    profiles: tuple[Profile, ...] = ()

    @property
    def period(self) -> Period:
        """The reporting period in the service's zone."""
        return Period(self.period_start, self.period_end, ZoneInfo(self.time_zone))

    @property
    def start(self) -> int:
        """First second of the period."""
        return _seconds(self.period.start_utc)

    @property
    def end(self) -> int:
        """First second after the period."""
        return _seconds(self.period.end_utc)

    @property
    def log_start(self) -> int:
        """First second of the log: some rows lie before the period."""
        return self.start - self.margin_days * 86_400

    @property
    def log_end(self) -> int:
        """Last second of decisions in the log: some rows lie after the period."""
        return self.end + self.margin_days * 86_400

    @property
    def extracted_on(self) -> date:
        """Day on which the fictional exports were drawn."""
        return self.period_end + timedelta(days=15)


def _seconds(naive_utc: datetime) -> int:
    return int((naive_utc - datetime(1970, 1, 1)).total_seconds())


@cache
def load_world(name: str) -> World:
    """The world called `name`."""
    folder = files(__package__).joinpath("worlds")
    data = tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))
    rows = csv.DictReader(io.StringIO(folder.joinpath(f"{name}.csv").read_text("utf-8")))
    return World.model_validate({**data, "profiles": [Profile.model_validate(row) for row in rows]})
