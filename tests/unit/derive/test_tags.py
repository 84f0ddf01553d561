"""Which rows are tagged, by which rule, and what is never tagged; then what the facts of the chapter make of them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from dsa_reports.contract.common import ABUSE_KEYWORDS
from dsa_reports.intake.derive import derive
from dsa_reports.intake.derive.tagging import (
    AccountGeneration,
    CampaignAccount,
    Exclusion,
    System,
    Tagging,
    TagRow,
)
from dsa_reports.law.periods import parse_period
from dsa_reports.phenomena.load import phenomena
from dsa_reports.pipeline.tagging import rules_only
from tests.conftest import put

H1 = parse_period("2026-H1", ZoneInfo("UTC"))
SCAMS, TERMS, MINORS = (f"STATEMENT_CATEGORY_{name}" for name in ("SCAMS_AND_FRAUD", "OTHER_VIOLATION_TC", "PROTECTION_OF_MINORS"))
ACTION = {
    "puid": "p-1", "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"], "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    "category": SCAMS, "source_type": "SOURCE_VOLUNTARY", "automated_detection": True, "automated_decision": "AUTOMATED_DECISION_FULLY",
    "decided_at": "2026-03-01 12:00:00",
}
SHIPPED = rules_only(phenomena())


def with_campaign(*accounts: str) -> Tagging:
    return Tagging(SHIPPED.phenomenon_rules, SHIPPED.phenomenon_never, [CampaignAccount("c-1", account) for account in accounts])


def act(db: duckdb.DuckDBPyConnection, **row: Any) -> None:
    put(db, "moderation_actions", **(ACTION | row))


def tags(db: duckdb.DuckDBPyConnection, tagging: Tagging = SHIPPED) -> list[tuple[Any, ...]]:
    derive(db, H1, tagging=tagging)
    return db.execute("SELECT id, phenomenon, rule, shown FROM f_tags ORDER BY ALL").fetchall()


@pytest.mark.parametrize(("row", "rule"), [
    ({"phenomenon": "sexbot_spam"}, "value_map"),
    ({"platform_label": "Sexual-Spam_BOT"}, "label"),
    ({"platform_label": "sexual spam bot", "phenomenon": "sexbot_spam"}, "value_map"),
    ({"category_specification": ["KEYWORD_OTHER"], "category_specification_other": " Sexual  spam"}, "description"),
    ({"category": TERMS, "report_keyword": "KEYWORD_OTHER", "report_other_description": "seksspam"}, "description"),
    ({"category_specification": ["KEYWORD_OTHER"], "category_specification_other": "Sexual spam with " + "x" * 400}, None),
    ({"category": "STATEMENT_CATEGORY_CYBER_VIOLENCE", "category_specification": ["KEYWORD_OTHER"], "category_specification_other": "sexual spam"}, None),
    ({"platform_label": "dating"}, None),
    ({"category": TERMS, "category_specification": ["KEYWORD_ADULT_SEXUAL_MATERIAL"]}, None),
    ({"category_specification": ["KEYWORD_INAUTHENTIC_ACCOUNTS"]}, None),
    ({}, None),
])
def test_the_rules_of_the_package(db: duckdb.DuckDBPyConnection, row: dict[str, Any], rule: str | None) -> None:
    act(db, **row)
    assert tags(db) == ([("p-1", "sexbot_spam", rule, True)] if rule else [])


@pytest.mark.parametrize(("row", "rule"), [
    ({}, "campaign"), ({"category": TERMS}, "campaign"),
    ({"category": "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS"}, None),
    ({"category": MINORS, "category_specification": ["KEYWORD_AGE_SPECIFIC_RESTRICTIONS_MINORS"]}, "campaign_age_limit"),
    ({"category": MINORS}, None),
    ({"account_ref": "a-2"}, None), ({"account_ref": None}, None),
])
def test_a_confirmed_campaign_tags_what_is_about_spam_only(db: duckdb.DuckDBPyConnection, row: dict[str, Any], rule: str | None) -> None:
    act(db, **({"account_ref": "a-1"} | row))
    assert tags(db, with_campaign("a-1")) == ([("p-1", "sexbot_spam", rule, True)] if rule else [])
    assert tags(db) == []


@pytest.mark.parametrize("keyword", ABUSE_KEYWORDS)
@pytest.mark.parametrize("where", ["category_specification", "report_keyword"])
def test_abuse_and_grooming_are_never_spam_whatever_any_rule_says(db: duckdb.DuckDBPyConnection, keyword: str, where: str) -> None:
    act(
        db, category=MINORS, phenomenon="sexbot_spam", platform_label="sexbot", account_ref="a-1",
        **{where: [keyword, "KEYWORD_OTHER"] if where == "category_specification" else keyword},
    )
    everything = [TagRow("sexbot_spam", 1, 1, "all", categories=(MINORS,)), TagRow("other", 2, 1, "all", categories=(MINORS,))]
    assert tags(db, with_campaign("a-1")) == []
    assert tags(db, Tagging(everything)) == []


@pytest.mark.parametrize("said", ["grooming", "Soliciting a minor", "sextortion of minors"])
def test_an_approach_to_a_minor_is_never_spam(db: duckdb.DuckDBPyConnection, said: str) -> None:
    act(db, category=MINORS, category_specification=["KEYWORD_OTHER"], category_specification_other=said, phenomenon="sexbot_spam")
    put(db, "notices", id="n-1", category="STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE", keyword="KEYWORD_OTHER", other_description=said, phenomenon="sexbot_spam", received_at="2026-03-01", reporter_kind="other", items=1)
    assert tags(db) == []


@pytest.mark.parametrize("age", ["known_minor", "assumed_minor", "adult", "unknown", None])
def test_a_minor_as_recipient_changes_neither_tag_nor_official_cell(db: duckdb.DuckDBPyConnection, age: str | None) -> None:
    act(db, phenomenon="sexbot_spam", recipient_age_group=age, category_specification=["KEYWORD_INAUTHENTIC_ACCOUNTS"])
    assert tags(db) == [("p-1", "sexbot_spam", "value_map", True)]
    assert db.execute("SELECT category, keyword FROM f_measures").fetchall() == [(SCAMS, "KEYWORD_INAUTHENTIC_ACCOUNTS")]


def test_a_row_of_two_phenomena_is_shown_once_by_precedence(db: duckdb.DuckDBPyConnection) -> None:
    act(db, phenomenon="sexbot_spam")
    other = TagRow("aaa", 300, 1, "scams", categories=(SCAMS,))
    assert tags(db, Tagging([*SHIPPED.phenomenon_rules, other])) == [("p-1", "aaa", "scams", False), ("p-1", "sexbot_spam", "value_map", True)]
    before = TagRow("zzz", 1, 1, "scams", categories=(SCAMS,))
    assert tags(db, Tagging([*SHIPPED.phenomenon_rules, before])) == [("p-1", "sexbot_spam", "value_map", False), ("p-1", "zzz", "scams", True)]
    assert db.execute("SELECT count(*) FROM f_sexbot_measures").fetchall() == [(0,)]


def test_an_exclusion_stops_its_own_phenomenon_only(db: duckdb.DuckDBPyConnection) -> None:
    act(db, platform_label="x")
    rules = [TagRow(name, 1, 1, "r", labels=("x",)) for name in ("one", "two")]
    assert [row[1] for row in tags(db, Tagging(rules, [Exclusion("one", 1, labels=("X",))]))] == ["two"]


def test_complaints_follow_their_decision_or_their_own_label(db: duckdb.DuckDBPyConnection) -> None:
    act(db, phenomenon="sexbot_spam")
    for number, row in enumerate(({"puid": "p-1"}, {"phenomenon": "sexbot_spam"}, {"puid": "p-9"})):
        put(db, "complaints", id=f"c-{number}", basis="account", submitted_at="2026-03-05", outcome="upheld", decided_at="2026-03-06", **row)
    assert [row[0] for row in tags(db) if row[0].startswith("c-")] == ["c-0", "c-1"]


def test_a_report_about_the_same_account_comes_first_only_if_it_is_older_and_about_spam(db: duckdb.DuckDBPyConnection) -> None:
    for number, (at, category, label) in enumerate([
        ("2026-02-28", None, None), ("2026-02-28", SCAMS, "sexbot"), ("2026-02-28", SCAMS, "fraud"), ("2026-03-02", None, None),
    ]):
        act(db, puid=f"p-{number}", account_ref=f"a-{number}", phenomenon="sexbot_spam")
        put(db, "user_reports", id=f"r-{number}", account_ref=f"a-{number}", reported_at=at, category=category, platform_label=label)
    derive(db, H1, tagging=SHIPPED)
    found = db.execute("SELECT account_ref, proactive, reported_by, seconds_from_first_report FROM f_sexbot_measures ORDER BY 1").fetchall()
    assert found == [("a-0", False, "earlier_report", 36 * 3600), ("a-1", False, "earlier_report", 36 * 3600), ("a-2", True, "nobody", None), ("a-3", True, "nobody", None)]


def test_reports_turned_down_and_acted_upon_later(db: duckdb.DuckDBPyConnection) -> None:
    act(db, account_ref="a-1", phenomenon="sexbot_spam")
    for number, (account, decided, acted) in enumerate([
        ("a-1", "2026-02-28", None), ("a-1", "2026-03-05", None), ("a-1", "2026-02-28", "2026-02-28"), ("a-1", None, None), ("a-2", "2026-02-28", None),
    ]):
        put(db, "user_reports", id=f"r-{number}", account_ref=account, reported_at="2026-02-27", decided_at=decided, action_taken_at=acted)
    derive(db, H1, tagging=SHIPPED)
    assert db.execute("SELECT rejected, later_acted, count(*) FROM f_sexbot_notices GROUP BY ALL ORDER BY ALL").fetchall() == [(False, False, 2), (True, False, 1), (True, True, 1)]


def test_still_active_at_the_end_of_the_period(db: duckdb.DuckDBPyConnection) -> None:
    accounts = ("gone", "later", "before", "suspended", "lifted", "never")
    ended = {"gone": ("TERMINATED", "2026-03-01", None), "later": ("TERMINATED", "2026-07-02", None), "before": ("TERMINATED", "2025-12-30", None), "suspended": ("SUSPENDED", "2026-03-01", None), "lifted": ("SUSPENDED", "2026-03-01", "2026-03-09")}
    for account, (kind, at, until) in ended.items():
        act(db, puid=account, account_ref=account, decision_account=f"DECISION_ACCOUNT_{kind}", decided_at=at, end_date_account_restriction=until)
    derive(db, H1, tagging=with_campaign(*accounts))
    found = db.execute("SELECT account_ref, still_active FROM f_sexbot_accounts WHERE confirmed ORDER BY 1").fetchall()
    assert found == [("gone", False), ("later", True), ("lifted", True), ("never", True), ("suspended", False)]


def test_generations_their_lives_and_what_the_next_one_changed(db: duckdb.DuckDBPyConnection) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(f"2026-{text}")

    for account, domain, surface, hour, age in (("a-1", "one.example", "comment", 9, "adult"), ("a-2", "two.example", "comment", 22, "known_minor")):
        put(db, "account_events", id=f"e-{account}", account_ref=account, occurred_at=f"2026-02-01 {hour:02d}:00:00", kind="commented", surface=surface, text="Hello there", landing_url=f"https://{domain}/x", target_age_group=age)
    act(db, puid="end", account_ref="a-1", decision_account="DECISION_ACCOUNT_TERMINATED", decided_at="2026-02-05")
    lived = [AccountGeneration("f", 1, "a-1", at("02-01"), at("02-04")), AccountGeneration("f", 2, "a-2", at("02-07"), at("02-09"))]
    derive(db, H1, tagging=Tagging(SHIPPED.phenomenon_rules, (), [CampaignAccount("c", "a-1"), CampaignAccount("d", "a-2")], lived))
    found = db.execute("SELECT generation, acted_upon, lived_seconds, seconds_until_return, domain_changed, template_changed, surface_changed, hours_changed, addressed_changed FROM f_sexbot_generations ORDER BY 1").fetchall()
    assert found == [(1, True, 4 * 86400, 2 * 86400, True, False, False, True, True), (2, False, 2 * 86400, None, None, None, None, None, None)]


def test_only_samples_of_means_that_the_definition_names(db: duckdb.DuckDBPyConnection) -> None:
    for number, system in enumerate(("Bot Model", "Other model")):
        put(db, "automation_evaluations", id=str(number), system=system, scope="total", evaluated_to="2026-06-30", true_positives=1, false_positives=1, true_negatives=1, false_negatives=1, method="by hand")
    derive(db, H1, tagging=Tagging(phenomenon_systems=[System("sexbot_spam", "bot-model")]))
    assert db.execute("SELECT count(*) FROM f_sexbot_evaluations").fetchall() == [(1,)]


@pytest.mark.parametrize(("unit", "tagged"), [("decision", 1), ("restriction", 2)])
def test_each_measure_stands_in_one_place_of_the_official_parts(db: duckdb.DuckDBPyConnection, unit: str, tagged: int) -> None:
    both = {"decision_account": "DECISION_ACCOUNT_TERMINATED", "phenomenon": "sexbot_spam"}
    act(db, puid="own", **both)
    act(db, puid="untagged")
    act(db, puid="law", decision_ground="DECISION_GROUND_ILLEGAL_CONTENT", **both)
    act(db, puid="notified", source_type="SOURCE_ARTICLE_16", **both)
    act(db, puid="ordered", source_type="SOURCE_ORDER", **both)
    derive(db, H1, {"measure_unit": unit}, tagging=SHIPPED)
    found = db.execute("SELECT part, preceded_by, tagged, decisions, whole FROM f_sexbot_cells WHERE part IS DISTINCT FROM '7' ORDER BY part, preceded_by").fetchall()
    assert found == [("5", "own_initiative", tagged, 1, tagged), ("6", "own_initiative", tagged, 1, tagged + 1), (None, "notice", tagged, 1, None), (None, "order", tagged, 1, None)]
