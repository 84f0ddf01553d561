"""How a text export is written, told from its first bytes: encoding, delimiter, quotes."""

import csv
from collections import Counter
from dataclasses import dataclass

__all__ = ["Dialect", "csv_dialect", "decoded", "encoding_of"]

_DELIMITERS = ",;\t|^\x1f"
_RECORDS = 200
"""Records on which delimiters are tried."""


@dataclass(frozen=True)
class Dialect:
    """What parts the cells of a CSV, and what may stand around them ('' for nothing)."""

    delimiter: str
    quote: str


def encoding_of(raw: bytes) -> str:
    """The encoding as `service.toml` calls it. A few damaged lines in UTF-8 do not make it another one."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} or _every_other_is_nul(raw):
        return "utf-16"
    sound = damaged = 0
    for line in raw.split(b"\n")[:-1] or [raw]:
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            sound += 1
        except UnicodeDecodeError:
            damaged += 1
    return "utf-8" if sound >= damaged else "windows-1252"


def _every_other_is_nul(raw: bytes) -> bool:
    """Latin letters in UTF-16 without its mark."""
    start = raw[:2_000]
    return len(start) >= 8 and start[1::2].count(0) > 0.8 * len(start) / 2 and start[::2].count(0) < 0.1 * len(start)


def decoded(raw: bytes, encoding: str) -> str:
    """The whole lines of `raw` as text without a byte order mark."""
    text = raw.decode("utf-16-le" if encoding == "utf-16" and raw[:2] not in {b"\xff\xfe", b"\xfe\xff"} else encoding, errors="replace")
    # The last character may be cut in the middle.
    return text[: text.rfind("\n") + 1 or None].removeprefix("\ufeff")


def csv_dialect(text: str) -> Dialect:
    """The delimiter that gives most records as many cells as the first record has; of several, the one that gives more."""
    return max((Dialect(delimiter, quote) for quote in ('"', "'") for delimiter in _DELIMITERS), key=lambda d: (*_even(text, d), -_DELIMITERS.index(d.delimiter)))


def _even(text: str, dialect: Dialect) -> tuple[bool, float, int]:
    """(there are several columns and the quotes are used, share of records that are as wide as the header, width)."""
    if dialect.quote == "'" and (text.count("'") < 2 or '"' in text):
        return False, 0.0, 0
    reader = csv.reader(text.splitlines(keepends=True), delimiter=dialect.delimiter, quotechar=dialect.quote)
    widths: list[int] = []
    try:
        for row in reader:
            if row:
                widths.append(len(row))
                quoted = dialect.quote == '"' or f"'{dialect.delimiter}'" in text
            if len(widths) >= _RECORDS:
                break
    except csv.Error:
        return False, 0.0, 0
    if not widths or widths[0] < 2 or not quoted:
        return False, 0.0, 0
    return True, Counter(widths)[widths[0]] / len(widths), widths[0]
