"""From definitions, reviews and samples to what the derivation tags with, and the findings on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dsa_reports.campaigns.clusters import generations
from dsa_reports.campaigns.reviews import Campaign, confirmed
from dsa_reports.campaigns.samples import Judged, read_samples
from dsa_reports.display import shown
from dsa_reports.errors import UsageError
from dsa_reports.findings import Finding, Severity
from dsa_reports.intake.derive.tagging import (
    SEXBOT_SPAM,
    AccountGeneration,
    CampaignAccount,
    Exclusion,
    Sample,
    System,
    Tagging,
    TagRow,
)
from dsa_reports.phenomena.load import phenomena, phenomenon_files
from dsa_reports.phenomena.model import Phenomenon
from dsa_reports.service.config import ServiceConfig

__all__ = ["CAMPAIGNS", "GENERATIONS", "OF_CAMPAIGNS", "SAMPLES", "SYSTEMS", "Tags", "given_by_rules", "rules_only", "tags"]

CAMPAIGNS, GENERATIONS, SAMPLES, SYSTEMS = "campaigns", "generations", "campaign_samples", "labelled_systems"
"""What an indicator may need beside tables."""
OF_CAMPAIGNS = frozenset({CAMPAIGNS, GENERATIONS, SAMPLES})
"""Those of them that come from lists of confirmed campaigns; the others follow from the rules."""


@dataclass(frozen=True)
class Tags:
    """What the derivation tags with, the phenomena behind it, what was handed in (as indicators may need it), and findings."""

    tagging: Tagging
    phenomena: dict[str, Phenomenon]
    given: frozenset[str]
    findings: tuple[Finding, ...] = ()


def tags(config: ServiceConfig) -> Tags:
    """All that service.toml names: its phenomena, its confirmed campaigns, their generations and samples.

    UsageError or InputError where a file is wrong, IntegrityError where the chain of decisions does not hold.
    """
    known = phenomena(phenomenon_files(config.folder / config.phenomena))
    tagging = rules_only(known)
    given = given_by_rules(tagging)
    if config.campaigns is None:
        return Tags(tagging, known, given)
    if config.campaigns.phenomenon not in known:
        raise UsageError(
            f"campaigns are said to be of {shown(config.campaigns.phenomenon)!r}, which is no phenomenon",
            where="[campaigns] in service.toml", remedy=f"Known here: {', '.join(sorted(known))}.",
        )
    directory = _directory(config)
    campaigns = confirmed(directory)
    accounts = [CampaignAccount(campaign.campaign_id, account, config.campaigns.phenomenon, campaign.key) for campaign in campaigns for account in campaign.accounts]
    lived = _generations(directory, {one.account_ref for one in accounts})
    samples = read_samples(config.folder / config.campaigns.samples) if config.campaigns.samples else []
    given |= {CAMPAIGNS} | ({GENERATIONS} if lived else set()) | ({SAMPLES} if samples else set())
    taken, findings = _samples(samples, {one.account_ref for one in accounts})
    complete = Tagging(tagging.phenomenon_rules, tagging.phenomenon_never, accounts, lived, taken, tagging.phenomenon_systems)
    return Tags(complete, known, given, (*_changed(campaigns), *findings))


def _directory(config: ServiceConfig) -> Path:
    named = config.campaigns.directory if config.campaigns is not None else ""
    directory = config.folder / named
    if not directory.is_dir():
        raise UsageError("the directory of campaigns is not there", where=f"{shown(named, 300)}, [campaigns] in service.toml", remedy="Name the directory that `dsa-reports campaigns find … -o DIR` wrote, or leave [campaigns] out.")
    return directory


def given_by_rules(tagging: Tagging) -> frozenset[str]:
    """What the definitions themselves give indicators: names of automated means whose samples speak of sexbot spam."""
    return frozenset({SYSTEMS} if any(one.phenomenon == SEXBOT_SPAM for one in tagging.phenomenon_systems) else ())


def rules_only(known: dict[str, Phenomenon]) -> Tagging:
    """The rules of `known`, without any campaign."""
    return Tagging(
        phenomenon_rules=[
            TagRow(
                one.id, one.precedence, position, rule.id, rule.value_map, rule.confirmed_campaigns, rule.categories, rule.keywords,
                rule.descriptions, rule.platform_labels, rule.detectors,
            )
            for one in known.values() for position, rule in enumerate(one.rule, start=1)
        ],
        phenomenon_never=[
            Exclusion(one.id, position, never.keywords, never.descriptions, never.platform_labels)
            for one in known.values() for position, never in enumerate(one.never, start=1)
        ],
        phenomenon_systems=[System(one.id, system) for one in known.values() for system in one.systems],
    )


def _generations(directory: Path, accounts: set[str]) -> list[AccountGeneration]:
    return [
        AccountGeneration(str(row["family_id"]), int(row["generation"]), str(row["account_ref"]), _utc(row["first_seen"]), _utc(row["last_seen"]))
        for row in generations(directory) if row["account_ref"] in accounts
    ]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _changed(campaigns: Iterable[Campaign]) -> list[Finding]:
    changed = [campaign for campaign in campaigns if campaign.members_changed]
    if not changed:
        return []
    return [Finding(
        id="CAMPAIGNS-1", severity=Severity.WARNING, count=len(changed),
        message=f"{len(changed)} confirmed campaigns have other members now than their reviewer saw, or are no longer found; the accounts that were confirmed count",
        remedy="Review them again: dsa-reports campaigns review DIR.", citation="DSA Art. 35(1)",
    )]


def _samples(samples: list[Judged], accounts: set[str]) -> tuple[list[Sample], list[Finding]]:
    known = [one for one in samples if one.account_ref in accounts]
    taken = [Sample(one.sample_id, one.correct, one.language) for one in known]
    lost = len(samples) - len(known)
    if not lost:
        return taken, []
    return taken, [Finding(
        id="CAMPAIGNS-2", severity=Severity.WARNING, count=lost,
        message=f"{lost} judged accounts belong to no confirmed campaign; they count in no precision",
        remedy="Draw the sample from confirmed campaigns: dsa-reports campaigns sample DIR.", citation="DSA Art. 35(1)",
    )]
