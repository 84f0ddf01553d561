"""S-6, S-7, S-9, S-11: what statements of reasons say together."""

import pytest

from dsa_reports.template.codes import code_list

ALL = sorted(code_list("countries"))
UNION = [state for state in ALL if state not in ("IS", "LI", "NO")]
LAW = {"decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "illegal_content_legal_ground": "Art. 240b Sr"}


def test_the_source_of_a_decision_is_that_of_its_notice(log):
    log.made("notices", [{"id": "n1", "reporter_kind": "trusted_flagger"}, {"id": "n2"}])
    log.made("moderation_actions", [
        {"notice_id": "n1", "source_type": "SOURCE_TRUSTED_FLAGGER"}, {"notice_id": "n2", "source_type": "SOURCE_ARTICLE_16"},
        {"notice_id": "n1", "source_type": "SOURCE_ARTICLE_16"}, {"notice_id": "n2", "source_type": "SOURCE_TRUSTED_FLAGGER"},
        {"source_type": "SOURCE_TRUSTED_FLAGGER"}, {"source_type": "SOURCE_TRUSTED_FLAGGER", "source_identity": "Meldpunt"},
    ])
    found = log.found("S-6")
    assert sorted((f.severity, f.line, f.count) for f in found) == [("error", 4, 1), ("error", 5, 1), ("warning", 6, 1)]


def test_without_notices_only_the_decisions_themselves_are_asked(log):
    log.made("moderation_actions", [{"notice_id": "n1", "source_type": "SOURCE_TRUSTED_FLAGGER"}])
    assert log.found("S-6") == []


@pytest.mark.parametrize(("others", "alarm"), [(9, True), (10, False), (100, False)])
def test_one_clause_for_everything(log, others, alarm):
    rows = [{"incompatible_content_ground": "House rules"}] * (200 - others) + [{"incompatible_content_ground": f"Rule {n}"} for n in range(others)]
    found = log.made("moderation_actions", rows).found("S-7")
    assert [f.count for f in found] == ([200 - others] if alarm else [])
    assert all("House" not in f.model_dump_json() for f in found)


def test_illegality_without_a_law(log):
    log.made("moderation_actions", [LAW, {**LAW, "illegal_content_legal_ground": None}, {}])
    assert (log.one("S-7").count, log.one("S-7").line) == (1, 3)


@pytest.mark.parametrize(("ground", "scope", "alarm"), [
    ("Art. 240b Sr", UNION, True), ("Art. 240b Sr", ALL, True), ("Regulation (EU) 2021/784", UNION, False), ("GDPR Art. 17", UNION, False), ("Art. 240b Sr", ["NL"], False),
])
def test_national_law_in_the_whole_union(log, ground, scope, alarm):
    rows = [{**LAW, "illegal_content_legal_ground": ground, "territorial_scope": scope}] * 200
    assert [f.count for f in log.made("moderation_actions", rows).found("S-9")] == ([200] if alarm else [])


def test_scopes_that_are_empty(surveyed):
    assert [f.severity for f in surveyed().made("moderation_actions", [{}] * 3).found("S-9")] == ["info"]
    finding = surveyed().made("moderation_actions", [{"territorial_scope": ["NL"]}, {}]).one("S-9")
    assert (finding.severity, finding.count, finding.line) == ("warning", 1, 3)


def test_keywords_that_are_mostly_missing_are_said(surveyed):
    filled = {"category_specification": ["KEYWORD_OTHER"]}
    assert surveyed().made("moderation_actions", [filled, {}]).found("S-11") == []
    finding = surveyed().made("moderation_actions", [filled, {}, {}]).one("S-11")
    assert (finding.severity, finding.count) == ("info", 2)
    assert "66.6 %" in finding.message
    assert surveyed().made("moderation_actions", [{"report_keyword": "KEYWORD_OTHER"}, {}]).found("S-11") == []
