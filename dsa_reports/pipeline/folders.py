"""Output folders that are replaced as a whole, and only if they are known to be ours."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from dsa_reports.display import shown
from dsa_reports.errors import UsageError, WriteError, writing

__all__ = ["make_folder", "refuse_foreign", "stage_folder", "write_new"]

_MARK = ".dsa-reports-output"
_SAYS = "This folder is written by dsa-reports and replaced as a whole.\n"


def refuse_foreign(target: Path) -> None:
    """UsageError if `target` holds anything that we did not write: it would be gone."""
    if target.exists() and not (target.is_dir() and ((target / _MARK).is_file() or not any(target.iterdir()))):
        raise UsageError("this folder holds something else, and it would be replaced", where=shown(target, 300), remedy="Name a new or an empty folder.")


def make_folder(stack: ExitStack, folder: Path) -> None:
    """Make `folder`; if it stays empty, it goes again when `stack` closes."""
    if not folder.exists():
        make_folder(stack, folder.parent)
        stack.callback(_remove_empty, folder)
        folder.mkdir(exist_ok=True)


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def stage_folder(stack: ExitStack, staged: Path, target: Path) -> Callable[[], None]:
    """Bring the complete folder `staged` beside `target`; what is returned puts it in its place. When `stack` closes before that, nothing is left of it."""
    refuse_foreign(target)
    fresh = target.with_name(f".{target.name}.part")
    stack.callback(shutil.rmtree, fresh, ignore_errors=True)
    with writing(target):
        shutil.rmtree(fresh, ignore_errors=True)
        make_folder(stack, target.parent)
        shutil.copytree(staged, fresh)
        (fresh / _MARK).write_text(_SAYS, "utf-8")

    def put() -> None:
        with writing(target):
            if target.exists():
                shutil.rmtree(target)
            fresh.rename(target)

    return put


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
