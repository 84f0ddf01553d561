"""Conditions on lists of codes, and on codes that belong to others."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions.base import Condition, OfColumn, Row, identifier, literal

if TYPE_CHECKING:
    import polars

__all__ = ["AtMostOne", "Belongs"]


@dataclass(frozen=True)
class AtMostOne(OfColumn):
    """The list in the column has no second element (true where it is NULL)."""

    def sql(self) -> str:
        return f"coalesce(len({identifier(self.column)}) <= 1, true)"

    def holds(self, row: Row) -> bool:
        return len(row.get(self.column) or ()) <= 1

    def polars(self) -> "polars.Expr":
        import polars as pl

        return (pl.col(self.column).list.len() <= 1).fill_null(True)


@dataclass(frozen=True)
class Belongs(Condition):
    """Each code in `column` is a member of one of the groups that the columns `to` name.

    `groups`: (name, members) pairs. Codes that are members of no group belong everywhere; where no column of `to` has
    a value there is nothing to belong to, and the condition is true. `lists` names those of the columns that hold lists.
    `common`: frequent ones among the codes that belong everywhere, so that SQL is quick about them.
    """

    column: str
    to: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    lists: tuple[str, ...] = ()
    common: tuple[str, ...] = ()

    def sql(self) -> str:
        # The usual row has no code, or one that belongs to the first column: that costs a tenth of looking into lists.
        c = identifier(self.column)
        many = self.column in self.lists
        nothing = " AND ".join(f"{identifier(name)} IS NULL" for name in self.to)
        quick = self._member(f"{c}[1]" if many else c, identifier(self.to[0]), self.common)
        if many:
            quick = f"len({c}) = 1 AND {quick}"
        every = f"len(list_filter({c}, lambda k: NOT {self._allowed('k')})) = 0" if many else self._allowed(c)
        return f"(CASE WHEN {c} IS NULL OR ({nothing}) THEN true WHEN {quick} THEN true ELSE {every} END)"

    def _member(self, code: str, group: str, more: tuple[str, ...] = ()) -> str:
        cases = " ".join(f"WHEN {literal(name)} THEN [{', '.join(map(literal, (*members, *more)))}]" for name, members in self.groups)
        return f"coalesce(list_contains(CASE {group} {cases} END, {code}), false)"

    def _allowed(self, code: str) -> str:
        grouped = ", ".join(literal(member) for _, members in self.groups for member in members)
        options = [
            f"coalesce(len(list_filter({identifier(name)}, lambda g: {self._member(code, 'g')})) > 0, false)" if name in self.lists
            else self._member(code, identifier(name))
            for name in self.to
        ]
        return f"({' OR '.join([*options, f'({code} NOT IN ({grouped}))'])})"

    def holds(self, row: Row) -> bool:
        named = {name for column in self.to for name in self._values(row, column)}
        grouped = {member for _, members in self.groups for member in members}
        allowed = {member for name, members in self.groups if name in named for member in members}
        return not named or all(code in allowed or code not in grouped for code in self._values(row, self.column))

    def _values(self, row: Row, column: str) -> tuple[str, ...]:
        value = row.get(column)
        return tuple(value or ()) if column in self.lists else () if value is None else (value,)

    def _has(self, column: str, code: str) -> "polars.Expr":
        import polars as pl

        c = pl.col(column)
        return (c.list.contains(code) if column in self.lists else c == code).fill_null(False)

    def polars(self) -> "polars.Expr":
        import polars as pl

        named = {name: pl.any_horizontal(self._has(column, name) for column in self.to) for name, _ in self.groups}
        homes: dict[str, list[pl.Expr]] = {}
        for name, members in self.groups:
            for member in members:
                homes.setdefault(member, []).append(named[name])
        strange = [self._has(self.column, member) & pl.any_horizontal(home).not_() for member, home in homes.items()]
        nothing = pl.all_horizontal(pl.col(column).is_null() for column in self.to)
        return nothing | pl.any_horizontal(strange).not_()

    @property
    def costly(self) -> bool:
        return True

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column, *self.to)
