"""A folder that appears whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dsa_reports.errors import UsageError, WriteError

__all__ = ["whole_folder"]


@contextmanager
def whole_folder(output: Path) -> Iterator[Path]:
    """A new folder to fill; it becomes `output` at the end, in place of an earlier sample. A stopped run leaves what was there before.

    UsageError where something else than a sample lies there; WriteError where the disk refuses.
    """
    if output.exists() and (not output.is_dir() or (any(output.iterdir()) and not (output / "planted.json").exists())):
        raise UsageError("the place for the sample is in use", where=str(output), remedy="Name a new or empty folder.")
    unfinished = output.absolute().with_name(f".{output.absolute().name}.part")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        yield unfinished
        shutil.rmtree(output, ignore_errors=True)
        unfinished.replace(output)
    except OSError as error:
        raise WriteError("the sample could not be written", where=str(output), remedy=f"Check permission and free space ({error.strerror or error}).") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
