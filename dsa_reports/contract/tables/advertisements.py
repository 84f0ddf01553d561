"""Entries of the advertisement repository (Art. 39 DSA), both lanes."""

from dsa_reports.contract.common import after, plausible
from dsa_reports.contract.conditions import AnyOf, AtMost, Empty, In, IsTrue, Not, Present
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

TABLE = Table(
    name="advertisements",
    one_row_is="one advertisement, or one commercial communication declared by a user",
    feeds="advertisers chapter",
    citation="DSA Art. 26(2), 39",
    key="ad_id",
    dated_by=("first_shown",),
    columns=(
        Column(name="ad_id", kind="text", required=True, max_length=500, meaning="Identifier of the entry.", example="ad-001"),
        Column(name="lane", kind="code", required=True, codes=("paid", "declared"), meaning="Paid advertisement (Art. 3(r)) or commercial communication declared by a user (Art. 26(2)).", citation="DSA Art. 3(r), 26(2), 39(2)(f)", example="paid"),
        Column(name="content", kind="text", max_length=5000, meaning="Text of the advertisement.", citation="DSA Art. 39(2)(a)"),
        Column(name="brand", kind="text", max_length=500, meaning="Product, service or brand.", citation="DSA Art. 39(2)(a)"),
        Column(name="subject", kind="text", max_length=500, meaning="Subject matter.", citation="DSA Art. 39(2)(a)"),
        Column(name="beneficiary", kind="text", max_length=500, meaning="On whose behalf it is shown.", citation="DSA Art. 39(2)(b)", example="Example Dating B.V."),
        Column(name="payer", kind="text", max_length=500, meaning="Who paid, if different.", citation="DSA Art. 39(2)(c)"),
        Column(name="account_ref", kind="text", max_length=200, personal=True, meaning="Pseudonymous reference to the advertising account."),
        Column(name="landing_domain", kind="text", max_length=253, meaning="Registrable domain of the landing page, end of redirects.", example="example.com"),
        Column(name="first_shown", kind="date", required=True, meaning="First day shown.", citation="DSA Art. 39(2)(d)", example="2026-01-05"),
        Column(name="last_shown", kind="date", meaning="Last day shown; empty = still shown.", citation="DSA Art. 39(2)(d)"),
        Column(name="listed_at", kind="timestamp", meaning="When the entry appeared in the repository."),
        Column(name="targeting_include", kind="texts", meaning="Main parameters used to target.", citation="DSA Art. 39(2)(e)"),
        Column(name="targeting_exclude", kind="texts", meaning="Main parameters used to exclude.", citation="DSA Art. 39(2)(e)"),
        Column(name="uses_profiling", kind="boolean", meaning="Targeted by profiling.", citation="DSA Art. 28(2)"),
        Column(name="reach_low", kind="integer", minimum=0, meaning="Recipients reached, lower bound.", citation="DSA Art. 39(2)(g)"),
        Column(name="reach_high", kind="integer", minimum=0, meaning="Recipients reached, upper bound."),
        Column(name="reach_unit", kind="code", codes=("people", "impressions"), meaning="What the reach counts."),
        Column(name="reach_13_17_low", kind="integer", minimum=0, meaning="Of these aged 13 to 17 as the platform knows it, lower bound."),
        Column(name="reach_13_17_high", kind="integer", minimum=0, meaning="The same, upper bound."),
        Column(name="reach_by_member_state", kind="texts", meaning="Reach per Member State as `NL:1200` or `NL:1000-2000`.", citation="DSA Art. 39(2)(g)", example="NL:1200"),
        Column(name="removed", kind="boolean", meaning="Removed or disabled as illegal or incompatible.", citation="DSA Art. 39(3)"),
        Column(name="removal_ground", kind="code", codes="decision_ground", meaning="Ground of the removal.", citation="DSA Art. 39(3), 17(3)"),
        Column(name="removal_category", kind="code", codes="categories_statement", meaning="Category of the removal."),
        Column(name="label_shown", kind="boolean", meaning="Recipients were shown that it is commercial.", citation="DSA Art. 26(1), (2)"),
    ),
    rules=(
        after("last_shown", "first_shown", "advertisements"),
        plausible("first_shown", "advertisements"),
        plausible("last_shown", "advertisements", breaks={"last_shown": "2100-01-01"}),
        plausible("listed_at", "advertisements"),
        Rule(id="advertisements.reach_range", must=AtMost("reach_low", "reach_high"), column="reach_low", message="the lower bound of the reach exceeds the upper one", remedy="Correct the range.", breaks={"reach_low": 2000, "reach_high": 1000}),
        Rule(id="advertisements.reach_13_17_range", must=AtMost("reach_13_17_low", "reach_13_17_high"), column="reach_13_17_low", message="the lower bound of the reach among 13 to 17 year olds exceeds the upper one", remedy="Correct the range.", breaks={"reach_13_17_low": 20, "reach_13_17_high": 10}),
        Rule(id="advertisements.reach_13_17_within_reach", must=AtMost("reach_13_17_high", "reach_high"), column="reach_13_17_high", message="more recipients of 13 to 17 years than recipients", remedy="Check the units: both count people, or both impressions.", severity=Severity.WARNING, rejects=False, breaks={"reach_high": 1000, "reach_13_17_high": 2000}),
        Rule(id="advertisements.category_15_terms_only", must=AnyOf(Not(In("removal_category", ("STATEMENT_CATEGORY_OTHER_VIOLATION_TC",))), Not(In("removal_ground", ("DECISION_GROUND_ILLEGAL_CONTENT",)))), column="removal_category", message="category 15 (other violation of the terms) on a removal that rests on illegality", remedy="Choose the category of the illegality.", citation="IR 2024/2835 Annex II, II.1", rejects=False, breaks={"removed": True, "removal_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "removal_category": "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"}),
        Rule(id="advertisements.ground_of_a_removal", must=AnyOf(Empty("removal_ground"), IsTrue("removed")), column="removed", message="the ground of a removal on an entry that is not marked as removed", remedy="Set removed to true, or leave removal_ground empty.", citation="DSA Art. 39(3)", severity=Severity.WARNING, rejects=False, breaks={"removal_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT"}),
        Rule(id="advertisements.removal_has_ground", must=AnyOf(Not(IsTrue("removed")), Present("removal_ground")), column="removal_ground", message="a removed advertisement without the ground of its removal", remedy="Export removal_ground: illegality, or the terms.", citation="DSA Art. 39(3)", severity=Severity.WARNING, rejects=False, breaks={"removed": True}),
        Rule(id="advertisements.beneficiary_named", must=AnyOf(Present("beneficiary"), IsTrue("removed"), Not(In("lane", ("paid",)))), column="beneficiary", message="a paid advertisement without the person on whose behalf it is shown", remedy="Export the beneficiary.", citation="DSA Art. 39(2)(b)", severity=Severity.WARNING, rejects=False, breaks={"beneficiary": None}),
    ),
)
