"""Labelled samples of automated systems (accuracy, precision, recall)."""

from dsa_reports.contract.common import after, plausible, row_id, safe_text
from dsa_reports.contract.conditions import AnyOf, In, Not, Present
from dsa_reports.contract.model import Column, Rule, Table

_COUNT = "of the labelled sample."

TABLE = Table(
    name="automation_evaluations",
    one_row_is="one labelled sample of one automated system, for one scope",
    feeds="part 8",
    citation="DSA Art. 15(1)(e), 42(2)(c)",
    key="id",
    dated_by=("evaluated_to",),
    columns=(
        row_id(),
        Column(name="system", kind="text", required=True, max_length=200, meaning="Name of the system or classifier; each is reported on rows of its own.", citation="IR 2024/2835 Annex II, II.1.6", example="Link farm classifier"),
        Column(name="scope", kind="code", required=True, codes=("total", "own_initiative", "notices", "trusted_flagger_notices", "language"), meaning="Which rows of part 8 the sample speaks of.", example="total"),
        Column(name="language", kind="code", codes="official_languages", meaning="For scope `language`: which official language.", example="nl"),
        Column(name="content_type", kind="code", codes=("text", "image", "video", "audio", "all"), meaning="Kind of content; empty = all.", example="text"),
        Column(name="evaluated_from", kind="date", meaning="First day that the sample covers.", example="2026-01-01"),
        Column(name="evaluated_to", kind="date", required=True, meaning="Last day that the sample covers.", example="2026-06-30"),
        Column(name="true_positives", kind="integer", required=True, minimum=0, meaning="Rightly restricted, " + _COUNT, example="900"),
        Column(name="false_positives", kind="integer", required=True, minimum=0, meaning="Wrongly restricted, " + _COUNT, example="40"),
        Column(name="true_negatives", kind="integer", required=True, minimum=0, meaning="Rightly left alone, " + _COUNT, example="8900"),
        Column(name="false_negatives", kind="integer", required=True, minimum=0, meaning="Wrongly left alone, " + _COUNT, example="160"),
        Column(name="method", kind="text", required=True, max_length=2000, meaning="How the sample was drawn and labelled; goes into the context column.", citation="IR 2024/2835 Annex II, II.1.6", example="Random sample of decisions, labelled by two reviewers"),
    ),
    rules=(
        safe_text("automation_evaluations", "system"),
        safe_text("automation_evaluations", "method"),
        after("evaluated_to", "evaluated_from", "automation_evaluations"),
        plausible("evaluated_to", "automation_evaluations", breaks={"evaluated_to": "2038-01-02"}),
        Rule(id="automation_evaluations.language_named", must=AnyOf(Not(In("scope", ("language",))), Present("language")), column="language", message="a sample of one language that does not say which; no figure can use it", remedy="Export the language, or give the sample another scope.", citation="IR 2024/2835 Annex II, II.1.6", breaks={"scope": "language", "language": None}),
    ),
)
