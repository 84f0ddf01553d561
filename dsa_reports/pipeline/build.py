"""The main journey: service.toml and logs in; official files, report for people and proof out."""

import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dsa_reports.display import shown
from dsa_reports.errors import PolicyError, UsageError, WriteError
from dsa_reports.evidence.archive import Edition
from dsa_reports.evidence.canonical import FileDigest, canonical_json, file_digest
from dsa_reports.evidence.manifest import findings_file, manifest
from dsa_reports.evidence.passports import passports
from dsa_reports.evidence.published import published
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.harmonised.difference import Difference
from dsa_reports.harmonised.internal import INTERNAL_FILE
from dsa_reports.harmonised.model import Document
from dsa_reports.harmonised.translated import in_language
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.law.periods import Period, parse_period
from dsa_reports.pipeline.archive import archived
from dsa_reports.pipeline.difference.confirmed import confirmed_content, keep_confirmed
from dsa_reports.pipeline.difference.journey import with_causes
from dsa_reports.pipeline.difference.kept import kept_files
from dsa_reports.pipeline.difference.logs import keep_logs
from dsa_reports.pipeline.drafts import next_draft, publish_draft, write_files
from dsa_reports.pipeline.earlier import earlier_figures
from dsa_reports.pipeline.editions import changes_since, earlier_editions, refuse_silent_change
from dsa_reports.pipeline.journey import Counted, count, work_folder
from dsa_reports.pipeline.needs import demand_sources
from dsa_reports.pipeline.report import Written, plain_report, written
from dsa_reports.pipeline.told_before import told_before
from dsa_reports.progress import Progress, silent
from dsa_reports.render.attachments import attachments
from dsa_reports.render.csv_parts import csv_bytes
from dsa_reports.render.editions import EDITIONS, Look, edition_files
from dsa_reports.render.theme import load_theme
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import load_service
from dsa_reports.template.labels import wordings
from dsa_reports.waivers import Waived

__all__ = ["BuildResult", "build", "harmonised_csv"]


_INTERNAL = (
    "These files are an internal report. Their period is none of Article 2 of Implementing Regulation (EU) 2024/2835:\n"
    "they are not a report under Articles 15, 24 or 42 of Regulation (EU) 2022/2065.\n"
)


@dataclass(frozen=True)
class BuildResult:
    """The draft's folder, what was found, the document that was rendered, and what was found but waived."""

    folder: Path
    findings: tuple[Finding, ...]
    document: Document
    waived: tuple[Waived, ...] = ()
    edition: Edition | None = None
    """The edition as it went into the archive; None for a draft, and for a final edition that is there already."""


def build(
    *, service: Path, period: str, output: Path, language: str = "en", final: bool = False, since: str | None = None,
    waivers: Path | None = None, keep_inputs: bool = False, previous: Sequence[str] = (), editions: Sequence[str] = (), theme: Path | None = None,
    workbooks: Sequence[str] = (), pdf_archive: bool = False, cause: bool = False, progress: Progress = silent, memory_limit: str = "4GB", threads: int | None = None,
) -> BuildResult:
    """Build one draft (or, with `final`, the edition to publish) of the report of `service` for `period`.

    `since` (a path, or the number of a draft) adds the chapter on changes and marks the cells that differ; an updated
    version is compared with the one before it without being told. `cause`: the chapter also says why, by replaying both with
    their logs; UsageError where `since` names no draft of ours. `waivers`: a file of accepted findings in place of
    the one that the service file names. `keep_inputs`: copy the logs, and the lists of confirmed
    campaigns, to `out/private/inputs`, for a later `diff --cause`.
    `previous`: earlier reports, to show what moved. `editions`: those of render/editions.py beside the statutory one.
    `theme`: a theme file. `workbooks`: languages in which the XLSX is made, too. `pdf_archive`: report.pdf as PDF/A-3 that carries the official files.

    Nothing appears in `output` before all of it is complete. PolicyError if `final` and something blocks, or if other
    content was given out under the same version.
    """
    config = load_service(service)
    if waivers is not None:
        config = config.model_copy(update={"waivers": _beside(config, waivers)})
    span = parse_period(period, config.service.zone)
    demand_sources(config)
    translated = _known(workbooks, sorted(wordings()), "official template in the language", "Languages of further workbooks: {}. English is always made.")
    look = Look(editions=("statutory", *_known(editions, EDITIONS, "edition", "Editions: {}.")), theme=load_theme(theme))
    earlier = earlier_editions(output, config, span.text)

    def compare(document: Document) -> Difference | None:
        return changes_since(document, earlier, config.publication.version, since, output)

    with work_folder(output) as work:
        rejected = work / "rejected"
        counted = count(
            config, span, work=work, rejected=rejected, progress=progress, memory_limit=memory_limit, threads=threads
        )
        number = next_draft(output)
        told, unread = told_before(output, config.service.name)
        counted = replace(counted, gaps=(*counted.gaps, *unread))
        done = written(config, span, counted, draft=number, final=final, language=language, compare=compare, earlier=told)
        if previous or config.publication.earlier:
            done = replace(done, document=done.document.model_copy(update={"past": earlier_figures(config, span, done.document.figures, previous, output)}))
        fresh = final and refuse_silent_change(done.document, earlier, config.publication)
        _refuse_if_blocked(done, final)
        staged = work / "draft"
        kept = kept_files(service, config) | ({} if theme is None else {"internal/inputs/theme.toml": theme.read_bytes()})
        if cause:
            unexplained = work / "unexplained" / str(number)
            write_files(unexplained, _proof(config, span, counted, done, {"publish/report.json": canonical_json(published(done.document))} | kept))
            done = replace(done, document=with_causes(
                done.document, since, unexplained, output, (config.folder,), progress=progress, memory_limit=memory_limit, threads=threads,
            ))
        files = _files(config, span, counted, done, progress, kept, look, workbooks=translated, pdf_archive=pdf_archive)
        write_files(staged, files)
        with archived(config, span, earlier, files, work) if fresh else nullcontext() as edition:
            folder = publish_draft(output, staged, number)
        _keep_rejected(output, rejected, number)
        if keep_inputs:
            keep_logs(output, config, counted.intake)
            if lists := confirmed_content(counted.tagged):
                keep_confirmed(output, lists)
    progress("done", 1, 1)
    return BuildResult(folder, tuple(worst_first(done.applied.findings)), done.document, tuple(done.applied.waived), edition)


