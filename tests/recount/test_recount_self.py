"""The check of the checker: hand-made logs with results spelled as sums, invariants, and a comparison that must see.

Nothing here touches the tool's counting: what is tested is `recount`, `generate` and `compare`.
"""

import tomllib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from dsa_reports.contract import tables
from dsa_reports.template.codes import code_list

from .calendar_days import limits
from .cases import CHOICES, case_for
from .generate import PERIODS, ZONES, random_logs
from .lists import KEYWORDS, ROOT, TIERS, figure_columns
from .numbers import half_up, median_hours, seconds_between
from .recount import READINGS, Key, RowKey, recount

DEFAULTS = {name: options[0] for name, options in READINGS.items()}
SCAMS, VIOLENCE = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "STATEMENT_CATEGORY_VIOLENCE"
LAW, TERMS = "DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT"
REMOVED, LABELLED = "DECISION_VISIBILITY_CONTENT_REMOVED", "DECISION_VISIBILITY_CONTENT_LABELLED"
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def counted(logs: dict[str, list[dict[str, Any]]], tier: str = "vlop", impossible: tuple[str, ...] = (), **readings: str) -> dict[Key, str]:
    return recount(logs, tier=tier, period="2026-H1", zone="Europe/Amsterdam", readings=readings, impossible=impossible)


def hours(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def order(**values: Any) -> dict[str, Any]:
    return {"kind": "act_against_illegal_content", "member_state": "NL", "category": SCAMS, "items": 1, "received_at": NOON} | values


def notice(name: str, **values: Any) -> dict[str, Any]:
    return {"id": name, "category": SCAMS, "reporter_kind": "other", "items": 1, "received_at": NOON} | values


def action(**values: Any) -> dict[str, Any]:
    return {
        "decision_ground": TERMS, "category": SCAMS, "source_type": "SOURCE_VOLUNTARY", "decided_at": NOON,
        "automated_detection": True, "automated_decision": "AUTOMATED_DECISION_FULLY", "decision_visibility": [REMOVED],
    } | values


# Arithmetic -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(25, 2), 2, "12.5"), (Fraction(36), 2, "36"), (Fraction(18, 3600), 2, "0.01"), (Fraction(17, 3600), 2, "0"),
        (Fraction(1, 2), 0, "1"), (Fraction(5, 2), 0, "3"), (Fraction(2, 3), 4, "0.6667"), (Fraction(100), 0, "100"),
        (Fraction(999999, 1000000), 4, "1"), (Fraction("0.125"), 2, "0.13"), (0, 4, "0"), (Fraction(7, 40000), 4, "0.0002"),
    ],
)
def test_half_up(value: Fraction, decimals: int, text: str) -> None:
    assert half_up(value, decimals) == text


def test_medians_are_exact_and_durations_rounded_down() -> None:
    assert median_hours([]) is None
    assert median_hours([None, 3600, None]) == 1
    assert median_hours([7200, 3600, 0, 1]) == Fraction(1 + 3600, 2 * 3600)
    assert seconds_between(NOON, NOON + timedelta(seconds=3600, microseconds=999_999)) == 3600
    assert seconds_between(NOON + timedelta(microseconds=999_999), NOON + timedelta(seconds=1)) == 0
    assert seconds_between(None, NOON) is None


def test_the_period_is_that_of_the_zone() -> None:
    summer = limits("2026-03-29/2026-10-24", "Europe/Amsterdam")
    assert (summer.begins, summer.ends) == (datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC))
    quarter = limits("2026-Q2", "Europe/Amsterdam")
    assert (quarter.begins, quarter.ends) == (datetime(2026, 3, 31, 22, tzinfo=UTC), datetime(2026, 6, 30, 22, tzinfo=UTC))
    assert quarter.has_time(quarter.begins)
    assert not quarter.has_time(quarter.ends)
    assert quarter.has_day(date(2026, 6, 30))
    assert not quarter.has_day(date(2026, 7, 1))


# Worked examples --------------------------------------------------------------------------------------------------


