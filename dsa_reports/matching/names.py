"""Names of persons and companies, made comparable, and scores that say how they came about.

A name is transliterated to ASCII, put in small letters, freed of punctuation and of the words for its legal form, and
its words are sorted, those that only join (`and`, `en`) left out. What is left of `Хартс Медиа ООО` and of `Media Kharts Ltd.` can then be compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["NAME_SCORE", "SHORTEST_FUZZY", "Hit", "Names", "normalised", "plain_text"]

NAME_SCORE = 0.9
"""Jaro-Winkler similarity of two normalised names from which on they are a lead. On planted names with one or two wrong
letters (270,000 different names in a register of a million) 71 of 100 were found, and of 100 names that stand nowhere in the
register 41 found a look-alike: that is why it is a lead and no more. benchmarks/ads.py measures it again."""
SHORTEST_FUZZY = 5
"""Characters of a normalised name from which on it is compared with others; a shorter one must be equal."""
_BLOCKS = 4
"""Rarest trigrams of a name by which others are looked up."""
_CROWD = 2000
"""Names that share a trigram from which on it tells nothing apart."""

_FORMS = frozenset(["ab", "ag", "aps", "as", "asa", "bv", "bvba", "cv", "cvba", "doo", "dooel", "eeig", "ehf", "eood", "esv", "eu", "ev", "gbr", "gesmbh", "gmbh", "gmbhcokg", "hf", "inc", "incorporated", "kb", "kg", "kft", "kgaa", "kk", "lda", "limited", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv", "nyrt", "oao", "oe", "ohg", "ood", "ooo", "ou", "oy", "oyj", "plc", "pte", "pty", "sa", "sab", "sapi", "sarl", "sas", "sasu", "sca", "scs", "se", "sia", "sl", "slu", "snc", "sp", "spa", "spzoo", "spk", "srl", "sro", "uab", "ug", "vof", "vzw", "zao", "zrt", "zoo", "corp", "corporation", "co", "company", "stichting"])
"""Legal forms in one piece, as they are left after dots are taken out (`B.V.` → `bv`, `sp. z o.o.` → `sp z oo`)."""
_JOINING = frozenset({"and", "en", "und", "et", "e", "y", "the"})
_ADDRESS = re.compile(r"(?i)\b(?:https?://|www\.)\S+")
_WORDS = re.compile(r"[a-z]+")
_POINTS = re.compile(r"(?<=\w)[.'’](?=\w)|(?<=\w)\.")
_SPLIT_FORMS = (("sp", "z", "oo"), ("gmbh", "co", "kg"), ("s", "r", "o"), ("d", "o", "o"), ("b", "v"), ("n", "v"), ("haftungsbeschrankt",))


@lru_cache(maxsize=1 << 16)
def plain_text(text: str) -> str:
    """`text` transliterated, in small letters, without addresses, digits and punctuation: what a copied text keeps."""
    without = _ADDRESS.sub(" ", text) if "/" in text or "." in text else text
    return " ".join(_WORDS.findall(_ascii(without).lower()))


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    from anyascii import anyascii

    return anyascii(text)


@lru_cache(maxsize=1 << 16)
def normalised(name: str) -> str:
    """The name's own words, sorted; '' where nothing is left. A name of nothing but legal forms keeps them."""
    joined = _POINTS.sub("", _ascii(name).lower())
    words = re.findall(r"[a-z0-9]+", joined)
    for form in _SPLIT_FORMS:
        words = _without(words, form)
    own = [word for word in words if word not in _FORMS and word not in _JOINING] or words
    return " ".join(sorted(own))


def _without(words: list[str], form: tuple[str, ...]) -> list[str]:
    """`words` without `form` at the end: in the middle of a name the same letters may be initials."""
    return words[: -len(form)] if len(words) > len(form) and tuple(words[-len(form) :]) == form else words


@dataclass(frozen=True)
class Hit:
    """A known name that resembles the one asked for: 1.0 is equality of the normalised forms."""

    name: str
    score: float

    def why(self, asked: str) -> str:
        """`'media kharts' ~ 'media hearts': Jaro-Winkler 0.944 (a lead from 0.9)`."""
        if self.score == 1.0:
            return f"the same name once legal forms, accents and the order of words are left aside: {self.name!r}"
        return f"{asked!r} ~ {self.name!r}: Jaro-Winkler {self.score:.3f} (a lead from {NAME_SCORE})"


class Names:
    """An index of normalised names. Each distinct name is kept once, and only names that share a rare trigram are compared."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted({name for name in names if name})
        self._known = frozenset(self.names)
        self._grams: Mapping[str, list[int]] = self._index()

    def _index(self) -> dict[str, list[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self.names):
            for gram in _trigrams(name):
                index[gram].append(place)
        return dict(index)

    def like(self, name: str, at_least: float = NAME_SCORE) -> list[Hit]:
        """Names that resemble the normalised `name`, best first; of a short one only itself."""
        from rapidfuzz.distance import JaroWinkler

        found = [Hit(name, 1.0)] if name in self._known else []
        if len(name) < SHORTEST_FUZZY:
            return found
        for place in self._candidates(name):
            other = self.names[place]
            score = 0.0 if other == name else JaroWinkler.normalized_similarity(name, other, score_cutoff=at_least)
            if score >= at_least and len(other) >= SHORTEST_FUZZY:
                # Never 1.0, which says that the names are equal.
                found.append(Hit(other, min(round(score, 4), 0.9999)))
        return sorted(found, key=lambda hit: (-hit.score, hit.name))

    def _candidates(self, name: str) -> list[int]:
        known = [self._grams[gram] for gram in sorted(_trigrams(name)) if gram in self._grams]
        rarest = sorted(known, key=len)[:_BLOCKS]
        return sorted({place for places in rarest if len(places) <= _CROWD for place in places})


def _trigrams(name: str) -> set[str]:
    padded = f"  {name} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
