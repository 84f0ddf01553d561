"""A register made searchable: which entries have which key, and how many have none."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Literal, NamedTuple

from dsa_reports.advertisers.keys import caption_domains, landing_domains
from dsa_reports.advertisers.model import AdRecord, Lane
from dsa_reports.advertisers.near import SHORTEST_TEXT, Pictures, Texts, picture_key
from dsa_reports.advertisers.subjects import Key, Subject, family_of, normal_key
from dsa_reports.matching.names import Names, normalised, plain_text, plain_texts
from dsa_reports.matching.pictures import tolerance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Entry", "Found", "Index", "Where"]

Where = Literal["landing page", "domain shown", "beneficiary", "payer", "account name", "account", "company number", "e-mail domain", "text", "picture"]
_PARTIES: tuple[Where, ...] = ("beneficiary", "payer", "account name")
_KIND: dict[Where, Key] = {
    "landing page": "domain", "domain shown": "domain", "account": "account", "company number": "company_number", "e-mail domain": "email_domain",
}
_PORTION = 20_000
"""Texts that are looked at together."""
_PORTION_LETTERS = 20_000_000
_LONGEST = 2_000
"""Characters of a text of which the likeness is looked at."""


class Entry(NamedTuple):
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


class _Named:
    """Which entries carry which name: a name is kept once, and two numbers for each entry that carries it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._number, self._at = array("i"), array("q")
        self._order: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None

    def put(self, name: str, place: int, where: int) -> None:
        """The entry at `place` names it as the party `where` of `_PARTIES`."""
        self._number.append(self._numbers.setdefault(name, len(self._numbers)))
        self._at.append(place * len(_PARTIES) + where)
        self._order = None

    def names(self) -> Names:
        return Names(self._numbers)

    def at(self, name: str) -> list[Found]:
        """In the order of the register."""
        import numpy as np

        if (number := self._numbers.get(name)) is None:
            return []
        if self._order is None:
            numbers = np.frombuffer(self._number, dtype=np.int32)
            order = np.argsort(numbers, kind="stable")
            self._order = order, np.searchsorted(numbers[order], np.arange(len(self._numbers) + 1))
        order, starts = self._order
        found = [divmod(self._at[one], len(_PARTIES)) for one in order[starts[number] : starts[number + 1]].tolist()]
        return [Found(place, _PARTIES[where]) for place, where in found]


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
        self._named = _Named()
        self._places: defaultdict[tuple[Key, str], list[Found]] = defaultdict(list)
        self._portion: list[tuple[int, str]] = []
        self._letters = 0
        self._some: dict[tuple[Key, str], tuple[list[Found], int]] = {}
        self._payers: dict[str, list[int]] | None = None

    def add(self, record: AdRecord) -> None:
        """One more entry. Equal formats are kept once."""
        place = len(self.entries)
        kinds: set[Key] = set()
        beneficiary, payer, account = (normalised(party.name) if party is not None else "" for party in (record.beneficiary, record.payer, record.advertiser))
        for number, name in enumerate((beneficiary, payer, account)):
            if name:
                kinds.add("name")
                self._named.put(name, place, number)
        if payer:
            kinds.add("payer")
            self._if_wanted("payer", payer, place, "payer")
        withheld = record.withheld
        self.entries.append(Entry(record.ad_id, intern(record.format), record.lane, record.standing, withheld, intern(beneficiary or account or payer), intern(payer)))
        self.withheld += withheld
        domains = landing_domains(record)
        for where, key in dict.fromkeys(_keys(record, domains)):
            kinds.add(kind := _KIND[where])
            self._if_wanted(kind, key, place, where)
        for key in dict.fromkeys(map(picture_key, record.content.pictures)) if "picture" in self._kinds else ():
            if key:
                kinds.add("picture")
                self._if_wanted("picture", key, place, "picture")
                self._look_at(place, key)
        self._of_addresses(place, record, domains, kinds)
        for kind in kinds:
            self.searchable[kind] += 1
        if record.content.texts and "text" in self._kinds:
            self._portion += [(place, text) for text in record.content.texts]
            self._letters += sum(map(len, record.content.texts))
            if len(self._portion) >= _PORTION or self._letters >= _PORTION_LETTERS:
                self._look_at_texts()

    def _if_wanted(self, kind: Key, key: str, place: int, where: Where) -> None:
        if (kind, key) in self._wanted:
            self._places[kind, key].append(Found(place, where))

    def _of_addresses(self, place: int, record: AdRecord, domains: Sequence[str], kinds: set[Key]) -> None:
        if domains and "domain_family" in self._kinds:
            kinds.add("domain_family")
            for domain in domains:
                if ("domain_family", key := family_of(domain)) in self._wanted:
                    self._places["domain_family", key].append(Found(place, "landing page", 0.8, f"of the same family of domains: {domain!r}"))
        if "parameter" not in self._kinds:
            return
        parameters = {key for address in record.content.landing if "?" in address for part in _query(address).split("&") if (key := normal_key("parameter", part))}
        if parameters:
            kinds.add("parameter")
        for key in sorted(parameters):
            self._if_wanted("parameter", key, place, "landing page")

    def _look_at(self, place: int, picture: str) -> None:
        for key, bits in self._pictures.near(picture):
            if bits:
                of = 4 * len(key)
                score = round(1 - bits / (2 * (tolerance(of) + 1)), 4)
                self._places["picture", key].append(Found(place, "picture", score, f"a picture that is nearly the same: its hash differs in {bits} of {of} bits (a copy up to {tolerance(of)})"))

    def _look_at_texts(self) -> None:
        portion, self._portion, self._letters = self._portion, [], 0
        texts = sorted({text for _, text in portion})
        of = {text: plain for text, plain in zip(texts, plain_texts(texts), strict=True) if len(plain) >= SHORTEST_TEXT}
        said = dict.fromkeys((place, of[text]) for place, text in portion if text in of)
        for place, plain in said:
            self._if_wanted("text", plain, place, "text")
        able = {place for place, _ in said}
        self.searchable["text"] += len(able)
        parts = [(place, text[:_LONGEST]) for place, text in portion if place in able]
        distinct = sorted({text for _, text in parts})
        near: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for row, key, alike in self._texts.find(distinct):
            if plain_text(distinct[row]) != key:
                near[distinct[row]].append((key, alike))
        for place, text in parts:
            for key, alike in near.get(text, ()):
                self._places["text", key].append(Found(place, "text", min(round(alike / 100, 4), 0.9999), f"a text that is nearly the same (likeness {alike:.0f} of 100)"))

    def read(self) -> None:
        """Look at the last texts, too: before `searchable` is asked."""
        if self._portion:
            self._look_at_texts()

    def names(self) -> Names:
        """All names of the entries, for looking up similar ones."""
        return self._named.names()

    def at(self, kind: Key, key: str) -> list[Found]:
        """Entries with this key, or nearly (texts and pictures), in the order of the register."""
        self.read()
        if kind == "name":
            return self._named.at(key)
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


def _keys(record: AdRecord, domains: Sequence[str]) -> Iterator[tuple[Where, str]]:
    """The keys of an entry, but for names, texts and pictures."""
    for domain in domains:
        yield "landing page", domain
    for domain in caption_domains(record):
        yield "domain shown", domain
    for party in (record.beneficiary, record.payer, record.advertiser):
        if party is None:
            continue
        if party.company_number and (number := normal_key("company_number", party.company_number)):
            yield "company number", number
        if party.email_domain and (mail := normal_key("email_domain", party.email_domain)):
            yield "e-mail domain", mail
    for account in record.accounts:
        yield "account", account
