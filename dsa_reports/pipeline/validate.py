"""Read and check the logs, count nothing: what would be accepted, what rejected, and why."""

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.conditions import identifier, literal
from dsa_reports.display import shown
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import UsageError, writing
from dsa_reports.findings import Finding, Severity
from dsa_reports.intake.files import format_called
from dsa_reports.intake.load import Intake
from dsa_reports.intake.options import Early, LoadOptions
from dsa_reports.law.periods import parse_period
from dsa_reports.pipeline.folders import make_folder, refuse_foreign, stage_folder
from dsa_reports.pipeline.loose import STDIN, expanded, is_data, loose_config, manner, spool, standard_input
from dsa_reports.pipeline.needs import needed_tables
from dsa_reports.pipeline.surveys import load_and_survey
from dsa_reports.progress import Progress, silent
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import FILE_NAME, load_service

if TYPE_CHECKING:
    import duckdb

__all__ = ["Outputs", "validate"]

_OTHER_FORMATS = {".gz", ".zst", ".zip", ".json", ".xls", ".ods", ".arrow", ".feather", ".db", ".duckdb", ".sqlite"}
"""Beside those that are read."""


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """Where rows go, each whole or not at all; None: nowhere.

    `rejects`: a folder for the rejected rows, in the format of their files. `accepted`: a Parquet file for the rows of
    the one table that is read, or a folder for one such file per table.
    """

    rejects: Path | None = None
    accepted: Path | None = None


def validate(
    *, paths: Sequence[Path], service: Path | None = None, tables: Sequence[str] = (), input_format: str = "", period: str = "",
    outputs: Outputs | None = None, surveys: bool = True, masks: bool = True, early: Early | None = None, progress: Progress = silent,
    memory_limit: str = "4GB", threads: int | None = None,
) -> Intake:
    """Check the logs that a service file names (`paths` is that file, or its folder), or the data files `paths` (patterns, too).

    `service`: whose mappings hold for data files. `tables`: only these; of data files, the one table that they are.
    `input_format`: that of standard input (path `-`). `period`: which rows are of the period is told, too. `surveys`: also
    what only many rows show together. `masks`: findings show no value that may be personal.
    """
    outputs = outputs or Outputs()
    paths = expanded(paths)
    if outputs.rejects is not None:
        refuse_foreign(outputs.rejects)
    if outputs.accepted is not None:
        _refuse_other_formats(outputs.accepted)
    with TemporaryDirectory(prefix="dsa-reports-") as folder, ExitStack() as stack:
        work = Path(folder)
        puts: list[Callable[[], None]] = []
        config, whole = _config(paths, service, tables, work / "input", input_format)
        chosen = () if any(map(is_data, paths)) else tables
        span = parse_period(period, config.service.zone) if period else None
        connection = connect(memory_limit=memory_limit, threads=threads, temp_directory=work / "spill")
        try:
            back = work / "rejects"
            options = LoadOptions(keep={} if outputs.accepted is None else None, masks=masks, early=early, back=back if outputs.rejects else None, service_file=whole or service is not None)
            intake = load_and_survey(
                connection, config, work=work / "rows", rejected=None, period=span, tables=chosen or None, surveys=surveys, progress=progress, options=options,
            )
            if outputs.accepted is not None:
                puts += _stage_accepted(stack, connection, [name for name, table in intake.tables.items() if table.status == "loaded"], outputs.accepted)
        finally:
            connection.close()
        if outputs.rejects is not None:
            back.mkdir(exist_ok=True)
            puts.append(stage_folder(stack, back, outputs.rejects))
        # Only now that everything is complete does anything get its name.
        for put in puts:
            put()
    missing = _missing(config) if whole and not tables else []
    notes = [] if whole else manner(config, _service(service) if service is not None else None)
    return replace(intake, findings=(*missing, *intake.findings, *notes))


