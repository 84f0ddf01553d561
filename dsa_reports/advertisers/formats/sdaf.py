"""SDAF, the Standardised Digital Advertising Format that CheckFirst proposed: one JSON object per campaign."""

from collections.abc import Iterator
from typing import Any

from dsa_reports.advertisers.formats import Format
from dsa_reports.advertisers.formats._fields import Fields, joined
from dsa_reports.advertisers.model import AdRecord, Content, GroupReach, Parameter, Party, Range, Reach, Removal
from dsa_reports.advertisers.parsing import Unread, country, is_member_state, moment, range_of, without_secrets

__all__ = ["FORMAT"]

_REFUSED = frozenset({"rejected", "removed", "disabled", "disapproved", "blocked"})
_WHOLE = "all"


def _records(document: Any) -> Iterator[dict[str, Any]]:
    yield from document if isinstance(document, list) else [document]


def _read(raw: dict[str, Any]) -> AdRecord:
    fields = Fields(raw)
    campaign = fields.id("campaign_id")
    fields.require(campaign, "campaign_id")
    advertiser = fields.sub("advertiser")
    name, funder, number = advertiser.text("advertiser_name"), advertiser.text("funder_legal_name"), advertiser.text("funder_vat")
    account = advertiser.id("advertiser_id")
    return AdRecord(
        ad_id=campaign, lane="paid", format="sdaf", content=_content(fields.objects("creative")),
        beneficiary=Party(name=name) if name else None, payer=Party(name=funder, company_number=number) if funder or number else None,
        accounts=(account,) if account else (),
        first_shown=moment(fields.take("start_date"), "start_date"), last_shown=moment(fields.take("end_date"), "end_date"),
        targeting=_targeting(fields.sub("parameters")), reach=_reach(fields), removal=_removal(fields),
        unmapped=fields.rest(), empty=fields.empty,
    )


def _content(creatives: list[Fields]) -> Content:
    texts: list[str] = []
    media: list[str] = []
    landing: list[str] = []
    captions: list[str] = []
    forms: list[str] = []
    for creative in creatives:
        action = creative.sub("creative_action")
        texts += [creative.text("creative_title"), creative.text("creative_description"), action.text("title")]
        media += creative.texts("creative_media_urls")
        landing.append(action.text("destination_url"))
        captions.append(action.text("caption"))
        forms.append(creative.text("creative_type"))
    return Content(
        texts=_once(texts), media=_once(without_secrets(media)), landing=_once(without_secrets(landing)), captions=_once(captions),
        form=joined(forms),
    )


def _once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _targeting(parameters: Fields) -> tuple[Parameter, ...]:
    return tuple(Parameter(kind=kind, value=value) for kind in sorted(parameters.left) for value in parameters.texts(kind))


def _reach(fields: Fields) -> Reach:
    """From country, region, gender, age. Where a country has a region `All`, that is the whole of it, and only that counts.

    Languages, days and impressions of the groups have no place in the record: the whole of it is kept beside it, too.
    """
    states = fields.left.get("targeting")
    if not states:
        fields.take("targeting")
        return Reach()
    groups = [group for code, regions in _objects(states, "targeting") for group in _groups(code, regions)]
    totals: dict[str, Range] = {}
    for code in dict.fromkeys(group.country for group in groups):
        totals[code] = _sum([group.reach for group in groups if group.country == code])
    return Reach(
        member_states={code: total for code, total in totals.items() if is_member_state(code)},
        other_states={code: total for code, total in totals.items() if not is_member_state(code)},
        groups=tuple(groups), minors=_sum(young) if (young := [group.reach for group in groups if group.age == "13-17"]) else None,
    )


def _groups(code: str, regions: Any) -> Iterator[GroupReach]:
    nation = country(code, "targeting")
    named = dict(_objects(regions, "targeting"))
    whole = {name: genders for name, genders in named.items() if name.lower() == _WHOLE}
    for genders in (whole or named).values():
        for gender, ages in _objects(genders, "targeting"):
            if not isinstance(ages, dict):
                continue
            for age, numbers in _objects(ages, "targeting"):
                reach = range_of(numbers.get("reach"), "targeting.reach", "people") if isinstance(numbers, dict) else None
                if reach is not None:
                    yield GroupReach(country=nation, age=age, gender=gender, reach=reach)


def _objects(value: Any, name: str) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise Unread(f"{name} is not nested by country, region, gender and age")
    return list(value.items())


def _sum(ranges: list[Range]) -> Range:
    high = None if any(one.high is None for one in ranges) else sum(one.high or 0 for one in ranges)
    return Range(low=sum(one.low or 0 for one in ranges), high=high, raw="sum of the groups", unit="people", basis="range")


def _removal(fields: Fields) -> Removal | None:
    moderation = fields.left.get("moderation")
    status = moderation.get("status") if isinstance(moderation, dict) else None
    if not isinstance(status, str) or status.lower() not in _REFUSED:
        return None
    decisions = moderation.get("moderation_decision") if isinstance(moderation, dict) else None
    said = [str(one["decision"]) for one in decisions if isinstance(one, dict) and one.get("decision")] if isinstance(decisions, list) else []
    return Removal(restriction=status, facts=joined(said))


FORMAT = Format(
    name="sdaf", title="CheckFirst SDAF, one object per campaign (JSON)", certainty="real file",
    source="the proposal's own example file; its last change is old and no platform is known to use it",
    carries={"paid": frozenset({"a", "b", "c", "d", "e", "states", "people", "facts"})},
    lacks=(
        "no commercial communications declared by users (Art. 39(2)(f))",
        "no field for the brand or the subject matter (Art. 39(2)(a))",
        "no parameters used to exclude groups (Art. 39(2)(e))",
        "of refused ads only a status and decisions in words (Art. 39(3))",
        "no reach in total, only by group; no time at which the entry was listed",
    ),
    keys=frozenset({"domain", "caption", "name", "account", "company_number", "text"}), records=_records, read=_read,
)
