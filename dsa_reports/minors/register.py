"""The register as the checks and the coverage see it: its accepted measures, each with its place in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from dsa_reports.law.minor_items import Item, items

__all__ = ["Measure", "Register", "Standing", "Status"]

Status = Literal["planned", "in_place", "partly", "not_applicable", "rejected"]
Standing = Literal["planned", "in_place", "partly", "not_applicable", "rejected", "ended"]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One row of the table `minor_measures`. `line` is its record number (header = 1), or its line in a TOML file."""

    id: str
    title: str
    status: Status
    items: tuple[str, ...] = ()
    reason: str = ""
    surfaces: tuple[str, ...] = ()
    age_groups: tuple[str, ...] = ()
    from_date: date | None = None
    to_date: date | None = None
    review_date: date | None = None
    owner: str = ""
    evidence: str = ""
    expected_effect: str = ""
    indicators: tuple[str, ...] = ()
    file: str = ""
    line: int | None = None

    def standing(self, on: date) -> Standing:
        """What its status comes to on the day `on`: a measure whose last day is past has ended, one that has not begun is planned."""
        if self.to_date is not None and self.to_date < on:
            return "ended"
        if self.status in ("in_place", "partly") and self.from_date is not None and self.from_date > on:
            return "planned"
        return self.status

    @property
    def works(self) -> bool:
        """True if the register says that it is in place, whole or in part."""
        return self.status in ("in_place", "partly")


@dataclass(frozen=True)
class Register:
    """The accepted measures in the order of the file. `folder`: where files of evidence are looked for; None: nowhere.

    `rejected`: rows that break a demand of the table; their findings are those of the intake.
    """

    measures: tuple[Measure, ...]
    rejected: int = 0
    file: str = ""
    folder: Path | None = None

    def for_item(self, id: str) -> Iterator[Measure]:
        """The measures that name the item `id`."""
        return (measure for measure in self.measures if id in measure.items)

    def known_items(self, measure: Measure) -> list[Item]:
        """The items that `measure` names, as far as they exist."""
        return [items()[name] for name in measure.items if name in items()]
