"""Exposure to illegal or incompatible content: aggregates, no people."""

from dsa_reports.contract.common import AGE_GROUPS, after, phenomenon, plausible, row_id, surface, within_years
from dsa_reports.contract.conditions import AtMost
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

TABLE = Table(
    name="exposure",
    one_row_is="views and contacts of one surface and age group over some days",
    feeds="part 11; chapters",
    citation="IR 2024/2835 Annex II, II.2",
    key="id",
    dated_by=("period_to",),
    columns=(
        row_id(),
        Column(name="period_from", kind="date", required=True, meaning="First day.", example="2026-01-01"),
        Column(name="period_to", kind="date", required=True, meaning="Last day.", example="2026-01-31"),
        surface(),
        Column(name="age_group", kind="code", required=True, codes=AGE_GROUPS, meaning="Group of recipients, as the platform knows it.", example="unknown"),
        phenomenon(),
        Column(name="views", kind="integer", minimum=0, meaning="All views.", example="1000000"),
        Column(name="sampled_views", kind="integer", minimum=0, meaning="Views in a random sample that people reviewed.", example="10000"),
        Column(name="sampled_violative_views", kind="integer", minimum=0, meaning="Of these, views of illegal or incompatible content (of the phenomenon, where one is named).", example="12"),
        Column(name="contacts", kind="integer", minimum=0, meaning="Unwanted contacts by accounts of the phenomenon.", example="300"),
        Column(name="views_before_action", kind="integer", minimum=0, meaning="Views of later actioned content before the action.", example="4000"),
        Column(name="views_after_first_interaction", kind="integer", minimum=0, meaning="Views of such content recommended after a first interaction with it.", example="900"),
        Column(name="account_suggestions", kind="integer", minimum=0, meaning="How often accounts of the phenomenon were suggested to these recipients (to follow, to befriend, in a search).", citation="DSA Art. 28(1)"),
    ),
    rules=(
        after("period_to", "period_from", "exposure"),
        Rule(id="exposure.sample_fits", must=AtMost("sampled_violative_views", "sampled_views"), column="sampled_violative_views", message="more violative views than sampled views", remedy="Correct the sample counts.", breaks={"sampled_violative_views": 10001}),
        Rule(id="exposure.sample_of_views", must=AtMost("sampled_views", "views"), column="sampled_views", message="more sampled views than views", remedy="Check that both count the same surface, group and days.", severity=Severity.WARNING, rejects=False, breaks={"views": 9999}),
        plausible("period_to", "exposure", breaks={"period_from": "2037-12-31", "period_to": "2038-01-02"}),
        within_years("period_to", "period_from", "exposure", 1, breaks={"period_from": "2024-01-01"}),
    ),
)
