"""Prikbord: a social network whose exports all look different, with some broken rows."""

import csv
import io
import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dsa_reports.pipeline.sample.mixing import moment
from dsa_reports.pipeline.sample.rebuild.campaigns import campaign_files, reviewed
from dsa_reports.pipeline.sample.rebuild.dialects import Dialect, csv_bytes, gzipped, jsonl_bytes, plain, xlsx_bytes
from dsa_reports.pipeline.sample.rebuild.plant import plant_actions, plant_others, plant_statements
from dsa_reports.pipeline.sample.rebuild.records import make, parquet_bytes
from dsa_reports.pipeline.sample.small import Record
from dsa_reports.pipeline.sample.truth import planted, planted_markdown
from dsa_reports.pipeline.sample.world import World, load_world

__all__ = ["files"]

ROWS, SEED = 6000, 2026
_ZONE = ZoneInfo("Europe/Amsterdam")
_ACTIONS = {
    "decision_no": "puid", "decided": "decided_at", "policy_label": "platform_label", "ground": "decision_ground",
    "clause_law": "illegal_content_legal_ground", "clause_rules": "incompatible_content_ground",
    "also_illegal": "incompatible_content_illegal", "visibility": "decision_visibility", "visibility_note": "decision_visibility_other",
    "money": "decision_monetary", "service": "decision_provision", "account_measure": "decision_account", "account_kind": "account_type",
    "content_kind": "content_type", "content_kind_note": "content_type_other", "language": "content_language", "languages": "report_languages",
    "posted_on": "content_date", "in_force_from": "application_date", "first_event": "first_event_at", "money_until": "end_date_monetary_restriction",
    "service_until": "end_date_service_restriction", "account_until": "end_date_account_restriction",
    "source": "source_type", "order_no": "order_id", "notice_no": "notice_id", "report_no": "user_report_id",
    "found_by_machine": "automated_detection", "decided_by_machine": "automated_decision", "detector": "detector_id", "surface": "surface",
    "account": "account_ref", "content": "content_ref", "leads_to": "landing_domain", "views": "views_before_action",
    "youngest_addressed": "recipient_age_group", "contact": "contact_known",
}
"""Column of the export → column of the contract."""
_NOTICES = {
    "meldingsnummer": "id", "reden": "platform_label", "soort_melder": "reporter_kind", "organisatie": "trusted_flagger_name",
    "aantal_items": "items", "ontvangen": "received_at", "besloten": "decided_at", "uitgevoerd": "action_taken_at",
    "verwerking": "processing", "acties_wet": "actions_on_law", "acties_voorwaarden": "actions_on_terms", "taal": "language",
    "plek": "surface", "inhoud": "content_ref",
}
_ORDERS = {
    "Order": "id", "Kind": "kind", "State": "member_state", "Authority": "authority", "category": "category", "keyword": "keyword",
    "other_description": "other_description", "Items": "items", "Received": "received_at", "Confirmed": "receipt_confirmed_at",
    "Automatic": "receipt_automated", "Effect given": "effect_given_at",
}
_DUTCH = {"delimiter": ";", "zone": _ZONE, "timestamp": "%d-%m-%Y %H:%M:%S", "day": "%d-%m-%Y", "yes": "ja", "no": "nee", "nothing": "n.v.t."}


def files() -> dict[str, bytes]:
    """Every generated file of the service."""
    world = load_world("prikbord")
    made = make(world, ROWS, SEED)
    tables: dict[str, list[Any]] = {name: list(records) for name, records in made.tables.items()}
    counts = {name: len(records) for name, records in tables.items()}
    edges = _edge_notices(tables["notices"], world)
    plantings = [plant_actions(tables["moderation_actions"]), *plant_others(tables), plant_statements(tables["statements"], world)]
    truth = planted(world, ROWS, SEED, counts, made.groups, [note for planting in plantings for note in planting.notes])
    reviewed_files, truth["reviewed_campaigns"] = campaign_files(world, made.accounts)
    truth["events_at_the_edges"] = {"notices received at": edges, "decisions": _edge_decisions(world)}
    return {
        **_logs(world, tables),
        **reviewed_files,
        "maps/violations_actions.csv": _map(world, ("category", "report_keyword", "report_other_description", "phenomenon")),
        "maps/violations_notices.csv": _map(world, ("category", "keyword", "other_description", "phenomenon")),
        "planted.json": (json.dumps(truth, ensure_ascii=False, indent=1) + "\n").encode(),
        "planted.md": planted_markdown(truth, reviewed(truth["reviewed_campaigns"])).encode(),
        "planted_accounts.csv": made.accounts,
    }


