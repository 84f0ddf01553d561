"""The two exports of one record: the internal register with everything, and the view for publication.

The public view is written from a list of what may be published, not by striking out: what nobody put on the list is not
in it. Of a removed entry it has neither content, beneficiary nor payer (Art. 39(3)), nor anything else that names them.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from textwrap import indent
from typing import Any

from dsa_reports.advertisers.model import AdRecord, Moment, Range
from dsa_reports.advertisers.parsing import without_secrets
from dsa_reports.advertisers.retention import kept
from dsa_reports.intake.survey.personal import personal_data

__all__ = ["PUBLIC_FORMATS", "PublicView", "Publishing", "order_of", "public_entry", "public_view"]

_WITHHELD = "‹withheld: may be personal data›"


@dataclass(frozen=True)
class PublicView:
    """Entries for publication, in order, and what was left out of it or withheld."""

    entries: tuple[dict[str, Any], ...]
    past_retention: int
    redacted: int
    """Removed entries without content, beneficiary and payer."""
    masked: int
    """Parameters and particulars that looked like personal data of recipients."""


class Publishing:
    """Records one by one into what may be published of them on the day `on`, and the counts of a `PublicView`."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.shown = self.past_retention = self.redacted = self.masked = 0

    def entry(self, record: AdRecord) -> str | None:
        """The public entry as one line of JSON; None where its year has passed."""
        if not kept(record, self.on):
            self.past_retention += 1
            return None
        line = json.dumps(public_entry(record), ensure_ascii=False)
        self.shown += 1
        self.redacted += record.removed
        self.masked += line.count(_WITHHELD)
        return line


def order_of(record: AdRecord) -> tuple[str, str, str, bool]:
    """Public entries are ordered by lane and identifier."""
    return record.lane, record.ad_id, record.format, record.removed


def public_view(records: Iterable[AdRecord], on: date) -> PublicView:
    """What may be published on the day `on`, ordered by lane and identifier."""
    publishing = Publishing(on)
    lines = [publishing.entry(record) for record in sorted(records, key=order_of)]
    return PublicView(tuple(json.loads(line) for line in lines if line is not None), publishing.past_retention, publishing.redacted, publishing.masked)


def public_entry(record: AdRecord) -> dict[str, Any]:
    """One entry for publication. Keys that say nothing are missing."""
    entry: dict[str, Any] = {"view": "public", "ad_id": record.ad_id, "lane": record.lane}
    if not record.removed:
        content = record.content
        entry["content"] = _filled({
            "texts": list(content.texts), "media": without_secrets(content.media), "landing": without_secrets(content.landing),
            "captions": list(content.captions), "page": without_secrets(content.page), "brand": content.brand, "subject": content.subject, "form": content.form,
        })
        entry["beneficiary"] = record.beneficiary.name if record.beneficiary else ""
        entry["payer"] = record.payer.name if record.payer else ""
    entry |= {
        "first_shown": _moment(record.first_shown), "last_shown": _moment(record.last_shown), "running": record.running,
        "targeted": record.targeted,
        "targeting": [_filled({"kind": one.kind, "value": _masked(one.value), "use": one.use}) for one in record.targeting],
        "reach": _reach(record), "label_shown": record.label_shown,
    }
    if record.removal is not None:
        removal = record.removal
        entry["removal"] = {"removed": True} | _filled({
            "restriction": removal.restriction, "areas": list(removal.areas), "until": removal.until.isoformat() if removal.until else "",
            "facts": _masked(removal.facts), "source": _masked(removal.source), "automated_detection": removal.automated_detection,
            "automated_decision": removal.automated_decision, "ground": removal.ground, "legal_ground": removal.legal_ground,
            "contractual_ground": removal.contractual_ground, "category": removal.category, "order_legal_basis": removal.order_legal_basis,
        })
    return _filled(entry)


def _reach(record: AdRecord) -> dict[str, Any]:
    reach = record.reach
    return _filled({
        "total": _range(reach.total),
        "member_states": {code: _range(reach.member_states[code]) for code in sorted(reach.member_states)},
        "groups": [
            _filled({"country": group.country, "age": group.age, "gender": group.gender, "reach": _range(group.reach)}) for group in reach.groups
        ],
    })


def _range(found: Range | None) -> dict[str, Any]:
    return _filled({"low": found.low, "high": found.high, "unit": found.unit, "basis": found.basis}) if found else {}


