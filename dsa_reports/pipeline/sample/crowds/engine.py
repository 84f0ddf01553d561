"""The plan in an engine: tables of units, texts and links, and over them the views of accounts and their events."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsa_reports.contract import table
from dsa_reports.contract.conditions import identifier
from dsa_reports.engines.duckdb import connect
from dsa_reports.pipeline.sample.crowds.plan import Plan
from dsa_reports.pipeline.sample.crowds.units import HONEST_RHYTHM, LOG_SPAN, LOG_START, STYLES, Unit
from dsa_reports.pipeline.sample.crowds.words import Words
from dsa_reports.pipeline.sample.mixing import Draws
from dsa_reports.pipeline.sample.write import COLUMN_TYPES

if TYPE_CHECKING:
    import duckdb

__all__ = ["TABLES", "opened"]

TABLES = ("account_events", "moderation_actions")

_ACTS = ("posted", "commented", "mentioned", "messaged", "followed", "liked", "group_added", "story_viewed")
"""A rhythm is a string with one letter per act: a for the first of these."""
_PLAIN = (
    "group", "accounts", "kind", "style", "campaign", "cell", "generation", "registered_from", "registered_span", "bursts", "burst_share", "steady",
    "delay", "life", "jitter", "own_from", "own_span", "events", "blank", "own", "ambient", "noise", "links", "link_use", "shortened", "hubbed",
    "followed", "paths", "pages", "picture_share", "flips", "handle", "handle_share", "crowd_word", "targets", "target_share", "reach", "removed",
    "removed_from", "removed_span",
)
"""Values of a unit that go into its row as they are."""


@contextmanager
def opened(made: Plan, seed: int, *, threads: int | None = None, temp: Path | None = None) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A connection with `accounts`, and the views `made_account_events` and `made_moderation_actions`."""
    con = connect(memory_limit="3GB", threads=threads, temp_directory=temp)
    try:
        # The accounts stay on the streaming side of every join.
        con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        _variables(con, made, seed)
        _units(con, made, seed)
        _pieces(con, made.words)
        _fill(con, "items", "item INTEGER, item_language VARCHAR, item_text VARCHAR, item_url VARCHAR", [(n, item.language, item.text, item.url) for n, item in enumerate(made.items)])
        con.execute(files("dsa_reports.pipeline.sample").joinpath("sql", "00_arithmetic.duckdb.sql").read_text("utf-8"))
        for file in sorted(files(__package__).joinpath("sql").iterdir(), key=lambda entry: entry.name):
            con.execute(file.read_text("utf-8"))
        for name in TABLES:
            _completed(con, name)
        yield con
    finally:
        con.close()


def _completed(con: "duckdb.DuckDBPyConnection", name: str) -> None:
    """`made_<name>`: the view `crowd_<name>` with every column of the contract, empty where the plan says nothing."""
    there = {row[0] for row in con.execute(f"DESCRIBE crowd_{name}").fetchall()}
    columns = ", ".join(
        identifier(c.name) if c.name in there else f"NULL::{COLUMN_TYPES.get(c.kind, 'VARCHAR')} AS {identifier(c.name)}" for c in table(name).columns
    )
    con.execute(f"CREATE TEMP VIEW made_{name} AS SELECT {columns} FROM crowd_{name}")


def _variables(con: "duckdb.DuckDBPyConnection", made: Plan, seed: int) -> None:
    words = made.words
    values: dict[str, Any] = {
        "salt": seed % 2**31, "log_start": LOG_START, "log_span": LOG_SPAN, "n_items": len(made.items),
        "others_first": made.firsts[-1], "others": made.units[-1].accounts, "acts": _ACTS, "honest_rhythm": _letters(HONEST_RHYTHM),
        "first_names": words.first_names, "last_names": words.last_names, "handle_words": words.handle_words, "honest_handles": words.honest_handles,
        "heads": words.heads, "middles": words.middles, "tails": words.tails, "pages": words.pages, "shorteners": words.shorteners, "hubs": words.hubs,
        "confusables_from": words.confusables.from_, "confusables_to": words.confusables.to, "leet_from": words.leet.from_, "leet_to": words.leet.to,
        "fancy_from": words.fancy.from_, "fancy_to": words.fancy.to, "invisible": words.invisible, "between": words.between, "emoji": words.emoji,
    }
    for name, value in values.items():
        con.execute(f"SET VARIABLE {name} = (SELECT $1)", [list(value) if isinstance(value, tuple) else value])


