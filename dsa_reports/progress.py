"""How long work says how far it is. The door decides whether anybody sees it."""

from collections.abc import Callable

__all__ = ["Progress", "silent"]

Progress = Callable[[str, int, int | None], None]
"""(stage, done, total): `stage` in words; `total` is None where nobody knows it."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Say nothing."""
