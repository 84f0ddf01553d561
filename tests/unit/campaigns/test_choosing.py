"""Who belongs to a candidate although little speaks for it alone, and who does not although something does."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from dsa_reports.campaigns.scoring import habits
from dsa_reports.campaigns.settings import Settings
from dsa_reports.pipeline.campaigns import find_campaigns

from .toy import SENT, WORDS, bots, event, honest, write

SAYINGS = ("tonight only for you my private gallery", "write me first and see what happens then", "nobody is as lonely as me this weekend")


def members(folder: Path, events: Any) -> set[str]:
    """The accounts in candidates."""
    path = write(folder / "events.jsonl", events)
    find_campaigns(events=[path], output=folder / "out", on=date(2026, 12, 31), purpose="test", keep_days=30, settings=Settings(null_runs=0))
    with duckdb.connect() as con:
        return {account for (account,) in con.execute(f"SELECT account_ref FROM read_parquet('{folder / 'out/clusters.parquet'}')").fetchall()}


def mixers(count: int, *, strangers: float, domain: str = "", name: str = "m") -> Iterator[dict[str, Any]]:
    """Accounts that say three things in common now and then, and else what nobody else says; at odd times, in no order."""
    for number in range(count):
        chance = random.Random(f"{name}{number}")
        at = chance.randrange(2_000_000)
        for turn in range(24):
            at += 1_000 + int(chance.expovariate(1 / 60_000))
            own = turn % 3 == 0
            text = SAYINGS[turn // 3 % 3] if own else " ".join(chance.sample(WORDS, 7))
            more = {"landing_url": f"https://{domain}/{number}"} if own and domain else {}
            yield event(f"{name}-{number}", at, "commented", text=text, target_ref=f"h-{chance.randrange(150)}", target_connected=chance.random() >= strangers, **more)


def test_a_habit_is_what_is_more_usual_inside_than_outside() -> None:
    def habit(members: int, size: int, holders: int, everybody: int = 10_000) -> float:
        return float(habits(np.array([members]), np.array([size]), np.array([float(holders)]), everybody, Settings())[0])

    assert habit(19, 20, 419) == pytest.approx(1 - (400 / 9_980) / (19 / 20))
    # The same of a hundred times as many accounts: how many share it outside by chance makes no difference.
    assert habit(19, 20, 40_019, 1_000_000) == pytest.approx(habit(19, 20, 419), abs=0.001)
    assert habit(9, 20, 409) == 0, "not that of half the group"
    assert habit(19, 20, 4_019) == 0, "everybody's"
    assert habit(5, 5, 405) == 0, "so few may be chance"


def test_camouflage_hides_nobody_whose_group_speaks_to_strangers(tmp_path: Path) -> None:
    found = members(tmp_path, [*honest(150), *mixers(16, strangers=0.97)])
    assert {name[0] for name in found} == {"m"}
    assert len(found) >= 13


def test_the_same_words_among_friends_are_no_campaign(tmp_path: Path) -> None:
    assert members(tmp_path, [*honest(150), *mixers(16, strangers=0.3)]) == set()


def test_who_leads_somewhere_else_works_for_nobody(tmp_path: Path) -> None:
    lone = [*mixers(1, strangers=1, domain="my-own-place.example", name="lone")]
    found = members(tmp_path, [*honest(150), *mixers(16, strangers=0.97), *lone])
    assert len(found) >= 13
    assert "lone-0" not in found


def few(name: str, *more: dict[str, Any], handle: str, registered: int) -> Iterator[dict[str, Any]]:
    """An account of hardly any acts."""
    yield event(name, registered, "registered", handle=handle)
    for turn, one in enumerate(more):
        yield event(name, 600_000 + 7_777 * turn, "commented", **one)


def test_who_did_little_is_tied_by_two_kinds_and_never_by_one(tmp_path: Path) -> None:
    campaign = [one | ({"handle": f"kitty_{ord(one['account_ref'][-1])}"} if one["kind"] == "registered" else {}) for one in bots(12)]
    link = {"text": SENT, "landing_url": "https://sweet-page.example/in?ref=aff77"}
    others = [
        *few("sleeper", handle="lucky_77", registered=500_330),  # the same hour, the same shape
        *few("newcomer", handle="Anna Maria", registered=500_330),  # the same hour, nothing else
        *few("twice", link, {"text": SENT}, handle="qqq", registered=70_000),  # the text and the page
        *few("warns", link | {"target_ref": "b-3", "target_connected": False}, handle="www", registered=140_000),  # the same two, but says it to one of them
        *few("quotes", {"text": SENT}, {"text": "who else gets these messages all day"}, {"text": "the bakery near the bridge has closed for good"}, handle="xxx", registered=210_000),
    ]
    found = members(tmp_path, [*honest(150), *campaign, *others])
    assert found - {f"b-{number}" for number in range(12)} == {"sleeper", "twice"}
