"""Meta: the JSON of the Graph API's `ads_archive` (Facebook, Instagram, Messenger, Audience Network, Threads)."""

from collections.abc import Iterator
from typing import Any

from dsa_reports.advertisers.formats import Format
from dsa_reports.advertisers.formats._fields import Fields, one_of
from dsa_reports.advertisers.model import AdRecord, Content, GroupReach, Parameter, Party, Range, Reach, Use
from dsa_reports.advertisers.parsing import Unread, country, is_member_state, moment, range_of, without_secrets

__all__ = ["FORMAT"]

_SCRAPED = frozenset({"eu_transparency", "uk_transparency", "collation_id", "ad_archive_id"})
_MINORS, _UNKNOWN = "13-17", "unknown"


def _records(document: Any) -> Iterator[dict[str, Any]]:
    yield from [document] if isinstance(document, dict) and "id" in document and "data" not in document else one_of(document, "data")


def _read(raw: dict[str, Any]) -> AdRecord:
    fields = Fields(raw)
    if _SCRAPED & raw.keys():
        raise Unread("this is a record of the Ad Library's web page, not of the Graph API: its keys mean other things")
    ad_id = fields.id("id")
    fields.require(ad_id, "id")
    pairs = tuple((pair.text("beneficiary"), pair.text("payer"), pair.flag("current")) for pair in fields.objects("beneficiary_payers"))
    now = next((pair for pair in pairs if pair[2]), pairs[-1] if len(pairs) == 1 else None)
    page, byline = fields.id("page_id"), fields.text("bylines", "funding_entity")
    return AdRecord(
        ad_id=ad_id, lane="paid", format="meta", content=_content(fields),
        beneficiary=Party(name=now[0]) if now and now[0] else None,
        payer=Party(name=now[1] if now else byline) if (now[1] if now else byline) else None,
        advertiser=Party(name=name) if (name := fields.text("page_name")) else None,
        pairs=tuple((pair[0], pair[1]) for pair in pairs) if len(pairs) > 1 else (),
        accounts=(f"page:{page}",) if page else (),
        first_shown=moment(fields.take("ad_delivery_start_time"), "ad_delivery_start_time"),
        last_shown=moment(fields.take("ad_delivery_stop_time"), "ad_delivery_stop_time"),
        targeting=_targeting(fields), reach=_reach(fields), unmapped=fields.rest(), empty=fields.empty,
    )


def _content(fields: Fields) -> Content:
    texts = (
        *fields.texts("ad_creative_bodies", "ad_creative_body"), *fields.texts("ad_creative_link_titles", "ad_creative_link_title"),
        *fields.texts("ad_creative_link_descriptions", "ad_creative_link_description"),
    )
    captions = fields.texts("ad_creative_link_captions", "ad_creative_link_caption")
    return Content(texts=texts, captions=captions, page=without_secrets(fields.text("ad_snapshot_url")))


def _targeting(fields: Fields) -> tuple[Parameter, ...]:
    found = [Parameter(kind="age", value=age) for age in fields.texts("target_ages")]
    if gender := fields.text("target_gender"):
        found.append(Parameter(kind="gender", value=gender))
    for place in fields.objects("target_locations"):
        use: Use = "exclude" if place.flag("excluded") else "include"
        found.append(Parameter(kind="location", value=place.text("name"), use=use))
    return tuple(found)


def _reach(fields: Fields) -> Reach:
    total = range_of(fields.take("eu_total_reach"), "eu_total_reach", "people")
    groups = tuple(group for state in fields.objects("age_country_gender_reach_breakdown") for group in _groups(state))
    states: dict[str, Range] = {}
    for code in dict.fromkeys(group.country for group in groups):
        number = sum(group.reach.low or 0 for group in groups if group.country == code)
        states[code] = Range(low=number, high=number, raw="sum of the breakdown", unit="people", basis="estimate")
    return Reach(
        total=total.model_copy(update={"basis": "estimate"}) if total else None,
        member_states={code: reach for code, reach in states.items() if is_member_state(code)},
        other_states={code: reach for code, reach in states.items() if not is_member_state(code)},
        groups=groups, minors=_minors(groups),
    )


def _groups(state: Fields) -> Iterator[GroupReach]:
    code = country(state.take("country"), state.name("country"))
    for band in state.objects("age_gender_breakdowns"):
        age = band.text("age_range")
        for gender in ("male", "female", "unknown"):
            reach = range_of(band.take(gender), band.name(gender), "people")
            if reach is not None:
                yield GroupReach(country=code, age=age, gender=gender, reach=reach.model_copy(update={"basis": "estimate"}))


def _minors(groups: tuple[GroupReach, ...]) -> Range | None:
    """At least those known to be 13 to 17; at most these and those of unknown age."""
    if not groups:
        return None
    known = sum(group.reach.low or 0 for group in groups if group.age == _MINORS)
    unknown = sum(group.reach.low or 0 for group in groups if group.age.lower() == _UNKNOWN)
    return Range(low=known, high=known + unknown, raw="sum of the breakdown", unit="people", basis="estimate")


FORMAT = Format(
    name="meta", title="Meta, Graph API ads_archive (JSON)", certainty="documented",
    source="Meta's ArchivedAd reference and a strict public client; no real record of an EU ad could be had, one real record of 2019 shows the older names",
    carries={"paid": frozenset({"a", "b", "c", "d", "e", "g", "states", "people"})},
    lacks=(
        "no address of the landing page: only the domain that the ad shows (caption), which need not be the same",
        "no field for the product, service or brand, none for the subject matter (Art. 39(2)(a))",
        "no parameters of interest or of custom audiences (Art. 39(2)(e))",
        "no commercial communications declared by users (Art. 39(2)(f))",
        "no particulars of removed ads (Art. 39(3))",
        "no time at which the entry was listed",
    ),
    keys=frozenset({"caption", "name", "account", "text"}), records=_records, read=_read,
)
