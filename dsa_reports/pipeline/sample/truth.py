"""What was planted, written down beside the logs: for people (Markdown) and for programs (JSON)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsa_reports.pipeline.sample.mixing import moment
from dsa_reports.pipeline.sample.small.advertisements import campaign_domains_in_register
from dsa_reports.pipeline.sample.world import World

if TYPE_CHECKING:
    import duckdb

__all__ = ["planted", "planted_markdown", "write_accounts"]

WARNING = "Made-up data with known truth. Scores on it say nothing about accuracy on real data."


def planted(world: World, rows: int, seed: int, counts: Mapping[str, int], groups: Mapping[str, int], findings: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The truth about one set of logs. `groups`: accounts per planted group; `findings`: broken rows by table and rule."""
    paid, declared = campaign_domains_in_register(world)
    first_day = moment(world.log_start).date()
    return {
        "warning": WARNING,
        "service": world.name, "rows_of_moderation_actions": rows, "seed": seed,
        "period": world.period.text, "time_zone": world.time_zone,
        "rows": dict(sorted(counts.items())),
        "campaigns": [
            {
                "name": campaign.name, "language": campaign.language, "share_of_bots_percent": campaign.weight,
                "pictures": campaign.pictures,
                "generations": [
                    {
                        "generation": number + 1, "from": (first_day + timedelta(days=generation.from_day)).isoformat(),
                        "days_away_before": generation.away, "domains": list(generation.domains),
                        "surfaces": sorted(set(generation.surfaces)),
                        "accounts": groups.get(f"{campaign.name}, generation {number + 1}", 0),
                    }
                    for number, generation in enumerate(campaign.generation)
                ],
            }
            for campaign in world.campaign
        ],
        "lone_bots": groups.get("lone bot", 0),
        "honest_groups": {name: count for name, count in sorted(groups.items()) if ", generation" not in name and name != "lone bot"},
        "campaign_domains_in_ad_register": {"paid": list(paid), "declared": list(declared)},
        "findings": [dict(entry) for entry in findings],
    }


def write_accounts(con: "duckdb.DuckDBPyConnection", path: Path) -> dict[str, int]:
    """Write account and group of every bot and every honest account of a planted crowd; the number of accounts per group."""
    con.execute("CREATE OR REPLACE TEMP TABLE kept_truth AS SELECT * FROM made_truth")
    target = str(path).replace("'", "''")
    con.execute(f"""COPY (
        SELECT account_ref, group_name AS "group", strftime(first_seen, '%Y-%m-%dT%H:%M:%SZ') AS first_seen, strftime(last_seen, '%Y-%m-%dT%H:%M:%SZ') AS last_seen
        FROM kept_truth ORDER BY account_ref, group_name) TO '{target}' (FORMAT csv, HEADER)""")
    return dict(con.execute("SELECT group_name, count(*) FROM kept_truth GROUP BY 1 ORDER BY 1").fetchall())


def planted_markdown(truth: Mapping[str, Any], more: Sequence[str] = ()) -> str:
    """The same for people; `more`: further lines, put before the broken rows."""
    lines = [f"# What was planted in the logs of {truth['service']}", "", truth["warning"], "", "## Rows", "", "| table | rows |", "|---|---|"]
    lines += [f"| `{name}` | {count} |" for name, count in truth["rows"].items()]
    lines += ["", "## Campaigns of sexbots", "", "| campaign | generation | from | days away before | accounts actioned | domains |", "|---|---|---|---|---|---|"]
    for campaign in truth["campaigns"]:
        for generation in campaign["generations"]:
            lines.append(
                f"| {campaign['name']} | {generation['generation']} | {generation['from']} | {generation['days_away_before']} | "
                f"{generation['accounts']} | {', '.join(generation['domains'])} |"
            )
    lines += [
        "", f"Lone bots that belong to no campaign: {truth['lone_bots']}.", "", "## Honest groups that look alike", "",
        *(f"- {name}: {count} accounts" for name, count in truth["honest_groups"].items()),
        "", "## Ad register", "",
        f"Domains of campaigns in the paid lane: {', '.join(truth['campaign_domains_in_ad_register']['paid']) or 'none'}; "
        f"in the declared lane: {', '.join(truth['campaign_domains_in_ad_register']['declared']) or 'none'}; all others are in neither.",
        *more,
    ]
    if truth["findings"]:
        lines += ["", "## Broken rows", "", "| table | what | rows | rejected |", "|---|---|---|---|"]
        lines += [f"| `{entry['table']}` | {entry['what']} | {entry['count']} | {'yes' if entry['rejects'] else 'no'} |" for entry in truth["findings"]]
    return "\n".join(lines) + "\n"
