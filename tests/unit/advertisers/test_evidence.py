"""Kinds of evidence beyond equal keys: near texts and pictures, families of domains, parameters, shared payers; and what counts for little."""

from typing import Any

import pytest

from dsa_reports.advertisers.match import MANY, Answer, counts, match
from dsa_reports.advertisers.model import AdRecord, Content, Party
from dsa_reports.advertisers.near import Pictures, Texts, picture_key
from dsa_reports.advertisers.subjects import Key, Subject, normal_key
from tests.unit.advertisers.registers import ad

TEXT = "Lonely tonight? Hundreds of people near you are waiting to chat, sign up for free!"
PICTURE = "ffd8c3a1b2e4905f"


def answer(records: list[AdRecord], *keys: tuple[Key, str], **options: Any) -> Answer:
    (only,) = match(records, [Subject("c", "campaign", keys, "J. Reviewer")], **options)
    return only


def content(**changes: Any) -> Content:
    return Content.model_validate({"landing": ("https://elsewhere.example/",), **changes})


def test_a_text_with_small_changes() -> None:
    told = answer([ad(content=content(texts=("LONELY tonight? Thousands of people near you are waiting to chat. Sign up free",)))], ("text", TEXT))
    (evidence,) = told.links[0].evidence
    assert 0.8 <= evidence.score < 1
    assert "nearly the same (likeness" in evidence.why
    assert "is equal or nearly so" in told.reason
    assert TEXT not in evidence.why


def test_disguises_are_undone() -> None:
    assert answer([ad(content=content(texts=("L0nely t0night? Hundreds 0f pe0ple near y0u are waiting t0 chat, sign up f0r free",)))], ("text", TEXT)).links


@pytest.mark.parametrize("other", ["Hundreds of bicycles near you are waiting to be ridden, come in for a free coffee today!", "Shop now", ""])
def test_another_text(other: str) -> None:
    assert answer([ad(content=content(texts=(other,) if other else ()))], ("text", TEXT)).links == ()


def test_a_picture_cropped_or_tinted() -> None:
    near = f"{int(PICTURE, 16) ^ 0b1001 ^ 1 << 40:016x}"
    (evidence,) = answer([ad(content=content(pictures=(near,)))], ("picture", PICTURE.upper())).links[0].evidence
    assert "differs in 3 of 64 bits" in evidence.why
    assert 0.5 < evidence.score < 1
    assert answer([ad(content=content(pictures=(f"{int(PICTURE, 16) ^ 0x7F:016x}",)))], ("picture", PICTURE)).links == ()


def test_every_near_hash_is_found() -> None:
    """Within the tolerance nothing is missed: one piece of the hash always differs in at most one bit."""
    known = Pictures([PICTURE])
    for step in range(1, 200):
        value = int(PICTURE, 16)
        for flip in range(6):
            value ^= 1 << (step * 37 + flip * (11 + step % 7)) % 64
        assert known.find(f"{value:016x}") == [(PICTURE, (value ^ int(PICTURE, 16)).bit_count())] or (value ^ int(PICTURE, 16)).bit_count() == 0


@pytest.mark.parametrize("value", ["", "xyz", "0000000000000000", "ffffffffffffffff", "ff", "https://a.example/p.jpg", "0000000000000001"])
def test_what_is_no_hash_of_a_picture(value: str) -> None:
    assert picture_key(value) == ""
    assert normal_key("picture", value) == ""


def test_a_new_domain_of_the_same_family() -> None:
    told = answer([ad(content=content(landing=("https://warm-date4.test/x",)))], ("domain", "warmdate3.example"))
    (link,) = told.links
    assert {one.kind for one in link.evidence} == {"domain_family"}
    assert link.status == "lead"
    assert told.says == "only a likeness, in the paid register"
    assert counts([told])["campaign"]["of_these_by_likeness_only"] == 1
    # The domain itself says it better.
    assert {one.kind for one in answer([ad(content=content(landing=("https://warm-date4.test/x",)))], ("domain", "warm-date4.test")).links[0].evidence} == {"domain"}
    assert answer([ad(content=content(landing=("https://fiets2.test/",)))], ("domain", "fiets.example")).links == ()  # too short a name


