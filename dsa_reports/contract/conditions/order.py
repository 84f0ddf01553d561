"""Conditions on two values that have an order, and on times that may lie only so far apart."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions.base import Condition, OfColumn, Row, identifier, literal

if TYPE_CHECKING:
    import polars

__all__ = ["AtMost", "Dated", "NotBefore", "Within"]


@dataclass(frozen=True)
class NotBefore(Condition):
    """`later` is not before `earlier`; true where either is missing. Days compare as days."""

    later: str
    earlier: str

    def sql(self) -> str:
        a, b = identifier(self.later), identifier(self.earlier)
        return f"coalesce({a} >= {b}, true)"

    def holds(self, row: Row) -> bool:
        a, b = row.get(self.later), row.get(self.earlier)
        if a is None or b is None:
            return True
        return bool(_instant(a) >= _instant(b))

    def polars(self) -> "polars.Expr":

        return (_moment(self.later) >= _moment(self.earlier)).fill_null(True)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.later, self.earlier)


@dataclass(frozen=True)
class AtMost(Condition):
    """`smaller` <= `larger`; true where either is missing."""

    smaller: str
    larger: str

    def sql(self) -> str:
        return f"coalesce({identifier(self.smaller)} <= {identifier(self.larger)}, true)"

    def holds(self, row: Row) -> bool:
        a, b = row.get(self.smaller), row.get(self.larger)
        return a is None or b is None or bool(a <= b)

    def polars(self) -> "polars.Expr":
        import polars as pl

        return (pl.col(self.smaller) <= pl.col(self.larger)).fill_null(True)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.smaller, self.larger)


@dataclass(frozen=True)
class Within(Condition):
    """`later` is at most `days` days (of 24 hours) after `earlier`; true where either is missing."""

    later: str
    earlier: str
    days: int

    def sql(self) -> str:
        return f"coalesce({identifier(self.later)} <= {identifier(self.earlier)} + to_days({self.days}), true)"

    def holds(self, row: Row) -> bool:
        a, b = row.get(self.later), row.get(self.earlier)
        return a is None or b is None or _instant(a) - _instant(b) <= timedelta(days=self.days)

    def polars(self) -> "polars.Expr":
        import polars as pl

        return (_moment(self.later) - _moment(self.earlier) <= pl.lit(timedelta(days=self.days))).fill_null(True)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.later, self.earlier)


@dataclass(frozen=True)
class Dated(OfColumn):
    """The day or instant lies on or after the day `first` and before the day `end`; true where it is missing."""

    first: date
    end: date

    def sql(self) -> str:
        c = identifier(self.column)
        return f"coalesce({c} >= {literal(self.first)} AND {c} < {literal(self.end)}, true)"

    def holds(self, row: Row) -> bool:
        value = row.get(self.column)
        return value is None or _instant(self.first) <= _instant(value) < _instant(self.end)

    def polars(self) -> "polars.Expr":
        import polars as pl

        value = _moment(self.column)
        return ((value >= pl.lit(_instant(self.first))) & (value < pl.lit(_instant(self.end)))).fill_null(True)


def _instant(value: date | datetime) -> datetime:
    """A day as its first instant, so that days and times compare as the engine compares them."""
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)


def _moment(column: str) -> "polars.Expr":
    """The same for a column of a DataFrame."""
    import polars as pl

    return pl.col(column).cast(pl.Datetime("us"))
