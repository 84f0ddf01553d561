"""Registrable domains for the derivation: what the logs call a landing domain is often a host, or a whole address."""

from typing import TYPE_CHECKING

from dsa_reports.matching.domains import registrable

if TYPE_CHECKING:
    import duckdb

__all__ = ["registrable_domains"]


_MAPPED = "SELECT landing_domain FROM accepted_moderation_actions WHERE landing_domain IS NOT NULL AND phenomenon = 'sexbot_spam'"
_TAGGED = """
    SELECT landing_domain FROM accepted_moderation_actions
    WHERE landing_domain IS NOT NULL AND puid IN (SELECT id FROM f_tags WHERE source = 'moderation_actions' AND phenomenon = 'sexbot_spam')
    UNION SELECT landing_domain FROM accepted_moderation_actions
    WHERE landing_domain IS NOT NULL AND account_ref IN (SELECT account_ref FROM account_generations UNION SELECT account_ref FROM confirmed_accounts)
    UNION SELECT unnest([landing_url, redirect_url]) FROM accepted_account_events
    WHERE account_ref IN (SELECT account_ref FROM account_generations UNION SELECT account_ref FROM confirmed_accounts)"""


def registrable_domains(connection: "duckdb.DuckDBPyConnection", *, tagged: bool = False) -> None:
    """Make the table `registrable_domains`: `host` as the logs have it, and its `domain`.

    The hosts are those of the ad register and of the rows that are tagged as sexbot spam (`tagged`: in `f_tags`, else
    by the value map alone, as earlier versions counted). A text that is no host stays as it is, in small letters: it is
    still counted, and equal texts still meet.
    """
    rows = connection.execute(
        (_TAGGED if tagged else _MAPPED) + " UNION SELECT landing_domain FROM accepted_advertisements WHERE landing_domain IS NOT NULL ORDER BY 1"
    ).fetchall()
    hosts = [row[0] for row in rows if row[0] is not None]
    domains = [registrable(host) or host.lower() for host in hosts]
    connection.execute(
        "CREATE OR REPLACE TABLE registrable_domains AS SELECT unnest($hosts::VARCHAR[]) AS host, unnest($domains::VARCHAR[]) AS domain",
        {"hosts": hosts, "domains": domains},
    )
