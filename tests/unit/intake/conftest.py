"""A small door to `load` for the tests of intake."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.load import Intake, load
from dsa_reports.intake.options import LoadOptions
from dsa_reports.service.config import Privacy, Provider, Service, ServiceConfig, Source

SCAMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"


class Loaded:
    def __init__(self, con: Any, intake: Intake, folder: Path) -> None:
        self.con, self.intake, self.folder = con, intake, folder

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.con.execute(sql).fetchall()

    def found(self, rule: str) -> Any:
        hits = [f for f in self.intake.findings if f.id == rule]
        assert len(hits) == 1, (rule, [f.id for f in self.intake.findings])
        return hits[0]

    @property
    def ids(self) -> list[str]:
        return [f.id for f in self.intake.findings]

    def rejected(self, table: str) -> str:
        path = self.folder / "rejected" / f"{table}.csv"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def counts(self, table: str) -> list[tuple[int, int, int]]:
        return [(f.rows_read, f.accepted, f.rejected) for f in self.intake.tables[table].files]


@pytest.fixture
def loading(tmp_path: Path) -> Callable[..., Loaded]:
    def run(tables: dict[str, Source], *, zone: str = "UTC", basis: str = "", threads: int = 2, masks: bool = False) -> Loaded:
        config = ServiceConfig(
            provider=Provider(legal_name="Example B.V."), service=Service(name="Example", tier="vlop", time_zone=zone),
            tables=tables, folder=tmp_path, privacy=Privacy(direct_message_text_basis=basis),
        )
        con = connect(threads=threads)
        return Loaded(con, load(con, config, work=tmp_path / "work", rejected=tmp_path / "rejected", options=LoadOptions(masks=masks)), tmp_path)

    return run


HEADER = "id,category,reporter_kind,items,received_at,decided_at"


def notice(id: str, **cells: str) -> str:
    row = {"id": id, "category": SCAMS, "reporter_kind": "other", "items": "1", "received_at": "2026-01-05T10:00:00Z", "decided_at": ""} | cells
    return ",".join(row[name] for name in HEADER.split(","))


def notices(*lines: str) -> str:
    return "\n".join((HEADER, *lines)) + "\n"
