"""The big tables: SQL views over row numbers, with the world's data loaded beside them."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsa_reports.engines.duckdb import connect
from dsa_reports.pipeline.sample.small.orders import orders
from dsa_reports.pipeline.sample.world import LANES, SLOTS, Profile, World
from dsa_reports.template.codes import code_list

if TYPE_CHECKING:
    import duckdb

__all__ = ["BIG", "opened", "set_rows"]

BIG = ("moderation_actions", "notices", "user_reports", "complaints", "account_events", "statements")
"""Tables whose number of rows follows that of moderation_actions."""

_ABUSE = {"CHILD_SEXUAL_ABUSE_MATERIAL", "CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE", "GROOMING_SEXUAL_ENTICEMENT_MINORS"}
_VISIBILITY = {
    "removed": "CONTENT_REMOVED", "disabled": "CONTENT_DISABLED", "demoted": "CONTENT_DEMOTED", "age": "CONTENT_AGE_RESTRICTED",
    "interaction": "CONTENT_INTERACTION_RESTRICTED", "labelled": "CONTENT_LABELLED", "other": "OTHER",
}


@contextmanager
def opened(world: World, rows: int, seed: int, *, threads: int | None = None, temp: Path | None = None) -> "Iterator[duckdb.DuckDBPyConnection]":
    """A connection with the views `made_<table>` of all big tables, over all rows until `set_rows` says otherwise."""
    con = connect(memory_limit="3GB", threads=threads, temp_directory=temp)
    try:
        # The row numbers stay on the streaming side of every join: rows come out in their order, whatever the threads.
        con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        _variables(con, world, rows, seed)
        _variants(con, world)
        _weighted(con, "language_slots", "language", list(world.languages.items()), 1009)
        _territories(con, world)
        _campaigns(con, world)
        _order_rows(con, world, rows, seed)
        for file in sorted(files(__package__).joinpath("sql").iterdir(), key=lambda entry: entry.name):
            con.execute(file.read_text("utf-8"))
        yield con
    finally:
        con.close()


def set_rows(con: "duckdb.DuckDBPyConnection", first: int, after: int) -> None:
    """From now on the views speak of rows `first` up to, without, `after` of moderation_actions."""
    con.execute(f"SET VARIABLE first_row = {first}")
    con.execute(f"SET VARIABLE after_row = {after}")


def _variables(con: "duckdb.DuckDBPyConnection", world: World, rows: int, seed: int) -> None:
    span = world.log_end - world.log_start
    edges = [-((world.log_start - second) * rows // span) for second in (world.start, world.end)]
    values: dict[str, Any] = {
        "n_rows": max(1, rows), "salt": seed % 2**31, "log_start": world.log_start, "log_span": span,
        "log_end": world.log_end + 12 * 86_400, "period_start": world.start, "period_end": world.end,
        "edge_start": edges[0], "edge_end": edges[1], "prefix": world.prefix, "flaggers": list(world.flaggers),
        "n_campaigns": len(world.campaign), "lone_texts": list(world.texts["lone"]), "fan_texts": list(world.texts["fan"]),
        "creator_texts": list(world.texts["creator"]), "news_texts": list(world.texts["news"]),
        "plain_openings": list(world.texts["openings"]), "plain_closings": list(world.texts["closings"]),
        **{f"{name}_domains": list(domains) for name, domains in world.domains.items()},
    }
    for name, value in values.items():
        con.execute(f"SET VARIABLE {name} = {_sql(value)}{'::BIGINT' if isinstance(value, int) else ''}")
    set_rows(con, 0, rows)


def _sql(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_sql(element) for element in value) + "]"
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _variants(con: "duckdb.DuckDBPyConnection", world: World) -> None:
    """Every violation with every restriction as one variant; each lane's slots shared out by weight."""
    con.execute("""CREATE TEMP TABLE variants (variant INTEGER, label VARCHAR, category VARCHAR, action_category VARCHAR, keyword VARCHAR,
        other_description VARCHAR, phenomenon VARCHAR, on_law BOOLEAN, abuse BOOLEAN, decision_visibility VARCHAR[], decision_monetary VARCHAR,
        decision_provision VARCHAR, decision_account VARCHAR, surfaces VARCHAR[], contents VARCHAR[][], domains VARCHAR, detector VARCHAR,
        detected INTEGER, decided_fully INTEGER, decided_partly INTEGER, clause VARCHAR)""")
    con.execute("CREATE TEMP TABLE shares (variant INTEGER, lane INTEGER, first_slot INTEGER, after_slot INTEGER)")
    variants: list[list[Any]] = []
    weights: list[tuple[Profile, int]] = []
    for profile in world.profiles:
        for part in profile.restrictions.split():
            what, weight = part.split(":")
            variants.append([len(variants), *_variant(profile, what)])
            weights.append((profile, int(weight)))
    for values in variants:
        con.execute(f"INSERT INTO variants VALUES ({', '.join(_sql(value) for value in values)})")
    for lane, lane_name in enumerate(LANES):
        shares = [getattr(profile, lane_name) * weight for profile, weight in weights]
        listed = ", ".join(f"({variant}, {lane}, {first}, {after})" for variant, (first, after) in enumerate(_bounds(shares, SLOTS)))
        con.execute(f"INSERT INTO shares VALUES {listed}")
    con.execute(f"CREATE TEMP TABLE slots AS SELECT (lane * {SLOTS} + unnest(range(first_slot, after_slot)))::BIGINT AS slot_key, variant FROM shares ORDER BY slot_key")


