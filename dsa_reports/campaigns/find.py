"""The whole way from accepted events to candidates: things, links, groups, scores, the null model, stable names."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.campaigns.choosing import candidates, tied
from dsa_reports.campaigns.groups import Uses, deal, linked, near, prepare, split, uses_of
from dsa_reports.campaigns.objects import collect, columns_of
from dsa_reports.campaigns.settings import Settings
from dsa_reports.progress import Progress, silent

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Found", "NullRun", "find", "named"]


@dataclass(frozen=True)
class NullRun:
    """What one run of the null model made of the same accounts: everything in it is an accident."""

    linked_accounts: int
    candidates: int
    accounts: int


@dataclass(frozen=True)
class Found:
    """Candidates by number (`group`, -1 for none), each account's score, and what the null model made."""

    accounts: int
    linked_accounts: int
    group: "NDArray[np.int64]"
    score: "NDArray[np.float64]"
    uses: Uses
    names: Mapping[int, str]
    """Number of a group → its identifier."""
    null: tuple[NullRun, ...]


def find(
    con: "duckdb.DuckDBPyConnection", settings: Settings, *, until: float, previous: Mapping[str, str] | None = None, shorteners: Collection[str] = (),
    progress: Progress = silent,
) -> Found:
    """Candidates among the rows of `accepted_account_events` before `until` (seconds since 1970).

    `previous`: account → identifier of its candidate in an earlier run; a candidate with most of its accounts in an earlier
    one keeps that one's name. `con` has a database `work` in use, whose tables are left for the explanations.
    """
    collect(con, settings, until=until, shorteners=shorteners, progress=progress)
    progress("links", 0, None)
    count = prepare(con, settings)
    group, score, uses, joined = _search(con, settings, count)
    null = []
    for number in range(settings.null_runs):
        progress("null model", number, settings.null_runs)
        chance, _, _, some = _search(con, settings, count, shuffle=number)
        null.append(NullRun(some, len(set(chance[chance >= 0].tolist())), int((chance >= 0).sum())))
    return Found(count, joined, group, score, uses, named(con, group, previous or {}), tuple(null))


def _search(con: "duckdb.DuckDBPyConnection", settings: Settings, count: int, *, shuffle: int | None = None) -> "tuple[NDArray[np.int64], NDArray[np.float64], Uses, int]":
    """Candidates, scores, the uses of all that are in one, and how many accounts were linked; with `shuffle`, of a run of the null model."""
    import numpy as np

    deal(con, settings, shuffle)
    first = linked(con, settings, count)
    uses = uses_of(con, settings, first)
    group, score = candidates(uses, split(uses, first, settings), settings)
    second = linked(con, settings, count, taken=np.flatnonzero(group >= 0))
    if (second >= 0).any():
        strict = settings.model_copy(update={"threshold": settings.alike_threshold, "member_threshold": settings.alike_member_threshold})
        rest = uses_of(con, settings, second)
        more, high = candidates(rest, split(rest, second, strict), strict)
        group, score = np.where(more >= 0, more + group.max() + 1, group), np.where(more >= 0, high, score)
    if (group >= 0).any():
        beside = near(con, group)
        more, high = tied(uses_of(con, settings, beside.group), group, beside, settings)
        group, score = np.where(more >= 0, more, group), np.where(more >= 0, high, score)
    if shuffle is None:
        uses = uses_of(con, settings, group)
    return group, score, uses, int(((first >= 0) | (second >= 0)).sum())


def named(con: "duckdb.DuckDBPyConnection", group: "NDArray[np.int64]", previous: Mapping[str, str]) -> dict[int, str]:
    """A name for each group: that of the earlier candidate with which it shares most accounts, else one made from its oldest account.

    An earlier name goes to the group that shares most accounts with it, if these are at least half of either.
    """
    import numpy as np

    members = np.flatnonzero(group >= 0)
    con.register("handed_over", {"acct": members, "grp": group[members]})
    rows = columns_of(con, "SELECT grp, account_ref FROM handed_over JOIN accounts USING (acct) ORDER BY grp, first_seen, account_ref")
    con.unregister("handed_over")
    oldest: dict[int, str] = {}
    sizes: dict[int, int] = {}
    shared: dict[tuple[str, int], int] = {}
    for number, account in zip(*rows, strict=True) if rows else ():
        oldest.setdefault(number, account)
        sizes[number] = sizes.get(number, 0) + 1
        if account in previous:
            shared[previous[account], number] = shared.get((previous[account], number), 0) + 1
    before: dict[str, int] = {}
    for name in previous.values():
        before[name] = before.get(name, 0) + 1
    names: dict[int, str] = {}
    for (name, number), count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if number not in names and name not in names.values() and 2 * count >= min(sizes[number], before[name]):
            names[number] = name
    for number, account in oldest.items():
        names.setdefault(number, _fresh(account, names.values()))
    return names


def _fresh(account: str, taken: object) -> str:
    """`c-` and 10 hexadecimal digits made from the oldest account; never a name that is taken."""
    name, tries = "", 0
    while not name or name in taken:  # type: ignore[operator]  # a view of the dict's values
        name = "c-" + hashlib.blake2b(f"{account}\0{tries or ''}".encode(), digest_size=5, person=b"campaign").hexdigest()
        tries += 1
    return name
