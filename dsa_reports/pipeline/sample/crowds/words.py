"""Words from which campaigns and crowds are made: `words/<name>.toml`, and which seeds use which (`seeds.toml`)."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

__all__ = ["CROWDS", "Bots", "Swap", "Words", "load_words", "seeds", "words_of"]

CROWDS = ("news_links", "fandom", "viral_song", "staff", "creators", "educators", "copy_paste", "newcomers")
"""Honest crowds that have texts, links or times in common. Two more follow from the campaigns: `answers_bots`, `copied_pictures`."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Swap(_Model):
    """Characters and what stands for them: those of entry k of `from_` become, one by one, those of entry k of `to`."""

    from_: tuple[str, ...]
    to: tuple[str, ...]


class Bots(_Model):
    """What campaigns say in one language (`open` to `tail`), and what everybody says (`free_a` to `free_d`)."""

    open: tuple[str, ...]
    middle: tuple[str, ...]
    call: tuple[str, ...]
    tail: tuple[str, ...]
    free_a: tuple[str, ...]
    free_b: tuple[str, ...]
    free_c: tuple[str, ...]
    free_d: tuple[str, ...]


class Words(_Model):
    """All that differs between development and held-out seeds. `bots` and `crowds` are per thousand accounts."""

    name: str
    bots: int
    crowds: dict[str, int]
    sizes: dict[str, tuple[int, int]]
    domain_endings: tuple[str, ...]
    domain_words: tuple[tuple[str, ...], tuple[str, ...]]
    accents: tuple[tuple[str, str], ...]
    shorteners: tuple[str, ...]
    hubs: tuple[str, ...]
    news: tuple[str, ...]
    affiliate_keys: tuple[str, ...]
    pages: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    handle_words: tuple[str, ...]
    crowd_words: tuple[str, ...]
    bot_handles: tuple[str, ...]
    honest_handles: tuple[str, ...]
    crowd_handles: tuple[str, ...]
    heads: tuple[str, ...]
    middles: tuple[str, ...]
    tails: tuple[str, ...]
    confusables: Swap
    leet: Swap
    fancy: Swap
    invisible: tuple[str, ...]
    between: tuple[str, ...]
    emoji: tuple[str, ...]
    languages: dict[str, Bots]
    crowd_texts: dict[str, dict[str, tuple[str, ...]]]


@cache
def load_words(name: str) -> Words:
    """The words called `name`."""
    return Words.model_validate(tomllib.loads(files(__package__).joinpath("words", f"{name}.toml").read_text("utf-8")))


@cache
def seeds() -> dict[str, tuple[int, ...]]:
    """The seeds of each kind: `development`, `held_out`."""
    return {name: kind.seeds for name, kind in _kinds().items()}


def words_of(seed: int) -> Words:
    """The words that `seed` uses; those of development where `seeds.toml` does not name it."""
    return load_words(next((kind.words for kind in _kinds().values() if seed in kind.seeds), "development"))


class _Kind(_Model):
    words: str
    seeds: tuple[int, ...]


@cache
def _kinds() -> dict[str, _Kind]:
    data = tomllib.loads(files(__package__).joinpath("seeds.toml").read_text("utf-8"))
    return {name: _Kind.model_validate(entry) for name, entry in data.items()}