def test_orders() -> None:
    logs = {"orders": [
        order(items=10, receipt_confirmed_at=hours(0.5), receipt_automated=True, effect_given_at=hours(4)),
        order(items=1, receipt_confirmed_at=hours(2), effect_given_at=hours(7), member_state="GR"),
        order(kind="provide_information", keyword="KEYWORD_PHISHING", receipt_confirmed_at=hours(3)),
        order(items=100, received_at=datetime(2026, 6, 30, 22, tzinfo=UTC)),
    ]}
    found = counted(logs)
    total: RowKey = ("TOTAL", "", "")
    assert found[3, total, "orders_to_act", "TOTAL"] == str(1 + 1)
    assert found[3, total, "items", "TOTAL"] == str(10 + 1)
    assert found[3, total, "median_receipt_to_act", "TOTAL"] == str((0.5 + 2) / 2)
    assert found[3, total, "median_effect_to_act", "TOTAL"] == str((4 + 7) / 2)
    assert found[3, total, "median_effect_to_inform", "TOTAL"] == ""
    assert found[3, total, "items", "EL"] == str(1)
    assert found[3, (SCAMS, "KEYWORD_PHISHING", ""), "orders_to_inform", "NL"] == str(1)
    assert found[3, (SCAMS, "KEYWORD_OTHER", "Sub-category not recorded"), "orders_to_act", "NL"] == str(1)
    assert {key[3] for key in found if key[0] == 3} == {"TOTAL", "NL", "EL"}
    zero = counted(logs, automated_receipts="zero", medians_without_events="zero", greece="GR", member_state_rows="all")
    assert zero[3, total, "median_receipt_to_act", "TOTAL"] == str((0 + 2) // 2)
    assert zero[3, total, "median_effect_to_inform", "TOTAL"] == "0"
    assert zero[3, total, "items", "GR"] == str(1)
    assert len({key[3] for key in zero if key[0] == 3}) == 1 + 27
    deepfake = ("STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE", "")
    assert (3, deepfake, "items", "NL") in found
    assert (3, deepfake, "items", "NL") not in counted(logs, official_rows="exact")
    assert (3, deepfake, "items", "TOTAL") in counted(logs, official_rows="exact")


def test_notices_and_the_actions_on_them() -> None:
    logs = {
        "notices": [
            notice("a", items=10, action_taken_at=hours(3), actions_on_law=5),
            notice("b", reporter_kind="trusted_flagger", action_taken_at=hours(4), actions_on_law=5, actions_on_terms=1),
            notice("c", reporter_kind="trusted_flagger", decided_at=hours(9)),
        ],
        "user_reports": [{"id": "a", "reported_at": NOON, "action_taken_at": hours(1)}],
        "moderation_actions": [
            action(notice_id="a"), action(notice_id="a", decided_at=hours(-9000)), action(notice_id="c", decision_ground=LAW),
            action(user_report_id="a", decision_ground=LAW),
        ],
    }
    row: RowKey = (SCAMS, "", "")
    found = counted(logs)
    assert found[4, row, "notices_received", ""] == str(1 + 1 + 1)
    assert found[4, row, "notices_trusted_flaggers", ""] == str(1 + 1)
    assert found[4, row, "items", ""] == str(10 + 1 + 1)
    assert found[4, row, "median_time", ""] == str((3 + 4) / 2)
    assert found[4, row, "actions_law", ""] == str(0 + 5 + 1)
    assert found[4, row, "actions_law_trusted_flaggers", ""] == str(5 + 1)
    assert found[4, row, "actions_terms", ""] == str(2 + 1 + 0)
    other = counted(logs, actions_per_notice="once_per_notice", no_action_in_median="included", user_reports="notices")
    assert other[4, row, "actions_law", ""] == str(0 + 1 + 1)
    assert other[4, row, "actions_terms", ""] == str(1 + 1 + 0)
    assert other[4, row, "median_time", ""] == "4"
    assert other[4, ("STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE", "", ""), "actions_law", ""] == "1"
    assert other[4, ("TOTAL", "", ""), "notices_received", ""] == str(3 + 1)
    hosting = counted(logs, tier="hosting")
    assert (hosting[4, row, "items", ""], hosting[4, row, "items_trusted_flaggers", ""]) == (str(10 + 1 + 1), "")
    assert counted(logs, tier="hosting", trusted_flaggers_of_hosting="filled")[4, row, "items_trusted_flaggers", ""] == str(1 + 1)
    assert not [key for key in counted(logs, tier="intermediary") if key[0] == 4]


def test_own_initiative() -> None:
    logs = {"moderation_actions": [
        action(decision_visibility=[REMOVED, LABELLED, REMOVED], decision_provision="DECISION_PROVISION_TOTAL_SUSPENSION"),
        action(automated_detection=False, source_type="SOURCE_TYPE_OTHER_NOTIFICATION"),
        action(automated_decision="AUTOMATED_DECISION_PARTIALLY", decided_at=None, application_date=date(2026, 6, 30)),
        action(notice_id="n"), action(order_id="o"), action(source_type="SOURCE_ORDER"), action(source_type="SOURCE_TRUSTED_FLAGGER"),
        action(decision_ground=LAW), action(decided_at=hours(9000), application_date=date(2026, 6, 30)),
    ]}
    row: RowKey = (SCAMS, "", "")
    found = counted(logs, impossible=("visibility_labelled",))
    assert found[6, row, "measures", ""] == str(1 + 1 + 1)
    assert found[5, row, "measures", ""] == str(1)
    assert found[6, row, "solely_automated", ""] == str(1)
    assert found[6, row, "visibility_removal", ""] == str(1 + 1 + 1)
    assert found[6, row, "visibility_labelled", ""] == ""
    assert found[6, row, "provision_suspension", ""] == str(1)
    assert counted(logs, measure_unit="restriction")[6, row, "measures", ""] == str(3 + 1 + 1)
    assert counted(logs, automated_column="detection")[6, row, "solely_automated", ""] == str(1 + 1)
    assert counted(logs, automated_column="decision")[6, row, "solely_automated", ""] == str(1 + 1)
    assert counted(logs, user_reports="notices")[6, row, "measures", ""] == str(1 + 1)


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({}, (SCAMS, "KEYWORD_OTHER", "Sub-category not recorded")),
        ({"category_specification": ["KEYWORD_OTHER", "KEYWORD_STALKING", "KEYWORD_PHISHING"]}, (SCAMS, "KEYWORD_PHISHING", "")),
        ({"category_specification": ["KEYWORD_OTHER"], "category_specification_other": " a \n b "}, (SCAMS, "KEYWORD_OTHER", "a b")),
        ({"category_specification": ["KEYWORD_OTHER"], "category_specification_other": " =1"}, (SCAMS, "KEYWORD_OTHER", "Not described")),
        ({"category_specification": ["KEYWORD_HATE_SPEECH"]}, (SCAMS, "KEYWORD_OTHER", "Sub-category not recorded")),
        ({"report_keyword": "KEYWORD_OTHER", "category_specification_other": "a"}, (SCAMS, "KEYWORD_OTHER", "Not described")),
        ({"report_keyword": "KEYWORD_HATE_SPEECH", "report_other_description": "a"}, (SCAMS, "KEYWORD_OTHER", "Sub-category not recorded")),
        (
            {"report_category": VIOLENCE, "category_specification": ["KEYWORD_PHISHING", "KEYWORD_COORDINATED_HARM"]},
            (VIOLENCE, "KEYWORD_COORDINATED_HARM", ""),
        ),
    ],
)
def test_the_one_sub_category(values: dict[str, Any], place: RowKey) -> None:
    found = counted({"moderation_actions": [action(**values)]})
    assert found[6, place, "measures", ""] == "1"
    assert sum(text == "1" and key[2] == "measures" for key, text in found.items() if key[0] == 6) == 3


