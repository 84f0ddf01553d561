"""What the words OLD and NEW of `diff` name: a draft of ours, a version of the archive, or anybody's report."""

from dataclasses import dataclass
from pathlib import Path

from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.evidence.reread import reread
from dsa_reports.harmonised.difference import Compared, Side
from dsa_reports.harmonised.difference.marking import unmarked
from dsa_reports.pipeline.drafts import current_draft
from dsa_reports.pipeline.explain import draft_folder

__all__ = ["Source", "find_source"]


@dataclass(frozen=True)
class Source:
    """A report to compare. `draft`: the folder of our own draft, with its proof, where it is one."""

    compared: Compared
    draft: Path | None = None


def find_source(word: str, output: Path) -> Source:
    """The report that `word` names: a path, the number of a draft of `output`, or `current`."""
    path = Path(word)
    if word.isdigit() and not path.exists():
        return _own(draft_folder(output, int(word)))
    if word == "current" and not path.exists():
        return _own(current_draft(output))
    if path.name == "current" and path.is_file():
        return _own(current_draft(path.parent))
    if not path.exists():
        raise UsageError("there is no such report", where=shown(word, 300), remedy="Name a folder or file, or the number of a draft together with -o.")
    if (path / "drafts").is_dir() and (path / "current").exists():
        return _own(current_draft(path))
    if (path / "publish" / "report.json").is_file():
        return _own(path)
    if (path / "report.json").is_file():
        return Source(_published(path / "report.json", shown(word, 300)))
    if path.name == "report.json":
        return Source(_published(path, shown(word, 300)))
    return Source(_foreign(path, shown(word, 300)))


def _own(folder: Path) -> Source:
    return Source(_published(folder / "publish" / "report.json", f"draft {shown(folder.resolve().name)}"), folder)


def _published(path: Path, name: str) -> Compared:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"the report cannot be read: {error.strerror}", where=shown(path, 300), remedy="Check the path and its permissions.") from error
    read = reread(content, shown(path, 300))
    said = read.identification
    version, draft = said.get("version"), said.get("draft")
    return Compared(
        Side(
            name=name, provider=read.report.provider, service=read.report.service, tier=read.report.tier, period=read.report.period,
            template=read.report.template, publication_date=str(said.get("publication_date") or ""),
            version=version if isinstance(version, int) else None, draft=draft if isinstance(draft, int) and draft else None,
        ),
        unmarked(read.report, str(said.get("mark") or "")), read.chapters,
    )


def _foreign(path: Path, name: str) -> Compared:
    try:
        from dsa_reports.harmonised.reading import read_report
    except ModuleNotFoundError as error:
        raise UsageError(
            "this is no report of dsa-reports, and reading others' reports is not installed", where=name,
            remedy="Name a draft or a publish folder of dsa-reports.",
        ) from error
    read = read_report(path)
    report = read.report
    date = next((row.cells[-1].text for part in report.parts if part.number == 1 for row in part.rows if row.key == "publication_date"), "")
    repaired = sum(finding.count for finding in read.findings)
    notes = (f"{name}: {repaired} remarks on reading (dsa-reports check lists them).",) if repaired else ()
    return Compared(
        Side(name=name, provider=report.provider, service=report.service, tier=report.tier, period=report.period, template=report.template, publication_date=date),
        report, {}, notes,
    )
