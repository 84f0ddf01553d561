"""Texts word by word: what was taken away, what was put in."""

import re
from difflib import SequenceMatcher

from dsa_reports.harmonised.changes import Piece

__all__ = ["redline"]

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 6_000
"""Above it (no cell of the template may hold so many) the text is shown as replaced as a whole."""


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """The way from `old` to `new` in runs of whole words; joined without the inserted ones it is `old`, and vice versa."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return _pieces([("deleted", old), ("inserted", new)])
    found: list[tuple[str, str]] = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(("same", "".join(before[a:b])))
        else:
            found += [("deleted", "".join(before[a:b])), ("inserted", "".join(after[c:d]))]
    return _pieces(_smoothed([entry for entry in found if entry[1]]))


def _smoothed(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A lone blank or comma between two changes belongs to both: readers follow phrases, not islands."""
    merged: list[tuple[str, str]] = []
    for place, (op, text) in enumerate(runs):
        island = op == "same" and not re.search(r"\w", text) and 0 < place < len(runs) - 1
        merged += [("deleted", text), ("inserted", text)] if island else [(op, text)]
    out: list[tuple[str, str]] = []
    deleted = inserted = ""
    for op, text in [*merged, ("same", "")]:
        if op == "deleted":
            deleted += text
        elif op == "inserted":
            inserted += text
        else:
            out += [("deleted", deleted), ("inserted", inserted), (op, text)]
            deleted = inserted = ""
    return [entry for entry in out if entry[1]]


def _pieces(runs: list[tuple[str, str]]) -> tuple[Piece, ...]:
    return tuple(Piece.model_validate({"op": op, "text": text}) for op, text in runs if text)
