"""Things joined by links fall into groups: the smallest number in each is its name."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["first_alike", "grouped"]


def grouped(count: int, left: "NDArray[np.int64]", right: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """For each of `count` things the smallest number in its connected group, where `left[i]` and `right[i]` are linked."""
    import numpy as np

    label = np.arange(count, dtype=np.int64)
    while True:
        low = np.minimum(label[left], label[right])
        fresh = label.copy()
        np.minimum.at(fresh, label[left], low)
        np.minimum.at(fresh, label[right], low)
        fresh = fresh[fresh]
        if np.array_equal(fresh, label):
            return label
        label = fresh


def first_alike(keys: "NDArray[np.unsignedinteger[Any]]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Links (i, first) from every thing to the first one with the same key: as many as things, never as many as pairs."""
    import numpy as np

    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    other = first[place].astype(np.int64)
    mine = np.arange(len(keys), dtype=np.int64)
    linked = other != mine
    return mine[linked], other[linked]
