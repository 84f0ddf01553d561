"""What a phenomenon is made of: words, a version, a citation, and the rules that tag rows."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from dsa_reports.law.citations import parse_citation
from dsa_reports.template.codes import code_list

__all__ = ["Extension", "Never", "Phenomenon", "TagRule"]

_Text = Annotated[str, Field(min_length=1, max_length=4000)]
_Words = tuple[Annotated[str, Field(min_length=1, max_length=500)], ...]
_Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class _Conditions(_Frozen):
    why: Annotated[str, Field(min_length=5, max_length=500)]
    keywords: _Words = ()
    descriptions: _Words = ()
    """What the row says for KEYWORD_OTHER: equal but for capitals, blanks, hyphens and underscores."""
    platform_labels: _Words = ()
    """The platform's own label, compared likewise."""

    @field_validator("keywords")
    @classmethod
    def _known_keywords(cls, value: _Words) -> _Words:
        return _known(value, code_list("keywords_statement"), "official keyword")


class TagRule(_Conditions):
    """Tags a row for which all conditions that are given hold; a condition lists values of which one must be there.

    A row without any category (user reports may have none) is not held against `categories`.
    """

    id: _Id
    value_map: bool = False
    """The row's own column `phenomenon` names the phenomenon."""
    confirmed_campaigns: bool = False
    """The row's account belongs to a campaign that a named person confirmed."""
    categories: _Words = ()
    detectors: _Words = ()
    """The platform's own name of the detector, letter for letter."""

    @field_validator("categories")
    @classmethod
    def _known_categories(cls, value: _Words) -> _Words:
        return _known(value, code_list("categories_statement"), "official category")

    @model_validator(mode="after")
    def _some_condition(self) -> Self:
        if not any((self.value_map, self.confirmed_campaigns, self.categories, self.keywords, self.descriptions, self.platform_labels, self.detectors)):
            raise ValueError("a rule without any condition would tag every row")
        return self


class Never(_Conditions):
    """Rows that are never tagged, whatever the rules say: one of the listed values is enough."""

    @model_validator(mode="after")
    def _some_condition(self) -> Self:
        if not any((self.keywords, self.descriptions, self.platform_labels)):
            raise ValueError("name keywords, descriptions or platform_labels")
        return self


class Extension(_Frozen):
    """What a service adds to a phenomenon that is there already. It takes nothing away."""

    extends: _Id
    version: Annotated[str, Field(min_length=1, max_length=40)]
    reason: _Text
    """Why the service adds this, for the reader of the report."""
    rule: tuple[TagRule, ...] = ()
    never: tuple[Never, ...] = ()
    systems: _Words = ()
    """Automated means (by their name in automation_evaluations) whose labelled samples speak of the phenomenon."""


class Phenomenon(_Frozen):
    """A phenomenon with all its rules, in the order in which they are tried."""

    id: _Id
    version: Annotated[str, Field(min_length=1, max_length=200)]
    title: Annotated[str, Field(min_length=3, max_length=200)]
    definition: Annotated[str, Field(min_length=40, max_length=4000)]
    citation: Annotated[tuple[str, ...], Field(min_length=1)]
    precedence: Annotated[int, Field(ge=1, le=9999)] = 500
    chapter: Annotated[str, Field(pattern=r"^(sexbot)?$")] = ""
    """The chapter of the report that shows its rows; '' = only the list of phenomena counts them."""
    rule: Annotated[tuple[TagRule, ...], Field(min_length=1)]
    never: tuple[Never, ...] = ()
    systems: _Words = ()
    sources: tuple[str, ...] = ()
    """The files it was read from, by name; set by the loader."""

    @field_validator("citation")
    @classmethod
    def _typed(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            parse_citation(text)
        return value

    @model_validator(mode="after")
    def _names_once(self) -> Self:
        names = [rule.id for rule in self.rule]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"the rule {twice[0]!r} is there twice")
        return self

    def extended(self, more: Extension, source: str) -> "Phenomenon":
        """This phenomenon with what a service adds; ValueError where a rule's name is taken."""
        return Phenomenon.model_validate(self.model_dump() | {
            "version": f"{self.version} + {more.version}", "rule": (*self.rule, *more.rule), "never": (*self.never, *more.never),
            "systems": (*self.systems, *more.systems), "sources": (*self.sources, source),
        })


def _known(values: _Words, codes: tuple[str, ...], what: str) -> _Words:
    for value in values:
        if value not in codes:
            raise ValueError(f"{value!r} is no {what}")
    return values
