"""What the accepted rows leave open although each of them is sound: doubled months, missing days, flags never recorded.

Asked once, after the derivation (so that the period is known); every answer is a finding, never a change of a figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.findings import Finding, Severity

if TYPE_CHECKING:
    import duckdb

__all__ = ["GAPS", "Gap", "gaps"]


@dataclass(frozen=True)
class Gap:
    """One question: `sql` gives (count, example); a count above 0 is the finding.

    `of_minors`: it counts what was done by or to minors. How many is then said by the chapter alone, which seals small
    counts; the finding says that there are any.
    """

    id: str
    severity: Severity
    table: str
    message: str
    remedy: str
    citation: str
    sql: str
    of_minors: bool = False


GAPS = (
    Gap(
        "RECIPIENTS-1", Severity.BLOCKS, "recipients", "{count} months are given twice for the same Member State ({example} for one); the average counts both",
        "Export each month of each Member State once; look for overlapping files and for EL beside GR.", "DSA Art. 24(2)",
        """SELECT count(*), min(scope || ' ' || month::VARCHAR) FROM (
            SELECT CASE WHEN member_state = 'GR' THEN 'EL' ELSE member_state END AS scope, date_trunc('month', month)::DATE AS month
            FROM accepted_recipients WHERE day_in_period(month) GROUP BY ALL HAVING count(*) > 1)""",
    ),
    Gap(
        "RECIPIENTS-2", Severity.ERROR, "recipients", "{count} months of the period are missing for a Member State or the total ({example} has too few); the average covers the others only",
        "Export every month of the period.", "DSA Art. 24(2)",
        """SELECT coalesce(sum(missing), 0), min(scope) FROM (
            SELECT member_state AS scope, date_diff('month', getvariable('first_day'), getvariable('last_day')) + 1 - count(DISTINCT date_trunc('month', month)) AS missing
            FROM accepted_recipients WHERE day_in_period(month) GROUP BY member_state HAVING missing > 0)""",
    ),
    Gap(
        "RECIPIENTS-3", Severity.WARNING, "recipients", "the total is the sum of the Member States: who used the service in two of them counts twice ({count} rows, none for TOTAL)",
        "Export TOTAL, counted over the Union.", "DSA Art. 24(2)",
        "SELECT count(*) * (1 - max((member_state = 'TOTAL')::INTEGER)), '' FROM accepted_recipients WHERE day_in_period(month)",
    ),
    Gap(
        "PEOPLE-1", Severity.ERROR, "moderators", "internal and external moderators were last counted on different days (the earlier on {example})",
        "Count both on the same day.", "IR 2024/2835 Annex II, II.1.7",
        """SELECT count(DISTINCT last) - 1, min(last)::VARCHAR FROM (
            SELECT kind, max(as_of) AS last FROM accepted_moderators WHERE day_in_period(as_of) GROUP BY kind)""",
    ),
    Gap(
        "AUTOMATION-1", Severity.WARNING, "notices", "{count} decided notices of the period do not say how they were processed; part 8 counts them in neither row",
        "Export `processing` of every notice.", "IR 2024/2835 Annex II, II.1.6",
        "SELECT count(*), '' FROM accepted_notices WHERE in_period(received_at) AND processing IS NULL AND coalesce(decided_at, action_taken_at) IS NOT NULL",
    ),
    Gap(
        "DISPUTES-1", Severity.ERROR, "disputes", "{count} disputes decided against the provider do not say whether the decision was implemented; they count as not implemented",
        "Export `implemented` of every reversed or partially reversed dispute.", "IR 2024/2835 Annex II, II.1.5",
        "SELECT count(*), '' FROM accepted_disputes WHERE outcome IN ('reversed', 'partially_reversed') AND implemented IS NULL AND in_period(coalesce(decided_at, submitted_at))",
    ),
    Gap(
        "MI-5", Severity.ERROR, "advertisements", "{count} entries with profiling were shown to recipients whom the platform's own logs know to be minors ({example} for one)",
        "Look into each: whether it was known with reasonable certainty at the time is for people to say. If the column counts something else, correct the export.", "DSA Art. 28(2)",
        """SELECT count(*), min(ad_id) FROM accepted_advertisements
            WHERE known_minors_reached > 0 AND uses_profiling AND first_shown <= getvariable('last_day') AND coalesce(last_shown, getvariable('last_day')) >= getvariable('first_day')""",
    ),
    Gap(
        "FLAGGERS-1", Severity.WARNING, "notices", "notices by trusted flaggers or helplines about minors or copied pictures bear no name of the register that held the status on their day",
        "Complete the register (validity, spelling), or correct the notices. The chapter on minors counts them.", "DSA Art. 22",
        "SELECT count(*) * (SELECT count(*) > 0 FROM accepted_trusted_flaggers)::INTEGER, '' FROM f_flagger_notices WHERE entry LIKE '%~not-in-the-register'", of_minors=True,
    ),
    # X-6 of the checks sees parts 4 to 7 only; the rows know every suspension, whatever preceded it.
    Gap(
        "X-6", Severity.WARNING, "suspensions", "{count} more suspensions of repeat offenders than suspensions of accounts or of the service among the measures ({example})",
        "Log each suspension under Art. 23 among the moderation actions, too, or explain the difference.", "DSA Art. 23(1); IR 2024/2835 Annex II, II.1.5",
        """SELECT CASE WHEN measures > 0 THEN offenders - suspended ELSE 0 END, offenders || ' against ' || suspended FROM
            (SELECT count(*) AS offenders FROM f_suspensions WHERE ground = 'manifestly_illegal_content'),
            (SELECT count(*) AS measures, count(*) FILTER (WHERE account_suspension OR provision_suspension) AS suspended FROM f_measures)""",
    ),
)


def gaps(connection: "duckdb.DuckDBPyConnection", asked: Sequence[Gap] = GAPS) -> list[Finding]:
    """The findings about the period that `derive` was last called for."""
    findings = []
    for gap in asked:
        count, example = connection.execute(gap.sql).fetchall()[0]
        if count and count > 0:
            findings.append(Finding(
                id=gap.id, severity=gap.severity, table=gap.table, count=1 if gap.of_minors else int(count), remedy=gap.remedy, citation=gap.citation,
                message=gap.message.format(count=int(count), example=example),
            ))
    return findings
