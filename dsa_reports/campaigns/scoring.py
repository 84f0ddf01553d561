"""How much of what an account does its group explains, and what that makes of the account and of the group.

Most groups are harmless. What tells a campaign from a crowd is how much of each member's doings is the group's own, in how many
independent ways. `explained` is that share, kind by kind: the uses that fall on things which several members share and hardly
anybody else has. An account's score is the noisy-or of the shares of all families, each with its weight, and nothing at all where
fewer than two families of shared things speak. A group's score is the mean of its members'.

Things are a group's own by whose they are. Ways of acting are few, and with more accounts more share them: they are a group's habit by
how much more usual they are inside than outside.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.campaigns.groups import NAMES, Uses
from dsa_reports.campaigns.kinds import FAMILIES, KINDS
from dsa_reports.campaigns.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ACTING", "LANDING", "OWN_WORDS", "Explained", "explained", "explained_lines", "grounded", "habits", "of_kinds", "own", "scores", "speaking", "speaks"]

_SUPPORTING = frozenset({"handle", "strangers", "target"})
"""Kinds that many honest people share by accident: they make a score higher, but are a second family only next to the account's own
words or links, and only if `supported_share` of these are the group's. So nobody is a member for a copied picture and a handle of
a common shape, nor for one copied phrase and a habit of addressing strangers."""
OWN_WORDS = ("landing", "text")
LANDING = tuple(name for name, kind in KINDS.items() if kind.family == "landing")
ACTING = frozenset({"rhythm", "pace", "strangers"})
"""Kinds that are ways of acting. A shape of handle or an hour of registration is none: a course that registers together shares both."""
_GROUNDS = tuple(name for name, kind in KINDS.items() if kind.family in ("landing", "registration", "rhythm"))
_ABOUT = frozenset(name for name, kind in KINDS.items() if kind.side == "what")
_SEVERAL = (("text", "signature"), ("domain", "page"))
"""Kinds of each family of which different things are counted; a phrase is part of a text that counts already."""
_LEAST_SHARE = 0.02
"""Share of an account's doings of a kind below which the kind does not speak."""


def of_kinds(names: Collection[str]) -> "NDArray[np.bool_]":
    """Of each kind whether it is one of `names`."""
    import numpy as np

    return np.array([name in names for name in NAMES])


def own(uses: Uses, group: "NDArray[np.int64]", settings: Settings, linked: "NDArray[np.int64] | None" = None) -> "NDArray[np.float64]":
    """For each use the share of the thing's holders that are of the account's group, 0 where the thing is not the group's own.

    For a way of acting at least what `habits` says of it. `linked`: the groups before anybody left. Who was linked to a group and left
    it, because too little speaks for that account, is no outsider: else each that leaves would make the next one leave.
    """
    import numpy as np

    mine = group[uses.acct]
    members, _ = _shared(uses, group, ACTING, settings)
    share = (members if linked is None else _holding(uses, linked, mine)) / uses.holders
    owned = np.where((mine >= 0) & (members >= settings.sharers) & (share >= settings.own_share), share, 0.0)
    # A group's habit is that of those who share what it is about: links bring in others, who will leave.
    about = np.zeros(len(group), dtype=bool)
    about[uses.acct[(owned > 0) & of_kinds(_ABOUT)[uses.kind]]] = True
    _, habit = _shared(uses, np.where(about, group, -1), ACTING, settings)
    return np.maximum(owned, habit)


