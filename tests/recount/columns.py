"""Parts 3 to 6: what each column counts of the log rows that stand in a row of the sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .measures import COLUMNS_OF_RESTRICTIONS, restrictions, solely_automated_in_column_g
from .numbers import seconds_between

if TYPE_CHECKING:
    from .recount import Count

Log = dict[str, Any]
Columns = dict[str, Callable[[list[Log]], str]]


def order_columns(count: Count) -> Columns:
    """Part 3: what each column counts of the orders of a row."""

    def kind(rows: list[Log], wanted: str) -> list[Log]:
        return [row for row in rows if row["kind"] == wanted]

    def receipt(row: Log) -> int | None:
        received, confirmed = row["received_at"], row.get("receipt_confirmed_at")
        as_zero = count.readings["automated_receipts"] == "zero" and row.get("receipt_automated") is True
        if as_zero and confirmed is not None and confirmed - received <= timedelta(hours=1):
            return 0
        return seconds_between(received, confirmed)

    def effect(row: Log) -> int | None:
        return seconds_between(row["received_at"], row.get("effect_given_at"))

    act, inform = "act_against_illegal_content", "provide_information"
    return {
        "orders_to_act": lambda rows: str(len(kind(rows, act))),
        "items": lambda rows: str(sum(row["items"] for row in kind(rows, act))),
        "median_receipt_to_act": lambda rows: count.median_text(receipt(row) for row in kind(rows, act)),
        "median_effect_to_act": lambda rows: count.median_text(effect(row) for row in kind(rows, act)),
        "orders_to_inform": lambda rows: str(len(kind(rows, inform))),
        "median_receipt_to_inform": lambda rows: count.median_text(receipt(row) for row in kind(rows, inform)),
        "median_effect_to_inform": lambda rows: count.median_text(effect(row) for row in kind(rows, inform)),
    }


def notice_columns(count: Count) -> Columns:
    """Part 4: what each column counts of the notices of a row; every second column only trusted flaggers' notices."""

    def until_action(row: Log) -> int | None:
        if row.get("action_taken_at") is None and count.readings["no_action_in_median"] == "included":
            return seconds_between(row["received_at"], row.get("decided_at"))
        return seconds_between(row["received_at"], row.get("action_taken_at"))

    def actions(row: Log, ground: str, given: str) -> int:
        column = "user_report_id" if row["is_report"] else "notice_id"
        naming = [a for a in count.table("moderation_actions") if a.get(column) == row["id"]]
        naming = [a for a in naming if not (row["is_report"] and a.get("notice_id"))]
        number = sum(a["decision_ground"] == ground for a in naming) if naming else row.get(given) or 0
        return min(number, 1) if count.readings["actions_per_notice"] == "once_per_notice" else number

    def on_law(row: Log) -> int:
        return actions(row, "DECISION_GROUND_ILLEGAL_CONTENT", "actions_on_law")

    def on_terms(row: Log) -> int:
        return actions(row, "DECISION_GROUND_INCOMPATIBLE_CONTENT", "actions_on_terms")

    all_notices: Columns = {
        "notices_received": lambda rows: str(len(rows)),
        "items": lambda rows: str(sum(row["items"] for row in rows)),
        "median_time": lambda rows: count.median_text(until_action(row) for row in rows),
        "actions_law": lambda rows: str(sum(on_law(row) for row in rows)),
        "actions_terms": lambda rows: str(sum(on_terms(row) for row in rows)),
    }
    silent = count.tier == "hosting" and count.readings["trusted_flaggers_of_hosting"] == "blank"

    def of_trusted_flaggers(formula: Callable[[list[Log]], str]) -> Callable[[list[Log]], str]:
        def of_them(rows: list[Log]) -> str:
            return "" if silent else formula([row for row in rows if row.get("reporter_kind") == "trusted_flagger"])

        return of_them

    names = {name: name.replace("_received", "") + "_trusted_flaggers" for name in all_notices}
    return all_notices | {names[name]: of_trusted_flaggers(formula) for name, formula in all_notices.items()}


def own_initiative_columns(count: Count) -> Columns:
    """Parts 5 and 6: what each column counts of the measures of a row."""

    def number(rows: list[Log]) -> str:
        if count.readings["measure_unit"] == "restriction":
            return str(sum(len(restrictions(row)) for row in rows))
        return str(len(rows))

    def with_restriction(name: str) -> Callable[[list[Log]], str]:
        def of_it(rows: list[Log]) -> str:
            return "" if name in count.impossible else str(sum(name in restrictions(row) for row in rows))

        return of_it

    return {
        "measures": number,
        "solely_automated": lambda rows: number([r for r in rows if solely_automated_in_column_g(r, count.readings)]),
    } | {name: with_restriction(name) for name in COLUMNS_OF_RESTRICTIONS}
