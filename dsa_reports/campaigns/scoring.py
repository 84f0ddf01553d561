"""How much of what an account does its group explains, and what that makes of the account and of the group.

Most groups are harmless. What tells a campaign from a crowd is how much of each member's doings is the group's own, in how many
independent ways. `explained` is that share, kind by kind: the uses that fall on things which several members share and hardly
anybody else has. An account's score is the noisy-or of the shares of all families, each with its weight, and nothing at all where
fewer than two families of shared things speak. A group's score is the mean of its members'.
"""

from typing import TYPE_CHECKING

from dsa_reports.campaigns.groups import NAMES, Uses
from dsa_reports.campaigns.kinds import FAMILIES, KINDS
from dsa_reports.campaigns.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["candidates", "explained", "own", "scores", "speaking"]

_SUPPORTING = frozenset({"handle", "strangers", "target"})
"""Kinds that many honest people share by accident: they make a score higher, but are a second family only next to the account's own
words or links, and only if `supported_share` of these are the group's. So nobody is a member for a copied picture and a handle of
a common shape, nor for one copied phrase and a habit of addressing strangers."""
_OWN_WORDS = ("landing", "text")
_ROUNDS = 6
_HALFWAY = 0.7
"""While each group still stands for itself it need not reach more than this part of the threshold."""
_LEAST_SHARE = 0.02
"""Share of an account's doings of a kind below which the kind does not speak."""


