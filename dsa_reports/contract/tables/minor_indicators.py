"""Figures by which measures for the protection of minors are measured, entered with their source."""

from dsa_reports.contract.common import AGE_GROUPS, after, plausible, row_id, surface, within_years
from dsa_reports.contract.conditions import All, AnyOf, AtMost, Empty, In, Not, Present
from dsa_reports.contract.model import Column, Rule, Table

TABLE = Table(
    name="minor_indicators",
    one_row_is="one figure of a period that measures a measure for the protection of minors, entered with its source",
    feeds="minors chapter",
    citation="DSA Art. 28(1)",
    key="id",
    dated_by=("period_to",),
    columns=(
        row_id(),
        Column(name="indicator", kind="text", required=True, max_length=100, meaning="Key of the indicator: one of `dsa-reports minors items`, or one of your own.", example="private_now"),
        Column(name="measure", kind="text", max_length=100, meaning="The measure of the register that it measures; empty: every measure that names the indicator.", example="M-01"),
        Column(name="period_from", kind="date", required=True, meaning="First day.", example="2026-01-01"),
        Column(name="period_to", kind="date", required=True, meaning="Last day.", example="2026-06-30"),
        Column(name="numerator", kind="integer", minimum=0, meaning="Of a share: what was counted.", example="900"),
        Column(name="denominator", kind="integer", meaning="Of a share: of how many.", example="1000"),
        Column(name="value", kind="number", meaning="Anything that is no share: a count, hours, days. Yes is 1, no is 0."),
        Column(name="unit", kind="code", required=True, codes=("share", "count", "hours", "days", "yes_no", "other"), meaning="Unit; of a share numerator and denominator are needed.", example="share"),
        Column(name="sample_size", kind="integer", minimum=1, meaning="Size of the sample, where it is an estimate from one."),
        surface(),
        Column(name="age_group", kind="code", codes=AGE_GROUPS, meaning="Group of recipients, as the platform knows it; never a birth date, never inferred here.", example="known_minor"),
        Column(name="method", kind="text", required=True, max_length=2000, meaning="How it was measured.", example="Count of settings at the end of the period"),
        Column(name="version", kind="text", max_length=100, meaning="Version of the definition.", example="1"),
        Column(name="source", kind="text", required=True, max_length=500, meaning="System, report or function that says so.", example="Settings warehouse"),
    ),
    rules=(
        after("period_to", "period_from", "minor_indicators"),
        plausible("period_to", "minor_indicators", breaks={"period_from": "2037-12-31", "period_to": "2038-01-02"}),
        within_years("period_to", "period_from", "minor_indicators", 1, breaks={"period_from": "2024-01-01"}),
        Rule(id="minor_indicators.share_of_what", must=AnyOf(Not(In("unit", ("share",))), All(Present("numerator"), Present("denominator"))), column="denominator", message="a share without its numerator and denominator", remedy="Enter both: no rate stands without them.", citation="DSA Art. 28(1)", breaks={"denominator": None}),
        Rule(id="minor_indicators.value_given", must=AnyOf(Not(In("unit", ("count", "hours", "days", "yes_no", "other"))), Present("value")), column="value", message="a figure without a value", remedy="Enter the value, or leave the row out: nothing is not 0.", citation="DSA Art. 28(1)", breaks={"unit": "count", "numerator": None, "denominator": None}),
        Rule(id="minor_indicators.share_at_most_all", must=AtMost("numerator", "denominator"), column="numerator", message="a share above 1", remedy="Correct the two numbers; a rate per 10,000 is `other`.", citation="DSA Art. 28(1)", breaks={"numerator": 1001}),
        Rule(id="minor_indicators.share_or_value", must=AnyOf(Not(In("unit", ("share",))), Empty("value")), column="value", message="a share that also has a value", remedy="Leave the value empty: it follows from numerator and denominator.", citation="DSA Art. 28(1)", breaks={"value": 0.9}),
    ),
    references={"measure": ("minor_measures", "id")},
)
