"""Cases: a seed and a tier make a service, its period and its logs; readings come on top."""

import random
from dataclasses import dataclass
from functools import cache
from typing import Any

from .generate import PERIODS, ZONES, random_logs
from .measures import COLUMNS_OF_RESTRICTIONS
from .recount import READINGS, Logs

CHOICES = [(name, answer) for name, answers in READINGS.items() for answer in answers[1:]]
"""Every answer that is not the default."""
_TIER_OF_READING = {"trusted_flaggers_of_hosting": "hosting", "vlose_rows": "vlose"}


@dataclass(frozen=True)
class Case:
    """One service with its logs."""

    seed: int
    tier: str
    period: str
    zone: str
    impossible: tuple[str, ...]
    logs: Logs

    @property
    def facts(self) -> dict[str, Any]:
        """What the recount wants to know besides the logs, the readings and what is impossible."""
        return {"tier": self.tier, "period": self.period, "zone": self.zone}


@cache
def a_case(seed: int, tier: str, size: int | None = None) -> Case:
    """The case of a seed: quiet and busy services, whole years and single days."""
    chance = random.Random(f"{seed} {tier}")
    period, zone = chance.choice(("2026-H1", *PERIODS)), chance.choice(ZONES)
    impossible = tuple(chance.sample(tuple(COLUMNS_OF_RESTRICTIONS), chance.choice((0, 0, 1, 3))))
    rows = chance.choice((0, 8, 60, 250, 250)) if size is None else size
    return Case(seed, tier, period, zone, impossible, random_logs(seed, tier, rows, period=period, zone=zone))


def case_for(reading: str) -> Case:
    """A busy service to which the answer to this question matters."""
    return a_case(7, _TIER_OF_READING.get(reading, "vlop"), 250)
