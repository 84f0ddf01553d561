"""What entries have in common, in three numbers for each of their keys: a register of millions fits in memory.

Keys and names are kept as Python's hashes of 64 bits. They change from run to run and what is counted with them does not, unless
two of a million keys fall together: a chance of one in forty million.
"""

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dsa_reports.advertisers.checks import Tally
from dsa_reports.advertisers.model import AdRecord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Places", "Shared"]

_UNNAMED = -(2**63)


class Places:
    """Where entries stand, by their number."""

    def __init__(self) -> None:
        self._files: dict[str, int] = {}
        self._file, self._line = array("i"), array("q")

    def add(self, record: AdRecord) -> int:
        """The number of the entry, from 0."""
        self._file.append(self._files.setdefault(record.file, len(self._files)))
        self._line.append(record.line or 0)
        return len(self._line) - 1

    def tally(self, numbers: Iterable[int]) -> Tally:
        """These entries, to be told in a finding."""
        files, found = list(self._files), Tally()
        for number in numbers:
            found.add_at(files[self._file[number]], self._line[number])
        return found


class Shared:
    """Keys, the entries that have them, and the names that stand there."""

    def __init__(self) -> None:
        self._keys, self._numbers, self._names = array("q"), array("q"), array("q")

    def add(self, key: str, number: int, name: str | None = None) -> None:
        """The entry `number` has the key, under `name` (None: under none)."""
        self._keys.append(hash(key))
        self._numbers.append(number)
        self._names.append(_UNNAMED if name is None else hash(name))

    def clusters(self, least: int) -> tuple[int, list[int]]:
        """How many keys stand under at least `least` different names, and the entries that have one of them."""
        import numpy as np

        keys, names = _numbers(self._keys), _numbers(self._names)
        order = np.lexsort((names, keys))
        keys, names = keys[order], names[order]
        new_key = _changes(keys)
        new_name = (new_key | _changes(names)) & (names != _UNNAMED)
        of_key = np.cumsum(new_key) - 1
        many = np.bincount(of_key, weights=new_name) >= least
        return int(many.sum()), np.unique(_numbers(self._numbers)[order][many[of_key]]).tolist()

    def with_keys_of(self, other: "Shared") -> list[int]:
        """The entries that have a key of `other`."""
        import numpy as np

        found: list[int] = np.unique(_numbers(self._numbers)[np.isin(_numbers(self._keys), _numbers(other._keys))]).tolist()
        return found


def _numbers(values: "array[int]") -> "NDArray[np.int64]":
    import numpy as np

    return np.array(values, dtype=np.int64)


def _changes(values: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    """True where a value differs from the one before it."""
    import numpy as np

    found = np.ones(len(values), dtype=bool)
    found[1:] = values[1:] != values[:-1]
    return found
