"""Creatives that are nearly the same: texts with small changes, pictures cropped or tinted.

What is looked for is kept and the register runs past it, so that a register of any size costs time and no memory. Texts and
hashes of entries are looked at in portions, because a portion costs hardly more than one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from dsa_reports.matching.names import plain_text
from dsa_reports.matching.near import sketches
from dsa_reports.matching.pictures import far_apart, tolerance
from dsa_reports.matching.skeleton import skeletons

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NEAR_AD", "SHORTEST_TEXT", "Pictures", "Texts", "picture_key"]

SHORTEST_TEXT = 40
"""Letters of a text from which on its likeness says something: `Shop now` is everybody's."""
NEAR_AD = 88.0
"""Likeness (100 = equal; rapidfuzz `ratio` of the texts without disguise) from which on two texts of ads are one with small changes."""
_COMPARED = 600
_PIECE = 4
"""Hexadecimal digits of a piece. A hash within the tolerance differs in at most one bit of one of its pieces."""


def picture_key(value: str) -> str:
    """A perceptual hash in small hexadecimal digits; '' for what is none, or is that of an even surface."""
    text = value.strip().lower().removeprefix("0x")
    try:
        bits = int(text, 16).bit_count()
    except ValueError:
        return ""
    length = 4 * len(text)
    return text if length >= 32 and tolerance(length) < bits < length - tolerance(length) else ""


class Texts:
    """Texts that are looked for; `find` says which of a portion of texts are nearly one of them."""

    def __init__(self, wanted: Iterable[str]) -> None:
        import numpy as np

        by_key = {key: text for text in sorted(set(wanted)) if len(key := plain_text(text)) >= SHORTEST_TEXT}
        self.keys = sorted(by_key)
        self._forms = skeletons([by_key[key] for key in self.keys])
        self._bands: list[dict[int, list[int]]] = []
        bands = sketches(self._forms).keys if self.keys else np.zeros((0, 0), dtype=np.uint32)
        for column in range(bands.shape[1]):
            places: defaultdict[int, list[int]] = defaultdict(list)
            for place, key in enumerate(bands[:, column].tolist()):
                places[key].append(place)
            self._bands.append(dict(places))
        self._sorted = [np.array(sorted(places), dtype=np.uint32) for places in self._bands]

    def find(self, texts: Sequence[str]) -> Iterator[tuple[int, str, float]]:
        """(place in `texts`, key of the text that was looked for, likeness of 100); equal texts are among them."""
        if not self.keys or not texts:
            return
        forms = skeletons(texts)
        for row, places in sorted(self._candidates(sketches(forms).keys).items()):
            for place in sorted(places):
                alike = _likeness(forms[row], self._forms[place])
                if alike >= NEAR_AD:
                    yield row, self.keys[place], alike

    def _candidates(self, bands: "NDArray[np.uint32]") -> dict[int, set[int]]:
        import numpy as np

        found: defaultdict[int, set[int]] = defaultdict(set)
        for column, (places, known) in enumerate(zip(self._bands, self._sorted, strict=True)):
            for row in np.flatnonzero(np.isin(bands[:, column], known)).tolist():
                found[row].update(places[int(bands[row, column])])
        return found


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return float(ratio(one[:_COMPARED], other[:_COMPARED], score_cutoff=NEAR_AD))


class Pictures:
    """Hashes that are looked for; `find` says which of them a hash is near to."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.keys = sorted({key for value in wanted if (key := picture_key(value))})
        places: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
        for place, key in enumerate(self.keys):
            for number, piece in enumerate(_pieces(key)):
                for other in (piece, *(piece ^ 1 << bit for bit in range(4 * _PIECE))):
                    places[len(key), number, other].append(place)
        self._places = dict(places)

    def find(self, value: str) -> list[tuple[str, int]]:
        """(hash that was looked for, bits in which `value` differs), nearest first."""
        return self.near(key) if (key := picture_key(value)) else []

    def near(self, key: str) -> list[tuple[str, int]]:
        """The same for a hash as `picture_key` writes it."""
        near: set[int] = set()
        places, length = self._places, len(key)
        for number, piece in enumerate(_pieces(key)):
            if (found := places.get((length, number, piece))) is not None:
                near.update(found)
        if not near:
            return []
        apart = [(self.keys[place], far_apart(key, self.keys[place])) for place in near]
        return sorted((one for one in apart if one[1] <= tolerance(4 * len(key))), key=lambda one: (one[1], one[0]))


def _pieces(key: str) -> list[int]:
    return [int(key[start : start + _PIECE], 16) for start in range(0, len(key) - _PIECE + 1, _PIECE)]
