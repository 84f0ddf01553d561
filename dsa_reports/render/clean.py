"""Text of strangers made harmless on a page, and texts by people made into paragraphs."""

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from dsa_reports.display import is_control

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

__all__ = ["clean", "finalize", "prose", "with_code"]

_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\r")
"""Only joins and breaks: gone without a trace. Everything else that is invisible is shown."""


def clean(text: str) -> str:
    """`text` without characters that act on a page or a screen; line breaks and tabs become blanks or stay breaks.

    Bidirectional controls, escapes and the like are shown as ‹U+202E›, so that a reader sees that they were there.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_one(character) for character in text)


def _one(character: str) -> str:
    if character in "\n\t":
        return character
    if character in _DROPPED:
        return ""
    return f"‹U+{ord(character):04X}›" if is_control(character) else character


def with_code(text: object) -> Markup:
    """`text` with what stands between backticks set as code. An odd backtick stays what it is."""
    pieces = clean(str(text)).split("`")
    if len(pieces) % 2 == 0:
        return escape("`".join(pieces))
    return Markup("").join(Markup("<code>{}</code>").format(piece) if place % 2 else escape(piece) for place, piece in enumerate(pieces))


def finalize(value: object) -> object:
    """What Jinja does with every printed value: markup is made by us, everything else is cleaned (then escaped)."""
    return value if isinstance(value, Markup) else clean(str(value))


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # Paragraphs, lists and emphasis only: a heading would break the outline of the document, a link or a
    # picture would point out of it.
    only = ["paragraph", "list", "text", "emphasis", "newline", "escape", "balance_pairs", "fragments_join"]
    return MarkdownIt("zero", {"html": False, "breaks": True}).enable(only)


def prose(text: str) -> Markup:
    """A text of part 11 as paragraphs and lists; markup in it stays text."""
    return Markup(_markdown().render(clean(text)))  # noqa: S704  the renderer escapes, HTML is off
