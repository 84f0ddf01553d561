"""The items that a register of measures for the protection of minors is held against, as data (minor_items.toml).

Three kinds that are never mixed: recommendations of the Commission's guidelines (they bind nobody), the law itself,
and additions of this toolkit. Each says how sure its wording is; percentages use only `Item.counts`.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Chapter", "Confidence", "Good", "Item", "ItemKind", "Source", "SuggestedIndicator", "features", "guidelines", "item_chapters", "items", "sources", "suggested"]

ItemKind = Literal["guideline", "law", "toolkit"]
Confidence = Literal["confirmed", "partly", "recalled", "own"]
Good = Literal["higher", "lower", "zero", "yes", "no", "none"]
"""The direction in which an indicator improves; `none`: context only, not to be scored."""
Text = Annotated[str, Field(min_length=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Frozen):
    """Where the wording of an item was found; `url` is '' where there is none."""

    what: Text
    url: str = ""


class Chapter(_Frozen):
    """A chapter of the guidelines, or one of the two groups beside them. `key` names it in figure ids."""

    id: Text
    key: Annotated[str, Field(pattern=r"[a-z_]+")]
    title: Text
    kind: ItemKind


class SuggestedIndicator(_Frozen):
    """How a measure can be measured. `figures`: figures of the report that do so, where the tables allow."""

    key: Annotated[str, Field(pattern=r"[a-z0-9_]+")]
    text: Text
    unit: Text
    good: Good
    figures: tuple[str, ...] = ()


class Item(_Frozen):
    """One recommended, binding or suggested measure. `features`: it concerns services with one of them; none: all."""

    id: Annotated[str, Field(pattern=r"[A-Z]{1,2}-[0-9A-Z-]+")]
    chapter: str
    kind: ItemKind
    confidence: Confidence
    statement: Text
    citation: Text
    risks: tuple[str, ...]
    against_sexbots: Literal["low", "medium", "high"]
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    features: tuple[str, ...] = ()
    indicators: Annotated[tuple[SuggestedIndicator, ...], Field(min_length=1)]

    @property
    def counts(self) -> bool:
        """True if percentages may use it: a recommendation of the guidelines that a second source confirms."""
        return self.kind == "guideline" and self.confidence == "confirmed"


class _File(_Frozen):
    made: str
    guidelines: Text
    features: dict[str, str]
    sources: dict[str, Source]
    chapter: tuple[Chapter, ...]
    item: tuple[Item, ...]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        chapters = {chapter.id: chapter for chapter in self.chapter}
        for one in self.item:
            if one.chapter not in chapters or chapters[one.chapter].kind != one.kind:
                raise ValueError(f"{one.id}: no chapter {one.chapter} of the kind {one.kind}")
            if lost := [*set(one.features).difference(self.features), *set(one.sources).difference(self.sources)]:
                raise ValueError(f"{one.id} names what the file lacks: {lost}")
        for names in ([one.id for one in self.item], [i.key for one in self.item for i in one.indicators], [c.key for c in self.chapter]):
            if len(names) != len(set(names)):
                raise ValueError("a name is given twice")
        return self


@cache
def _file() -> _File:
    data: dict[str, Any] = tomllib.loads(files(__package__).joinpath("minor_items.toml").read_text("utf-8"))
    return _File.model_validate(data)


@cache
def items() -> dict[str, Item]:
    """Every item by id, in the order of the chapters."""
    return {one.id: one for one in _file().item}


@cache
def suggested() -> dict[str, SuggestedIndicator]:
    """Every suggested indicator by its key."""
    return {indicator.key: indicator for one in _file().item for indicator in one.indicators}


def item_chapters() -> tuple[Chapter, ...]:
    """The chapters in their order: those of the guidelines, then the law, then the toolkit."""
    return _file().chapter


def features() -> dict[str, str]:
    """What a service may have, by name: in words that complete "The service has …"."""
    return _file().features


def sources() -> dict[str, Source]:
    """Where the items come from, by short name."""
    return _file().sources


def guidelines() -> str:
    """Title and number of the guidelines."""
    return _file().guidelines
