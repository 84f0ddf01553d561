"""Registrable domains for the derivation: what the logs call a landing domain is often a host, or a whole address."""

from typing import TYPE_CHECKING

from dsa_reports.matching.domains import registrable

if TYPE_CHECKING:
    import duckdb

__all__ = ["registrable_domains"]


def registrable_domains(connection: "duckdb.DuckDBPyConnection") -> None:
    """Make the table `registrable_domains`: `host` as the logs have it, and its `domain`.

    A text that is no host stays as it is, in small letters: it is still counted, and equal texts still meet.
    """
    rows = connection.execute(
        "SELECT landing_domain FROM accepted_moderation_actions WHERE landing_domain IS NOT NULL AND phenomenon = 'sexbot_spam'"
        " UNION SELECT landing_domain FROM accepted_advertisements WHERE landing_domain IS NOT NULL ORDER BY 1"
    ).fetchall()
    hosts = [row[0] for row in rows]
    domains = [registrable(host) or host.lower() for host in hosts]
    connection.execute(
        "CREATE OR REPLACE TABLE registrable_domains AS SELECT unnest($hosts::VARCHAR[]) AS host, unnest($domains::VARCHAR[]) AS domain",
        {"hosts": hosts, "domains": domains},
    )
