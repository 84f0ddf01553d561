"""The main journey: service.toml and logs in; official files, report for people and proof out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dsa_reports.errors import PolicyError
from dsa_reports.evidence.canonical import FileDigest, canonical_json, file_digest
from dsa_reports.evidence.manifest import findings_file, manifest
from dsa_reports.evidence.passports import passports
from dsa_reports.evidence.published import published
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.harmonised.model import Document
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.law.periods import Period, parse_period
from dsa_reports.pipeline.drafts import next_draft, publish_draft, write_files
from dsa_reports.pipeline.journey import Counted, count, work_folder
from dsa_reports.pipeline.needs import demand_sources
from dsa_reports.pipeline.report import Written, plain_report, written
from dsa_reports.progress import Progress, silent
from dsa_reports.render.csv_parts import csv_bytes
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import load_service

__all__ = ["BuildResult", "build", "harmonised_csv"]


@dataclass(frozen=True)
class BuildResult:
    """The draft's folder, what was found, and the document that was rendered."""

    folder: Path
    findings: tuple[Finding, ...]
    document: Document


def build(
    *, service: Path, period: str, output: Path, language: str = "en", final: bool = False,
    progress: Progress = silent, memory_limit: str = "4GB", threads: int | None = None,
) -> BuildResult:
    """Build one draft (or, with `final`, the edition to publish) of the report of `service` for `period`.

    Nothing appears in `output` before all of it is complete. PolicyError if `final` and something blocks.
    """
    config = load_service(service)
    span = parse_period(period, config.service.zone)
    demand_sources(config)
    with work_folder(output) as work:
        rejected = work / "rejected"
        counted = count(
            config, span, work=work, rejected=rejected, progress=progress, memory_limit=memory_limit, threads=threads
        )
        number = next_draft(output)
        done = written(config, span, counted, draft=number, final=final, language=language)
        _refuse_if_blocked(done, final)
        staged = work / "draft"
        write_files(staged, _files(config, span, counted, done, progress))
        folder = publish_draft(output, staged, number)
        _keep_rejected(output, rejected)
    progress("done", 1, 1)
    return BuildResult(folder, tuple(worst_first(done.applied.findings)), done.document)


def _refuse_if_blocked(done: Written, final: bool) -> None:
    blocking = [finding for finding in done.applied.findings if finding.severity is Severity.BLOCKS]
    rejecting = [finding for finding in done.applied.findings if finding.rejects]
    if final and (blocking or rejecting):
        raise PolicyError(
            f"{len(blocking)} findings block the final edition and {len(rejecting)} rejected rows; nothing was written",
            where=", ".join(sorted({finding.id for finding in [*blocking, *rejecting]})[:8]),
            remedy="Build a draft, mend what it lists in findings.json, or waive it with reason, owner and expiry.",
        )


def _files(
    config: ServiceConfig, period: Period, counted: Counted, done: Written, progress: Progress
) -> dict[str, bytes]:
    """Every file of the draft by its relative path."""
    from dsa_reports.render.html import html_page
    from dsa_reports.render.pdf import pdf_bytes
    from dsa_reports.render.xlsx import xlsx_bytes

    document = done.document
    steps = 5
    progress("write", 0, steps)
    files = {f"publish/csv/{name}": content for name, content in _csv_files(document, config.chosen_readings).items()}
    created = config.publication.date or period.end
    files["publish/report.xlsx"] = xlsx_bytes(document.report, created=created)
    progress("write", 1, steps)
    files["publish/report.json"] = canonical_json(published(document))
    progress("write", 2, steps)
    files["publish/report.html"] = html_page(document)
    progress("write", 3, steps)
    files["publish/report.pdf"] = pdf_bytes(document)
    progress("write", 4, steps)
    files["internal/passports.json"] = canonical_json(passports(document, done.declared))
    files["internal/findings.json"] = canonical_json(findings_file(done.applied.findings, done.applied.waived))
    files["internal/manifest.json"] = canonical_json(manifest(
        config=config, period=period, intake=counted.intake,
        indicators={i.id: i.sha256 for i in load_indicators().values()},
        versions=_versions(), outputs=files, findings=done.applied.findings, waived=done.applied.waived,
        figures=len(document.figures), settings=_settings(config), edition=document.identification["edition"],
        draft=document.identification["draft"],
    ))
    progress("write", steps, steps)
    return files


def _csv_files(document: Document, readings: Mapping[str, str]) -> dict[str, bytes]:
    return {f"{part.sheet}.csv": csv_bytes(part, readings["line_ends"]) for part in document.report.parts}


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    from dsa_reports import __version__

    names = ("duckdb", "jinja2", "pydantic", "weasyprint", "xlsxwriter")
    return {"dsa_reports": __version__} | {name: version(name) for name in names}


def _settings(config: ServiceConfig) -> dict[str, bytes | FileDigest]:
    """Digests of everything beside the logs that shapes the report: service.toml, value maps, texts and the like."""
    named = ["service.toml", config.declared_figures, config.waivers]
    named += [path for source in config.tables.values() for path in source.value_maps.values()]
    texts = config.folder / config.texts
    if texts.is_dir():
        named += [f"{config.texts}/{path.name}" for path in texts.iterdir() if path.is_file()]
    return {name: file_digest(config.folder / name) for name in sorted(set(named)) if name and (config.folder / name).is_file()}


def _keep_rejected(output: Path, rejected: Path) -> None:
    """The rejected rows of the latest build, apart from everything that may leave the house."""
    import shutil

    target = output / "private" / "rejected"
    shutil.rmtree(target, ignore_errors=True)
    if rejected.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.parent.chmod(0o700)
        rejected.rename(target)


def harmonised_csv(*, service: Path, period: str, output: Path) -> None:
    """Only the eleven CSV parts, without texts: for tests and for programs that want nothing else."""
    config = load_service(service)
    span = parse_period(period, config.service.zone)
    demand_sources(config)
    with work_folder(output) as work:
        counted = count(config, span, work=work, rejected=None)
        report = plain_report(config, span, counted.results)
    line_end = config.chosen_readings["line_ends"]
    write_files(output, {f"{part.sheet}.csv": csv_bytes(part, line_end) for part in report.parts})


