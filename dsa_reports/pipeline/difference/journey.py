"""The journey of `diff`: two words in, a difference out, and on demand the causes of every change."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dsa_reports.engines.duckdb import connect, lock
from dsa_reports.errors import UsageError
from dsa_reports.evidence.models import Manifest
from dsa_reports.harmonised.difference import Causes, Compared, Difference, compare
from dsa_reports.harmonised.difference.compare import identity
from dsa_reports.harmonised.model import Document, Reason
from dsa_reports.pipeline.difference.affected import affected_figures
from dsa_reports.pipeline.difference.causes import Measured, Replay
from dsa_reports.pipeline.difference.kept import Kept, read_kept
from dsa_reports.pipeline.difference.logs import KEPT_LOGS, find_logs
from dsa_reports.pipeline.difference.mixing import Mixed, load_both, mixed
from dsa_reports.pipeline.difference.replay import Figures
from dsa_reports.pipeline.difference.rows import ROW_STEPS
from dsa_reports.pipeline.difference.shares import Shares
from dsa_reports.pipeline.difference.sources import Source, find_source
from dsa_reports.pipeline.journey import work_folder
from dsa_reports.progress import Progress, silent

__all__ = ["diff", "with_causes"]


def diff(
    *, old: str, new: str, output: Path = Path("out"), cause: bool = False, folders: Sequence[Path] = (), progress: Progress = silent,
    memory_limit: str = "4GB", threads: int | None = None,
) -> Difference:
    """What changed from the report `old` to the report `new`; with `cause`, why.

    Each is a path, or the number of a draft of `output`, or `current`. `folders`: where the logs may lie, beside
    `out/private/inputs`. UsageError where there is no such report or a cause is asked of reports that are not drafts of
    ours, InputError where one cannot be read.
    """
    before, after = find_source(old, output), find_source(new, output)
    found = compare(before.compared, after.compared)
    if not cause:
        return found
    drafts = [_draft(source, word) for source, word in ((before, old), (after, new))]
    stores = [store if (store := draft.resolve().parent.parent / KEPT_LOGS).is_dir() else None for draft in drafts]
    kept = [read_kept(draft, source.compared.side.name, folders, store) for draft, source, store in zip(drafts, (before, after), stores, strict=True)]
    logs = [find_logs(side.manifest, folders, store) for side, store in zip(kept, stores, strict=True)]
    with work_folder(output) as work:
        loaded = load_both(kept[0], kept[1], logs[0], logs[1], work, memory_limit=memory_limit, threads=threads, progress=progress)
        connection = connect(memory_limit=memory_limit, threads=threads, temp_directory=work / "spill")
        try:
            # The queries of an earlier build are replayed: they reach nothing but the rows in the work folder.
            lock(connection, readable=(work,))
            mix = mixed(connection, kept[0], kept[1], loaded)
            replay = Replay(connection, kept[0], kept[1], mix, work)
            measured = replay.walk()
        finally:
            connection.close()
    return _explained(found, before.compared, after.compared, kept, mix, replay, measured)


def with_causes(
    document: Document, since: str | None, draft: Path, output: Path, folders: Sequence[Path], *, progress: Progress, memory_limit: str, threads: int | None,
) -> Document:
    """`document` whose changes say why. `draft`: its folder with report.json, the manifest and what is kept of the settings."""
    if since is None or document.changes is None:
        raise UsageError("why since when?", where="--cause", remedy="Name the draft to compare with: --since 1 --cause.")
    found = diff(old=since, new=str(draft), output=output, cause=True, folders=folders, progress=progress, memory_limit=memory_limit, threads=threads)
    changes = document.changes.model_copy(update={"parts": found.parts, "chapters": found.chapters, "causes": found.causes})
    return document.model_copy(update={"changes": changes})


def _explained(
    found: Difference, before: Compared, after: Compared, kept: Sequence[Kept], mix: Mixed, replay: Replay, measured: Sequence[Measured],
) -> Difference:
    """`found` with its causes."""
    old = {**before.report.figures, **before.chapters}
    figures = {**old, **after.report.figures, **after.chapters}
    settings_gone, campaigns_gone = any(side.config is None for side in kept), any(side.confirmed is None for side in kept)
    doubtful = affected_figures(figures, mix.gone)
    if settings_gone:
        doubtful = {identity(name) for name in figures}
    elif campaigns_gone:
        # Campaigns change chapters only: parts 3 to 10 know nothing of them.
        doubtful |= {identity(name) for name in figures if not name[:1].isdigit()}
    sealed = {identity(name) for name, figure in (*old.items(), *figures.items()) if figure.reason is Reason.SEALED}
    shares = Shares([_without(step, sealed) for step in measured], _unsaid(replay.first, sealed), _unsaid(replay.last, sealed), doubtful)
    explained, balanced = shares.into(found, old)
    steps = shares.steps(_unknown(kept, mix), _code(kept), mix.details, doubted=_doubted(mix, settings_gone=settings_gone, campaigns_gone=campaigns_gone))
    notes = (*kept[0].notes, *kept[1].notes, *_irreproducible(kept, shares))
    return explained.model_copy(update={"causes": Causes(steps=steps, balanced=balanced, notes=notes)})


def _unsaid(figures: Figures, sealed: set[str]) -> Figures:
    """The replayed figures without those that one of the reports seals: its causes would say the count."""
    return {name: "" if name in sealed else text for name, text in figures.items()}


def _without(step: Measured, sealed: set[str]) -> Measured:
    return replace(step, before=_unsaid(step.before, sealed), after=_unsaid(step.after, sealed))


def _doubted(mix: Mixed, *, settings_gone: bool, campaigns_gone: bool) -> set[str]:
    """The steps that cannot be told apart from others because of what is gone."""
    if settings_gone:
        return {*ROW_STEPS, "campaigns", "declared", "service"}
    rows = {step for step in ROW_STEPS if mix.gone and (step != "mapping" or mix.remapped)}
    return rows | ({"campaigns"} if campaigns_gone else set())


def _draft(source: Source, word: str) -> Path:
    if source.draft is None:
        raise UsageError(
            "only between two drafts of dsa-reports can it be said why", where=word,
            remedy="Name drafts by number or folder (with their folder `internal`); without --cause any two reports can be compared.",
        )
    return source.draft


def _unknown(kept: Sequence[Kept], mix: Mixed) -> list[str]:
    found = [why for _, why in sorted(mix.gone.items())]
    found += [f"the settings of {side.name} are gone" for side in kept if side.config is None and not found]
    return found + [f"the campaigns that {side.name} counted are gone" for side in kept if side.confirmed is None]


def _code(kept: Sequence[Kept]) -> tuple[str, ...]:
    from dsa_reports.resources import program_digest
    from dsa_reports.version import __version__

    said = [(side.name, side.manifest.versions) for side in kept]
    lines = [f"{name}: dsa_reports {versions.get('dsa_reports', '?')}, program {versions.get('program_sha256', '?')[:12]}" for name, versions in said]
    return (*lines, f"replayed with dsa_reports {__version__}, program {program_digest()[:12]}")


def _programs(manifest: Manifest) -> tuple[str, str]:
    return manifest.versions.get("program_sha256", "?"), manifest.versions.get("duckdb", "?")


def _irreproducible(kept: Sequence[Kept], shares: Shares) -> list[str]:
    from dsa_reports.resources import program_digest

    same = {_programs(side.manifest)[0] for side in kept} == {program_digest()}
    if not same or not shares.rest["code"]:
        return []
    return [f"{shares.rest['code']} figures changed by something that no step replays, although one and the same program made both drafts: please report this."]
