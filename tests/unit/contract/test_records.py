"""The record model says the same as the columns and rules of the contract; the JSON Schema is never stricter."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from dsa_reports.contract import Column, tables
from dsa_reports.contract.description import allowed_codes, describe_contract
from dsa_reports.contract.json_schema import table_schema
from dsa_reports.contract.records import record_model

DAY = date(2026, 1, 1)


def good(column: Column):
    codes = allowed_codes(column)
    text = st.sampled_from(codes[:6] + codes[-3:]) if codes else st.sampled_from(["a-1", "7f", "https://x.example/a", "Grüße"]).filter(
        lambda v: column.pattern is None or v in ("7f",)
    )
    match column.kind:
        case "text" | "code":
            return text
        case "codes" | "texts":
            return st.lists(text, min_size=1, max_size=3)
        case "integer":
            return st.integers(column.minimum or 0, 9)
        case "number":
            return st.decimals(0, 9, places=2)
        case "boolean":
            return st.booleans()
        case "date":
            return st.integers(0, 5).map(lambda n: DAY + timedelta(days=n))
        case _:
            return st.integers(0, 200).map(lambda n: datetime(2026, 1, 1) + timedelta(hours=n))


def bad(column: Column):
    """Values that the column may not have, and emptiness."""
    wrong = [None, "", 7.5, ["x", 3], {"a": 1}]
    if column.kind in ("text",) and column.max_length:
        wrong.append("x" * (column.max_length + 1))
    if column.kind == "integer":
        wrong += ["x", True, (column.minimum or 0) - 1, 2**63]
    if column.kind in ("date", "timestamp"):
        wrong += ["yesterday", "2026-13-01", 20260101]
    if column.kind == "boolean":
        wrong += ["maybe", 3]
    if column.kind in ("code", "codes"):
        wrong += ["NOT_A_CODE", ["NOT_A_CODE"]]
    return st.sampled_from(wrong)


@cache
def rows(name: str):
    columns = {}
    for column in tables()[name].columns:
        empty = st.none() if not column.required else st.nothing()
        columns[column.name] = st.one_of(good(column), good(column), empty)
    return st.fixed_dictionaries(columns)


def column_allows(column: Column, value) -> bool:
    """The contract's column in words of its own."""
    if value in (None, "", []):
        return not column.required
    values = value if isinstance(value, list) else [value]
    many = column.kind in ("codes", "texts")
    if many != isinstance(value, list):
        return False
    kinds = {"integer": int, "boolean": bool, "date": date, "timestamp": datetime}
    if column.kind == "number":
        return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and value >= (column.minimum or 0)
    if column.kind in kinds:
        fits = type(value) is kinds[column.kind]
        lowest = -(2**63) if column.minimum is None else column.minimum
        return fits and (column.kind != "integer" or lowest <= value < 2**63)
    codes = allowed_codes(column)
    return all(
        isinstance(v, str) and (codes is None or v in codes) and (column.max_length is None or len(v) <= column.max_length)
        and (column.pattern is None or v == "7f")
        for v in values
    )


def accepted(name: str, row: dict) -> bool:
    try:
        record_model(name).model_validate(row)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", sorted(tables()))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_same_verdict_as_columns_and_rules(name, data):
    table = tables()[name]
    row = data.draw(rows(name))
    for column in data.draw(st.lists(st.sampled_from(table.columns), max_size=1)):
        row[column.name] = data.draw(bad(column))
    expected = all(column_allows(c, row.get(c.name)) for c in table.columns)
    if expected:
        plain = {k: v for k, v in row.items() if v not in (None, "", [])}
        expected = all(rule.must.holds(plain) for rule in table.all_rules() if rule.rejects)
    assert accepted(name, row) == expected


def as_json(row: dict) -> dict:
    def plain(value):
        match value:
            case datetime():
                return value.isoformat() + "Z"
            case date():
                return value.isoformat()
            case Decimal():
                return float(value)
        return value

    return {k: plain(v) for k, v in row.items() if v is not None}


@pytest.mark.parametrize("name", sorted(tables()))
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_json_schema_and_record_agree(name, data):
    schema = table_schema(tables()[name])
    row = as_json(data.draw(rows(name)))
    valid = Draft202012Validator(schema).is_valid(row)
    if accepted(name, row):
        assert valid
    unwritten = [r["id"] for r in schema["x-rules"] if r["rejects"] and not r["in_schema"]]
    if valid and not unwritten:
        assert accepted(name, row)


@pytest.mark.parametrize("name", sorted(tables()))
def test_schemas_are_valid_schemas(name):
    Draft202012Validator.check_schema(table_schema(tables()[name]))


def order(**changes):
    return {
        "id": "o-1", "kind": "act_against_illegal_content", "member_state": "NL", "category": "STATEMENT_CATEGORY_ANIMAL_WELFARE",
        "items": 2, "received_at": "2026-02-03T10:15:00+01:00",
    } | changes


def test_times_become_utc_and_texts_become_values():
    record = record_model("orders").model_validate(order(items="3", receipt_automated="Yes", receipt_confirmed_at=datetime(2026, 2, 3, 10, tzinfo=UTC)))
    assert record.received_at == datetime(2026, 2, 3, 9, 15)
    assert (record.items, record.receipt_automated) == (3, True)


def test_rules_that_only_warn_do_not_reject():
    assert accepted("orders", order(keyword="KEYWORD_OTHER"))
    assert not accepted("orders", order(items=None))
    assert not accepted("orders", order(effect_given_at="2026-02-03T08:00:00Z"))
    assert not accepted("orders", order(unknown_column=1))


def test_errors_show_no_values():
    with pytest.raises(ValidationError) as caught:
        record_model("notices").model_validate({"id": "secret-handle", "keyword": "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL", "content_ref": "secret-ref"})
    assert "secret" not in str(caught.value)


def test_description_covers_every_table_and_changes_with_a_rule():
    described = describe_contract()
    assert list(described) == list(tables())
    assert all(len(described[name]["rules"]) == len(table.all_rules()) for name, table in tables().items())
