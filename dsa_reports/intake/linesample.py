"""A few lines out of a file: at equal distances, and the last ones.

One in every 128 KiB, whether the file is read from end to end anyway (`LineSample`) or only there (`lines_between`). Which lines these are follows from the bytes alone, so the same file always shows the same.
"""

import os
from collections.abc import Callable
from typing import BinaryIO

__all__ = ["LAST_LINES", "LineSample", "lines_between"]

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
            begin = chunk.find(b"\n", max(self.next - start, 0)) + 1
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
        """Look at the last lines."""
        _look_at_last(b"".join(self.tail)[-_TAIL:], self.look, whole=self.offset <= _TAIL)


def lines_between(stream: BinaryIO, size: int, look: Callable[[bytes], None]) -> None:
    """Tell `look` the same lines of `stream`, which has `size` bytes, without reading all of it; none that is longer than two megabytes."""
    place = _STEP
    while place < size:
        stream.seek(place)
        cut = stream.readline(_LONGEST)
        begin = stream.tell()
        line = stream.readline(_LONGEST) if cut.endswith(b"\n") else b""
        if line.endswith(b"\n"):
            look(line[:-1])
        place = max(place + _STEP, begin)
    stream.seek(max(size - _TAIL, 0), os.SEEK_SET)
    _look_at_last(stream.read(_TAIL), look, whole=size <= _TAIL)


def _look_at_last(tail: bytes, look: Callable[[bytes], None], *, whole: bool) -> None:
    """The first line of `tail` may be cut: it is left out, unless the tail is the `whole` file."""
    lines = tail.split(b"\n")[-LAST_LINES - 1 :]
    for line in lines if whole else lines[1:]:
        if line:
            look(line)
