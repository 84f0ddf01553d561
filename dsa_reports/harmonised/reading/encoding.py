"""Bytes to text: which encoding a file really has, and texts that were decoded wrongly before they came to us."""

import codecs
import re

from dsa_reports.harmonised.reading.rules import Notes, Spot

__all__ = ["decoded", "mended"]

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
_LEADS = frozenset("ÂÃÄÅâ")
"""How the first byte of the common characters of European texts in UTF-8 looks as Windows-1252."""
_GBK = re.compile("¡[®¯°±ª­¶·]")
_FROM_GBK = {"¡®": "‘", "¡¯": "’", "¡°": "“", "¡±": "”", "¡ª": "—", "¡­": "…", "¡¶": "《", "¡·": "》"}
_MOST_ROUNDS = 3


def decoded(content: bytes, name: str, notes: Notes) -> str:
    """`content` as text without a byte order mark. What is not plain UTF-8 is noted."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            if encoding == "utf-8":
                notes.add("A-8", "the file starts with a byte order mark", name, Spot(1), value="\ufeff")
                return _utf8(content[len(mark):], name, notes)
            return _wide(content[len(mark):], encoding, name, notes)
    if encoding := _without_mark(content):
        return _wide(content, encoding, name, notes)
    return _utf8(content, name, notes)


def _without_mark(content: bytes) -> str:
    """UTF-16 that does not say so: every other byte of a mostly Latin text is 0."""
    start = content[:4000]
    if start.count(0) * 3 < len(start) or len(start) < 4:
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _wide(content: bytes, encoding: str, name: str, notes: Notes) -> str:
    notes.add("A-1", f"the file is written in {encoding.upper()}, not in UTF-8", name, Spot(1), value=encoding, expected="utf-8")
    return content.decode(encoding, errors="replace").removeprefix("\ufeff")


def _utf8(content: bytes, name: str, notes: Notes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    lines: list[str] = []
    foreign = proper = 0
    first = 0
    for number, line in enumerate(content.split(b"\n"), 1):
        try:
            text = line.decode("utf-8")
            proper += not text.isascii()
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
            foreign += 1
            first = first or number
        lines.append(text)
    where = f"{foreign} lines, the first is line {first}" if foreign > 1 else f"line {first}"
    mixed = f" within a file that is UTF-8 elsewhere ({proper} lines)" if proper else ""
    notes.add("A-1", f"not UTF-8, read as Windows-1252{mixed}: {where}", name, Spot(None), value="windows-1252", expected="utf-8")
    return "\n".join(lines)


def mended(text: str) -> str:
    """`text` with the common kinds of wrong decoding undone: UTF-8 taken for Windows-1252 (also twice), GBK quotes.

    Only runs that are UTF-8 from the first to the last byte and give letters or punctuation of European texts.
    """
    for _ in range(_MOST_ROUNDS):
        fixed = _NOT_ASCII.sub(_run, text)
        if fixed == text:
            break
        text = fixed
    return _GBK.sub(lambda found: _FROM_GBK[found[0]], text)


def _run(found: "re.Match[str]") -> str:
    run = found[0]
    if not _LEADS & set(run):
        return run
    try:
        fixed = b"".join(_byte(c) for c in run).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return run
    return fixed if all(_european(c) for c in fixed) else run


def _byte(character: str) -> bytes:
    """The Windows-1252 byte; the five that it does not define, as Latin-1 has them."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _european(character: str) -> bool:
    code = ord(character)
    return 0xA0 <= code <= 0x17F or 0x2010 <= code <= 0x2044 or code in (0x20AC, 0x2122, 0xFEFF)
