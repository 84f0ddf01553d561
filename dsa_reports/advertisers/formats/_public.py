"""The view for publication, read back: so that what is public can be checked as such, and others can read it."""

from typing import Any

from dsa_reports.advertisers.formats._fields import Fields
from dsa_reports.advertisers.model import AdRecord, Content, Party
from dsa_reports.advertisers.parsing import moment

__all__ = ["is_public", "read_public"]


def is_public(raw: Any) -> bool:
    """True for an entry as `ads export --public` writes it as JSON Lines."""
    return isinstance(raw, dict) and raw.get("view") == "public"


def read_public(raw: dict[str, Any]) -> AdRecord:
    """A record with what the view shows. Shapes are those of the record itself, and checked by it."""
    fields = Fields(raw)
    fields.take("view")
    beneficiary, payer = fields.text("beneficiary"), fields.text("payer")
    removal = fields.take("removal")
    found = {
        "ad_id": fields.id("ad_id"), "lane": fields.take("lane"), "format": "own", "content": fields.take("content") or Content(),
        "beneficiary": Party(name=beneficiary) if beneficiary else None, "payer": Party(name=payer) if payer else None,
        "first_shown": moment(fields.take("first_shown"), "first_shown"), "last_shown": moment(fields.take("last_shown"), "last_shown"),
        "running": fields.flag("running"), "targeted": fields.flag("targeted"), "targeting": fields.take("targeting") or (),
        "reach": _reach(fields.sub("reach")), "label_shown": fields.flag("label_shown"),
        "removal": {key: value for key, value in removal.items() if key != "removed"} if isinstance(removal, dict) else removal,
    }
    return AdRecord.model_validate(found | {"unmapped": fields.rest(), "empty": fields.empty})


def _reach(reach: Fields) -> dict[str, Any]:
    return {"total": reach.take("total"), "member_states": reach.take("member_states") or {}, "groups": reach.take("groups") or ()}
