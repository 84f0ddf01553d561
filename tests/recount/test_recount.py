"""Every numeric cell that the tool writes equals the recount: five tiers, random logs, every reading."""

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dsa_reports.findings import Severity
from dsa_reports.pipeline import build
from dsa_reports.pipeline.check import Declared, check

from .cases import CHOICES, Case, a_case, case_for
from .compare import described, differences, part_path, read_part
from .generate import random_logs
from .lists import PARTS, TIERS, position
from .recount import READINGS, accuracy_contexts, recount
from .write import write_logs


def compared(case: Case, readings: Mapping[str, str], folder: Path) -> str:
    """What differs between the tool's CSV parts and the recount, in words; '' if nothing does."""
    service = write_logs(
        case.logs, folder, tier=case.tier, zone=case.zone, readings=readings, impossible=case.impossible, seed=case.seed,
    )
    output = folder / "csv"
    output.mkdir()
    build.harmonised_csv(service=service, period=case.period, output=output)
    expected = recount(case.logs, impossible=case.impossible, readings=readings, **case.facts)
    found = differences(expected, output, tier=case.tier, readings=readings)
    unnamed = _unnamed(accuracy_contexts(case.logs, readings=readings, **case.facts), output)
    alike = [] if readings.get("other_descriptions") == "category" else _alike(output)
    return "\n".join(([described(found)] if found else []) + unnamed + alike + _alarms(output, case.tier, readings))


def _alarms(output: Path, tier: str, readings: Mapping[str, str]) -> list[str]:
    """Findings at error level in the files as anybody would check them: knowing nothing, the tier, or the readings too.

    The parts are written without texts and dates, and for any period: rules about those are left out. So are rows of
    the log under KEYWORD_OTHER without a description, which random logs have: that they block is meant.
    """
    known = (Declared(), Declared(tier=tier), Declared(tier, {name: answers[0] for name, answers in READINGS.items()} | dict(readings)))
    skip = ("A-6", "A-7", "N-2", *_NO_DATA)
    return [
        f"{finding.id} {finding.part}:{finding.line} {finding.message}"
        for what in known for finding in check(path=output, known=what, skip=skip).findings
        if finding.severity in (Severity.BLOCKS, Severity.ERROR) and not (finding.id == "B-3" and "Not described" in finding.value)
    ]


_NO_DATA = ("B-11", "C-16", "C-17")
"""Random logs may hold no recipients of a Member State, no moderators, fewer recipients in the Union than in one Member State: true
findings, all of them."""


def _alike(output: Path) -> list[str]:
    """KEYWORD_OTHER rows of one sheet (in part 3: of one scope) with identical descriptions (Annex II, I.7)."""
    found = []
    for part in (3, 4, 5, 6):
        used = Counter((line.key[-1], line.scope) for line in read_part(output, part) if line.key[1] == "KEYWORD_OTHER")
        found += [f"part {part}: {times} rows with the description {words}" for words, times in used.items() if times > 1 and words[0]]
    return found


def _unnamed(words: Mapping[object, list[str]], output: Path) -> list[str]:
    """Accuracy rows of part 8 whose context does not say what the row is about."""
    place = position(8, "context")
    texts = {(8, line.key, "value", line.scope): line.cells[place] for line in read_part(output, 8)}
    return [
        f"part 8, {key}: the context {texts.get(key)!r} lacks {word!r}"
        for key, wanted in words.items() for word in wanted if word.lower() not in texts.get(key, "").lower()
    ]


@pytest.mark.parametrize("tier", TIERS)
def test_under_the_default_readings(tier: str, tmp_path: Path) -> None:
    case = a_case(1, tier, 250)
    assert compared(case, {}, tmp_path) == ""
    _a_changed_cell_is_reported_and_nothing_else(case, tmp_path / "csv")


def _a_changed_cell_is_reported_and_nothing_else(case: Case, output: Path) -> None:
    part = 6
    with part_path(output, part).open(encoding="utf-8", newline="") as file:
        records = list(csv.reader(file))
    place = [column["name"] for column in PARTS[part]["columns"]].index("measures")
    records[41][place] = "7777"
    with part_path(output, part).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(records)
    expected = recount(case.logs, impossible=case.impossible, readings={}, **case.facts)
    (difference,) = differences(expected, output, tier=case.tier, readings={})
    assert (difference.part, difference.record, difference.header, difference.found) == (part, 42, records[0][place], "7777")


