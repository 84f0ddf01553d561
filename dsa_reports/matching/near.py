"""Near-duplicates among many texts, at a cost that grows with the texts and not with their pairs.

MinHash over the letter 5-grams of the skeletons finds those that may be alike: they agree in a band. Of a link the whole signatures
are then compared, which estimates how many 5-grams the two texts share; the texts themselves are not compared again. Every text is
linked to the first one of its bucket, never to all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dsa_reports.matching.groups import first_alike, grouped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BANDS", "GRAM", "Sketches", "links_of", "shingle_rows", "sketches"]

GRAM = 5
"""Letters of a shingle. The skeletons have no blanks, so that letters spaced out make no difference."""
BANDS, ROWS = 10, 3
"""Two texts that share half of their shingles meet in one of the bands with 74 %, those that share 70 % with 98 %."""
AGREEING = 14
"""Of the 30 values of two signatures, so many agree at least in a link: about half of the 5-grams are shared."""
_SEED = 20
_AT_ONCE = 500_000


@dataclass(frozen=True)
class Sketches:
    """What is kept of each text: a key per band, and the last byte of every value of its signature. 70 bytes a text."""

    keys: "NDArray[np.uint32]"
    values: "NDArray[np.uint8]"

    @classmethod
    def room(cls, count: int) -> "Sketches":
        """Room for those of `count` texts, to be filled with `put`."""
        import numpy as np

        return cls(np.zeros((count, BANDS), dtype=np.uint32), np.zeros((count, BANDS * ROWS), dtype=np.uint8))

    def put(self, start: int, part: "Sketches") -> None:
        """Write `part` from the place `start` on."""
        self.keys[start : start + len(part.keys)] = part.keys
        self.values[start : start + len(part.keys)] = part.values

    def groups(self) -> "NDArray[np.int64]":
        """For each text the place of the first one of its group of near-duplicates.

        Band by band, and at once what a band joins: of millions of texts the links of all bands together would fill the memory.
        """
        import numpy as np

        label = np.arange(len(self.keys), dtype=np.int64)
        for band in range(BANDS):
            mine, other = first_alike(self.keys[:, band])
            apart = label[mine] != label[other]
            mine, other = mine[apart], other[apart]
            alike = np.zeros(len(mine), dtype=bool)
            for at in range(0, len(mine), _AT_ONCE):
                these = slice(at, at + _AT_ONCE)
                alike[these] = (self.values[mine[these]] == self.values[other[these]]).sum(axis=1) >= AGREEING
            label = grouped(len(label), label[mine[alike]], label[other[alike]])[label]
        return label


def sketches(skeletons: Sequence[str], start: int = 0) -> Sketches:
    """What is kept of each of `skeletons`; `start` is the place of the first one.

    A text without a shingle has keys of its own, by its place.
    """
    import numpy as np

    if not skeletons:
        return Sketches.room(0)
    hashes, offsets = _shingles(skeletons)
    rows = shingle_rows(hashes, offsets)
    keys = _banded(rows)
    bare = np.flatnonzero(np.diff(offsets) == 0)
    keys[bare] = (np.uint64(start) + bare.astype(np.uint64)).astype(np.uint32)[:, None]
    return Sketches(keys, (rows & 0xFF).astype(np.uint8))


def shingle_rows(hashes: "NDArray[np.uint64]", offsets: "NDArray[np.int64]") -> "NDArray[np.uint32]":
    """MinHash signatures from the hashes of all shingles, of which those of text i begin at `offsets[i]`."""
    import numpy as np
    from rensa import RMinHash

    return np.array(RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, BANDS * ROWS, _SEED).to_rows(), dtype=np.uint32).reshape(len(offsets) - 1, BANDS * ROWS)


def _banded(rows: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    import numpy as np

    keys = np.empty((len(rows), BANDS), dtype=np.uint32)
    for band in range(BANDS):
        key = np.zeros(len(rows), dtype=np.uint64)
        for column in range(band * ROWS, (band + 1) * ROWS):
            key = (key ^ rows[:, column].astype(np.uint64)) * np.uint64(0x9E37_79B9_7F4A_7C15)
            key ^= key >> np.uint64(31)
        keys[:, band] = key >> np.uint64(32)
    return keys


def _shingles(texts: Sequence[str]) -> "tuple[NDArray[np.uint64], NDArray[np.int64]]":
    """Hashes of all shingles of all texts, one after the other, and where each text's begin."""
    import numpy as np

    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    counts = np.maximum(lengths - GRAM + 1, 0)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    if len(codes) < GRAM:
        return np.zeros(0, dtype=np.uint64), offsets
    whole = np.zeros(len(codes) - GRAM + 1, dtype=np.uint64)
    for place in range(GRAM):
        whole = whole * np.uint64(1_099_511_628_211) + codes[place : place + len(whole)]
    whole ^= whole >> np.uint64(29)
    whole *= np.uint64(0xBF58_476D_1CE4_E5B9)
    whole ^= whole >> np.uint64(32)
    # Of a text of n letters the first n - GRAM + 1 places begin a shingle of its own; the rest run into the next text.
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    own = np.repeat(starts - offsets[:-1], counts) + np.arange(offsets[-1])
    return whole[own], offsets


def links_of(keys: "NDArray[np.uint32]", *, at_least: int = 1) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Links between rows that agree in at least `at_least` bands: each row to the first one of its bucket, every link once."""
    import numpy as np

    count = np.int64(max(len(keys), 1))
    found = [mine * count + other for mine, other in (first_alike(keys[:, band]) for band in range(keys.shape[1]))]
    links, times = np.unique(np.concatenate(found), return_counts=True) if found else (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    links = links[times >= at_least]
    return links // count, links % count
