"""The derivation on single rows: edges of the period, zones, the one category and sub-category, what preceded a decision."""

from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from dsa_reports.intake.derive import derive, fact_sql
from dsa_reports.law.periods import Period, parse_period
from tests.conftest import put

AMSTERDAM = parse_period("2026-H1", ZoneInfo("Europe/Amsterdam"))
SCAMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
ACTION = {
    "puid": "p-1", "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
    "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT", "category": SCAMS, "source_type": "SOURCE_VOLUNTARY",
    "automated_detection": True, "automated_decision": "AUTOMATED_DECISION_FULLY", "decided_at": "2026-03-01 12:00:00",
}
NOTICE = {"id": "n-1", "category": SCAMS, "reporter_kind": "other", "items": 1, "received_at": "2026-03-01 12:00:00"}


def derived(
    db: duckdb.DuckDBPyConnection, fact: str, columns: str, period: Period = AMSTERDAM, **chosen: str
) -> list[tuple[Any, ...]]:
    derive(db, period, chosen)
    return db.execute(f"SELECT {columns} FROM {fact} ORDER BY ALL").fetchall()


@pytest.mark.parametrize(("received", "inside"), [
    ("2025-12-31 22:59:59.999999", False), ("2025-12-31 23:00:00", True),
    ("2026-06-30 21:59:59.999999", True), ("2026-06-30 22:00:00", False),
])
def test_an_event_at_the_edge_is_in_exactly_one_period(db: duckdb.DuckDBPyConnection, received: str, inside: bool) -> None:
    put(db, "notices", NOTICE | {"received_at": received})
    assert derived(db, "f_notices", "count(*)") == [(int(inside),)]
    before, after = (parse_period(p, ZoneInfo("Europe/Amsterdam")) for p in ("2025-H2", "2026-H2"))
    elsewhere = [derived(db, "f_notices", "count(*)", period)[0][0] for period in (before, after)]
    assert sum(elsewhere) == int(not inside)


def test_durations_are_real_time_over_the_change_of_the_clock(db: duckdb.DuckDBPyConnection) -> None:
    put(db, "notices", NOTICE | {"received_at": "2026-03-29 00:30:00", "action_taken_at": "2026-03-29 01:30:00.9"})
    assert derived(db, "f_notices", "action_seconds") == [(3600,)]


@pytest.mark.parametrize(("row", "keyword", "description"), [
    ({}, "KEYWORD_OTHER", "Sub-category not recorded"),
    ({"category_specification": ["KEYWORD_PHISHING"]}, "KEYWORD_PHISHING", None),
    ({"category_specification": ["KEYWORD_NUDITY", "KEYWORD_PHISHING"]}, "KEYWORD_PHISHING", None),
    ({"category_specification": ["KEYWORD_NUDITY"]}, "KEYWORD_OTHER", "Sub-category not recorded"),
    ({"category_specification": ["KEYWORD_OTHER", "KEYWORD_PHISHING"]}, "KEYWORD_PHISHING", None),
    ({"category_specification": ["KEYWORD_OTHER"], "category_specification_other": "  Fake \n prizes "}, "KEYWORD_OTHER", "Fake prizes"),
    ({"category_specification": ["KEYWORD_OTHER"]}, "KEYWORD_OTHER", "Not described"),
    ({"category_specification": ["KEYWORD_OTHER"], "category_specification_other": "=1+1"}, "KEYWORD_OTHER", "Not described"),
    ({"category_specification": ["KEYWORD_STALKING"]}, "KEYWORD_OTHER", "Sub-category not recorded"),
    ({"category_specification": ["KEYWORD_PHISHING"], "report_keyword": "KEYWORD_OTHER", "report_other_description": "Spam"}, "KEYWORD_OTHER", "Spam"),
    ({"category": "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"}, None, None),
])
def test_the_one_sub_category(db: duckdb.DuckDBPyConnection, row: dict[str, Any], keyword: str | None, description: str | None) -> None:
    put(db, "moderation_actions", ACTION | row)
    assert derived(db, "f_measures", "keyword, other_description") == [(keyword, description)]


@pytest.mark.parametrize(("row", "reading", "preceded_by"), [
    ({}, "own_initiative", "own_initiative"),
    ({"source_type": "SOURCE_ARTICLE_16"}, "own_initiative", "notice"),
    ({"source_type": "SOURCE_TRUSTED_FLAGGER"}, "own_initiative", "notice"),
    ({"notice_id": "n-1"}, "own_initiative", "notice"),
    ({"notice_id": "n-1", "order_id": "o-1"}, "own_initiative", "order"),
    ({"source_type": "SOURCE_ORDER"}, "own_initiative", "order"),
    ({"source_type": "SOURCE_TYPE_OTHER_NOTIFICATION"}, "own_initiative", "own_initiative"),
    ({"source_type": "SOURCE_TYPE_OTHER_NOTIFICATION"}, "notices", "notice"),
    ({"user_report_id": "r-1"}, "notices", "notice"),
])
def test_own_initiative_is_defined_by_exclusion(db: duckdb.DuckDBPyConnection, row: dict[str, Any], reading: str, preceded_by: str) -> None:
    put(db, "moderation_actions", ACTION | row)
    assert derived(db, "f_measures", "preceded_by", user_reports=reading) == [(preceded_by,)]


