"""What is one text, one phrase, one picture: disguises undone, near-duplicates grouped, signatures that tell nothing."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsa_reports.matching.groups import first_alike, grouped
from dsa_reports.matching.near import Sketches, sketches
from dsa_reports.matching.phrases import phrases
from dsa_reports.matching.pictures import far_apart, near_pictures, tolerance
from dsa_reports.matching.signing import is_signature, sign_texts, signature_bands
from dsa_reports.matching.skeleton import LONGEST, skeleton, skeletons

PLAIN = "come and see my photos on my profile tonight"


@pytest.mark.parametrize("disguised", [
    "COME and see my photos on my profile tonight!!!", "cоmе аnd sее my рhоtоs оn my рrоfilе tоnight", "c o m e  a n d see my p.h.o.t.o.s on my profile tonight",
    "𝓬𝓸𝓶𝓮 𝓪𝓷𝓭 𝓼𝓮𝓮 my photos on my profile tonight", "co\u200bme and s\u200dee my pho\u2060tos on my profile tonight", "com€ and s33 my ph0t0s on my pr0f1le ton1ght",
    "come and see 💋 my photos 🔥 on my profile tonight https://x.example/a?b=c @anna", "ｃｏｍｅ ａｎｄ ｓｅｅ my photos on my profile tonight", "cömé ånd sèe my photos on my profile tonight",
    "🅲🅾🅼🅴 and see my photos on my profile tonight", "come and see my photoooos on my profile tonight",
])
def test_a_disguise_is_undone(disguised: str) -> None:
    assert skeleton(disguised) == skeleton(PLAIN)


def test_other_scripts_keep_their_letters() -> None:
    assert skeleton("Привет, как дела?") == skeleton("ПРИВЕТ как   дела")
    assert skeleton("مرحبا بكم") != ""
    assert skeleton("مرحبا بكم") != skeleton("كيف حالك")
    assert skeleton("💋🔥") == ""


def test_a_text_of_a_megabyte_costs_no_more_than_two_pages() -> None:
    assert len(skeleton("abcd" * 300_000)) <= LONGEST


@given(st.lists(st.text(), max_size=6))
def test_many_at_once_are_as_one_by_one(texts: list[str]) -> None:
    assert skeletons(texts) == [skeleton(text) for text in texts]


@given(st.text())
def test_a_skeleton_is_letters_and_its_own_skeleton(text: str) -> None:
    once = skeleton(text)
    assert all(character.isalpha() for character in once)
    assert "\n" not in once


def test_near_texts_are_one_group_and_strangers_are_not() -> None:
    some = skeletons([PLAIN, PLAIN + " darling", "the train to the coast is late again because of the storm", "come and see my new photos on my profile tonight", "", "ok"])
    label = sketches(some).groups().tolist()
    assert label[0] == label[1] == label[3]
    assert len({label[0], label[2], label[4], label[5]}) == 4
    assert Sketches.room(0).groups().tolist() == []


def test_phrases_are_shared_where_wholes_are_not() -> None:
    one, other, third = skeletons(["good evening to you, look at my profile and do not be shy", "i am new in town so look at my profile and do not be shy", "the bakery near the bridge was closed"])
    text, phrase, place = phrases([one, other, third])
    sets = [set(phrase[text == number].tolist()) for number in range(3)]
    assert sets[0] & sets[1]
    assert not sets[0] & sets[2]
    assert all(0 <= at <= len(one) for at in place[text == 0].tolist())
    assert phrases(["short", ""])[0].tolist() == []


@given(st.lists(st.text("abc", max_size=40), max_size=5))
def test_every_text_long_enough_has_a_phrase(texts: list[str]) -> None:
    text, _, _ = phrases(texts)
    assert set(text.tolist()) == {number for number, one in enumerate(texts) if len(one) >= 12}


def test_near_pictures() -> None:
    chance = random.Random(3)
    hashes = [f"{chance.getrandbits(64):016x}" for _ in range(500)]
    copies = [f"{int(hashes[7], 16) ^ sum(1 << bit for bit in chance.sample(range(64), 5)):016x}" for _ in range(20)]
    label = near_pictures(hashes + copies)
    assert set(label[500:].tolist()) == {7}
    assert len(set(label[:500].tolist())) == 500
    assert near_pictures(["abc", "ABCD", "abc"]).tolist() == [0, 1, 0]
    assert near_pictures([]).tolist() == []
    assert far_apart("00", "0f") == 4
    assert far_apart("00", "000") == 12
    assert (tolerance(64), tolerance(256), tolerance(128)) == (6, 31, 12)


def test_signatures_are_near_for_near_texts_and_need_the_key() -> None:
    key = b"0123456789abcdef"
    one, near, far, none = sign_texts([PLAIN + " and be quick about it", PLAIN + " and be quick, darling", "the bakery near the bridge was closed all week", "💋"], key)
    assert none == ""
    assert is_signature(one)
    assert "photos" not in one
    agreeing = sum(a == b for a, b in zip(signature_bands(one), signature_bands(near), strict=True))
    assert agreeing >= 2
    assert not set(signature_bands(one)) & set(signature_bands(far))
    assert sign_texts([PLAIN], b"another key here")[0] != sign_texts([PLAIN], key)[0]
    assert sign_texts(["C0me and see my photos on my profile tonight"], key) == sign_texts([PLAIN], key)
    assert not is_signature("sig-1")
    with pytest.raises(ValueError, match="16 to 64 bytes"):
        sign_texts([PLAIN], b"short")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_groups_are_connected_components(links: list[tuple[int, int]]) -> None:
    label = grouped(10, np.array([a for a, _ in links], dtype=np.int64), np.array([b for _, b in links], dtype=np.int64)).tolist()
    homes = {n: {n} for n in range(10)}
    for a, b in links:
        if homes[a] is not homes[b]:
            homes[a] |= homes[b]
            for member in homes[b]:
                homes[member] = homes[a]
    assert label == [min(homes[n]) for n in range(10)]


def test_links_to_the_first_are_never_more_than_things() -> None:
    mine, other = first_alike(np.zeros(1000, dtype=np.uint32))
    assert len(mine) == 999
    assert set(other.tolist()) == {0}
