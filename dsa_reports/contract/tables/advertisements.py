"""Entries of the advertisement repository (Art. 39 DSA), both lanes."""

from dsa_reports.contract.common import after
from dsa_reports.contract.conditions import AnyOf, AtMost, In, IsTrue, Not, Present
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
        Column(name="beneficiary", kind="text", max_length=500, meaning="On whose behalf it is shown.", citation="DSA Art. 39(2)(b)"),
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
        Rule(id="advertisements.reach_range", must=AtMost("reach_low", "reach_high"), column="reach_low", message="the lower bound of the reach exceeds the upper one", remedy="Correct the range."),
        Rule(id="advertisements.beneficiary_named", must=AnyOf(Present("beneficiary"), IsTrue("removed"), Not(In("lane", ("paid",)))), column="beneficiary", message="a paid advertisement without the person on whose behalf it is shown", remedy="Export the beneficiary.", citation="DSA Art. 39(2)(b)", severity=Severity.WARNING, rejects=False),
    ),
)
