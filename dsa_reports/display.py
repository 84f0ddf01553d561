"""Text from logs made safe to show on a terminal, in a message, in a table of findings.

Log text is written by strangers. On display it may not move the cursor, colour the
screen, reverse the reading direction or fill the page.
"""

import unicodedata

__all__ = ["is_control", "plural", "shown"]

# Characters that change how their neighbours are shown although they are no control
# characters: bidirectional marks and overrides, zero-width characters, tags.
_INVISIBLE = frozenset(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x061C, 0xFEFF, 0x00AD, *range(0xE0000, 0xE0080)]
)


def is_control(character: str) -> bool:
    """True if `character` must not reach a screen as it is."""
    return ord(character) in _INVISIBLE or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def shown(value: object, limit: int = 80) -> str:
    """`value` as one harmless line of at most `limit` characters; control characters as ‹U+XXXX›."""
    text = str(value)
    cut = len(text) > limit
    if text.isascii() and text.isprintable():
        return text[:limit] + ("…" if cut else "")
    pieces = (f"‹U+{ord(c):04X}›" if is_control(c) else c for c in text[:limit])
    return "".join(pieces) + ("…" if cut else "")


def plural(count: object, one: str, more: str = "") -> str:
    """The word that goes with `count`: `one` with 1, else `more` ('' = `one` with an s)."""
    return one if count == 1 else more or f"{one}s"
