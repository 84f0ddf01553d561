"""Flags of automation in a small cube: how often each says yes and no, per detector, surface, source and week."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.intake.survey.days import moment_sql
from dsa_reports.intake.survey.rows import PLACE, Rows, split_place

__all__ = ["FAST", "FLAGS", "SLOW", "Cell", "Cube", "Flag", "Tally", "cells", "first_place", "monday", "tallies"]

_FREQUENT, _MOST = 500, 400
"""Detectors with fewer rows, or beyond that many, stand together: an identifier per row would make a cube of rows."""
FAST, SLOW = 60, 600
"""Seconds: within this a person hardly decides; beyond that no machine waits."""


@dataclass(frozen=True)
class Flag:
    """A column that says whether a machine did it, what yes and no are in it, and how long the row took."""

    table: str
    column: str
    yes: str
    no: str
    start: str
    end: str
    source: str
    detector: str = ""


_PROCESSED = "'automated'", "'not_automated'"
FLAGS = (
    Flag("moderation_actions", "automated_detection", "true", "false", "first_event_at", "decided_at", "source_type", "detector_id"),
    Flag("moderation_actions", "automated_decision", "'AUTOMATED_DECISION_FULLY'", "'AUTOMATED_DECISION_NOT_AUTOMATED'", "first_event_at", "decided_at", "source_type", "detector_id"),
    Flag("notices", "processing", *_PROCESSED, "received_at", "decided_at", "reporter_kind"),
    Flag("user_reports", "processing", *_PROCESSED, "reported_at", "decided_at", "reporter_kind"),
)


@dataclass(frozen=True, order=True)
class Cell:
    """Which rows: '' leaves a dimension open."""

    detector: str = ""
    surface: str = ""
    source: str = ""

    @property
    def words(self) -> str:
        """The cell in words."""
        parts = [f"{name} {value}" for name, value in (("detector", self.detector), ("surface", self.surface), ("source", self.source)) if value]
        return " of " + ", ".join(parts) if parts else ""


@dataclass
class Tally:
    """Rows, those that say yes and no (the rest says partly), and of both the fast and the slow ones."""

    rows: int = 0
    yes: int = 0
    no: int = 0
    yes_timed: int = 0
    yes_slow: int = 0
    no_timed: int = 0
    no_fast: int = 0

    def add(self, other: "Tally") -> None:
        """Put `other` to it."""
        for name in ("rows", "yes", "no", "yes_timed", "yes_slow", "no_timed", "no_fast"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def lean(self) -> float:
        """From 1 (all say yes) to -1 (all say no)."""
        return (self.yes - self.no) / self.rows if self.rows else 0.0


Cube = dict[tuple[Cell, int], Tally]
"""(detector, surface and source; week, as the number of Mondays since 1970) -> tally."""


def tallies(rows: Rows, flags: Sequence[Flag]) -> list[Cube]:
    """The cubes of flags of one table, made in one scan."""
    first = flags[0]
    found = rows.ask(f"""
        SELECT {_frequent(rows, first)} AS d, coalesce(surface, ''), coalesce({identifier(first.source)}, ''), (epoch_us({moment_sql(rows)}) // 86400000000 + 3) // 7 AS week,
            {', '.join(_counts(flag) for flag in flags)}
        FROM {rows.relation} GROUP BY 1, 2, 3, 4""")
    wide = len(fields(Tally))
    return [
        {(Cell(d, s, q), week): Tally(*counts[wide * number : wide * (number + 1)]) for d, s, q, week, *counts in found if week is not None}
        for number in range(len(flags))
    ]


def _counts(flag: Flag) -> str:
    """SQL: what a Tally holds, in its order."""
    column, start, end = (identifier(name) for name in (flag.column, flag.start, flag.end))
    took = f"(epoch_us({end}) - epoch_us({start})) // 1000000"
    yes, no = f"{column} = {flag.yes}", f"{column} = {flag.no}"
    return (
        f"count({column}), count(*) FILTER ({yes}), count(*) FILTER ({no}), count({took}) FILTER ({yes}), count(*) FILTER ({yes} AND {took} > {SLOW}), "
        f"count({took}) FILTER ({no}), count(*) FILTER ({no} AND {took} <= {FAST})"
    )


def _frequent(rows: Rows, flag: Flag) -> str:
    """SQL: the detector, '' for none and for the many that are seldom."""
    if not flag.detector:
        return "''"
    column = identifier(flag.detector)
    names = rows.once("detectors", lambda: [
        name for name, _ in rows.ask(f"SELECT {column}, count(*) AS n FROM {rows.relation} WHERE {column} IS NOT NULL GROUP BY 1 HAVING n >= {_FREQUENT} ORDER BY n DESC, 1 LIMIT {_MOST}")
    ])
    return f"CASE WHEN {column} IN ({', '.join(map(literal, names))}) THEN {column} ELSE '' END" if names else "''"


def cells(cube: Cube, weeks: int) -> Iterator[tuple[Cell, dict[int, Tally]]]:
    """Every group of rows worth following over time, the whole first: cell -> tally per span of `weeks` weeks."""
    for keep in ((), ("surface",), ("source",), ("detector",), ("surface", "detector")):
        series: dict[Cell, dict[int, Tally]] = defaultdict(lambda: defaultdict(Tally))
        for (cell, week), tally in cube.items():
            chosen = {name: getattr(cell, name) for name in keep}
            if all(chosen.values()):
                series[Cell(**chosen)][week // weeks].add(tally)
        yield from ((cell, dict(sorted(series[cell].items()))) for cell in sorted(series))


def monday(week: int) -> date:
    """The first day of a week of the cube."""
    return date(1970, 1, 1) + timedelta(days=week * 7 - 3)


def first_place(rows: Rows, flag: Flag, cell: Cell, *, weeks: tuple[int, int] | None = None) -> tuple[int | None, int | None]:
    """(file, record) of the first row of `cell` that fills the flag, from the first week to before the second."""
    conditions = [f"{identifier(flag.column)} IS NOT NULL"]
    for name, value in ((flag.detector, cell.detector), ("surface", cell.surface), (flag.source, cell.source)):
        if value:
            conditions.append(f"{identifier(name)} = {literal(value)}")
    if weeks:
        first, after = (literal(str(monday(week))) for week in weeks)
        conditions.append(f"{moment_sql(rows)} >= {first}::TIMESTAMP AND {moment_sql(rows)} < {after}::TIMESTAMP")
    place = rows.ask(f"SELECT min({PLACE}) FROM {rows.relation} WHERE {' AND '.join(conditions)}")[0][0]
    return (None, None) if place is None else split_place(int(place))
