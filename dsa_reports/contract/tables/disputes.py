"""Disputes before out-of-court settlement bodies (Art. 21 DSA)."""

from dsa_reports.contract.common import after, plausible, row_id, within_years
from dsa_reports.contract.conditions import AnyOf, Empty, In, Not, Present
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

TABLE = Table(
    name="disputes",
    one_row_is="one dispute submitted to an out-of-court dispute settlement body",
    feeds="part 7",
    citation="DSA Art. 24(1)(a), 21",
    key="id",
    dated_by=("submitted_at",),
    columns=(
        row_id(),
        Column(name="body", kind="text", max_length=500, meaning="Name of the certified body.", example="Appeals Centre"),
        Column(name="submitted_at", kind="timestamp", required=True, meaning="When the dispute was sent to the body.", example="2026-02-10T12:00:00Z"),
        Column(name="outcome", kind="code", required=True, codes=("upheld", "partially_reversed", "reversed", "omitted", "pending"), meaning="What became of the provider's decision.", citation="IR 2024/2835 Annex II, II.1.5", example="upheld"),
        Column(name="decided_at", kind="timestamp", meaning="When the decision was notified to the provider, or the dispute lapsed.", example="2026-04-12T12:00:00Z"),
        Column(name="implemented", kind="boolean", meaning="A (partial) reversal was followed and implemented.", citation="IR 2024/2835 Annex II, II.1.5", example="true"),
        Column(name="puid", kind="text", max_length=500, meaning="The decision in dispute."),
    ),
    rules=(
        after("decided_at", "submitted_at", "disputes"),
        plausible("submitted_at", "disputes", breaks={"submitted_at": "1999-12-31T12:00:00Z", "outcome": "pending", "decided_at": None}),
        plausible("decided_at", "disputes", breaks={"submitted_at": "2037-12-31T12:00:00Z", "decided_at": "2038-01-02T00:00:00Z"}),
        within_years("decided_at", "submitted_at", "disputes"),
        Rule(id="disputes.pending_has_no_time", must=AnyOf(Not(In("outcome", ("pending",))), Empty("decided_at")), column="outcome", message="a pending dispute with the time of its decision; it is counted as undecided", remedy="Export the outcome of the decision, or leave decided_at empty.", citation="IR 2024/2835 Annex II, II.1.5", severity=Severity.WARNING, rejects=False, breaks={"outcome": "pending"}),
        Rule(id="disputes.decided_has_time", must=AnyOf(Not(In("outcome", ("upheld", "partially_reversed", "reversed"))), Present("decided_at")), column="decided_at", message="a decided dispute without the time of its decision", remedy="Export when the decision was notified to you.", citation="IR 2024/2835 Annex II, II.1.5", breaks={"decided_at": None}),
    ),
    references={"puid": ("moderation_actions", "puid")},
)
