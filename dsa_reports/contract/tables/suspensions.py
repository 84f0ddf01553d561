"""Suspensions for misuse (Art. 23 DSA)."""

from dsa_reports.contract.common import account_ref, after, plausible, row_id, within_years
from dsa_reports.contract.conditions import Present
from dsa_reports.contract.model import Column, Rule, Table
from dsa_reports.findings import Severity

TABLE = Table(
    name="suspensions",
    one_row_is="one suspension for misuse under Art. 23",
    feeds="part 7",
    citation="DSA Art. 24(1)(b), 23",
    key="id",
    dated_by=("imposed_at",),
    columns=(
        row_id(),
        Column(name="ground", kind="code", required=True, codes=("manifestly_illegal_content", "manifestly_unfounded_notices", "manifestly_unfounded_complaints"), meaning="Why.", citation="DSA Art. 23(1), (2)", example="manifestly_illegal_content"),
        Column(name="imposed_at", kind="timestamp", required=True, meaning="When it was imposed.", example="2026-05-01T00:00:00Z"),
        Column(name="warned_at", kind="timestamp", meaning="When the prior warning was given.", citation="DSA Art. 23(1)", example="2026-04-20T00:00:00Z"),
        Column(name="ends_at", kind="timestamp", meaning="When it ends.", example="2026-05-31T00:00:00Z"),
        account_ref(),
    ),
    rules=(
        after("ends_at", "imposed_at", "suspensions", breaks={"ends_at": "2026-04-30T00:00:00Z"}),
        after("imposed_at", "warned_at", "suspensions", breaks={"warned_at": "2026-05-02T00:00:00Z"}),
        plausible("imposed_at", "suspensions", breaks={"imposed_at": "1999-12-31T00:00:00Z", "warned_at": "1999-12-30T00:00:00Z", "ends_at": "2000-01-30T00:00:00Z"}),
        plausible("ends_at", "suspensions", breaks={"imposed_at": "2037-12-31T00:00:00Z", "warned_at": "2037-12-30T00:00:00Z", "ends_at": "2038-01-02T00:00:00Z"}),
        within_years("ends_at", "imposed_at", "suspensions", breaks={"ends_at": "2032-01-01T00:00:00Z"}),
        within_years("imposed_at", "warned_at", "suspensions", breaks={"warned_at": "2020-01-01T00:00:00Z"}),
        Rule(id="suspensions.ends", must=Present("ends_at"), column="ends_at", message="a suspension without an end; Art. 23 allows one for a reasonable period", remedy="Export the end that was set. If none was, ask whether the measure rests on Art. 23.", citation="DSA Art. 23(1), (2)", severity=Severity.WARNING, rejects=False, breaks={"ends_at": None}),
        Rule(id="suspensions.warned_first", must=Present("warned_at"), column="warned_at", message="a suspension without the prior warning that Art. 23 demands", remedy="Export when the warning was given.", citation="DSA Art. 23(1), (2)", severity=Severity.WARNING, rejects=False, breaks={"warned_at": None}),
    ),
)