def _known(asked: Sequence[str], known: Collection[str], what: str, remedy: str) -> tuple[str, ...]:
    """`asked`, each once; UsageError for one that is not `known`. `remedy` has a place for those that are."""
    for name in asked:
        if name not in known:
            raise UsageError(f"there is no {what} {shown(name, 60)!r}", remedy=remedy.format(", ".join(known)))
    return tuple(dict.fromkeys(asked))


def _beside(config: ServiceConfig, path: Path) -> str:
    """`path` as the service file would name it: relative, so that nothing records where on this machine it lies."""
    return Path(os.path.relpath(path, config.folder)).as_posix()


def _refuse_if_blocked(done: Written, final: bool) -> None:
    stopping = [f for f in worst_first(done.applied.findings) if f.severity is Severity.BLOCKS or f.rejects]
    if not final or not stopping:
        return
    rows = sum(f.count for f in stopping if f.rejects)
    places = [f"{f.id} ({f.file}:{f.line})" if f.file and f.line else f.id for f in stopping]
    raise PolicyError(
        f"{len(stopping)} findings block the final edition, {rows} rejected rows among them; nothing was written",
        where=", ".join(places[:6]) + (f" and {len(places) - 6} more" if len(places) > 6 else ""),
        remedy="Build a draft without --final: it lists them all. Mend them, or waive them with reason, owner and expiry.",
    )


def _files(
    config: ServiceConfig, period: Period, counted: Counted, done: Written, progress: Progress, kept: Mapping[str, bytes],
    look: Look, *, workbooks: Sequence[str], pdf_archive: bool,
) -> dict[str, bytes]:
    """Every file of the draft by its relative path."""
    from dsa_reports.render.xlsx import xlsx_bytes

    document = done.document
    steps = 4
    progress("write", 0, steps)
    files = {f"publish/csv/{name}": content for name, content in _csv_files(document, config.chosen_readings).items()}
    if not document.identification["statutory"]:
        files[f"publish/csv/{INTERNAL_FILE}"] = _INTERNAL.encode()
    created = config.publication.date or period.end
    if document.changes is not None:
        files |= {f"publish/{name}": content for name, content in _change_files(document).items()}
    files["publish/report.xlsx"] = xlsx_bytes(document.report, created=created, changes=document.changes, statement=_statement(document))
    for code in workbooks:
        files[f"publish/report.{code}.xlsx"] = xlsx_bytes(in_language(document.report, code), created=created, changes=document.changes, statement=_statement(document))
    progress("write", 1, steps)
    files["publish/report.json"] = canonical_json(published(document))
    progress("write", 2, steps)
    attached = tuple(attachments(document, files)) if pdf_archive else None
    files |= edition_files(document, replace(look, attached=attached, insider=_insider(config, done)))
    progress("write", 3, steps)
    files = _proof(config, period, counted, done, {**files, **kept})
    progress("write", steps, steps)
    return files


