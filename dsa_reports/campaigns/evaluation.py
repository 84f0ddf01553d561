"""How well candidates agree with labels: what was found, what was missed, which honest people were hit.

Labels are an opinion about some accounts, drawn apart from the detector; candidates are what it proposes. An account that
has no label is judged neither way. All rates carry numerator, denominator and a 95 % interval.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dsa_reports.indicators.interval import bounds

__all__ = ["Evaluation", "Group", "Label", "Member", "Rate", "evaluate"]

_MERGED_SHARE = 0.1
"""A campaign counts as part of a merged candidate from this share of its labelled campaign accounts on, and from two accounts on."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """What is known of one account. `campaign` is empty for accounts of none; `group` names an honest crowd or a kind of campaign."""

    account_ref: str
    campaign: str = ""
    group: str = ""
    kind: str = ""
    generation: str = ""


@dataclass(frozen=True)
class Member:
    """A row of clusters.parquet."""

    cluster_id: str
    account_ref: str
    score: float


@dataclass(frozen=True)
class Rate:
    """A share with what it was counted from; without a denominator it is not available, never 0."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share; None where there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None

    def document(self) -> dict[str, Any]:
        """Value, counts and interval."""
        low, high = bounds(self.numerator, self.denominator) if self.denominator else (None, None)
        return {"value": self.value, "numerator": self.numerator, "denominator": self.denominator, "low_95": low, "high_95": high}


@dataclass(frozen=True)
class Group:
    """Labelled accounts of no campaign that have a group: how many stand in candidates, and how many candidates they make up mostly."""

    in_candidates: Rate
    candidates: int

    def document(self) -> dict[str, Any]:
        """As it is printed."""
        return {"in_candidates": self.in_candidates.document(), "candidates": self.candidates}


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """The result of one comparison.

    precision: of labelled accounts in candidates, those that belong to a campaign. own_precision: those that belong to the campaign
    that their candidate is mostly made of. recall: of the accounts of campaigns, those in a candidate that is mostly made of campaign
    accounts. Per kind likewise. A candidate is honest if at least half of its labelled accounts belong to no campaign.
    """

    threshold: float
    candidates: int
    unlabelled_candidates: int
    unlabelled_accounts: int
    precision: Rate
    own_precision: Rate
    recall: Rate
    recall_by_kind: Mapping[str, Rate] = field(default_factory=dict)
    campaigns_found: Rate = field(default=Rate(0, 0))
    campaigns_split: tuple[tuple[str, int], ...] = ()
    candidates_merged: tuple[tuple[str, tuple[str, ...]], ...] = ()
    generations_together: Rate = field(default=Rate(0, 0))
    honest_candidates: tuple[str, ...] = ()
    honest: Mapping[str, Group] = field(default_factory=dict)
    missed_campaigns: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """As JSON: rates with counts and intervals; no account is named."""
        return {
            "threshold": self.threshold, "candidates": self.candidates, "candidates_without_label": self.unlabelled_candidates,
            "accounts_without_label": self.unlabelled_accounts,
            "precision": self.precision.document(), "precision_of_own_campaign": self.own_precision.document(), "recall": self.recall.document(),
            "recall_by_kind": {kind: rate.document() for kind, rate in self.recall_by_kind.items()},
            "campaigns_found": self.campaigns_found.document(),
            "campaigns_missed": list(self.missed_campaigns),
            "campaigns_split": [{"campaign": name, "candidates": number} for name, number in self.campaigns_split],
            "candidates_merged": [{"cluster_id": name, "campaigns": list(names)} for name, names in self.candidates_merged],
            "generations_together": self.generations_together.document(),
            "honest_candidates": list(self.honest_candidates),
            "honest": {name: group.document() for name, group in self.honest.items()},
        }


