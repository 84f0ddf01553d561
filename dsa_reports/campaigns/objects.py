"""From events to uses: which account had to do with which thing, of every kind of evidence, when and how often.

A thing is a domain, a text with all its near-duplicates, a picture with its copies, an hour of many registrations … The queries in
`sql/` do the counting; what needs a library (registrable domains, near-duplicates, hashes of pictures) is done here over distinct
values. The cost grows with the events, never with pairs of accounts.
"""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dsa_reports.campaigns.settings import Settings
from dsa_reports.matching.domains import registrable
from dsa_reports.matching.groups import grouped
from dsa_reports.matching.near import Sketches, links_of, sketches
from dsa_reports.matching.phrases import phrases
from dsa_reports.matching.pictures import near_pictures
from dsa_reports.matching.signing import AGREEING, is_signature, signature_bands
from dsa_reports.matching.skeleton import skeletons
from dsa_reports.progress import Progress, silent

if TYPE_CHECKING:
    import duckdb
    import numpy as np

__all__ = ["chunks", "collect", "columns_of", "run", "table"]

_CHUNK = 50_000
_STORED = 400
"""Letters of a skeleton that are kept."""


def collect(
    con: "duckdb.DuckDBPyConnection", settings: Settings, *, until: float, shorteners: Collection[str] = (), progress: Progress = silent,
) -> None:
    """Leave `accounts`, `acts`, `uses` and `things` (see sql/) of the rows in accepted_account_events before `until` (seconds).

    `shorteners`: registrable domains that say nothing by themselves, because everybody's links go through them.
    """
    con.execute("CREATE TABLE shorteners AS SELECT unnest($names::VARCHAR[]) AS domain", {"names": sorted(shorteners)})
    for name, value in {"until": until, **settings.model_dump()}.items():
        con.execute(f"SET VARIABLE {name} = {value}")
    steps = (
        ("accounts", _accounts), ("landing pages", _landings), ("targets", lambda con, _: run(con, "30_targets")), ("texts", _texts),
        ("signatures", _signatures), ("pictures", _pictures), ("registrations", lambda con, _: run(con, "60_registrations")),
        ("handles", lambda con, _: run(con, "65_handles")), ("rhythm", lambda con, _: run(con, "70_rhythm")),
        ("conduct", lambda con, _: run(con, "72_conduct")),
    )
    for number, (stage, step) in enumerate(steps):
        progress(stage, number, len(steps))
        step(con, settings)


def run(con: "duckdb.DuckDBPyConnection", name: str) -> None:
    """Run the statements of `sql/<name>.sql`."""
    con.execute(files(__package__).joinpath("sql", f"{name}.sql").read_text("utf-8"))


def columns_of(con: "duckdb.DuckDBPyConnection", query: str, values: Any = None) -> tuple[list[Any], ...]:
    """The whole columns of `query`; () where it has no row."""
    return tuple(map(list, zip(*con.execute(query, values).fetchall(), strict=True)))


def table(con: "duckdb.DuckDBPyConnection", name: str, columns: "Mapping[str, np.ndarray[Any, Any]]", types: str) -> None:
    """Append `columns` to the table `name`, made with `types` where it is missing."""
    con.execute(f"CREATE TABLE IF NOT EXISTS {name} ({types})")
    con.register("handed_over", dict(columns))
    con.execute(f"INSERT INTO {name} SELECT * FROM handed_over")
    con.unregister("handed_over")


def _accounts(con: "duckdb.DuckDBPyConnection", settings: Settings) -> None:
    run(con, "10_accounts")


def _landings(con: "duckdb.DuckDBPyConnection", settings: Settings) -> None:
    import numpy as np

    found = r"regexp_extract(address, '^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?([^/?#:@\\]+)', 1)"
    con.execute("CREATE TABLE IF NOT EXISTS hosts (host VARCHAR, domain VARCHAR)")
    for (hosts,) in chunks(con, f"SELECT DISTINCT {found} AS host FROM acts WHERE address IS NOT NULL ORDER BY 1"):
        table(con, "hosts", {"host": np.array(hosts, dtype=object), "domain": np.array([registrable(host) for host in hosts], dtype=object)}, "host VARCHAR, domain VARCHAR")
    run(con, "20_landing")


