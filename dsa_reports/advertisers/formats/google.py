"""Google: `creative_stats` and `removed_creative_stats` of the Ads Transparency Center, as JSON Lines exported from BigQuery."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from dsa_reports.advertisers.formats import Format
from dsa_reports.advertisers.formats._fields import Fields, joined
from dsa_reports.advertisers.model import AdRecord, Content, Moment, Parameter, Party, Range, Reach, Removal, Use
from dsa_reports.advertisers.parsing import AREAS, Unread, country, is_member_state, moment, range_of, without_secrets

__all__ = ["FORMAT"]

_USES: dict[str, Use] = {"CRITERIA_INCLUDED": "include", "CRITERIA_EXCLUDED": "exclude", "CRITERIA_INCLUDED_AND_EXCLUDED": "both"}
_PROFILING = frozenset({"customer_lists", "topics_of_interest"})
_VARIANT = ("region_stats", "audience_selection_approach_info", "disapproval")


def _records(document: Any) -> Iterator[dict[str, Any]]:
    if isinstance(document, list):
        yield from document
    else:
        yield document


def _read(raw: dict[str, Any]) -> AdRecord:
    fields = Fields({key: _parsed(key, value) for key, value in raw.items()} if isinstance(raw, dict) else raw)
    removed = "disapproval" in raw
    page = without_secrets(fields.text("creative_page_url"))
    ad_id = fields.id("creative_id") or (page.rstrip("/").rpartition("/")[2] if removed else "")
    fields.require(ad_id, "creative_id")
    regions = fields.objects("region_stats")
    reach = _reach(regions)
    profiling, parameters = _targeting(fields.sub("audience_selection_approach_info"))
    account = fields.id("advertiser_id")
    advertiser, beneficiary = _parties(fields)
    return AdRecord(
        ad_id=ad_id, lane="paid", format="google",
        content=Content(page=page, subject=fields.text("topic"), form=fields.text("ad_format_type")),
        advertiser=advertiser, beneficiary=beneficiary, accounts=(account,) if account else (),
        first_shown=_edge(min, reach.first_shown), last_shown=_edge(max, reach.last_shown),
        targeted=bool(parameters) if profiling is not None or parameters else None, targeting=parameters, profiling=profiling,
        reach=reach, removal=_removal(fields) if removed else None, unmapped=fields.rest(), empty=fields.empty,
    )


def _parsed(key: str, value: Any) -> Any:
    """Columns that some exports write as text of JSON."""
    if key not in _VARIANT or not isinstance(value, str) or not value.strip():
        return value
    try:
        return json.loads(value)
    except ValueError:
        printed = " It was printed by pandas or numpy, which is no JSON: export the table as JSON Lines from BigQuery." if "array(" in value or "dtype" in value else ""
        raise Unread(f"{key} is a text that is no JSON.{printed}") from None


def _parties(fields: Fields) -> tuple[Party | None, Party | None]:
    """The advertiser as shown, and the beneficiary by the legal name that an unverified one lacks."""
    shown, legal = fields.text("advertiser_disclosed_name"), fields.text("advertiser_legal_name")
    nation = fields.text("advertiser_location")
    verified = {"VERIFIED": True, "UNVERIFIED": False}.get(fields.text("advertiser_verification_status"))
    advertiser = Party(name=shown, country=nation, verified=verified) if shown else None
    return advertiser, Party(name=legal, country=nation, verified=verified) if legal else None


def _edge(which: Any, days: dict[str, date]) -> Moment | None:
    if not days:
        return None
    day: date = which(days.values())
    return Moment(day=day, raw=day.isoformat())


def _reach(regions: list[Fields]) -> Reach:
    ranges: dict[str, Range] = {}
    first: dict[str, date] = {}
    last: dict[str, date] = {}
    due: list[date] = []
    for region in regions:
        code = country(region.take("region_code"), region.name("region_code"))
        if code in first or code in ranges:
            raise Unread("region_stats has a region twice")
        for days, key in ((first, "first_shown"), (last, "last_shown")):
            if found := moment(region.take(key), region.name(key)):
                days[code] = found.day
        if announced := moment(region.take("times_shown_availability_date"), region.name("times_shown_availability_date")):
            due.append(announced.day)
        bounds = {"lower_bound": region.take("times_shown_lower_bound"), "upper_bound": region.take("times_shown_upper_bound")}
        shown = range_of(bounds, region.name("times_shown"), "impressions") if any(bound is not None for bound in bounds.values()) else None
        if shown is not None:
            ranges[code] = shown
    return Reach(
        total=ranges.get("EEA"), member_states={code: shown for code, shown in ranges.items() if is_member_state(code)},
        areas={code: shown for code, shown in ranges.items() if code in AREAS},
        other_states={code: shown for code, shown in ranges.items() if not is_member_state(code) and code not in AREAS},
        due=max(due, default=None), first_shown=first, last_shown=last,
    )


def _targeting(kinds: Fields) -> tuple[bool | None, tuple[Parameter, ...]]:
    stated = kinds.left.keys() >= _PROFILING
    found: list[Parameter] = []
    for kind in sorted(kinds.left):
        use = kinds.left[kind]
        if use == "CRITERIA_UNUSED":
            kinds.take(kind)
        elif isinstance(use, str) and use in _USES:
            found.append(Parameter(kind=kind, use=_USES[kinds.take(kind)]))
    if any(parameter.kind in _PROFILING and parameter.use != "exclude" for parameter in found):
        return True, tuple(found)
    return (False if stated else None), tuple(found)


def _removal(fields: Fields) -> Removal:
    decisions = fields.objects("disapproval")
    automated = [flag for decision in decisions if (flag := decision.flag("use_of_automated_means")) is not None]
    return Removal(
        areas=tuple(dict.fromkeys(country(code, "disapproval.removal_location") for decision in decisions for code in decision.texts("removal_location"))),
        facts=joined([decision.text("removal_reason") for decision in decisions]),
        category=joined([decision.text("violation_category") for decision in decisions]),
        source=joined([decision.text("decision_type") for decision in decisions]), automated_decision=any(automated) if automated else None,
    )


FORMAT = Format(
    name="google", title="Google Ads Transparency Center, creative_stats and removed_creative_stats (JSON Lines from BigQuery)", certainty="real rows",
    source="the public schema of the tables and ten real rows of autumn 2024",
    carries={"paid": frozenset({"a", "subject", "b", "d", "e", "g", "states"}), "removed": frozenset({"d", "e", "g", "states", "restriction", "facts", "automation"})},
    lacks=(
        "how often an ad was shown instead of how many people it reached (Art. 39(2)(g))",
        "no text, brand or landing page: only a pointer to the page of the ad (Art. 39(2)(a))",
        "no payer apart from the advertiser (Art. 39(2)(c)); the legal name is empty where the advertiser is not verified",
        "which kinds of parameters were used, never their values (Art. 39(2)(e))",
        "of removals not whether they rest on the law or on the terms (Art. 17(3)(d), (e))",
        "no commercial communications declared by users (Art. 39(2)(f))",
        "no time at which the entry was listed",
        "removed ads carry no advertiser and no content, as Art. 39(3) wants it: nobody outside the platform can link them",
    ),
    keys=frozenset({"name", "account"}), records=_records, read=_read,
)
