"""Keyed signatures of texts: two near-identical texts have alike signatures, and nobody without the key learns a word of them.

A platform makes them where the text is, with a key that stays there, and hands on only the signature. Written as
`m1.<exact>.<bands>`: 24 hexadecimal digits that are equal for equal skeletons, and 8 for each of 10 bands of a MinHash over
keyed hashes of the letter 5-grams. Whoever has the key can test guesses: keep it as a secret, and change it when its purpose ends.
"""

import hashlib
import re
from collections.abc import Sequence

from dsa_reports.matching.near import BANDS, GRAM, ROWS, shingle_rows
from dsa_reports.matching.skeleton import skeletons

__all__ = ["AGREEING", "SHORTEST_KEY", "is_signature", "sign_texts", "signature_bands"]

SHORTEST_KEY = 16
"""Bytes of a key, at least."""
AGREEING = 2
"""Bands that must agree for two signatures to be near: the texts themselves cannot be compared any more."""
_PATTERN = re.compile(rf"m1\.[0-9a-f]{{24}}\.(?:[0-9a-f]{{{8 * BANDS}}})?")


def sign_texts(texts: Sequence[str], key: bytes) -> list[str]:
    """The signature of each text; '' of one without letters. ValueError for a key that is too short or too long."""
    import numpy as np

    if not SHORTEST_KEY <= len(key) <= hashlib.blake2b.MAX_KEY_SIZE:
        raise ValueError(f"a key has {SHORTEST_KEY} to {hashlib.blake2b.MAX_KEY_SIZE} bytes")
    forms = skeletons(texts)
    hashes = [[_keyed(form[at : at + GRAM], key) for at in range(len(form) - GRAM + 1)] for form in forms]
    offsets = np.concatenate([[0], np.cumsum([len(one) for one in hashes])]).astype(np.int64)
    rows = shingle_rows(np.array([value for one in hashes for value in one], dtype=np.uint64), offsets)
    return [_written(form, row.tolist() if one else [], key) for form, row, one in zip(forms, rows, hashes, strict=True)]


def _keyed(text: str, key: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=key, digest_size=8).digest(), "big")


def _written(form: str, row: Sequence[int], key: bytes) -> str:
    if not form:
        return ""
    exact = hashlib.blake2b(form.encode("utf-8", "surrogatepass"), key=key, digest_size=12, person=b"exact").hexdigest()
    bands = [",".join(map(str, row[start : start + ROWS])) for start in range(0, len(row), ROWS)]
    return f"m1.{exact}." + "".join(hashlib.blake2b(f"{n}:{band}".encode(), key=key, digest_size=4, person=b"band").hexdigest() for n, band in enumerate(bands))


def is_signature(value: str) -> bool:
    """True if `value` is one of our signatures; others are compared as wholes only."""
    return _PATTERN.fullmatch(value) is not None


def signature_bands(value: str) -> list[int]:
    """The keys of the bands of one of our signatures; of one without bands none."""
    bands = value.rpartition(".")[2]
    return [int(bands[start : start + 8], 16) for start in range(0, len(bands), 8)]
