import pytest

from dsa_reports.campaigns.evaluation import Label, Member, Rate, evaluate
from dsa_reports.indicators.interval import bounds

BOTS = [Label(account_ref=f"b{n}", campaign="K1", kind="plain", generation="1") for n in range(8)]
OTHERS = [Label(account_ref=f"c{n}", campaign="K2", kind="slow", generation="1") for n in range(4)]
FANS = [Label(account_ref=f"f{n}", group="fandom") for n in range(6)]


def cluster(name: str, *accounts: str, score: float = 0.9) -> list[Member]:
    return [Member(name, account, score) for account in accounts]


def test_wilson_is_the_published_interval() -> None:
    # Newcombe (1998), table I, method 3: 81 of 263; and the extremes, where the plain interval fails.
    assert bounds(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert bounds(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert bounds(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert bounds(20, 20)[1] == 1.0


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (3, 2), (-1, 5)])
def test_no_share(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        bounds(numerator, denominator)


def test_counts_of_accounts() -> None:
    members = cluster("x", "b0", "b1", "b2", "b3", "b4", "b5", "f0") + cluster("y", "c0", "c1", "new1")
    result = evaluate(members, [*BOTS, *OTHERS, *FANS])
    assert result.precision == Rate(8, 9)  # new1 has no label: judged neither way
    assert result.recall == Rate(8, 12)
    assert result.recall_by_kind == {"plain": Rate(6, 8), "slow": Rate(2, 4)}
    assert (result.candidates, result.unlabelled_accounts, result.unlabelled_candidates) == (2, 1, 0)
    assert result.honest["fandom"].in_candidates == Rate(1, 6)
    assert result.honest_candidates == ()


def test_a_candidate_of_honest_people_finds_no_bot() -> None:
    members = cluster("x", "f0", "f1", "f2", "b0", "b1", "b2")
    result = evaluate(members, [*BOTS, *FANS])
    assert result.honest_candidates == ("x",)  # half and half accuses the half
    assert result.honest["fandom"].candidates == 1
    assert result.recall == Rate(0, 8)
    assert result.precision == Rate(3, 6)
    assert result.missed_campaigns == ("K1",)


def test_split_and_merged() -> None:
    members = cluster("x", "b0", "b1", "b2", "c0", "c1") + cluster("y", "b3", "b4") + cluster("z", "b5", "c2", "c3")
    result = evaluate(members, [*BOTS, *OTHERS])
    assert result.campaigns_split == (("K1", 2), ("K2", 2))  # one account alone is no part
    assert result.candidates_merged == (("x", ("K1", "K2")),)
    assert result.own_precision == Rate(3 + 2 + 2, 10)
    assert result.campaigns_found == Rate(2, 2)


def test_generations_are_no_split() -> None:
    later = [Label(account_ref=f"d{n}", campaign="K1", kind="returning", generation="2") for n in range(4)]
    third = [Label(account_ref=f"e{n}", campaign="K1", kind="returning", generation="3") for n in range(4)]
    members = cluster("x", "b0", "b1", "b2", "d0", "d1") + cluster("y", "e0", "e1", "e2")
    result = evaluate(members, [*BOTS, *later, *third])
    assert result.campaigns_split == ()
    assert result.generations_together == Rate(1, 2)


def test_threshold() -> None:
    members = cluster("x", "b0", "b1", score=0.4) + cluster("y", "b2", "b3", score=0.5)
    assert evaluate(members, BOTS, threshold=0.5).recall == Rate(2, 8)
    assert evaluate(members, BOTS).recall == Rate(4, 8)


def test_nothing_found_is_not_a_precision_of_zero() -> None:
    document = evaluate([], BOTS).document()
    assert document["precision"] == {"value": None, "numerator": 0, "denominator": 0, "low_95": None, "high_95": None}
    assert document["recall"]["value"] == 0.0
    assert document["recall"]["high_95"] < 0.4


def test_no_account_is_named() -> None:
    assert not [ref for ref in ("b0", "f0") if f'"{ref}"' in str(evaluate(cluster("x", "b0", "f0"), [*BOTS, *FANS]).document()).replace("'", '"')]


@pytest.mark.parametrize(("members", "labels"), [(cluster("x", "b0") + cluster("y", "b0"), BOTS), (cluster("x", "b0"), [*BOTS, BOTS[0]])])
def test_double_rows_are_refused(members: list[Member], labels: list[Label]) -> None:
    with pytest.raises(ValueError, match="two"):
        evaluate(members, labels)
