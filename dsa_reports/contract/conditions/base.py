"""What a condition is, and the two ways of writing names and values into SQL."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars

__all__ = ["Condition", "OfColumn", "Row", "identifier", "literal"]

Row = Mapping[str, Any]


def identifier(name: str) -> str:
    """`name` as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | int | date) -> str:
    """`value` as an SQL literal."""
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


class Condition(ABC):
    """True or false of one row."""

    @abstractmethod
    def sql(self) -> str:
        """The condition as an SQL expression that is never NULL."""

    @abstractmethod
    def holds(self, row: Row) -> bool:
        """The condition on one record (absent column = None)."""

    @abstractmethod
    def polars(self) -> "polars.Expr":
        """The condition as a polars expression that is never null, over columns as `contract.frames.settled` leaves them."""

    @property
    def costly(self) -> bool:
        """True if the engine looks into a text or a list for it: where possible, it asks something cheap first."""
        return False

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """The columns that the condition reads, in order of mention."""


@dataclass(frozen=True)
class OfColumn(Condition):
    """A condition on one column."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)
