"""A few lines out of a file that is read anyway: one in every 128 KiB, and the last ones.

Which lines these are follows from the bytes alone, so the same file always shows the same.
"""

from collections.abc import Callable

__all__ = ["LAST_LINES", "LineSample"]

_STEP = 1 << 17
_TAIL = 1 << 20
LAST_LINES = 1_000
_LONGEST = 2_000_000


class LineSample:
    """Fed with the chunks of a file in order, tells `look` each sampled line without its end."""

    def __init__(self, look: Callable[[bytes], None]) -> None:
        self.look = look
        self.offset = 0
        self.next = _STEP
        self.partial: bytes | None = None
        self.tail = b""

    def feed(self, chunk: bytes) -> None:
        """Look at the next bytes."""
        if self.partial is not None:
            self._go_on(chunk)
        start, self.offset = self.offset, self.offset + len(chunk)
        while self.next < self.offset and self.partial is None:
            begin = chunk.find(b"\n", self.next - start) + 1
            if not begin:
                break
            end = chunk.find(b"\n", begin)
            if end < 0:
                self.partial = chunk[begin:]
            else:
                self.look(chunk[begin:end])
            self.next = max(self.next + _STEP, start + begin)
        self.tail = chunk[-_TAIL:] if len(chunk) >= _TAIL else (self.tail + chunk)[-_TAIL:]

    def _go_on(self, chunk: bytes) -> None:
        end = chunk.find(b"\n")
        whole = (self.partial or b"") + (chunk if end < 0 else chunk[:end])
        self.partial = whole if end < 0 and len(whole) <= _LONGEST else None
        if end >= 0:
            self.look(whole)

    def finish(self) -> None:
        """Look at the last lines. The first line of the tail may be cut: it is left out, unless it is the file's first."""
        lines = self.tail.split(b"\n")[-LAST_LINES - 1 :]
        for line in lines if self.offset <= _TAIL else lines[1:]:
            if line:
                self.look(line)
