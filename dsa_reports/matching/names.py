"""Names of persons and companies, made comparable, and scores that say how they came about.

A name is transliterated to ASCII, put in small letters, freed of punctuation and of the words for its legal form, and
its words are sorted, those that only join (`and`, `en`) left out. What is left of `Хартс Медиа ООО` and of `Media Kharts Ltd.` can then be compared.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NAME_SCORE", "SHORTEST_FUZZY", "Hit", "Names", "normalised", "plain_text", "plain_texts"]

NAME_SCORE = 0.9
"""Jaro-Winkler similarity of two normalised names from which on they are a lead. On planted names with one or two wrong
letters (687,000 different names of few syllables in a register of a million) 383 of 454 were found, and of 454 names that stand
nowhere in the register 403 found a look-alike: that is why it is a lead and no more. benchmarks/ads.py measures it again."""
SHORTEST_FUZZY = 5
"""Characters of a normalised name from which on it is compared with others; a shorter one must be equal."""
_BLOCKS = 4
"""Rarest trigrams of a name by which others are looked up."""
_CROWD = 2000
"""Names that share a trigram from which on it alone tells nothing apart."""
_WIDER, _SHARED = 12, 4
"""In a crowd those names are compared too that share `_SHARED` of the `_WIDER` rarest trigrams: letters that are wrong make rare
ones, so that a few of the rarest are never enough."""
_MOST_PLACES = 300_000
"""Places of trigrams that one look-up goes through, the rarest first: it bounds the time."""

_FORMS = frozenset(["ab", "ag", "aps", "as", "asa", "bv", "bvba", "cv", "cvba", "doo", "dooel", "eeig", "ehf", "eood", "esv", "eu", "ev", "gbr", "gesmbh", "gmbh", "gmbhcokg", "hf", "inc", "incorporated", "kb", "kg", "kft", "kgaa", "kk", "lda", "limited", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv", "nyrt", "oao", "oe", "ohg", "ood", "ooo", "ou", "oy", "oyj", "plc", "pte", "pty", "sa", "sab", "sapi", "sarl", "sas", "sasu", "sca", "scs", "se", "sia", "sl", "slu", "snc", "sp", "spa", "spzoo", "spk", "srl", "sro", "uab", "ug", "vof", "vzw", "zao", "zrt", "zoo", "corp", "corporation", "co", "company", "stichting"])
"""Legal forms in one piece, as they are left after dots are taken out (`B.V.` → `bv`, `sp. z o.o.` → `sp z oo`)."""
_JOINING = frozenset({"and", "en", "und", "et", "e", "y", "the"})
_ADDRESS = re.compile(r"(?i)\b(?:https?://|www\.)\S+")
_SIGNS = re.compile(r"[^a-z\n]+")
_OWN = re.compile(r"[a-z0-9]+")
_POINTS = re.compile(r"(?<=\w)[.'’](?=\w)|(?<=\w)\.")
_SPLIT_FORMS = (("sp", "z", "oo"), ("gmbh", "co", "kg"), ("s", "r", "o"), ("d", "o", "o"), ("b", "v"), ("n", "v"), ("haftungsbeschrankt",))


@lru_cache(maxsize=1 << 16)
def plain_text(text: str) -> str:
    """`text` transliterated, in small letters, without addresses, digits and punctuation: what a copied text keeps."""
    return plain_texts((text,))[0]


def plain_texts(texts: Sequence[str]) -> list[str]:
    """The plain text of each of `texts`, all in one go: thousands of texts cost little more than their letters."""
    if not texts:
        return []
    joined = "\n".join(text.replace("\n", " ") for text in texts)
    return _SIGNS.sub(" ", _ascii(_ADDRESS.sub(" ", joined)).lower()).replace(" \n", "\n").replace("\n ", "\n").strip(" ").split("\n")


class _Letters(dict[int, str]):
    """Code point → ASCII. It is filled as letters come, so that each is looked up once and not at each place."""

    def __missing__(self, code: int) -> str:
        from anyascii import anyascii

        # No line may become two.
        self[code] = letters = chr(code) if code < 128 else anyascii(chr(code)).replace("\n", " ")
        return letters


_LETTERS = _Letters()


def _ascii(text: str) -> str:
    return text if text.isascii() else text.translate(_LETTERS)


@lru_cache(maxsize=1 << 20)
def normalised(name: str) -> str:
    """The name's own words, sorted; '' where nothing is left. A name of nothing but legal forms keeps them."""
    joined = _POINTS.sub("", _ascii(name).lower())
    words = _OWN.findall(joined)
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
    """An index of normalised names. Each distinct name is kept once, and only names that share a rare trigram, or several, are compared."""

    def __init__(self, names: Iterable[str]) -> None:
        import numpy as np

        self.names = sorted({name for name in names if name})
        self._known = frozenset(self.names)
        pairs = _pairs(self.names)
        grams, self._places = np.divmod(pairs, max(len(self.names), 1))
        starts = np.flatnonzero(np.append(True, grams[1:] != grams[:-1])) if len(grams) else np.zeros(0, dtype=np.int64)
        self._grams, self._starts = grams[starts], np.append(starts, len(grams))

    def like(self, name: str, at_least: float = NAME_SCORE) -> list[Hit]:
        """Names that resemble the normalised `name`, best first; of a short one only itself."""
        import numpy as np
        from rapidfuzz.distance import JaroWinkler
        from rapidfuzz.process import cdist

        found = [Hit(name, 1.0)] if name in self._known else []
        if len(name) < SHORTEST_FUZZY or not self.names:
            return found
        others = [other for place in self._candidates(name) if len(other := self.names[place]) >= SHORTEST_FUZZY and other != name]
        scores = cdist([name], others, scorer=JaroWinkler.normalized_similarity, score_cutoff=at_least, dtype=np.float64)[0] if others else np.zeros(0)
        # Never 1.0, which says that the names are equal.
        found += [Hit(others[place], min(round(float(scores[place]), 4), 0.9999)) for place in np.flatnonzero(scores >= at_least).tolist()]
        return sorted(found, key=lambda hit: (-hit.score, hit.name))

    def _candidates(self, name: str) -> list[int]:
        import numpy as np

        grams = _pairs([name])
        known = np.searchsorted(self._grams, grams)
        known = known[(known < len(self._grams)) & (self._grams.take(known, mode="clip") == grams)]
        sizes = self._starts[known + 1] - self._starts[known]
        rarest = np.argsort(sizes, kind="stable")[:_WIDER]
        rarest = rarest[np.cumsum(sizes[rarest]) <= _MOST_PLACES]
        blocks = [self._places[self._starts[gram] : self._starts[gram + 1]] for gram in known[rarest].tolist()]
        if not blocks:
            return []
        shared = np.bincount(np.concatenate(blocks), minlength=len(self.names)) >= _SHARED
        for block in blocks[:_BLOCKS]:
            if len(block) <= _CROWD:
                shared[block] = True
        found: list[int] = np.flatnonzero(shared).tolist()
        return found


def _pairs(names: Sequence[str]) -> "NDArray[np.int64]":
    """Each trigram of each of the normalised `names`, once, as trigram times `len(names)` plus the place of the name, in order."""
    import numpy as np

    if not names:
        return np.zeros(0, dtype=np.int64)
    # Two blanks before a name and one behind it: what runs from one name into the next is no trigram of either.
    codes = np.frombuffer("".join(f"  {name} " for name in names).encode("ascii"), dtype=np.uint8).astype(np.int64)
    lengths = np.fromiter(map(len, names), dtype=np.int64, count=len(names))
    counts = lengths + 1
    begins = np.cumsum(lengths + 3) - (lengths + 3) - (np.cumsum(counts) - counts)
    at = np.arange(counts.sum()) + np.repeat(begins, counts)
    place = np.repeat(np.arange(len(names)), counts)
    pairs: NDArray[np.int64] = ((codes[at] << 16) + (codes[at + 1] << 8) + codes[at + 2]) * len(names) + place
    pairs.sort()  # np.unique takes a table of hashes for whole numbers, which is slower by far
    first: NDArray[np.bool_] = np.append(True, pairs[1:] != pairs[:-1])
    return pairs[first]
