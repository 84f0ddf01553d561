"""TikTok: the JSON of the Commercial Content API, of ads (query and detail) and of content that its creators declared."""

from collections.abc import Iterator
from typing import Any

from dsa_reports.advertisers.formats import Format
from dsa_reports.advertisers.formats._fields import Fields, joined
from dsa_reports.advertisers.model import AdRecord, Content, Parameter, Party, Range, Reach, Removal
from dsa_reports.advertisers.parsing import AREAS, Unread, country, is_member_state, moment, range_of, without_secrets

__all__ = ["FORMAT"]

_NONE = frozenset({"no", "none", "n/a", "-"})
_PROFILING = ("audience_targeting", "video_interactions", "creator_interactions", "interest")


def _records(document: Any) -> Iterator[dict[str, Any]]:
    fields = Fields(document, "the document")
    error = fields.sub("error")
    if (code := error.take("code")) not in (None, "ok"):
        raise Unread(f"the answer is an error of the interface ({str(code)[:40]}), not a list of ads")
    data = fields.take("data") if "data" in document else document
    if isinstance(data, dict):
        for name in ("ads", "commercial_contents"):
            if isinstance(data.get(name), list):
                yield from data[name]
                return
        if "ad" in data or "create_date" in data or "create_timestamp" in data:
            yield data
            return
    raise Unread("the document has neither data.ads nor data.ad nor data.commercial_contents")


def _read(raw: dict[str, Any]) -> AdRecord:
    fields = Fields(raw)
    return _ad(fields) if "ad" in raw else _declared(fields)


def _ad(fields: Fields) -> AdRecord:
    ad, advertiser = fields.sub("ad"), fields.sub("advertiser")
    targets = fields.sub("ad_group").sub("targeting_info", "target")
    ad_id = ad.id("id")
    ad.require(ad_id, "id")
    profiling, parameters = _targeting(targets)
    name, payer = advertiser.text("business_name"), advertiser.text("paid_by", "paid_for_by")
    business, profile = advertiser.id("business_id"), advertiser.sub("tiktok_account").text("profile_url")
    nation = advertiser.text("country_code")
    return AdRecord(
        ad_id=ad_id, lane="paid", format="tiktok", content=_content(ad),
        beneficiary=Party(name=name, country=nation) if name else None, payer=Party(name=payer) if payer else None,
        accounts=(*([f"business:{business}"] if business else ()), *([without_secrets(profile)] if profile else ())),
        first_shown=moment(ad.take("first_shown_date"), "ad.first_shown_date"), last_shown=moment(ad.take("last_shown_date"), "ad.last_shown_date"),
        running=_running(ad), targeting=parameters, profiling=profiling, reach=_reach(ad.sub("reach")), removal=_removal(ad),
        unmapped=fields.rest(), empty=fields.empty,
    )


def _running(ad: Fields) -> bool | None:
    status = ad.left.get("status")
    if status in ("active", "inactive"):
        ad.take("status")
    return {"active": True, "inactive": False}.get(status) if isinstance(status, str) else None


def _content(ad: Fields) -> Content:
    media = [address for video in ad.objects("videos") for address in (video.text("url"), video.text("cover_image_url"))]
    media += [*ad.texts("image_urls"), ad.text("download_url")]
    title, action, landing = ad.text("title"), ad.text("call_to_action"), ad.text("external_url")
    return Content(
        texts=tuple(text for text in (title, action) if text), media=tuple(without_secrets([address for address in media if address])),
        landing=(without_secrets(landing),) if landing else (),
    )