def _config(paths: Sequence[Path], service: Path | None, tables: Sequence[str], spooled: Path, input_format: str) -> tuple[ServiceConfig, bool]:
    """What is read, and whether it is meant to be all that a report rests on."""
    data = [path for path in paths if is_data(path)]
    if not data:
        if len(paths) != 1 or service is not None:
            raise UsageError("one service file, or data files", remedy="dsa-reports validate service.toml; or: dsa-reports validate exports/*.csv --service service.toml")
        return _service(paths[0]), True
    if len(data) != len(paths):
        raise UsageError("a service file and data files in one call", remedy="Name the service file with --service: dsa-reports validate exports/*.csv --service service.toml")
    if len(tables) > 1:
        raise UsageError("data files are of one table", remedy="Give --table once, or leave it out: the columns tell.")
    mappings = _service(service) if service is not None else None
    table = tables[0] if tables else ""
    if STDIN not in paths:
        return loose_config(data, table=table, service=mappings), False
    if len(paths) > 1:
        raise UsageError("standard input and files in one call", remedy="Give either - or files.")
    path = spool(standard_input(), spooled, input_format)
    return loose_config([Path(path.name)], table=table, service=mappings, folder=path.parent), False


def _service(path: Path) -> ServiceConfig:
    """`load_service`, with what this command takes where there is none."""
    file = path / FILE_NAME if path.is_dir() else path
    if not os.path.lexists(file):
        files = f"{shown(path.as_posix(), 200)}/*" if path.is_dir() and path != Path() else "exports/*.csv"
        raise UsageError(
            "there is no service file", where=shown(file, 300),
            remedy=f"Name data files: dsa-reports validate {files} (their columns tell the table). Or name a service file; `dsa-reports init` makes one.",
        )
    return load_service(path)


def _stage_accepted(stack: ExitStack, connection: "duckdb.DuckDBPyConnection", tables: Collection[str], target: Path) -> list[Callable[[], None]]:
    """Write the accepted rows, typed as the contract says and under its names, beside their places; what is returned gives them their names."""
    one = target.suffix == ".parquet"
    if one and len(tables) != 1:
        raise UsageError(f"{len(tables)} tables were read, and {shown(target.name)} is one file", remedy="Name a folder with --accepted, or one table with --table.")
    puts: list[Callable[[], None]] = []
    for name in tables:
        path = target if one else target / f"{name}.parquet"
        fresh = path.with_name(f".{path.name}.part")
        with writing(path):
            make_folder(stack, path.parent)
            stack.callback(fresh.unlink, missing_ok=True)
            columns = ", ".join(identifier(column) for column in contract_tables()[name].names)
            connection.execute(f"COPY (SELECT {columns} FROM {identifier('accepted_' + name)}) TO {literal(str(fresh.resolve()))} (FORMAT parquet, COMPRESSION zstd, PRESERVE_ORDER true)")
        puts.append(partial(_put, fresh, path))
    return puts


def _refuse_other_formats(target: Path) -> None:
    """UsageError for the name of a file that is not Parquet: it would become a folder of that name."""
    if target.is_dir() or target.suffix == ".parquet" or (format_called(target.name) == "auto" and target.suffix.lower() not in _OTHER_FORMATS):
        return
    name = shown(target.name.split(".")[0], 100) or "accepted"
    raise UsageError("accepted rows are written as Parquet only", where=shown(target, 300), remedy=f"For one table: --accepted {name}.parquet. For a folder with a file per table: --accepted {name}")


def _put(fresh: Path, path: Path) -> None:
    with writing(path):
        fresh.replace(path)


def _missing(config: ServiceConfig) -> list[Finding]:
    """Tables that the tier's report rests on and that service.toml does not name: `build` will refuse."""
    return [
        Finding(
            id="TABLE-1", severity=Severity.ERROR, table=name, message=f"the tier {config.service.tier.value} needs the table {name}, and service.toml does not name it",
            remedy=f'Name its files, or say why there are none: [tables.{name}] none = "the reason".',
        )
        for name in needed_tables(config.service.tier, config.chosen_readings) if name not in config.tables
    ]
