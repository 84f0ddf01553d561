"""Phrases that texts have in common: fingerprints by winnowing (Schleimer, Wilkerson, Aiken 2003).

Of the hashes of all runs of 12 letters in a skeleton those are kept that are the smallest in some window of 8: about two in nine.
Two texts that share a run of 19 letters share at least one fingerprint, wherever the run stands. So texts put together anew from the
same pieces are found, which as wholes are too different to be near-duplicates.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["RUN", "WINDOW", "phrases"]

RUN, WINDOW = 12, 8


def phrases(skeletons: Sequence[str]) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]":
    """Fingerprints of all `skeletons`: the place of the text, the fingerprint (63 bits), and where in the text its run begins.

    A text shorter than a run has none; one of a run or a little more has one.
    """
    import numpy as np

    lengths = np.fromiter(map(len, skeletons), dtype=np.int64, count=len(skeletons))
    codes = np.frombuffer("".join(skeletons).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(codes) < RUN:
        return (np.zeros(0, dtype=np.int64),) * 3
    hashes = np.zeros(len(codes) - RUN + 1, dtype=np.uint64)
    for place in range(RUN):
        hashes = hashes * np.uint64(1_099_511_628_211) + codes[place : place + len(hashes)]
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(0xBF58_476D_1CE4_E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(32))) >> np.uint64(1)

    runs = np.maximum(lengths - RUN + 1, 0)
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    windows = np.where(runs > 0, np.maximum(runs - WINDOW + 1, 1), 0)
    text = np.repeat(np.arange(len(skeletons)), windows)
    place = np.arange(windows.sum()) - np.repeat(np.cumsum(windows) - windows, windows)
    start, last = begins[text] + place, (begins + runs - 1)[text]
    best = start.copy()
    for step in range(1, WINDOW):
        other = np.minimum(start + step, last)
        best = np.where(hashes[other] < hashes[best], other, best)
    _, first = np.unique(best, return_index=True)
    return text[first], hashes[best[first]].astype(np.int64), best[first] - begins[text[first]]
