"""Counting the records of a text file: before it is read, or, where that would keep its reader waiting, while it is.

What counting shows (see `TextScan`) decides whether the engine's reader could be trusted. Of a long file that is asked afterwards: most are
plain, and the first findings are there within seconds instead of after a pass over the whole.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING

from dsa_reports.intake.files import beginning, scan_text
from dsa_reports.intake.model import InputFile

if TYPE_CHECKING:
    from dsa_reports.intake.structure import TextScan

__all__ = ["Counting", "long_text"]

_LONG = 1 << 29
"""Bytes, decompressed, that take half a second."""


def long_text(file: InputFile) -> int | None:
    """About how many lines `file` has, if it is so long that counting them first would keep its reader waiting; else None."""
    start = beginning(file)
    return start.all_lines if start.all_bytes > _LONG and not start.wide else None


class Counting:
    """The one pass over a text file: at once or, where it is known that there are `about` so many lines, `beside` the reading of the file.

    InputError, if anything is wrong with the file: at once, or from `scan`. `quote`, `delimiter`, `look`: see `scan_text`.
    """

    def __init__(self, file: InputFile, quote: str, delimiter: str = "", *, look: Callable[[bytes], None] | None = None, about: int | None) -> None:
        self._done: Future[TextScan] = Future()
        self._scan = partial(scan_text, file, quote, delimiter, look)
        self.ahead = about is not None
        """The file is read before its lines are counted."""
        if about is None:
            self._done.set_result(self._scan())
        self.lines = about if about is not None else self.scan().lines
        """How many there are; if `ahead`, about how many."""

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Count while the block runs, unless that is done. At its end counting is given up: `scan` is to be asked inside."""
        if not self.ahead:
            yield
            return
        stop = Event()

        def count() -> None:
            try:
                self._done.set_result(self._scan(stop))
            except BaseException as error:
                self._done.set_exception(error)  # for whoever asks

        thread = Thread(target=count)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def scan(self) -> "TextScan":
        """What the pass shows, once it has come to the end."""
        return self._done.result()

    def fingerprint(self) -> tuple[str, int]:
        """SHA-256 and size of the file as it lies on the disk."""
        scan = self.scan()
        return scan.sha256, scan.bytes
