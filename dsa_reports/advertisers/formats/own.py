"""Our own table `advertisements` (one row per entry), and registers that `dsa-reports ads import` wrote."""

from collections.abc import Iterator
from typing import Any, Literal

from dsa_reports.advertisers.formats import Format
from dsa_reports.advertisers.formats._fields import Fields, one_of
from dsa_reports.advertisers.formats._public import is_public, read_public
from dsa_reports.advertisers.model import AdRecord, Content, Parameter, Party, Range, Reach, Removal, Unit
from dsa_reports.advertisers.parsing import AREAS, Unread, country, is_member_state, moment, range_of

__all__ = ["FORMAT"]

_GROUNDS: dict[str, Literal["illegal", "terms"]] = {"DECISION_GROUND_ILLEGAL_CONTENT": "illegal", "DECISION_GROUND_INCOMPATIBLE_CONTENT": "terms"}


def _records(document: Any) -> Iterator[dict[str, Any]]:
    yield from [document] if isinstance(document, dict) else one_of(document)


def _read(raw: dict[str, Any]) -> AdRecord:
    if is_public(raw):
        return read_public(raw)
    fields = Fields(raw)
    ad_id, lane = fields.id("ad_id"), fields.text("lane")
    fields.require(ad_id, "ad_id")
    if lane not in ("paid", "declared"):
        raise Unread("lane is neither paid nor declared")
    content, landing = fields.text("content"), fields.text("landing_domain")
    beneficiary, payer, account = _party(fields, "beneficiary"), _party(fields, "payer"), fields.id("account_ref")
    first, last = moment(fields.take("first_shown"), "first_shown"), moment(fields.take("last_shown"), "last_shown")
    return AdRecord(
        ad_id=ad_id, lane="paid" if lane == "paid" else "declared", format="own",
        content=Content(
            texts=(content,) if content else (), pictures=fields.texts("picture_hashes"), landing=(landing,) if landing else (), brand=fields.text("brand"), subject=fields.text("subject"),
        ),
        beneficiary=beneficiary, payer=payer,
        accounts=(account,) if account else (), first_shown=first, last_shown=last, running=last is None,
        listed=moment(fields.take("listed_at"), "listed_at"), targeting=_targeting(fields), profiling=fields.flag("uses_profiling"),
        reach=_reach(fields), removal=_removal(fields), label_shown=fields.flag("label_shown"), unmapped=fields.rest(),
    )


def _party(fields: Fields, which: str) -> Party | None:
    name, number, mail = fields.text(which), fields.id(f"{which}_company_number"), fields.text(f"{which}_email_domain")
    return Party(name=name, company_number=number, email_domain=mail) if name or number or mail else None


def _targeting(fields: Fields) -> tuple[Parameter, ...]:
    included = [Parameter(kind="stated", value=value) for value in fields.texts("targeting_include")]
    return (*included, *(Parameter(kind="stated", value=value, use="exclude") for value in fields.texts("targeting_exclude")))


def _reach(fields: Fields) -> Reach:
    stated = fields.text("reach_unit")
    unit: Unit = "people" if stated == "people" else "impressions" if stated == "impressions" else "unknown"
    states: dict[str, Range] = {}
    for entry in fields.texts("reach_by_member_state"):
        code, _, number = entry.partition(":")
        name = country(code, "reach_by_member_state")
        shown = range_of(number.strip(), "reach_by_member_state", unit)
        if shown is None or name in states:
            raise Unread("reach_by_member_state has a state twice, or one without a number")
        states[name] = shown
    return Reach(
        total=_bounds(fields, "reach", unit), minors=_bounds(fields, "reach_13_17", unit),
        member_states={code: shown for code, shown in states.items() if is_member_state(code)},
        areas={code: shown for code, shown in states.items() if code in AREAS},
        other_states={code: shown for code, shown in states.items() if not is_member_state(code) and code not in AREAS},
    )


def _bounds(fields: Fields, name: str, unit: Unit) -> Range | None:
    low, high = fields.take(f"{name}_low"), fields.take(f"{name}_high")
    if low is None and high is None:
        return None
    found = range_of({"lower_bound": low, "upper_bound": high}, name, unit)
    return found.model_copy(update={"basis": "exact"}) if found is not None and low == high else found


def _removal(fields: Fields) -> Removal | None:
    removed, ground, category = fields.flag("removed"), fields.text("removal_ground"), fields.text("removal_category")
    if not removed:
        # The table's own rule speaks of a ground without a removal; both are kept.
        fields.left |= {key: value for key, value in (("removal_ground", ground), ("removal_category", category)) if value}
        return None
    reference, source = fields.text("removal_reference"), fields.text("removal_source")
    known = _GROUNDS.get(ground)
    return Removal(
        restriction=fields.text("removal_restriction"),
        areas=tuple(country(code, "removal_areas") for code in fields.texts("removal_areas")), facts=fields.text("removal_facts"), source=source,
        automated_detection=fields.flag("removal_automated_detection"), automated_decision=fields.flag("removal_automated_decision"),
        ground=known or "", legal_ground=reference if known == "illegal" else "", contractual_ground=reference if known == "terms" else "",
        order_legal_basis=reference if known is None else "", category=category,
    )


FORMAT = Format(
    name="own", title="the table advertisements of dsa_reports (CSV, JSON Lines, Parquet), or a register or public view that `ads` wrote", certainty="our own",
    source="`dsa-reports schema advertisements`",
    carries=dict.fromkeys(("paid", "declared"), frozenset({"a", "brand", "subject", "b", "c", "d", "e", "g", "states", "people", "restriction", "facts", "automation", "ground"})),
    lacks=(
        "of removals no day on which a restriction ends",
        "of targeting no kinds of parameters, only what is stated",
    ),
    keys=frozenset({"domain", "name", "account", "company_number", "email_domain", "text", "picture"}), records=_records, read=_read,
)
