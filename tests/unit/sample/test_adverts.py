"""The planted ad register: the same every time, every way there, and found as the aims ask (on small plants)."""

import json
from pathlib import Path

import pytest

from dsa_reports.pipeline.ads import match_register, subjects
from dsa_reports.pipeline.sample.adverts import KNOWN, WAYS, Planted, Score, judge, plant
from dsa_reports.pipeline.sample.crowds.words import seeds


def planted(folder: Path, seed: int, entries: int = 3000, count: int = 330) -> Planted:
    folder.mkdir()
    return plant(folder, entries=entries, subjects=count, seed=seed)


def test_the_same_every_time(tmp_path: Path) -> None:
    one, two = planted(tmp_path / "a", 5), planted(tmp_path / "b", 5)
    assert one == two
    for name in ("register.jsonl", "campaigns.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert planted(tmp_path / "c", 6) != one
    assert {way for way, _ in one.subjects.values()} == set(WAYS)


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    folder = tmp_path_factory.mktemp("adverts") / "d"
    truth = planted(folder, seeds()["development"][0])
    answers = match_register([folder / "register.jsonl"], subjects(campaigns=folder / "campaigns.csv"))
    return judge(json.loads(json.dumps([answer.document() for answer in answers])), truth)


@pytest.mark.parametrize("way", KNOWN)
def test_where_more_than_a_name_is_known(scores: dict[str, Score], way: str) -> None:
    score = scores[way]
    assert score.right / (score.right + score.wrong) >= 0.98
    assert score.found / score.subjects >= 0.9  # of 30: those without any such entry are among them


def test_nobody_and_a_hub_are_found_by_nothing_that_counts(scores: dict[str, Score]) -> None:
    assert scores["nobody"].wrong == 0
    assert scores["hub"].wrong == 0
