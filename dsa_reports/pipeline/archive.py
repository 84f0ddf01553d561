"""The archive of editions: what goes in with a final build, what `archive` lists and checks, what may be taken out."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from dsa_reports.display import shown
from dsa_reports.errors import InputError, PolicyError, UsageError, WriteError
from dsa_reports.evidence.archive import ARCHIVE_FILE, INDEX_FILE, Archive, Edition, check_archive, read_archive
from dsa_reports.evidence.canonical import digest
from dsa_reports.findings import Finding
from dsa_reports.law.periods import Period, parse_period, retention_end, statutory_kind
from dsa_reports.pipeline.drafts import write_files
from dsa_reports.pipeline.editions import ARCHIVE, Earlier
from dsa_reports.service.config import ServiceConfig

__all__ = ["archive_check", "archive_discard", "archive_of", "archived"]

_PUBLISHED = "publish/"


@contextmanager
def archived(config: ServiceConfig, period: Period, earlier: Earlier, files: Mapping[str, bytes], work: Path) -> Iterator[Edition]:
    """Put the files below `publish/` into the archive as a new edition; taken back if what follows inside fails."""
    published = {name.removeprefix(_PUBLISHED): content for name, content in files.items() if name.startswith(_PUBLISHED)}
    edition = _edition(config, period, published)
    before = earlier.archive or Archive(provider=config.provider.legal_name, service=config.service.name)
    after = before.with_edition(edition)
    staged = work / "archived"
    write_files(staged, published)
    target = earlier.root / edition.folder
    made = [folder for folder in (earlier.root, target.parent) if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(target)
    except OSError as error:
        _remove_empty(made)
        raise _cannot_keep(target, error) from error
    try:
        _write_list(earlier.root, after)
        yield edition
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        if earlier.archive is None:
            for name in (ARCHIVE_FILE, INDEX_FILE):
                (earlier.root / name).unlink(missing_ok=True)
        else:
            _write_list(earlier.root, earlier.archive)
        _remove_empty(made)
        raise


def _edition(config: ServiceConfig, period: Period, published: Mapping[str, bytes]) -> Edition:
    said = config.publication
    return Edition.model_validate({
        "period": period.text, "version": said.version, "statutory": bool(statutory_kind(period, config.service.tier)),
        "published": said.date.isoformat() if said.date else "",
        "retention_end": retention_end(said.date).isoformat() if said.date else "",
        "reason": said.reason if said.version > 1 else "", "method": said.method if said.version > 1 else "",
        "changed": said.changed.isoformat() if said.changed and said.version > 1 else "",
        "files": {name: digest(content)._asdict() for name, content in sorted(published.items())},
    })


def _write_list(root: Path, archive: Archive) -> None:
    """The index first, the list last: what the list does not name is not in the archive."""
    from dsa_reports.render.archive import archive_html

    for name, content in ((INDEX_FILE, archive_html(archive)), (ARCHIVE_FILE, archive.content())):
        fresh = root / f".{name}.new"
        try:
            fresh.write_bytes(content)
            fresh.replace(root / name)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise _cannot_keep(root / name, error) from error


def _remove_empty(folders: list[Path]) -> None:
    for folder in reversed(folders):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _cannot_keep(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"the edition cannot be kept in the archive: {error.strerror}", where=str(path),
        remedy="Free space, or make the folder writable; drafts and archive are as they were.",
    )


def archive_of(output: Path) -> tuple[Path, Archive]:
    """The folder of the archive of `output` and its list. InputError where there is none."""
    root = output if (output / ARCHIVE_FILE).is_file() else output / ARCHIVE
    archive = read_archive(root) if root.is_dir() else None
    if archive is None:
        raise InputError("there is no archive yet", where=shown(output, 300), remedy="It begins with the first dsa-reports build --final; or name the folder with -o.")
    return root, archive


def archive_check(*, output: Path, today: date) -> list[Finding]:
    """What is wrong with the archive of `output` on the day `today`."""
    root, archive = archive_of(output)
    return check_archive(root, archive, today)


def archive_discard(*, output: Path, period: str, version: int, reason: str) -> Edition:
    """Take out the latest version of a period that was never published; the list keeps its number and the reason.

    UsageError where there is no such version, PolicyError for any but the latest.
    """
    root, archive = archive_of(output)
    period = parse_period(period, ZoneInfo("UTC")).text
    edition = next((e for e in archive.of_period(period) if e.version == version), None)
    if edition is None:
        periods = sorted({f"{e.period} version {e.version}" for e in archive.editions})
        raise UsageError(f"the archive has no version {version} of {shown(period)}", where=shown(root, 300), remedy=f"There are: {', '.join(periods[:10]) or 'none'}.")
    if edition != archive.latest(period):
        raise PolicyError("only the latest version can be taken out", where=f"{shown(root, 300)}/{edition.folder}", remedy="A version that was followed by another was published, and stays public.")
    if not reason.strip():
        raise UsageError("say why the version was never published", remedy="--reason \"…\"")
    _write_list(root, archive.without(edition, reason.strip()))
    shutil.rmtree(root / edition.folder, ignore_errors=True)
    _remove_empty([(root / edition.folder).parent])
    return edition
