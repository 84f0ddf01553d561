"""Flags by users that are not Art. 16 notices."""

from dsa_reports.contract.common import (
    ABUSE_KEYWORDS,
    account_ref,
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
from dsa_reports.contract.conditions import AnyOf, Empty, In, Present
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

TABLE = Table(
    name="user_reports",
    one_row_is="one flag by a user outside the Art. 16 mechanism",
    feeds="chapters; part 4 and 8 only under the reading `user_reports = notices`",
    citation="IR 2024/2835 Annex II, II.1.4",
    key="id",
    dated_by=("reported_at",),
    columns=(
        row_id(),
        Column(name="reported_at", kind="timestamp", required=True, meaning="When the flag came in.", example="2026-03-01T08:00:00Z"),
        Column(name="reporter_kind", kind="code", codes=("minor", "guardian", "victim", "helpline", "other"), meaning="Who flagged, as far as the platform knows.", example="other"),
        category(4, required=False), keyword(), other_description(), platform_label(), phenomenon(),
        Column(name="decided_at", kind="timestamp", meaning="When it was decided what to do.", example="2026-03-01T19:00:00Z"),
        Column(name="action_taken_at", kind="timestamp", meaning="When the action was implemented; empty where none was taken.", example="2026-03-01T20:00:00Z"),
        Column(name="processing", kind="code", codes=("automated", "partially_automated", "not_automated"), meaning="Processed solely, partly or not by automated means.", example="automated"),
        surface(), account_ref(), content_ref(),
    ),
    rules=(
        safe_text("user_reports", "other_description"),
        after("decided_at", "reported_at", "user_reports"),
        after("action_taken_at", "reported_at", "user_reports"),
        plausible("reported_at", "user_reports", breaks={"reported_at": "1999-12-31T08:00:00Z", "decided_at": None, "action_taken_at": None}),
        plausible("decided_at", "user_reports", breaks={"reported_at": "2037-12-31T08:00:00Z", "decided_at": "2038-01-02T00:00:00Z", "action_taken_at": None}),
        plausible("action_taken_at", "user_reports", breaks={"reported_at": "2037-12-31T08:00:00Z", "decided_at": None, "action_taken_at": "2038-01-02T00:00:00Z"}),
        within_years("decided_at", "reported_at", "user_reports", breaks={"reported_at": "2020-01-01T08:00:00Z", "action_taken_at": None}),
        within_years("action_taken_at", "reported_at", "user_reports", breaks={"reported_at": "2020-01-01T08:00:00Z", "decided_at": None}),
        keyword_of_category("user_reports"),
        other_needs_description("user_reports"),
        Rule(id="user_reports.keyword_with_category", must=AnyOf(Empty("keyword"), Present("category")), column="category", message="a keyword without a category", remedy="Export the category too: a keyword alone is not reported.", citation="IR 2024/2835 Annex II, I.7", severity=Severity.WARNING, rejects=False, breaks={"category": None}),
        withheld("user_reports", In("keyword", ABUSE_KEYWORDS), "content_ref", "account_ref", texts=("other_description",)),
    ),
    references={},
)
