"""What the bytes of a text file show: its lines and delimiters, and what the engine's readers are known to stumble over.

Each byte asked for becomes a row of bits, 64 places to a word, so that one operation looks at 64 places at once: a tenth of
what looking byte by byte would cost, and of what the engine spends on reading the same file.
"""

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dsa_reports.intake.model import MAX_RECORD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]
    Block = bytes | bytearray

__all__ = ["WORD", "Structure", "TextScan"]

WORD = 64
"""Every block but the last has a multiple of so many bytes."""
_LONGEST_HEADER = 100_000
_ESCAPED_NUL = b"\\u0000"
_SEAM = len(_ESCAPED_NUL) - 1
_MOST_SEARCHED = 100
"""Blocks with a backslash in which the escape is looked for."""
_ONE, _LAST = np.uint64(1), np.uint64(63)


@dataclass
class TextScan:
    """What one pass over a text file shows. `lines`: line ends outside quotes, plus a last line without one."""

    sha256: str = ""
    bytes: int = 0
    lines: int = 0
    delimiters: int = 0
    """Outside quotes."""
    stray_quote: bool = False
    """A quote stands elsewhere than around a whole field: what is outside quotes is not what it seems."""
    nul: bool = False
    escaped_nul: bool = False
    """Some text in JSON may be written with `\\u0000`; looked for only where there is no delimiter."""
    mixed_line_ends: bool = False
    blank_line: bool = False
    wide: bool = False
    """Starts with the mark of UTF-16."""
    too_long: bool = False
    """Some line is longer than a record may be."""
    first_line_again: bool = False
    """The first line stands in the file once more; looked for only where there is a delimiter."""

    @property
    def plain(self) -> bool:
        """Nothing that the engine's own reader is known to stumble over."""
        return not (self.nul or self.mixed_line_ends or self.wide or self.stray_quote)


class _Shifted:
    """Rows of bits moved one place on, over the borders of blocks."""

    def __init__(self, *, before: bool) -> None:
        self.carry = np.uint64(before)

    def __call__(self, bits: "Bits") -> "Bits":
        moved: Bits = bits << _ONE
        moved[1:] |= bits[:-1] >> _LAST
        moved[0] |= self.carry
        self.carry = bits[-1] >> _LAST
        return moved