def _logs(world: World, tables: dict[str, list[Any]]) -> dict[str, bytes]:
    actions = tables["moderation_actions"]
    cut = next(i for i, row in enumerate(actions) if isinstance(row, dict) and row["puid"] == f"{world.prefix}-{ROWS // 2:09d}")
    export = Dialect(columns=_ACTIONS, delimiter=";", zone=_ZONE, timestamp="iso", list_separator="|", yes="Yes", no="No")
    dutch = Dialect(columns=_NOTICES, **_DUTCH)  # type: ignore[arg-type]
    complaints = Dialect(columns=_plain("complaints", tables), **_DUTCH)  # type: ignore[arg-type]
    staff = Dialect(columns=_plain("moderators", tables), delimiter=";", decimal_comma=True, list_separator=",")
    made = world.extracted_on

    def workbook(name: str, columns: dict[str, str], sheet: str) -> bytes:
        return xlsx_bytes(tables[name], columns, sheet=sheet, zone=_ZONE, made=made)

    return {
        "logs/decisions/decisions_part1.csv": csv_bytes(actions[:cut], export),
        "logs/decisions/decisions_part2.csv.gz": gzipped(csv_bytes(actions[cut:], export)),
        "logs/meldingen.csv": csv_bytes(tables["notices"], dutch),
        "logs/user_reports.parquet": parquet_bytes(world, "user_reports", tables["user_reports"]),
        "logs/statements.parquet": parquet_bytes(world, "statements", tables["statements"]),
        "logs/klachten.csv": csv_bytes(tables["complaints"], complaints),
        "logs/account_events.jsonl": jsonl_bytes(tables["account_events"], _plain("account_events", tables)),
        "logs/ad_register.parquet": parquet_bytes(world, "advertisements", tables["advertisements"]),
        "logs/orders.xlsx": workbook("orders", _ORDERS, "Orders"),
        "logs/disputes.xlsx": workbook("disputes", _plain("disputes", tables), "Disputes"),
        "logs/recipients.xlsx": workbook("recipients", _plain("recipients", tables), "Recipients"),
        "logs/evaluations.xlsx": workbook("automation_evaluations", _plain("automation_evaluations", tables), "Samples"),
        "logs/suspensions.csv": csv_bytes(tables["suspensions"], Dialect(columns=_plain("suspensions", tables))),
        "logs/moderators.csv": csv_bytes(tables["moderators"], staff),
        "logs/exposure.csv": csv_bytes(tables["exposure"], Dialect(columns=_plain("exposure", tables))),
        "logs/minor_indicators.csv": csv_bytes(tables["minor_indicators"], Dialect(columns=_plain("minor_indicators", tables))),
        "logs/trusted_flaggers.csv": csv_bytes(tables["trusted_flaggers"], Dialect(columns=_plain("trusted_flaggers", tables))),
        "logs/minor_measures.jsonl": jsonl_bytes(tables["minor_measures"], _plain("minor_measures", tables)),
    }


def _plain(name: str, tables: dict[str, list[Any]]) -> dict[str, str]:
    return plain(name, [row for row in tables[name] if isinstance(row, dict)])


def _map(world: World, columns: tuple[str, ...]) -> bytes:
    """The platform's labels and what they mean, as a CSV that lawyers edit."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("label", *columns))
    for profile in world.profiles:
        category = profile.category_code
        if columns[1] == "keyword" and profile.category in ("OTHER_VIOLATION_TC", "NOT_SPECIFIED_ORDER"):
            continue  # Categories 15 and 16 stand on no sheet of notices.
        if profile.category == "NOT_SPECIFIED_ORDER":
            category = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
        writer.writerow((profile.label, category, profile.keyword_code or "", profile.other, profile.phenomenon))
    return out.getvalue().encode()


def _edge_notices(notices: list[Record], world: World) -> list[str]:
    """Notices exactly at the first instant, the last second and the first instant after the period."""
    wanted = [world.start, world.end - 1, world.end]
    done: list[str] = []
    for record in notices:
        decided: datetime = record["decided_at"] or record["received_at"]
        if wanted and record["received_at"] <= moment(wanted[0]) <= decided:
            record["received_at"] = moment(wanted.pop(0))
            done.append(record["received_at"].astimezone(_ZONE).isoformat())
    return done


def _edge_decisions(world: World) -> list[str]:
    return [(moment(edge) + timedelta(seconds=s)).astimezone(_ZONE).isoformat() for edge in (world.start, world.end) for s in (-1, 0)]


