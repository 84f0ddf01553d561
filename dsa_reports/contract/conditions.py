"""Conditions over one row, written once and run twice: as SQL in the engine, in Python per record.

Every condition is two-valued: it is true or false also where columns are NULL. So a
rule cannot pass or fail by accident of three-valued logic.
"""

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dsa_reports.contract.addresses import ADDRESS

__all__ = [
    "SPACES",
    "UNSAFE",
    "All",
    "AnyOf",
    "AtMost",
    "Condition",
    "Contains",
    "Empty",
    "HasUrl",
    "In",
    "IsTrue",
    "Not",
    "NotBefore",
    "Present",
    "SafeText",
    "identifier",
    "literal",
]

Row = Mapping[str, Any]


def identifier(name: str) -> str:
    """`name` as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | int) -> str:
    """`value` as an SQL literal."""
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


class Condition(ABC):
    """True or false of one row."""

    @abstractmethod
    def sql(self) -> str:
        """The condition as an SQL expression that is never NULL."""

    @abstractmethod
    def holds(self, row: Row) -> bool:
        """The condition on one record (absent column = None)."""

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """The columns that the condition reads, in order of mention."""


@dataclass(frozen=True)
class Present(Condition):
    """The column has a value. The loader turns empty texts and empty lists into NULL."""

    column: str

    def sql(self) -> str:
        return f"({identifier(self.column)} IS NOT NULL)"

    def holds(self, row: Row) -> bool:
        value = row.get(self.column)
        return value is not None and value != [] and value != ""

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


@dataclass(frozen=True)
class Empty(Condition):
    """The column has no value."""

    column: str

    def sql(self) -> str:
        return f"(NOT {Present(self.column).sql()})"

    def holds(self, row: Row) -> bool:
        return not Present(self.column).holds(row)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


@dataclass(frozen=True)
class In(Condition):
    """The column's value is one of `values` (false where it is NULL)."""

    column: str
    values: tuple[str | int, ...]

    def sql(self) -> str:
        listed = ", ".join(literal(v) for v in self.values)
        return f"coalesce({identifier(self.column)} IN ({listed}), false)"

    def holds(self, row: Row) -> bool:
        return row.get(self.column) in self.values

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


@dataclass(frozen=True)
class IsTrue(Condition):
    """The boolean column is true (false where it is NULL)."""

    column: str

    def sql(self) -> str:
        return f"coalesce({identifier(self.column)}, false)"

    def holds(self, row: Row) -> bool:
        return row.get(self.column) is True

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


@dataclass(frozen=True)
class Contains(Condition):
    """The list in the column has at least one of `values`."""

    column: str
    values: tuple[str, ...]

    def sql(self) -> str:
        c = identifier(self.column)
        return "(" + " OR ".join(f"coalesce(list_contains({c}, {literal(v)}), false)" for v in self.values) + ")"

    def holds(self, row: Row) -> bool:
        return any(v in (row.get(self.column) or ()) for v in self.values)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


@dataclass(frozen=True)
class HasUrl(Condition):
    """The text in the column contains something that looks like an address on the web (`contract.addresses`)."""

    column: str

    def sql(self) -> str:
        return f"coalesce(regexp_matches({identifier(self.column)}, '{ADDRESS}'), false)"

    def holds(self, row: Row) -> bool:
        return re.search(ADDRESS, str(row.get(self.column) or "")) is not None

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


SPACES = r"[\s\x{0b}\x{1c}-\x{1f}\x{85}\pZ]+"
"""What counts as white space in the engine: the same characters as in Python's `str.split`."""
PERSONAL = r"[^ @]+@[^ @]+[.]|https?://|www[.]|(^| )@[a-zA-Z0-9_]|[+]?[0-9][0-9 ()-]{7,}[0-9]"
"""Text that holds what looks like an e-mail address, a web address, a handle or a telephone number."""
UNSAFE = r"^[=+@＝＋－＠-]|[\p{Cc}\p{Cf}\p{Co}]|" + PERSONAL
"""That, or text that a spreadsheet could take for a formula, or that holds invisible or controlling characters."""


@dataclass(frozen=True)
class SafeText(Condition):
    """The text, its white space folded, is no formula, holds no controlling character and nothing that looks personal."""

    column: str

    def sql(self) -> str:
        folded = f"trim(regexp_replace({identifier(self.column)}, '{SPACES}', ' ', 'g'))"
        return f"coalesce(NOT regexp_matches({folded}, '{UNSAFE}'), true)"

    def holds(self, row: Row) -> bool:
        text = " ".join(str(row.get(self.column) or "").split())
        hidden = any(unicodedata.category(c) in {"Cc", "Cf", "Co"} for c in text)
        return text[:1] not in tuple("=+@＝＋－＠-") and not hidden and not re.search(PERSONAL, text)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)


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

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.smaller, self.larger)


@dataclass(frozen=True)
class Not(Condition):
    """The opposite."""

    condition: Condition

    def sql(self) -> str:
        return f"(NOT {self.condition.sql()})"

    def holds(self, row: Row) -> bool:
        return not self.condition.holds(row)

    @property
    def columns(self) -> tuple[str, ...]:
        return self.condition.columns


class _Joined(Condition):
    def __init__(self, *conditions: Condition) -> None:
        self.conditions = conditions

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c for condition in self.conditions for c in condition.columns))


class All(_Joined):
    """All of them."""

    def sql(self) -> str:
        return "(" + " AND ".join(c.sql() for c in self.conditions) + ")"

    def holds(self, row: Row) -> bool:
        return all(c.holds(row) for c in self.conditions)


class AnyOf(_Joined):
    """At least one of them."""

    def sql(self) -> str:
        return "(" + " OR ".join(c.sql() for c in self.conditions) + ")"

    def holds(self, row: Row) -> bool:
        return any(c.holds(row) for c in self.conditions)


def _instant(value: date | datetime) -> datetime:
    """A day as its first instant, so that days and times compare as the engine compares them."""
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
