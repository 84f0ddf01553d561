"""From links to groups: who is joined by things that say what accounts are about *and* how they go about it.

Logs may say little of conduct. Accounts that share two families of what they are about are groups, too, but of such a group nearly all
that its accounts do must be its own for it to become a candidate (`alike_threshold`): honest crowds share as much of a part of their lives.

Links alone make large groups, in which several campaigns may hang together by a phrase that both use: they are split where they
are loose (Louvain, on accounts and the things that are mostly theirs).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dsa_reports.campaigns.kinds import KINDS
from dsa_reports.campaigns.objects import run
from dsa_reports.campaigns.settings import Settings
from dsa_reports.matching.groups import grouped

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NAMES", "Beside", "Uses", "deal", "linked", "near", "prepare", "split", "uses_of"]

NAMES = tuple(KINDS)
"""The kinds by number."""
_PULLING = 4
"""Things of a kind that pull an account into a community."""
_SPLIT_COVERS = 0.8
_MODULAR = 0.3
_SPLIT_SHARE = 0.3
"""Of a thing's holders, the share that must be of the group for the thing to say where the group can be split."""


@dataclass(frozen=True)
class Uses:
    """Uses of grouped accounts, as columns of equal length. `thing` numbers the things of all kinds together.

    `whole` (shape accounts, kinds) counts all uses of an account, those of things that nobody shares too.
    """

    accounts: int
    acct: "NDArray[np.int64]"
    kind: "NDArray[np.int64]"
    thing: "NDArray[np.int64]"
    value: "NDArray[np.int64]"
    """The thing's number among those of its kind, as in the table `things`."""
    times: "NDArray[np.float64]"
    holders: "NDArray[np.float64]"
    whole: "NDArray[np.float64]"
    elsewhere: "NDArray[np.bool_]"
    """Of each account whether most of its links lead to domains that few others lead to."""


def prepare(con: "duckdb.DuckDBPyConnection", settings: Settings) -> int:
    """Leave `shared` and `holders` (sql/80); the number of accounts."""
    count = int(con.execute("SELECT count(*) FROM accounts").fetchall()[0][0])
    most = min(max(settings.popular_least, int(settings.popular_share * count)), settings.popular_most)
    con.execute(f"SET VARIABLE most_holders = {most}")
    con.execute("CREATE TABLE kinds AS SELECT unnest($names) AS kind, unnest($families) AS family, unnest($sides) AS side, unnest($numbers)::INTEGER AS number", {
        "names": list(NAMES), "numbers": list(range(len(NAMES))), "families": [kind.family for kind in KINDS.values()], "sides": [kind.side for kind in KINDS.values()],
    })
    run(con, "80_shared")
    return count


def deal(con: "duckdb.DuckDBPyConnection", settings: Settings, shuffle: int | None) -> None:
    """Leave `twins`: every account with itself, or in the run `shuffle` of the null model with another one of as many acts."""
    if shuffle is None:
        con.execute("CREATE OR REPLACE TABLE twins AS SELECT acct, acct AS twin FROM accounts")
    else:
        con.execute(f"SET VARIABLE shuffle = {settings.seed * 100 + shuffle}")
        run(con, "82_twins")


def linked(con: "duckdb.DuckDBPyConnection", settings: Settings, count: int, *, taken: "NDArray[np.int64] | None" = None) -> "NDArray[np.int64]":
    """The group of each account, or -1, by what it is about and how it goes about it.

    With `taken` (accounts that are in candidates already): of the others, by two families of what they are about.
    """
    import numpy as np

    if taken is None:
        run(con, "81_links")
    else:
        con.register("handed_over", {"acct": taken})
        con.execute("CREATE OR REPLACE TABLE taken AS SELECT acct::INTEGER AS acct FROM handed_over")
        con.unregister("handed_over")
        run(con, "83_alike")
    found = con.execute("SELECT acct::BIGINT AS acct, first::BIGINT AS first FROM links").fetchnumpy()
    label = grouped(count, np.asarray(found["acct"]), np.asarray(found["first"]))
    return np.where(np.bincount(label, minlength=count)[label] >= settings.least_members, label, -1)


