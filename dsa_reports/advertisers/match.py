"""Is it in the register? One answer per subject, with the evidence for each entry that was found.

- `in_paid_register`, `in_declared_register`: an entry that stands was found.
- `removed_ad_identity_withheld`: only removed entries were found, of which a public register shows no names.
- `absent_undeclared`: searched, not found. It says nothing about who stands behind a domain, and Art. 39(2)(f) covers
  declared communications only: a bot that does not advertise is missing from no register.
- `not_searchable`: the register has nothing in which this subject could be found; the reason says what.
- `not_applicable`: the subject has nothing that can be looked up.

A link is a lead. It is more (`confirmed`) only with two independent kinds of evidence and a named reviewer. A domain in an
entry is a fact about the entry, not about a person; a name that resembles another is not even that. What many advertisers
share (a link hub, a picture from a stock) counts for none of the two kinds. Entries that share a payer with one that was found
are shown as leads; they never change the answer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dsa_reports.advertisers.index import Found, Index, Where
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.subjects import FAMILIES, KINDS, Key, Subject, normal_key
from dsa_reports.matching.names import Names

__all__ = ["MANY", "OUTCOMES", "Answer", "Evidence", "Link", "Outcome", "answers", "counts", "match"]

Outcome = Literal["in_paid_register", "in_declared_register", "removed_ad_identity_withheld", "absent_undeclared", "not_searchable", "not_applicable"]
OUTCOMES: dict[Outcome, str] = {
    "in_paid_register": "in the paid register", "in_declared_register": "among the declared communications",
    "removed_ad_identity_withheld": "only in removed entries", "absent_undeclared": "searched, not found",
    "not_searchable": "could not be searched", "not_applicable": "nothing to search for",
}
Status = Literal["lead", "awaiting review", "confirmed"]
_MOST_LINKS = 100
_WORDS: dict[Key, str] = {
    "domain": "landing domain", "name": "name", "account": "account reference", "company_number": "company number",
    "email_domain": "e-mail domain", "text": "text of 40 letters or more", "payer": "payer", "picture": "picture hash",
    "parameter": "parameter of the address", "domain_family": "family of domains",
}
MANY = 20
"""Different advertisers that share a key from which on it tells nobody apart."""


@dataclass(frozen=True)
class Evidence:
    """Why an entry was found: the kind of key, the place in the entry, the score (1.0: equal), and the score explained."""

    kind: Key
    where: Where
    score: float
    why: str
    shared: int = 0
    """Different advertisers that share the key, where they are many; 0: few, so that it counts."""


@dataclass(frozen=True)
class Link:
    """One entry that was found for a subject."""

    ad_id: str
    format: str
    lane: str
    standing: bool
    score: float
    status: Status
    evidence: tuple[Evidence, ...]

    @property
    def by_name_only(self) -> bool:
        """True if nothing but names resemble each other."""
        return all(one.kind == "name" for one in self.evidence)

    @property
    def by_likeness_only(self) -> bool:
        """True if nothing but names resemble each other, or names of domains."""
        return all(one.kind in ("name", "domain_family") for one in self.evidence)

    @property
    def by_payer_only(self) -> bool:
        """True if it was found only because the same payer paid for an entry that was."""
        return all(one.why.startswith(_SAME_PAYER) for one in self.evidence)


@dataclass(frozen=True)
class Answer:
    """What the register says of one subject; `links` best first, of which `more` are left out."""

    subject: str
    kind: str
    outcome: Outcome
    reason: str
    links: tuple[Link, ...] = ()
    more: int = 0

    @property
    def by_likeness_only(self) -> bool:
        """True if what was found resembles the subject in a name, or in that of a domain, and in nothing else."""
        return bool(self.links) and all(link.by_likeness_only for link in self.links)

    @property
    def says(self) -> str:
        """The outcome in words."""
        return f"only a likeness, {OUTCOMES[self.outcome]}" if self.by_likeness_only else OUTCOMES[self.outcome]

    def document(self) -> dict[str, Any]:
        """Plain data, for programs."""
        return {
            "subject": self.subject, "kind": self.kind, "outcome": self.outcome, "reason": self.reason,
            "entries": [
                {
                    "ad_id": link.ad_id, "format": link.format, "lane": link.lane, "standing": link.standing, "score": link.score, "status": link.status,
                    "evidence": [
                        {"kind": one.kind, "where": one.where, "score": one.score, "why": one.why, **({"shared_by": one.shared} if one.shared else {})}
                        for one in link.evidence
                    ],
                }
                for link in self.links
            ],
            **({"left_out": self.more} if self.more else {}),
        }


def match(
    records: Iterable[AdRecord], subjects: Sequence[Subject], reviewed: Mapping[tuple[str, str], str] | None = None, *, unread: int = 0,
) -> list[Answer]:
    """`answers` to `subjects` in a register of `records`."""
    index = Index(subjects)
    for record in records:
        index.add(record)
    return answers(index, subjects, reviewed, unread=unread)


def answers(index: Index, subjects: Sequence[Subject], reviewed: Mapping[tuple[str, str], str] | None = None, *, unread: int = 0) -> list[Answer]:
    """An answer for each of `subjects`, in their order.

    `reviewed`: (subject, ad_id) → the person who looked at the link. `unread`: records of the register that were rejected
    and so could not be searched; every 'not found' says how many.
    """
    index.unread = unread
    index.read()
    names = index.names()
    return [_answer(index, names, subject, reviewed or {}) for subject in subjects]


def counts(given: Iterable[Answer]) -> dict[str, dict[str, int]]:
    """Kind of subject → outcome → subjects; and of those found, how many by the likeness of a name or a domain only. For editions that name nobody."""
    found: dict[str, Counter[str]] = {}
    for answer in given:
        of_kind = found.setdefault(answer.kind, Counter(dict.fromkeys(OUTCOMES, 0) | {"of_these_by_likeness_only": 0}))
        of_kind[answer.outcome] += 1
        of_kind["of_these_by_likeness_only"] += answer.by_likeness_only
    return {kind: dict(found[kind]) for kind in sorted(found)}


def _answer(index: Index, names: Names, subject: Subject, reviewed: Mapping[tuple[str, str], str]) -> Answer:
    keys = [(kind, key) for kind, value in subject.keys if (key := normal_key(kind, value)) and not (kind == "text" and len(key) < 40)]
    if not keys:
        return Answer(subject.label, subject.kind, "not_applicable", "it has no registrable domain, name or other key that can be looked up")
    found = _evidence(index, names, keys)
    paid = _same_payer(index, found)
    found |= paid
    links = sorted((_link(index, place, evidence, subject, reviewed) for place, evidence in found.items()), key=_rank)
    kept = tuple(links[:_MOST_LINKS])
    if len(found) > len(paid):
        outcome = _found([link for link in links if not link.by_payer_only])
        return Answer(subject.label, subject.kind, outcome, _says(outcome, links), kept, len(links) - len(kept))
    return _not_found(index, subject, {kind for kind, _ in keys})


def _evidence(index: Index, names: Names, keys: Sequence[tuple[Key, str]]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    asked: list[tuple[Key, str]] = list(keys)
    asked += [("domain_family", family) for kind, key in keys if kind == "domain" and (family := normal_key("domain_family", key))]
    for kind, key in dict.fromkeys(asked):
        if kind == "name":
            for hit in names.like(key):
                for one in index.at("name", hit.name):
                    found.setdefault(one.place, []).append(Evidence("name", one.where, hit.score, hit.why(key)))
            continue
        places, shared = index.some(kind, key, MANY, _MOST_LINKS)
        for one in places:
            mine = found.setdefault(one.place, [])
            # A family is said only where the domain itself was not found.
            if kind != "domain_family" or not any(known.kind == "domain" for known in mine):
                mine.append(Evidence(kind, one.where, one.score, _why(kind, key, one, shared), shared if shared > MANY else 0))
    return {place: evidence for place, evidence in found.items() if evidence}


def _why(kind: Key, key: str, found: Found, shared: int) -> str:
    same = found.why or f"the same {_WORDS[kind]}" + (f": {key!r}" if kind not in ("text", "picture") else "")
    return same if shared <= MANY else f"{same}, which {shared:,} advertisers share: it says little"


_SAME_PAYER = "the same payer as entry "


def _same_payer(index: Index, found: Mapping[int, list[Evidence]]) -> dict[int, list[Evidence]]:
    """Other entries of those who paid for an entry that was found by more than a name; not of who pays for many."""
    firm = {index.entries[place].payer: place for place, evidence in sorted(found.items(), reverse=True) if any(one.kind not in ("name", "domain_family") and not one.shared for one in evidence)}
    firm.pop("", None)
    places = [place for place in index.paid_by(frozenset(firm)) if place not in found]
    parties: dict[str, set[str]] = {}
    for place in index.paid_by(frozenset(firm)):
        parties.setdefault(index.entries[place].payer, set()).add(index.entries[place].party)
    return {
        place: [Evidence("payer", "payer", 1.0, f"{_SAME_PAYER}{index.entries[firm[payer]].ad_id!r}, which was found")]
        for place in places if len(parties[payer := index.entries[place].payer]) <= MANY
    }


def _link(index: Index, place: int, evidence: list[Evidence], subject: Subject, reviewed: Mapping[tuple[str, str], str]) -> Link:
    entry = index.entries[place]
    two = len({FAMILIES[one.kind] for one in evidence if not one.shared}) > 1
    status: Status = "confirmed" if two and (subject.label, entry.ad_id) in reviewed else "awaiting review" if two else "lead"
    ordered = tuple(sorted(evidence, key=lambda one: (KINDS.index(one.kind), -one.score, one.where, one.why)))
    return Link(entry.ad_id, entry.format, entry.lane, entry.standing, max(one.score for one in evidence), status, ordered)


def _rank(link: Link) -> tuple[Any, ...]:
    """Firm keys first, then what the payer of those ties, then likenesses, of which there may be many; of each the surest and those
    that stand first."""
    return link.by_likeness_only, link.by_payer_only, -link.score, not link.standing, link.ad_id, link.format, link.lane


def _found(links: Sequence[Link]) -> Outcome:
    """Keys that are equal weigh more than names that resemble: one removed entry with the domain beats ten similar names."""
    firm = [link for link in links if not link.by_likeness_only] or links
    standing = [link for link in firm if link.standing]
    if any(link.lane == "paid" for link in standing):
        return "in_paid_register"
    return "in_declared_register" if standing else "removed_ad_identity_withheld"


def _says(outcome: Outcome, links: Sequence[Link]) -> str:
    paid = sum(link.by_payer_only for link in links)
    firm = sum(not link.by_likeness_only for link in links) - paid
    names = len(links) - firm - paid
    what = "name" if all(link.by_name_only for link in links if link.by_likeness_only) else "likeness of a name or a domain"
    payers = f"; {paid:,} more of the same payer" if paid else ""
    if not firm:
        return f"{_many(names)} by {what} only: a lead, never an identity{payers}"
    named = (f"; {names:,} more by {what} only" if names else "") + payers
    withheld = "; a public register names nobody here (Art. 39(3))" if outcome == "removed_ad_identity_withheld" else ""
    little = "; only by what many advertisers share, which says little" if all(one.shared or one.kind in ("name", "domain_family") for link in links if not link.by_payer_only for one in link.evidence) else ""
    equal = "is equal" if all(one.score == 1.0 for link in links for one in link.evidence if one.kind != "name") else "is equal or nearly so"
    return f"{_many(firm)} by a key that {equal}{named}{little}{withheld}"


def _many(number: int, one: str = "entry", several: str = "entries") -> str:
    return f"{number:,} {one if number == 1 else several}"


def _not_found(index: Index, subject: Subject, kinds: set[Key]) -> Answer:
    total = len(index.entries)
    able = {kind: index.searchable[kind] for kind in KINDS if kind in kinds}
    if not any(able.values()):
        return Answer(subject.label, subject.kind, "not_searchable", _why_not(index, kinds))
    pieces = [f"by {_WORDS[kind]} in {count:,} of {total:,} entries" for kind, count in able.items() if count]
    gaps = [_WORDS[kind] for kind, count in able.items() if not count]
    reason = f"searched, not found: {', '.join(pieces)}"
    if gaps:
        reason += f"; not by {', '.join(gaps)}, which no entry has"
    if index.withheld:
        reason += f"; {_many(index.withheld, 'removed entry', 'removed entries')} without names and content (Art. 39(3)) could not be searched"
    if index.unread:
        reason += f"; {_many(index.unread, 'record', 'records')} of the register could not be read"
    return Answer(subject.label, subject.kind, "absent_undeclared", reason)


def _why_not(index: Index, kinds: set[Key]) -> str:
    if not index.entries:
        if index.unread:
            return f"none of the {index.unread:,} records of the register could be read"
        return "the register has no entries, which does not mean that there are no ads"
    if index.withheld == len(index.entries):
        return "all entries are removed ads, of which a public register names nobody (Art. 39(3))"
    words = " and no ".join(_WORDS[kind] for kind in KINDS if kind in kinds)
    names = ", ".join(sorted({entry.format for entry in index.entries}))
    return f"no entry has a {words} (formats: {names})"
