"""Whatever stands in a record of a register, it is read, or refused with a reason; nothing else happens."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsa_reports.advertisers.checks import Known, check_register
from dsa_reports.advertisers.flat import flat
from dsa_reports.advertisers.formats import formats
from dsa_reports.advertisers.match import match
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.reading import Raw, sifted
from dsa_reports.advertisers.subjects import Subject
from dsa_reports.advertisers.views import PUBLIC_FORMATS, public_entry, public_view
from dsa_reports.pipeline.registers import write_register
from tests.unit.advertisers.registers import ON, ad, removed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12) | st.sampled_from(["NL", "EEA", "20260301", "1K-2K", "\ud800", "=1+1", "https://a.example/?token=x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=6,
)
SOUND: dict[str, dict[str, Any]] = {
    "own": {"ad_id": "a", "lane": "paid", "first_shown": "2026-03-01", "landing_domain": "a.example", "reach_low": 1, "reach_high": 2, "reach_unit": "people", "reach_by_member_state": ["NL:1-2"], "targeting_include": ["x"], "removed": True, "removal_areas": ["NL"]},
    "public": public_entry(ad()), "withheld": public_entry(removed()), "register": json.loads(removed().model_dump_json()),
    "meta": {"id": "1", "page_id": "2", "page_name": "p", "beneficiary_payers": [{"beneficiary": "b", "payer": "p", "current": True}], "eu_total_reach": 5, "target_locations": [{"name": "x", "excluded": False}], "age_country_gender_reach_breakdown": [{"country": "NL", "age_gender_breakdowns": [{"age_range": "13-17", "male": 1}]}]},
    "tiktok": {"ad": {"id": 1, "videos": [{"url": "https://a.example"}], "reach": {"unique_users_seen": "1K", "unique_users_seen_by_country": {"NL": "1K"}}, "rejection_info": {"affected_countries": ["NL"], "reasons": ["r"]}}, "ad_group": {"target": {"country": ["NL"], "age": {"13-17": True}, "interest": "a, b"}}, "advertiser": {"business_name": "b", "tiktok_account": {"profile_url": "u"}}},
    "declared": {"id": "1", "create_date": "20260301", "brand_names": ["b"], "creator": {"username": "u"}, "videos": [{"url": "u"}]},
    "google": {"creative_id": "CR", "creative_page_url": "u", "region_stats": [{"region_code": "NL", "first_shown": "2026-01-01", "times_shown_lower_bound": 1, "times_shown_upper_bound": 2}], "audience_selection_approach_info": {"customer_lists": "CRITERIA_INCLUDED"}, "disapproval": [{"removal_location": ["NL"], "use_of_automated_means": True}]},
    "sdaf": {"campaign_id": "C", "advertiser": {"advertiser_name": "a"}, "creative": [{"creative_title": "t", "creative_action": {"destination_url": "u"}}], "targeting": {"NL": {"All": {"Male": {"18-24": {"reach": "1-2"}}}}}, "parameters": {"keywords": ["k"]}, "moderation": {"status": "Rejected", "moderation_decision": [{"decision": "d"}]}},
}
READERS = {"public": "own", "withheld": "own", "register": "own", "declared": "tiktok"}


def changed(value: Any, draw: st.DataObject, put: Any) -> Any:
    """`value` with one place in it replaced by `put`."""
    if isinstance(value, dict) and value and draw.draw(st.integers(0, 3)):
        key = draw.draw(st.sampled_from(sorted(value)))
        return value | {key: changed(value[key], draw, put)}
    if isinstance(value, list) and value and draw.draw(st.integers(0, 3)):
        return [changed(value[0], draw, put), *value[1:]]
    return put


@pytest.mark.parametrize("name", sorted(SOUND))
@settings(max_examples=60, deadline=None)
@given(data=st.data(), put=JSON)
def test_a_record_with_anything_anywhere(name: str, data: st.DataObject, put: Any) -> None:
    raw = changed(SOUND[name], data, put)
    done = sifted("f", "0" * 64, [Raw(1, raw)], formats()[READERS.get(name, name)])
    assert (done.rows_read, done.accepted + done.rejected) == (1, 1)
    for record in done.records:
        assert AdRecord.model_validate_json(record.model_dump_json(exclude_defaults=True)) == record
        flat(record)
        for render in PUBLIC_FORMATS.values():
            "".join(render(public_view([record], ON).entries)).encode("utf-8")
    check_register(done.records, Known(ON))
    match(done.records, [Subject("s", "campaign", (("domain", "a.example"), ("name", "b")), "r")])


@pytest.mark.parametrize("name", sorted(SOUND))
def test_the_sound_ones_are_read(name: str) -> None:
    assert sifted("f", "0" * 64, [Raw(1, SOUND[name])], formats()[READERS.get(name, name)]).accepted == 1


SECRET = "https://user:SECRET@a.example/x?id=1&access_token=SECRET"
ADDRESSES = [
    ("meta", "ad_snapshot_url"), ("google", "creative_page_url"), ("tiktok", "ad.videos.0.url"), ("tiktok", "ad.videos.0.cover_image_url"), ("tiktok", "ad.image_urls.0"),
    ("tiktok", "ad.external_url"), ("tiktok", "advertiser.tiktok_account.profile_url"), ("declared", "videos.0.url"), ("sdaf", "creative.0.creative_action.destination_url"),
    ("sdaf", "creative.0.creative_media_urls.0"), ("register", "content.page"), ("register", "content.landing.0"), ("register", "content.media.0"), ("meta", "what_nobody_knows.0.url"),
]


@pytest.mark.parametrize(("name", "where"), ADDRESSES)
def test_no_token_of_an_address_is_ever_written(name: str, where: str, tmp_path: Path) -> None:
    done = sifted("f", "0" * 64, [Raw(1, put(SOUND[name], where.split("."), SECRET))], formats()[READERS.get(name, name)])
    assert done.accepted == 1
    write_register(done.records, tmp_path / "r.jsonl")
    kept = (tmp_path / "r.jsonl").read_text("utf-8")
    assert "a.example/x" in kept
    assert "SECRET" not in kept
    assert "SECRET" not in json.dumps([public_entry(record.model_copy(update={"removal": None})) for record in done.records])


def put(value: Any, path: list[str], what: Any) -> Any:
    """`value` with `what` at the end of the path, made where it is missing."""
    if not path:
        return what
    if path[0] == "0":
        rest = list(value) if isinstance(value, list | tuple) else []
        return [put(rest[0] if rest else None, path[1:], what), *rest[1:]]
    return (value or {}) | {path[0]: put((value or {}).get(path[0]), path[1:], what)}
