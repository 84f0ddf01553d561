"""The importers, on small files of our own making, and on the collected samples where they lie beside the checkout."""

import json
from pathlib import Path
from typing import Any

import pytest

from dsa_reports.advertisers.formats import carried, formats
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.parsing import Unread
from dsa_reports.advertisers.reading import RegisterFile, read_json
from dsa_reports.errors import InputError

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "ads"
TIKTOK: dict[str, Any] = {
    "ad": {
        "id": 1923845247192304123, "first_shown_date": 20260301, "last_shown_date": "20260302", "status": "active", "title": "Meet",
        "external_url": "https://go.example/?x-signature=SECRET&c=1", "reach": {"unique_users_seen": "100K-1M", "unique_users_seen_by_country": {"NL": "90K", "GB": "0-1K", "EL": "5K"}},
        "rejection_info": None,
    },
    "ad_group": {"targeting_info": {"country": ["NL"], "age": {"13-17": True, "18-24": False}, "audience_targeting": "Yes", "interest": "News, Games", "video_interactions": "", "creator_interactions": "No"}},
    "advertiser": {"business_id": 5, "business_name": "Awe Co.", "paid_for_by": "Payer Ltd", "surprise": "x"},
}
GOOGLE: dict[str, Any] = {
    "advertiser_id": "AR1", "creative_id": "CR1", "creative_page_url": "https://t.example/CR1", "advertiser_disclosed_name": "Bureau", "advertiser_legal_name": "",
    "advertiser_verification_status": "UNVERIFIED", "topic": "Dating",
    "region_stats": [
        {"region_code": "EEA", "first_shown": "2026-01-01", "last_shown": "2026-02-01", "times_shown_lower_bound": 3000, "times_shown_upper_bound": 4000},
        {"region_code": "NL", "first_shown": "2026-01-02", "last_shown": "2026-01-09", "times_shown_lower_bound": 2000, "times_shown_upper_bound": 2**63 - 1},
        {"region_code": "BE", "first_shown": "2026-01-05", "last_shown": "2026-02-01", "times_shown_lower_bound": None, "times_shown_upper_bound": None, "times_shown_availability_date": "2026-04-01"},
    ],
    "audience_selection_approach_info": {"customer_lists": "CRITERIA_EXCLUDED", "topics_of_interest": "CRITERIA_UNUSED", "geo_location": "CRITERIA_INCLUDED_AND_EXCLUDED"},
}


def one(form: str, raw: Any) -> AdRecord:
    return formats()[form].read(raw)


def read(tmp_path: Path, form: str, text: str, name: str = "file.json") -> RegisterFile:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_json(path, name, formats()[form], "0" * 64)


def test_every_format_says_how_sure_it_is_and_what_it_lacks() -> None:
    assert sorted(formats()) == ["google", "meta", "own", "sdaf", "tiktok"]
    for form in formats().values():
        assert form.source
        assert form.lacks


def test_tiktok() -> None:
    ad = one("tiktok", TIKTOK)
    assert ad.ad_id == "1923845247192304123"
    assert ad.content.landing == ("https://go.example/?c=1",)
    assert ad.payer is not None
    assert ad.payer.name == "Payer Ltd"
    assert {code: reach.low for code, reach in ad.reach.member_states.items()} == {"NL": 90_000, "GR": 5000}
    assert set(ad.reach.other_states) == {"GB"}
    assert ad.profiling is True
    assert {(p.kind, p.value) for p in ad.targeting} >= {("age", "13-17"), ("interest", "Games"), ("audience_targeting", "Yes")}
    assert ad.removal is None
    assert ad.empty["ad.rejection_info"] == "null"
    assert ad.unmapped["advertiser.surprise"] == "x"
    assert ad.unmapped["ad_group.targeting_info.age.18-24"] is False


def test_tiktok_removed_in_some_states_still_stands() -> None:
    raw = json.loads(json.dumps(TIKTOK))
    raw["ad"]["rejection_info"] = {"affected_countries": ["FR"], "reasons": ["adult"], "automated_notice": True}
    ad = one("tiktok", raw)
    assert ad.removal is not None
    assert (ad.removal.areas, ad.removal.facts, ad.removal.automated_detection) == (("FR",), "adult", True)
    assert ad.removed
    assert ad.standing
    raw["ad"]["status"] = "inactive"
    assert not one("tiktok", raw).standing


def test_tiktok_declared_content_is_the_other_lane() -> None:
    document = {"data": {"commercial_contents": [{"id": "7", "create_date": "20260301", "brand_names": ["B"], "label": "Paid partnership", "creator": {"username": "c"}}]}, "error": {"code": "ok"}}
    (raw,) = formats()["tiktok"].records(document)
    ad = one("tiktok", raw)
    assert (ad.lane, ad.content.brand, ad.accounts, ad.unmapped["label"]) == ("declared", "B", ("creator:c",), "Paid partnership")


