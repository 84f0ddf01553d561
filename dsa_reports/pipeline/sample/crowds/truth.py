"""What was planted: one label per account, and the plan of the campaigns and crowds in words that programs read."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsa_reports.pipeline.sample.crowds.plan import Plan
from dsa_reports.pipeline.sample.crowds.units import LOG_SPAN, LOG_START, Unit
from dsa_reports.pipeline.sample.mixing import moment
from dsa_reports.pipeline.sample.truth import WARNING

if TYPE_CHECKING:
    import duckdb

__all__ = ["planted", "write_labels"]


def write_labels(con: "duckdb.DuckDBPyConnection", path: Path) -> None:
    """One line per account: the group; for accounts of campaigns kind and style of evasion, campaign, cell, generation.

    `blank`: the account shows nothing of its campaign or crowd but itself: no text, link, picture or handle; nobody can find it.
    """
    target = str(path).replace("'", "''")
    con.execute(f"""COPY (
        SELECT crowd_account(a) AS account_ref, "group", kind, CASE WHEN campaign <> '' THEN style ELSE '' END AS style, campaign,
            CASE WHEN campaign <> '' THEN cell END AS cell, CASE WHEN campaign <> '' THEN generation END AS generation,
            CASE WHEN is_blank THEN 'true' ELSE 'false' END AS blank
        FROM accounts ORDER BY account_ref) TO '{target}' (FORMAT csv, HEADER)""")


def planted(made: Plan, accounts: int, seed: int, rows: dict[str, int], seed_kind: str) -> dict[str, Any]:
    """The plan as a document; account numbers are in labels.csv only."""
    campaigns: dict[str, list[Unit]] = {}
    groups: dict[str, int] = {}
    for unit in made.units:
        if unit.campaign:
            campaigns.setdefault(unit.campaign, []).append(unit)
        else:
            groups[unit.group] = groups.get(unit.group, 0) + unit.accounts
    return {
        "warning": WARNING, "seed": seed, "seed_is": seed_kind, "words": made.words.name, "accounts_wanted": accounts, "accounts": made.accounts,
        "from": moment(LOG_START).date().isoformat(), "to": moment(LOG_START + LOG_SPAN - 1).date().isoformat(), "rows": rows,
        "campaigns": [
            {
                "campaign": name, "kind": units[0].kind, "style": units[0].style, "accounts": sum(unit.accounts for unit in units),
                "languages": list(units[0].languages),
                "units": [_unit(unit) for unit in units],
            }
            for name, units in campaigns.items()
        ],
        "groups": dict(sorted(groups.items())),
    }


def _unit(unit: Unit) -> dict[str, Any]:
    day = moment(LOG_START + max(0, unit.registered_from)).date().isoformat()
    return {
        "cell": unit.cell, "generation": unit.generation, "accounts": unit.accounts, "from": day, "domains": list(unit.domains),
        "affiliates": list(unit.affiliates), "pictures": len(unit.pictures), "handle": unit.handle, "reach": unit.reach,
        **({"keeps": unit.carries.split()} if unit.carries else {}),
    }