@pytest.mark.slow
@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("seed", range(2, 6))
def test_under_the_default_readings_more_often(tier: str, seed: int, tmp_path: Path) -> None:
    assert compared(a_case(seed, tier, 250), {}, tmp_path) == ""


@pytest.mark.parametrize("tier", [tier if tier == "vlop" else pytest.param(tier, marks=pytest.mark.slow) for tier in TIERS])
def test_where_nothing_happened(tier: str, tmp_path: Path) -> None:
    assert compared(a_case(3, tier, 0), {"medians_without_events": "zero"}, tmp_path) == ""


BUNDLES = [
    {
        "automated_column": "detection", "no_action_in_median": "included", "complaints_cut_off": "decided", "greece": "GR",
        "median_decimals": "0", "automated_receipts": "zero", "partly_automated": "not_automated", "line_ends": "crlf",
    },
    {
        "automated_column": "decision", "actions_per_notice": "once_per_notice", "omitted_in_median": "included",
        "median_decimals": "4", "measure_automation": "detection_and_decision", "member_state_rows": "all",
    },
    {
        "user_reports": "notices", "trusted_flagger_complaints": "apart", "official_rows": "exact",
        "medians_without_events": "zero", "other_descriptions": "category", "full_time_equivalents": "integer",
    },
    {"trusted_flaggers_of_hosting": "filled", "user_reports": "notices"},
    {"vlose_rows": "as_online_platform", "measure_unit": "restriction"},
]
"""Answers whose cells hardly overlap, so that one build tries several; each alone is among the slow tests."""


@pytest.mark.parametrize("readings", BUNDLES, ids=lambda readings: "-".join(list(readings)[:2]))
def test_under_other_answers_in_bundles(readings: dict[str, str], tmp_path: Path) -> None:
    assert compared(case_for(next(iter(readings))), readings, tmp_path) == ""


def test_every_other_answer_is_in_a_bundle() -> None:
    assert {choice for bundle in BUNDLES for choice in bundle.items()} == set(CHOICES)


@pytest.mark.slow
@pytest.mark.parametrize(("reading", "answer"), CHOICES)
def test_under_each_other_answer_alone(reading: str, answer: str, tmp_path: Path) -> None:
    assert compared(case_for(reading), {reading: answer}, tmp_path) == ""


any_readings = st.fixed_dictionaries({}, optional={name: st.sampled_from(answers) for name, answers in READINGS.items()})


def _holds(seed: int, tier: str, readings: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        assert compared(a_case(seed, tier), readings, Path(folder)) == ""


@settings(max_examples=3, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate])
@given(seed=st.integers(0, 10**6), tier=st.sampled_from(TIERS), readings=any_readings)
def test_under_any_readings(seed: int, tier: str, readings: dict[str, str]) -> None:
    _holds(seed, tier, readings)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate])
@given(seed=st.integers(0, 10**8), tier=st.sampled_from(TIERS), readings=any_readings)
def test_under_any_readings_deeper(seed: int, tier: str, readings: dict[str, str]) -> None:
    _holds(seed, tier, readings)


@pytest.mark.deep
@settings(max_examples=400, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(seed=st.integers(0, 10**9), tier=st.sampled_from(TIERS), readings=any_readings)
def test_under_any_readings_by_hand(seed: int, tier: str, readings: dict[str, str]) -> None:
    _holds(seed, tier, readings)


def _described(name: str, words: str, category: str) -> dict[str, object]:
    return {
        "puid": name, "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT", "category": category, "source_type": "SOURCE_VOLUNTARY",
        "decided_at": datetime(2026, 3, 1, tzinfo=UTC), "automated_detection": True, "automated_decision": "AUTOMATED_DECISION_FULLY",
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"], "category_specification": ["KEYWORD_OTHER"],
        "category_specification_other": words,
    }


def test_descriptions_that_look_like_those_told_apart(tmp_path: Path) -> None:
    a, b, c = "STATEMENT_CATEGORY_VIOLENCE", "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "STATEMENT_CATEGORY_SELF_HARM"
    actions = [_described("1", "Spam", a), _described("2", "Spam", b), _described("3", "Spam (Violence)", c)]
    actions += [_described("4", "Doxing", a), _described("5", "Doxing", b), _described("6", "Doxing (Violence)", a)]
    nothing: dict[str, list[dict[str, object]]] = {name: [] for name in random_logs(0, "vlop", 0)}
    case = Case(0, "vlop", "2026-H1", "UTC", (), nothing | {"moderation_actions": actions})
    assert compared(case, {}, tmp_path) == ""