def test_a_day_places_a_decision_without_a_time(db: duckdb.DuckDBPyConnection) -> None:
    for puid, day in (("a", "2025-12-31"), ("b", "2026-01-01"), ("c", "2026-06-30"), ("d", "2026-07-01")):
        put(db, "moderation_actions", ACTION | {"puid": puid, "decided_at": None, "application_date": day})
    assert derived(db, "f_measures", "count(*)") == [(2,)]


def test_a_measure_counts_per_restriction_under_that_reading(db: duckdb.DuckDBPyConnection) -> None:
    put(db, "moderation_actions", ACTION | {"decision_account": "DECISION_ACCOUNT_TERMINATED", "decision_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION"})
    assert derived(db, "f_measures", "measures") == [(1,)]
    assert derived(db, "f_measures", "measures", measure_unit="restriction") == [(3,)]


def test_actions_of_another_period_still_belong_to_their_notice(db: duckdb.DuckDBPyConnection) -> None:
    put(db, "notices", NOTICE | {"actions_on_terms": 7})
    put(db, "moderation_actions", ACTION | {"notice_id": "n-1", "decided_at": "2026-08-01 00:00:00"})
    assert derived(db, "f_notices", "actions_law, actions_terms") == [(0, 1)]


def test_languages_of_a_measure(db: duckdb.DuckDBPyConnection) -> None:
    put(db, "notices", NOTICE | {"language": "de"})
    put(db, "moderation_actions", ACTION | {"puid": "a", "content_language": "NL"})
    put(db, "moderation_actions", ACTION | {"puid": "b", "content_language": "NL", "notice_id": "n-1"})
    put(db, "moderation_actions", ACTION | {"puid": "c", "content_language": "NL", "report_languages": ["fr", "en", "ru"]})
    put(db, "moderation_actions", ACTION | {"puid": "d", "content_language": "RU"})
    assert derived(db, "f_measure_languages", "language") == [("de",), ("en",), ("fr",), ("nl",)]


@pytest.mark.parametrize(("reading", "outcomes"), [("submitted", [("reversed",), (None,)]), ("decided", [("reversed",), ("upheld",), (None,)])])
def test_complaints_that_cross_the_edge(db: duckdb.DuckDBPyConnection, reading: str, outcomes: list[tuple[str]]) -> None:
    base = {"basis": "account"}
    put(db, "complaints", base | {"id": "1", "submitted_at": "2026-06-01", "outcome": "reversed", "decided_at": "2026-06-02"})
    put(db, "complaints", base | {"id": "2", "submitted_at": "2026-06-29", "outcome": "upheld", "decided_at": "2026-07-02"})
    put(db, "complaints", base | {"id": "3", "submitted_at": "2025-12-01", "outcome": "upheld", "decided_at": "2026-01-02"})
    assert sorted(derived(db, "f_complaints", "outcome", complaints_cut_off=reading), key=str) == sorted(outcomes, key=str)


def test_the_queries_have_no_clock() -> None:
    for name in ("f_measures", "f_notices", "f_orders", "f_complaints"):
        assert "current_" not in fact_sql(name)
        assert "now(" not in fact_sql(name)


def test_landing_domains_meet_by_the_domain_that_somebody_registered(db: duckdb.DuckDBPyConnection) -> None:
    tagged = ACTION | {"phenomenon": "sexbot_spam"}
    for number, domain in enumerate(("go.warm-hart.co.uk", "WWW.warm-hart.co.uk", "anna.github.io", "no domain")):
        put(db, "moderation_actions", tagged | {"puid": f"p-{number}", "landing_domain": domain})
    for number, (domain, lane) in enumerate((("warm-hart.co.uk", "paid"), ("bert.github.io", "declared"), ("No Domain", "declared"))):
        put(db, "advertisements", {"ad_id": f"a-{number}", "lane": lane, "landing_domain": domain, "first_shown": "2026-02-01"})
    assert derived(db, "f_landing_domains", "domain, measures, in_paid_register, in_declared_register") == [
        ("anna.github.io", 1, False, False), ("no domain", 1, False, True), ("warm-hart.co.uk", 2, True, False),
    ]