def test_an_error_of_the_interface_is_no_empty_register(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="an error of the interface"):
        read(tmp_path, "tiktok", json.dumps({"data": {"ads": []}, "error": {"code": "rate_limit_exceeded"}}))


def test_google_never_adds_the_area_to_its_states() -> None:
    ad = one("google", GOOGLE)
    assert ad.reach.total is not None
    assert (ad.reach.total.low, ad.reach.total.high, ad.reach.total.unit) == (3000, 4000, "impressions")
    assert set(ad.reach.member_states) == {"NL"}
    assert ad.reach.member_states["NL"].high is None
    assert set(ad.reach.areas) == {"EEA"}
    assert str(ad.reach.due) == "2026-04-01"
    assert ad.first_shown is not None
    assert ad.first_shown.day.isoformat() == "2026-01-01"
    assert ad.beneficiary is None
    assert ad.empty["advertiser_legal_name"] == '""'
    assert ad.profiling is False
    assert {(p.kind, p.use) for p in ad.targeting} == {("customer_lists", "exclude"), ("geo_location", "both")}


def test_google_columns_as_text() -> None:
    assert one("google", GOOGLE | {"region_stats": json.dumps(GOOGLE["region_stats"])}).reach == one("google", GOOGLE).reach
    with pytest.raises(Unread, match="pandas or numpy"):
        one("google", GOOGLE | {"region_stats": "[{'region_code': array(['NL'], dtype=object)}]"})


def test_google_removed_names_nobody() -> None:
    raw = {key: GOOGLE[key] for key in ("region_stats", "audience_selection_approach_info")} | {
        "creative_page_url": "https://t.example/removed/creative/CR9",
        "disapproval": [{"removal_reason": "Adult", "violation_category": "X", "use_of_automated_means": True, "removal_location": ["NL", "GLOBAL"], "decision_type": "own"}],
    }
    ad = one("google", raw)
    assert ad.ad_id == "CR9"
    assert ad.withheld
    assert not ad.standing
    assert ad.removal is not None
    assert (ad.removal.areas, ad.removal.automated_decision) == (("NL", "GLOBAL"), True)
    assert "b" not in carried(ad)


def test_meta_sums_states_and_keeps_unknown_ages_apart() -> None:
    bands = [{"age_range": "13-17", "male": 2}, {"age_range": "18-24", "male": 4, "female": 5}, {"age_range": "Unknown", "unknown": 7}]
    ad = one("meta", {
        "id": "1", "ad_snapshot_url": "https://f.example/?id=1&access_token=SECRET", "eu_total_reach": 18, "target_locations": [{"name": "Utrecht", "type": "CITY", "excluded": True}],
        "age_country_gender_reach_breakdown": [{"country": "NL", "age_gender_breakdowns": bands}],
        "beneficiary_payers": [{"beneficiary": "Old", "payer": "P", "current": False}, {"beneficiary": "New", "payer": "Q", "current": True}], "ad_creative_bodies": [],
    })
    assert ad.reach.member_states["NL"].low == 18
    assert ad.reach.minors is not None
    assert (ad.reach.minors.low, ad.reach.minors.high) == (2, 9)
    assert ad.beneficiary is not None
    assert (ad.beneficiary.name, ad.pairs) == ("New", (("Old", "P"), ("New", "Q")))
    assert ad.targeting[0].use == "exclude"
    assert ad.empty == {"ad_creative_bodies": "[]"}
    assert "SECRET" not in ad.model_dump_json()


def test_meta_without_a_breakdown_does_not_say_zero() -> None:
    assert one("meta", {"id": "1", "eu_total_reach": 5}).reach.minors is None


def test_sdaf_counts_the_whole_of_a_country_once() -> None:
    regions = {"All": {"Male": {"18-24": {"reach": "10-20"}}}, "Utrecht": {"Male": {"18-24": {"reach": "5-10"}}}}
    ad = one("sdaf", {"campaign_id": "C", "targeting": {"NL": regions, "DE": {"Berlin": {"Male": {"18-24": {"reach": 3}}}, "Bonn": {"Male": {"18-24": {"reach": 4}}}}}})
    assert {code: (reach.low, reach.high) for code, reach in ad.reach.member_states.items()} == {"NL": (10, 20), "DE": (7, 7)}
    assert ad.unmapped["targeting"]["NL"] == regions


