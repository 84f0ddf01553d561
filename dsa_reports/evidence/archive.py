"""The archive of published editions: every version kept, with the hash of each of its files and the end of its retention.

IR 2024/2835 Art. 3; Annex II, I.5: all versions of a report stay public for at least five years after publication, each
marked so that version and date are easily recognised. `archive.json` lists the versions; their files lie beside it in
`<period>/v<N>/`. Nothing in this folder is internal: it may be published as it is.
"""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dsa_reports.errors import IntegrityError
from dsa_reports.evidence.canonical import canonical_json, file_digest
from dsa_reports.evidence.models import FileEntry
from dsa_reports.findings import Finding, Severity

__all__ = ["ARCHIVE_FILE", "INDEX_FILE", "Archive", "Discarded", "Edition", "check_archive", "read_archive"]

ARCHIVE_FILE = "archive.json"
INDEX_FILE = "index.html"
_LAW = "IR 2024/2835 Art. 3(2); IR 2024/2835 Annex II, I.5"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Edition(_Frozen):
    """One version of the report of one period, as it was given out."""

    period: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}$")]
    version: Annotated[int, Field(ge=1)]
    statutory: bool
    published: Annotated[str, Field(description="Date of publication as part 1 states it; empty where none was given.")]
    retention_end: Annotated[str, Field(description="Five years after publication; empty without a date.")]
    reason: str = ""
    method: str = ""
    changed: Annotated[str, Field(description="Date on which the changes were made.")] = ""
    files: Annotated[dict[str, FileEntry], Field(description="Path below the version's folder → content.")]

    @property
    def folder(self) -> str:
        """Where its files lie, relative to the archive."""
        return f"{self.period.replace('/', '_')}/v{self.version}"


class Discarded(_Frozen):
    """A version that was taken out because it was never published: its number and why."""

    period: str
    version: int
    reason: str


class Archive(_Frozen):
    """`archive.json`: the versions of all periods of one service, by period and number."""

    format: Literal["dsa-reports/archive/1"] = "dsa-reports/archive/1"
    provider: str
    service: str
    editions: tuple[Edition, ...] = ()
    discarded: tuple[Discarded, ...] = ()

    def of_period(self, period: str) -> tuple[Edition, ...]:
        """The versions of `period`, the first first."""
        return tuple(sorted((e for e in self.editions if e.period == period), key=lambda e: e.version))

    def latest(self, period: str) -> Edition | None:
        """The version of `period` that holds."""
        return next(reversed(self.of_period(period)), None)

    def with_edition(self, edition: Edition) -> "Archive":
        """The archive with one more version."""
        return self.model_copy(update={"editions": tuple(sorted((*self.editions, edition), key=lambda e: (e.period, e.version)))})

    def without(self, edition: Edition, reason: str) -> "Archive":
        """The archive without a version that was never published."""
        gone = Discarded(period=edition.period, version=edition.version, reason=reason)
        return self.model_copy(update={"editions": tuple(e for e in self.editions if e != edition), "discarded": (*self.discarded, gone)})

    def content(self) -> bytes:
        """The bytes of `archive.json`."""
        return canonical_json(self)


def read_archive(root: Path) -> Archive | None:
    """The archive in the folder `root`; None where there is none. IntegrityError if its list cannot be read."""
    path = root / ARCHIVE_FILE
    try:
        return Archive.model_validate(json.loads(path.read_bytes()))
    except FileNotFoundError:
        if any(root.glob("*/v*")):
            raise IntegrityError("the archive has versions but no list of them", where=str(path), remedy="Restore archive.json from a backup: without it nobody can tell whether a version was altered.") from None
        return None
    except (OSError, ValueError, ValidationError) as error:
        raise IntegrityError("the list of the archive cannot be read", where=str(path), remedy="Restore archive.json from a backup.") from error


def check_archive(root: Path, archive: Archive, today: date) -> list[Finding]:
    """What is missing, altered or surplus in the archive, and which versions' retention has ended by `today`."""
    findings: list[Finding] = []
    for edition in archive.editions:
        findings += _check_edition(root, edition, over=bool(edition.retention_end) and edition.retention_end < today.isoformat())
    findings += _gaps(archive)
    known = {edition.folder for edition in archive.editions}
    there = {f"{path.parent.name}/{path.name}" for path in root.glob("*/v*") if path.is_dir()}
    findings += [
        _finding("ARCHIVE-4", Severity.WARNING, name, "a version that archive.json does not list", "Nobody can tell where it comes from: restore archive.json, or take the folder away.")
        for name in sorted(there - known)
    ]
    return findings


def _check_edition(root: Path, edition: Edition, *, over: bool) -> list[Finding]:
    folder = root / edition.folder
    severity = Severity.INFO if over else Severity.ERROR
    kept = f"it has to stay public until {edition.retention_end}" if edition.retention_end else "its publication date is not known"
    if not folder.is_dir():
        message = "the retention of this version has ended, and it is gone" if over else f"a published version is missing; {kept}"
        return [_finding("ARCHIVE-1", severity, edition.folder, message, "Restore it from a backup and publish it again.")]
    findings = []
    for name, entry in sorted(edition.files.items()):
        path = folder / name
        if not path.is_file():
            findings.append(_finding("ARCHIVE-2", severity, f"{edition.folder}/{name}", f"a file of a published version is missing; {kept}", "Restore it from a backup."))
        elif file_digest(path).sha256 != entry.sha256:
            findings.append(_finding("ARCHIVE-3", severity, f"{edition.folder}/{name}", "a file of a published version was altered", "Restore it from a backup; a change of content needs a new version."))
    surplus = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).as_posix() not in edition.files)
    findings += [_finding("ARCHIVE-4", Severity.WARNING, f"{edition.folder}/{name}", "a file that was not published with this version", "Take it away.") for name in surplus]
    if over and not findings:
        findings.append(_finding("ARCHIVE-5", Severity.INFO, edition.folder, f"its retention ended on {edition.retention_end}", "It may stay, or be taken away by a decision of your own."))
    return findings


def _gaps(archive: Archive) -> list[Finding]:
    findings = []
    for period in sorted({edition.period for edition in archive.editions}):
        numbers = [edition.version for edition in archive.of_period(period)]
        missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
        findings += [
            _finding("ARCHIVE-6", Severity.WARNING, f"{period.replace('/', '_')}/v{number}", f"version {number} of {period} was never archived here", "If it was published, put it beside the others by hand and keep it public.")
            for number in missing
        ]
    return findings


def _finding(id: str, severity: Severity, where: str, message: str, remedy: str) -> Finding:
    return Finding(id=id, severity=severity, file=where, message=message, remedy=remedy, citation=_LAW)