def _proof(config: ServiceConfig, period: Period, counted: Counted, done: Written, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """`files` with what proves them: passports, findings, and the manifest of them all."""
    document = done.document
    proven = dict(files)
    proven["internal/passports.json"] = canonical_json(passports(document, done.declared))
    proven["internal/findings.json"] = canonical_json(findings_file(done.applied.findings, done.applied.waived, document.checks))
    proven["internal/manifest.json"] = canonical_json(manifest(
        config=config, period=period, intake=counted.intake,
        indicators={i.id: i.sha256 for i in load_indicators().values()},
        versions=_versions(), outputs=proven, findings=done.applied.findings, waived=done.applied.waived,
        figures=len(document.figures), settings=_settings(config), edition=document.identification["edition"],
        draft=document.identification["draft"], campaigns=confirmed_content(counted.tagged),
    ))
    return proven


def _insider(config: ServiceConfig, done: Written) -> dict[str, Sequence[dict[str, Any]]]:
    """Names of staff, for the internal edition alone: who waived what, who declared which figure, who drew which table."""
    waived = [
        {"finding": w.finding.id, "message": w.finding.message, "reason": w.waiver.reason, "person": w.waiver.owner, "until": w.waiver.expires.isoformat()}
        for w in done.applied.waived
    ]
    declared = [{"figure": d.figure, "value": str(d.value), "source": d.source, "person": d.person, "evidence": d.evidence} for d in done.declared.values()]
    extracted = [
        {"table": name, "system": source.extraction.system, "person": source.extraction.person, "at": str(source.extraction.extracted_at or "")}
        for name, source in sorted(config.tables.items()) if source.extraction.person
    ]
    return {"waived": waived, "declared": declared, "extracted": extracted}


def _statement(document: Document) -> tuple[str, ...]:
    """What an updated version says of itself, line by line; nothing for a first version."""
    said = document.identification
    if said["version"] == 1:
        return ()
    return (
        f"Updated version {said['version']} of a report that was published before ({said['service']}, {said['period']}).",
        f"Date of publication: {said['publication_date'] or 'not stated'}", f"Date of the changes: {said['version_changed'] or 'not stated'}",
        f"Reason: {said['version_reason'] or 'not stated'}", f"Method: {said['version_method'] or 'not stated'}",
    )


def _change_files(document: Document) -> dict[str, bytes]:
    """The list of changes beside the official files, and for an updated version the words that mark it."""
    from dsa_reports.render.difference.csv_list import changes_csv

    files = {"changes.csv": changes_csv(document.changes)} if document.changes else {}
    if statement := _statement(document):
        files["UPDATED_VERSION.txt"] = ("\n".join([*statement, "Changed cells: changes.csv"]) + "\n").encode()
    return files


def _csv_files(document: Document, readings: Mapping[str, str]) -> dict[str, bytes]:
    return {f"{part.sheet}.csv": csv_bytes(part, readings["line_ends"]) for part in document.report.parts}


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    from dsa_reports.resources import program_digest
    from dsa_reports.version import __version__

    names = ("duckdb", "jinja2", "pydantic", "weasyprint", "xlsxwriter")
    return {"dsa_reports": __version__, "program_sha256": program_digest()} | {name: version(name) for name in names}


def _settings(config: ServiceConfig) -> dict[str, bytes | FileDigest]:
    """Digests of everything beside the logs that shapes the report: service.toml, value maps, texts and the like."""
    named = ["service.toml", config.declared_figures, config.waivers, *config.publication.earlier]
    named += [path for source in config.tables.values() for path in source.value_maps.values()]
    texts = config.folder / config.texts
    if texts.is_dir():
        named += [f"{config.texts}/{path.name}" for path in texts.iterdir() if path.is_file()]
    return {name: file_digest(config.folder / name) for name in sorted(set(named)) if name and (config.folder / name).is_file()}


def _keep_rejected(output: Path, rejected: Path, number: int) -> None:
    """The rejected rows of this draft, apart from everything that may leave the house."""
    if not rejected.is_dir():
        return
    private = output / "private"
    target = private / "rejected" / str(number)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        private.chmod(0o700)
        rejected.rename(target)
    except OSError as error:
        raise WriteError(
            f"the draft is there, but its rejected rows could not be kept: {error.strerror}", where=str(target),
            remedy="Make the folder writable and build again.",
        ) from error


def harmonised_csv(*, service: Path, period: str, output: Path) -> None:
    """Only the eleven CSV parts, without texts: for tests and for programs that want nothing else."""
    config = load_service(service)
    span = parse_period(period, config.service.zone)
    demand_sources(config)
    with work_folder(output) as work:
        counted = count(config, span, work=work, rejected=None, surveys=False)
        report = plain_report(config, span, counted.results)
    line_end = config.chosen_readings["line_ends"]
    write_files(output, {f"{part.sheet}.csv": csv_bytes(part, line_end) for part in report.parts})


