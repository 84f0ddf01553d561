"""Measures for the protection of minors (Art. 28 DSA)."""

from dsa_reports.contract.common import AGE_GROUPS, SURFACES, after, plausible
from dsa_reports.contract.conditions import AnyOf, In, Not, Present
from dsa_reports.contract.model import Column, Rule, Table

TABLE = Table(
    name="minor_measures",
    one_row_is="one measure of the provider for the protection of minors",
    feeds="minors chapter",
    citation="DSA Art. 28(1)",
    key="id",
    dated_by=(),
    columns=(
        Column(name="id", kind="text", required=True, max_length=100, meaning="The provider's identifier of the measure.", example="M-01"),
        Column(name="title", kind="text", required=True, max_length=300, meaning="The measure in words.", example="Accounts of minors are private by default"),
        Column(name="items", kind="texts", meaning="Items of the toolkit's list of recommended measures that it answers.", example="AS-01"),
        Column(name="status", kind="code", required=True, codes=("planned", "in_place", "partly", "not_applicable", "rejected"), meaning="State of the measure.", example="in_place"),
        Column(name="reason", kind="text", max_length=2000, meaning="Why it does not apply or was rejected."),
        Column(name="surfaces", kind="codes", codes=SURFACES, meaning="Where on the service.", example="direct_message"),
        Column(name="age_groups", kind="codes", codes=AGE_GROUPS, meaning="For whom.", example="known_minor"),
        Column(name="from_date", kind="date", meaning="In place since.", example="2025-10-01"),
        Column(name="to_date", kind="date", meaning="In place until; empty = open."),
        Column(name="review_date", kind="date", meaning="Next review.", example="2026-10-01"),
        Column(name="owner", kind="text", max_length=200, personal=True, meaning="Function that answers for it (internal).", example="Trust and safety"),
        Column(name="evidence", kind="text", max_length=2000, meaning="File hash or reference of the evidence."),
        Column(name="expected_effect", kind="text", max_length=2000, meaning="What it should change."),
        Column(name="indicators", kind="texts", meaning="Indicators by which it is measured."),
    ),
    rules=(
        after("to_date", "from_date", "minor_measures"),
        plausible("from_date", "minor_measures"),
        plausible("to_date", "minor_measures", breaks={"to_date": "2100-01-01"}),
        plausible("review_date", "minor_measures"),
        Rule(id="minor_measures.reason_given", must=AnyOf(Not(In("status", ("not_applicable", "rejected"))), Present("reason")), column="reason", message="a measure set aside without a reason", remedy="Say why it does not apply or was rejected.", citation="DSA Art. 28(1)", breaks={"status": "rejected"}),
    ),
)