def _variant(profile: Profile, what: str) -> list[Any]:
    visibility: list[str] = []
    others: dict[str, str] = {}
    for part in what.split("+"):
        if part in _VISIBILITY:
            visibility.append(f"DECISION_VISIBILITY_{_VISIBILITY[part]}")
        else:
            family, _, rest = part.partition("_")
            others[family] = f"DECISION_{family.upper()}_{rest.upper()}"
    # An order may leave its category open; the decision that follows it may not.
    category = profile.category_code
    action_category = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH" if profile.category == "NOT_SPECIFIED_ORDER" else category
    return [
        profile.label, category, action_category, profile.keyword_code, profile.other or None, profile.phenomenon or None,
        profile.ground == "law", profile.keyword in _ABUSE, visibility or None, others.get("monetary"), others.get("provision"),
        others.get("account"), profile.surfaces.split(), [[f"CONTENT_TYPE_{c}" for c in content.split("+")] for content in profile.contents.split()],
        profile.domains or None, profile.detector or None, profile.detected, profile.full, profile.part, profile.clause,
    ]


def _bounds(weights: list[int], slots: int) -> list[tuple[int, int]]:
    """Slots shared out in proportion to the weights, without gaps."""
    total = max(1, sum(weights))
    ends = [sum(weights[: i + 1]) * slots // total for i in range(len(weights))]
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _weighted(con: "duckdb.DuckDBPyConnection", table: str, column: str, weights: list[tuple[Any, int]], slots: int) -> None:
    kind = "VARCHAR[]" if isinstance(weights[0][0], list) else "VARCHAR"
    con.execute(f"CREATE TEMP TABLE {table} (slot BIGINT, {column} {kind})")
    for (value, _), (first, after) in zip(weights, _bounds([w for _, w in weights], slots), strict=True):
        con.execute(f"INSERT INTO {table} SELECT slot, {_sql(value)} FROM range({first}, {after}) AS r(slot)")


def _territories(con: "duckdb.DuckDBPyConnection", world: World) -> None:
    area = sorted(code_list("countries"))
    union = [code for code in area if code not in ("IS", "LI", "NO")]
    single = [("GR" if state == "EL" else state, count) for state, count in world.recipients.items()]
    busiest = sorted(single, key=lambda entry: -entry[1])[:6]
    _weighted(con, "territory_slots", "countries", [(area, 75), (union, 8), *(([code], 3) for code, _ in busiest)], 101)


def _campaigns(con: "duckdb.DuckDBPyConnection", world: World) -> None:
    con.execute("""CREATE TEMP TABLE generations (generation INTEGER, generation_name VARCHAR, campaign INTEGER, language VARCHAR, pictures INTEGER,
        texts VARCHAR[], domains VARCHAR[], surfaces VARCHAR[], kinds VARCHAR[], bands VARCHAR[], ages VARCHAR[])""")
    con.execute("CREATE TEMP TABLE campaign_days (campaign_key BIGINT, generation INTEGER)")
    days = (world.log_end - world.log_start) // 86_400 + 1
    slot, number = 0, 0
    for which, campaign in enumerate(world.campaign):
        for order, generation in enumerate(campaign.generation):
            con.execute("INSERT INTO generations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [
                number, f"{campaign.name}, generation {order + 1}", which, campaign.language, campaign.pictures, list(campaign.texts),
                list(generation.domains), list(generation.surfaces), list(generation.kinds), list(generation.bands), list(generation.ages),
            ])
            later = campaign.generation[order + 1] if order + 1 < len(campaign.generation) else None
            until = later.from_day - later.away if later else days
            con.execute(
                f"INSERT INTO campaign_days SELECT s * 1000 + d, {number} FROM range({slot}, {slot + campaign.weight}) AS a(s), range({generation.from_day}, {until}) AS b(d)"
            )
            number += 1
        slot += campaign.weight


def _order_rows(con: "duckdb.DuckDBPyConnection", world: World, rows: int, seed: int) -> None:
    """Which row follows which order, with the first slot of the order's own violation."""
    con.execute("CREATE TEMP TABLE order_rows (row_number BIGINT, number BIGINT, effect_second BIGINT, slot BIGINT)")
    con.execute("CREATE TEMP TABLE order_slots AS SELECT label, first_slot FROM shares JOIN variants USING (variant) WHERE lane = 3 AND after_slot > first_slot")
    linked = [
        [record["_row"], number, record["_second"], record["_label"]]
        for number, record in enumerate(orders(world, rows, seed)) if record["_row"] is not None
    ]
    for entry in linked:
        # The lowest slot of the order's violation: its commonest restriction.
        con.execute(
            "INSERT INTO order_rows SELECT $1, $2, $3, min(first_slot) FROM order_slots WHERE label = $4", entry
        )
