"""`map suggest`: from one export to a draft of its mapping, tried on the rows that it was made from."""

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dsa_reports.contract import tables
from dsa_reports.display import shown
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import UsageError
from dsa_reports.pipeline.exports import Export, Proposal, propose, ranked
from dsa_reports.pipeline.folders import write_new
from dsa_reports.pipeline.suggest.draft import Draft, draft_text
from dsa_reports.pipeline.suggest.labels import propose_maps
from dsa_reports.pipeline.suggest.matching import Weigher
from dsa_reports.pipeline.suggest.sample import Sample, take
from dsa_reports.pipeline.suggest.settings import settings_of
from dsa_reports.pipeline.suggest.trial import Trial, try_out
from dsa_reports.service.mistakes import closest

__all__ = ["FILE_NAME", "Suggestion", "suggest"]

FILE_NAME = "mapping.toml"
_CLEARLY = 0.08
"""By so much the likeliest table must lie before the next."""


@dataclass(frozen=True)
class Suggestion:
    """The draft. `text`: TOML with the outcome of the trial at its end; `maps`: path -> CSV; `written`, `kept`: what lies in the folder now."""

    table: str
    text: str
    maps: dict[str, str]
    trial: Trial
    outcome: tuple[str, ...]
    written: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()


def suggest(*, file: Path, table: str = "", output: Path | None = None, input_format: str = "auto", sheet: str = "", memory_limit: str = "1GB") -> Suggestion:
    """Draft the mapping of `file` to `table` (or to the table that it most likely is), and write it below `output` if that is given.

    UsageError for a table that does not exist or cannot be told, and where `output` holds a draft already; InputError
    for a file that cannot be read. No value that may be personal is in the result.
    """
    if table and table not in tables():
        raise UsageError(f"there is no table {shown(table)!r}", remedy=closest(table, tables()))
    if output is not None and (output / FILE_NAME).exists():
        raise UsageError("there is a draft already; it is not overwritten", where=shown(output / FILE_NAME, 300), remedy="Name another folder with -o.")
    with TemporaryDirectory(prefix="dsa-reports-") as folder:
        work = Path(folder)
        with connect(memory_limit=memory_limit, temp_directory=work / "spill") as con:
            sample = take(con, file, work, form=input_format, sheet=sheet)
            proposal = _proposal(sample, table)
            contract = tables()[proposal.table]
            draft = Draft(
                proposal, _path_from(output or Path(), file), "" if input_format == "auto" else input_format,
                settings_of(con, sample, contract, proposal.mapping), propose_maps(sample, contract, proposal.mapping),
            )
            text = draft_text(draft)
            trial = try_out(con, draft, text, sample, work)
    outcome = tuple(_outcome(trial, sample))
    text += "\n" + "".join(f"# {line}\n" for line in outcome)
    maps = {one.file_name(draft.table): one.text for one in draft.maps}
    written, kept = write_new(output, maps | {FILE_NAME: text}) if output is not None else ((), ())
    return Suggestion(proposal.table, text, maps, trial, outcome, written, kept)


def _proposal(sample: Sample, table: str) -> Proposal:
    export = Export(sample.path, sample.source.format, tuple(column.name for column in sample.columns), sample.source.delimiter, sample.source.encoding)
    weigh = Weigher(sample)
    if table:
        return propose(export, [table], weigh=weigh, least=0.0) or _none()
    (best, name), (second, other), *_ = order = ranked(export, weigh=weigh)
    if best - second >= _CLEARLY and (found := propose(export, [name], weigh=weigh)) is not None:
        return found
    raise UsageError(
        f"it cannot be told which table this is: {name} and {other} fit alike" if best >= 0.5 else "it cannot be told which table this is: none fits well",
        where=shown(sample.path, 300), remedy=f"Say it with --table. Likeliest first: {', '.join(found for _, found in order[:5])}.",
    )


def _none() -> Proposal:
    raise UsageError("no table is named")  # `propose` with `least=0` always finds one


def _path_from(folder: Path, file: Path) -> str:
    try:
        return Path(os.path.relpath(file.absolute(), folder.absolute())).as_posix()
    except ValueError:  # another drive
        return file.absolute().as_posix()


def _outcome(trial: Trial, sample: Sample) -> list[str]:
    """What the trial showed, in words."""
    if trial.problem:
        return [f"NOT TRIED: {trial.problem}"]
    what = f"all {trial.rows_read:,} rows" if sample.whole else f"the first {trial.rows_read:,} rows"
    lines = [f"Tried on {what} of {shown(sample.path.name, 120)}: {trial.accepted:,} would be accepted, {trial.rows_read - trial.accepted:,} rejected."]
    if trial.stand_ins:
        lines.append(f"For the trial only, an example stood in for what is still missing: {', '.join(trial.stand_ins)}.")
    return lines + [f"What remains: {sentence}" for sentence in trial.remaining]