def _holding(uses: Uses, linked: "NDArray[np.int64]", home: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """For each use how many accounts that were `linked` to the group `home` have the thing."""
    import numpy as np

    many = np.int64(linked.max(initial=-1) + 2)
    keys, counts = np.unique(uses.thing * many + linked[uses.acct], return_counts=True)
    wanted = uses.thing * many + home
    place = np.searchsorted(keys, wanted).clip(max=max(len(keys) - 1, 0))
    return np.where(keys[place] == wanted, counts[place], 0)


def _shared(uses: Uses, group: "NDArray[np.int64]", acting: Collection[str], settings: Settings) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """For each use how many of the account's group have the thing, and how far it is the group's habit if it is of a kind of `acting`."""
    import numpy as np

    mine = group[uses.acct]
    _, place, counts = np.unique(uses.thing * np.int64(group.max(initial=-1) + 2) + mine, return_inverse=True, return_counts=True)
    members = counts[place]
    size = np.bincount(group[group >= 0], minlength=group.max(initial=-1) + 2)[mine]
    return members, np.where((mine >= 0) & of_kinds(acting)[uses.kind], habits(members, size, uses.holders, len(group), settings), 0.0)


def habits(members: "NDArray[np.int64]", size: "NDArray[np.int64]", holders: "NDArray[np.float64]", everybody: int, settings: Settings) -> "NDArray[np.float64]":
    """How far a way of acting is the habit of a group, from 0 to 1, if `members` of its `size` accounts act like that and `holders` of everybody.

    There are few ways of acting, and the more accounts there are the more share one by chance: what counts is not whose own it is but
    how much more usual it is inside than outside. 0 where it is not that of half the group, or not `habit_times` as usual as outside;
    else the share of those inside that chance does not explain.
    """
    import numpy as np

    inside = members / np.maximum(size, 1)
    outside = (holders - members) / np.maximum(everybody - size, 1)
    good = (members >= settings.habit_least) & (inside >= settings.habit_share) & (inside >= settings.habit_times * outside)
    return np.where(good, 1 - outside / np.maximum(inside, 1e-9), 0.0)


def speaking(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "NDArray[np.float64]":
    """For each use how much it speaks for its account's candidate in the end: the share of the thing's holders that are in any.

    0 where fewer than `pair` members of the candidate have the thing, or too many people outside all candidates; of a way of acting, and
    of the shape of a handle, how far it is the candidate's habit.
    """
    import numpy as np

    mine = group[uses.acct]
    if not len(mine):
        return np.zeros(0)
    inside = np.bincount(uses.thing[mine >= 0], minlength=int(uses.thing.max()) + 1)[uses.thing] / uses.holders
    members, habit = _shared(uses, group, ACTING | {"handle"}, settings)
    return np.maximum(np.where((mine >= 0) & (members >= settings.pair) & (inside >= settings.own_share), inside, 0.0), habit)


def explained(uses: Uses, group: "NDArray[np.int64]", settings: Settings, linked: "NDArray[np.int64] | None" = None) -> "Explained":
    """What each account's group explains of it; one line per account. `linked` as in `own`."""
    import numpy as np

    return explained_lines(uses, np.arange(len(uses.acct)), uses.acct, own(uses, group, settings, linked), np.arange(uses.accounts))


@dataclass(frozen=True)
class Explained:
    """What groups explain of accounts, one line for each account (and group, where several are looked at).

    `shares` (lines, kinds): the share of the account's uses of a kind that falls on things of the group's own. `several` (lines):
    how many different texts and links of the account are the group's own, phrases and parts of addresses not counted again.
    `elsewhere` (lines): most of the account's links lead where few others lead.
    """

    shares: "NDArray[np.float64]"
    several: "NDArray[np.int64]"
    elsewhere: "NDArray[np.bool_]"


def explained_lines(uses: Uses, row: "NDArray[np.int64]", line: "NDArray[np.int64]", value: "NDArray[np.float64]", account: "NDArray[np.int64]") -> Explained:
    """Of the uses `row`, each weighed by `value` and put into its `line`, of which each is of an `account`."""
    import numpy as np

    whole = uses.whole[account]
    cell = line * np.int64(len(NAMES)) + uses.kind[row]
    part = np.bincount(cell, weights=uses.times[row] * value, minlength=whole.size).reshape(whole.shape)
    things = np.bincount(cell[value > 0], minlength=whole.size).reshape(whole.shape)
    # A text is logged as itself or as its signature: of an account with one message that the group sent, too, it is one text of many.
    text, signature = NAMES.index("text"), NAMES.index("signature")
    for both in (part, whole):
        both[:, text] += both[:, signature]
        both[:, signature] = 0
    return Explained(
        np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0).clip(max=1),
        sum((things[:, [NAMES.index(name) for name in names]].max(axis=1) for names in _SEVERAL), np.zeros(len(whole), dtype=np.int64)),
        uses.elsewhere[account],
    )


def scores(found: Explained, settings: Settings) -> "NDArray[np.float64]":
    """The score of each line; 0 where fewer than two families say anything."""
    import numpy as np

    shares = found.shares
    doubt = np.ones(len(shares))
    speaking, supporting, words = np.zeros(len(shares), dtype=np.int64), np.zeros(len(shares), dtype=np.int64), np.zeros(len(shares))
    for family in FAMILIES:
        members = [number for number, name in enumerate(NAMES) if KINDS[name].family == family]
        weights = np.array([KINDS[NAMES[number]].weight for number in members])
        doubt *= 1 - (shares[:, members] * weights).max(axis=1)
        if NAMES[members[0]] in _SUPPORTING:
            supporting += shares[:, members].max(axis=1) > _LEAST_SHARE
        else:
            speaking += shares[:, members].max(axis=1) > _LEAST_SHARE
        if family in OWN_WORDS:
            words = np.maximum(words, shares[:, members].max(axis=1))
    strong = (words >= settings.supported_share) | ((found.several >= settings.supported_things) & speaks(found, "strangers"))
    strong |= (words > _LEAST_SHARE) & speaks(found, "strangers") & speaks(found, "handle")
    against = found.elsewhere & ~speaks(found, *LANDING)
    return np.where(speaking + ((supporting > 0) & strong & ~against) >= 2, 1 - doubt, 0.0)


def speaks(found: Explained, *names: str) -> "NDArray[np.bool_]":
    """Of each line whether any kind of `names` says anything."""
    import numpy as np

    return np.asarray(found.shares[:, of_kinds(names)].max(axis=1) > _LEAST_SHARE)


def grounded(found: Explained) -> "NDArray[np.bool_]":
    """Of each line whether something speaks that a welcome team has not: a link, a registration in the same burst, a rhythm.

    Words, a picture, handles of one shape and cold contact are what moderators who welcome newcomers have in common, too.
    """
    return speaks(found, *_GROUNDS)