@dataclass(frozen=True)
class Beside:
    """Accounts in no candidate that share a thing of one, and what speaks against their being of it.

    `group`: 0 for them and for all members, -1 for everybody else. `apart`: of each account whether it addressed a member of any
    candidate, or mostly people it knows. `cold`: whether nearly all it addressed, were it one, were strangers. `met`: sorted numbers
    `account * groups + candidate` of those whom a member of the candidate addressed.
    """

    group: "NDArray[np.int64]"
    groups: int
    apart: "NDArray[np.bool_]"
    cold: "NDArray[np.bool_]"
    met: "NDArray[np.int64]"

    def addressed(self, account: "NDArray[np.int64]", home: "NDArray[np.int64]") -> "NDArray[np.bool_]":
        """Whether each account was addressed by a member of the candidate `home`."""
        import numpy as np

        return np.isin(account * np.int64(self.groups) + home, self.met)


def near(con: "duckdb.DuckDBPyConnection", group: "NDArray[np.int64]") -> Beside:
    """Who stands beside the candidates.

    Whom a campaign addresses answers it, quotes it and warns others of it: that is its audience and none of its own.
    """
    import numpy as np

    def flags(name: str) -> "NDArray[np.bool_]":
        flagged = np.zeros(len(group), dtype=bool)
        flagged[np.asarray(con.execute(f"SELECT acct::BIGINT AS acct FROM {name}").fetchnumpy()["acct"])] = True
        return flagged

    members, groups = np.flatnonzero(group >= 0), int(group.max()) + 1
    con.register("handed_over", {"acct": members, "grp": group[members]})
    con.execute("CREATE OR REPLACE TABLE taken AS SELECT acct::INTEGER AS acct, grp::BIGINT AS grp FROM handed_over")
    con.unregister("handed_over")
    run(con, "86_near")
    met = con.execute("SELECT acct::BIGINT * $groups + grp AS met FROM addressed ORDER BY met", {"groups": groups}).fetchnumpy()["met"]
    return Beside(np.where(flags("beside") | (group >= 0), 0, -1), groups, flags("apart"), flags("cold"), np.asarray(met, dtype=np.int64))


def uses_of(con: "duckdb.DuckDBPyConnection", settings: Settings, group: "NDArray[np.int64]") -> Uses:
    """What the accounts with a group have to do with, in a fixed order."""
    import numpy as np

    members = np.flatnonzero(group >= 0)
    con.register("handed_over", {"acct": members})
    con.execute("CREATE OR REPLACE TABLE grouped AS SELECT acct::INTEGER AS acct FROM handed_over")
    con.unregister("handed_over")
    run(con, "85_used")
    # A thing of which not even all of these accounts together have the share that makes it a group's own need not be looked at again:
    # most of what people do is of that kind. Of conduct all is kept, because a habit is no matter of whose it is.
    found = con.execute(
        "WITH inside AS (SELECT kind, thing FROM used GROUP BY kind, thing HAVING count(*) >= $pair AND (count(*) >= $share * any_value(holders) OR kind IN (SELECT number FROM kinds WHERE side = 'how'))) "
        "SELECT acct::BIGINT AS acct, kind::BIGINT AS kind, thing, times::DOUBLE AS times, holders::DOUBLE AS holders, dense_rank() OVER (ORDER BY kind, thing) - 1 AS place "
        "FROM used SEMI JOIN inside USING (kind, thing) ORDER BY 1, 2, 3", {"pair": settings.pair, "share": min(_SPLIT_SHARE, settings.own_share)},
    ).fetchnumpy()
    totals = con.execute("SELECT acct::BIGINT AS acct, kind, sum(times)::DOUBLE AS times, coalesce(sum(times) FILTER (holders < $popular), 0)::DOUBLE AS rare FROM used GROUP BY acct, kind", {"popular": settings.popular_least}).fetchnumpy()
    whole, rare = np.zeros((len(group), len(NAMES))), np.zeros((len(group), len(NAMES)))
    whole[np.asarray(totals["acct"]), np.asarray(totals["kind"])] = np.asarray(totals["times"])
    rare[np.asarray(totals["acct"]), np.asarray(totals["kind"])] = np.asarray(totals["rare"])
    columns: dict[str, Any] = {name: np.asarray(values) for name, values in found.items()}
    elsewhere = rare[:, NAMES.index("domain")] > 0.5 * whole[:, NAMES.index("domain")]
    return Uses(len(group), columns["acct"], columns["kind"], columns["place"], columns["thing"], columns["times"], columns["holders"], whole, elsewhere)


