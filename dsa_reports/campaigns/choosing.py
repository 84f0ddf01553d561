"""Which groups are candidates, and who is a member of which: the scores put to use.

Groups come from links. Here they shed whom they do not explain, take each linked account into the candidate that explains most of it,
and in the end tie to established candidates those who did too little to be linked.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.campaigns.groups import NAMES, Beside, Uses
from dsa_reports.campaigns.kinds import KINDS
from dsa_reports.campaigns.scoring import (
    ACTING,
    LANDING,
    OWN_WORDS,
    Explained,
    explained,
    explained_lines,
    grounded,
    habits,
    of_kinds,
    scores,
    speaks,
)
from dsa_reports.campaigns.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["candidates", "tied"]

_ROUNDS = 6
_AT_ONCE = 300_000
_HALFWAY = 0.7
"""While each group still stands for itself it need not reach more than this part of the threshold."""
_BESIDE_WORDS = tuple(name for name, kind in KINDS.items() if kind.family not in OWN_WORDS)


def candidates(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """The groups that are candidates, and the score of each account in its own; -1 and 0 for everybody else.

    First each group stands for itself: who scores too little leaves, and what is the group's own is reckoned anew, until nobody
    leaves. Then every linked account goes to the candidate that explains most of it; from here on a thing is a candidate's own if
    hardly anybody outside all candidates has it, so that two campaigns with one supplier of texts do not hide each other.
    """
    import numpy as np

    group, linked = group.copy(), group
    if not len(uses.acct) or not (group >= 0).any():
        return np.full(len(group), -1, dtype=np.int64), np.zeros(len(group))
    score = np.zeros(len(group))
    for _ in range(_ROUNDS):
        found = explained(uses, group, settings, linked)
        score = scores(found, settings)
        stays = _standing(group, score, grounded(found), settings, settings.threshold * _HALFWAY)
        if np.array_equal(stays, group >= 0):
            break
        group[~stays] = -1
    for _ in range(_ROUNDS):
        if not (group >= 0).any():
            break
        fresh, score, ground = _best(uses, group, settings)
        fresh[~_standing(fresh, score, ground, settings, settings.threshold)] = -1
        if np.array_equal(fresh, group):
            break
        group = fresh
    return group, np.where(group >= 0, score, 0.0)


def _standing(group: "NDArray[np.int64]", score: "NDArray[np.float64]", ground: "NDArray[np.bool_]", settings: Settings, threshold: float) -> "NDArray[np.bool_]":
    """Accounts that score enough in groups that are large and strong enough; `ground`: accounts as `grounded` has them."""
    import numpy as np

    stays = (group >= 0) & (score >= settings.member_threshold)
    size = np.bincount(group[stays], minlength=group.max() + 2)
    total = np.bincount(group[stays], weights=score[stays], minlength=group.max() + 2)
    firm = np.bincount(group[stays & ground], minlength=group.max() + 2)
    # Of so few accounts what they share may be an accident: they must be each other's through and through.
    few = size < settings.habit_least
    good = (size >= settings.least_members) & (total >= np.where(few, max(threshold, settings.alike_member_threshold), threshold) * size)
    # A welcome team says the same to strangers, with the same picture, under handles of one shape; so do people who answer the same spam.
    good &= firm >= np.maximum(settings.grounded_share * size, settings.pair)
    return np.asarray(stays & good[group])


def tied(uses: Uses, group: "NDArray[np.int64]", beside: Beside, settings: Settings) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
    """The candidate and score of each account outside for which an established candidate is explanation enough; -1 and 0 for everybody else.

    Their conduct did not link them: they did too little, or else much. `uses` are those of all candidates and of everybody who shares a
    thing of theirs. Whom a candidate addressed has its words and links from there, and is never tied to it.
    """
    import numpy as np

    words = uses.whole[:, of_kinds([name for name in NAMES if KINDS[name].family in OWN_WORDS])].sum(axis=1)

    def score(lines: _Lines) -> "NDArray[np.float64]":
        registered, handle = lines.found.shares[:, NAMES.index("registered")], lines.found.shares[:, NAMES.index("handle")]
        # Who never said anything nor linked anywhere has nothing that could speak for or against it but when it came and what it is called.
        silent = (words[lines.account] == 0) & (registered >= settings.tied_share) & (handle > 0)
        fair = (lines.score >= settings.tied_threshold) & _several(lines, beside, settings)
        enough = ~beside.addressed(lines.account, lines.home) & (fair | _much(lines, settings))
        shown = np.where(silent, 1 - (1 - registered * KINDS["registered"].weight) * (1 - handle * KINDS["handle"].weight), lines.score)
        return np.asarray(np.where((group[lines.account] < 0) & ~beside.apart[lines.account] & (silent | enough), shown, 0.0))

    fresh, best, _ = _chosen(_lines(uses, group, ACTING | {"handle"}, settings), score, len(group))
    return fresh, best


def _several(lines: "_Lines", beside: Beside, settings: Settings) -> "NDArray[np.bool_]":
    """Lines that rest on more than one message. One that is forwarded holds a text and a link, and these are one observation, not two:
    so something else must speak, or the account must write to strangers, as people who forward it to warn or to laugh do not."""
    return (lines.found.several >= settings.tied_things) | speaks(lines.found, *_BESIDE_WORDS) | beside.cold[lines.account]


def _much(lines: "_Lines", settings: Settings) -> "NDArray[np.bool_]":
    """Lines that say so many different things that it is no matter how much else the account does.

    Either things of two families of what the candidate is about, `tied_things` of them; or a text or link of its own, said to hardly
    anybody but strangers under a handle of the candidate's shape.
    """
    import numpy as np

    found = lines.found
    picture = speaks(found, "picture")
    landing, text = speaks(found, *LANDING), speaks(found, "text", "phrase", "signature")
    about = (picture.astype(int) + landing + text >= 2) & (found.several + picture >= settings.tied_things)
    contact = (landing | text) & speaks(found, "strangers") & speaks(found, "handle")
    return np.asarray((lines.score >= settings.member_threshold) & (about | contact))


@dataclass(frozen=True)
class _Lines:
    """One line per account and candidate that have a thing of the candidate's own in common."""

    account: "NDArray[np.int64]"
    home: "NDArray[np.int64]"
    found: Explained
    score: "NDArray[np.float64]"