def _targeting(targets: Fields) -> tuple[bool | None, tuple[Parameter, ...]]:
    """Whether parameters of interest, audience or interaction were used (None: not all of them are stated), and all parameters."""
    found = [Parameter(kind="location", value=country(code, targets.name("country"))) for code in targets.texts("country")]
    for kind in ("age", "gender"):
        groups = targets.sub(kind)
        for group in list(groups.left):
            if groups.flag(group):
                found.append(Parameter(kind=kind, value=group))
            else:
                groups.left[group] = False  # not used, which is not the same as not stated
    stated = {name: name in targets.left for name in _PROFILING}
    used = {name: targets.text(name) for name in _PROFILING}
    for name, value in used.items():
        pieces = [piece.strip() for piece in value.split(",")] if name != "audience_targeting" else [value]
        found += [Parameter(kind=name, value=piece) for piece in pieces if piece and piece.lower() not in _NONE]
    if any(parameter.kind in _PROFILING for parameter in found):
        return True, tuple(found)
    return (False if all(stated.values()) else None), tuple(found)


def _reach(reach: Fields) -> Reach:
    total = range_of(reach.take("unique_users_seen"), reach.name("unique_users_seen"), "people")
    by_state = reach.sub("unique_users_seen_by_country")
    found: dict[str, Range] = {}
    for key in list(by_state.left):
        code, number = country(key, by_state.path), range_of(by_state.take(key), by_state.name(key), "people")
        if code in found:
            raise Unread(f"{by_state.path} has a country twice")
        if number is not None:
            found[code] = number
    return Reach(
        total=total, member_states={code: number for code, number in found.items() if is_member_state(code)},
        areas={code: number for code, number in found.items() if code in AREAS},
        other_states={code: number for code, number in found.items() if not is_member_state(code) and code not in AREAS},
    )


def _removal(ad: Fields) -> Removal | None:
    if not ad.left.get("rejection_info"):
        ad.take("rejection_info")
        return None
    info = ad.sub("rejection_info")
    automated = info.left.get("automated_notice")
    if isinstance(automated, bool):
        info.take("automated_notice")
    return Removal(
        areas=tuple(country(code, info.name("affected_countries")) for code in info.texts("affected_countries")),
        facts=joined((*info.texts("reasons"), ad.text("status_statement"))), source=info.text("reporting_source"),
        automated_detection=automated if isinstance(automated, bool) else None,
    )


def _declared(fields: Fields) -> AdRecord:
    content_id = fields.id("id")
    fields.require(content_id, "id")
    label, brands = fields.text("label"), fields.texts("brand_names")
    creator = fields.sub("creator").text("username")
    media = [address for video in fields.objects("videos") for address in (video.text("url"), video.text("cover_image_url")) if address]
    shown = moment(fields.take("create_timestamp"), "create_timestamp")
    day = moment(fields.take("create_date"), "create_date")
    if label:
        fields.left["label"] = label
    return AdRecord(
        ad_id=content_id, lane="declared", format="tiktok", content=Content(media=tuple(without_secrets(media)), brand=joined(brands)),
        accounts=(f"creator:{creator}",) if creator else (), first_shown=shown or day, unmapped=fields.rest(), empty=fields.empty,
    )


FORMAT = Format(
    name="tiktok", title="TikTok, Commercial Content API: ads (query, detail) and declared content (JSON)", certainty="documented",
    source="TikTok's documentation, whose examples and tables contradict each other (paid_by and paid_for_by, target and targeting_info, days as number or text: both are read); no real record could be had",
    carries={"paid": frozenset({"a", "b", "c", "d", "e", "g", "states", "people", "restriction", "facts", "automation"}), "declared": frozenset({"a", "brand", "d"})},
    lacks=(
        "no field for the product, service or brand of an ad, none for the subject matter (Art. 39(2)(a))",
        "no reach per targeted group, only per state (Art. 39(2)(g))",
        "of removals no restriction, no legal or contractual ground (Art. 39(3)); rejection_info must be asked for by name",
        "of declared content no payer, no text, no landing page; its label is the creator's own and nobody checks it",
        "no time at which the entry was listed",
    ),
    keys=frozenset({"domain", "name", "account", "text"}), records=_records, read=_read,
)
