"""A difference in each format: harmless, complete, true to its schema. What is a change belongs to test_compare."""

import json

import jsonschema
import pytest

from dsa_reports import resources
from dsa_reports.evidence.canonical import canonical_json
from dsa_reports.evidence.schemas import schema_files
from dsa_reports.harmonised.difference import Difference
from dsa_reports.render.difference import difference_bytes
from dsa_reports.render.difference.lines import percent, signed
from tests.unit.difference.test_compare import KEY, compared, report

HOSTILE = "<script>alert(1)</script> \x1b[31mred\u202e {{ 7 * 7 }}"


@pytest.fixture(scope="module")
def hostile() -> Difference:
    category = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
    row = f"{category}/KEYWORD_OTHER~script"
    return compared(
        report({KEY: 40, (4, "TOTAL", "median_time", ""): 3}, texts={"summary": "We saw nothing."}, name="Old"),
        report({KEY: 51, (4, row, "notices_received", ""): 3}, texts={"summary": HOSTILE}, name=HOSTILE, others={row: HOSTILE}),
    )


def test_json_is_the_model_and_keeps_its_schema(hostile: Difference) -> None:
    content = json.loads(difference_bytes(hostile, "json"))
    assert Difference.model_validate(content) == hostile
    jsonschema.validate(content, json.loads(schema_files()["difference.schema.json"]))
    assert resources.read_bytes("schemas", "difference.schema.json") == schema_files()["difference.schema.json"]
    assert canonical_json(hostile) == difference_bytes(hostile, "json")


def test_text_moves_no_cursor_and_names_the_cells(hostile: Difference) -> None:
    text = difference_bytes(hostile, "text").decode()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "F  notices_received  40" in text.replace("     ", "")
    assert "▲ +11 +27.5 %" in text
    assert "blank (no events)" in text
    assert "new row  STATEMENT_CATEGORY_SCAMS_AND_FRAUD/KEYWORD_OTHER~script" in text
    assert "[-We saw nothing.-]" in text or "[-We saw nothing" in text


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_escapes_and_asks_nothing_from_outside(hostile: Difference, language: str) -> None:
    page = difference_bytes(hostile, "html", language=language).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert "\u202e" not in page
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "https://" not in page


def test_the_page_tells_old_from_new_without_colour(hostile: Difference) -> None:
    page = difference_bytes(hostile, "html").decode()
    assert '<del><span class="sr">deleted: </span>' in page
    assert '<ins><span class="sr">inserted: </span>' in page
    assert '<span aria-hidden="true">▲</span> +11' in page
    assert "now blank" in page


def test_equal_reports_say_so() -> None:
    same = compared(report({KEY: 5}), report({KEY: 5}))
    assert "nothing changed" in difference_bytes(same, "text").decode()
    assert "Nothing changed." in difference_bytes(same, "html").decode()


def test_signs_and_shares() -> None:
    assert [signed(v) for v in (1204, -3, 0, 0.25, None)] == ["+1,204", "−3", "0", "+0.25", ""]
    assert [percent(v) for v in (0.423729, -0.5, 0.0, 0.0001, None)] == ["+42.4 %", "−50.0 %", "0.0 %", "+<0.1 %", ""]
