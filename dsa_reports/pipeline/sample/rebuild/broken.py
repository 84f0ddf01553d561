"""Rows that are wrong on purpose, each with a note for planted.json."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dsa_reports.pipeline.sample.small import Record

__all__ = ["Planting"]


@dataclass
class Planting:
    """Plants broken rows into the records of one table and notes them. `what` is for people, `rule` is the finding's id."""

    table: str
    notes: list[dict[str, Any]] = field(default_factory=list)

    def note(self, rule: str, what: str, count: int, *, rejects: bool = True) -> None:
        """Write down `count` planted rows."""
        self.notes.append({"table": self.table, "rule": rule, "what": what, "count": count, "rejects": rejects})

    def copies(self, rows: list[Record | str], places: tuple[int, ...], change: Callable[[Record], Record], rule: str, what: str, *, rejects: bool = True) -> None:
        """At each of `places` insert a changed copy of the row that stands there, under an id of its own."""
        for number, place in enumerate(places):
            original = rows[place]
            if isinstance(original, str):
                raise TypeError(f"place {place} of {self.table} holds a raw line")
            key = "puid" if self.table == "moderation_actions" else "ad_id" if self.table == "advertisements" else "id"
            fresh = {**original, key: f"{original[key]}-broken-{len(self.notes)}-{number}"} if key in original else dict(original)
            rows.insert(place, change(fresh))
        self.note(rule, what, len(places), rejects=rejects)

    def lines(self, rows: list[Record | str], place: int, line: str, rule: str, what: str) -> None:
        """Insert a raw line."""
        rows.insert(place, line)
        self.note(rule, what, 1)
