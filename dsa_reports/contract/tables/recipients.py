"""Average monthly active recipients (Art. 24(2), 42(3) DSA)."""

from dsa_reports.contract.common import plausible
from dsa_reports.contract.model import Column, Table

TABLE = Table(
    name="recipients",
    one_row_is="the active recipients of one month, in one Member State or in the Union (TOTAL)",
    feeds="part 10; the six-monthly figure of every online platform",
    citation="DSA Art. 24(2), 42(3)",
    key=None,
    dated_by=("month",),
    columns=(
        Column(name="month", kind="date", required=True, meaning="First day of the month.", example="2026-01-01"),
        Column(name="member_state", kind="code", required=True, codes="member_states_and_total", meaning="Member State, or TOTAL for the Union. EL and GR both mean Greece.", example="NL"),
        Column(name="active_recipients", kind="integer", required=True, minimum=0, meaning="Active recipients of the service in that month.", citation="DSA Art. 24(2)", example="1203000"),
    ),
    rules=(plausible("month", "recipients"),),
)