def chunks(con: "duckdb.DuckDBPyConnection", query: str) -> Iterator[tuple[list[Any], ...]]:
    """The columns of `query`, some rows at a time, from a cursor of its own: the connection stays free."""
    cursor = con.cursor()
    cursor.execute("USE work")
    cursor.execute(query)
    try:
        while rows := cursor.fetchmany(_CHUNK):
            yield tuple(map(list, zip(*rows, strict=True)))
    finally:
        cursor.close()


def _texts(con: "duckdb.DuckDBPyConnection", settings: Settings) -> None:
    import numpy as np

    kinds = "text_no BIGINT, skeleton VARCHAR"
    con.execute(f"CREATE TABLE IF NOT EXISTS text_forms ({kinds})")
    with ThreadPoolExecutor(2) as pool:
        for numbers, texts in chunks(con, "SELECT DISTINCT (hash(text) >> 1)::BIGINT, text FROM memory.accepted_account_events WHERE text IS NOT NULL"):
            half = len(texts) // 2
            forms = [form[:_STORED] for part in pool.map(skeletons, (texts[:half], texts[half:])) for form in part]
            table(con, "text_forms", {"text_no": np.array(numbers, dtype=np.int64), "skeleton": np.array(forms, dtype=object)}, kinds)
        con.execute(
            "CREATE TABLE skeletons AS SELECT (row_number() OVER (ORDER BY skeleton) - 1)::BIGINT AS place, skeleton "
            f"FROM (SELECT DISTINCT skeleton FROM text_forms WHERE length(skeleton) >= {settings.shortest_text})"
        )
        con.execute("CREATE TABLE phrase_places (place BIGINT, phrase BIGINT)")
        count = int(con.execute("SELECT count(*) FROM skeletons").fetchall()[0][0])
        all_sketches, start = Sketches.room(count), 0
        for (forms,) in chunks(con, "SELECT skeleton FROM skeletons ORDER BY place"):
            sketched, found = pool.submit(sketches, forms, start), pool.submit(phrases, forms)
            all_sketches.put(start, sketched.result())
            text, phrase, _ = found.result()
            table(con, "phrase_places", {"place": text + start, "phrase": phrase}, "place BIGINT, phrase BIGINT")
            start += len(forms)
    table(con, "skeleton_groups", {"place": np.arange(start, dtype=np.int64), "thing": all_sketches.groups()}, "place BIGINT, thing BIGINT")
    run(con, "40_texts")


def _signatures(con: "duckdb.DuckDBPyConnection", settings: Settings) -> None:
    import numpy as np

    values = [value for (part,) in chunks(con, "SELECT DISTINCT signature FROM acts WHERE signature IS NOT NULL ORDER BY 1") for value in part]
    label = np.arange(len(values), dtype=np.int64)
    ours = [place for place, value in enumerate(values) if is_signature(value) and signature_bands(value)]
    if ours:
        mine, other = links_of(np.array([signature_bands(values[place]) for place in ours], dtype=np.uint32), at_least=AGREEING)
        places = np.array(ours, dtype=np.int64)
        label[places] = places[grouped(len(ours), mine, other)]
    kept = sorted(set(label.tolist()))
    table(con, "things", {"kind": np.array(["signature"] * len(kept), dtype=object), "thing": np.array(kept, dtype=np.int64), "value": np.array([values[place] for place in kept], dtype=object)}, "kind VARCHAR, thing BIGINT, value VARCHAR")
    table(con, "signature_groups", {"signature": np.array(values, dtype=object), "thing": label}, "signature VARCHAR, thing BIGINT")
    run(con, "41_signatures")


def _pictures(con: "duckdb.DuckDBPyConnection", settings: Settings) -> None:
    import numpy as np

    values = [value for (part,) in chunks(con, "SELECT DISTINCT picture FROM acts WHERE picture IS NOT NULL ORDER BY 1") for value in part]
    label = near_pictures(values)
    table(con, "picture_groups", {"picture": np.array(values, dtype=object), "thing": label}, "picture VARCHAR, thing BIGINT")
    run(con, "50_pictures")
    table(con, "things", {"kind": np.array(["picture"] * len(values), dtype=object), "thing": np.arange(len(values), dtype=np.int64), "value": np.array(values, dtype=object)}, "kind VARCHAR, thing BIGINT, value VARCHAR")