def test_equal_descriptions_are_told_apart() -> None:
    words = {"category_specification": ["KEYWORD_OTHER"], "category_specification_other": "Spam"}
    logs = {"moderation_actions": [action(**words), action(category=VIOLENCE, **words), action(decision_ground=LAW, **words)]}
    found = counted(logs)
    assert found[6, (SCAMS, "KEYWORD_OTHER", "Spam (Scams and/or fraud)"), "measures", ""] == "1"
    assert found[6, (VIOLENCE, "KEYWORD_OTHER", "Spam (Violence)"), "measures", ""] == "1"
    assert found[5, (SCAMS, "KEYWORD_OTHER", "Spam"), "measures", ""] == "1"
    assert counted(logs, other_descriptions="category")[6, (VIOLENCE, "KEYWORD_OTHER", "Spam"), "measures", ""] == "1"
    assert found[5, (VIOLENCE, "KEYWORD_OTHER", ""), "measures", ""] == "0"
    logs["moderation_actions"].append(action(category=VIOLENCE, **words | {"category_specification_other": "Spam (Violence)"}))
    found = counted(logs)
    assert found[6, (VIOLENCE, "KEYWORD_OTHER", "Spam (Violence)"), "measures", ""] == "1"
    assert found[6, (VIOLENCE, "KEYWORD_OTHER", "Spam (Violence) [2]"), "measures", ""] == "1"


