"""All tables of a fictional service as plain records, and the truth about them."""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dsa_reports.contract import table
from dsa_reports.pipeline.sample.engine import BIG, opened
from dsa_reports.pipeline.sample.small import SMALL, Record
from dsa_reports.pipeline.sample.truth import write_accounts
from dsa_reports.pipeline.sample.world import World
from dsa_reports.pipeline.sample.write import load_records, write_query

__all__ = ["Made", "make", "parquet_bytes"]


@dataclass(frozen=True)
class Made:
    """Records by table (contract columns), the accounts of planted groups as CSV, and the size of each group."""

    tables: dict[str, list[Record]]
    accounts: bytes
    groups: dict[str, int]


def make(world: World, rows: int, seed: int) -> Made:
    """Generate `rows` rows of moderation_actions and all that goes with them."""
    tables: dict[str, list[Record]] = {}
    with opened(world, rows, seed) as con:
        for name in BIG:
            columns = table(name).names
            fetched = con.execute(f"SELECT {', '.join(columns)} FROM made_{name}").fetchall()
            tables[name] = [{c: _aware(v) for c, v in zip(columns, values, strict=True)} for values in fetched]
        with tempfile.TemporaryDirectory() as folder:
            groups = write_accounts(con, Path(folder) / "accounts.csv")
            accounts = (Path(folder) / "accounts.csv").read_bytes()
    for name, maker in SMALL.items():
        tables[name] = maker(world, rows, seed)
    return Made(tables, accounts, groups)


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def parquet_bytes(world: World, name: str, records: list[Record]) -> bytes:
    """Records of one table as a Parquet file."""
    with opened(world, 0, 0) as con, tempfile.TemporaryDirectory() as folder:
        load_records(con, name, records)
        path = Path(folder) / "table.parquet"
        write_query(con, name, path, "parquet")
        return path.read_bytes()
