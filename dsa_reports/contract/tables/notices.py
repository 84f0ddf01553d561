"""Notices submitted through a notice and action mechanism (Art. 16 DSA)."""

from dsa_reports.contract.common import (
    ABUSE_KEYWORDS,
    after,
    category,
    content_ref,
    keyword,
    keyword_of_category,
    other_description,
    other_needs_description,
    phenomenon,
    platform_label,
    plausible,
    row_id,
    safe_text,
    surface,
    withheld,
    within_years,
)
from dsa_reports.contract.conditions import AnyOf, Empty, In, Not, Present
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

TABLE = Table(
    name="notices",
    one_row_is="one notice; two notices about the same item are two rows",
    feeds="parts 4, 8",
    citation="DSA Art. 15(1)(b), 16",
    key="id",
    dated_by=("received_at",),
    columns=(
        row_id(), category(4), keyword(), other_description(), platform_label(), phenomenon(),
        Column(name="reporter_kind", kind="code", required=True, codes=("trusted_flagger", "minor", "guardian", "victim", "helpline", "other"), meaning="Who sent it, as far as the platform knows.", citation="DSA Art. 16, 22", example="trusted_flagger"),
        Column(name="trusted_flagger_name", kind="text", max_length=500, meaning="Name of the trusted flagger (an organisation), needed where reporter_kind is trusted_flagger.", example="Offlimits"),
        Column(name="helpline_name", kind="text", max_length=500, meaning="Name of the helpline (an organisation), where reporter_kind is helpline.", citation="DSA Art. 16"),
        Column(name="items", kind="integer", required=True, minimum=1, meaning="Specific items of information (exact electronic locations) in the notice.", citation="IR 2024/2835 Annex II, II.1.3 column H", example="1"),
        Column(name="received_at", kind="timestamp", required=True, meaning="When the notice was received.", example="2026-03-01T08:00:00Z"),
        Column(name="decided_at", kind="timestamp", meaning="When it was decided what to do, also where nothing was done.", example="2026-03-01T19:00:00Z"),
        Column(name="action_taken_at", kind="timestamp", meaning="When the action was implemented; empty where no action was taken.", citation="IR 2024/2835 Annex II, II.1.3 column J", example="2026-03-01T20:00:00Z"),
        Column(name="processing", kind="code", codes=("automated", "partially_automated", "not_automated"), meaning="Processed solely, partly or not by automated means.", citation="IR 2024/2835 Annex II, II.1.6", example="not_automated"),
        Column(name="actions_on_law", kind="integer", minimum=0, meaning="Actions taken on the basis of the law. Only where the actions themselves do not name the notice.", example="1"),
        Column(name="actions_on_terms", kind="integer", minimum=0, meaning="Actions taken on the basis of the terms and conditions. Only where the actions themselves do not name the notice.", example="0"),
        Column(name="language", kind="code", codes="languages_lower", meaning="Language that the notice states, two small letters.", example="nl"),
        surface(), content_ref(),
    ),
    rules=(
        safe_text("notices", "other_description"),
        after("decided_at", "received_at", "notices"),
        after("action_taken_at", "received_at", "notices"),
        plausible("received_at", "notices", breaks={"received_at": "1999-12-31T08:00:00Z", "decided_at": None, "action_taken_at": None}),
        plausible("decided_at", "notices", breaks={"received_at": "2037-12-31T08:00:00Z", "decided_at": "2038-01-02T00:00:00Z", "action_taken_at": None}),
        plausible("action_taken_at", "notices", breaks={"received_at": "2037-12-31T08:00:00Z", "decided_at": None, "action_taken_at": "2038-01-02T00:00:00Z"}),
        within_years("decided_at", "received_at", "notices", breaks={"received_at": "2020-01-01T08:00:00Z", "action_taken_at": None}),
        within_years("action_taken_at", "received_at", "notices", breaks={"received_at": "2020-01-01T08:00:00Z", "decided_at": None}),
        keyword_of_category("notices"),
        Rule(id="notices.flagger_named", must=AnyOf(Not(In("reporter_kind", ("trusted_flagger",))), Present("trusted_flagger_name")), column="trusted_flagger_name", message="a trusted flagger's notice without the flagger's name", remedy="Export the name of the organisation.", citation="DSA Art. 22", severity=Severity.WARNING, rejects=False, breaks={"trusted_flagger_name": None}),
        Rule(id="notices.flagger_kind", must=AnyOf(Empty("trusted_flagger_name"), In("reporter_kind", ("trusted_flagger",))), column="reporter_kind", message="a trusted flagger is named, but reporter_kind is another; the notice is not counted as a trusted flagger's", remedy="Set reporter_kind to trusted_flagger, or leave trusted_flagger_name empty.", citation="DSA Art. 22", severity=Severity.WARNING, rejects=False, breaks={"reporter_kind": "other"}),
        other_needs_description("notices"),
        withheld("notices", In("keyword", ABUSE_KEYWORDS), "content_ref", texts=("other_description",)),
    ),
)
