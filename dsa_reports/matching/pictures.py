"""Perceptual hashes of pictures: which are so near that one picture was copied. Hashes only, never pictures.

Two hashes of the same length are near when few of their bits differ: of 64 bits (pHash, dHash) up to 6, of 256 (PDQ) up to 31,
which is what the authors of PDQ recommend; of other lengths one bit in ten. They are found by sampling bits: hashes that agree in
a random choice of bits lie side by side once they are sorted, and only neighbours are compared.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dsa_reports.matching.groups import first_alike, grouped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["far_apart", "near_pictures", "tolerance"]

_TABLES = 40
"""Random choices of bits. Of pairs at the edge of the tolerance nine in ten meet in one of them."""
_SEED = 64


def tolerance(bits: int) -> int:
    """How many bits of a hash of `bits` bits may differ: 6 of 64, 31 of 256."""
    return {64: 6, 256: 31}.get(bits, bits // 10)


def far_apart(one: str, other: str) -> int:
    """Bits in which two hexadecimal hashes differ; those of different length differ in all."""
    if len(one) != len(other):
        return 4 * max(len(one), len(other))
    return (int(one, 16) ^ int(other, 16)).bit_count()


def near_pictures(hashes: Sequence[str]) -> "NDArray[np.int64]":
    """For each of the hexadecimal `hashes` the place of the first one of its group; hashes of different length are never near."""
    import numpy as np

    label = np.arange(len(hashes), dtype=np.int64)
    lengths = np.fromiter(map(len, hashes), dtype=np.int64, count=len(hashes))
    for length in np.unique(lengths).tolist():
        places = np.flatnonzero(lengths == length)
        label[places] = places[_near([hashes[place] for place in places.tolist()], 4 * length)]
    return label


def _near(hashes: Sequence[str], bits: int) -> "NDArray[np.int64]":
    import numpy as np

    table = np.array([list(bytes.fromhex(text if len(text) % 2 == 0 else "0" + text)) for text in hashes], dtype=np.uint8)
    spread = np.unpackbits(table, axis=1)[:, -bits:]
    # A few bits more than it takes to tell the hashes apart: then a bucket holds copies and little else.
    taken = min(bits, max(8, len(hashes).bit_length() + 4), 32)
    random = np.random.default_rng(_SEED)
    mine, other = [], []
    for _ in range(_TABLES):
        chosen = random.choice(bits, taken, replace=False)
        key = spread[:, chosen] @ (np.uint64(1) << np.arange(taken, dtype=np.uint64))
        left, right = first_alike(key)
        near = (spread[left] != spread[right]).sum(axis=1) <= tolerance(bits)
        mine.append(left[near])
        other.append(right[near])
    return grouped(len(hashes), np.concatenate(mine), np.concatenate(other))
