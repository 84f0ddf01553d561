"""Counting a published report again from the rows: what every cell should say."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dsa_reports.findings import Finding
from dsa_reports.harmonised.model import HarmonisedReport
from dsa_reports.law.periods import parse_period
from dsa_reports.pipeline.journey import count
from dsa_reports.pipeline.needs import demand_sources
from dsa_reports.pipeline.report import declare, plain_report
from dsa_reports.progress import Progress, silent
from dsa_reports.service.load import load_service

__all__ = ["OF_ROWS", "Recounted", "recount"]

OF_ROWS = frozenset({"R-1", "X-6"})
"""Rules of the catalogue about a report that only its rows can answer: findings of a survey and of the derivation."""


class Recounted(NamedTuple):
    """The report that the rows give, and what the rows themselves say to the rules `OF_ROWS`."""

    report: HarmonisedReport
    findings: tuple[Finding, ...]


def recount(
    *, service: Path, period: str, progress: Progress = silent, memory_limit: str = "4GB", threads: int | None = None,
) -> Recounted:
    """The report that the logs of `service` give for `period`, declared figures put in, without texts.

    Nothing is kept: rejected rows are counted by `build` and shown by `validate`. Compare it with a report by
    `run_checks(report, …, recounted=….report)` (rule R-11). InputError and UsageError as in `build`.
    """
    config = load_service(service)
    span = parse_period(period, config.service.zone)
    demand_sources(config)
    with TemporaryDirectory(prefix="dsa-reports-") as folder:
        counted = count(
            config, span, work=Path(folder), rejected=None, progress=progress, memory_limit=memory_limit, threads=threads
        )
    declare(config, counted.results)
    found = (*counted.intake.findings, *counted.gaps)
    return Recounted(plain_report(config, span, counted.results), tuple(one for one in found if one.id in OF_ROWS))
