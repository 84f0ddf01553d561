"""Read and check the logs, count nothing: what would be accepted, what rejected, and why."""

from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory

from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.load import Intake, load
from dsa_reports.progress import Progress, silent
from dsa_reports.service.load import load_service

__all__ = ["validate"]


def validate(
    *, service: Path, tables: Collection[str] | None = None, rejects: Path | None = None, progress: Progress = silent,
    memory_limit: str = "4GB", threads: int | None = None,
) -> Intake:
    """Check the logs that `service` names; with `rejects`, write the rejected rows there."""
    config = load_service(service)
    with TemporaryDirectory(prefix="dsa-reports-") as folder:
        work = Path(folder)
        connection = connect(memory_limit=memory_limit, threads=threads, temp_directory=work / "spill")
        try:
            return load(connection, config, work=work, rejected=rejects, tables=tables, progress=progress)
        finally:
            connection.close()
