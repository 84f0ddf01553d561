"""A decision and what it did: what came before it, what it restricted, whether a machine took it."""

from typing import Any

COLUMNS_OF_RESTRICTIONS: dict[str, tuple[str, ...]] = {
    "visibility_removal": ("DECISION_VISIBILITY_CONTENT_REMOVED",),
    "visibility_disable": ("DECISION_VISIBILITY_CONTENT_DISABLED",),
    "visibility_demoted": ("DECISION_VISIBILITY_CONTENT_DEMOTED",),
    "visibility_age_restricted": ("DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED",),
    "visibility_interaction_restricted": ("DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED",),
    "visibility_labelled": ("DECISION_VISIBILITY_CONTENT_LABELLED",),
    "visibility_other": ("DECISION_VISIBILITY_OTHER",),
    "monetary_suspension": ("DECISION_MONETARY_SUSPENSION",),
    "monetary_termination": ("DECISION_MONETARY_TERMINATION",),
    "monetary_other": ("DECISION_MONETARY_OTHER",),
    "provision_suspension": ("DECISION_PROVISION_PARTIAL_SUSPENSION", "DECISION_PROVISION_TOTAL_SUSPENSION"),
    "provision_termination": ("DECISION_PROVISION_PARTIAL_TERMINATION", "DECISION_PROVISION_TOTAL_TERMINATION"),
    "account_suspension": ("DECISION_ACCOUNT_SUSPENDED",),
    "account_termination": ("DECISION_ACCOUNT_TERMINATED",),
}
"""Columns H to U of parts 5 and 6 → the codes of the statement of reasons that they count."""


def restrictions(row: dict[str, Any]) -> set[str]:
    """The columns H to U in which a decision counts, each at most once."""
    imposed = list(row.get("decision_visibility") or [])
    imposed += [row.get("decision_monetary"), row.get("decision_provision"), row.get("decision_account")]
    return {name for name, codes in COLUMNS_OF_RESTRICTIONS.items() if any(code in imposed for code in codes)}


def origin(row: dict[str, Any], readings: dict[str, str]) -> str:
    """What preceded the decision: an order, else a notice, else nothing: own initiative by exclusion."""
    source = row["source_type"]
    if row.get("order_id") or source == "SOURCE_ORDER":
        return "order"
    if row.get("notice_id") or source in ("SOURCE_ARTICLE_16", "SOURCE_TRUSTED_FLAGGER"):
        return "notice"
    reported = row.get("user_report_id") or source == "SOURCE_TYPE_OTHER_NOTIFICATION"
    if reported and readings["user_reports"] == "notices":
        return "notice"
    return "own initiative"


def decided_by_machine(row: dict[str, Any]) -> bool:
    """Fully automated decision."""
    return bool(row["automated_decision"] == "AUTOMATED_DECISION_FULLY")


def solely_automated_in_column_g(row: dict[str, Any], readings: dict[str, str]) -> bool:
    """Column G of parts 5 and 6."""
    answer = readings["automated_column"]
    if answer == "detection":
        return bool(row["automated_detection"])
    if answer == "decision":
        return decided_by_machine(row)
    return bool(row["automated_detection"]) and decided_by_machine(row)


def solely_automated_in_part_8(row: dict[str, Any], readings: dict[str, str]) -> bool:
    """First row of part 8."""
    if readings["measure_automation"] == "detection_and_decision":
        return bool(row["automated_detection"]) and decided_by_machine(row)
    return decided_by_machine(row)


def not_automated_in_part_8(row: dict[str, Any], readings: dict[str, str]) -> bool:
    """Second row of part 8."""
    if readings["partly_automated"] == "not_automated":
        return not solely_automated_in_part_8(row, readings)
    return bool(row["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED")
