"""A record as a row of the table `advertisements`, so that an imported register can stand in a service file."""

from typing import Any

from dsa_reports.advertisers.keys import landing_domains
from dsa_reports.advertisers.model import AdRecord, Party, Range, Removal

__all__ = ["flat"]

_GROUNDS = {"illegal": "DECISION_GROUND_ILLEGAL_CONTENT", "terms": "DECISION_GROUND_INCOMPATIBLE_CONTENT"}


def flat(record: AdRecord) -> dict[str, Any]:
    """Column of the table → value. Lossy: several texts are joined, of several landing domains the first stands here."""
    reach = record.reach.total
    domains = landing_domains(record)
    text = "\n".join(record.content.texts)[:5000]
    return {
        "ad_id": record.ad_id, "lane": record.lane, "content": text or None, "brand": record.content.brand[:500] or None,
        "subject": record.content.subject[:500] or None, "beneficiary": (record.beneficiary.name[:500] if record.beneficiary else "") or None,
        "payer": (record.payer.name[:500] if record.payer else "") or None,
        **_party(record.beneficiary, "beneficiary"), **_party(record.payer, "payer"), "picture_hashes": list(record.content.pictures) or None,
        "account_ref": record.accounts[0][:200] if record.accounts else None,
        "landing_domain": domains[0] if domains else None,
        "first_shown": record.first_shown.day if record.first_shown else None, "last_shown": record.last_shown.day if record.last_shown else None,
        "listed_at": record.listed.at if record.listed else None,
        "targeting_include": _parameters(record, "include"), "targeting_exclude": _parameters(record, "exclude"), "uses_profiling": record.profiling,
        "reach_low": reach.low if reach else None, "reach_high": reach.high if reach else None,
        "reach_unit": reach.unit if reach and reach.unit != "unknown" else None,
        "reach_13_17_low": record.reach.minors.low if record.reach.minors else None,
        "reach_13_17_high": record.reach.minors.high if record.reach.minors else None,
        "reach_by_member_state": [_state(code, found) for code, found in sorted(record.reach.member_states.items())] or None,
        "removed": record.removed, "removal_ground": _GROUNDS.get(record.removal.ground) if record.removal else None,
        **_removal(record.removal), "label_shown": record.label_shown,
    }


def _party(party: Party | None, which: str) -> dict[str, Any]:
    return {
        f"{which}_company_number": (party.company_number[:100] if party else "") or None,
        f"{which}_email_domain": (party.email_domain[:253] if party else "") or None,
    }


def _removal(removal: Removal | None) -> dict[str, Any]:
    if removal is None:
        return {}
    return {
        "removal_restriction": removal.restriction[:500] or None, "removal_areas": list(removal.areas) or None, "removal_facts": removal.facts[:5000] or None,
        "removal_source": removal.source[:500] or None, "removal_automated_detection": removal.automated_detection,
        "removal_automated_decision": removal.automated_decision,
        "removal_reference": (removal.order_legal_basis or removal.legal_ground or removal.contractual_ground)[:500] or None,
    }


def _parameters(record: AdRecord, use: str) -> list[str] | None:
    return [": ".join(filter(None, (one.kind, one.value))) for one in record.targeting if one.use in (use, "both")] or None


def _state(code: str, found: Range) -> str:
    if found.high is None:
        return f"{code}:>={found.low or 0}"
    return f"{code}:{found.low or 0}" if found.low == found.high else f"{code}:{found.low or 0}-{found.high}"
