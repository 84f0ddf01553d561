"""A register made searchable: which entries have which key, and how many have none."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Literal

from dsa_reports.advertisers.keys import caption_domains, landing_domains
from dsa_reports.advertisers.model import AdRecord, Lane, Party
from dsa_reports.advertisers.near import SHORTEST_TEXT, Pictures, Texts, picture_key
from dsa_reports.advertisers.subjects import Key, Subject, normal_key
from dsa_reports.matching.names import Names, normalised, plain_text
from dsa_reports.matching.pictures import tolerance

__all__ = ["Entry", "Found", "Index", "Where"]

Where = Literal["landing page", "domain shown", "beneficiary", "payer", "account name", "account", "company number", "e-mail domain", "text", "picture"]
_KIND: dict[Where, Key] = {
    "landing page": "domain", "domain shown": "domain", "beneficiary": "name", "payer": "name", "account name": "name",
    "account": "account", "company number": "company_number", "e-mail domain": "email_domain", "text": "text", "picture": "picture",
}
_PORTION = 20_000
"""Texts that are looked at together."""
_LONGEST = 2_000
"""Characters of a text of which the likeness is looked at."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the answer needs of an entry; the record itself is not kept, so that a register of millions fits in memory."""

    ad_id: str
    format: str
    lane: Lane
    standing: bool
    withheld: bool
    party: str = ""
    """Normalised name of the beneficiary, or of who stands in its place."""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that has a key, or nearly: place in `entries`, where in the entry, score (1.0: equal), and how near in words."""

    place: int
    where: Where
    score: float = 1.0
    why: str = ""


class Index:
    """All entries, and where the keys of `subjects` stand. `searchable` counts entries by kind of key; `withheld` those that
    Art. 39(3) made nameless; `unread` the records that were rejected."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.unread = 0
        self.entries: list[Entry] = []
        self.searchable: Counter[Key] = Counter()
        self.withheld = 0
        given = [(kind, value) for subject in subjects for kind, value in subject.keys]
        self._wanted = {(kind, key) for kind, value in given if (key := normal_key(kind, value))}
        self._wanted |= {("domain_family", key) for kind, value in given if kind == "domain" and (key := normal_key("domain_family", value))}
        self._kinds = {kind for kind, _ in self._wanted}
        self._texts = Texts(value for kind, value in given if kind == "text")
        self._pictures = Pictures(value for kind, value in given if kind == "picture")
        self._places: defaultdict[tuple[Key, str], list[Found]] = defaultdict(list)
        self._portion: list[tuple[int, str]] = []
        self._some: dict[tuple[Key, str], tuple[list[Found], int]] = {}
        self._payers: dict[str, list[int]] | None = None

    def add(self, record: AdRecord) -> None:
        """One more entry. Equal formats are kept once."""
        place = len(self.entries)
        party = next((name for one in (record.beneficiary, record.advertiser, record.payer) if one is not None and (name := normalised(one.name))), "")
        payer = normalised(record.payer.name) if record.payer is not None else ""
        self.entries.append(Entry(record.ad_id, intern(record.format), record.lane, record.standing, record.withheld, intern(party), intern(payer)))
        self.withheld += record.withheld
        kinds: set[Key] = set()
        domains = landing_domains(record)
        for where, key in dict.fromkeys(_keys(record, domains, self._kinds)):
            kind = _KIND[where]
            kinds.add(kind)
            if kind == "name" or (kind, key) in self._wanted:
                self._places[kind, key].append(Found(place, where))
            if where == "payer" and ("payer", key) in self._wanted:
                self._places["payer", key].append(Found(place, where))
            if where == "picture":
                self._look_at(place, key)
        if "text" in kinds:
            self._portion += [(place, text[:_LONGEST]) for text in record.content.texts]
        self._of_addresses(place, record, domains, kinds)
        if payer:
            kinds.add("payer")
        self.searchable.update(kinds)
        if len(self._portion) >= _PORTION:
            self._look_at_texts()

    def _of_addresses(self, place: int, record: AdRecord, domains: Sequence[str], kinds: set[Key]) -> None:
        if domains and "domain_family" in self._kinds:
            kinds.add("domain_family")
            for domain in domains:
                if ("domain_family", key := normal_key("domain_family", domain)) in self._wanted:
                    self._places["domain_family", key].append(Found(place, "landing page", 0.8, f"of the same family of domains: {domain!r}"))
        if "parameter" not in self._kinds:
            return
        parameters = {key for address in record.content.landing if "?" in address for part in _query(address).split("&") if (key := normal_key("parameter", part))}
        if parameters:
            kinds.add("parameter")
        for key in sorted(parameters):
            if ("parameter", key) in self._wanted:
                self._places["parameter", key].append(Found(place, "landing page"))

    def _look_at(self, place: int, picture: str) -> None:
        for key, bits in self._pictures.find(picture):
            if bits:
                of = 4 * len(key)
                score = round(1 - bits / (2 * (tolerance(of) + 1)), 4)
                self._places["picture", key].append(Found(place, "picture", score, f"a picture that is nearly the same: its hash differs in {bits} of {of} bits (a copy up to {tolerance(of)})"))

    def _look_at_texts(self) -> None:
        distinct = sorted({text for _, text in self._portion})
        near: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for row, key, alike in self._texts.find(distinct):
            if plain_text(distinct[row]) != key:
                near[distinct[row]].append((key, alike))
        for place, text in self._portion:
            for key, alike in near.get(text, ()):
                self._places["text", key].append(Found(place, "text", min(round(alike / 100, 4), 0.9999), f"a text that is nearly the same (likeness {alike:.0f} of 100)"))
        self._portion = []

    def names(self) -> Names:
        """All names of the entries, for looking up similar ones."""
        return Names(key for kind, key in self._places if kind == "name")

    def at(self, kind: Key, key: str) -> list[Found]:
        """Entries with this key, or nearly (texts and pictures), in the order of the register."""
        if self._portion:
            self._look_at_texts()
        return sorted(self._places.get((kind, key), []), key=lambda one: one.place) if kind in ("text", "picture") else self._places.get((kind, key), [])

    def some(self, kind: Key, key: str, many: int, most: int) -> tuple[list[Found], int]:
        """Entries with this key, and how many different advertisers share it; where more than `many` do, only `most` entries
        come, those first that stand and were paid for: the rest would tell nothing more."""
        if (kind, key) not in self._some:
            places = self.at(kind, key)
            shared = len({self.entries[one.place].party for one in places})
            if shared > many:
                places = sorted(places, key=lambda one: (not self.entries[one.place].standing, self.entries[one.place].lane != "paid", one.place))[:most]
            self._some[kind, key] = places, shared
        return self._some[kind, key]

    def paid_by(self, payers: frozenset[str]) -> list[int]:
        """Entries that one of these payers paid for."""
        if self._payers is None:
            self._payers = {}
            for place, entry in enumerate(self.entries):
                self._payers.setdefault(entry.payer, []).append(place)
        return sorted(place for payer in payers for place in self._payers.get(payer, ()))


def _query(address: str) -> str:
    return address.partition("?")[2].partition("#")[0]


def _keys(record: AdRecord, domains: Sequence[str], wanted: Collection[Key]) -> Iterator[tuple[Where, str]]:
    """The keys of an entry, of texts and pictures only where some are looked for: they cost most."""
    for domain in domains:
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
    for text in record.content.texts if "text" in wanted else ():
        if len(plain := plain_text(text)) >= SHORTEST_TEXT:
            yield "text", plain
    for picture in record.content.pictures if "picture" in wanted else ():
        if key := picture_key(picture):
            yield "picture", key