def own(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "NDArray[np.float64]":
    """For each use the share of the thing's holders that are of the account's group, 0 where the thing is not the group's own."""
    import numpy as np

    mine = group[uses.acct]
    if not len(mine):
        return np.zeros(0)
    _, place, counts = np.unique(uses.thing * np.int64(group.max() + 2) + mine, return_inverse=True, return_counts=True)
    members = counts[place]
    share = members / uses.holders
    return np.where((mine >= 0) & (members >= settings.sharers) & (share >= settings.own_share), share, 0.0)


def speaking(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "NDArray[np.float64]":
    """For each use how much it speaks for its account's candidate in the end: the share of the thing's holders that are in any.

    0 where fewer than `pair` members of the candidate have the thing, or too many people outside all candidates.
    """
    import numpy as np

    mine = group[uses.acct]
    if not len(mine):
        return np.zeros(0)
    inside = np.bincount(uses.thing[mine >= 0], minlength=int(uses.thing.max()) + 1)[uses.thing] / uses.holders
    _, place, members = np.unique(uses.thing * np.int64(group.max() + 2) + mine, return_inverse=True, return_counts=True)
    return np.where((mine >= 0) & (members[place] >= settings.pair) & (inside >= settings.own_share), inside, 0.0)


def explained(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "NDArray[np.float64]":
    """Shape (accounts, kinds): the share of each account's uses of a kind that its group explains."""
    import numpy as np

    cell = uses.acct * np.int64(len(NAMES)) + uses.kind
    part = np.bincount(cell, weights=uses.times * own(uses, group, settings), minlength=uses.accounts * len(NAMES)).reshape(uses.whole.shape)
    return np.divide(part, uses.whole, out=np.zeros_like(uses.whole), where=uses.whole > 0)


def scores(shares: "NDArray[np.float64]", settings: Settings) -> "NDArray[np.float64]":
    """The score of each account from `explained`; 0 where fewer than two families say anything."""
    import numpy as np

    doubt = np.ones(len(shares))
    speaking, supporting = np.zeros(len(shares), dtype=np.int64), np.zeros(len(shares), dtype=bool)
    strong = np.zeros(len(shares), dtype=bool)
    for family in FAMILIES:
        members = [number for number, name in enumerate(NAMES) if KINDS[name].family == family]
        weights = np.array([KINDS[NAMES[number]].weight for number in members])
        doubt *= 1 - (shares[:, members] * weights).max(axis=1)
        most = shares[:, members].max(axis=1)
        if NAMES[members[0]] in _SUPPORTING:
            supporting |= most > _LEAST_SHARE
        else:
            speaking += most > _LEAST_SHARE
        if family in _OWN_WORDS:
            strong |= most >= settings.supported_share
    return np.where(speaking + (supporting & strong) >= 2, 1 - doubt, 0.0)


def candidates(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """The groups that are candidates, and the score of each account in its own; -1 and 0 for everybody else.

    First each group stands for itself: who scores too little leaves, and what is the group's own is reckoned anew, until nobody
    leaves. Then every linked account goes to the candidate that explains most of it; from here on a thing is a candidate's own if
    hardly anybody outside all candidates has it, so that two campaigns with one supplier of texts do not hide each other.
    """
    import numpy as np

    linked = np.unique(uses.acct)
    group = group.copy()
    if not len(linked) or not (group >= 0).any():
        return np.full(len(group), -1, dtype=np.int64), np.zeros(len(group))
    for _ in range(_ROUNDS):
        score = scores(explained(uses, group, settings), settings)
        stays = _standing(group, score, settings, settings.threshold * _HALFWAY)
        if np.array_equal(stays, group >= 0):
            break
        group[~stays] = -1
    score = np.where(group >= 0, scores(explained(uses, group, settings), settings), 0.0)
    for _ in range(_ROUNDS):
        if not (group >= 0).any():
            break
        fresh, score = _best(uses, group, linked, settings)
        fresh[~_standing(fresh, score, settings, settings.threshold)] = -1
        if np.array_equal(fresh, group):
            break
        group = fresh
    return group, np.where(group >= 0, score, 0.0)


def _standing(group: "NDArray[np.int64]", score: "NDArray[np.float64]", settings: Settings, threshold: float) -> "NDArray[np.bool_]":
    """Accounts that score enough in groups that are large and strong enough."""
    import numpy as np

    stays = (group >= 0) & (score >= settings.member_threshold)
    size = np.bincount(group[stays], minlength=group.max() + 2)
    total = np.bincount(group[stays], weights=score[stays], minlength=group.max() + 2)
    good = (size >= settings.least_members) & (total >= threshold * size)
    return np.asarray(stays & good[group])


def _best(uses: Uses, group: "NDArray[np.int64]", linked: "NDArray[np.int64]", settings: Settings) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """For each linked account the candidate in which it scores most, and that score."""
    import numpy as np

    things = int(uses.thing.max()) + 1
    inside = group[uses.acct] >= 0
    outside_share = np.bincount(uses.thing[inside], minlength=things)[uses.thing] / uses.holders
    # Which candidates have a thing: pairs (thing, candidate) with enough members, in the order of things.
    pair, members = np.unique(uses.thing[inside] * np.int64(group.max() + 1) + group[uses.acct[inside]], return_counts=True)
    pair = pair[members >= settings.pair]
    thing, owner = pair // (group.max() + 1), pair % (group.max() + 1)
    begin, end = np.searchsorted(thing, uses.thing, "left"), np.searchsorted(thing, uses.thing, "right")
    counted = np.where(outside_share >= settings.own_share, end - begin, 0)
    row = np.repeat(np.arange(len(uses.acct)), counted)
    candidate = owner[np.repeat(begin, counted) + np.arange(len(row)) - np.repeat(np.cumsum(counted) - counted, counted)]
    # One line per account and candidate that have anything in common.
    key, line = np.unique(uses.acct[row] * np.int64(group.max() + 1) + candidate, return_inverse=True)
    account, home = key // (group.max() + 1), key % (group.max() + 1)
    part = np.bincount(line * np.int64(len(NAMES)) + uses.kind[row], weights=(uses.times * outside_share)[row], minlength=len(key) * len(NAMES)).reshape(len(key), len(NAMES))
    whole = uses.whole[account]
    score = scores(np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0).clip(max=1), settings)
    order = np.lexsort((home, -score, account))
    first = np.concatenate([[True], account[order][1:] != account[order][:-1]]) if len(order) else np.zeros(0, dtype=bool)
    chosen = order[first]
    fresh, best = np.full(len(group), -1, dtype=np.int64), np.zeros(len(group))
    fresh[account[chosen]] = home[chosen]
    best[account[chosen]] = score[chosen]
    return fresh, best
