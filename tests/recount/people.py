"""Parts 9 and 10: moderators and recipients."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from .numbers import half_up

if TYPE_CHECKING:
    from .recount import Count, Log


def moderators(count: Count) -> Callable[[str, str], list[str]]:
    """The text of each row of part 9: the moderators on the latest day within the period on which their kind was counted."""
    dated = [row for row in count.table("moderators") if count.within.has_day(row["as_of"])]
    latest = {kind: max((row["as_of"] for row in dated if row["kind"] == kind), default=None) for kind in ("internal", "external")}
    present = [row for row in dated if row["as_of"] == latest[row["kind"]]]
    decimals = 0 if count.readings["full_time_equivalents"] == "integer" else 2

    def full_time(rows: list[Log]) -> str:
        return half_up(sum((Fraction(row["fte"]) for row in rows), Fraction(0)), decimals)

    def values(key: str, scope: str) -> list[str]:
        if key == "moderators_internal":
            return [full_time([row for row in present if row["kind"] == "internal"])]
        if key == "moderators_external":
            return [full_time([row for row in present if row["kind"] == "external"])]
        if scope == "total":
            return [full_time([row for row in present if row.get("languages")])]
        speakers = [row for row in present if scope in (row.get("languages") or [])]
        return [str(sum(row.get("heads") or 1 for row in speakers))]

    return values


def recipients(count: Count) -> Callable[[str, str], list[str]]:
    """The text of each row of part 10: a monthly average, over the months that the scope has; 0 where the table is empty."""
    if not list(count.table("recipients")):
        return lambda _key, _scope: ["0"]
    dated = [row for row in count.table("recipients") if count.within.has_day(row["month"])]

    def values(_key: str, scope: str) -> list[str]:
        rows = [row for row in dated if count.member_state(row["member_state"]) == scope]
        if scope == "TOTAL" and not rows:
            rows = dated
        months = {(row["month"].year, row["month"].month) for row in rows}
        people = sum(row["active_recipients"] for row in rows)
        return [half_up(Fraction(people, len(months)), 0) if months else ""]

    return values
