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

__all__ = ["candidates", "explained", "own", "scores"]

_TRAITS = ("pace", "strangers")
"""Kinds that whole populations share: they count as far as the group has them more often than everybody, and make no second family."""
_ROUNDS = 6


def own(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "NDArray[np.float64]":
    """For each use the share of the thing's holders that are of the account's group, 0 where the thing is not the group's own."""
    import numpy as np

    mine = group[uses.acct]
    _, place, counts = np.unique(uses.thing * np.int64(group.max() + 2) + mine, return_inverse=True, return_counts=True)
    members = counts[place]
    share = members / uses.holders
    return np.where((mine >= 0) & (members >= settings.sharers) & (share >= settings.own_share), share, 0.0)


def explained(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "NDArray[np.float64]":
    """Shape (accounts, kinds): the share of each account's uses of a kind that its group explains.

    Of `pace` and `strangers` it is 1 or 0: whether the account has that trait, made less by how common it is.
    """
    import numpy as np

    cell = uses.acct * np.int64(len(NAMES)) + uses.kind
    part = np.bincount(cell, weights=uses.times * own(uses, group, settings), minlength=uses.accounts * len(NAMES)).reshape(uses.whole.shape)
    shares = np.divide(part, uses.whole, out=np.zeros_like(part), where=uses.whole > 0)
    for name in _TRAITS:
        number = NAMES.index(name)
        rows = uses.kind == number
        shares[:, number] = 0.0
        np.maximum.at(shares[:, number], uses.acct[rows], 1 - uses.holders[rows] / uses.accounts)
    return shares


def scores(shares: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The score of each account from `explained`; 0 where fewer than two families of shared things say anything."""
    import numpy as np

    doubt = np.ones(len(shares))
    speaking = np.zeros(len(shares), dtype=np.int64)
    for family in FAMILIES:
        members = [number for number, name in enumerate(NAMES) if KINDS[name].family == family]
        weights = np.array([KINDS[NAMES[number]].weight for number in members])
        doubt *= 1 - (shares[:, members] * weights).max(axis=1)
        things = [number for number in members if NAMES[number] not in _TRAITS]
        speaking += (shares[:, things] > 0).any(axis=1) if things else 0
    return np.where(speaking >= 2, 1 - doubt, 0.0)


def candidates(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """The groups that are candidates, and the score of each account in its own; -1 and 0 for everybody else.

    Who scores too little leaves, and what was the group's own is reckoned anew, until nobody leaves.
    """
    import numpy as np

    group = group.copy()
    score = np.zeros(len(group))
    for _ in range(_ROUNDS):
        score = scores(explained(uses, group, settings))
        stays = (group >= 0) & (score >= settings.member_threshold)
        size = np.bincount(group[stays], minlength=group.max() + 2)
        total = np.bincount(group[stays], weights=score[stays], minlength=group.max() + 2)
        good = (size >= settings.least_members) & (total >= settings.threshold * size)
        stays &= good[group]
        if np.array_equal(stays, group >= 0):
            break
        group[~stays] = -1
    return group, np.where(group >= 0, score, 0.0)