class Structure:
    """Fed with the blocks of a file in order, fills `scan`. `quote` and `delimiter` are one ASCII character each, or ''."""

    def __init__(self, quote: str, delimiter: str, scan: TextScan) -> None:
        self.quote, self.delimiter = (ord(text) if text.isascii() and text else None for text in (quote, delimiter))
        self.scan = scan
        self.started = False
        self.inside = False
        self.cr = self.lf = self.crlf = 0
        self.since = 0
        self.again = b""
        self.seam = b""
        self.searched = 0
        self.ended = True
        """The file ends with a line end, so far."""
        self.room = np.empty(0, bool)
        self.after_lf, self.after_cr, self.after_blank_cr = _Shifted(before=True), _Shifted(before=False), _Shifted(before=False)
        self.after_end, self.after_close = _Shifted(before=True), _Shifted(before=False)

    def feed(self, block: "Block") -> None:
        """Look at the next bytes."""
        scan = self.scan
        marked = False
        if not self.started:
            self.started = True
            scan.wide = block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            marked = block.startswith(codecs.BOM_UTF8)
            first = bytes(block[: max(block.find(b"\n"), 0)]).removeprefix(codecs.BOM_UTF8).rstrip(b"\r")
            self.again = b"\n" + first if self.delimiter is not None and 0 < len(first) <= _LONGEST_HEADER else b""
        scan.nul = scan.nul or b"\0" in block
        if self.again and not scan.first_line_again:
            scan.first_line_again = self.again in block or self.again in self.seam + block[: len(self.again)]
            self.seam = bytes((self.seam + block[-len(self.again) :])[-len(self.again) :])
        if self.delimiter is None and not scan.escaped_nul:
            scan.escaped_nul = self._may_escape_nul(block)
        self._measure(block)
        self._count(block, marked=marked)
        self.ended = block.endswith(b"\n")

    def _may_escape_nul(self, block: "Block") -> bool:
        """Whether the escape of a NUL ends in `block`. In a file full of escapes looking for it takes longer than asking each value: there it may."""
        joined, self.seam = self.seam + block[:_SEAM], bytes(block[-_SEAM:])
        if b"\\" in block:
            self.searched += 1
        elif b"\\" not in joined:
            return False
        return self.searched > _MOST_SEARCHED or _ESCAPED_NUL in joined or _ESCAPED_NUL in block

    def _measure(self, block: "Block") -> None:
        """Look for a line end in every stretch of the greatest length: from its end, where it is found at once."""
        place, room = 0, MAX_RECORD - self.since
        while len(block) - place > room:
            end = block.rfind(b"\n", place, place + room + 1)
            if end < 0:
                self.scan.too_long = True
                return
            place, room = end + 1, MAX_RECORD
        end = block.rfind(b"\n", place)
        self.since = len(block) - end - 1 if end >= 0 else len(block) - place + (self.since if place == 0 else 0)

    def _count(self, block: "Block", *, marked: bool) -> None:
        scan = self.scan
        size = -(-len(block) // WORD) * WORD
        if size != len(self.room):
            self.room = np.empty(size, bool)
        padded = np.frombuffer(block if len(block) == size else bytes(block).ljust(size, b" "), np.uint8)
        lf = self._bits(padded, ord("\n"))
        after_lf = self.after_lf(lf)
        if marked:
            after_lf[0] |= np.uint64(1 << len(codecs.BOM_UTF8))
        self.lf += _number(lf)
        # Where no carriage return is, there is none to carry over, either.
        cr = self._bits(padded, ord("\r")) if b"\r" in block else None
        blank = lf & after_lf
        if cr is not None or self.after_cr.carry:
            ends = cr if cr is not None else np.zeros_like(lf)
            self.cr += _number(ends)
            self.crlf += _number(lf & self.after_cr(ends))
            blank |= lf & self.after_blank_cr(ends & after_lf)
        scan.blank_line = scan.blank_line or bool(blank.any())
        delimiters = self._bits(padded, self.delimiter) if self.delimiter is not None else None
        ends = lf if cr is None else lf | cr
        separators = ends if delimiters is None else ends | delimiters
        if self.quote is not None and (self.inside or chr(self.quote).encode() in block):
            outside = ~self._quoted(padded, separators, len(block), marked=marked)
            lf &= outside
            if delimiters is not None:
                delimiters &= outside
        elif self.quote is not None:
            self.after_end(separators)
            scan.stray_quote = scan.stray_quote or bool(self._unclosed(separators))
        scan.lines += _number(lf)
        scan.delimiters += _number(delimiters) if delimiters is not None else 0

    def _bits(self, padded: "NDArray[np.uint8]", byte: int) -> "Bits":
        np.equal(padded, byte, out=self.room)
        bits: Bits = np.packbits(self.room, bitorder="little").view(np.uint64)
        return bits

    def _quoted(self, padded: "NDArray[np.uint8]", separators: "Bits", length: int, *, marked: bool) -> "Bits":
        """The places inside quotes, of the opening one on: those with an odd number of quotes up to them.

        A quote opens after a separator, and what it opens ends before one; two in a row inside stand for one. Any other is stray.
        """
        assert self.quote is not None  # noqa: S101 (for the type checker)
        quotes = self._bits(padded, self.quote)
        inside = quotes.copy()
        for places in (1, 2, 4, 8, 16, 32):
            inside ^= inside << np.uint64(places)
        odd = np.bitwise_xor.accumulate(inside >> _LAST)
        if self.inside:
            inside = ~inside
        # A word's bits turn over where an odd number of quotes stand in the words before it.
        inside[1:] ^= np.uint64(0) - odd[:-1]
        opening, closing = quotes & inside, quotes & ~inside
        self.inside = bool(inside[-1] >> _LAST)
        after_end = self.after_end(separators)
        after_close = self.after_close(closing)
        if marked:
            after_end[0] |= np.uint64(1 << len(codecs.BOM_UTF8))
        if length % WORD:  # the end of the file ends a field
            after_close[length // WORD] &= ~np.uint64(1 << length % WORD)
        stray = (opening & ~(after_end | after_close)) | (after_close & ~(separators | opening))
        self.scan.stray_quote = self.scan.stray_quote or bool(stray.any())
        return inside

    def _unclosed(self, separators: "Bits") -> bool:
        """A quote closed with the last byte before this block, and no separator follows."""
        carry, self.after_close.carry = self.after_close.carry, np.uint64(0)
        return bool(carry and not separators[0] & _ONE)

    def finish(self) -> None:
        """Nothing follows any more."""
        if self.started and not self.ended:
            self.scan.lines += 1
        self.scan.mixed_line_ends = self.cr > 0 and not (self.cr == self.lf == self.crlf)


def _number(bits: "Bits") -> int:
    return int(np.bitwise_count(bits).sum())
