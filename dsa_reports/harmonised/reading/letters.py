"""Letters of columns."""

from functools import cache

__all__ = ["letter"]


@cache
def letter(index: int) -> str:
    """`A` for 0, `Z` for 25, `AA` for 26."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