def split(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "NDArray[np.int64]":
    """`group` with every group taken apart where it hangs together loosely; numbers are new, -1 stays."""
    import numpy as np

    pull = np.array([kind.pull for kind in KINDS.values()])[uses.kind]
    mine = group[uses.acct]
    order = np.argsort(mine, kind="stable")
    fresh = np.full(len(group), -1, dtype=np.int64)
    if not len(order):
        return fresh
    following = 0
    for rows in np.split(order, np.flatnonzero(np.diff(mine[order])) + 1):
        for members in _communities(uses, rows, pull[rows], settings):
            fresh[members] = following
            following += 1
    return fresh


def _communities(uses: Uses, rows: "NDArray[np.int64]", pull: "NDArray[np.float64]", settings: Settings) -> list[list[int]]:
    """The accounts of one group, community by community."""
    import networkx as nx
    import numpy as np

    _, place, counts = np.unique(uses.thing[rows], return_inverse=True, return_counts=True)
    share = counts[place] / uses.holders[rows]
    rarity = np.log(uses.accounts / uses.holders[rows]) / np.log(max(uses.accounts, 2))
    weight = pull * rarity * share
    kept = (counts[place] >= settings.sharers) & (share >= _SPLIT_SHARE) & (weight > 0)
    # However many texts an account wrote, they pull no more than its one domain; and only the few that pull most are looked at.
    cell = uses.acct[rows] * np.int64(len(NAMES)) + uses.kind[rows]
    order = np.lexsort((uses.thing[rows], -weight * kept, cell))
    begins = np.flatnonzero(np.concatenate([[True], cell[order][1:] != cell[order][:-1]]))
    place = np.empty(len(rows), dtype=np.int64)
    place[order] = np.arange(len(rows)) - np.repeat(begins, np.diff(np.concatenate([begins, [len(rows)]])))
    kept &= place < _PULLING
    _, slot = np.unique(cell, return_inverse=True)
    weight = weight / np.maximum(np.bincount(slot, weights=kept), 1)[slot]
    graph = nx.Graph()
    graph.add_nodes_from(np.unique(uses.acct[rows]).tolist())
    # Things are nodes of their own, with negative numbers: an edge per use, not one per pair of accounts.
    graph.add_weighted_edges_from(zip(uses.acct[rows][kept].tolist(), (-1 - uses.thing[rows][kept]).tolist(), weight[kept].tolist(), strict=True))
    parts = nx.community.louvain_communities(graph, seed=settings.seed)
    if not graph.size() or nx.community.modularity(graph, parts) < _MODULAR:
        parts = [set(graph)]
    accounts = [sorted(node for node in part if node >= 0) for part in parts]
    large = sorted(part for part in accounts if len(part) >= settings.least_members)
    # Where a split would leave many accounts alone the group is not several: it has little in common, but as a whole.
    whole = sorted(node for part in accounts for node in part)
    return large if sum(map(len, large)) >= _SPLIT_COVERS * len(whole) else [whole]
