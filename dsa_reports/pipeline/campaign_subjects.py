"""Confirmed campaigns as subjects that are looked up in an ad register: what `campaigns find` wrote, as far as people confirmed it."""

from collections import Counter
from pathlib import Path

from dsa_reports.advertisers.subjects import Key, Subject
from dsa_reports.campaigns.clusters import evidence_of
from dsa_reports.campaigns.reviews import REVIEWS_FILE, Campaign, confirmed
from dsa_reports.display import shown
from dsa_reports.errors import InputError

__all__ = ["campaigns_in"]

_KEYS: dict[str, Key] = {"domain": "domain", "affiliate": "parameter", "text": "text", "picture": "picture"}
"""Kind of evidence → kind of key. Handles, hours and rhythms leave no trace in a register; a signature hides its text."""
_MOST_ROWS = 200_000
_MOST_VALUES = 200
"""Values of one kind that are looked up for one campaign: those that hold most of its accounts together."""


def campaigns_in(directory: Path) -> list[Subject]:
    """Every confirmed campaign with its accounts and with what at least two of its confirmed accounts share.

    InputError where nobody has confirmed any: candidates are not looked up, because nobody is accused by a machine.
    """
    campaigns = confirmed(directory)
    if not campaigns:
        raise InputError(
            "no campaign in this directory was confirmed by a person", where=shown(directory / REVIEWS_FILE, 300),
            remedy="Review the candidates: dsa-reports campaigns review. Candidates are not looked up: nobody is accused by a machine.",
        )
    return [_subject(directory, campaign) for campaign in campaigns]


def _subject(directory: Path, campaign: Campaign) -> Subject:
    own = frozenset(campaign.accounts)
    found: Counter[tuple[Key, str]] = Counter()
    for row in evidence_of(directory, campaign.cluster_id, _MOST_ROWS):
        key = _KEYS.get(row["kind"])
        if key is not None and row["value"] and row["account_a"] in own and row["account_b"] in own:
            found[key, str(row["value"])] += 1
    keys: list[tuple[Key, str]] = []
    for kind in _KEYS.values():
        values = sorted((pair for pair in found if pair[0] == kind), key=lambda pair: (-found[pair], pair[1]))
        keys += values[:_MOST_VALUES]
    keys += [("account", account) for account in campaign.accounts]
    return Subject(campaign.campaign_id, "campaign", tuple(keys), campaign.reviewer)
