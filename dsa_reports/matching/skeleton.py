"""Text as it would look without disguise: what two spellings of one message have in common.

Spammers write one message in a hundred ways: Cyrillic letters for Latin ones, mathematical alphabets, digits for letters, blanks
between letters, characters of no width, emoji in the middle of words. The skeleton of a text is what is left when all of that is
undone in the same way for every text: NFKC, small letters, no accents, look-alikes as the Latin letter (Unicode's own list of
confusables), digits as the letters they stand for, nothing but letters, no letter twice in a row. It is for comparing only:
nobody should read it, the text itself stays the evidence, and what the words *say* is never looked at.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LONGEST", "skeleton", "skeletons"]

LONGEST = 2_000
"""Characters of a text that are looked at: more tells no more, and a text of a megabyte costs no more than one of two pages."""

_ADDRESSES = (re.compile(r"https?://\S+"), re.compile(r"www\.\S+"), re.compile(r"[@#][\w.]{2,}"))
_BETWEEN = re.compile(r"[!|](?<=\w[!|])(?=\w)")
_LEET = {"0": "o", "1": "i", "2": "z", "3": "e", "4": "a", "5": "s", "6": "g", "7": "t", "8": "b", "9": "g", "l": "i", "j": "i", "@": "a", "$": "s", "€": "e", "£": "i", "+": "t"}
"""`l`, `j` and `i` fall together, because `1`, `|` and `!` stand for any of them."""
_UNKNOWN, _GONE, _END = -1, 0, 10
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def skeleton(text: str) -> str:
    """The letters of `text` without disguise, addresses, mentions and hashtags; '' where no letter is left.

    >>> skeleton("Hеу  ѕwееt0, l00k @ my pr0file 💋") == skeleton("h e y  sweeto look a my profile")
    True
    """
    return skeletons([text])[0]


def skeletons(texts: Sequence[str]) -> list[str]:
    """The skeleton of each of `texts`, all in one go: thousands of texts cost little more than their letters."""
    import numpy as np

    if not texts:
        return []
    joined = "\n".join(text[:LONGEST].replace("\n", " ") for text in texts)
    if not joined.isascii():
        joined = unicodedata.normalize("NFKC", joined)
    joined = joined.casefold()
    for address in _ADDRESSES:
        joined = address.sub(" ", joined)
    joined = _BETWEEN.sub("i", joined)
    if not joined.isascii():
        joined = unicodedata.normalize("NFD", joined)
    letters = _letters(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
    letters = letters[letters != _GONE]
    again = np.zeros(len(letters), dtype=bool)
    again[1:] = (letters[1:] == letters[:-1]) & (letters[1:] != _END)
    plain: str = letters[~again].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    return plain.split("\n")


def _letters(codes: "NDArray[np.uint32]") -> "NDArray[np.int32]":
    """The letter that each code point stands for, `_GONE` for what is none."""
    import numpy as np

    table = _table()
    found: NDArray[np.int32] = table[codes]
    unknown = found == _UNKNOWN
    if unknown.any():
        for code in np.unique(codes[unknown]).tolist():
            table[code] = code if chr(code).isalpha() else _GONE
        found = table[codes]
    return found


@cache
def _table() -> "NDArray[np.int32]":
    """Code point → letter. It is filled as letters come: of a million code points a log holds a few hundred."""
    import numpy as np

    table = np.full(0x110000, _UNKNOWN, dtype=np.int32)
    for code, letter in {**{ord(c): c for c in _LATIN}, **_confusables(), **{ord(c): c for c in _LEET}}.items():
        table[code] = ord(_LEET.get(letter, letter))
    table[_END] = _END
    return table


def _confusables() -> dict[int, str]:
    """Code point → the small Latin letter or the digit that it looks like."""
    from confusable_homoglyphs.confusables import confusables_data

    table: dict[int, str] = {}
    for character, alike in confusables_data.items():
        latin = sorted({one["c"].casefold() for one in alike if len(one["c"]) == 1 and one["c"].isascii() and one["c"].isalnum()})
        if len(character) == 1 and not character.isascii() and latin:
            table[ord(character)] = latin[0]
    for start in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6):  # letters in boxes and circles, and those that pairs of make flags
        table |= {start + place: letter for place, letter in enumerate(_LATIN)}
    return table | dict(zip(map(ord, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ"), "abcdefghijklmnopqrstuvwyz", strict=True))
