"""Facts at random, whatever their columns are called: so that an indicator that comes later is attacked, too."""

import random
from typing import Any

import duckdb

from dsa_reports.contract.common import AGE_GROUPS
from dsa_reports.indicators.loader import Indicator

WORDS = {
    "age_group": AGE_GROUPS, "recipient_age_group": AGE_GROUPS, "phenomenon": ("sexbot_spam",), "reporter_kind": ("minor", "guardian", "helpline", "other", "not recorded"),
    "relation": ("stranger", "connected", "unknown"), "surface": ("comment", "story"), "month": ("2026-01", "2026-02"), "lane": ("paid", "declared"),
    "generation": (1, 2), "route": ("notice", "user_report"), "language": ("nl", "de"), "decision_kind": ("removal", "suspension"), "reach_band": ("unknown", "under_1k", "10k_100k", "over_1m"),
    "keyword": ("KEYWORD_HIDDEN_ADVERTISEMENT", "KEYWORD_OTHER"),
}


def fact_tables(indicators: list[Indicator]) -> list[str]:
    return sorted({name for indicator in indicators for name in indicator.facts})


def fill(connection: duckdb.DuckDBPyConnection, tables: list[str], seed: int, *, most: int = 24) -> None:
    """Rows for `tables`; booleans, words and small numbers, of which many are absent."""
    chance = random.Random(seed)
    for table in tables:
        described = connection.execute(f"DESCRIBE {table}").fetchall()
        rows = [_row(described, chance) for _ in range(chance.randint(0, most))]
        if rows:
            marks = ", ".join(["(" + ", ".join("?" for _ in described) + ")"] * len(rows))
            connection.execute(f"INSERT INTO {table} VALUES {marks}", [value for row in rows for value in row])


def _row(described: list[tuple[str, str]], chance: random.Random) -> list[object]:
    row: dict[str, Any] = {name: _value(name, type_, chance) for name, type_, *_ in described}
    if row.get("acted_upon") is not True and "action_seconds" in row:
        row["action_seconds"] = None  # no action, no time to it
    for part, whole in (("sampled_violative_views", "sampled_views"), ("violative", "sampled")):
        if row.get(part) is not None and row.get(whole) is not None:
            row[part], row[whole] = sorted((row[part], row[whole]), key=int)
    return list(row.values())


def _value(name: str, type_: str, chance: random.Random) -> object:
    if name in WORDS:
        return chance.choice(WORDS[name])
    if type_ == "BOOLEAN":
        return chance.random() < 0.5
    if type_ in ("BIGINT", "INTEGER", "HUGEINT", "TINYINT"):
        return chance.randint(1, 2) if name in ("generation", "part") else chance.randint(1, 9) if name in ("contacts", "reports", "measures") else chance.choice((None, 0, chance.randint(0, 900)))
    if type_ == "VARCHAR":
        return chance.choice(("a", "b", "c", None) if name.endswith(("_ref", "domain")) else ("a", "b"))
    return None
