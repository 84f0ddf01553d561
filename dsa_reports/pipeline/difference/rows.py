"""The rows of two builds side by side: loaded, compared by key, and mixed step by step.

For each table three sets may exist: the old rows under the old mapping, the new rows under the old mapping, the new rows
under the new mapping. Every step between them is one relation over Parquet files in the work folder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract import Table, tables
from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import InputError, UsageError
from dsa_reports.intake.files import format_called
from dsa_reports.intake.load import load
from dsa_reports.progress import Progress, silent
from dsa_reports.service.config import ServiceConfig, Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["ROW_STEPS", "Rows", "Tally", "empty_rows", "load_rows", "step_views", "tally", "with_files"]

ROW_STEPS = ("late_rows", "withdrawn_rows", "changed_rows", "rejected_rows", "mapping")
"""The steps from the old rows to the new ones, in the order in which they are replayed."""


@dataclass(frozen=True)
class Rows:
    """One loaded set of a table. `keys`: those of all rows, rejected ones too; '' where the table has no key."""

    accepted: str
    keys: str = ""


@dataclass
class Tally:
    """How many rows of a table came late, were withdrawn, changed, or are accepted on one side only."""

    late: int = 0
    withdrawn: int = 0
    changed: int = 0
    newly_accepted: int = 0
    newly_rejected: int = 0


def with_files(source: Source, files: Sequence[Path], names: Sequence[str]) -> Source:
    """`source` reading `files` instead of its own. `names`: what they were called, for a file found by its content may
    bear another name, and the ending tells the format."""
    form = source.format if source.format != "auto" or not names else format_called(names[0])
    return source.model_copy(update={"files": tuple(map(str, files)), "none": "", "format": form})


def load_rows(
    config: ServiceConfig, sources: Mapping[str, Source], work: Path, *, memory_limit: str, threads: int | None, progress: Progress = silent,
) -> dict[str, Rows | str]:
    """Load each of `sources` (tables with files) under `config`; what cannot be read gives the reason instead of rows."""
    found: dict[str, Rows | str] = {}
    connection = connect(memory_limit=memory_limit, threads=threads, temp_directory=work / "spill")
    try:
        for name, source in sources.items():
            single = config.model_copy(update={"tables": {name: source}})
            folder = work / name
            try:
                load(connection, single, work=folder, rejected=None, progress=progress)
            except (InputError, UsageError) as error:
                found[name] = error.what
                continue
            found[name] = _extract(connection, tables()[name], folder)
    finally:
        connection.close()
    return found


def _extract(connection: "duckdb.DuckDBPyConnection", table: Table, folder: Path) -> Rows:
    accepted, keys = folder / "accepted.rows", folder / "keys.rows"
    connection.execute(f"COPY (SELECT * FROM {identifier('accepted_' + table.name)}) TO {literal(str(accepted))} (FORMAT parquet)")
    relation = f"read_parquet({literal(str(accepted))})"
    if table.key is None:
        return Rows(relation)
    written = f"read_parquet({literal(str(folder / (table.name + '-*.parquet')))}, hive_partitioning=false)"
    key = identifier(table.key)
    connection.execute(f"COPY (SELECT DISTINCT {key} FROM {written} WHERE {key} IS NOT NULL) TO {literal(str(keys))} (FORMAT parquet)")
    return Rows(relation, f"(SELECT {key} FROM read_parquet({literal(str(keys))}))")


def empty_rows(table: Table) -> Rows:
    """A table without a row."""
    from dsa_reports.intake.columns import sql_type

    columns = ", ".join(f"NULL::{sql_type(column.kind)} AS {identifier(column.name)}" for column in table.columns)
    none = f"(SELECT {columns}, NULL::INTEGER AS _file, NULL::BIGINT AS _record WHERE false)"
    return Rows(none, f"(SELECT {identifier(table.key)} FROM {none})" if table.key else "")


def step_views(table: Table, old: Rows, new: Rows) -> dict[str, str]:
    """Relation of the accepted rows after each of the first four steps; the last of them is `new` itself."""
    if table.key is None:
        return _keyless(table, old, new)
    key = identifier(table.key)
    late = f"SELECT * FROM {new.accepted} WHERE {key} NOT IN {old.keys}"
    stay = f"SELECT * FROM {old.accepted} WHERE {key} IN {new.keys}"
    both = f"SELECT {key} FROM {new.accepted} WHERE {key} IN (SELECT {key} FROM {old.accepted})"
    return {
        "late_rows": f"(SELECT * FROM {old.accepted} UNION ALL BY NAME {late})",
        "withdrawn_rows": f"({stay} UNION ALL BY NAME {late})",
        "changed_rows": (
            f"({stay} AND {key} NOT IN ({both}) UNION ALL BY NAME {late} "
            f"UNION ALL BY NAME SELECT * FROM {new.accepted} WHERE {key} IN ({both}))"
        ),
        "rejected_rows": new.accepted,
    }


def _keyless(table: Table, old: Rows, new: Rows) -> dict[str, str]:
    """Without a key a row is its content: what changed is withdrawn and comes anew."""
    columns = ", ".join(identifier(name) for name in table.names)
    places = "NULL::INTEGER AS _file, NULL::BIGINT AS _record"
    gained = f"SELECT *, {places} FROM (SELECT {columns} FROM {new.accepted} EXCEPT ALL SELECT {columns} FROM {old.accepted})"
    return {
        "late_rows": f"(SELECT * FROM {old.accepted} UNION ALL BY NAME {gained})",
        "withdrawn_rows": new.accepted, "changed_rows": new.accepted, "rejected_rows": new.accepted,
    }


def tally(connection: "duckdb.DuckDBPyConnection", table: Table, old: Rows, new: Rows) -> Tally:
    """How the rows of `table` differ."""
    def count(query: str) -> int:
        return int(connection.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0])

    columns = ", ".join(identifier(name) for name in table.names)
    if table.key is None:
        left, right = f"SELECT {columns} FROM {old.accepted}", f"SELECT {columns} FROM {new.accepted}"
        return Tally(late=count(f"{right} EXCEPT ALL {left}"), withdrawn=count(f"{left} EXCEPT ALL {right}"))
    key = identifier(table.key)
    before, after = (f"SELECT {key} FROM {side.accepted}" for side in (old, new))
    a, b = (", ".join(f"{side}.{identifier(name)}" for name in table.names) for side in ("a", "b"))
    return Tally(
        late=count(f"{after} WHERE {key} NOT IN {old.keys}"), withdrawn=count(f"{before} WHERE {key} NOT IN {new.keys}"),
        changed=count(f"SELECT 1 FROM {old.accepted} a JOIN {new.accepted} b ON a.{key} = b.{key} WHERE row({a}) IS DISTINCT FROM row({b})"),
        newly_accepted=count(f"{after} WHERE {key} IN {old.keys} AND {key} NOT IN ({before})"),
        newly_rejected=count(f"{before} WHERE {key} IN {new.keys} AND {key} NOT IN ({after})"),
    )
