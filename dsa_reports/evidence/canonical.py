"""One way to write data as bytes, so that the same content always has the same SHA-256."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from pydantic import BaseModel

__all__ = ["FileDigest", "canonical_json", "digest", "file_digest", "sha256"]


class FileDigest(NamedTuple):
    """What is known of a file without its content."""

    sha256: str
    bytes: int


def canonical_json(data: object) -> bytes:
    """`data` as JSON: UTF-8, keys sorted, one blank of indentation, LF, one line end at the end.

    Decimals and fractions keep their exact value (a decimal as its digits, a fraction as
    "numerator/denominator"); not-a-number and infinity are refused with a ValueError.
    """
    text = json.dumps(_plain(data), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8")


def sha256(content: bytes) -> str:
    """SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(content: bytes) -> FileDigest:
    """Hash and size of `content`."""
    return FileDigest(sha256(content), len(content))


def file_digest(path: Path) -> FileDigest:
    """Hash and size of the file at `path`, read in pieces."""
    with path.open("rb") as stream:
        hashed = hashlib.file_digest(stream, "sha256")
        return FileDigest(hashed.hexdigest(), stream.tell())


def _plain(data: object) -> Any:
    """`data` with every value in a form that JSON has."""
    match data:
        case None | bool() | int() | float():
            return data
        case Enum():
            return _plain(data.value)
        case str():
            return data
        case Decimal():
            return int(data) if data == data.to_integral_value() else str(data)
        case Fraction():
            return data.numerator if data.denominator == 1 else f"{data.numerator}/{data.denominator}"
        case datetime() | date():
            return data.isoformat()
        case PurePath():
            return data.as_posix()
        case BaseModel():
            return _plain(data.model_dump(mode="python"))
        case Mapping():
            return {str(_plain(key)): _plain(value) for key, value in data.items()}
        case set() | frozenset():
            return sorted((_plain(item) for item in data), key=str)
        case list() | tuple():
            return [_plain(item) for item in data]
        case _:
            raise TypeError(f"{type(data).__name__} has no canonical form")
