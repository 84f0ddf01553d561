"""Human resources dedicated to content moderation (Art. 42(2) DSA)."""

from dsa_reports.contract.common import plausible, row_id
from dsa_reports.contract.model import Column, Table

TABLE = Table(
    name="moderators",
    one_row_is="one moderator, or a group of `heads` moderators with the same languages, on one day",
    feeds="part 9",
    citation="DSA Art. 42(2)(a), (b)",
    key="id",
    dated_by=("as_of",),
    columns=(
        row_id(),
        Column(name="as_of", kind="date", required=True, meaning="Day of the count. The latest day within the period is reported.", example="2026-06-30"),
        Column(name="kind", kind="code", required=True, codes=("internal", "external"), meaning="Employed by the provider, or by an entity outside its legal group.", citation="IR 2024/2835 Annex II, II.1.7", example="internal"),
        Column(name="fte", kind="number", required=True, minimum=0, meaning="Full-time equivalents of the row.", citation="IR 2024/2835 Annex II, II.1.7", example="0.8"),
        Column(name="heads", kind="integer", minimum=1, meaning="Number of people in the row; empty = 1.", example="1"),
        Column(name="languages", kind="codes", codes="official_languages", meaning="Official languages at CEFR B2 (understanding) or better.", citation="IR 2024/2835 Annex II, I.6", example="nl"),
    ),
    rules=(plausible("as_of", "moderators"),),
)
