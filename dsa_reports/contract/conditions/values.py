"""Conditions on the value of one column."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions.base import OfColumn, Row, identifier, literal

if TYPE_CHECKING:
    import polars

__all__ = ["Contains", "Empty", "In", "IsTrue", "Present"]


@dataclass(frozen=True)
class Present(OfColumn):
    """The column has a value. The loader turns empty texts and empty lists into NULL."""

    def sql(self) -> str:
        return f"({identifier(self.column)} IS NOT NULL)"

    def holds(self, row: Row) -> bool:
        value = row.get(self.column)
        return value is not None and value != [] and value != ""

    def polars(self) -> "polars.Expr":
        import polars as pl

        return pl.col(self.column).is_not_null()


@dataclass(frozen=True)
class Empty(OfColumn):
    """The column has no value."""

    def sql(self) -> str:
        return f"(NOT {Present(self.column).sql()})"

    def holds(self, row: Row) -> bool:
        return not Present(self.column).holds(row)

    def polars(self) -> "polars.Expr":
        import polars as pl

        return pl.col(self.column).is_null()


@dataclass(frozen=True)
class In(OfColumn):
    """The column's value is one of `values` (false where it is NULL)."""

    values: tuple[str | int, ...]

    def sql(self) -> str:
        listed = ", ".join(literal(v) for v in self.values)
        return f"coalesce({identifier(self.column)} IN ({listed}), false)"

    def holds(self, row: Row) -> bool:
        return row.get(self.column) in self.values

    def polars(self) -> "polars.Expr":
        import polars as pl

        return pl.col(self.column).is_in(list(self.values)).fill_null(False)


@dataclass(frozen=True)
class IsTrue(OfColumn):
    """The boolean column is true (false where it is NULL)."""

    def sql(self) -> str:
        return f"coalesce({identifier(self.column)}, false)"

    def holds(self, row: Row) -> bool:
        return row.get(self.column) is True

    def polars(self) -> "polars.Expr":
        import polars as pl

        return pl.col(self.column).fill_null(False)


@dataclass(frozen=True)
class Contains(OfColumn):
    """The list in the column has at least one of `values`."""

    values: tuple[str, ...]

    def sql(self) -> str:
        c = identifier(self.column)
        return "(" + " OR ".join(f"coalesce(list_contains({c}, {literal(v)}), false)" for v in self.values) + ")"

    def holds(self, row: Row) -> bool:
        return any(v in (row.get(self.column) or ()) for v in self.values)

    def polars(self) -> "polars.Expr":
        import polars as pl

        c = pl.col(self.column)
        return pl.any_horizontal(c.list.contains(v).fill_null(False) for v in self.values)

    @property
    def costly(self) -> bool:
        return True
