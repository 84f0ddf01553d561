"""Read and check the logs, count nothing: what would be accepted, what rejected, and why."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.display import shown
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import UsageError, writing
from dsa_reports.findings import Finding, Severity
from dsa_reports.intake.load import Intake, load
from dsa_reports.intake.peek import Early
from dsa_reports.pipeline.drafts import replacing
from dsa_reports.pipeline.needs import needed_tables
from dsa_reports.progress import Progress, silent
from dsa_reports.service.config import ServiceConfig

if TYPE_CHECKING:
    import duckdb

__all__ = ["validate"]


def validate(
    *, config: ServiceConfig, tables: Collection[str] | None = None, rejects: Path | None = None, accepted: Path | None = None,
    whole: bool = True, masks: bool = True, early: Early | None = None, progress: Progress = silent, memory_limit: str = "4GB", threads: int | None = None,
) -> Intake:
    """Check the logs that `config` names, or those of `tables`.

    `rejects`: a folder for the rejected rows, in the format of their files. `accepted`: a Parquet file for the rows of the
    one table that is read, or a folder for one file per table. Both appear whole or not at all. `whole`: `config` is meant
    to be all that a report rests on, and a missing table is an error.
    """
    with TemporaryDirectory(prefix="dsa-reports-") as folder:
        work = Path(folder)
        connection = connect(memory_limit=memory_limit, threads=threads, temp_directory=work / "spill")
        try:
            back = work / "rejects" if rejects is not None else None
            keep: Mapping[str, Collection[str]] | None = {} if accepted is None else None
            intake = load(connection, config, work=work, rejected=None, tables=tables, progress=progress, keep=keep, masks=masks, early=early, back=back)
            read = [name for name, table in intake.tables.items() if table.status == "loaded"]
            if accepted is not None:
                _write_accepted(connection, read, accepted)
        finally:
            connection.close()
        if rejects is not None and back is not None:
            back.mkdir(exist_ok=True)
            replacing(back, rejects)
    return replace(intake, findings=(*_missing(config), *intake.findings)) if whole and not tables else intake


def _write_accepted(connection: "duckdb.DuckDBPyConnection", tables: Collection[str], target: Path) -> None:
    """The accepted rows, typed as the contract says, under its names."""
    one = target.suffix == ".parquet"
    if one and len(tables) != 1:
        raise UsageError(f"{len(tables)} tables were read, and {shown(target.name)} is one file", remedy="Name a folder with --accepted, or one table with --table.")
    for name in tables:
        path = target if one else target / f"{name}.parquet"
        fresh = path.with_name(f".{path.name}.part")
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                columns = ", ".join(identifier(column) for column in contract_tables()[name].names)
                connection.execute(f"COPY (SELECT {columns} FROM {identifier('accepted_' + name)}) TO {literal(str(fresh.resolve()))} (FORMAT parquet, COMPRESSION zstd)")
                fresh.replace(path)
            finally:
                fresh.unlink(missing_ok=True)


def _missing(config: ServiceConfig) -> list[Finding]:
    """Tables that the tier's report rests on and that service.toml does not name: `build` will refuse."""
    return [
        Finding(
            id="TABLE-1", severity=Severity.ERROR, table=name, message=f"the tier {config.service.tier.value} needs the table {name}, and service.toml does not name it",
            remedy=f'Name its files, or say why there are none: [tables.{name}] none = "the reason".',
        )
        for name in needed_tables(config.service.tier, config.chosen_readings) if name not in config.tables
    ]
