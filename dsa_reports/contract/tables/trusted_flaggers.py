"""Trusted flaggers (Art. 22 DSA) and helplines: organisations, never persons."""

from dsa_reports.contract.common import after, row_id
from dsa_reports.contract.conditions import AnyOf, In, Not, Present
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

TABLE = Table(
    name="trusted_flaggers",
    one_row_is="one organisation that sends notices: a trusted flagger by award, or a helpline",
    feeds="minors chapter",
    citation="DSA Art. 22",
    key="id",
    dated_by=(),
    columns=(
        row_id(),
        Column(name="name", kind="text", required=True, max_length=500, meaning="Name of the organisation, as notices give it.", example="Offlimits"),
        Column(name="kind", kind="code", required=True, codes=("trusted_flagger", "helpline"), meaning="Trusted flagger by award of a Digital Services Coordinator, or a helpline. One that is both has two rows.", citation="DSA Art. 22(2)", example="trusted_flagger"),
        Column(name="member_state", kind="code", codes="member_states", meaning="Member State of the award, or where the helpline works.", example="NL"),
        Column(name="awarded_by", kind="text", max_length=500, meaning="The Digital Services Coordinator that awarded the status.", citation="DSA Art. 22(2)", example="ACM"),
        Column(name="expertise", kind="codes", codes="categories_statement", meaning="Areas of expertise, as categories.", citation="DSA Art. 22(2)", example="STATEMENT_CATEGORY_PROTECTION_OF_MINORS"),
        Column(name="valid_from", kind="date", required=True, meaning="First day of the status.", example="2025-06-01"),
        Column(name="valid_to", kind="date", meaning="Last day of the status; empty = it holds.", citation="DSA Art. 22"),
        Column(name="source", kind="text", max_length=500, meaning="Where that is written: the Commission's list, a decision, an agreement.", example="List of the Commission"),
    ),
    rules=(
        after("valid_to", "valid_from", "trusted_flaggers"),
        Rule(id="trusted_flaggers.awarded", must=AnyOf(Not(In("kind", ("trusted_flagger",))), Present("awarded_by")), column="awarded_by", message="a trusted flagger without the Coordinator that awarded the status", remedy="Write who awarded it: the Commission publishes the list.", citation="DSA Art. 22(2)", severity=Severity.WARNING, rejects=False, breaks={"awarded_by": None}),
    ),
)
