"""Worked examples: for every rule reports that break it and reports that do not. They are tested, and printed in docs/checks.md.

`worked/<group>.toml` lies beside the rules. An example is a change to a report in which nothing happened: every figure
that concerns the service is 0, every text is there.
"""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, model_validator

from dsa_reports.checks.registry import GROUPS
from dsa_reports.findings import Severity

__all__ = ["Edition", "Example", "examples_of"]


class Edition(BaseModel):
    """Changes to a report. `cells`: figure id (`part.row.column@scope`) → text.

    `long`: figure id → length of a text that is put there. `rows`: row (`part.row@scope`) → the code that stands in its
    place. `scopes`: row → the scope that stands in its place. `twice`: rows that are written once more at the end of
    their part. `drop`: rows left out, `drop_parts`: parts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    service: str = ""
    period: str = ""
    cells: dict[str, str] = {}
    long: dict[str, int] = {}
    rows: dict[str, str] = {}
    scopes: dict[str, str] = {}
    twice: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    drop_parts: tuple[int, ...] = ()


class Example(Edition):
    """One worked example: `breaks` holds words of the message, `quiet` says why nothing is found.

    `readings`: what the report declares; None: nothing is known of it, as of somebody else's report. `previous`: other
    reports that it is compared with. `recounted`: what counting the rows again gives.
    """

    breaks: str = ""
    quiet: str | None = None
    severity: Severity | None = None
    tier: str = "vlop"
    internal: bool = False
    readings: dict[str, str] | None = None
    previous: tuple[Edition, ...] = ()
    recounted: Edition | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Example":
        if (self.quiet is None) != (self.severity is not None and bool(self.breaks)):
            raise ValueError("an example either breaks its rule, with words and severity, or is quiet")
        return self


@cache
def _all() -> dict[str, tuple[Example, ...]]:
    folder = files(__package__).joinpath("worked")
    found: dict[str, tuple[Example, ...]] = {}
    for group in GROUPS:
        data = tomllib.loads(folder.joinpath(f"{group.lower()}.toml").read_text("utf-8"))
        found |= {name: tuple(Example.model_validate(entry) for entry in entries) for name, entries in data.items()}
    return found


def examples_of(check_id: str) -> tuple[Example, ...]:
    """The worked examples of a check: first those that break it."""
    return tuple(sorted(_all().get(check_id, ()), key=lambda example: example.quiet is not None))
