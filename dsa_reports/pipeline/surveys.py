"""Loading and surveying in one go, for every journey that reads logs."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract import tables as contract_tables
from dsa_reports.findings import worst_first
from dsa_reports.intake.load import Intake, load
from dsa_reports.intake.options import LoadOptions
from dsa_reports.intake.placing import placed
from dsa_reports.intake.survey import all_surveys, run_surveys
from dsa_reports.intake.survey.unread import UnreadColumns
from dsa_reports.law.periods import Period
from dsa_reports.progress import Progress, silent
from dsa_reports.service.config import ServiceConfig

if TYPE_CHECKING:
    import duckdb

__all__ = ["PERIOD_SURVEYS", "load_and_survey"]

PERIOD_SURVEYS = ("PERIOD-1",)
"""What is asked even where surveys are not wanted: a report over a period without rows is the wrong report."""


def load_and_survey(
    con: "duckdb.DuckDBPyConnection", config: ServiceConfig, *, work: Path, rejected: Path | None, period: Period | None = None,
    tables: Collection[str] | None = None, surveys: bool = True, progress: Progress = silent, options: LoadOptions | None = None,
) -> Intake:
    """`load`, with the findings of the surveys among those of the intake; without `surveys` only PERIOD-1 is asked.

    Where a `period` is given, the rows of each table are placed in time.

    Where `options.keep` names columns, those that the surveys look at are kept, too.
    """
    unread = UnreadColumns(con)
    wanted = options or LoadOptions()
    if surveys:
        wanted = replace(wanted, on_open=unread, keep=None if wanted.keep is None else _with_theirs(wanted.keep))
    intake = load(con, config, work=work, rejected=rejected, tables=tables, progress=progress, options=wanted)
    if period is not None:
        intake = placed(con, intake, period, progress)
    found = run_surveys(
        con, intake, period=period, only=None if surveys else PERIOD_SURVEYS, sources=config.tables, unread=unread.columns,
        zone=config.service.time_zone, progress=progress,
    )
    return replace(intake, findings=tuple(worst_first((*intake.findings, *found))))


def _with_theirs(keep: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """`keep`, and the columns that surveys read."""
    theirs = {name: {column for one in all_surveys().values() for column in one.columns_of(table)} for name, table in contract_tables().items()}
    return {name: columns.union(keep.get(name, ())) for name, columns in theirs.items()}
