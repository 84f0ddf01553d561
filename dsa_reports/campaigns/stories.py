"""What a person needs to see of a candidate on one page: what its accounts share, when they did what, who they are."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

__all__ = ["MOST_MEMBERS", "MOST_STORIES", "Bin", "MemberRow", "Shared", "Story", "stories"]

MOST_STORIES = 200
"""Candidates that are told in full, the strongest first; the others are in the tables."""
MOST_MEMBERS = 60
_BINS = 40
_VALUES = 5


@dataclass(frozen=True)
class Shared:
    """One kind of evidence in a candidate: how many members it speaks for, and the things that most of them share."""

    kind: str
    words: str
    members: int
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Bin:
    """A stretch of a candidate's time: acts, registrations, removals in it."""

    start: str
    acts: int
    registered: int
    removed: int


@dataclass(frozen=True)
class MemberRow:
    """One account; times as `2026-01-05 10:00`, '' where unknown. `begins`, `ends`, `gone`: places in the candidate's time, from 0 to 1."""

    account_ref: str
    score: float
    acts: int
    registered: str
    first_seen: str
    last_seen: str
    removed: str
    generation: int
    begins: float
    ends: float
    gone: float | None


@dataclass(frozen=True)
class Story:
    """One candidate."""

    cluster_id: str
    shared: tuple[Shared, ...]
    bins: tuple[Bin, ...]
    members: tuple[MemberRow, ...]


def stories(con: "duckdb.DuckDBPyConnection") -> tuple[Story, ...]:
    """The strongest candidates, from the tables that `find` left."""
    names = [row[0] for row in con.execute(f"SELECT cluster_id FROM member_facts GROUP BY cluster_id ORDER BY avg(score) DESC, count(*) DESC, cluster_id LIMIT {MOST_STORIES}").fetchall()]
    return tuple(_story(con, name) for name in names)


def _story(con: "duckdb.DuckDBPyConnection", name: str) -> Story:
    low, high = con.execute("SELECT min(first_seen), max(greatest(last_seen, coalesce(removed_at, 0))) FROM member_facts WHERE cluster_id = ?", [name]).fetchall()[0]
    width = max(high - low, 1)
    return Story(name, _shared(con, name), _bins(con, name, low, width), _members(con, name, low, width))


def _shared(con: "duckdb.DuckDBPyConnection", name: str) -> tuple[Shared, ...]:
    from dsa_reports.campaigns.kinds import KINDS

    counts = dict(con.execute("SELECT kind, count(DISTINCT acct) FROM weighed WHERE cluster_id = ? GROUP BY kind", [name]).fetchall())
    values: dict[str, list[tuple[str, int]]] = {}
    for kind, value, members in con.execute("SELECT kind, value, members FROM told WHERE cluster_id = ? ORDER BY kind, members DESC, value", [name]).fetchall():
        seen = values.setdefault(kind, [])
        if value and len(seen) < _VALUES and value not in (one for one, _ in seen):
            seen.append((value, members))
    return tuple(Shared(kind.name, kind.words, counts[kind.name], tuple(values.get(kind.name, ()))) for kind in KINDS.values() if kind.name in counts)


def _bins(con: "duckdb.DuckDBPyConnection", name: str, low: int, width: int) -> tuple[Bin, ...]:
    place = f"least((({{}} - {low}) * {_BINS} // {width + 1})::INTEGER, {_BINS - 1})"
    rows: dict[int, list[int]] = {number: [0, 0, 0] for number in range(_BINS)}
    queries = (
        f"SELECT {place.format('moment')} AS bin, count(*) FROM member_acts WHERE cluster_id = $name GROUP BY bin",
        f"SELECT {place.format('registered_at')} AS bin, count(*) FROM member_facts WHERE cluster_id = $name AND registered_at IS NOT NULL GROUP BY bin",
        f"SELECT {place.format('removed_at')} AS bin, count(*) FROM member_facts WHERE cluster_id = $name AND removed_at IS NOT NULL GROUP BY bin",
    )
    for column, query in enumerate(queries):
        for number, count in con.execute(query, {"name": name}).fetchall():
            rows[max(number, 0)][column] = count
    return tuple(Bin(_moment(low + number * width // _BINS), *counts) for number, counts in sorted(rows.items()))


def _members(con: "duckdb.DuckDBPyConnection", name: str, low: int, width: int) -> tuple[MemberRow, ...]:
    rows = con.execute(
        "SELECT m.account_ref, m.score, m.acts, m.registered_at, m.first_seen, m.last_seen, m.removed_at, g.generation FROM member_facts AS m JOIN generations AS g USING (cluster_id, account_ref) "
        f"WHERE cluster_id = ? ORDER BY m.first_seen, m.account_ref LIMIT {MOST_MEMBERS}", [name],
    ).fetchall()
    return tuple(
        MemberRow(
            account, score, acts, _moment(registered), _moment(first), _moment(last), _moment(removed), generation,
            (first - low) / width, (last - low) / width, None if removed is None else (removed - low) / width,
        )
        for account, score, acts, registered, first, last, removed, generation in rows
    )


def _moment(seconds: int | None) -> str:
    return "" if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")