def evaluate(members: Iterable[Member], labels: Iterable[Label], *, threshold: float = 0.0) -> Evaluation:
    """Compare candidates with labels. Members below `threshold` stand in no candidate; an account has one label.

    ValueError if an account stands in two candidates or has two labels: both would make every rate meaningless.
    """
    known = _labels_by_account(labels)
    clusters = _clusters(members, threshold)
    of_campaigns = [label for label in known.values() if label.campaign]
    views = {name: _View.of([known[account] for account in accounts if account in known]) for name, accounts in clusters.items()}
    where = {account: name for name, accounts in clusters.items() for account in accounts}
    judged = [(label, views[where[label.account_ref]]) for label in known.values() if label.account_ref in where]
    bots = [(label, view) for label, view in judged if label.campaign]
    found = {label.account_ref for label, view in bots if not view.honest}
    campaigns = {label.campaign for label in of_campaigns}
    seen = {label.campaign for label in of_campaigns if label.account_ref in found}
    return Evaluation(
        threshold=threshold, candidates=len(clusters),
        unlabelled_candidates=sum(not view.size for view in views.values()),
        unlabelled_accounts=sum(account not in known for account in where),
        precision=Rate(len(bots), len(judged)),
        own_precision=Rate(sum(label.campaign == view.main for label, view in bots), len(judged)),
        recall=Rate(len(found), len(of_campaigns)),
        recall_by_kind=_by_kind(of_campaigns, found),
        campaigns_found=Rate(len(seen), len(campaigns)),
        missed_campaigns=tuple(sorted(campaigns - seen)),
        campaigns_split=_split(of_campaigns, where),
        candidates_merged=tuple((name, view.merged) for name, view in sorted(views.items()) if len(view.merged) > 1),
        generations_together=_generations(of_campaigns, where),
        honest_candidates=tuple(sorted(name for name, view in views.items() if view.honest)),
        honest=_honest(known.values(), where, views),
    )


@dataclass(frozen=True)
class _View:
    """A candidate as its labels show it."""

    size: int
    honest: bool
    main: str
    merged: tuple[str, ...]
    crowd: str

    @classmethod
    def of(cls, labels: Sequence[Label]) -> "_View":
        campaigns = Counter(label.campaign for label in labels if label.campaign)
        crowds = Counter(label.group for label in labels if not label.campaign)
        bots = campaigns.total()
        most = min(campaigns, key=lambda name: (-campaigns[name], name), default="")
        merged = tuple(sorted(name for name, number in campaigns.items() if number >= max(2, _MERGED_SHARE * bots)))
        crowd = min(crowds, key=lambda name: (-crowds[name], name), default="")
        return cls(len(labels), bool(labels) and 2 * bots <= len(labels), most, merged, crowd)


def _labels_by_account(labels: Iterable[Label]) -> dict[str, Label]:
    known: dict[str, Label] = {}
    for label in labels:
        if label.account_ref in known:
            raise ValueError("an account has two labels")
        known[label.account_ref] = label
    return known


def _clusters(members: Iterable[Member], threshold: float) -> dict[str, set[str]]:
    clusters: defaultdict[str, set[str]] = defaultdict(set)
    seen: set[str] = set()
    for member in members:
        if member.account_ref in seen:
            raise ValueError("an account stands in two candidates, or twice in one")
        seen.add(member.account_ref)
        if member.score >= threshold:
            clusters[member.cluster_id].add(member.account_ref)
    return dict(clusters)


def _by_kind(labels: Sequence[Label], found: set[str]) -> dict[str, Rate]:
    kinds: defaultdict[str, list[bool]] = defaultdict(list)
    for label in labels:
        kinds[label.kind or "unnamed"].append(label.account_ref in found)
    return {kind: Rate(sum(hits), len(hits)) for kind, hits in sorted(kinds.items())}


def _split(labels: Sequence[Label], where: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """Campaigns of which one generation stands in several candidates, with the most of them; two accounts make a part."""
    parts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for label in labels:
        if label.account_ref in where:
            parts[label.campaign, label.generation][where[label.account_ref]] += 1
    most: Counter[str] = Counter()
    for (campaign, _), counts in parts.items():
        most[campaign] = max(most[campaign], sum(number >= 2 for number in counts.values()))
    return tuple((campaign, number) for campaign, number in sorted(most.items()) if number > 1)


def _generations(labels: Sequence[Label], where: Mapping[str, str]) -> Rate:
    """Of the steps from one generation to the next, those after which most accounts stand in the candidate of the one before."""
    places: defaultdict[str, dict[str, Counter[str]]] = defaultdict(dict)
    for label in labels:
        counts = places[label.campaign].setdefault(label.generation, Counter())
        if label.account_ref in where:
            counts[where[label.account_ref]] += 1
    together = steps = 0
    for generations in places.values():
        homes = [min(counts, key=lambda name: (-counts[name], name), default="") for _, counts in sorted(generations.items())]
        steps += max(0, len(homes) - 1)
        together += sum(bool(before) and before == after for before, after in pairwise(homes))
    return Rate(together, steps)


def _honest(labels: Iterable[Label], where: Mapping[str, str], views: Mapping[str, _View]) -> dict[str, Group]:
    groups: defaultdict[str, list[bool]] = defaultdict(list)
    for label in labels:
        if not label.campaign:
            groups[label.group].append(label.account_ref in where)
    candidates = Counter(view.crowd for view in views.values() if view.honest)
    return {name or "unnamed": Group(Rate(sum(hits), len(hits)), candidates[name]) for name, hits in sorted(groups.items())}
