"""The worked examples are the specification: each runs on the engine. Add examples beside the .sql file, not here."""

from fractions import Fraction
from typing import Any

import duckdb
import pytest

from dsa_reports.indicators.evaluate import run
from dsa_reports.indicators.examples import Example, calculated, examples_of, read_table
from dsa_reports.indicators.loader import Indicator, load_indicators

CASES = [
    pytest.param(indicator, example, id=f"{indicator.id}: {example.title[:40]}")
    for indicator in load_indicators().values()
    for example in examples_of(indicator.id)
]
KEYS = {"category", "keyword", "other_description", "member_state", "row_key", "scope", "system", "content_type", "methods"}


def typed(text: str, sql_type: str) -> object:
    if text == "":
        return None
    if sql_type == "BOOLEAN":
        return {"yes": True, "no": False}[text]
    return text


def fill(connection: duckdb.DuckDBPyConnection, example: Example) -> None:
    for name, text in example.given.items():
        types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {name}").fetchall()}
        for row in read_table(text):
            columns = ", ".join(row)
            marks = ", ".join(f"CAST(? AS {types[c]})" for c in row)
            connection.execute(f"INSERT INTO {name} ({columns}) VALUES ({marks})", [typed(v, types[c]) for c, v in row.items()])


def comparable(row: dict[str, Any], columns: list[str]) -> tuple[object, ...]:
    return tuple(row[c] if c in KEYS or row[c] is None else Fraction(row[c]) for c in columns)


@pytest.mark.parametrize(("indicator", "example"), CASES)
def test_example(facts: duckdb.DuckDBPyConnection, indicator: Indicator, example: Example) -> None:
    facts.execute("BEGIN")
    try:
        fill(facts, example)
        answer = run(facts, indicator)
    finally:
        facts.execute("ROLLBACK")
    expected = read_table(example.expect)
    columns = list(expected[0])
    found = sorted((comparable(row, columns) for row in answer), key=repr)
    wanted = sorted(
        (tuple((row[c] or None) if c in KEYS else calculated(row[c]) for c in columns) for row in expected), key=repr
    )
    # A count over no rows comes back as NULL from SUM; both mean that nothing was counted.
    zero = [tuple(0 if v is None else v for v in row) for row in found]
    assert zero == [tuple(0 if v is None else v for v in row) for row in wanted]


@pytest.mark.parametrize("indicator", load_indicators().values(), ids=lambda i: i.id)
def test_every_indicator_has_an_example(indicator: Indicator) -> None:
    assert examples_of(indicator.id)
