"""Disputes before out-of-court settlement bodies (Art. 21 DSA)."""

from dsa_reports.contract.common import after, row_id
from dsa_reports.contract.conditions import AnyOf, In, Not, Present
from dsa_reports.contract.model import Column, Rule, Table

TABLE = Table(
    name="disputes",
    one_row_is="one dispute submitted to an out-of-court dispute settlement body",
    feeds="part 7",
    citation="DSA Art. 24(1)(a), 21",
    key="id",
    dated_by=("submitted_at",),
    small=True,
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
        Rule(id="disputes.decided_has_time", must=AnyOf(Not(In("outcome", ("upheld", "partially_reversed", "reversed"))), Present("decided_at")), column="decided_at", message="a decided dispute without the time of its decision", remedy="Export when the decision was notified to you.", citation="IR 2024/2835 Annex II, II.1.5"),
    ),
    references={"puid": ("moderation_actions", "puid")},
)
