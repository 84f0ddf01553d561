"""Open questions of the law and how a service answers them (data: readings.toml)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

__all__ = ["Reading", "default_readings", "readings"]


class Reading(BaseModel):
    """One open question; `options` maps each answer's id to its meaning, the first is the default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    options: dict[str, str]
    reason: str
    citation: tuple[str, ...]
    acts_in: Literal["derive", "writer"]

    @property
    def default(self) -> str:
        """The answer that holds unless service.toml says otherwise."""
        return next(iter(self.options))


@cache
def readings() -> dict[str, Reading]:
    """All readings by id, in the order in which the methodology prints them."""
    data = tomllib.loads(files(__package__).joinpath("readings.toml").read_text("utf-8"))
    return {entry["id"]: Reading.model_validate(entry) for entry in data["reading"]}


def default_readings() -> dict[str, str]:
    """Reading id → default answer."""
    return {reading.id: reading.default for reading in readings().values()}
