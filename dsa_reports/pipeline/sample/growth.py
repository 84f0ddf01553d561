"""How far a file is that the engine writes: the engine itself does not say, but the file grows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from dsa_reports.progress import Progress

__all__ = ["watched"]

_SECONDS = 0.5
_MEGABYTE = 1_000_000


@contextmanager
def watched(path: Path, stage: str, progress: Progress) -> Iterator[None]:
    """While the block runs, tell how many whole megabytes `path` has, twice a second; nothing before the first.

    The writing stays on the main thread, where it can be interrupted; `progress` is called from another one.
    """
    done = Event()

    def watch() -> None:
        while not done.wait(_SECONDS):
            if (size := _megabytes(path)):
                progress(stage, size, None)

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _megabytes(path: Path) -> int:
    try:
        return path.stat().st_size // _MEGABYTE
    except OSError:  # not there yet
        return 0
