"""Read the indicator files: a TOML header above one plain query. What is read is what runs.

A file without a legal basis, with a cell that the template lacks, or with an unknown key
in its header is refused when it is loaded.
"""

import hashlib
import re
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["ColumnSpec", "Indicator", "load_indicators", "parse_indicator"]

SUM = r"^[\w/.*~-]+(?: \+ [\w/.*~-]+)* (?:=|>=) [\w/.*~-]+(?: \+ [\w/.*~-]+)*$"
_HEADER = re.compile(r"\A/\*\n(.*?)\n\*/\n(.*)\Z", re.DOTALL)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ColumnSpec(_Frozen):
    """One figure that a query yields.

    The figure is the query's column of the same name, divided by `divide_by`; or, with
    `numerator` and `denominator` (names of query columns), their quotient. `cases` names the
    query column that says how many rows the figure rests on (default: the figure itself for
    counts, the denominator for quotients). `row` is the template row of parts 7 to 10 where the query
    does not name it; `scope` where the column stands for a scope of its own (default: the column's name). `label`: short name in chapters.
    `about = "minors"`: the figure (of a quotient its numerator, of a median its cases) counts minors, or what was done to
    or by them; in a chapter it is sealed where it is small (`indicators.quantities`).
    """

    unit: str
    label: str = ""
    definition: Annotated[str, Field(min_length=10)]
    letter: str = ""
    row: str = ""
    divide_by: int = 1
    numerator: str = ""
    denominator: str = ""
    cases: str = ""
    only_rows: tuple[str, ...] = ()
    bound: Literal["", "low", "high"] = ""
    """Instead of the quotient itself: that end of its 95 % Wilson interval (indicators/interval.py)."""
    about: Literal["", "minors"] = ""

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if bool(self.numerator) != bool(self.denominator):
            raise ValueError("numerator and denominator go together")
        if self.bound and not self.denominator:
            raise ValueError("only a quotient has an interval")
        return self


class Indicator(_Frozen):
    """One indicator file. `id` is its path without ending, for example `part4/notices`.

    `rows` says what a row of the query's answer is: `category` (parts 3 to 6), `row` (a template row, columns are
    scopes), `scope` (a scope, columns are template rows), `single` and `group` (chapters).
    `row_keys` and `scopes` list the template rows and scopes that the answer may name (scope `language` and
    `member_state` stand for all of them). `order` places it in its chapter. `needs` names tables without which the figures mean nothing: they are then not recorded, not zero; `phenomenon` among them stands for any label that is mapped to the phenomenon.
    `declared`: its figures were entered by people with a source, not counted from logs.
    `minor_rows` (patterns of row keys, `*` for all): every count of these rows is about minors. `sums`: what anybody can add
    up among the query's columns and other figures, so that no sealed count can be subtracted back (`indicators.quantities`).
    """

    id: str
    title: Annotated[str, Field(min_length=5)]
    part: int | None = None
    chapter: str = ""
    section: str = ""
    """The heading within its chapter, where the chapter has any."""
    rows: Literal["category", "row", "scope", "single", "group"]
    row_keys: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    scope: str = ""
    split: tuple[str, ...] = ()
    context: str = ""
    sample: str = ""
    legal_basis: Annotated[tuple[str, ...], Field(min_length=1)]
    readings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    declared: bool = False
    minor_rows: tuple[str, ...] = ()
    sums: tuple[Annotated[str, Field(pattern=SUM)], ...] = ()
    order: int = 1000
    note: str = ""
    columns: Annotated[dict[str, ColumnSpec], Field(min_length=1)]
    sql: str
    query: str
    sha256: str

    @property
    def cells(self) -> dict[str, str]:
        """The template cells that the file owns, columns (parts 3 to 6) or `row@scope` → the figure of `columns` that stands there."""
        if self.rows == "row":
            return {f"{row}@{scope}": scope for scope, spec in self.columns.items() for row in spec.only_rows or self.row_keys}
        if self.rows == "scope":
            return {f"{spec.row}@{scope}": name for name, spec in self.columns.items() for scope in self.scopes}
        return {name: name for name in self.columns}

    @property
    def facts(self) -> tuple[str, ...]:
        """The fact tables that the query reads."""
        return tuple(sorted(set(re.findall(r"\bf_[a-z_]+\b", self.query))))


def parse_indicator(id: str, text: str) -> Indicator:
    """The indicator in `text`; ValueError if its header or its shape is wrong."""
    match = _HEADER.match(text)
    if match is None:
        raise ValueError(f"{id}: the file must begin with a TOML header between /* and */, then one query")
    header = tomllib.loads(match[1])
    indicator = Indicator.model_validate(
        header | {"id": id, "sql": text, "query": match[2].strip(), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    )
    if (indicator.part is None) == (not indicator.chapter):
        raise ValueError(f"{id}: give either `part` or `chapter`")
    return indicator


@cache
def load_indicators() -> dict[str, Indicator]:
    """All indicators by id, sorted: parts by number, then chapters by name."""
    found = [parse_indicator(path.removesuffix(".sql"), entry.read_text("utf-8")) for path, entry in _sql_files()]
    found.sort(key=lambda i: (i.part or 99, i.chapter, i.order, i.id))
    return {indicator.id: indicator for indicator in found}


def _sql_files() -> list[tuple[str, Traversable]]:
    folders = (folder for folder in files(__package__).iterdir() if folder.is_dir())
    return [(f"{d.name}/{f.name}", f) for d in folders for f in d.iterdir() if f.name.endswith(".sql")]
