"""Who belongs to a candidate although little speaks for it alone, and who does not although something does."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from dsa_reports.campaigns.groups import NAMES, Uses
from dsa_reports.campaigns.scoring import habits, own
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
    found = members(tmp_path, [*honest(150), *mixers(16, strangers=0.97, domain="our-page.example")])
    assert {name[0] for name in found} == {"m"}
    assert len(found) >= 13


def test_the_same_words_among_friends_are_no_campaign(tmp_path: Path) -> None:
    assert members(tmp_path, [*honest(150), *mixers(16, strangers=0.3)]) == set()


def test_who_leads_somewhere_else_works_for_nobody(tmp_path: Path) -> None:
    lone = [*mixers(1, strangers=1, domain="my-own-place.example", name="lone")]
    found = members(tmp_path, [*honest(150), *mixers(16, strangers=0.97, domain="our-page.example"), *lone])
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
        *few("twice", link, {"text": SENT, "target_ref": "h-5", "target_connected": False}, handle="qqq", registered=70_000),  # the text and the page, to a stranger
        *few("warns", link | {"target_ref": "b-3", "target_connected": False}, handle="www", registered=140_000),  # the same two, but says it to one of them
        *few("quotes", {"text": SENT}, {"text": "who else gets these messages all day"}, {"text": "the bakery near the bridge has closed for good"}, handle="xxx", registered=210_000),
    ]
    found = members(tmp_path, [*honest(150), *campaign, *others])
    assert found - {f"b-{number}" for number in range(12)} == {"sleeper", "twice"}


WELCOME = ("welcome to our group, please read the rules before you post", "your question belongs in the thread for beginners, have fun here")


def greeters(count: int, *, name: str = "g", says: tuple[str, ...] = WELCOME, link: str = "", picture: str = "") -> Iterator[dict[str, Any]]:
    """Moderators, sales people or canvassers: handles of one shape, the same words to strangers all day, and words of their own; at odd times, in no order."""
    for number in range(count):
        chance = random.Random(f"{name}{number}")
        at = chance.randrange(2_000_000)
        for turn in range(24):
            at += 1_000 + int(chance.expovariate(1 / 60_000))
            own = chance.random() < 0.5
            text = chance.choice(says) if own else " ".join(chance.sample(WORDS, 7))
            more = ({"landing_url": link} if own and link else {}) | ({"picture_hash": picture} if own and picture else {})
            yield event(f"{name}-{number}", at, chance.choice(("commented", "mentioned")), text=text, handle=f"team_{WORDS[number]}", target_ref=f"h-{chance.randrange(150)}", target_connected=False, **more) if turn else event(
                f"{name}-{number}", at, "posted", text=text, handle=f"team_{WORDS[number]}"
            )


def test_who_welcomes_strangers_with_two_texts_is_no_candidate(tmp_path: Path) -> None:
    """Moderators of a group: two texts that nobody else says, cold contact only, one picture of the group, handles of one shape."""
    assert members(tmp_path, [*honest(150), *greeters(12)]) == set()
    assert members(tmp_path, [*honest(150), *greeters(12, picture="aa55aa55aa55aa55")]) == set()


def test_recipients_who_give_campaigns_the_same_two_answers_are_no_candidate(tmp_path: Path) -> None:
    answers = ("stop sending me these messages, i have reported you", "i am not interested at all, leave me alone")

    def answering(number: int) -> Iterator[dict[str, Any]]:
        chance = random.Random(number)
        for turn in range(10):
            text = chance.choice(answers) if turn % 2 else " ".join(chance.sample(WORDS, 7))
            yield event(f"r-{number}", 700_000 + number * 977 + int(chance.random() * 900_000), "commented", text=text, target_ref=f"b-{chance.randrange(12)}", target_connected=False)

    found = members(tmp_path, [*honest(150), *bots(12), *(one for number in range(16) for one in answering(number))])
    assert found == {f"b-{number}" for number in range(12)}


def test_canvassers_of_a_cause_that_others_link_to_are_no_candidate(tmp_path: Path) -> None:
    """Charities, sales people, fans who welcome newcomers: they send strangers to a page that friends of the cause share, too."""
    friends = [event(f"h-{number}", 900_000 + number * 3_001, "posted", text="gave something today, you could as well " + WORDS[number % 20], landing_url="https://animal-shelter.example/give") for number in range(30)]
    assert members(tmp_path, [*honest(150), *friends, *greeters(12, link="https://animal-shelter.example/give")]) == set()


def test_one_forwarded_message_ties_nobody(tmp_path: Path) -> None:
    """A text and its link come in one message; who passes it on, to friends or to all, has both. Who writes it to strangers sends it himself."""
    link = {"text": SENT, "landing_url": "https://sweet-page.example/in?ref=aff77"}
    found = members(tmp_path, [
        *honest(150), *bots(12),
        *few("forwards", link, handle="fff", registered=70_000),
        *few("tells", link | {"target_ref": "h-9", "target_connected": True}, handle="ttt", registered=140_000),
        *few("sends", link | {"target_ref": "h-8", "target_connected": False}, handle="sss", registered=210_000),
    ])
    assert found - {f"b-{number}" for number in range(12)} == {"sends"}


def test_whom_a_campaign_wrote_to_may_repeat_all_of_it(tmp_path: Path) -> None:
    """The same account with three things of two kinds: a stranger to the campaign is of it, a recipient is not."""
    said = ("come over here tonight my dear and we will have fun", "everybody else is asleep and i am so bored")
    campaign = [one | ({"text": said[number % 2]} if number % 5 == 0 and "text" in one else {}) for number, one in enumerate(bots(12))]
    idle = [{"text": " ".join(random.Random(turn).sample(WORDS, 7))} for turn in range(6)]
    things = ({"text": said[0]}, {"text": said[1]}, {"text": SENT, "landing_url": "https://sweet-page.example/in?ref=aff77"})
    more = [*few("helper", *things, *idle, handle="hhh", registered=70_000), *few("victim", *things, *idle, handle="vvv", registered=140_000)]
    wrote = event("b-1", 650_000, "messaged", target_ref="victim", target_connected=False)
    found = members(tmp_path, [*honest(150), *campaign, *more, wrote])
    assert found - {f"b-{number}" for number in range(12)} == {"helper"}


def test_who_leaves_a_group_is_no_outsider_to_it() -> None:
    """Of ten that have a thing six were linked to the group, and three of them left it: else each that leaves would make the next one leave."""
    accounts, kind = 10, NAMES.index("text")
    uses = Uses(
        accounts=accounts, acct=np.arange(accounts), kind=np.full(accounts, kind), thing=np.zeros(accounts, dtype=np.int64), value=np.zeros(accounts, dtype=np.int64), times=np.ones(accounts),
        holders=np.full(accounts, 10.0), whole=np.ones((accounts, len(NAMES))), elsewhere=np.zeros(accounts, dtype=bool),
    )
    linked, stayed = np.array([0] * 6 + [-1] * 4), np.array([0] * 3 + [-1] * 7)
    assert own(uses, stayed, Settings(), linked).tolist() == [0.6] * 3 + [0.0] * 7
    assert not own(uses, stayed, Settings()).any()
