"""Complaints to the internal complaint-handling system (Art. 20 DSA)."""

from dsa_reports.contract.common import after, phenomenon, platform_label, plausible, row_id, within_years
from dsa_reports.contract.conditions import AnyOf, Empty, In, Not, Present
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

_DECIDED = In("outcome", ("upheld", "partially_reversed", "reversed"))

TABLE = Table(
    name="complaints",
    one_row_is="one complaint",
    feeds="part 7",
    citation="DSA Art. 15(1)(d), 20",
    key="id",
    dated_by=("submitted_at",),
    columns=(
        row_id(),
        Column(name="basis", kind="code", required=True, codes=("visibility", "service", "account", "monetisation", "no_action_on_notice"), meaning="Decision complained about: Art. 20(1)(a) visibility, (b) service, (c) account, (d) monetisation; or the decision not to act on a notice.", citation="DSA Art. 20(1)", example="account"),
        Column(name="by_trusted_flagger", kind="boolean", meaning="The notice concerned came from a trusted flagger.", citation="IR 2024/2835 Annex II, II.1.5", example="false"),
        Column(name="submitted_at", kind="timestamp", required=True, meaning="When the complaint was sent.", example="2026-02-10T12:00:00Z"),
        Column(name="outcome", kind="code", required=True, codes=("upheld", "partially_reversed", "reversed", "omitted", "pending"), meaning="What became of the first decision; omitted = no decision resulted (for example withdrawn).", citation="IR 2024/2835 Annex II, II.1.5", example="reversed"),
        Column(name="decided_at", kind="timestamp", meaning="When the decision was notified, or the complaint lapsed.", example="2026-02-12T12:00:00Z"),
        Column(name="new_restriction_imposed", kind="boolean", meaning="A restriction was newly imposed because of the outcome.", example="false"),
        Column(name="puid", kind="text", max_length=500, meaning="The decision complained about."),
        Column(name="notice_id", kind="text", max_length=500, meaning="The notice complained about."),
        platform_label(), phenomenon(),
    ),
    rules=(
        after("decided_at", "submitted_at", "complaints"),
        plausible("submitted_at", "complaints", breaks={"submitted_at": "1999-12-31T12:00:00Z", "outcome": "pending", "decided_at": None}),
        plausible("decided_at", "complaints", breaks={"submitted_at": "2037-12-31T12:00:00Z", "decided_at": "2038-01-02T00:00:00Z"}),
        within_years("decided_at", "submitted_at", "complaints"),
        Rule(id="complaints.pending_has_no_time", must=AnyOf(Not(In("outcome", ("pending",))), Empty("decided_at")), column="outcome", message="a pending complaint with the time of its decision; it is counted as undecided", remedy="Export the outcome of the decision, or leave decided_at empty.", citation="IR 2024/2835 Annex II, II.1.5", severity=Severity.WARNING, rejects=False, breaks={"outcome": "pending"}),
        Rule(id="complaints.decided_has_time", must=AnyOf(Not(_DECIDED), Present("decided_at")), column="decided_at", message="a decided complaint without the time of its decision", remedy="Export when the decision was notified.", citation="IR 2024/2835 Annex II, II.1.5", breaks={"decided_at": None}),
    ),
    references={"puid": ("moderation_actions", "puid"), "notice_id": ("notices", "id")},
)
