"""Read and check the logs, count nothing: what would be accepted, what rejected, and why."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dsa_reports.engines.duckdb import connect
from dsa_reports.findings import Finding, Severity
from dsa_reports.intake.load import Intake
from dsa_reports.pipeline.needs import needed_tables
from dsa_reports.pipeline.surveys import load_and_survey
from dsa_reports.progress import Progress, silent
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import load_service

__all__ = ["validate"]


def validate(
    *, service: Path, tables: Collection[str] | None = None, rejects: Path | None = None, progress: Progress = silent,
    memory_limit: str = "4GB", threads: int | None = None, surveys: bool = True,
) -> Intake:
    """Check the logs that `service` names; with `rejects`, write the rejected rows there.

    `surveys`: also ask what only many rows show together (dsa_reports.intake.survey).
    """
    config = load_service(service)
    with TemporaryDirectory(prefix="dsa-reports-") as folder:
        work = Path(folder)
        connection = connect(memory_limit=memory_limit, threads=threads, temp_directory=work / "spill")
        try:
            intake = load_and_survey(connection, config, work=work, rejected=rejects, tables=tables, surveys=surveys, progress=progress)
        finally:
            connection.close()
    return intake if tables else replace(intake, findings=(*_missing(config), *intake.findings))


def _missing(config: ServiceConfig) -> list[Finding]:
    """Tables that the tier's report rests on and that service.toml does not name: `build` will refuse."""
    return [
        Finding(
            id="TABLE-1", severity=Severity.ERROR, table=name, message=f"the tier {config.service.tier.value} needs the table {name}, and service.toml does not name it",
            remedy=f'Name its files, or say why there are none: [tables.{name}] none = "the reason".',
        )
        for name in needed_tables(config.service.tier, config.chosen_readings) if name not in config.tables
    ]
