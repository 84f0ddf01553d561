"""Small hand-made worlds: one campaign among honest people. Every event is spelled out by a rule a reader can follow."""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

WORDS = ("river", "bicycle", "market", "kitchen", "garden", "window", "coffee", "weather", "station", "brother", "music", "holiday", "football", "teacher", "evening", "library", "concert", "orange", "mountain", "village")
SENT = "come and look at my new page tonight darling"
_START = 1_767_600_000
"""2026-01-05T08:00:00Z."""


def event(account: str, seconds: int, kind: str, **more: Any) -> dict[str, Any]:
    """One act, `seconds` after the start."""
    from datetime import UTC, datetime

    at = datetime.fromtimestamp(_START + seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"account_ref": account, "occurred_at": at, "kind": kind} | more


def honest(count: int) -> Iterator[dict[str, Any]]:
    """People: no two texts alike, acts at odd times and in no order, mostly to people they know."""
    for number in range(count):
        chance = random.Random(number)
        at = chance.randrange(2_000_000)
        for _ in range(12):
            at += 1_000 + int(chance.expovariate(1 / 200_000))
            kind = chance.choice(("posted", "liked", "commented", "messaged", "followed", "story_viewed"))
            more: dict[str, Any] = {"target_ref": f"h-{chance.randrange(count)}", "target_connected": chance.random() < 0.7} if kind != "posted" else {}
            if kind in ("posted", "commented"):
                more["text"] = " ".join(chance.sample(WORDS, 7))
            yield event(f"h-{number}", at, kind, **more)


def bots(count: int, *, name: str = "b", after: int = 500_000, domain: str = "sweet-page.example", sent: str = SENT, disguise: Iterable[str] = ("",)) -> Iterator[dict[str, Any]]:
    """A campaign: registered within the hour, one text with a link to strangers, every six hours, in the same order."""
    marks = list(disguise)
    for number in range(count):
        account, at = f"{name}-{number}", after + number * 60
        yield event(account, at, "registered")
        for turn in range(12):
            at += 21_600 + (number * 37 + turn * 53) % 300
            kind = ("commented", "liked", "followed")[turn % 3]
            more: dict[str, Any] = {"target_ref": f"h-{(number * 17 + turn * 5) % 40}", "target_connected": False}
            if kind == "commented":
                more |= {"text": sent + marks[(number + turn) % len(marks)], "landing_url": f"https://{domain}/in?ref=aff77", "surface": "comment"}
            yield event(account, at, kind, **more)


def write(path: Path, events: Iterable[dict[str, Any]]) -> Path:
    """As JSON Lines, numbered."""
    path.write_text("".join(json.dumps({"id": f"e-{number}"} | one, ensure_ascii=False) + "\n" for number, one in enumerate(events)), "utf-8")
    return path
