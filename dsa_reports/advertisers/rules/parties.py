"""Who stands in an entry: names that name nobody, intermediaries, clusters, accounts that were actioned."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from dsa_reports.advertisers.checks import Broken, Register, register_check
from dsa_reports.advertisers.keys import landing_domains
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.near import SHORTEST_TEXT, Pictures, Texts, picture_key
from dsa_reports.findings import Severity
from dsa_reports.matching.names import normalised, plain_text

__all__ = ["EVERYWHERE", "TOGETHER"]

EVERYWHERE = 0.95
"""Share of entries with the payer equal to the beneficiary from which on it looks like a default, not like a fact."""
TOGETHER = 3
"""Different beneficiaries that share a payer, a domain or a text from which on they are a cluster worth a look."""
_NOBODY = frozenset({"", "n a", "na", "none", "unknown", "onbekend", "unbekannt", "inconnu", "test", "advertiser", "adverteerder", "a n", "null", "tbd", "x"})
_AGENCY = re.compile(r"(?i)\b(?:media|mediabureau|agency|agence|agentur|bureau|advertising|marketing|reclame|werbe\w*|performance|digital)\b")


@register_check(Severity.ERROR, "DSA Art. 39(2)", "Look at the entry again: is it an account that was restricted, and came back?")
def ad_5(register: Register) -> Iterator[Broken]:
    """Ads of accounts that were restricted as inauthentic or spam no longer run. Compared are references of accounts, as
    they are; an account that came back under another reference is not found this way."""
    found = [record for record in register.records if record.standing and record.running is not False and set(record.accounts) & register.actioned]
    if found:
        yield Broken("the entry's account was restricted as inauthentic or spam, and the ad is not marked as removed", found, Severity.WARNING)


@register_check(Severity.WARNING, "DSA Art. 39(2)(b), (c)", "Name the natural or legal person on whose behalf the ad is shown, and who paid if that is another.")
def ad_7(register: Register) -> Iterator[Broken]:
    """The beneficiary is a person: not an e-mail address, not `n/a`, not only the name of a page. The payer is not the
    beneficiary by default. An agency in the place of the beneficiary is a lead: the words of a name prove nothing."""
    ads = [record for record in register.records if record.lane == "paid" and not record.removed]
    named = [record for record in ads if record.beneficiary is not None and record.beneficiary.name]
    empty = [record for record in named if record.beneficiary is not None and _names_nobody(record.beneficiary.name)]
    if empty:
        yield Broken("the beneficiary is an e-mail address, a placeholder or a mark, not a person", empty, Severity.ERROR)
    only_page = [record for record in ads if record.advertiser is not None and record.advertiser.name and (record.beneficiary is None or not record.beneficiary.name)]
    if only_page:
        yield Broken("only the account or page is named, not on whose behalf the ad is shown", only_page)
    paid = [record for record in named if record.payer is not None and record.payer.name]
    equal = [record for record in paid if normalised(_name(record.payer)) == normalised(_name(record.beneficiary))]
    if len(paid) >= 20 and len(equal) > EVERYWHERE * len(paid):
        yield Broken(f"payer and beneficiary are the same in {len(equal):,} of {len(paid):,} entries that name both: a default rather than a fact?", equal)
    agencies = [record for record in ads if _looks_like_an_agency(record)]
    if agencies:
        yield Broken("an agency seems to stand in the place of the beneficiary: a lead, from the words of the name or an unverified account without a legal name", agencies, Severity.INFO)


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
def ad_8(register: Register) -> Iterator[Broken]:
    """Advertisers under different names that share a payer, a landing domain, a text or a picture are clusters worth a look."""
    shared: dict[str, Callable[[AdRecord], Iterator[str]]] = {"payer": _payer, "landing domain": _domains, "text": _texts, "picture": _pictures}
    for what, keys in shared.items():
        groups: defaultdict[str, list[AdRecord]] = defaultdict(list)
        for record in register.records:
            for key in set(keys(record)):
                groups[key].append(record)
        clusters = [group for _, group in sorted(groups.items()) if len({normalised(_name(r.beneficiary or r.advertiser)) for r in group if r.beneficiary or r.advertiser}) >= TOGETHER]
        if clusters:
            together = list({id(record): record for group in clusters for record in group}.values())
            yield Broken(f"{len(clusters):,} clusters of {TOGETHER} or more advertisers with one {what}", together)


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
def ad_10(register: Register) -> Iterator[Broken]:
    """The text or the picture of a removed entry does not run in others: the same creative gets the same treatment in both
    lanes. Equality of texts is that of the letters once case, addresses and digits are left aside. Organic posts are not in a
    register; where the texts or picture hashes of removed posts are given, entries are compared with them too, and small
    changes count as the same."""
    removed = {text for record in register.records if not record.standing for text in (*_texts(record), *_pictures(record))}
    found = [record for record in register.records if record.standing and removed & {*_texts(record), *_pictures(record)}]
    if found:
        yield Broken("the same text or picture stands in an entry that was removed", found)
    posts = _like_removed_posts(register)
    if posts:
        yield Broken("the same creative was removed as a post and runs as an ad, as far as text and picture can tell", posts)


def _like_removed_posts(register: Register) -> list[AdRecord]:
    texts, pictures = Texts(register.removed_texts), Pictures(register.removed_pictures)
    if not texts.keys and not pictures.keys:
        return []
    standing = [record for record in register.records if record.standing]
    said = [(place, text) for place, record in enumerate(standing) for text in record.content.texts]
    alike = {said[row][0] for row, _, _ in texts.find([text for _, text in said])}
    alike |= {place for place, record in enumerate(standing) if any(pictures.find(picture) for picture in record.content.pictures)}
    return [standing[place] for place in sorted(alike)]
