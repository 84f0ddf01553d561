"""Conditions on what stands in a text: addresses, and what a spreadsheet or a reader could stumble over."""

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.contract.addresses import ADDRESS
from dsa_reports.contract.conditions.base import Condition, OfColumn, Row, identifier

if TYPE_CHECKING:
    import polars

__all__ = ["PERSONAL", "SPACES", "UNSAFE", "HasUrl", "SafeText"]


@dataclass(frozen=True, init=False)
class HasUrl(Condition):
    """One of the texts in the columns contains something that looks like an address on the web (`contract.addresses`)."""

    texts: tuple[str, ...]

    def __init__(self, *texts: str) -> None:
        object.__setattr__(self, "texts", texts)

    def sql(self) -> str:
        # One after the other: the engine takes longer to read this pattern than to try it on many rows. No address goes over a line end.
        return f"coalesce(regexp_matches(concat_ws(chr(10), {', '.join(map(identifier, self.texts))}), '{ADDRESS}'), false)"

    def holds(self, row: Row) -> bool:
        return any(re.search(ADDRESS, str(row.get(text) or "")) for text in self.texts)

    def polars(self) -> "polars.Expr":
        import polars as pl

        return pl.any_horizontal(pl.col(text).str.contains(ADDRESS).fill_null(False) for text in self.texts)

    @property
    def costly(self) -> bool:
        return True

    @property
    def columns(self) -> tuple[str, ...]:
        return self.texts


SPACES = r"[\s\x{0b}\x{1c}-\x{1f}\x{85}\pZ]+"
"""What counts as white space in the engine: the same characters as in Python's `str.split`."""
PERSONAL = r"[^ @]+@[^ @]+[.]|https?://|www[.]|(^| )@[a-zA-Z0-9_]|[+]?[0-9][0-9 ()-]{7,}[0-9]"
"""Text that holds what looks like an e-mail address, a web address, a handle or a telephone number."""
UNSAFE = r"^[=+@＝＋－＠-]|[\p{Cc}\p{Cf}\p{Co}]|" + PERSONAL
"""That, or text that a spreadsheet could take for a formula, or that holds invisible or controlling characters."""


@dataclass(frozen=True)
class SafeText(OfColumn):
    """The text, its white space folded, is no formula, holds no controlling character and nothing that looks personal."""

    def sql(self) -> str:
        folded = f"trim(regexp_replace({identifier(self.column)}, '{SPACES}', ' ', 'g'))"
        return f"coalesce(NOT regexp_matches({folded}, '{UNSAFE}'), true)"

    def holds(self, row: Row) -> bool:
        text = " ".join(str(row.get(self.column) or "").split())
        hidden = any(unicodedata.category(c) in {"Cc", "Cf", "Co"} for c in text)
        return text[:1] not in tuple("=+@＝＋－＠-") and not hidden and not re.search(PERSONAL, text)

    def polars(self) -> "polars.Expr":
        import polars as pl

        folded = pl.col(self.column).str.replace_all(SPACES, " ").str.strip_chars(" ")
        return folded.str.contains(UNSAFE).not_().fill_null(True)

    @property
    def costly(self) -> bool:
        return True
