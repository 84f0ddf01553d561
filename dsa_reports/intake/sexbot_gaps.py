"""What the rows tagged as sexbot spam leave open: what a careful reader of the chapter would ask next (checks SB-3 to SB-8).

Asked once, after the derivation; every answer is a finding, never a change of a figure.
"""

from datetime import date
from typing import TYPE_CHECKING

from dsa_reports.findings import Severity
from dsa_reports.intake.gaps import Gap

if TYPE_CHECKING:
    import duckdb

__all__ = ["SEXBOT_GAPS", "WAVE", "waves"]

WAVE = "SB-6"
"""The check about the days that `waves` gives."""

# The median absolute deviation of the days of the period, those without a measure included; at least 20 on the day.
_WAVES = """
    WITH days AS (
        SELECT d::DATE AS day, count(m.acted_at) AS n
        FROM generate_series(getvariable('first_day')::TIMESTAMP, getvariable('last_day')::TIMESTAMP, INTERVAL 1 DAY) AS s(d)
        LEFT JOIN f_sexbot_measures AS m ON m.acted_at::DATE = d::DATE GROUP BY d
    ), middle AS (SELECT median(n) AS m FROM days), apart AS (SELECT median(abs(n - m)) AS mad FROM days, middle)
    SELECT day FROM days, middle, apart WHERE n >= 20 AND n > m + 6 * mad"""

SEXBOT_GAPS = (
    Gap(
        "PHENOMENON-1", Severity.WARNING, "moderation_actions",
        "{count} decisions carry a label that the value map says is sexbot spam, but stand under child sexual abuse or grooming (9b to 9d), or were excluded by the definition; they are not tagged",
        "Correct the value map or the sub-category: an approach to a child is never spam, and adult spam that a child saw is not child sexual abuse.", "DSA Art. 28(1)",
        """SELECT count(*), '' FROM accepted_moderation_actions AS a
            WHERE phenomenon = 'sexbot_spam' AND NOT EXISTS (FROM f_tags AS t WHERE t.source = 'moderation_actions' AND t.id = a.puid AND t.phenomenon = 'sexbot_spam')""",
    ),
    Gap(
        "SB-3", Severity.INFO, "moderation_actions",
        "{count} accounts have a measure against sexbot spam on the account and others on what it showed ({example} measures in all); each is a measure of its own, and the chapter counts accounts and items apart",
        "Nothing, if each was decided by itself. If one decision was logged once per post and once per account, log it once.", "IR 2024/2835 Annex II, II.1.4",
        """SELECT count(*), coalesce(sum(n), 0)::VARCHAR FROM (
            SELECT account_ref, count(*) AS n FROM f_sexbot_measures WHERE account_ref IS NOT NULL
            GROUP BY account_ref HAVING bool_or(account_restricted AND NOT about_content) AND bool_or(about_content))""",
    ),
    Gap(
        "SB-4", Severity.INFO, "moderation_actions",
        "{count} measures against sexbot spam have no known contact of the recipient, of {example} in all: they count in the report, but no statement of reasons reached anybody",
        "Keep on record why each decision, or its campaign, is deceptive high-volume commercial content, if no statement was sent for that reason.", "DSA Art. 17(2)",
        "SELECT count(*) FILTER (WHERE NOT contact_known), count(*)::VARCHAR FROM f_sexbot_measures",
    ),
    # Days that the texts name are taken out again where these are read (narrative/waves.py).
    Gap(
        WAVE, Severity.WARNING, "moderation_actions",
        "{count} days have many more measures against sexbot spam than the others (the first is {example}): a wave, or a batch",
        "Say in a text of part 11 or in a context cell what happened on these days; a day that a text names is not asked about again.", "DSA Art. 35(1)",
        f"SELECT count(*), min(day)::VARCHAR FROM ({_WAVES})",
    ),
    # Ten decided complaints at least: of fewer, a share says little.
    Gap(
        "SB-7", Severity.WARNING, "complaints",
        "in {count} groups of accounts more than 5 % of the decided complaints against measures on sexbot spam were reversed ({example} stands out most)",
        "Look at these groups by hand: sex workers, adult creators and women are taken for bots more often than others.", "DSA Art. 20(4)",
        """WITH grouped AS (
                SELECT 'kind of account: ' || account_group AS name, reversed FROM f_sexbot_complaints WHERE decided
                UNION ALL SELECT 'language: ' || language, reversed FROM f_sexbot_complaints WHERE decided
                UNION ALL SELECT 'surface: ' || surface, reversed FROM f_sexbot_complaints WHERE decided
            ), shares AS (SELECT name, count(*) FILTER (WHERE reversed) AS reversed, count(*) AS decided FROM grouped GROUP BY name HAVING decided >= 10)
            SELECT count(*), arg_max(name || ', ' || reversed || ' of ' || decided, reversed / decided) FROM shares WHERE reversed > 0.05 * decided""",
    ),
    Gap(
        "SB-8", Severity.WARNING, "user_reports",
        "{count} reports about accounts or content that were later acted on as sexbot spam had been turned down before",
        "Have people look at a sample of them: what did those who decided not see?", "DSA Art. 16(6)",
        "SELECT count(*), '' FROM f_sexbot_notices WHERE later_acted",
    ),
)


def waves(connection: "duckdb.DuckDBPyConnection") -> tuple[date, ...]:
    """The days of the period with many more measures against sexbot spam than the others, in order."""
    return tuple(day for (day,) in connection.execute(f"{_WAVES} ORDER BY day").fetchall())
