"""From accepted rows to facts: durations, period membership, flags, the one category and sub-category.

Everything that depends on the clock of the period, on time zones or on a reading of an
open question happens here, once. `f_<name>.duckdb.sql` is one query each; the facts it
yields are what the indicators count. docs/counting-rules.md says the same in words.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import SPACES, UNSAFE
from dsa_reports.intake.derive.domains import registrable_domains
from dsa_reports.intake.derive.tagging import Tagging, tagging_tables
from dsa_reports.law.minor_items import item_chapters, items, suggested
from dsa_reports.law.periods import Period
from dsa_reports.progress import Progress, silent
from dsa_reports.service.readings import default_readings
from dsa_reports.template.codes import categories, member_state_names, official_languages

if TYPE_CHECKING:
    import duckdb

__all__ = ["LARGE", "derive", "derive_only", "fact_names", "fact_sql", "facts_behind", "helpers", "macros_sql", "needed_facts"]

VALUE_MAPS_ONLY = Tagging()
_TAGS_BELOW = "-- After the tables of rules and campaigns: helpers that read them."
LARGE = frozenset({"f_measures", "f_notices", "f_tags"})
"""Facts as numerous as the logs: kept as Parquet in the work folder. The others live in memory."""


@cache
def fact_sql(name: str) -> str:
    """The query that yields the facts `name`."""
    return files(__package__).joinpath(f"{name}.duckdb.sql").read_text("utf-8")


@cache
def macros_sql() -> str:
    """What all facts share: clocks, periods, categories."""
    return files(__package__).joinpath("macros.duckdb.sql").read_text("utf-8")


@cache
def fact_names() -> tuple[str, ...]:
    """All facts, each after those that its first line says it needs."""
    names = [
        entry.name.removesuffix(".duckdb.sql")
        for entry in files(__package__).iterdir()
        if entry.name.startswith("f_") and entry.name.endswith(".duckdb.sql")
    ]
    return _ordered({name: fact_sql(name) for name in names})


def _ordered(queries: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(TopologicalSorter({name: _needed(queries[name]) for name in sorted(queries)}).static_order())


def needed_facts(name: str) -> tuple[str, ...]:
    """The facts on which the facts `name` rest directly."""
    return _needed(fact_sql(name))


def _needed(query: str) -> tuple[str, ...]:
    first = query.split("\n", 1)[0]
    return tuple(first.removeprefix("-- needs:").split()) if first.startswith("-- needs:") else ()


def facts_behind(names: Collection[str]) -> tuple[str, ...]:
    """The facts `names` and those that they rest on, each after those that it needs."""
    found = set(names)
    for name in reversed(fact_names()):
        if name in found:
            found.update(needed_facts(name))
    return tuple(name for name in fact_names() if name in found)


def helpers(queries: Iterable[str]) -> dict[str, str]:
    """The macros that `queries` and these macros themselves use: name → SQL, in the order in which they are made."""
    macros = _macros()
    found: set[str] = set()
    texts = list(queries)
    while texts:
        text = texts.pop()
        used = {name for name in macros if name not in found and re.search(rf"\b{name}\(", text)}
        found |= used
        texts += [macros[name] for name in used]
    return {name: sql for name, sql in macros.items() if name in found}


@cache
def _macros() -> dict[str, str]:
    found = re.finditer(r"(?:^--[^\n]*\n)*^CREATE OR REPLACE MACRO (\w+)\(.*?;$", macros_sql(), re.MULTILINE | re.DOTALL)
    return {match[1]: match[0] for match in found}


def derive(
    connection: "duckdb.DuckDBPyConnection",
    period: Period,
    chosen: dict[str, str] | None = None,
    *,
    work: Path | None = None,
    progress: Progress = silent,
    queries: Mapping[str, str] | None = None,
    macros: str = "",
    tagging: Tagging = VALUE_MAPS_ONLY,
) -> None:
    """Make every `f_*` from the views `accepted_*`, under the readings `chosen` (defaults for the rest).

    With `work`, facts as numerous as the logs become Parquet files there; without, all
    facts are tables in memory. `queries` (facts → query) and `macros` stand in for those of this program where an
    earlier counting is replayed. `tagging`: phenomena and confirmed campaigns; without, only value maps tag.
    """
    used = queries if queries is not None else {name: fact_sql(name) for name in fact_names()}
    _set_variables(connection, period, default_readings() | (chosen or {}))
    _helpers_and_tags(connection, macros or macros_sql(), tagging)
    if "f_tags" not in used:
        registrable_domains(connection)
    for done, name in enumerate(_ordered(used)):
        progress("derive", done, len(used))
        if work is not None and name in LARGE:
            path = str(work / f"{name}.parquet").replace("'", "''")
            connection.execute(f"COPY ({used[name]}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
            connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        else:
            connection.execute(f"CREATE OR REPLACE TABLE {name} AS {used[name]}")
        if name == "f_tags":
            registrable_domains(connection, tagged=True)
    progress("derive", len(used), len(used))


def derive_only(
    connection: "duckdb.DuckDBPyConnection", name: str, period: Period, chosen: dict[str, str] | None = None, *, tagging: Tagging = VALUE_MAPS_ONLY,
) -> None:
    """Make the facts `name` and those that they rest on, and no others, in memory."""
    _set_variables(connection, period, default_readings() | (chosen or {}))
    _helpers_and_tags(connection, macros_sql(), tagging)
    for one in facts_behind([name]):
        connection.execute(f"CREATE OR REPLACE TABLE {one} AS {fact_sql(one)}")


def _helpers_and_tags(connection: "duckdb.DuckDBPyConnection", macros: str, tagging: Tagging) -> None:
    """The helpers, and between them the tables that some of them read. Macros of earlier versions know no tags."""
    first, mark, rest = macros.partition(_TAGS_BELOW)
    connection.execute(first)
    if mark:
        tagging_tables(connection, tagging)
        connection.execute(rest)


def _set_variables(connection: "duckdb.DuckDBPyConnection", period: Period, chosen: dict[str, str]) -> None:
    """What the queries of the facts look up: variables."""
    for reading, answer in chosen.items():
        _set(connection, reading, answer)
    _set(connection, "period_start", period.start_utc)
    _set(connection, "period_end", period.end_utc)
    _set(connection, "first_day", period.start)
    _set(connection, "last_day", period.end)
    _set(connection, "official_languages", list(official_languages()))
    # As registers of advertisements write them, by ISO code: Greece is GR.
    _set(connection, "member_states", ["GR" if code == "EL" else code for code in member_state_names()])
    _set(connection, "white_space", SPACES)
    _set(connection, "unsafe_text", UNSAFE)
    keys = {chapter.id: chapter.key for chapter in item_chapters()}
    _set(connection, "minor_items", [
        {"id": item.id, "position": number, "chapter": keys[item.chapter], "kind": item.kind, "counts": item.counts}
        for number, item in enumerate(items().values())
    ])
    _set(connection, "minor_computed", [key for key, indicator in suggested().items() if indicator.figures])
    subcategories: dict[str, list[str]] = {}
    for category in categories():
        if category.level == "subcategory":
            subcategories.setdefault(category.parent, []).append(category.code)
    connection.execute(
        "SET VARIABLE subcategories = (SELECT map($keys, $values))",
        {"keys": list(subcategories), "values": list(subcategories.values())},
    )


def _set(connection: "duckdb.DuckDBPyConnection", name: str, value: object) -> None:
    connection.execute(f"SET VARIABLE {name} = (SELECT $value)", {"value": value})
