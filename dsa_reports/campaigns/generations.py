"""What got one removed, the next avoids: generations of a campaign, how soon the next one came, and what it did otherwise.

Candidates that share a domain, an affiliate's parameter or a picture, or things of two families, are one family of campaigns; so are
two that share only a template, if one came when the other had been removed: many buy texts from the same hand. Within a family the
accounts are taken in the order of their first act. Once three in five of a generation's accounts have been removed, an account that
comes after that begins the next one. Nobody is the next generation of what was never removed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from dsa_reports.campaigns.objects import columns_of, run, table
from dsa_reports.campaigns.settings import Settings

if TYPE_CHECKING:
    import duckdb

__all__ = ["CHANGES", "Member", "families", "follows", "generations_of", "write_generations"]

CHANGES = ("domain", "template", "picture", "surface", "hours", "audience")
"""What is compared from one generation to the next."""
_REMOVED = 0.6
_OTHER = {"domain": 0.5, "template": 0.5, "picture": 0.5, "surface": 0.25, "hours": 0.25, "audience": 0.25}
"""Share of a generation's doings that must be different from the one before for it to be called a change. It is the total variation
distance of the two; hours are stretches of three."""


@dataclass(frozen=True)
class Member:
    """One account of a candidate; times in seconds."""

    acct: int
    cluster_id: str
    first_seen: int
    last_seen: int
    removed_at: int | None


def families(clusters: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Candidate → family, named after the first of its candidates: `f-` and the candidate's own part."""
    first = {name: name for name in clusters}

    def top(name: str) -> str:
        while first[name] != name:
            name = first[name]
        return name

    for one, other in sorted(links):
        low, high = sorted((top(one), top(other)))
        first[high] = low
    return {name: f"f-{top(name).removeprefix('c-')}" for name in first}


def follows(earlier: Sequence[Member], later: Sequence[Member], settings: Settings) -> bool:
    """True if the accounts of `later` came after most of `earlier` had been removed, and not too long after."""
    gone = sorted(member.removed_at for member in earlier if member.removed_at is not None)
    needed = ceil(_REMOVED * len(earlier))
    begins = min(member.first_seen for member in later)
    return len(gone) >= needed and 0 <= begins - gone[needed - 1] <= settings.days_away * 86_400


def generations_of(members: Sequence[Member], settings: Settings) -> tuple[dict[int, int], dict[int, int]]:
    """Account → its generation (from 1) in one family, and generation → seconds between the removal before it and its first act."""
    number, away = 1, {}
    current: list[Member] = []
    found: dict[int, int] = {}
    for member in sorted(members, key=lambda one: (one.first_seen, one.acct)):
        gone = [one.removed_at for one in current if one.removed_at is not None and one.removed_at <= member.first_seen]
        if len(current) >= settings.least_members and len(gone) >= _REMOVED * len(current):
            since = member.first_seen - max(gone)
            if since <= settings.days_away * 86_400:
                number += 1
                away[number] = since
                current = []
        current.append(member)
        found[member.acct] = number
    return found, away


def write_generations(con: "duckdb.DuckDBPyConnection", settings: Settings) -> None:
    """Leave `generations`: one row per account of a candidate with its family, generation and what changed with that."""
    import numpy as np

    run(con, "92_families")
    rows = con.execute("SELECT acct, cluster_id, first_seen, last_seen, removed_at FROM member_facts ORDER BY acct").fetchall()
    members = [Member(*row) for row in rows]
    clusters: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        clusters[member.cluster_id].append(member)
    links = [
        (one, other) for one, other, lead, template in con.execute("SELECT one, other, lead, template FROM common ORDER BY ALL").fetchall()
        if lead or (template and (follows(clusters[one], clusters[other], settings) or follows(clusters[other], clusters[one], settings)))
    ]
    family = families(sorted(clusters), links)
    grouped: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        grouped[family[member.cluster_id]].append(member)
    generation: dict[int, int] = {}
    away: dict[tuple[str, int], int] = {}
    for name, some in grouped.items():
        found, since = generations_of(some, settings)
        generation |= found
        away |= {(name, number): seconds for number, seconds in since.items()}
    table(con, "generation_of", {
        "acct": np.array([member.acct for member in members], dtype=np.int64), "family_id": np.array([family[member.cluster_id] for member in members], dtype=object),
        "generation": np.array([generation[member.acct] for member in members], dtype=np.int64),
    }, "acct BIGINT, family_id VARCHAR, generation BIGINT")
    run(con, "93_generations")
    changed = _changes(con)
    keys = sorted({(family[member.cluster_id], generation[member.acct]) for member in members})
    columns: dict[str, list[object]] = {"family_id": [key[0] for key in keys], "generation": [key[1] for key in keys]}
    columns["days_away"] = [round(away[key] / 86_400, 3) if key in away else float("nan") for key in keys]
    for way in CHANGES:
        columns[f"changed_{way}"] = [changed.get((*key, way)) for key in keys]
    kinds = "family_id VARCHAR, generation BIGINT, days_away DOUBLE, " + ", ".join(f"changed_{way} BOOLEAN" for way in CHANGES)
    table(con, "generation_facts", {name: np.array(values, dtype=np.int64 if name == "generation" else np.float64 if name == "days_away" else object) for name, values in columns.items()}, kinds)
    con.execute(
        "CREATE TABLE generations AS SELECT m.cluster_id, m.account_ref, g.family_id, g.generation, m.first_seen, m.last_seen, m.removed_at, "
        f"CASE WHEN isnan(f.days_away) THEN NULL ELSE f.days_away END AS days_away, {', '.join(f'f.changed_{way}' for way in CHANGES)} "
        "FROM member_facts AS m JOIN generation_of AS g USING (acct) JOIN generation_facts AS f USING (family_id, generation)"
    )


def _changes(con: "duckdb.DuckDBPyConnection") -> Mapping[tuple[str, int, str], bool]:
    """(family, generation, way) → whether it differs from the generation before; absent where one of the two has nothing of the kind."""
    shares: defaultdict[tuple[str, int, str], dict[str, float]] = defaultdict(dict)
    for family, number, way, value, share in zip(*columns_of(con, "SELECT family_id, generation, way, value, share FROM generation_ways"), strict=True):
        shares[family, number, way][value] = share
    found = {}
    for (family, number, way), now in shares.items():
        before = shares.get((family, number - 1, way))
        if before:
            distance = sum(abs(now.get(value, 0) - before.get(value, 0)) for value in {*now, *before}) / 2
            found[family, number, way] = distance >= _OTHER[way]
    return found
