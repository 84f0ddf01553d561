"""S-4: decisions that are nearly the same under different identifiers."""

from collections.abc import Iterator

from dsa_reports.display import plural
from dsa_reports.findings import Severity
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import MOST_EXAMPLES, PLACE, Hit, Rows, per_file

_DECISION = ("decision_visibility", "decision_monetary", "decision_provision", "decision_account", "decision_ground")
_DATES = ("decided_at", "application_date")
_KEY = f"coalesce('c' || content_ref, 'a' || account_ref) AS reference, coalesce(decided_at::DATE, application_date) AS day, {', '.join(_DECISION)}"
_NAMES = f"reference, day, {', '.join(_DECISION)}"


@survey(
    "S-4", tables=("moderation_actions",), severity=Severity.WARNING, citation="check S-4",
    remedy="Look for decisions that are exported once per policy, per retry or per affected country; export each decision once.",
    columns=("content_ref", "account_ref", *_DECISION, *_DATES),
    example="content c-91be is removed twice on 2026-02-02 for incompatibility with the terms, as TK421 and as TK422",
)
def near_duplicates(rows: Rows) -> Iterator[Hit]:
    """No two decisions about the same content on the same day have the same restrictions and the same ground under different identifiers.

    Where a decision is about no content, the account stands for it. Decisions without either are not compared. Counted
    are the second and later decisions; days are those of UTC.
    """
    same = " AND ".join(f"p.{name} IS NOT DISTINCT FROM f.{name}" for name in ("reference", "day", *_DECISION))
    named = "content_ref IS NOT NULL OR account_ref IS NOT NULL"
    # Eight bytes per decision find the few candidates; their columns themselves decide.
    rows.con.execute(f"""
        CREATE OR REPLACE TEMP TABLE survey_again AS SELECT h FROM (SELECT hash({_NAMES}) AS h FROM (SELECT {_KEY} FROM {rows.relation} WHERE {named}))
        GROUP BY h HAVING count(*) > 1""")
    try:
        if not rows.ask("SELECT 1 FROM survey_again LIMIT 1"):
            return
        rows.con.execute(f"""
            CREATE OR REPLACE TEMP TABLE survey_pairs AS SELECT * FROM (SELECT {_KEY}, _file, _record, {PLACE} AS place FROM {rows.relation} WHERE {named})
            SEMI JOIN survey_again ON hash({_NAMES}) = h""")
        found = rows.ask(f"""
            WITH firsts AS (SELECT {_NAMES}, min(place) AS first FROM survey_pairs GROUP BY ALL HAVING count(*) > 1)
            SELECT _file, count(*), min(_record, {MOST_EXAMPLES}) FROM survey_pairs p
            JOIN firsts f ON {same} WHERE p.place <> f.first GROUP BY 1 ORDER BY 1""")
    finally:
        for name in ("survey_again", "survey_pairs"):
            rows.con.execute(f"DROP TABLE IF EXISTS {name}")
    yield from per_file(
        rows, found, column="puid",
        message=lambda count: f"{count:,} of the decisions {plural(count, 'repeats', 'repeat')} an earlier one: the same content or account, restrictions, ground and day under another identifier",
    )
