"""Which rows of Prikbord's exports are broken, and how."""

from typing import Any

from dsa_reports.pipeline.sample.mixing import moment
from dsa_reports.pipeline.sample.rebuild.broken import Planting
from dsa_reports.pipeline.sample.small import Record
from dsa_reports.pipeline.sample.world import World

__all__ = ["plant_actions", "plant_others", "plant_statements"]


def plant_actions(rows: list[Any]) -> Planting:
    """Broken decisions. All places lie in the first file, which is plain text."""
    p = Planting("moderation_actions")
    p.copies(rows, (100, 900), lambda r: {**r, "decided_at": "2026-02-30T10:00:00+01:00"}, "intake.type", "a day that does not exist")
    p.copies(rows, (150, 151, 600), lambda r: {**r, "platform_label": "new_policy_2026"}, "intake.required", "a label that the value map lacks, hence no category")
    p.note("intake.unmapped_label", "the same rows: the label is not in the value map", 3, rejects=False)
    p.copies(rows, (210,), lambda r: {**r, "decision_visibility": ["HIDDEN"]}, "intake.code", "an unknown restriction")
    p.copies(rows, (300,), _no_restriction, "moderation_actions.one_restriction", "a decision without any restriction")
    p.copies(rows, (350,), _younger, "moderation_actions.content_before_decision", "content younger than the decision")
    p.copies(rows, (420,), _abuse, "moderation_actions.abuse_row_without_reference", "a row of 9b with a content reference (a placeholder)")
    p.copies(rows, (480,), _dangling, "intake.reference", "a notice that is not among the notices", rejects=False)
    rows.insert(520, dict(rows[500]))
    rows.insert(760, dict(rows[740]))
    p.note("intake.duplicate_key", "the same decision number twice", 2)
    p.lines(rows, 700, "pb-torn-line;2026-02-01T10:00:00+01:00;bulk_spam", "intake.columns", "a line torn off after three fields")
    return p


def plant_others(tables: dict[str, list[Any]]) -> list[Planting]:
    """Broken rows of the other tables."""
    notices = Planting("notices")
    rows = tables["notices"]
    decided = [i for i, r in enumerate(rows) if r["decided_at"] and r["action_taken_at"] is None]
    notices.copies(rows, (decided[3], decided[9]), lambda r: {**r, "decided_at": r["received_at"].replace(year=2025)}, "notices.decided_at_not_before_received_at", "decided before it was received")
    notices.copies(rows, (60,), lambda r: {**r, "received_at": "2026-13-01"}, "intake.type", "a month that does not exist")
    notices.copies(rows, (80,), lambda r: {**r, "reporter_kind": "trusted_flagger", "trusted_flagger_name": None}, "notices.flagger_named", "a trusted flagger without a name", rejects=False)
    notices.copies(rows, (90,), lambda r: {**r, "reporter_kind": "neighbour"}, "intake.code", "an unknown kind of reporter")
    complaints = Planting("complaints")
    complaints.copies(tables["complaints"], (10,), lambda r: {**r, "puid": "pb-does-not-exist"}, "intake.reference", "a complaint about a decision that is not in the log", rejects=False)
    complaints.copies(tables["complaints"], (20,), lambda r: {**r, "outcome": "upheld", "decided_at": None}, "complaints.decided_has_time", "decided without the time of the decision")
    events = Planting("account_events")
    events.lines(tables["account_events"], 40, '{"id": "e-torn", "account_ref": "a-torn", "occurred_at": "2026-0', "intake.json", "a line that stops in the middle")
    events.copies(tables["account_events"], (75,), lambda r: {**r, "kind": "poked"}, "intake.code", "an unknown kind of act")
    orders = Planting("orders")
    act = [i for i, r in enumerate(tables["orders"]) if r["kind"] == "act_against_illegal_content"]
    orders.copies(tables["orders"], (act[4],), lambda r: {**r, "member_state": "XX"}, "intake.code", "a Member State that does not exist")
    orders.copies(tables["orders"], (act[12] + 1,), lambda r: {**r, "items": None}, "orders.items_needed", "an order to act without the number of items")
    shown = Planting("exposure")
    shown.copies(tables["exposure"], (5,), lambda r: {**r, "sampled_violative_views": r["sampled_views"] + 1}, "exposure.sample_fits", "more violative views than sampled ones")
    profiled = Planting("advertisements")
    told = [i for i, r in enumerate(tables["advertisements"]) if r["uses_profiling"] and r["known_minors_reached"] == 0 and r["reach_13_17_high"]]
    for place, count in zip(told[2:5], (41, 9, 118), strict=True):
        tables["advertisements"][place] |= {"known_minors_reached": count}
    profiled.note("MI-5", "advertisements with profiling that were shown to recipients known to be minors", 3, rejects=False)
    lifted = Planting("suspensions")
    lifted.copies(tables["suspensions"], (7,), lambda r: {**r, "ends_at": r["warned_at"]}, "suspensions.ends_at_not_before_imposed_at", "a suspension that ends before it starts")
    lifted.note("intake.control_total", "the extraction note in service.toml counts one row more than the file has", 1, rejects=False)
    return [notices, complaints, events, orders, shown, profiled, lifted]


def plant_statements(rows: list[Any], world: World) -> Planting:
    """Of the statements of the period two were refused, three never arrived, five are gone."""
    start, end = moment(world.start), moment(world.end)
    inside = [row for row in rows if row["status"] == "received" and start < row["sent_at"] < end]
    for row in inside[40:42]:
        row |= {"status": "refused", "uuid": None, "answer": "422: The decision ground reference url field must be a valid URL."}
    for row in inside[260:263]:
        row |= {"status": "failed", "uuid": None, "answer": "No answer after five tries"}
    for row in inside[1000:1005]:
        rows.remove(row)
    owed = Planting("moderation_actions")
    # The broken copy that names a notice which is gone counts, and nobody sent its statement.
    owed.note("R-1", "decisions whose statement of reasons was refused, never arrived or is missing", 2 + 3 + 5 + 1, rejects=False)
    return owed


def _no_restriction(row: Record) -> Record:
    return {**row, "decision_visibility": None, "decision_monetary": None, "decision_provision": None, "decision_account": None}


def _younger(row: Record) -> Record:
    return {**row, "content_date": row["decided_at"].date().replace(month=12)}


def _abuse(row: Record) -> Record:
    return {**row, "platform_label": "abuse_material", "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "content_ref": "placeholder", "landing_domain": None}


def _dangling(row: Record) -> Record:
    return {**row, "source_type": "SOURCE_ARTICLE_16", "notice_id": "n-99999999", "order_id": None, "user_report_id": None}
