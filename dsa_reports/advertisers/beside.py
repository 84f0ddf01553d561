"""What is known beside a register, from files of the platform: what it billed or showed as ads, and which posts it removed."""

import csv
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from dsa_reports.advertisers.near import picture_key
from dsa_reports.advertisers.parsing import Unread, moment
from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.intake.files import open_bytes
from dsa_reports.intake.model import InputFile

__all__ = ["billed_from", "removed_posts_from"]

_MOST_FIELD = 200_000


def billed_from(path: Path) -> dict[str, datetime | None]:
    """Ad → when it was first billed or shown, from a CSV with the columns ad_id and, where known, first_at; several lines of an ad are one.

    InputError, with the record, for a line without an ad or with a time that is none.
    """
    found: dict[str, datetime | None] = {}
    for number, row in _rows(path, ("ad_id",), "a billing or impression log", "It has the column ad_id and, where known, first_at."):
        ad_id = row["ad_id"].strip()
        if not ad_id:
            raise InputError("a line without an ad", where=f"{shown(path, 300)}, record {number}", remedy="Fill ad_id, or leave the line out.")
        try:
            known = moment(row.get("first_at") or None, "first_at")
        except Unread as error:
            raise InputError(str(error), where=f"{shown(path, 300)}, record {number}", remedy="Write it as 2026-01-05T10:00:00Z.") from None
        first, before = known.at if known else None, found.get(ad_id)
        found[ad_id] = min(before, first) if before and first else before or first
    return found


def removed_posts_from(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Texts and picture hashes of posts that were removed, from a CSV with the columns text, picture_hash, or both."""
    texts: dict[str, None] = {}
    pictures: dict[str, None] = {}
    for number, row in _rows(path, ("text", "picture_hash"), "a list of removed posts", "It has the column text, the column picture_hash, or both.", any):
        if text := (row.get("text") or "").strip():
            texts[text] = None
        if picture := (row.get("picture_hash") or "").strip():
            if not picture_key(picture):
                raise InputError("a picture hash that is none", where=f"{shown(path, 300)}, record {number}, column picture_hash", remedy="Write perceptual hashes in hexadecimal; never pictures or addresses.")
            pictures[picture] = None
    return tuple(texts), tuple(pictures)


def _rows(path: Path, wanted: tuple[str, ...], what: str, remedy: str, enough: Callable[[Iterator[bool]], bool] = all) -> Iterator[tuple[int, dict[str, str]]]:
    import io

    if not path.is_file():
        raise InputError("there is no such file", where=shown(path, 300), remedy="Correct the path.")
    csv.field_size_limit(_MOST_FIELD)
    try:
        with open_bytes(InputFile(path=path, name=path.as_posix(), index=0, format="csv")) as stream, io.TextIOWrapper(stream, "utf-8-sig", newline="") as text:
            reader = csv.DictReader(text)
            if not enough(name in (reader.fieldnames or ()) for name in wanted):
                raise InputError(f"this is no {what.removeprefix('a ')}", where=shown(path, 300), remedy=remedy)
            for number, row in enumerate(reader, 2):
                yield number, {name: value for name, value in row.items() if isinstance(name, str) and isinstance(value, str)}
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError("the file cannot be read as CSV in UTF-8", where=shown(path, 300), remedy="Check the encoding and the quotes of the export.") from error