def _moment(found: Moment | None) -> str:
    """The day or the instant, as exact as the source is."""
    if found is None:
        return ""
    return found.day.isoformat() if found.at is None else found.at.isoformat().replace("+00:00", "Z")


def _masked(text: str) -> str:
    return _WITHHELD if text and any(one.sure for one in personal_data(text)) else text


def _filled(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value is not None and value != "" and value != [] and value != {}}


def _json_lines(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        yield json.dumps(entry, ensure_ascii=False) + "\n"


_COLUMNS = (
    "ad_id", "lane", "content", "media", "landing", "brand", "subject", "beneficiary", "payer", "first_shown", "last_shown", "running",
    "targeting_include", "targeting_exclude", "reach_low", "reach_high", "reach_unit", "reach_by_member_state", "removed", "removal",
)


def _csv(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield _line(_COLUMNS)
    for entry in entries:
        row = _row(entry)
        yield _line([_cell(row.get(column)) for column in _COLUMNS])


def _line(cells: Sequence[str]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    return stream.getvalue()


def _row(entry: dict[str, Any]) -> dict[str, Any]:
    content, reach = entry.get("content", {}), entry.get("reach", {})
    total = reach.get("total", {})
    parameters = entry.get("targeting", [])
    included, excluded = (
        [": ".join(filter(None, (one["kind"], one.get("value", "")))) for one in parameters if one["use"] in uses]
        for uses in (("include", "both"), ("exclude", "both"))
    )
    return {name: entry.get(name) for name in _COLUMNS} | {
        "content": content.get("texts"), "media": content.get("media"), "landing": content.get("landing"), "brand": content.get("brand"),
        "subject": content.get("subject"), "targeting_include": included, "targeting_exclude": excluded, "reach_low": total.get("low"),
        "reach_high": total.get("high"), "reach_unit": total.get("unit"), "removed": "removal" in entry,
        "reach_by_member_state": [f"{code}:{found.get('low', '')}-{found.get('high', '')}" for code, found in reach.get("member_states", {}).items()],
        "removal": json.dumps(entry["removal"], ensure_ascii=False) if "removal" in entry else None,
    }


def _cell(value: Any) -> str:
    """Lists joined by ` | `. A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = " | ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} or text[:1] in {"\t", "\r", "\n"} else text


def _sdaf(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Close to CheckFirst's SDAF, with what that lacks beside it: the lane, the removal, the total."""
    before = "["
    for entry in entries:
        yield f"{before}\n{indent(json.dumps(_campaign(entry), ensure_ascii=False, indent=1), ' ')}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _campaign(entry: dict[str, Any]) -> dict[str, Any]:
    content = entry.get("content", {})
    landing = content.get("landing", [])
    found: dict[str, Any] = {
        "campaign_id": entry["ad_id"], "lane": entry["lane"],
        "advertiser": _filled({"advertiser_name": entry.get("beneficiary"), "funder_legal_name": entry.get("payer")}),
        "start_date": entry.get("first_shown", "")[:10], "end_date": entry.get("last_shown", "")[:10],
        "creative": [_filled({
            "creative_type": content.get("form"), "creative_description": " ".join(content.get("texts", [])), "creative_media_urls": content.get("media"),
            "brand": content.get("brand"), "subject": content.get("subject"), "creative_action": {"destination_url": landing[0]} if landing else None,
        })] if content else None,
        "targeting": _nested(entry.get("reach", {})),
        "parameters": {use: [_filled({"kind": one["kind"], "value": one.get("value")}) for one in entry.get("targeting", []) if one["use"] in (use, "both")] for use in ("include", "exclude")},
        "reach_total": entry.get("reach", {}).get("total"),
        "moderation": {"status": "Removed", **entry["removal"]} if "removal" in entry else None,
    }
    return _filled(found)


def _nested(reach: dict[str, Any]) -> dict[str, Any]:
    return {
        code: {"All": {"All": {"All": {"reach": f"{found.get('low', 0)}-{found['high']}" if "high" in found else f">={found.get('low', 0)}"}}}}
        for code, found in reach.get("member_states", {}).items()
    }


PUBLIC_FORMATS = {".jsonl": _json_lines, ".csv": _csv, ".json": _sdaf}
"""By the ending of the file: JSON Lines, CSV, SDAF-like JSON; from public entries to pieces of the text."""
