"""A register made searchable: which entries have which key, and how many have none."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern
from typing import Literal

from dsa_reports.advertisers.keys import caption_domains, landing_domains
from dsa_reports.advertisers.model import AdRecord, Lane, Party
from dsa_reports.advertisers.subjects import Key, normal_key
from dsa_reports.matching.names import Names, normalised, plain_text

__all__ = ["Entry", "Index", "Where"]

Where = Literal["landing page", "domain shown", "beneficiary", "payer", "account name", "account", "company number", "e-mail domain", "text"]
_KIND: dict[Where, Key] = {
    "landing page": "domain", "domain shown": "domain", "beneficiary": "name", "payer": "name", "account name": "name",
    "account": "account", "company number": "company_number", "e-mail domain": "email_domain", "text": "text",
}
_SHORTEST_TEXT = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """What the answer needs of an entry; the record itself is not kept, so that a register of millions fits in memory."""

    ad_id: str
    format: str
    lane: Lane
    standing: bool
    withheld: bool


class Index:
    """All entries by their keys. `searchable` counts entries by kind of key; `withheld` those that Art. 39(3) made nameless;
    `unread` the records that were rejected."""

    def __init__(self) -> None:
        self.unread = 0
        self.entries: list[Entry] = []
        self.searchable: Counter[Key] = Counter()
        self.withheld = 0
        self._places: defaultdict[tuple[Key, str], list[tuple[int, Where]]] = defaultdict(list)

    def add(self, record: AdRecord) -> None:
        """One more entry. Equal formats are kept once."""
        place = len(self.entries)
        self.entries.append(Entry(record.ad_id, intern(record.format), record.lane, record.standing, record.withheld))
        self.withheld += record.withheld
        kinds = set()
        for where, key in dict.fromkeys(_keys(record)):
            self._places[_KIND[where], key].append((place, where))
            kinds.add(_KIND[where])
        self.searchable.update(kinds)

    def names(self) -> Names:
        """All names of the entries, for looking up similar ones."""
        return Names(key for kind, key in self._places if kind == "name")

    def at(self, kind: Key, key: str) -> list[tuple[int, Where]]:
        """Entries with exactly this key: place in `entries`, and where in the entry it stands."""
        return self._places.get((kind, key), [])


def _keys(record: AdRecord) -> Iterator[tuple[Where, str]]:
    for domain in landing_domains(record):
        yield "landing page", domain
    for domain in caption_domains(record):
        yield "domain shown", domain
    parties: tuple[tuple[Where, Party | None], ...] = (("beneficiary", record.beneficiary), ("payer", record.payer), ("account name", record.advertiser))
    for where, party in parties:
        if party is None:
            continue
        if name := normalised(party.name):
            yield where, name
        if number := normal_key("company_number", party.company_number):
            yield "company number", number
        if mail := normal_key("email_domain", party.email_domain):
            yield "e-mail domain", mail
    for account in record.accounts:
        yield "account", account
    for text in record.content.texts:
        if len(plain := plain_text(text)) >= _SHORTEST_TEXT:
            yield "text", plain
