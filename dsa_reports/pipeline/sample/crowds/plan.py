"""The plan of one sample: which units there are, in which order, with which account numbers."""

from dataclasses import dataclass

from dsa_reports.pipeline.sample.crowds.campaigns import campaigns
from dsa_reports.pipeline.sample.crowds.honest import background, crowds, invented_name, of_campaigns
from dsa_reports.pipeline.sample.crowds.units import LOG_SPAN, LOG_START, Unit
from dsa_reports.pipeline.sample.crowds.words import Words, words_of
from dsa_reports.pipeline.sample.mixing import Draws

__all__ = ["LEAST", "MOST", "Item", "Plan", "plan"]

LEAST, MOST = 1_000, 1_000_000
"""Account numbers and event numbers share 32 bits: see sql/20_events.duckdb.sql."""


@dataclass(frozen=True)
class Item:
    """A piece of news that everybody shares from `second` on."""

    second: int
    language: str
    text: str
    url: str


@dataclass(frozen=True)
class Plan:
    """All units, the first account number of each, and the news of the half year. The last unit is the background."""

    words: Words
    units: tuple[Unit, ...]
    firsts: tuple[int, ...]
    items: tuple[Item, ...]

    @property
    def accounts(self) -> int:
        """All accounts."""
        return self.firsts[-1] + self.units[-1].accounts


def plan(accounts: int, seed: int) -> Plan:
    """The plan of `seed` for `accounts` accounts (1,000 to 1,000,000)."""
    words = words_of(seed)
    units: list[Unit] = [unit for campaign in campaigns(words, accounts, seed) for unit in campaign]
    units += of_campaigns(words, list(enumerate(units)), seed)
    units += crowds(words, accounts, seed)
    taken = sum(unit.accounts for unit in units)
    lone = max(5, accounts * 3 // 1000)
    units += background(words, max(accounts - taken - lone, accounts // 10), lone)
    firsts, number = [], 0
    for unit in units:
        firsts.append(number)
        number += unit.accounts
    return Plan(words, tuple(units), tuple(firsts), _items(words, accounts, seed))


def _items(words: Words, accounts: int, seed: int) -> tuple[Item, ...]:
    number = 200 + accounts // 1_500
    made = []
    for n in range(number):
        draws = Draws(seed, "news", n)
        language = draws.one("language", tuple(words.crowd_texts))
        place = invented_name(words, draws, "place")
        headline = draws.one("headline", words.crowd_texts[language]["headline"]).replace("<n>", place)
        made.append(Item(LOG_START + LOG_SPAN * n // number, language, headline, f"https://{draws.one('paper', words.news)}/{place.lower()}-{n}"))
    return tuple(made)
