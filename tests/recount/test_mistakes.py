"""Plausible mistakes, each made once in the recount: the random logs must bring every one to light.

What the recount would catch in the tool is only what the logs provoke. So each mistake
that a counting program may well contain has to change at least one figure of a case on
which the tool is tested under its default readings or those named.
"""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from . import appeals, automation, columns, measures, numbers, people
from . import recount as counting
from .calendar_days import Limits, limits
from .cases import a_case
from .recount import Count, Key, recount

Row = dict[str, Any]
_in_period, _notices, _measures = Count.in_period, Count.notices, Count.measures


def _boundaries_crossed(earlier: Any, later: Any) -> int | None:
    """Seconds as some engines count them: of times cut to whole seconds."""
    if earlier is None or later is None:
        return None
    return (later.replace(microsecond=0) - earlier.replace(microsecond=0)) // timedelta(seconds=1)


def _lower_median(durations: Any) -> Fraction | None:
    known = sorted(seconds for seconds in durations if seconds is not None)
    return Fraction(known[(len(known) - 1) // 2], 3600) if known else None


def _cut_off(value: Any, decimals: int) -> str:
    return numbers_half_up(Fraction(int(Fraction(value) * 10**decimals), 10**decimals), decimals)


def _half_even(value: Any, decimals: int) -> str:
    return numbers_half_up(round(Fraction(value), decimals), decimals)


numbers_half_up = numbers.half_up
numbers_seconds = numbers.seconds_between


def _to_nearest_second(earlier: Any, later: Any) -> int | None:
    return None if earlier is None or later is None else round((later - earlier) / timedelta(seconds=1))


def _with_end(self: Limits, moment: Any) -> bool:
    return self.begins <= moment <= self.ends


def _without_begin(self: Limits, moment: Any) -> bool:
    return self.begins < moment < self.ends


def _restrictions_twice(row: Row) -> list[str]:
    found = [name for code in row.get("decision_visibility") or [] for name, codes in measures.COLUMNS_OF_RESTRICTIONS.items() if code in codes]
    return [*found, *(name for name in measures_restrictions(row) if not name.startswith("visibility"))]


measures_restrictions = measures.restrictions


def _place_without(column: str) -> Callable[[Row], tuple[str, str, str]]:
    place = counting.place_of
    return lambda row: place({name: value for name, value in row.items() if name != column})


def _first_keyword_listed(row: Row, category: str) -> tuple[str | None, str | None]:
    if "decision_ground" not in row:
        return row.get("keyword"), row.get("other_description")
    if row.get("report_keyword"):
        return row["report_keyword"], row.get("report_other_description")
    description = row.get("report_other_description") or row.get("category_specification_other")
    return next(iter(row.get("category_specification") or []), None), description


def _measures_by_either_date(self: Count) -> list[Row]:
    dated = [r for r in self.table("moderation_actions") if r.get("decided_at") is None or r.get("application_date")]
    named = [r for r in dated if r.get("application_date") and self.within.has_day(r["application_date"])]
    return named + [r for r in _measures(self) if r not in named]


def _seen_by_source_type_only(row: Row, readings: dict[str, str]) -> str:
    return measures_origin({"source_type": row["source_type"]}, readings)


measures_origin = measures.origin


def _content_language_first(count: Count, row: Row) -> set[str]:
    return {row["content_language"].lower()} if row.get("content_language") else languages_of(count, row)


languages_of = automation.languages_of


def _languages_of_notices_in_period(count: Count, row: Row) -> set[str]:
    known = {notice["id"] for notice in count.in_period("notices", "received_at")}
    return languages_of(count, row if row.get("notice_id") in known else row | {"notice_id": None})


def _all_evaluations(count: Count, scope: str) -> list[Row]:
    return [row | {"content_type": "all"} for row in evaluations(count, scope)]


evaluations = automation.evaluations


def _actions_of_period_only(self: Count, name: str) -> list[Row]:
    rows: list[Row] = self.logs.get(name, [])
    return [r for r in rows if r.get("decided_at") and self.within.has_time(r["decided_at"])] if name == "moderation_actions" else rows


def _greece_as_logged(self: Count, code: str) -> str:
    return code


def _outcome_as_logged(count: Count, row: Row) -> bool:
    return count.within.has_time(row["submitted_at"])


MISTAKES: dict[str, tuple[object, str, Any]] = {
    "seconds counted as boundaries": (columns, "seconds_between", _boundaries_crossed),
    "seconds rounded to the nearest": (columns, "seconds_between", _to_nearest_second),
    "the lower of two middle durations": (counting, "median_hours", _lower_median),
    "decimals cut off": (counting, "half_up", _cut_off),
    "decimals rounded half to even": (counting, "half_up", _half_even),
    "shares cut off": (automation, "half_up", _cut_off),
    "full-time equivalents cut off": (people, "half_up", _cut_off),
    "recipients rounded half to even": (people, "half_up", _half_even),
    "the end of the period inside": (Limits, "has_time", _with_end),
    "the begin of the period outside": (Limits, "has_time", _without_begin),
    "midnights of UTC": (counting, "limits", lambda period, _zone: limits(period, "UTC")),
    "restrictions listed twice counted twice": (columns, "restrictions", _restrictions_twice),
    "report_category not read": (counting, "place_of", _place_without("report_category")),
    "report_keyword not read": (counting, "place_of", _place_without("report_keyword")),
    "report_other_description not read": (counting, "place_of", _place_without("report_other_description")),
    "the first keyword of the list": (counting, "_as_logged", _first_keyword_listed),
    "equal descriptions left alike": (counting, "_tell_apart", lambda _entries: None),
    "both dates of a measure": (Count, "measures", _measures_by_either_date),
    "origin by source_type only": (counting, "origin", _seen_by_source_type_only),
    "language of the content first": (automation, "languages_of", _content_language_first),
    "language of notices outside the period not read": (automation, "languages_of", _languages_of_notices_in_period),
    "content types of samples pooled": (automation, "evaluations", _all_evaluations),
    "actions of the period only": (Count, "table", _actions_of_period_only),
    "GR and EL apart": (Count, "member_state", _greece_as_logged),
    "outcomes after the end of the period": (appeals, "_counts", _outcome_as_logged),
}


_READINGS = {"restrictions listed twice counted twice": {"measure_unit": "restriction"}, "seconds rounded to the nearest": {"median_decimals": "4"}}


@cache
def _right(seed: int, readings: tuple[tuple[str, str], ...]) -> dict[Key, str]:
    case = a_case(seed, "vlop", 250)
    return recount(case.logs, readings=dict(readings), **case.facts)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_logs_bring_a_plausible_mistake_to_light(mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = _READINGS.get(mistake, {})
    right = {seed: _right(seed, tuple(readings.items())) for seed in (1, 7)}
    place, name, replacement = MISTAKES[mistake]
    monkeypatch.setattr(place, name, replacement)
    assert any(recount((case := a_case(seed, "vlop", 250)).logs, readings=readings, **case.facts) != right[seed] for seed in right)
