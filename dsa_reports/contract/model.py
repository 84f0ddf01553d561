"""What a table contract is made of: columns, rules, tables.

A table is written once, in `contract/tables/<name>.py`; everything else (the loader's
SQL, the record model, the JSON Schema, the documentation) is derived from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dsa_reports.contract.conditions import AnyOf, Condition, Not
from dsa_reports.findings import Severity

__all__ = ["Column", "Kind", "Rule", "Table"]

Kind = Literal["text", "code", "codes", "texts", "integer", "number", "boolean", "date", "timestamp"]
"""text, code: one string · texts, codes: a list of strings · number: DECIMAL(18,3) · timestamp: an instant in UTC."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its name is the law's or the Transparency Database's own.

    `codes` names a code list of `dsa_reports.template.codes` (for example `countries`)
    or lists the allowed values. `personal` values are masked in every message.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    codes: str | tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    personal: bool = False
    citation: str = ""
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Something that must hold of each row beyond the types and codes of its columns.

    `rejects`: a row that breaks it does not count. `withhold`: its values are written
    nowhere, not even among the rejected rows. `breaks`: values, as JSON writes them, that
    break this rule and no other when they are laid over the table's example row; the
    documentation shows them and a test demands the finding.
    """

    id: str
    must: Condition
    message: str
    remedy: str
    breaks: Mapping[str, Any]
    citation: str = ""
    severity: Severity = Severity.ERROR
    rejects: bool = True
    withhold: bool = False
    column: str = ""


    @property
    def concerns(self) -> Condition | None:
        """The rows of which the rule speaks, where it says `not these rows, or …`; None: of all."""
        if isinstance(self.must, AnyOf):
            for part in self.must.conditions:
                if isinstance(part, Not):
                    return part.condition
        return None


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the contract. `key` is unique over all files; `dated_by` places a row in a period.

    `dated_by` lists columns in order of preference: the first that has a value counts.
    """

    name: str
    one_row_is: str
    feeds: str
    citation: str
    columns: tuple[Column, ...]
    key: str | None
    dated_by: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    rules_without_basis: tuple[Rule, ...] = ()
    """Rules that hold unless service.toml names a legal basis (`privacy.direct_message_text_basis`)."""

    def all_rules(self, direct_message_basis: str = "") -> tuple[Rule, ...]:
        """The rules that hold under the legal basis that service.toml names for texts of direct messages, '' for none."""
        return self.rules if direct_message_basis else (*self.rules, *self.rules_without_basis)

    def guarded(self, rules: Sequence[Rule]) -> frozenset[str]:
        """Free texts that those of `rules` which withhold speak of: of rejected rows they are written nowhere."""
        return frozenset(name for rule in rules if rule.withhold for name in rule.must.columns if self.column(name).kind in {"text", "texts"})

    def column(self, name: str) -> Column:
        """The column called `name`."""
        return self._by_name()[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, in contract order."""
        return tuple(c.name for c in self.columns)

    def _by_name(self) -> dict[str, Column]:
        return {c.name: c for c in self.columns}