@pytest.mark.parametrize(("parameter", "found"), [("warm.example ref=7c7202", True), ("ref=7c7202", True), ("REF=7C7202", True), ("utm_id=7c7202", False), ("ref=abc", False), ("tid=7c7202", False)])
def test_a_parameter_of_the_address(parameter: str, found: bool) -> None:
    records = [ad(content=content(landing=("https://elsewhere.example/a?x=1&ref=7c7202&utm_id=7c7202",)))]
    assert bool(answer(records, ("parameter", parameter)).links) is found


def test_domain_and_its_parameter_are_one_kind() -> None:
    records = [ad(content=content(landing=("https://elsewhere.example/?ref=7c7202",)), beneficiary=Party(name="X", email_domain="elsewhere.example"))]
    keys: list[tuple[Key, str]] = [("domain", "elsewhere.example"), ("parameter", "ref=7c7202"), ("email_domain", "elsewhere.example")]
    assert answer(records, *keys).links[0].status == "lead"
    assert answer(records, *keys, ("account", "acc-1")).links[0].status == "awaiting review"


def test_the_same_payer_is_a_lead_and_changes_no_answer() -> None:
    gone = ad("found", payer=Party(name="Hidden Holding B.V."), content=content(landing=("warm.example",)))
    other = ad("other", payer=Party(name="HIDDEN HOLDING"), beneficiary=Party(name="Somebody Else"), content=content(), accounts=("acc-9",), lane="paid")
    told = answer([gone.model_copy(update={"lane": "declared"}), other], ("domain", "warm.example"))
    assert told.outcome == "in_declared_register"
    assert [(link.ad_id, link.status) for link in told.links] == [("found", "lead"), ("other", "lead")] or [link.ad_id for link in told.links] == ["found", "other"]
    assert "1 more of the same payer" in told.reason
    assert "was found" in told.links[1].evidence[0].why


def test_what_the_payer_ties_stands_before_likenesses() -> None:
    """Of these there may be hundreds, and only the first hundred links are shown."""
    found = ad("found", payer=Party(name="Hidden Holding"), content=content(landing=("warm.example",)))
    other = ad("other", payer=Party(name="Hidden Holding"), beneficiary=Party(name="Somebody Else"), content=content())
    alike = ad("alike", payer=None, beneficiary=Party(name="Warm Harts Media"), content=content())
    told = answer([alike, other, found], ("domain", "warm.example"), ("name", "Warm Hearts Media"))
    assert [link.ad_id for link in told.links] == ["found", "other", "alike"]


def test_who_pays_for_many_ties_nobody_together() -> None:
    found = ad("found", payer=Party(name="Big Agency"), content=content(landing=("warm.example",)))
    others = [ad(f"o{n}", payer=Party(name="Big Agency"), beneficiary=Party(name=f"Client {n} x"), content=content()) for n in range(MANY + 1)]
    assert [link.ad_id for link in answer([found, *others], ("domain", "warm.example")).links] == ["found"]


def test_what_many_share_counts_for_nothing() -> None:
    """A link hub is in the register, which is said; that it is there makes no second kind of evidence."""
    records = [ad(f"h{n}", beneficiary=Party(name=f"Shop {n} x"), payer=None, accounts=(f"acc-{n}",), content=content(landing=("https://linkhub.example/x",))) for n in range(MANY + 1)]
    told = answer(records, ("domain", "linkhub.example"), ("account", "acc-3"))
    assert told.outcome == "in_paid_register"
    assert {link.ad_id: link.status for link in told.links}["h3"] == "lead"
    shared = next(one for one in told.links[-1].evidence if one.kind == "domain")
    assert shared.shared == MANY + 1
    assert "it says little" in shared.why
    alone = answer(records, ("domain", "linkhub.example"))
    assert "only by what many advertisers share" in alone.reason
    assert alone.document()["entries"][0]["evidence"][0]["shared_by"] == MANY + 1


def test_a_given_payer() -> None:
    records = [ad(payer=Party(name="Hidden Holding B.V."))]
    (link,) = answer(records, ("payer", "hidden holding bv")).links
    assert link.evidence[0].where == "payer"
    assert answer(records, ("payer", "fiets voorbeeld")).links == ()  # the beneficiary did not pay


def test_texts_looked_for_are_few_and_the_register_runs_past_them() -> None:
    wanted = Texts([TEXT])
    many = [f"{n} nice offers of garden chairs in the shop around the corner of street {n}" for n in range(500)] + [TEXT]
    assert [(row, alike) for row, _, alike in wanted.find(many)] == [(500, 100.0)]
    assert list(Texts([]).find(many)) == []
