"""Who stands in an entry: names that name nobody, intermediaries, clusters, accounts that were actioned."""

import re
from collections.abc import Callable, Generator, Iterator

from dsa_reports.advertisers.checks import Broken, Known, Tally, register_check
from dsa_reports.advertisers.keys import landing_domains
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.near import SHORTEST_TEXT, Pictures, Texts, picture_key
from dsa_reports.advertisers.shared import Places, Shared
from dsa_reports.findings import Severity
from dsa_reports.matching.names import normalised, plain_text

__all__ = ["EVERYWHERE", "TOGETHER"]

EVERYWHERE = 0.95
"""Share of entries with the payer equal to the beneficiary from which on it looks like a default, not like a fact."""
TOGETHER = 3
"""Different beneficiaries that share a payer, a domain or a text from which on they are a cluster worth a look."""
_PORTION = 10_000_000
"""Letters of texts that are looked at together."""
_NOBODY = frozenset({"", "n a", "na", "none", "unknown", "onbekend", "unbekannt", "inconnu", "test", "advertiser", "adverteerder", "a n", "null", "tbd", "x"})
_AGENCY = re.compile(r"(?i)\b(?:media|mediabureau|agency|agence|agentur|bureau|advertising|marketing|reclame|werbe\w*|performance|digital)\b")


@register_check(Severity.WARNING, "DSA Art. 39(2)", "Look at the entry again: is it an account that was restricted, and came back?")
def ad_5(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """Ads of accounts that were restricted as inauthentic or spam no longer run. Compared are references of accounts, as
    they are; an account that came back under another reference is not found this way."""
    found = Tally()
    while (record := (yield)) is not None:
        if record.standing and record.running is not False and not known.actioned.isdisjoint(record.accounts):
            found.add(record)
    return [Broken("the entry's account was restricted as inauthentic or spam, and the ad is not marked as removed", found)]


@register_check(Severity.WARNING, "DSA Art. 39(2)(b), (c)", "Name the natural or legal person on whose behalf the ad is shown, and who paid if that is another.")
def ad_7(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """The beneficiary is a person: not an e-mail address, not `n/a`, not only the name of a page. The payer is not the
    beneficiary by default. An agency in the place of the beneficiary is a lead: the words of a name prove nothing."""
    empty, only_page, equal, agencies = Tally(), Tally(), Tally(), Tally()
    paid = 0
    while (record := (yield)) is not None:
        if record.lane != "paid" or record.removed:
            continue
        beneficiary, payer = _name(record.beneficiary), _name(record.payer)
        if beneficiary and _names_nobody(beneficiary):
            empty.add(record)
        if not beneficiary and _name(record.advertiser):
            only_page.add(record)
        if beneficiary and payer:
            paid += 1
            if normalised(payer) == normalised(beneficiary):
                equal.add(record)
        if _looks_like_an_agency(record):
            agencies.add(record)
    everywhere = paid >= 20 and equal.count > EVERYWHERE * paid
    return [
        Broken("the beneficiary is an e-mail address, a placeholder or a mark, not a person", empty, Severity.ERROR),
        Broken("only the account or page is named, not on whose behalf the ad is shown", only_page),
        Broken(f"payer and beneficiary are the same in {equal.count:,} of {paid:,} entries that name both: a default rather than a fact?", equal if everywhere else Tally()),
        Broken("an agency seems to stand in the place of the beneficiary: a lead, from the words of the name or an unverified account without a legal name", agencies, Severity.INFO),
    ]


def _name(party: object) -> str:
    return str(getattr(party, "name", ""))


def _names_nobody(name: str) -> bool:
    plain = " ".join(re.findall(r"[a-z0-9]+", name.lower()))
    return plain in _NOBODY or "@" in name or name.isdigit()


def _looks_like_an_agency(record: AdRecord) -> bool:
    beneficiary = _name(record.beneficiary)
    if beneficiary:
        return bool(_AGENCY.search(beneficiary)) and (record.payer is None or normalised(_name(record.payer)) == normalised(beneficiary))
    return record.advertiser is not None and record.advertiser.verified is False


@register_check(Severity.INFO, "DSA Art. 39(2)", "Look at the entries together. Shops, link services and agencies serve many; a cluster is no accusation.")
def ad_8(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """Advertisers under different names that share a payer, a landing domain, a text or a picture are clusters worth a look."""
    keys: dict[str, Callable[[AdRecord], Iterator[str]]] = {"payer": _payer, "landing domain": _domains, "text": _texts, "picture": _pictures}
    places, shared = Places(), {what: Shared() for what in keys}
    while (record := (yield)) is not None:
        number = places.add(record)
        party = record.beneficiary or record.advertiser
        name = normalised(party.name) if party is not None else None
        for what, of in keys.items():
            for key in set(of(record)):
                shared[what].add(key, number, name)
    broken = []
    for what, one in shared.items():
        clusters, together = one.clusters(TOGETHER)
        broken.append(Broken(f"{clusters:,} {'cluster' if clusters == 1 else 'clusters'} of {TOGETHER} or more advertisers with one {what}", places.tally(together)))
    return broken


def _payer(record: AdRecord) -> Iterator[str]:
    if record.payer is not None and record.payer.name:
        yield normalised(record.payer.name)


def _domains(record: AdRecord) -> Iterator[str]:
    yield from landing_domains(record)


def _pictures(record: AdRecord) -> Iterator[str]:
    yield from filter(None, map(picture_key, record.content.pictures))


def _texts(record: AdRecord) -> Iterator[str]:
    yield from (plain for text in record.content.texts if len(plain := plain_text(text)) >= SHORTEST_TEXT)


@register_check(Severity.WARNING, "DSA Art. 39(3)", "Look at the entries again: what was removed in one place is allowed in another.")
def ad_10(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """The text or the picture of a removed entry does not run in others: the same creative gets the same treatment in both
    lanes. Equality of texts is that of the letters once case, addresses and digits are left aside. Organic posts are not in a
    register; where the texts or picture hashes of removed posts are given, entries are compared with them too, and small
    changes count as the same."""
    places, removed, standing, posts = Places(), Shared(), Shared(), _Posts(known)
    while (record := (yield)) is not None:
        number = places.add(record)
        for key in {*_texts(record), *_pictures(record)}:
            (standing if record.standing else removed).add(key, number)
        if record.standing:
            posts.see(number, record)
    return [
        Broken("the same text or picture stands in an entry that was removed", places.tally(standing.with_keys_of(removed))),
        Broken("the same creative was removed as a post and runs as an ad, as far as text and picture can tell", places.tally(posts.alike())),
    ]


class _Posts:
    """Entries whose text or picture is that of a post that was removed, or nearly."""

    def __init__(self, known: Known) -> None:
        self._texts, self._pictures = Texts(known.removed_texts), Pictures(known.removed_pictures)
        self._portion: list[tuple[int, str]] = []
        self._letters = 0
        self._alike: set[int] = set()

    def see(self, number: int, record: AdRecord) -> None:
        if self._pictures.keys and any(self._pictures.find(picture) for picture in record.content.pictures):
            self._alike.add(number)
        if self._texts.keys:
            self._portion += [(number, text) for text in record.content.texts]
            self._letters += sum(map(len, record.content.texts))
            if self._letters > _PORTION:
                self._look_at_texts()

    def _look_at_texts(self) -> None:
        self._alike |= {self._portion[row][0] for row, _, _ in self._texts.find([text for _, text in self._portion])}
        self._portion, self._letters = [], 0

    def alike(self) -> list[int]:
        self._look_at_texts()
        return sorted(self._alike)