def _units(con: "duckdb.DuckDBPyConnection", made: Plan, seed: int) -> None:
    """One row per unit; what it has several of lies in tables of its own, numbered through."""
    rows: list[tuple[Any, ...]] = []
    pools: list[tuple[Any, ...]] = []
    texts: list[tuple[int, str]] = []
    domains: list[tuple[int, str]] = []
    pictures: list[tuple[int, int]] = []
    affiliates: list[tuple[int, str]] = []
    speakers = tuple(made.words.languages)
    for number, (unit, first) in enumerate(zip(made.units, made.firsts, strict=True)):
        draws = Draws(seed, "unit", number)
        key = draws.one("affiliate key", made.words.affiliate_keys)
        rows.append((
            number, first, *(getattr(unit, name) for name in _PLAIN), STYLES.index(unit.style), _letters(unit.rhythm), len(unit.languages),
            len(domains), len(unit.domains), len(pictures), len(unit.pictures), len(affiliates), len(unit.affiliates),
            _target(made, unit, draws),
        ))
        for slot, language in enumerate(unit.languages):
            own = unit.texts.get(language, ())
            pools.append((number * 8 + slot, language, speakers.index(language) if language in speakers else speakers.index("en"), len(texts), len(own)))
            texts += [(len(texts) + n, text) for n, text in enumerate(own)]
        domains += [(len(domains) + n, name) for n, name in enumerate(unit.domains)]
        pictures += [(len(pictures) + n, picture) for n, picture in enumerate(unit.pictures)]
        affiliates += [(len(affiliates) + n, f"{key}={one}") for n, one in enumerate(unit.affiliates)]
    _fill(con, "units", _UNIT_COLUMNS, rows)
    _fill(con, "pools", "pool BIGINT, language VARCHAR, speaks BIGINT, pool_first BIGINT, pool_size BIGINT", pools)
    _fill(con, "texts", "number BIGINT, own_text VARCHAR", texts)
    _fill(con, "domains", "number BIGINT, domain VARCHAR", domains)
    _fill(con, "pictures", "number BIGINT, picture UBIGINT", pictures)
    _fill(con, "affiliates", "number BIGINT, affiliate VARCHAR", affiliates)


_TEXTS = {"group", "kind", "style", "campaign", "paths", "handle", "crowd_word", "reach"}
_UNIT_COLUMNS = ", ".join((
    "unit BIGINT", "first BIGINT", *(f'"{name}" {"VARCHAR" if name in _TEXTS else "BOOLEAN" if name == "steady" else "BIGINT"}' for name in _PLAIN),
    "style_code BIGINT", "rhythm VARCHAR", "languages BIGINT", "domain_first BIGINT", "domain_count BIGINT", "picture_first BIGINT",
    "picture_count BIGINT", "affiliate_first BIGINT", "affiliate_count BIGINT", "target_first BIGINT",
))


def _letters(rhythm: Sequence[str]) -> str:
    return "".join(chr(ord("a") + _ACTS.index(act)) for act in rhythm)


def _target(made: Plan, unit: Unit, draws: Draws) -> int:
    """The first of the account numbers that a unit addresses."""
    if unit.target_unit >= 0:
        return made.firsts[unit.target_unit]
    return made.firsts[-1] + draws.number("targets", max(1, made.units[-1].accounts - unit.targets))


def _pieces(con: "duckdb.DuckDBPyConnection", words: Words) -> None:
    """Parts of what everybody says, by language and place; each list is repeated up to 64 entries, so that a draw finds one."""
    rows = [
        ((speaks * 4 + part) * 64 + n, choices[n % len(choices)])
        for speaks, said in enumerate(words.languages.values())
        for part, choices in enumerate((said.free_a, said.free_b, said.free_c, said.free_d))
        for n in range(64)
    ]
    _fill(con, "pieces", "number BIGINT, piece VARCHAR", rows)


def _fill(con: "duckdb.DuckDBPyConnection", name: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
    """A table from rows; column by column, which is many times quicker than row by row."""
    con.execute(f"CREATE TEMP TABLE {name} ({columns})")
    if rows:
        values = [list(column) for column in zip(*rows, strict=True)]
        con.execute(f"INSERT INTO {name} SELECT {', '.join(f'unnest(${n + 1})' for n in range(len(values)))}", values)
