"""The first half of every journey: service.toml and logs in, counted cells out."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.engines.duckdb import connect, lock
from dsa_reports.errors import WriteError
from dsa_reports.findings import Finding
from dsa_reports.harmonised.fill import IndicatorInfo
from dsa_reports.harmonised.values import Units
from dsa_reports.indicators.cells import CellResult, Results
from dsa_reports.indicators.evaluate import evaluate_chapters, evaluate_parts
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.intake.derive import derive
from dsa_reports.intake.gaps import gaps
from dsa_reports.intake.load import Intake
from dsa_reports.intake.sexbot_gaps import SEXBOT_GAPS, waves
from dsa_reports.law.periods import Period
from dsa_reports.pipeline.minors_chapter import RegisterFacts, register_facts
from dsa_reports.pipeline.nothing import no_recipients
from dsa_reports.pipeline.surveys import load_and_survey
from dsa_reports.pipeline.tagging import Tags, tags
from dsa_reports.progress import Progress, silent
from dsa_reports.service.config import ServiceConfig

if TYPE_CHECKING:
    import duckdb

__all__ = ["PHENOMENON", "Counted", "count", "indicator_info", "labelled", "work_folder"]

PHENOMENON = "phenomenon"

@dataclass(frozen=True)
class Counted:
    """What the logs said: what was read, and every cell and chapter figure before rounding."""

    intake: Intake
    results: Results
    chapters: dict[str, dict[str, CellResult]]
    """Chapter indicator id → figure id → result."""
    tagged: Tags
    """What rows were tagged with."""
    gaps: tuple[Finding, ...] = ()
    given: frozenset[str] = frozenset({PHENOMENON})
    """What indicators may need beside tables: `phenomenon` (some label is mapped to it; without any, its chapter says
    nothing, not zero) and what `pipeline.tagging` names."""
    register: RegisterFacts = field(default_factory=RegisterFacts)
    """What the chapter on minors says of the register beside figures."""
    waves: tuple[date, ...] = ()
    """Days with many more measures against sexbot spam than the others; a text should say what happened on them."""


@contextmanager
def work_folder(output: Path) -> Iterator[Path]:
    """A folder for working files beside the output, removed in the end whatever happens."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".work-", dir=output))
    except OSError as error:
        raise WriteError(
            f"cannot write to the output folder: {error.strerror}", where=str(output),
            remedy="Choose another folder with -o, or give yourself the right to write there.",
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def count(
    config: ServiceConfig, period: Period, *, work: Path, rejected: Path | None, progress: Progress = silent,
    memory_limit: str = "4GB", threads: int | None = None, surveys: bool = True,
) -> Counted:
    """Read and survey the logs, derive the facts, run all indicators. After reading, the engine is shut in."""
    tagged = tags(config)
    connection = connect(memory_limit=memory_limit, threads=threads, temp_directory=work / "spill")
    try:
        intake = load_and_survey(connection, config, work=work, rejected=rejected, period=period, surveys=surveys, progress=progress)
        lock(connection, readable=(work,))
        return _counted(connection, config, period, intake, work, tagged, progress)
    finally:
        connection.close()


def _counted(
    connection: "duckdb.DuckDBPyConnection", config: ServiceConfig, period: Period, intake: Intake, work: Path,
    tagged: Tags, progress: Progress,
) -> Counted:
    derive(connection, period, config.chosen_readings, work=work, progress=progress, tagging=tagged.tagging)
    results = evaluate_parts(connection, config.chosen_readings, progress)
    recipients = intake.tables["recipients"]
    no_recipients(config, results, empty=recipients.status == "loaded" and not sum(file.rows_read for file in recipients.files))
    given = tagged.given | ({PHENOMENON} if labelled(connection, config) else set())
    found = (*tagged.findings, *gaps(connection), *gaps(connection, SEXBOT_GAPS))
    return Counted(intake, results, evaluate_chapters(connection, progress), tagged, found, frozenset(given), register_facts(connection), waves(connection))


def labelled(connection: "duckdb.DuckDBPyConnection", config: ServiceConfig, *, tagged: bool = True) -> bool:
    """True if service.toml maps anything to the phenomenon, if an export carries it, or (`tagged`: there are tags) if a rule tags any decision."""
    source = config.tables.get("moderation_actions")
    if source is None or source.none:
        return False
    if "phenomenon" in {*source.rename, *source.constants}:
        return True
    for path in source.value_maps.values():
        header = (config.folder / path).read_text("utf-8-sig").split("\n", 1)[0]
        if "phenomenon" in [name.strip().strip('"') for name in header.split(",")]:
            return True
    if connection.execute("SELECT count(phenomenon) > 0 FROM accepted_moderation_actions").fetchall()[0][0]:
        return True
    if not tagged:
        return False
    return bool(connection.execute("SELECT count(*) > 0 FROM f_tags WHERE source = 'moderation_actions' AND phenomenon = 'sexbot_spam'").fetchall()[0][0])


def indicator_info(chosen: Mapping[str, str]) -> dict[str, IndicatorInfo]:
    """What the passports of the template's figures say of their indicators under the readings `chosen`."""
    units = Units(chosen)
    return {
        indicator.id: IndicatorInfo(
            indicator.title, indicator.legal_basis, indicator.sha256,
            {cell: indicator.columns[name].definition for cell, name in indicator.cells.items()}, (indicator.part,),
            {cell: units.conversion(indicator, name) for cell, name in indicator.cells.items()},
        )
        for indicator in load_indicators().values()
        if indicator.part is not None
    }
