"""How long work says how far it is. The door decides whether anybody sees it."""

from typing import Protocol

__all__ = ["Progress", "silent"]


class Progress(Protocol):
    """Called with the stage in words, what is done of it, and the total (None where nobody knows it).

    `unit` names what is counted ("rows"), where it is worth saying how many a second.
    """

    def __call__(self, stage: str, done: int, total: int | None, /, *, unit: str = "") -> None:
        """Take note."""


def silent(stage: str, done: int, total: int | None, /, *, unit: str = "") -> None:
    """Say nothing."""