def test_appeals() -> None:
    def complaint(outcome: str, decided: float | None, **values: Any) -> dict[str, Any]:
        return {"basis": "account", "submitted_at": NOON, "outcome": outcome, "decided_at": None if decided is None else hours(decided)} | values

    logs = {
        "complaints": [
            complaint("upheld", 2), complaint("reversed", 6, new_restriction_imposed=True), complaint("omitted", 40), complaint("omitted", None),
            complaint("pending", None), complaint("upheld", 9000), complaint("upheld", 24, submitted_at=hours(-9000)),
            complaint("partially_reversed", 1, basis="no_action_on_notice", by_trusted_flagger=True),
            complaint("partially_reversed", 3, basis="no_action_on_notice"),
        ],
        "disputes": [complaint(o, 1, implemented=i) for o, i in (("reversed", True), ("reversed", None), ("partially_reversed", True), ("upheld", True))],
        "suspensions": [{"ground": "manifestly_unfounded_notices", "imposed_at": NOON}],
    }
    texts = {(*key[1:], text) for key, text in counted(logs).items() if key[0] == 7}
    name = "Number of complaints submitted to the internal-complaints mechanism"
    assert ((name, 0), "value", "Total number", str(9 - 1)) in texts
    assert ((name, 0), "value", "Decisions upheld", str(1)) in texts
    assert ((name, 0), "value", "Decision omitted", str(1 + 1)) in texts
    assert ((name, 0), "value", "Median time", str((2 + 3) / 2)) in texts
    assert (("Number of restrictions newly imposed as a result of an internal complaint", 0), "value", "Total number", "1") in texts
    assert (("Number of disputes submitted to out-of-court dispute settlement bodies", 0), "value", "Percentage of outcomes implemented", "0.6667") in texts
    assert (("Number of suspensions enacted for the provision of manifestly unfounded notices", 0), "value", "Total number", "1") in texts
    no_action = "Complaint regarding a decision not to take action on a notice submitted in accordance with Article 16"
    assert ((no_action, 0), "value", "Decisions partially reversed", str(1 + 1)) in texts
    decided = counted(logs, complaints_cut_off="decided", omitted_in_median="included", trusted_flagger_complaints="apart")
    assert decided[7, (name, 0), "value", "Total number"] == str(9 - 1)
    assert decided[7, (name, 0), "value", "Decisions upheld"] == str(1 + 1)
    assert decided[7, (name, 0), "value", "Median time"] == str((3 + 6) / 2)
    assert decided[7, (no_action, 0), "value", "Decisions partially reversed"] == "1"