def _best(uses: Uses, group: "NDArray[np.int64]", settings: Settings) -> "tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]":
    """For each linked account the candidate in which it scores most, that score, and whether it is grounded there."""
    return _chosen(_lines(uses, group, ACTING, settings), lambda lines: lines.score, len(group))


def _chosen(parts: Iterable[_Lines], scored: "Callable[[_Lines], NDArray[np.float64]]", accounts: int) -> "tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]":
    """Of each account the line with the highest score, and whether it is grounded; -1 where none is above 0."""
    import numpy as np

    fresh, best, ground = np.full(accounts, -1, dtype=np.int64), np.zeros(accounts), np.zeros(accounts, dtype=bool)
    for lines in parts:
        score = scored(lines)
        order = np.lexsort((lines.home, -score, lines.account))
        order = order[score[order] > 0]
        first = np.concatenate([[True], lines.account[order][1:] != lines.account[order][:-1]]) if len(order) else np.zeros(0, dtype=bool)
        chosen = order[first]
        fresh[lines.account[chosen]] = lines.home[chosen]
        best[lines.account[chosen]] = score[chosen]
        ground[lines.account[chosen]] = grounded(lines.found)[chosen]
    return fresh, best, ground


def _lines(uses: Uses, group: "NDArray[np.int64]", acting: Collection[str], settings: Settings) -> Iterator[_Lines]:
    """What each candidate explains of each account that has anything in common with it; `acting`: kinds that speak as habits.

    Some accounts at a time: a phrase that hundreds of candidates use makes hundreds of lines of each account that has it.
    """
    import numpy as np

    many = np.int64(group.max() + 1)
    inside = group[uses.acct] >= 0
    inside_share = np.bincount(uses.thing[inside], minlength=int(uses.thing.max()) + 1)[uses.thing] / uses.holders
    # Which candidates have a thing: pairs (thing, candidate) with enough members, in the order of things.
    pair, members = np.unique(uses.thing[inside] * many + group[uses.acct[inside]], return_counts=True)
    pair, members = pair[members >= settings.pair], members[members >= settings.pair]
    thing, owner = pair // many, pair % many
    begin = np.searchsorted(thing, uses.thing, "left")
    owners = np.where(inside_share >= settings.own_share, np.searchsorted(thing, uses.thing, "right") - begin, 0)
    sizes = np.bincount(group[group >= 0], minlength=many)
    habitual = of_kinds(acting)[uses.kind]
    for low, high in _stretches(uses.acct, owners):
        counted = owners[low:high]
        row = low + np.repeat(np.arange(high - low), counted)
        candidate = owner[np.repeat(begin[low:high], counted) + _places(counted)]
        key, line = np.unique(uses.acct[row] * many + candidate, return_inverse=True)
        account, home = key // many, key % many
        # A habit of the candidate speaks in each of these lines; it makes none by itself, because everybody has habits.
        some = low + np.flatnonzero(habitual[low:high])
        first = np.searchsorted(uses.acct[some], account, "left")
        counted = np.searchsorted(uses.acct[some], account, "right") - first
        added = np.repeat(np.arange(len(key)), counted)
        use = some[np.repeat(first, counted) + _places(counted)]
        wanted = uses.thing[use] * many + home[added]
        place = np.searchsorted(pair, wanted).clip(max=max(len(pair) - 1, 0))
        count = np.where(pair[place] == wanted, members[place], 0) if len(pair) else np.zeros(len(use), dtype=np.int64)
        habit = habits(count, sizes[home[added]], uses.holders[use], len(group), settings)
        kept = (habit > 0) & (inside_share[use] < settings.own_share)
        found = explained_lines(uses, np.concatenate([row, use[kept]]), np.concatenate([line, added[kept]]), np.concatenate([inside_share[row], habit[kept]]), account)
        yield _Lines(account, home, found, scores(found, settings))


def _stretches(account: "NDArray[np.int64]", weight: "NDArray[np.int64]") -> Iterator[tuple[int, int]]:
    """Rows from and to, of whole accounts, with not many more than `_AT_ONCE` rows and `weight` in each stretch; `account` is sorted."""
    import numpy as np

    starts = np.flatnonzero(np.concatenate([[True], account[1:] != account[:-1], [True]]))
    reached = np.concatenate([[0], np.cumsum(weight + 1)])[starts]
    low = 0
    while low < len(starts) - 1:
        high = max(int(np.searchsorted(reached, reached[low] + _AT_ONCE, "right")) - 1, low + 1)
        yield int(starts[low]), int(starts[high])
        low = high


def _places(counts: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """0, 1, 2 … for each of `counts`, one after the other."""
    import numpy as np

    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
