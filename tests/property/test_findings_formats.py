"""Whatever a finding says, every format stays what it is, and says it."""

import json
import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dsa_reports import resources
from dsa_reports.display import is_control
from dsa_reports.findings import Finding, Place, Severity
from dsa_reports.render.findings import FORMATS, FindingsDocument, render, text

WORDS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("<>&|`\\:#[]()*_{}%\n\x1b\u202e\ufffe")), max_size=40)
FINDINGS = st.lists(
    st.builds(
        Finding, id=WORDS.filter(bool), severity=st.sampled_from(Severity), message=WORDS, remedy=WORDS, citation=WORDS, table=WORDS, file=WORDS,
        line=st.none() | st.integers(1, 10**9), column=WORDS, value=WORDS, count=st.integers(1, 10**9), part=st.none() | st.integers(1, 11),
        row=WORDS, cells=st.lists(WORDS, max_size=2).map(tuple), expected=WORDS, figure=WORDS,
        examples=st.lists(st.builds(Place, line=st.none() | st.integers(1, 99), value=WORDS), max_size=3).map(tuple),
    ),
    max_size=4,
)
SCHEMA = Draft202012Validator(json.loads(resources.read_text("schemas", "validation.schema.json")))


@given(findings=FINDINGS, limit=st.none() | st.integers(0, 3))
@settings(max_examples=40, deadline=None)
def test_every_format_stays_what_it_is(findings: list[Finding], limit: int | None) -> None:
    document = FindingsDocument("validate", {"tables": []}, findings, limit=limit)
    written = {form: render(document, form) for form in FORMATS}
    for form, content in written.items():
        # A set first: the web page repeats its fonts each time.
        assert not {c for c in set(content) if is_control(c)} - {"\n"}, form
    SCHEMA.validate(json.loads(written["json"]))
    kept = json.loads(written["json"])["findings"]
    assert len(written["jsonl"].splitlines()) == len(kept) == len(json.loads(written["sarif"])["runs"][0]["results"])
    assert len(findings) - len(kept) == json.loads(written["json"]).get("left_out", 0)
    root = ElementTree.fromstring(written["junit"].encode())
    assert int(root.get("failures", "")) == len({(f.table or f.part, f.id) for f in document.findings if f.severity in {"blocks", "error"}})
    assert all(re.match(r"::(error|warning|notice) ", line) for line in written["github"].splitlines())
    assert all(len(line) <= 80 + 7 * line.count("‹U+0023›") + 7 * line.count("‹U+003A›") for line in text.render(document, width=80).splitlines())