def test_automated_means() -> None:
    def sample(system: str, *counts: int, **values: Any) -> dict[str, Any]:
        names = ("true_positives", "false_positives", "true_negatives", "false_negatives")
        return {"system": system, "scope": "total", "evaluated_to": date(2026, 6, 30)} | dict(zip(names, counts, strict=True)) | values

    logs = {
        "moderation_actions": [
            action(), action(automated_detection=False, notice_id="a", content_language="FR"),
            action(automated_decision="AUTOMATED_DECISION_PARTIALLY", report_languages=["nl", "nl", "tr"]),
            action(automated_decision="AUTOMATED_DECISION_NOT_AUTOMATED", content_language="FR", decision_account="DECISION_ACCOUNT_SUSPENDED"),
        ],
        "notices": [notice("a", language="de", processing="automated"), notice("b"), notice("c", processing="not_automated", reporter_kind="trusted_flagger")],
        "automation_evaluations": [
            sample("b", 1, 0, 0, 2), sample("b", 0, 0, 3, 0, content_type="all"), sample("a", 0, 0, 0, 0),
            sample("b", 9, 9, 9, 9, evaluated_to=date(2026, 7, 1)), sample("b", 1, 1, 1, 1, scope="language", language="nl"),
        ],
    }
    found = counted(logs)
    solely, not_at_all = "Number of measures solely taken by automated means", "Number of measures not taken by automated means"
    assert (found[8, (solely, 0), "value", "Total number"], found[8, (not_at_all, 0), "value", "Total number"]) == (str(1 + 1), "1")
    assert (found[8, (solely, 0), "value", "Own-initiative"], found[8, (solely, 0), "value", "de"]) == ("1", "1")
    assert (found[8, (solely, 0), "value", "fr"], found[8, (not_at_all, 0), "value", "fr"]) == ("0", "1")
    accuracy = "Accuracy of the automated means - Accuracy"
    assert [found[8, (accuracy, n), "value", "Total number"] for n in (0, 1)] == ["", half_up(Fraction(1 + 3, 1 + 2 + 3), 4)]
    assert (found[8, (accuracy, 0), "value", "nl"], found[8, (accuracy, 0), "value", "fr"]) == ("0.5", "")
    assert found[8, ("Number of notices not processed by automated means", 0), "value", "NAM Total"] == "1"
    other = counted(logs, partly_automated="not_automated", measure_automation="detection_and_decision", measure_unit="restriction")
    assert (other[8, (solely, 0), "value", "Total number"], other[8, (not_at_all, 0), "value", "Total number"]) == ("1", str(1 + 1 + 2))
    assert (other[8, (not_at_all, 0), "value", "nl"], other[8, (not_at_all, 0), "value", "fr"]) == ("1", "2")
    assert other[8, ("Number of notices not processed by automated means", 0), "value", "NAM Total"] == str(1 + 1)
    exact = counted(logs, official_rows="exact")
    assert [(8, (accuracy, n), "value", "bg") in exact for n in (0, 2, 3)] == [True, True, False]
    assert [exact[8, ("Accuracy of the automated means - Precision", n), "value", "nl"] for n in range(3)] == ["0.5", "", ""]
    assert (8, (accuracy, 0), "value", "nl") not in exact


