"""Registrable domains and names: what is the same, what is not, and why."""

import itertools
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsa_reports.matching.domains import host_of, of_host, registrable
from dsa_reports.matching.names import NAME_SCORE, Names, normalised, plain_text, plain_texts


@pytest.mark.parametrize(("address", "domain"), [
    ("shop.a.co.uk", "a.co.uk"), ("https://user:secret@www.a.nl:8443/p?q=b.nl#c", "a.nl"), ("WWW.Foo.NL.", "foo.nl"),
    ("x.y.example", "y.example"), ("münchen.de", "xn--mnchen-3ya.de"), ("XN--MNCHEN-3YA.de", "xn--mnchen-3ya.de"),
    ("anna.github.io", "anna.github.io"), ("evil.example#@good.example", "evil.example"), ("evil.example\\@good.example", "evil.example"),
    ("//cdn.a.nl/x", "a.nl"),
])
def test_the_registrable_domain(address: str, domain: str) -> None:
    assert registrable(address) == domain


@pytest.mark.parametrize("address", [
    "", "co.uk", "github.io", "localhost", "1.2.3.4", "http://[::1]/", "a..b", ".", "a b.nl", "x" * 64 + ".nl", "-a.nl", "=cmd|' /C calc'!A0",
    "javascript:alert(1)", "<script>.nl", "3.14",
])
def test_no_registrable_domain(address: str) -> None:
    assert registrable(address) == ""


def test_two_pages_of_one_host_of_pages_are_two() -> None:
    assert registrable("anna.github.io") != registrable("bert.github.io")


def test_no_network_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    of_host.cache_clear()
    assert registrable("fresh.domain.co.uk") == "domain.co.uk"


@given(st.text(max_size=80))
def test_any_text_has_a_domain_or_none(text: str) -> None:
    domain = registrable(text)
    assert domain == "" or registrable(domain) == domain
    assert host_of(text) == host_of(host_of(text))


@pytest.mark.parametrize(("one", "other"), [
    ("Example Dating B.V.", "EXAMPLE  dating bv"), ("Хартс Медиа ООО", "Media Kharts Ltd."), ("Éclair s.r.o.", "Eclair"),
    ("Foo Bar GmbH & Co. KG", "bar foo"), ("Foo Sp. z o.o.", "FOO"), ("S.A.R.L. Foo", "Foo"), ("Müller AG", "Muller"), ("Hart & Co Marketing", "Hart en Co. Marketing"),
])
def test_the_same_name_written_differently(one: str, other: str) -> None:
    assert normalised(one) == normalised(other) != ""


def test_a_name_of_nothing_but_legal_forms_keeps_them() -> None:
    assert normalised("Ltd") == "ltd"
    assert normalised("B.V. Haven") == "haven"
    assert normalised("!!!") == ""


def test_a_similar_name_is_found_with_its_score_and_never_as_equal() -> None:
    names = Names(["artefact benelux media", "dutch klm royal", "abc"])
    (hit,) = names.like("artefakt benelux media")
    assert hit.name == "artefact benelux media"
    assert NAME_SCORE <= hit.score < 1
    assert "Jaro-Winkler" in hit.why("artefakt benelux media")
    assert [found.score for found in names.like("dutch klm royal")] == [1.0]


def test_a_short_name_must_be_equal() -> None:
    assert Names(["abc", "abcd"]).like("abce") == []
    assert [hit.name for hit in Names(["abc"]).like("abc")] == ["abc"]


@given(st.lists(st.text(alphabet="abcde ", min_size=1, max_size=12), max_size=20), st.text(alphabet="abcde ", min_size=1, max_size=12))
def test_the_index_finds_nothing_below_the_threshold(names: list[str], asked: str) -> None:
    for hit in Names(names).like(asked):
        assert hit.score >= NAME_SCORE
        assert (hit.score == 1.0) == (hit.name == asked)


def test_a_copied_text_keeps_its_letters() -> None:
    assert plain_text("Meet me NOW!! https://a.example/123") == plain_text("meet me, now 7") == "meet me now"


def test_a_misspelt_name_is_found_in_a_crowd_of_names_of_the_same_syllables() -> None:
    """Each trigram stands in thousands of names, so that none alone tells them apart."""
    crowd = Names("".join(pieces) for pieces in itertools.product(("ra", "ri", "ro", "ma", "mi", "mo"), repeat=6))
    assert "ramirimorami" in {hit.name for hit in crowd.like("ramirimoxami")}


def test_texts_in_one_go_are_the_texts_one_by_one() -> None:
    texts = ["", "Ünïcode\nin two lines", " https://a.example/x?y=1 only ", "Привет, мир", "...", "a1b\u2028c"]
    assert plain_texts(texts) == [plain_text(text) for text in texts] == ["", "unicode in two lines", "only", "privet mir", "", "a b c"]
    assert plain_texts([]) == []
