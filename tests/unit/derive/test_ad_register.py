"""The ad register in the chapter: outcomes of domains and confirmed campaigns, completeness as check AD-1 has it, lanes."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from dsa_reports.advertisers.formats import formats
from dsa_reports.advertisers.rules.contents import REQUIRED, owed
from dsa_reports.intake.derive import derive
from dsa_reports.intake.derive.tagging import CampaignAccount, Tagging
from dsa_reports.law.periods import parse_period
from tests.conftest import put

PERIOD = parse_period("2026-H1", ZoneInfo("Europe/Amsterdam"))
POINTS = {
    "a": "ad_content", "brand": "ad_brand", "subject": "ad_subject", "b": "ad_beneficiary", "d": "ad_period", "e": "ad_targeting", "g": "ad_reach",
    "states": "ad_states", "people": "ad_people",
}


def entry(db: duckdb.DuckDBPyConnection, ad_id: str, **values: Any) -> dict[str, Any]:
    row = {"ad_id": ad_id, "lane": "paid", "first_shown": "2026-03-01"} | values
    put(db, "advertisements", row)
    return row


def event(db: duckdb.DuckDBPyConnection, number: int, account: str, **values: Any) -> None:
    put(db, "account_events", {"id": f"e-{number}", "account_ref": account, "occurred_at": "2026-03-01 12:00:00", "kind": "commented"} | values)


def outcomes(db: duckdb.DuckDBPyConnection, *campaigns: CampaignAccount) -> list[tuple[str, str]]:
    derive(db, PERIOD, tagging=Tagging(confirmed_accounts=campaigns))
    return db.execute("SELECT kind, outcome FROM f_ad_subjects ORDER BY ALL").fetchall()


def test_campaigns_are_found_by_the_end_of_redirects_and_by_their_accounts(db: duckdb.DuckDBPyConnection) -> None:
    entry(db, "a", landing_domain="warm.example")
    entry(db, "b", lane="declared", account_ref="acc-2")
    entry(db, "c", landing_domain="gone.example", removed=True)
    event(db, 1, "acc-1", landing_url="https://short.example/x", redirect_url="https://www.warm.example/y?ref=1")
    event(db, 2, "acc-3", landing_url="https://gone.example/")
    event(db, 3, "acc-4", landing_url="https://elsewhere.example/")
    members = [CampaignAccount(f"k{number}", f"acc-{number}") for number in (1, 2, 3, 4)]
    assert outcomes(db, *members) == [
        ("campaign", "absent_undeclared"), ("campaign", "in_declared_register"), ("campaign", "in_paid_register"), ("campaign", "removed_ad_identity_withheld"),
    ]


def test_searched_not_found_is_never_said_where_nothing_could_be_searched(db: duckdb.DuckDBPyConnection) -> None:
    entry(db, "a")
    event(db, 1, "acc-1", landing_url="https://warm.example/")
    assert outcomes(db, CampaignAccount("k1", "acc-1")) == [("campaign", "not_searchable")]
    # A register with landing domains only cannot be searched for a campaign that has none.
    entry(db, "b", landing_domain="other.example")
    assert outcomes(db, CampaignAccount("k1", "acc-1"), CampaignAccount("k2", "acc-2")) == [("campaign", "absent_undeclared"), ("campaign", "not_searchable")]


def test_candidates_are_not_looked_up(db: duckdb.DuckDBPyConnection) -> None:
    entry(db, "a", landing_domain="warm.example")
    event(db, 1, "acc-1", landing_url="https://warm.example/")
    assert outcomes(db) == []


def test_every_outcome_has_a_row(db: duckdb.DuckDBPyConnection) -> None:
    entry(db, "a", account_ref="acc-1")
    outcomes(db, CampaignAccount("k1", "acc-1"), CampaignAccount("k2", "acc-2"))
    rows = db.execute("SELECT outcome, in_all, count(*) FILTER (WHERE hit) FROM f_ad_outcomes GROUP BY outcome, in_all, place ORDER BY place").fetchall()
    assert rows == [("in_paid_register", 2, 1), ("in_declared_register", 2, 0), ("removed_ad_identity_withheld", 2, 0), ("absent_undeclared", 2, 1), ("not_searchable", 2, 0)]


@pytest.mark.parametrize("values", [
    {}, {"content": "t", "brand": "b", "subject": "s", "beneficiary": "B", "targeting_include": ["NL"], "reach_low": 1, "reach_unit": "people", "reach_by_member_state": ["NL:1"]},
    {"removed": True}, {"lane": "declared"}, {"lane": "declared", "removed": True}, {"targeting_exclude": ["BE"], "reach_high": 9, "reach_unit": "impressions"},
    {"reach_low": 1}, {"targeting_include": [], "reach_by_member_state": []}, {"payer": "P", "payer_company_number": "NL1", "last_shown": "2026-04-01"},
])
def test_completeness_is_that_of_the_check(db: duckdb.DuckDBPyConnection, values: dict[str, Any]) -> None:
    row = entry(db, "a", **values)
    record = formats()["own"].read(json.loads(json.dumps({key: value for key, value in row.items() if value not in (None, [])})))
    derive(db, PERIOD)
    said = dict(db.execute("SELECT point, says FROM f_ad_points").fetchall())
    assert said == {POINTS[item]: REQUIRED[item][2](record) for item in REQUIRED if owed(record, item)}


def test_entries_that_lead_where_spam_led(db: duckdb.DuckDBPyConnection) -> None:
    put(db, "moderation_actions", {
        "puid": "p-1", "decision_account": "DECISION_ACCOUNT_TERMINATED", "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "category": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "source_type": "SOURCE_VOLUNTARY", "automated_detection": True,
        "automated_decision": "AUTOMATED_DECISION_FULLY", "decided_at": "2026-03-01 12:00:00", "phenomenon": "sexbot_spam", "landing_domain": "www.warm.example",
    })
    entry(db, "a", landing_domain="warm.example")
    entry(db, "b", landing_domain="other.example")
    derive(db, PERIOD)
    assert db.execute("SELECT count(*), count(*) FILTER (WHERE leads_to_spam) FROM f_advertisements").fetchall() == [(2, 1)]


def test_an_entry_stands_once_in_each_member_state_that_it_reached(db: duckdb.DuckDBPyConnection) -> None:
    entry(db, "a", reach_by_member_state=["NL:5", "el:1-2", " BE : 3", "EL:9", "GB:4", "EEA:12"])
    entry(db, "b", reach_by_member_state=["GB:4"])
    entry(db, "c")
    derive(db, PERIOD)
    rows = db.execute("SELECT state, count(*) FILTER (WHERE point = 'ad_period'), count(DISTINCT point) FROM f_ad_state_points GROUP BY state ORDER BY state").fetchall()
    assert rows == [("BE", 1, 9), ("GR", 1, 9), ("NL", 1, 9), ("no_state", 2, 9)]
