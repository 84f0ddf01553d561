"""Draws without randomness: the same plain arithmetic as in sql/00_arithmetic.duckdb.sql, for the small tables."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

__all__ = ["Draws", "mixed", "moment"]

_MASK = 0xFFFFFFFF
T = TypeVar("T")


def mixed(value: int) -> int:
    """`value` (32 bits) scrambled to 32 bits, one to one (Wellons' "lowbias32")."""
    value &= _MASK
    value = ((value ^ (value >> 16)) * 0x7FEB352D) & _MASK
    value = ((value ^ (value >> 15)) * 0x846CA68B) & _MASK
    return value ^ (value >> 16)


class Draws:
    """Draws for one row of one small table, each named by its purpose, so that adding one changes no other."""

    def __init__(self, seed: int, table: str, row: int) -> None:
        state = mixed(seed)
        for character in f"{table}:{row}":
            state = mixed(state ^ ord(character))
        self._state = state

    def number(self, purpose: str, below: int) -> int:
        """A whole number from 0 up to, without, `below`."""
        state = self._state
        for character in purpose:
            state = mixed(state ^ ord(character))
        return state % below

    def chance(self, purpose: str, per_thousand: int) -> bool:
        """True in `per_thousand` of a thousand cases."""
        return self.number(purpose, 1000) < per_thousand

    def one(self, purpose: str, choices: Sequence[T]) -> T:
        """One of `choices`; repeat a choice to make it likelier."""
        return choices[self.number(purpose, len(choices))]


def moment(second: int) -> datetime:
    """Seconds since 1970 as an instant in UTC."""
    return datetime.fromtimestamp(second, UTC)
