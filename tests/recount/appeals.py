"""Part 7: complaints, disputes, suspensions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from .numbers import half_up, seconds_between

if TYPE_CHECKING:
    from .recount import Count, Log

_BASES = {
    "complaints_visibility": "visibility",
    "complaints_service": "service",
    "complaints_account": "account",
    "complaints_monetisation": "monetisation",
}
_GROUNDS = {
    "suspensions_illegal_content": "manifestly_illegal_content",
    "suspensions_unfounded_notices": "manifestly_unfounded_notices",
    "suspensions_unfounded_complaints": "manifestly_unfounded_complaints",
}
_DECIDED = ("upheld", "partially_reversed", "reversed")


def appeals(count: Count) -> Callable[[str, str], list[str]]:
    """The text of each row of part 7."""

    def values(key: str, scope: str) -> list[str]:
        if key in _GROUNDS:
            rows = count.in_period("suspensions", "imposed_at")
            return [str(sum(row["ground"] == _GROUNDS[key] for row in rows))]
        if key == "restrictions_newly_imposed":
            rows = _with_outcome(count, count.table("complaints"))
            return [str(sum(row.get("new_restriction_imposed") is True for row in rows))]
        if key == "disputes":
            return [_appeal(count, count.table("disputes"), scope)]
        rows = [row for row in count.table("complaints") if _stands_in(row, key, count.readings)]
        return [_appeal(count, rows, scope)]

    return values


def _stands_in(row: Log, key: str, readings: dict[str, str]) -> bool:
    """Whether a complaint belongs to a row of part 7."""
    if key == "complaints":
        return True
    if key in _BASES:
        return bool(row["basis"] == _BASES[key])
    if row["basis"] != "no_action_on_notice":
        return False
    of_trusted_flagger = row.get("by_trusted_flagger") is True
    if key == "complaints_no_action_trusted_flagger":
        return of_trusted_flagger
    return not of_trusted_flagger or readings["trusted_flagger_complaints"] == "inside"


def _appeal(count: Count, rows: list[Log], scope: str) -> str:
    if scope == "total":
        return str(sum(count.within.has_time(row["submitted_at"]) for row in rows))
    finished = _with_outcome(count, rows)
    if scope == "median_time":
        outcomes = (*_DECIDED, "omitted") if count.readings["omitted_in_median"] == "included" else _DECIDED
        timed = [row for row in finished if row["outcome"] in outcomes]
        return count.median_text(seconds_between(row["submitted_at"], row.get("decided_at")) for row in timed)
    if scope == "outcomes_implemented":
        reversals = [row for row in finished if row["outcome"] in ("reversed", "partially_reversed")]
        followed = sum(row.get("implemented") is True for row in reversals)
        return half_up(Fraction(followed, len(reversals)), 4) if reversals else ""
    return str(sum(row["outcome"] == scope for row in finished))


def _with_outcome(count: Count, rows: list[Log]) -> list[Log]:
    """The rows whose outcome, any but pending, belongs to the period."""
    return [row for row in rows if row["outcome"] != "pending" and _counts(count, row)]


def _counts(count: Count, row: Log) -> bool:
    submitted: datetime = row["submitted_at"]
    decided: datetime | None = row.get("decided_at")
    if count.readings["complaints_cut_off"] == "submitted":
        still_pending = decided is not None and decided >= count.within.ends
        return count.within.has_time(submitted) and not still_pending
    return count.within.has_time(submitted if decided is None else decided)
