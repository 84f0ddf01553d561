"""Statements of reasons (Art. 17 DSA): what became of each after the decision, as the platform's sending system knows it."""

from dsa_reports.contract.common import plausible
from dsa_reports.contract.conditions import AnyOf, Empty, In, Not, Present
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

_RECEIVED = In("status", ("received",))
_EXEMPT = In("status", ("exempt",))
_NOT_THERE = In("status", ("refused", "failed"))

TABLE = Table(
    name="statements",
    one_row_is="the statement of reasons of one decision: received by the Transparency Database, refused, failed, or not needed",
    feeds="survey R-1",
    citation="DSA Art. 17, 24(5)",
    key="puid",
    dated_by=("sent_at",),
    columns=(
        Column(name="puid", kind="text", required=True, max_length=500, pattern=r"[a-zA-Z0-9_-]+", meaning="The decision that it is about; of a public dump, platform_uid.", citation="DSA Art. 24(5)", example="TK421"),
        Column(name="status", kind="code", required=True, codes=("received", "refused", "failed", "exempt"), meaning="The last answer: received = the database gave it a uuid; refused = it answered with an error; failed = no answer; exempt = no statement is needed, see exemption.", citation="DSA Art. 24(5)", example="received"),
        Column(name="uuid", kind="text", max_length=36, pattern=r"[0-9a-fA-F-]+", meaning="The identifier that the database gave it: the receipt.", citation="DSA Art. 24(5)", example="0b8a3f0e-6f0d-4c39-9a3b-1d1f8a0f5e11"),
        Column(name="sent_at", kind="timestamp", meaning="When it was last sent; of a public dump, created_at.", example="2026-02-02T10:05:00Z"),
        Column(name="exemption", kind="code", codes=("order", "contact_unknown", "deceptive_high_volume_commercial_content"), meaning="Why no statement is needed.", citation="DSA Art. 17(2), (5)"),
        Column(name="answer", kind="text", max_length=500, meaning="The error of a statement that was refused or failed, or where the reason of an exemption is on record; never personal data."),
    ),
    rules=(
        plausible("sent_at", "statements", breaks={"sent_at": "1999-12-31T12:00:00Z"}),
        Rule(id="statements.received_has_uuid", must=AnyOf(Not(_RECEIVED), Present("uuid")), column="uuid", message="a statement that was received, without the identifier that the database gave it: nothing shows the receipt", remedy="Export the uuid of the database's answer.", citation="DSA Art. 24(5)", severity=Severity.WARNING, rejects=False, breaks={"uuid": None}),
        Rule(id="statements.not_received_has_no_uuid", must=AnyOf(_RECEIVED, Empty("uuid")), column="status", message="a statement that has a uuid, but was not received", remedy="Export the last answer to each statement: one with a uuid was received.", citation="DSA Art. 24(5)", severity=Severity.ERROR, rejects=False, breaks={"status": "failed", "answer": "no answer"}),
        Rule(id="statements.exempt_says_why", must=AnyOf(Not(_EXEMPT), Present("exemption")), column="exemption", message="no statement was needed, but the row does not say why", remedy="Name the exemption: order, contact_unknown, or deceptive_high_volume_commercial_content.", citation="DSA Art. 17(2), (5)", severity=Severity.ERROR, rejects=False, breaks={"status": "exempt", "uuid": None, "exemption": None}),
        Rule(id="statements.sent_is_not_exempt", must=AnyOf(_EXEMPT, Empty("exemption")), column="exemption", message="an exemption on a statement that was sent", remedy="Leave the exemption empty, or export the status exempt.", citation="DSA Art. 17(2), (5)", severity=Severity.WARNING, rejects=False, breaks={"exemption": "order"}),
        Rule(id="statements.says_the_error", must=AnyOf(Not(_NOT_THERE), Present("answer")), column="answer", message="a statement that was refused or failed, without the error", remedy="Export the database's answer, without personal data.", citation="DSA Art. 24(5)", severity=Severity.WARNING, rejects=False, breaks={"status": "refused", "uuid": None, "answer": None}),
    ),
    references={"puid": ("moderation_actions", "puid")},
)
