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

from dsa_reports.intake.files import beginning, compression_of, scan_text, state
from dsa_reports.intake.model import InputFile

if TYPE_CHECKING:
    import duckdb

    from dsa_reports.intake.structure import TextScan

__all__ = ["Counting", "long_text"]

_LONG = 1 << 29
"""Bytes, decompressed, that take half a second."""


def long_text(con: "duckdb.DuckDBPyConnection", file: InputFile) -> int | None:
    """About how many lines `file` has, if it is so long that counting them first would keep its reader waiting.

    None for a shorter file, for UTF-16 by its mark, and where the engine may use one core only: there is none left to count with.
    """
    if compression_of(file) == "none" and state(file).st_size <= _LONG:
        return None  # most files: told without reading any
    start = beginning(file)
    if start.all_bytes <= _LONG or start.wide or con.execute("SELECT current_setting('threads')").fetchall()[0][0] < 2:
        return None
    return start.all_lines or None


class Counting:
    """The one pass over a text file: at once or, where it is `expected` to have so many lines, `beside` the reading of the file.

    InputError, if anything is wrong with the file: at once, or from `scan`. `quote`, `delimiter`, `look`: see `scan_text`.
    """

    def __init__(self, file: InputFile, quote: str, delimiter: str = "", *, look: Callable[[bytes], None] | None = None, expected: int | None) -> None:
        self._pass = partial(scan_text, file, quote, delimiter, look)
        self._running: Future[TextScan] | None = None
        self.ahead = expected is not None
        """The file is read before its lines are counted."""
        self._scan = self._pass() if expected is None else None
        self.lines: int = expected if expected is not None else self.scan().lines
        """How many there are; if `ahead`, about how many."""

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Count while the block runs, unless that is done. At its end counting is given up, if nobody has waited for it."""
        if self._scan is not None:
            yield
            return
        running: Future[TextScan] = Future()
        stop = Event()

        def count() -> None:
            try:
                running.set_result(self._pass(stop))
            except BaseException as error:
                running.set_exception(error)  # for whoever asks

        thread = Thread(target=count)
        self._running = running
        try:
            thread.start()
            yield
        finally:
            self._running = None
            stop.set()
            if thread.ident is not None:
                thread.join()

    def scan(self) -> "TextScan":
        """What the pass shows, once it has come to the end. Until then, to be asked inside `beside`."""
        if self._scan is None:
            if self._running is None:
                raise RuntimeError("nobody is counting")
            self._scan = self._running.result()
        return self._scan

    def fingerprint(self) -> tuple[str, int]:
        """SHA-256 and size of the file as it lies on the disk; see `scan`."""
        scan = self.scan()
        return scan.sha256, scan.bytes
