"""Conditions made of conditions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions.base import Condition, Row

if TYPE_CHECKING:
    import polars

__all__ = ["All", "AnyOf", "Not"]


@dataclass(frozen=True)
class Not(Condition):
    """The opposite."""

    condition: Condition

    def sql(self) -> str:
        return f"(NOT {self.condition.sql()})"

    def holds(self, row: Row) -> bool:
        return not self.condition.holds(row)

    def polars(self) -> "polars.Expr":
        return self.condition.polars().not_()

    @property
    def costly(self) -> bool:
        return self.condition.costly

    @property
    def columns(self) -> tuple[str, ...]:
        return self.condition.columns


class _Joined(Condition):
    def __init__(self, *conditions: Condition) -> None:
        self.conditions = conditions

    @property
    def costly(self) -> bool:
        return any(c.costly for c in self.conditions)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c for condition in self.conditions for c in condition.columns))


class All(_Joined):
    """All of them."""

    def sql(self) -> str:
        return "(" + " AND ".join(c.sql() for c in self.conditions) + ")"

    def holds(self, row: Row) -> bool:
        return all(c.holds(row) for c in self.conditions)

    def polars(self) -> "polars.Expr":
        import polars as pl

        return pl.all_horizontal(c.polars() for c in self.conditions)


class AnyOf(_Joined):
    """At least one of them."""

    def sql(self) -> str:
        parts = [c.sql() for c in self.conditions]
        if not any(c.costly for c in self.conditions[1:]):
            return "(" + " OR ".join(parts) + ")"
        # The engine computes every part of an OR for every row; CASE asks the later ones only where the earlier failed.
        return f"(CASE {' '.join(f'WHEN {part} THEN true' for part in parts[:-1])} ELSE {parts[-1]} END)"

    def holds(self, row: Row) -> bool:
        return any(c.holds(row) for c in self.conditions)

    def polars(self) -> "polars.Expr":
        import polars as pl

        return pl.any_horizontal(c.polars() for c in self.conditions)
