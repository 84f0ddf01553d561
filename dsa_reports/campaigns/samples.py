"""Confirmed accounts that were drawn at random and judged again by people: how sure confirmations are.

`campaign_samples.csv`: sample_id, cluster_id, account_ref, judged_at, reviewer, correct (yes/no), language (may be empty).
The second reviewer should be another person than the one who confirmed, and should not know what the first one wrote.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dsa_reports.campaigns.reviews import Campaign
from dsa_reports.display import shown
from dsa_reports.errors import InputError

__all__ = ["HEADER", "Judged", "draw", "read_samples"]

HEADER = ("sample_id", "cluster_id", "account_ref", "judged_at", "reviewer", "correct", "language")
_ANSWERS = {"yes": True, "no": False}
_MOST_BYTES = 50_000_000
_SHOWN = 10


@dataclass(frozen=True)
class Judged:
    """One drawn account with the second judgement. `line`: its record, header = 1."""

    sample_id: str
    cluster_id: str
    account_ref: str
    judged_at: datetime
    reviewer: str
    correct: bool
    language: str
    line: int


def read_samples(path: Path) -> list[Judged]:
    """All judged accounts. InputError lists what is wrong, by record, without showing values of accounts."""
    problems: list[str] = []
    found: dict[str, Judged] = {}
    for line, record in _records(path):
        try:
            one = _judged(record, line)
        except ValueError as problem:
            problems.append(f"record {line}: {problem}")
            continue
        if one.account_ref in found:
            problems.append(f"record {line}: the same account stands already in record {found[one.account_ref].line}")
        found.setdefault(one.account_ref, one)
    if problems:
        more = f"\n  and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        raise InputError("the file of judged samples has mistakes:\n  " + "\n  ".join(problems[:_SHOWN]) + more, where=shown(path, 300), remedy="Correct these records.")
    return list(found.values())


def _records(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"the file of judged samples cannot be read: {error.strerror}", where=shown(path, 300), remedy="Correct `samples` under [campaigns] in service.toml.") from None
    except UnicodeDecodeError:
        raise InputError("the file of judged samples is not UTF-8 text", where=shown(path, 300), remedy="Save it as UTF-8.") from None
    if len(raw) > _MOST_BYTES:
        raise InputError("the file of judged samples is larger than 50 MB", where=shown(path, 300), remedy="A sample that people judged is smaller; check what this file is.")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise InputError(f"the file of judged samples is no CSV: {error}", where=shown(path, 300), remedy="Write it with commas, and quotes around texts that hold one.") from None
    if not rows or tuple(cell.strip() for cell in rows[0]) != HEADER:
        raise InputError("the file of judged samples has another header", where=f"{shown(path, 300)}:1", remedy=f"Write {','.join(HEADER)}.")
    wrong = next((number for number, row in enumerate(rows[1:], start=2) if row and len(row) != len(HEADER)), None)
    if wrong is not None:
        raise InputError(f"record {wrong} has another number of fields than the header", where=f"{shown(path, 300)}:{wrong}", remedy=f"Give {len(HEADER)} fields.")
    return [(number, dict(zip(HEADER, row, strict=True))) for number, row in enumerate(rows[1:], start=2) if row]


def _judged(record: dict[str, str], line: int) -> Judged:
    values = {name: value.strip() for name, value in record.items()}
    for name in ("sample_id", "cluster_id", "account_ref", "reviewer"):
        if not values[name] or len(values[name]) > 500:
            raise ValueError(f"{name} is empty or longer than 500 characters")
    if values["correct"].lower() not in _ANSWERS:
        raise ValueError("`correct` is neither yes nor no; leave out accounts that nobody has judged yet")
    try:
        judged_at = datetime.fromisoformat(values["judged_at"])
    except ValueError:
        raise ValueError("judged_at is no day or time, written 2026-07-03 or 2026-07-03T10:00:00Z") from None
    language = values["language"].lower()
    if language and not (len(language) in (2, 3) and language.isascii() and language.isalpha()):
        raise ValueError("language is no code of two or three letters")
    return Judged(values["sample_id"], values["cluster_id"], values["account_ref"], judged_at, values["reviewer"], _ANSWERS[values["correct"].lower()], language, line)


def draw(campaigns: Sequence[Campaign], size: int, salt: str) -> list[tuple[str, str]]:
    """`size` accounts at random as (cluster id, account): each account has the same chance, and the same `salt` draws the same ones."""
    everyone = [(campaign.cluster_id, account) for campaign in campaigns for account in campaign.accounts]
    return sorted(sorted(everyone, key=lambda pair: hashlib.sha256(f"{salt}\n{pair[1]}".encode()).digest())[:size])
