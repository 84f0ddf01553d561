"""R-1: every decision of the log has a statement of reasons that was received, or a reason why there is none."""

from collections.abc import Iterator

from dsa_reports.display import plural
from dsa_reports.findings import Severity
from dsa_reports.intake.placing import place_of
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import MOST_EXAMPLES, Hit, Rows, per_file

_WORDS = {
    "received": "received", "exempt": "exempt as the platform's list says", "order": "following an order", "contact_unknown": "without a known contact",
    "refused": "refused", "failed": "failed", "nothing": "without any statement",
}
"""What became of a decision's statement, in the order in which the sum is told."""


@survey(
    "R-1", tables=("moderation_actions", "statements"), severity=Severity.ERROR, citation="check R-1; DSA Art. 17(1), 17(2), 17(5), 24(5)",
    remedy="Send the statements that are missing, or record in the table statements why a decision needs none.",
    columns=("puid", "status", "source_type", "contact_known", "decided_at", "application_date"),
    example="20,000 decisions: 18,700 received, 1,290 exempt, 6 refused, 4 without any statement",
)
def statements_sent(rows: Rows) -> Iterator[Hit]:
    """Decisions of the period = statements received + exempt (Art. 17(2), (5)) + refused + failed: nothing is left over.

    Exempt is what the table statements calls so; and, where it is silent about a decision, one that follows an order or
    whose recipient has no contact known to the provider. Statements that were refused or failed are told, too: they are owed still.
    Nothing is asked where no statements were given.
    """
    statements = rows.tables.get("statements")
    if rows.table.name == "statements" or statements is None or statements.status != "loaded":
        return  # asked once, of the decisions
    place, used = place_of(rows.table, rows.period) if rows.period else ("0", {})
    outcome = """CASE WHEN s.status IS NOT NULL THEN s.status WHEN source_type = 'SOURCE_ORDER' THEN 'order'
        WHEN contact_known IS FALSE THEN 'contact_unknown' ELSE 'nothing' END"""
    found = rows.ask(f"""
        SELECT outcome, _file, count(*), min(_record, {MOST_EXAMPLES})
        FROM (SELECT {outcome} AS outcome, a._file, a._record FROM (SELECT * FROM {rows.relation} WHERE {place} = 0) AS a
            LEFT JOIN (SELECT puid, status FROM {rows.relation_of('statements')}) AS s USING (puid))
        GROUP BY ALL ORDER BY ALL""", used)
    totals = {name: sum(count for outcome, _, count, _ in found if outcome == name) for name in _WORDS}
    everything = sum(totals.values())
    said = f"of {everything:,} {plural(everything, 'decision')}: {', '.join(f'{totals[name]:,} {words}' for name, words in _WORDS.items() if totals[name])}"
    for name, what, severity in (
        ("nothing", "have neither a statement of reasons nor a reason why none is needed", None),
        ("refused", "have a statement that the database refused", Severity.WARNING),
        ("failed", "have a statement that never arrived", Severity.WARNING),
    ):
        places = [(file, count, records) for outcome, file, count, records in found if outcome == name]
        yield from per_file(rows, places, lambda n, what=what: f"{n:,} decisions {what} ({said})", column="puid", severity=severity)  # type: ignore[misc]
