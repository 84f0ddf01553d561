"""Addresses in free texts: what is one, what is none, and that both engines say so alike."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dsa_reports.contract import table
from dsa_reports.contract.addresses import top_level_domains
from dsa_reports.contract.common import ABUSE_KEYWORDS
from dsa_reports.contract.conditions import HasUrl
from dsa_reports.contract.examples import example_row
from dsa_reports.contract.json_schema import table_schema
from dsa_reports.engines.duckdb import connect

CONDITION = HasUrl("text")

ADDRESSES = [
    "example.com", "see example.com.", "(example.com)", "example.com, and more", "example.com”", "“example.com”", "EXAMPLE.COM", "x.com",
    "t.me", "163.com", "foo@example.com", "sub.example.co.uk", "example.nl\nnext", "a-b.org", "example.info/path", "site24.nl",
    "http://a", "HTTPS://b", "hxxp://c", "www.d", "WWW.e", "example[.]com", "example(.)nl", "example [.] com", "example.zip",
    "xn--e1afmkfd.xn--p1ai", "кино.рф", "кино.com", "münchen.de", "中文.中国", "example.com\u00a0x", "example.COM",
    "is at example.online now", "example.dating", "foo/bar.com", "foo.bar/baz", "bit.ly", "example.com:8080", "é.com",
]
NONE = [
    "", "e.g. this", "i.e. that", "a.m.", "z.B. dies", "d.h.", "1.5", "version 2.0.1", "10.000", "removed.The rest", "done.In addition",
    "ok.So", "posted.It", "Example.Com", "photo.jpg", "notes.docx", "index.html", "rule 5.no", "Art. 5.2", "the end.", "a.b.c", "...", "wait...what",
    "example dot com", "example . com", "foo.comx", "foo.com_x", "foo.com-x", "word.noël", "U.S. law", "https", "com", ".com", "no.9", "St.Petersburg",
    "KEYWORD_OTHER", "terms_3.4", "10:30", "192.0.2.1", "“.com”",
]


@pytest.fixture(scope="module")
def verdict():
    """The engine's verdict on texts."""
    con = connect(threads=1)

    def ask(texts: list[str | None]) -> list[bool]:
        con.execute("CREATE OR REPLACE TABLE t (n INTEGER, text VARCHAR)")
        con.executemany("INSERT INTO t VALUES (?, ?)", [[n, text] for n, text in enumerate(texts)])
        return [row[0] for row in con.execute(f"SELECT {CONDITION.sql()} FROM t ORDER BY n").fetchall()]

    yield ask
    con.close()


def test_what_is_an_address(verdict) -> None:
    assert [text for text, found in zip(ADDRESSES, verdict(ADDRESSES), strict=True) if not found] == []
    assert [text for text in ADDRESSES if not CONDITION.holds({"text": text})] == []


def test_what_is_none(verdict) -> None:
    assert [text for text, found in zip(NONE, verdict(NONE), strict=True) if found] == []
    assert [text for text in NONE if CONDITION.holds({"text": text})] == []
    assert verdict([None]) == [False]
    assert not CONDITION.holds({})


def test_every_top_level_domain_in_both_engines(verdict) -> None:
    names = sorted(top_level_domains())
    assert len(names) > 1400
    assert {"com", "nl", "xn--p1ai", "рф", "онлайн"} <= set(names)
    texts = [f"go to name.{name} now" for name in names] + [f"NAME.{name.upper()}" for name in names if name.isascii()]
    assert [text for text, found in zip(texts, verdict(texts), strict=True) if not found] == []
    assert [text for text in texts if not CONDITION.holds({"text": text})] == []


pieces = st.sampled_from([
    *ADDRESSES, *NONE, ".", " ", "\n", "\r\n", "com", "COM", "nl", "a", "Z", "9", "-", "_", "/", "ı", "İ", "ſ", "\u212a", "é", "ß", "ẞ", "д", "文",
    "\u0085", "\u2028", "”", "\U0001f600", "xn--", "[.]", "{ . }", "@", "www", "hTtp://", "\ue000", "\uffff", "\u00d7",
])
texts = st.lists(st.one_of(pieces, st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=3)), max_size=5).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=20, max_size=60))
def test_the_engine_and_python_say_the_same_of_any_text(verdict, sample: list[str]) -> None:
    assert verdict(sample) == [CONDITION.holds({"text": text}) for text in sample]


def test_the_json_schema_says_the_same(verdict) -> None:
    schema = table_schema(table("notices"))
    shape = Draft202012Validator(schema["$defs"]["address"])
    sample = [*ADDRESSES, *NONE]
    assert [shape.is_valid(text) for text in sample] == verdict(sample)
    row = example_row(table("notices")) | {"category": "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "keyword": ABUSE_KEYWORDS[0]}
    for name in ("content_ref", "other_description"):
        row.pop(name, None)
    assert Draft202012Validator(schema).is_valid(row | {"other_description": "nothing but words, e.g. these"})
    assert not Draft202012Validator(schema).is_valid(row | {"other_description": "seen at example.com again"})


@pytest.mark.parametrize(("left", "right", "found"), [
    ("seen at", "example.com", True), ("example.com", None, True), (None, "", False), ("example", ".com", False), ("example.", "com", False), ("http:", "//x", False),
])
def test_of_several_texts_each_is_looked_at_by_itself(left, right, found):
    several = HasUrl("left", "right")
    with connect() as con:
        said = con.execute(f"SELECT {several.sql()} FROM (SELECT $1::VARCHAR AS \"left\", $2::VARCHAR AS \"right\")", [left, right]).fetchall()
    frame = pl.DataFrame({"left": [left], "right": [right]}, schema={"left": pl.String, "right": pl.String})
    assert said == [(found,)]
    assert several.holds({"left": left, "right": right}) is found
    assert frame.select(several.polars()).to_series().to_list() == [found]
