"""Output folders that are replaced as a whole, and only if they are known to be ours."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from dsa_reports.display import shown
from dsa_reports.errors import UsageError, WriteError, writing

__all__ = ["refuse_foreign", "replace_folder", "write_new"]

_MARK = ".dsa-reports-output"
_SAYS = "This folder is written by dsa-reports and replaced as a whole.\n"


def refuse_foreign(target: Path) -> None:
    """UsageError if `target` holds anything that we did not write: it would be gone."""
    if target.exists() and not (target.is_dir() and ((target / _MARK).is_file() or not any(target.iterdir()))):
        raise UsageError("this folder holds something else, and it would be replaced", where=shown(target, 300), remedy="Name a new or an empty folder.")


def replace_folder(staged: Path, target: Path) -> None:
    """Put the complete folder `staged` in the place of `target`: whole, or not at all."""
    refuse_foreign(target)
    fresh = target.with_name(f".{target.name}.part")
    with writing(target):
        shutil.rmtree(fresh, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copytree(staged, fresh)
            (fresh / _MARK).write_text(_SAYS, "utf-8")
            if target.exists():
                shutil.rmtree(target)
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

def write_new(folder: Path, files: Mapping[str, str]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write `files` (path below `folder` -> text) that are not there yet; (written, kept as they were). WriteError says why not."""
    written: list[Path] = []
    kept: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with path.open("x", encoding="utf-8", newline="\n") as stream:
                    stream.write(text)
                written.append(path)
            except FileExistsError:
                kept.append(path)
    except OSError as error:
        raise WriteError(f"cannot write: {error.strerror}", where=shown(error.filename or folder, 300), remedy="Name a folder that you may write to.") from error
    return tuple(written), tuple(kept)
