"""Measures for the protection of minors, mapped to items of the toolkit's list."""

from datetime import date
from typing import Any

from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.sample.world import World

__all__ = ["minor_indicators", "minor_measures"]

_Row = tuple[str, str, str, str, str, str, str, str]

_MEASURES: tuple[_Row, ...] = (
    # title, items, status, reason, surfaces, from, expected effect, indicators
    ("Accounts of minors are private by default", "AS-01", "in_place", "", "profile post", "2025-10-01", "Strangers do not see profiles and pictures of minors.", "private_default private_now"),
    ("Only accepted contacts can message or tag a minor", "AS-02", "in_place", "", "direct_message comment", "2025-10-01", "Fewer unsolicited messages by bots.", "stranger_dm_possible sexbot_contact_minor"),
    ("Pictures of minors cannot be downloaded", "AS-03", "partly", "", "profile post", "2026-02-15", "Fewer copied pictures.", "download_off minor_photo_reuse"),
    ("No stranger suggestions to or of minors", "AS-08", "in_place", "", "profile feed", "2025-12-01", "Flagged accounts are not suggested to minors.", "flagged_suggested_to_minor"),
    ("No group adds of minors without consent", "AS-10", "in_place", "", "group", "2026-03-01", "Group adds by bots no longer reach minors.", "sexbot_group_invites"),
    ("Block and mute for every account", "AS-11", "in_place", "", "direct_message comment profile", "2023-08-25", "Unwanted contact ends at once.", "block_reach"),
    ("Suspected spam accounts are held out of comment ranking", "RS-10", "in_place", "", "comment feed", "2026-01-20", "Bots are not seen under busy posts.", "quarantine_time"),
    ("Adult spam is kept out of minors' feeds", "RS-04", "partly", "", "feed story", "2026-02-01", "Fewer views of sexbot spam by minors.", "sexspam_exposure repeat_exposure"),
    ("Unsafe words are not suggested in search", "RS-05", "in_place", "", "search", "2025-11-01", "Search does not lead to adult spam.", "unsafe_terms unsafe_search_hits"),
    ("House rules name sex spam and fake accounts", "MO-01", "in_place", "", "", "2024-02-17", "Clear ground for decisions.", "policy_has_sexspam"),
    ("Reports by and about minors come first", "MO-02 RP-03", "in_place", "", "comment direct_message profile", "2025-07-01", "Shorter time to action.", "tta_minor views_before"),
    ("Dutch-speaking moderators around the clock", "MO-03", "in_place", "", "", "2025-01-01", "Dutch content is judged by people who read it.", "mods_nl"),
    ("Matching of known campaign pictures and domains", "MO-04 TK-04", "partly", "", "profile comment", "2026-04-01", "Returning campaigns are caught sooner.", "reincarnation victim_hash_hits"),
    ("Route for people whose pictures were copied", "RP-05", "in_place", "", "profile", "2025-09-01", "Copies come down within a day.", "victim_route victim_time"),
    ("Helpline shown beside reports", "US-01", "in_place", "", "direct_message", "2025-05-01", "Minors find help.", "helpline_shown"),
    ("No ads by profiling for known minors", "L-28-2", "in_place", "", "ad", "2023-08-25", "No profiling ads to minors.", "profiled_ads_minors"),
    ("No adult or dating ads in reach of minors", "CP-02", "in_place", "", "ad", "2025-08-01", "No such ad reaches 13 to 17.", "adult_ads_minor_reach"),
    ("Search for hidden advertising by accounts", "CP-03", "partly", "", "post story", "2026-01-01", "Undeclared promotion is found.", "hidden_ads_removed sexbot_undeclared"),
    ("Links in first messages to minors are held for a check", "TK-02", "planned", "", "direct_message", "", "Bot links do not reach minors.", "first_link_blocked"),
    ("Minors who met a removed campaign are told and offered help", "TK-03", "planned", "", "", "", "Harm is noticed early.", "contacts_informed"),
    ("Age check for adult content", "AA-02", "partly", "", "post live", "2026-05-01", "Adult content is behind a working gate.", "hr_content_gated"),
    ("Guardian tools", "GT-01", "rejected", "Under review with the children's panel; other measures do not depend on it.", "", "", "", ""),
    ("No loot boxes", "CP-04", "not_applicable", "The service sells no virtual goods.", "", "", "", ""),
    ("Yearly risk review with children's rights groups", "RR-01 RR-03 RR-04", "in_place", "", "", "2025-06-01", "Risks are known and published.", "risk_review_age"),
)


def minor_measures(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """The register; a marketplace keeps only a few of them."""
    kept = _MEASURES if world.tier is Tier.VLOP else tuple(_MEASURES[i] for i in (5, 8, 15, 16, 22))
    return [
        {
            "id": f"M-{number + 1:02d}", "title": title, "items": items.split(), "status": status, "reason": reason or None,
            "surfaces": surfaces.split() or None, "age_groups": ["known_minor", "assumed_minor"],
            "from_date": date.fromisoformat(start) if start else None, "to_date": None, "review_date": date(2026, 10, 1),
            "owner": "Trust and safety", "evidence": f"DOC-2026-{number + 101}" if status in ("in_place", "partly") else None,
            "expected_effect": effect or None, "indicators": indicators.split() or None,
        }
        for number, (title, items, status, reason, surfaces, start, effect, indicators) in enumerate(kept)
    ]


_FIGURES = (
    ("private_default", "M-01", "share", 4_812, 4_830, None, None, "known_minor", "Settings of accounts created in the period, at creation", "Settings warehouse"),
    ("stranger_dm_possible", "M-02", "share", 211, 38_450, None, None, "known_minor", "Settings on the last day of the period", "Settings warehouse"),
    ("unsafe_search_hits", "M-09", "share", 9, 400, None, 400, None, "Test searches by test accounts, hits judged by two people", "Trust and safety, test protocol 4"),
    ("helpline_shown", "M-15", "count", None, None, 1_963, None, None, "Times the helpline was shown beside a report", "Report flow log"),
)
"""Figures that a platform enters by hand: key, measure, unit, numerator, denominator, value, sample size, age group, method, source."""


def minor_indicators(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """Entered figures of the register's measures; a marketplace enters none."""
    kept = _FIGURES if world.tier is Tier.VLOP else ()
    return [
        {
            "id": f"v-{number:02d}", "indicator": key, "measure": measure, "period_from": world.period.start, "period_to": world.period.end,
            "numerator": numerator, "denominator": denominator, "value": value, "unit": unit, "sample_size": sample, "surface": None,
            "age_group": group, "method": method, "version": "1", "source": source,
        }
        for number, (key, measure, unit, numerator, denominator, value, sample, group, method, source) in enumerate(kept, 1)
    ]
