"""Find the logs of a build again: by name and by content, never by name alone."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from dsa_reports.errors import writing
from dsa_reports.evidence.canonical import file_digest
from dsa_reports.evidence.models import InputFile, Manifest
from dsa_reports.intake.load import Intake
from dsa_reports.service.config import ServiceConfig

__all__ = ["KEPT_LOGS", "find_logs", "keep", "keep_logs"]

KEPT_LOGS = "private/inputs"
_MOST_FILES = 200_000


def find_logs(manifest: Manifest, folders: Sequence[Path], store: Path | None) -> dict[str, list[Path] | None]:
    """Table → its files as they were, in their order; None where one of them is gone or altered.

    Sought in `store` (out/private/inputs), then by name below each of `folders`, then there by size. What counts is the
    SHA-256 that the manifest names.
    """
    by_size: dict[int, list[Path]] | None = None
    found: dict[str, list[Path] | None] = {}
    for table, entry in manifest.inputs.items():
        paths: list[Path] = []
        for file in entry.files:
            path = next(_matching(file, _by_name(file, folders, store)), None)
            if path is None:
                by_size = _sizes(folders) if by_size is None else by_size
                path = next(_matching(file, by_size.get(file.bytes, ())), None)
            if path is not None:
                paths.append(path)
        found[table] = paths if len(paths) == len(entry.files) else None
    return found


def _by_name(file: InputFile, folders: Sequence[Path], store: Path | None) -> Iterator[Path]:
    if store is not None and (store / file.sha256).is_dir():
        yield from sorted((store / file.sha256).iterdir())
    for folder in folders:
        yield folder / file.name
        yield folder / Path(file.name).name


def _matching(file: InputFile, paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        try:
            # Hashing gigabytes is slow: only what has the right size is looked at.
            if path.is_file() and path.stat().st_size == file.bytes and file_digest(path).sha256 == file.sha256:
                yield path.resolve()
        except OSError:
            continue


def _sizes(folders: Sequence[Path]) -> dict[int, list[Path]]:
    found: dict[int, list[Path]] = {}
    seen = 0
    for folder in folders:
        for base, _, names in os.walk(folder):
            for name in sorted(names):
                seen += 1
                if seen > _MOST_FILES:
                    return found
                path = Path(base) / name
                try:
                    found.setdefault(path.stat().st_size, []).append(path)
                except OSError:
                    continue
    return found


def keep_logs(output: Path, config: ServiceConfig, intake: Intake) -> int:
    """Copy every log that was read to `out/private/inputs/<sha256>/`, none twice; how many were new."""
    files = [file for table in intake.tables.values() for file in table.files]
    return sum(keep(output, file.sha256, Path(file.name).name, partial(shutil.copyfile, config.folder / file.name)) for file in files)


def keep(output: Path, sha256: str, name: str, write: Callable[[Path], object]) -> bool:
    """Have `write` make the file `name` in `out/private/inputs/<sha256>/`, whole or not at all; False if it is there already."""
    target = output / KEPT_LOGS / sha256 / name
    if target.exists():
        return False
    with writing(output / KEPT_LOGS):
        target.parent.mkdir(parents=True, exist_ok=True)
        (output / KEPT_LOGS).parent.chmod(0o700)
        part = target.with_name(f".{name}.part")
        write(part)
        part.replace(target)
    return True