def test_people() -> None:
    logs = {
        "moderators": [
            {"as_of": date(2026, 6, 30), "kind": "internal", "fte": Decimal("1.125"), "languages": ["nl", "nl", "de"]},
            {"as_of": date(2026, 6, 30), "kind": "external", "fte": Decimal("30.5"), "heads": 40, "languages": ["nl"]},
            {"as_of": date(2026, 6, 30), "kind": "external", "fte": Decimal(2)},
            {"as_of": date(2026, 7, 1), "kind": "external", "fte": Decimal(9)},
        ],
        "recipients": [
            {"month": date(2026, month, 1), "member_state": state, "active_recipients": number}
            for month, state, number in ((1, "NL", 10), (2, "NL", 11), (2, "EL", 3), (2, "GR", 4), (7, "NL", 99))
        ],
    }
    found = {(key[1][0], key[3]): text for key, text in counted(logs).items() if key[0] in (9, 10)}
    assert found["Number of internal moderators employed by the provider", "Total number"] == "1.13"
    assert found["Number of external moderators contracted by the provider", "Total number"] == str(30.5 + 2)
    linguistic = "Number of total moderators with sufficient linguistic expertise"
    assert found[linguistic, "Total number"] == str(30.5 + 1.13)
    assert (found[linguistic, "nl"], found[linguistic, "de"], found[linguistic, "fr"]) == (str(1 + 40), "1", "0")
    people = "Number of average monthly active recipients during the reporting period"
    assert (found[people, "NL"], found[people, "EL"], found[people, "FR"]) == ("11", str(3 + 4), "")
    assert found[people, "TOTAL"] == str((10 + 11 + 3 + 4) // 2)
    whole = counted(logs, full_time_equivalents="integer", greece="GR")
    assert whole[9, (linguistic, 0), "value", "Total number"] == "32"
    assert whole[10, (people, 0), "value", "GR"] == str(3 + 4)


# Invariants -------------------------------------------------------------------------------------------------------

_ADDITIVE = {3: ("orders_to_act", "items", "orders_to_inform"), 4: ("notices_received", "items", "actions_law", "actions_terms"), 5: ("measures", "solely_automated", "visibility_removal"), 6: ("measures", "account_suspension")}


@pytest.mark.parametrize("seed", range(6))
def test_sub_categories_add_up_to_categories_and_these_to_the_total(seed: int) -> None:
    logs = random_logs(seed, "vlop", 150)
    found = counted(logs, user_reports=("own_initiative", "notices")[seed % 2])
    for part, columns in _ADDITIVE.items():
        sums: Counter[tuple[str, str, str, str]] = Counter()
        for (number, key, column, scope), text in found.items():
            if number == part and column in columns:
                level = "total" if key[0] == "TOTAL" else "sub" if len(key) == 3 and key[1] else "category"
                sums[column, scope, str(key[0]), level] += int(text)
                if level == "category":
                    sums[column, scope, "all", level] += int(text)
                if level == "total" and scope not in ("", "TOTAL"):
                    sums[column, "states", "TOTAL", level] += int(text)
        for column in columns:
            scopes = {key[3] for key in found if key[0] == part}
            for scope in scopes:
                assert sums[column, scope, "TOTAL", "total"] == sums[column, scope, "all", "category"]
                for category in KEYWORDS:
                    if KEYWORDS[category]:
                        assert sums[column, scope, category, "category"] == sums[column, scope, category, "sub"]
            if part == 3:
                assert sums[column, "states", "TOTAL", "total"] == sums[column, "TOTAL", "TOTAL", "total"]


@pytest.mark.parametrize("seed", range(4))
def test_restrictions_add_up_where_they_are_measures(seed: int) -> None:
    found = counted(random_logs(seed, "vlop", 150), measure_unit="restriction")
    for part in (5, 6):
        for key in {key[1] for key in found if key[0] == part}:
            row = {column["name"]: found[part, key, column["name"], ""] for column in figure_columns(part)}
            assert int(row["measures"]) == sum(int(text) for name, text in row.items() if name not in ("measures", "solely_automated"))


def test_a_service_where_nothing_happened() -> None:
    for tier in TIERS:
        assert {text for key, text in counted({}, tier=tier).items()} <= {"0", ""}
    assert {text for key, text in counted({}).items() if key[2] in ("items", "measures", "notices_received")} == {"0"}


# Readings and random logs -----------------------------------------------------------------------------------------


def test_every_reading_and_every_answer_is_known() -> None:
    data = tomllib.loads((ROOT / "dsa_reports" / "service" / "readings.toml").read_text("utf-8"))
    assert {entry["id"]: tuple(entry["options"]) for entry in data["reading"]} == READINGS


@pytest.mark.parametrize("seed", range(40))
def test_random_logs_keep_the_contract(seed: int) -> None:
    logs = random_logs(seed, TIERS[seed % 5], 40, period=PERIODS[seed % len(PERIODS)], zone=ZONES[seed % len(ZONES)])
    assert logs == random_logs(seed, TIERS[seed % 5], 40, period=PERIODS[seed % len(PERIODS)], zone=ZONES[seed % len(ZONES)])
    for name, rows in logs.items():
        table = tables()[name]
        columns = {column.name: column for column in table.columns}
        if table.key:
            assert len({row[table.key] for row in rows}) == len(rows)
        for row in rows:
            naive = {key: value.replace(tzinfo=None) if isinstance(value, datetime) else value for key, value in row.items()}
            assert [rule.id for rule in table.rules if rule.rejects and not rule.must.holds(naive)] == []
            assert [column for column in columns if columns[column].required and row.get(column) in (None, "", [])] == []
            for key, value in row.items():
                codes = columns[key].codes
                allowed = code_list(codes) if isinstance(codes, str) else codes
                assert allowed is None or value is None or set(value if isinstance(value, list) else [value]) <= set(allowed)


@cache
def _counted_by_default(tier: str) -> dict[Key, str]:
    case = next(case for case in map(case_for, READINGS) if case.tier == tier)
    return recount(case.logs, readings={}, **case.facts)


@pytest.mark.parametrize(("reading", "answer"), CHOICES)
def test_each_other_answer_changes_a_figure_of_its_case(reading: str, answer: str) -> None:
    case = case_for(reading)
    same = _counted_by_default(case.tier) == recount(case.logs, readings={reading: answer}, **case.facts)
    assert same == (reading == "line_ends")
