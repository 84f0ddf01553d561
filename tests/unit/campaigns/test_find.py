"""The search for candidates: what is found, what is left in peace, what a result says."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dsa_reports.campaigns.settings import Settings
from dsa_reports.errors import InputError, PolicyError, UsageError
from dsa_reports.pipeline.campaigns import Outcome, find_campaigns, load_settings

from .toy import SENT, bots, event, honest, write

DAY = date(2026, 12, 31)


def found(folder: Path, events: Any, *, name: str = "out", **more: Any) -> Outcome:
    path = write(folder / "events.jsonl", events)
    more.setdefault("settings", Settings(null_runs=0))
    return find_campaigns(events=[path], output=folder / name, on=DAY, purpose="test", keep_days=30, **more)


def rows(folder: Path, name: str, query: str = "*") -> list[tuple[Any, ...]]:
    with duckdb.connect() as con:
        return con.execute(f"SELECT {query} FROM read_parquet('{folder / 'out' / name}.parquet')").fetchall()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    folder = tmp_path_factory.mktemp("world")
    return folder, found(folder, [*honest(80), *bots(12, disguise=("", " 💋", "!!", " xx"))], settings=Settings())


def test_the_campaign_is_found_and_nobody_else(world: tuple[Path, Outcome]) -> None:
    folder, done = world
    members = rows(folder, "clusters")
    assert {account for _, account, _ in members} == {f"b-{number}" for number in range(12)}
    assert len({cluster for cluster, _, _ in members}) == 1 == len(done.summary.candidates)
    assert all(0 < score <= 1 for _, _, score in members)
    assert len({account for _, account, _ in members}) == len(members)


def test_every_member_has_evidence_of_two_independent_kinds(world: tuple[Path, Outcome]) -> None:
    from dsa_reports.campaigns.kinds import KINDS

    folder, _ = world
    families: dict[str, set[str]] = {}
    for one, other, kind in rows(folder, "evidence", "account_a, account_b, kind"):
        for account in (one, other):
            families.setdefault(account, set()).add(KINDS[kind].family)
    assert set(families) == {f"b-{number}" for number in range(12)}
    assert min(map(len, families.values())) >= 2
    values = {(kind, value) for kind, value in rows(folder, "evidence", "kind, value")}
    assert ("domain", "sweet-page.example") in values
    assert ("affiliate", "ref=aff77") in values
    assert any(kind == "text" and value.startswith(SENT) for kind, value in values)


def test_the_summary_says_what_was_done(world: tuple[Path, Outcome]) -> None:
    folder, done = world
    summary = done.summary
    assert (summary.events, summary.accounts, summary.candidate_accounts) == (80 * 12 + 12 * 13, 92, 12)
    assert summary.delete_after == "2027-01-30"
    assert summary.null_model is not None
    assert summary.null_model.candidates == 0
    assert summary.parameters == Settings()
    assert (folder / "out/summary.json").read_text("utf-8").startswith("{")
    page = (folder / "out/candidates.html").read_text("utf-8")
    assert "Unreviewed" in page
    assert summary.candidates[0].cluster_id in page
    assert "<script" not in page


def test_the_same_events_give_the_same_bytes(tmp_path: Path) -> None:
    events = [*honest(60), *bots(10)]
    found(tmp_path, events, name="one")
    found(tmp_path, events, name="two")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_names_stay_when_the_campaign_grows(tmp_path: Path) -> None:
    one = found(tmp_path, [*honest(60), *bots(8, after=900_000)]).summary.candidates[0].cluster_id
    late = found(tmp_path, [*honest(60), *bots(8, after=900_000), *bots(6, name="a", after=600_000)], name="new", previous=tmp_path / "out")
    assert [candidate.cluster_id for candidate in late.summary.candidates] == [one]
    with pytest.raises(InputError, match="no earlier run"):
        found(tmp_path, bots(5), name="no", previous=tmp_path / "nowhere")


def test_words_and_domains_are_no_evidence(tmp_path: Path) -> None:
    """The same campaign with other words and another name is found alike; people who say the same words once are not."""
    other = found(tmp_path, [*honest(60), *bots(10, domain="garden-tools.example", sent="our new catalogue of spades and rakes is here now")])
    assert other.summary.candidate_accounts == 10
    quoting = [event(f"h-{number}", 2_000_000 + number * 5_003, "commented", text=SENT + " is what they write to me", target_ref="b-0", target_connected=False) for number in range(20)]
    done = found(tmp_path, [*honest(60), *bots(10), *quoting], name="more")
    assert done.summary.candidate_accounts == 10


def test_a_crowd_with_one_link_and_one_text_is_no_candidate(tmp_path: Path) -> None:
    crowd = [event(f"h-{number}", 700_000 + number * 911, "posted", text="listen to the new song of the summer, it is out now", landing_url="https://songs.example/summer") for number in range(40)]
    done = found(tmp_path, [*honest(60), *crowd])
    assert done.summary.candidates == ()


def test_the_earliest_holder_of_a_picture_is_not_linked(tmp_path: Path) -> None:
    def with_pictures() -> Any:
        for one in bots(10):
            yield one | ({"picture_hash": "aa55aa55aa55aa55"} if one["kind"] == "followed" else {})

    victim = [event("h-3", 100, "posted", picture_hash="aa55aa55aa55aa54")]
    found(tmp_path, [*honest(60), *victim, *with_pictures()])
    assert "h-3" not in {account for pair in rows(tmp_path, "evidence", "account_a, account_b") for account in pair}
    assert {kind for (kind,) in rows(tmp_path, "evidence", "kind")} >= {"picture", "domain"}


def test_a_removed_campaign_that_returns_is_the_next_generation(tmp_path: Path) -> None:
    first = list(bots(8))
    gone = [event(f"b-{number}", 1_000_000 + number, "removed") for number in range(8)]
    again = list(bots(8, name="c", after=1_000_000 + 10 * 86_400, domain="honey-page.example"))
    found(tmp_path, [*honest(60), *first, *gone, *again])
    told = rows(tmp_path, "generations", "account_ref, family_id, generation, days_away, changed_domain, changed_template")
    assert {(account[0], generation) for account, _, generation, *_ in told} == {("b", 1), ("c", 2)}
    assert len({family for _, family, *_ in told}) == 1
    assert {(round(days), domain, template) for _, _, generation, days, domain, template in told if generation == 2} == {(10, True, False)}
    assert {days for _, _, generation, days, *_ in told if generation == 1} == {None}


def test_texts_of_direct_messages_are_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as refused:
        found(tmp_path, [event("a", 1, "messaged", text=SENT)])
    assert "campaigns sign" in str(refused.value)
    assert "pictures" in str(refused.value)
    assert SENT not in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    done = found(tmp_path, [event("a", 1, "liked"), event("b", 86_400 * 3_650, "liked")])
    said = [(finding.id, finding.message) for finding in done.findings]
    assert ("campaigns.later", "events later than the day of the search; they are left out") in said
    assert sum(name == "campaigns.signal_missing" for name, _ in said) == 5
    assert done.summary.accounts == 1


def test_parameters_come_from_a_file_and_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("threshold = 0.7\n")
    assert load_settings(path) == Settings(threshold=0.7)
    path.write_text("treshold = 0.7\n")
    with pytest.raises(UsageError, match="treshold"):
        load_settings(path)
    path.write_text("threshold =\n")
    with pytest.raises(UsageError, match="TOML"):
        load_settings(path)
    with pytest.raises(InputError):
        load_settings(tmp_path / "none.toml")


def test_a_campaign_without_conduct_in_common_is_found_if_it_does_nothing_else(tmp_path: Path) -> None:
    import random

    def quiet(number: int, *, idle: int) -> Any:
        chance, at = random.Random(number + 500), 100_000 * number
        for turn in range(8 + idle):
            at += 2_000 + int(chance.expovariate(1 / 90_000))
            if turn < 8:
                yield event(f"q-{number}", at, "posted", text=SENT, landing_url="https://sweet-page.example/in")
            else:
                yield event(f"q-{number}", at, "posted", text=" ".join(chance.sample("abcdefghijklmnopqrstuvwxyz", 20)), landing_url=f"https://site{number}x{turn}.example/")

    done = found(tmp_path, [*honest(200), *(one for number in range(8) for one in quiet(number, idle=0))])
    assert done.summary.candidate_accounts == 8
    done = found(tmp_path, [*honest(200), *(one for number in range(8) for one in quiet(number, idle=8))], name="half")
    assert done.summary.candidates == ()
