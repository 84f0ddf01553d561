"""A phenomenon only tags: whatever rules, exclusions and campaigns there are, parts 3 to 10 do not change."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.engines.duckdb import connect
from dsa_reports.indicators.evaluate import evaluate_parts
from dsa_reports.intake.derive import derive
from dsa_reports.intake.derive.tagging import CampaignAccount, Exclusion, Tagging, TagRow
from dsa_reports.law.periods import parse_period
from dsa_reports.service.readings import default_readings
from tests.conftest import empty_contract

PERIOD = parse_period("2026-H1", ZoneInfo("UTC"))
CATEGORIES = ("STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "STATEMENT_CATEGORY_OTHER_VIOLATION_TC", "STATEMENT_CATEGORY_PROTECTION_OF_MINORS")
KEYWORDS = ("KEYWORD_OTHER", "KEYWORD_PHISHING", "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS", "KEYWORD_NUDITY")
LABELS = ("sexbot", "Sex Bot", "fraud", "x")

ROW = st.fixed_dictionaries({
    "category": st.sampled_from(CATEGORIES), "category_specification": st.lists(st.sampled_from(KEYWORDS), max_size=2, unique=True),
    "category_specification_other": st.sampled_from((None, *LABELS)), "platform_label": st.sampled_from((None, *LABELS)),
    "phenomenon": st.sampled_from((None, "sexbot_spam")), "detector_id": st.sampled_from((None, "d-1")), "account_ref": st.sampled_from((None, "a-1", "a-2")),
    "decision_ground": st.sampled_from(("DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT")),
    "source_type": st.sampled_from(("SOURCE_VOLUNTARY", "SOURCE_ARTICLE_16", "SOURCE_ORDER")), "recipient_age_group": st.sampled_from((None, "known_minor", "adult")),
    "decided_at": st.sampled_from(("2026-02-01", "2026-08-01")),
})
some = st.lists(st.sampled_from(LABELS), max_size=2).map(tuple)
RULE = st.builds(
    TagRow, phenomenon=st.sampled_from(("sexbot_spam", "other")), precedence=st.integers(1, 3), position=st.integers(1, 9), rule=st.just("r"),
    value_map=st.booleans(), campaigns=st.booleans(), categories=st.lists(st.sampled_from(CATEGORIES), max_size=2).map(tuple),
    keywords=st.lists(st.sampled_from(KEYWORDS), max_size=2).map(tuple), descriptions=some, labels=some, detectors=st.sampled_from(((), ("d-1",))),
)
TAGGING = st.builds(
    Tagging, phenomenon_rules=st.lists(RULE, max_size=4), phenomenon_never=st.lists(st.builds(Exclusion, st.just("other"), st.just(1), labels=some), max_size=1),
    confirmed_accounts=st.lists(st.builds(CampaignAccount, st.just("c"), st.sampled_from(("a-1", "a-2"))), max_size=2, unique=True),
)


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect(threads=1)
    empty_contract(connection)
    yield connection
    connection.close()


def counted(db: duckdb.DuckDBPyConnection, tagging: Tagging) -> Any:
    derive(db, PERIOD, tagging=tagging)
    return evaluate_parts(db, default_readings())


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=st.lists(ROW, min_size=1, max_size=8), tagging=TAGGING)
def test_parts_do_not_change_and_nothing_is_shown_twice(db: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]], tagging: Tagging) -> None:
    db.execute("BEGIN")
    try:
        for number, row in enumerate(rows):
            whole = row | {"puid": f"p-{number}", "decision_account": "DECISION_ACCOUNT_TERMINATED", "automated_detection": True, "automated_decision": "AUTOMATED_DECISION_FULLY"}
            db.execute(f"INSERT INTO accepted_moderation_actions ({', '.join(whole)}) VALUES ({', '.join('?' * len(whole))})", list(whole.values()))
            db.execute("INSERT INTO accepted_notices (id, category, keyword, platform_label, phenomenon, reporter_kind, items, received_at) VALUES (?, ?, ?, ?, ?, 'other', 1, '2026-03-01')", [f"n-{number}", row["category"], next(iter(row["category_specification"]), None), row["platform_label"], row["phenomenon"]])
        assert counted(db, tagging) == counted(db, Tagging(phenomenon_rules=()))
        counted(db, tagging)
        assert db.execute("SELECT source, id FROM f_tags WHERE shown GROUP BY ALL HAVING count(*) <> 1").fetchall() == []
        abuse = "SELECT puid FROM accepted_moderation_actions WHERE list_contains(category_specification, 'KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS')"
        assert db.execute(f"SELECT count(*) FROM f_tags WHERE source = 'moderation_actions' AND id IN ({abuse})").fetchall() == [(0,)]
        # The chapter reconciles: its measures are those of the cells, each once.
        assert db.execute("SELECT (SELECT count(*) FROM f_sexbot_measures) - (SELECT coalesce(sum(decisions), 0) FROM f_sexbot_cells WHERE part IN ('5', '6') OR part IS NULL)").fetchall() == [(0,)]
        assert db.execute("SELECT count(*) FROM f_sexbot_cells WHERE part <> '7' AND (whole IS NULL OR tagged > whole)").fetchall() == [(0,)]
    finally:
        db.execute("ROLLBACK")
