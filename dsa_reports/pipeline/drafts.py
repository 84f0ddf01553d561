"""Where drafts lie, and how one appears: whole or not at all.

`out/drafts/N/` is written under another name and renamed when it is complete; `out/current` then names it. A build
that fails or is stopped leaves the last good draft as it was.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from dsa_reports.errors import InputError, WriteError

__all__ = ["current_draft", "next_draft", "publish_draft", "write_files"]


def next_draft(output: Path) -> int:
    """The number of the draft to come: one more than the highest there is."""
    return max(_numbers(output), default=0) + 1


def _numbers(output: Path) -> list[int]:
    drafts = output / "drafts"
    return [int(entry.name) for entry in drafts.iterdir() if entry.name.isdigit()] if drafts.is_dir() else []


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` (relative path → bytes) below `folder`; WriteError names the file that could not be written."""
    for name, content in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise _cannot_write(path, error) from error


def publish_draft(output: Path, staged: Path, number: int) -> Path:
    """Move the complete `staged` folder to `drafts/<number>` and let `current` name it."""
    target = output / "drafts" / str(number)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(target)
        _point(output / "current", number)
    except OSError as error:
        raise _cannot_write(target, error) from error
    return target


def _point(pointer: Path, number: int) -> None:
    """`current` as a relative link; where links cannot be made, a text file with the same words."""
    fresh = pointer.with_name(".current-new")
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(Path("drafts") / str(number), target_is_directory=True)
    except (OSError, NotImplementedError):
        fresh.write_text(f"drafts/{number}\n", "utf-8")
    if pointer.is_dir() and not pointer.is_symlink():
        shutil.rmtree(pointer)
    fresh.replace(pointer)


def current_draft(output: Path) -> Path:
    """The folder of the current draft; InputError if there is none."""
    pointer = output / "current"
    folder = pointer.resolve() if pointer.is_symlink() else output / pointer.read_text("utf-8").strip() if pointer.is_file() else pointer
    if not folder.is_dir():
        raise InputError("there is no draft yet", where=str(output), remedy="Run `dsa-reports build` first, or name the folder with -o.")
    return folder


def _cannot_write(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"cannot write {path.name}: {error.strerror}", where=str(path),
        remedy="Free space or choose another folder with -o; the last good draft is untouched.",
    )
