"""Suspensions for misuse (Art. 23 DSA)."""

from dsa_reports.contract.common import account_ref, after, row_id
from dsa_reports.contract.model import Column, Table

TABLE = Table(
    name="suspensions",
    one_row_is="one suspension for misuse under Art. 23",
    feeds="part 7",
    citation="DSA Art. 24(1)(b), 23",
    key="id",
    dated_by=("imposed_at",),
    small=True,
    columns=(
        row_id(),
        Column(name="ground", kind="code", required=True, codes=("manifestly_illegal_content", "manifestly_unfounded_notices", "manifestly_unfounded_complaints"), meaning="Why.", citation="DSA Art. 23(1), (2)", example="manifestly_illegal_content"),
        Column(name="imposed_at", kind="timestamp", required=True, meaning="When it was imposed.", example="2026-05-01T00:00:00Z"),
        Column(name="warned_at", kind="timestamp", meaning="When the prior warning was given.", citation="DSA Art. 23(1)", example="2026-04-20T00:00:00Z"),
        Column(name="ends_at", kind="timestamp", meaning="When it ends.", example="2026-05-31T00:00:00Z"),
        account_ref(),
    ),
    rules=(after("ends_at", "imposed_at", "suspensions"), after("imposed_at", "warned_at", "suspensions")),
)