@pytest.mark.parametrize(("form", "text", "says"), [
    ("google", "{'a': array([1], dtype=object)}", "numpy or pandas"), ("meta", '{"data": [],}', "no JSON"), ("meta", '{"data": {}}', "has no list data"),
    ("tiktok", '{"data": {"x": 1}, "error": {"code": "ok"}}', "neither data.ads"), ("sdaf", "[" * 100_000, "no JSON"), ("meta", '{"data": [{"id": NaN}]}', "NaN"),
    ("meta", '{"data": [{"id": "1", "id": "2"}]}', "a key twice"),
])
def test_a_file_that_is_no_register_is_refused(tmp_path: Path, form: str, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(tmp_path, form, text)


@pytest.mark.parametrize("record", [
    {}, {"id": 1.5}, {"id": ["x"]}, {"id": "1", "eu_total_reach": "many"}, {"id": "1", "ad_delivery_start_time": "01-02-2026"}, {"id": "1", "page_name": 5},
    {"id": "1", "eu_transparency": {}}, {"id": "1", "target_locations": {"name": "x"}}, {"id": "\ud800"}, "text", None, 5,
])
def test_a_record_that_cannot_be_read_is_rejected_and_counted(tmp_path: Path, record: Any) -> None:
    done = read(tmp_path, "meta", json.dumps({"data": [record, {"id": "fine"}]}))
    assert (done.rows_read, len(done.records), done.rejected) == (2, 1, 1)
    (finding,) = [finding for finding in done.findings if finding.id == "ads.unreadable"]
    assert finding.rejects
    assert finding.line == 1


def test_lines_are_read_one_by_one_and_repetitions_count_once(tmp_path: Path) -> None:
    lines = [json.dumps(GOOGLE), "not json", "", json.dumps(GOOGLE), json.dumps(GOOGLE | {"creative_id": "CR2"})]
    done = read(tmp_path, "google", "\n".join(lines), "g.jsonl")
    assert (done.rows_read, len(done.records), done.rejected) == (4, 2, 2)
    assert {finding.id: finding.line for finding in done.findings if finding.rejects} == {"ads.unreadable": 2, "ads.duplicate": 4}


def test_a_file_without_rows_says_so(tmp_path: Path) -> None:
    assert "ads.no_rows" in {finding.id for finding in read(tmp_path, "meta", '{"data": []}').findings}
    assert "ads.no_rows" in {finding.id for finding in read(tmp_path, "google", "", "g.jsonl").findings}


@pytest.mark.parametrize(("form", "name", "accepted", "rejected"), [
    ("google", "creative_stats.sample.jsonl", 5, 0), ("google", "removed_creative_stats.sample.jsonl", 5, 0), ("meta", "ads_archive-eu.SYNTHETIC.json", 2, 0),
    ("meta", "legacy-political-record.trimmed.json", 0, 1), ("tiktok", "ad-detail.official-docs-example.json", 1, 0), ("tiktok", "ad-query.official-docs-example.json", 1, 0),
    ("sdaf", "ad_format.json", 1, 0),
])
def test_the_samples(form: str, name: str, accepted: int, rejected: int) -> None:
    path = SAMPLES / form / name
    if not path.is_file():
        pytest.skip("the samples are not beside this checkout")
    done = read_json(path, name, formats()[form], "0" * 64)
    assert (len(done.records), done.rejected) == (accepted, rejected)
    for record in done.records:
        assert AdRecord.model_validate_json(record.model_dump_json(exclude_defaults=True)) == record
        assert "REDACTED" not in record.model_dump_json()


def test_our_own_table_has_the_particulars_of_a_removal() -> None:
    ad = one("own", {
        "ad_id": "a", "lane": "paid", "first_shown": "2026-03-01", "removed": True, "removal_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "removal_restriction": "removed",
        "removal_areas": ["nl", "GLOBAL"], "removal_facts": "f", "removal_source": "a notice", "removal_automated_detection": False, "removal_reference": "Art. 1 of a law",
    })
    assert ad.removal is not None
    assert ad.removal.model_dump(exclude_defaults=True) == {
        "restriction": "removed", "areas": ("NL", "GLOBAL"), "facts": "f", "source": "a notice", "automated_detection": False, "ground": "illegal", "legal_ground": "Art. 1 of a law",
    }
    assert not ad.standing


def test_our_own_table_round_trips_through_its_flat_row() -> None:
    from dsa_reports.advertisers.flat import flat
    from tests.unit.advertisers.registers import removed

    record = removed(reach=one("tiktok", TIKTOK).reach)
    row = {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in flat(record).items() if value is not None}
    back = one("own", row)
    assert back.removal == record.removal.model_copy(update={"category": ""}) if record.removal else False
    assert {code: (found.low, found.high) for code, found in back.reach.member_states.items()} == {code: (found.low, found.high) for code, found in record.reach.member_states.items()}
