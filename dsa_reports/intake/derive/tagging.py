"""What the derivation has to know to tag rows: rules of phenomena and confirmed campaigns, as plain rows.

The rooms above read definitions, reviews and samples and hand them in; here they become tables that `f_tags` and the
facts about campaigns look up. Without anything handed in, only the platform's value map tags.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dsa_reports.contract.common import ABUSE_KEYWORDS

if TYPE_CHECKING:
    import duckdb

__all__ = ["SEXBOT_SPAM", "AccountGeneration", "CampaignAccount", "Exclusion", "Sample", "System", "TagRow", "Tagging", "tagging_tables"]

SEXBOT_SPAM = "sexbot_spam"


@dataclass(frozen=True)
class TagRow:
    """One rule of one phenomenon; `position` is its place in the file, an empty tuple asks nothing."""

    phenomenon: str
    precedence: int
    position: int
    rule: str
    value_map: bool = False
    campaigns: bool = False
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    detectors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exclusion:
    """Rows that a phenomenon never tags; one listed value is enough."""

    phenomenon: str
    position: int
    keywords: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class CampaignAccount:
    """An account of a campaign that a named person confirmed."""

    campaign_id: str
    account_ref: str
    phenomenon: str = SEXBOT_SPAM
    key: str = ""
    """By what a published file names the campaign (`Campaign.key`); '' where it names none."""


@dataclass(frozen=True)
class AccountGeneration:
    """In which generation of which family an account of a confirmed campaign acted, and from when to when (UTC)."""

    family_id: str
    generation: int
    account_ref: str
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True)
class Sample:
    """One confirmed account drawn at random that a person looked at again; `language` '' where it is not known."""

    sample_id: str
    correct: bool
    language: str


@dataclass(frozen=True)
class System:
    """Automated means whose labelled samples speak of the phenomenon."""

    phenomenon: str
    system: str


@dataclass(frozen=True)
class Tagging:
    """All of it."""

    phenomenon_rules: Sequence[TagRow] = (TagRow(SEXBOT_SPAM, 100, 1, "value_map", value_map=True),)
    phenomenon_never: Sequence[Exclusion] = ()
    confirmed_accounts: Sequence[CampaignAccount] = ()
    account_generations: Sequence[AccountGeneration] = ()
    campaign_samples: Sequence[Sample] = ()
    phenomenon_systems: Sequence[System] = ()


_ROWS = {
    "phenomenon_rules": TagRow, "phenomenon_never": Exclusion, "confirmed_accounts": CampaignAccount,
    "account_generations": AccountGeneration, "campaign_samples": Sample, "phenomenon_systems": System,
}
_TYPES: dict[Any, str] = {str: "VARCHAR", int: "INTEGER", bool: "BOOLEAN", datetime: "TIMESTAMP", tuple[str, ...]: "VARCHAR[]"}
_NORMALISED = ("descriptions", "labels")


def tagging_tables(connection: "duckdb.DuckDBPyConnection", tagging: Tagging) -> None:
    """Make one table for each field of `Tagging`, and the variables that say which values any rule asks about."""
    for name, kind in _ROWS.items():
        rows: Sequence[Any] = getattr(tagging, name)
        columns = [(field.name, _TYPES[field.type]) for field in fields(kind)]
        made = ", ".join(f"unnest(${column}::{type_}[]) AS {column}" for column, type_ in columns)
        connection.execute(
            f"CREATE OR REPLACE TABLE {name} AS SELECT {made}",
            {column: [_value(getattr(row, column)) for row in rows] for column, _ in columns},
        )
    for column in _NORMALISED:
        for name in ("phenomenon_rules", "phenomenon_never"):
            connection.execute(f"UPDATE {name} SET {column} = list_transform({column}, lambda x: label_key(x))")
        _asked(connection, f"tag_{column}", f"SELECT unnest({column}) AS v FROM phenomenon_rules UNION SELECT unnest({column}) FROM phenomenon_never")
    connection.execute("SET VARIABLE tag_longest = (SELECT coalesce(max(length(v)), 0) FROM (SELECT unnest(getvariable('tag_descriptions')) AS v UNION ALL SELECT unnest(getvariable('tag_labels'))))")
    _asked(connection, "tag_detectors", "SELECT unnest(detectors) AS v FROM phenomenon_rules")
    connection.execute("SET VARIABLE tag_withheld = (SELECT $value)", {"value": list(ABUSE_KEYWORDS)})
    _asked(connection, "tag_never", "SELECT unnest(keywords) AS v FROM phenomenon_never UNION SELECT unnest(getvariable('tag_withheld'))")


def _value(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _asked(connection: "duckdb.DuckDBPyConnection", variable: str, query: str) -> None:
    connection.execute(f"SET VARIABLE {variable} = (SELECT coalesce(list(v ORDER BY v), []::VARCHAR[]) FROM ({query}))")
