"""Redlines lose nothing. Add a case only for a new way in which texts differ."""

from hypothesis import given
from hypothesis import strategies as st

from dsa_reports.harmonised.difference.redline import redline

WORDS = st.text(alphabet="ab .,\n<", max_size=60)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert "".join(p.text for p in pieces if p.op != "inserted") == old
    assert "".join(p.text for p in pieces if p.op != "deleted") == new
    assert all(p.text for p in pieces)


@given(WORDS)
def test_equal_texts_are_one_piece(text: str) -> None:
    assert [p.op for p in redline(text, text)] == (["same"] if text else [])


def test_changed_words_with_only_a_blank_between_are_one_change() -> None:
    assert [(p.op, p.text) for p in redline("one two three", "four five three")] == [("deleted", "one two"), ("inserted", "four five"), ("same", " three")]


def test_a_very_long_text_is_replaced_as_a_whole() -> None:
    assert [p.op for p in redline("a " * 7_000, "b")] == ["deleted", "inserted"]
