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
        self.tail: list[bytes | bytearray] = []

    def feed(self, chunk: bytes | bytearray) -> None:
        """Look at the next bytes. The last two chunks before the end of the file are looked at again in the end."""
        if self.partial is not None:
            self._go_on(chunk)
        start, self.offset = self.offset, self.offset + len(chunk)
        while self.next < self.offset and self.partial is None:
            begin = chunk.find(b"\n", self.next - start) + 1
            if not begin:
                break
            end = chunk.find(b"\n", begin)
            if end < 0:
                self.partial = bytes(chunk[begin:])
            else:
                self.look(bytes(chunk[begin:end]))
            self.next = max(self.next + _STEP, start + begin)
        self.tail = [*self.tail[-1:], chunk]

    def _go_on(self, chunk: bytes | bytearray) -> None:
        end = chunk.find(b"\n")
        whole = (self.partial or b"") + (chunk if end < 0 else chunk[:end])
        self.partial = whole if end < 0 and len(whole) <= _LONGEST else None
        if end >= 0:
            self.look(whole)

    def finish(self) -> None:
        """Look at the last lines. The first line of the tail may be cut: it is left out, unless it is the file's first."""
        lines = b"".join(self.tail)[-_TAIL:].split(b"\n")[-LAST_LINES - 1 :]
        for line in lines if self.offset <= _TAIL else lines[1:]:
            if line:
                self.look(line)
