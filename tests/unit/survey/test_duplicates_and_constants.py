"""S-4 and F-7: what repeats."""

import pytest

from dsa_reports.service.config import Source

A = {"content_ref": "c-1"}


def test_the_same_content_decided_twice_on_a_day(log):
    rows = [A, {**A, "_file": 1}, {**A, "_file": 1}, {"content_ref": "c-2"}, {**A, "decided_at": "2026-02-03 10:00:00"}]
    finding = log.made("moderation_actions", rows, files=2).one("S-4")
    assert (finding.count, finding.file, finding.line, finding.severity) == (2, "moderation_actions-1.csv", 3, "warning")
    assert [place.line for place in finding.examples] == [3, 4]
    assert not finding.rejects
    assert finding.table == "moderation_actions"
    assert "c-1" not in finding.model_dump_json()


@pytest.mark.parametrize("other", [
    {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"]}, {"decision_account": "DECISION_ACCOUNT_SUSPENDED"},
    {"decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT"}, {"decided_at": "2026-02-03 00:00:00"}, {"content_ref": "c-2"},
])
def test_a_difference_in_what_counts_is_no_repetition(log, other):
    assert log.made("moderation_actions", [A, {**A, **other}]).found("S-4") == []


def test_an_account_stands_for_the_content_and_rows_without_either_are_not_compared(log):
    assert log.made("moderation_actions", [{}, {}, {}]).found("S-4") == []
    assert log.made("moderation_actions", [{"account_ref": "a"}, {"account_ref": "a"}, {"account_ref": "c"}, {"content_ref": "c"}]).one("S-4").count == 1


def test_days_alone_are_days_too(log):
    row = {**A, "decided_at": None, "application_date": "2026-02-02"}
    assert log.made("moderation_actions", [A, row]).one("S-4").count == 1


@pytest.mark.parametrize(("others", "alarm"), [(0, True), (1, True), (2, False), (50, False)])
def test_a_column_is_constant_over_999_of_1000_rows(log, others, alarm):
    rows = [{"source_type": "SOURCE_ARTICLE_16"}] * others + [{}] * (2_000 - others)
    # Everything else of these rows is constant too; only this column is asked about here.
    found = [f for f in log.made("moderation_actions", rows).found("F-7") if f.column == "source_type"]
    assert bool(found) == alarm
    if alarm:
        assert (found[0].value, found[0].count, found[0].line) == ("SOURCE_VOLUNTARY", 2_000 - others, others + 2)
        assert ("100 %" if others == 0 else "over 99.9 %") in found[0].message


def test_few_rows_empty_columns_and_constants_on_purpose_are_silent(log, surveyed):
    assert log.made("moderation_actions", [{}] * 999).found("F-7") == []
    found = surveyed().made("moderation_actions", [{}] * 1000).found("F-7", sources={"moderation_actions": Source(files=("x",), constants={"source_type": "SOURCE_VOLUNTARY"}, rename={"category": "Thema"})})
    assert {f.column for f in found} == {"automated_detection", "automated_decision", "Thema", "decision_ground"}


def test_lists_are_the_same_in_any_order(log):
    rows = [{"territorial_scope": ["NL", "BE"] if i % 2 else ["BE", "NL"], "surface": ["post", "ad"][i % 2]} for i in range(1_000)]
    columns = {f.column for f in log.made("moderation_actions", rows).found("F-7")}
    assert "territorial_scope" in columns
    assert "surface" not in columns
