"""The pandera schema: what it takes, what it tells, and what it must never tell or pass over."""

import re
import warnings
from datetime import UTC, date, datetime

import pandera.polars as pa
import polars as pl
import pytest
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrors, SchemaWarning

from dsa_reports.contract import Table, tables
from dsa_reports.contract.conditions import Condition
from dsa_reports.contract.dataframes import dataframe_schema
from dsa_reports.contract.examples import broken_row, example_row
from dsa_reports.contract.frames import canonical
from dsa_reports.contract.model import Rule
from dsa_reports.errors import UsageError
from tests.unit.contract.broken_rows import of_column


def frame(name: str, *rows: dict) -> pl.DataFrame:
    """Rows as JSON writes them, in the types that the contract recommends."""
    table = tables()[name]
    texts = pl.DataFrame([{c.name: row.get(c.name) for c in table.columns} for row in rows], infer_schema_length=None)
    types = {"date": lambda c: c.str.to_date(), "timestamp": lambda c: c.str.to_datetime(time_zone="UTC", time_unit="us")}
    return texts.select(
        pl.lit(None, canonical(c.kind)).alias(c.name) if texts.schema[c.name] == pl.Null
        else types[c.kind](pl.col(c.name)) if c.kind in types else pl.col(c.name).cast(canonical(c.kind))
        for c in table.columns
    )


def told(name: str, rows: pl.DataFrame | pl.LazyFrame, **options) -> set[tuple[str, int]]:
    """(check, row) of what makes pandera refuse a row; what it only notes is left out."""
    schema = dataframe_schema(name, **options)
    with warnings.catch_warnings(action="ignore", category=SchemaWarning), pytest.raises(SchemaErrors) as caught:
        schema.validate(rows, lazy=True)
    cases = caught.value.failure_cases
    return set(zip(cases["check"], cases["index"], strict=True))


@pytest.mark.parametrize("name", sorted(tables()))
def test_every_rule_is_told_at_its_row(name: str) -> None:
    table = tables()[name]
    rows = [example_row(table)]
    for number, rule in enumerate(table.all_rules(), 1):
        rows.append(broken_row(table, rule) | ({table.key: f"k-{number}"} if table.key else {}))
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always", SchemaWarning)
        try:
            dataframe_schema(name).validate(frame(name, *rows), lazy=True)
            found = set()
        except SchemaErrors as errors:
            found = set(zip(errors.failure_cases["check"], errors.failure_cases["index"], strict=True))
    numbered = list(enumerate(table.all_rules(), 1))
    assert found == {(rule.id, number) for number, rule in numbered if rule.rejects}
    assert {re.search(r"<Check ([^:]*):", str(note.message))[1] for note in noted} == {rule.id for _, rule in numbered if not rule.rejects}


@pytest.mark.parametrize("name", sorted(tables()))
def test_every_demand_of_a_column_is_told_at_its_row(name: str) -> None:
    table = tables()[name]
    broken = [case for column in table.columns for case in of_column(table, column) if case.rule != "intake.type"]
    rows = [case.row | ({table.key: f"k-{n}"} if table.key not in (None, case.column) else {}) for n, case in enumerate(broken)]
    assert told(name, frame(name, *rows), n_failure_cases=len(rows)) == {(f"{case.rule}({case.column})", n) for n, case in enumerate(broken)}


@pytest.mark.parametrize("name", sorted(tables()))
def test_a_sound_frame_comes_back_unchanged(name: str) -> None:
    rows = frame(name, example_row(tables()[name]))
    assert dataframe_schema(name).validate(rows).equals(rows)


def notices(**changes) -> pl.DataFrame:
    row = {"id": "n-1", "category": "STATEMENT_CATEGORY_ANIMAL_WELFARE", "reporter_kind": "other", "items": 1, "received_at": datetime(2026, 3, 1)}
    return pl.DataFrame([row | changes])


def test_types_that_lose_nothing_are_taken() -> None:
    narrow = notices(received_at=datetime(2026, 3, 1, tzinfo=UTC)).with_columns(
        pl.col("items").cast(pl.UInt8), pl.col("category").cast(pl.Categorical), pl.col("reporter_kind").cast(pl.Enum(["other"])), pl.lit(None).alias("keyword"),
    )
    assert dataframe_schema("notices").validate(narrow).equals(narrow)


def test_other_types_are_refused_once_and_not_guessed() -> None:
    assert told("notices", notices(items="1")) == {("dtype('integer: Int64')", None)}
    assert told("notices", notices(received_at=date(2026, 3, 1))) == {("dtype('timestamp: Datetime(time_unit='us', time_zone=None)')", None)}
    assert told("notices", notices().drop("items")) == {("column_in_dataframe", None)}


def test_zones_are_honoured_when_times_are_compared() -> None:
    rows = notices(decided_at=datetime(2026, 3, 1, 0, 30)).with_columns(pl.col("decided_at").dt.replace_time_zone("Europe/Amsterdam"))
    assert told("notices", rows) == {("notices.decided_at_not_before_received_at", 0)}


def test_a_lazy_frame_is_checked_to_its_last_row_whatever_the_settings() -> None:
    rows = pl.concat([notices(), notices(id="n-2", items=0)]).lazy()
    assert told("notices", rows) == {("intake.minimum(items)", 1)}
    with config_context(validation_depth=ValidationDepth.SCHEMA_ONLY, validation_enabled=False):
        assert told("notices", rows) == {("intake.minimum(items)", 1)}


def test_a_key_counts_once() -> None:
    assert told("notices", pl.concat([notices(), notices(), notices(id="n-2")])) == {("intake.duplicate_key(id)", 1)}


def test_examples_are_few_and_never_personal() -> None:
    secret = ["S3CRET" * 100] * 50
    rows = pl.concat([notices(id=f"n-{n}", content_ref=text) for n, text in enumerate(secret)])
    with pytest.raises(SchemaErrors) as caught:
        dataframe_schema("notices").validate(rows, lazy=True)
    assert caught.value.failure_cases["failure_case"].to_list() == [f"n-{n}" for n in range(10)]
    with pytest.raises(SchemaError) as first:
        dataframe_schema("notices").validate(rows)
    assert "S3CRET" not in str(first.value) + str(caught.value)


def test_rows_of_abuse_are_not_told_by_their_texts() -> None:
    rows = notices(id="https://x.example/S3CRET", category="STATEMENT_CATEGORY_PROTECTION_OF_MINORS", keyword="KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL", content_ref="S3CRET")
    with pytest.raises(SchemaErrors) as caught:
        dataframe_schema("notices").validate(rows, lazy=True)
    assert list(caught.value.failure_cases["check"]) == ["notices.abuse_row_without_reference"]
    assert "S3CRET" not in str(caught.value)


def test_texts_of_direct_messages_need_a_basis() -> None:
    row = {"id": "e-1", "account_ref": "a", "occurred_at": datetime(2026, 3, 1), "kind": "messaged", "text": "hey"}
    assert told("account_events", pl.DataFrame([row])) == {("account_events.direct_message_text", 0)}
    dataframe_schema("account_events", direct_message_text_basis="consent").validate(pl.DataFrame([row]))


def test_columns_of_no_table_are_named() -> None:
    with pytest.warns(SchemaWarning, match="columns that notices does not have: colour"):
        dataframe_schema("notices").validate(notices(colour="red"))


def test_what_cannot_be_enforced_fails_when_the_schema_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unknown(Condition):
        columns = ("id",)

        def sql(self) -> str:
            return "true"

        def holds(self, row) -> bool:
            return True

        def polars(self) -> pl.Expr:
            raise NotImplementedError("no words for it")

    plain = tables()["suspensions"]
    rule = Rule(id="suspensions.unknown", must=Unknown(), message="x", remedy="x", breaks={"id": "x"})
    table = Table(name="suspensions", one_row_is="x", feeds="x", citation="x", columns=plain.columns, key="id", dated_by=(), rules=(rule,))
    with pytest.raises(NotImplementedError, match="no words"):
        dataframe_schema(table)
    with pytest.raises(UsageError, match="backend pandas"):
        dataframe_schema("notices", backend="pandas")
    from pandera.config import CONFIG

    monkeypatch.setattr(CONFIG, "use_narwhals_backend", True)
    with pytest.raises(UsageError, match="narwhals"):
        dataframe_schema("notices")


def test_it_is_a_schema_of_pandera() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        schema = dataframe_schema("moderation_actions")
    assert isinstance(schema, pa.DataFrameSchema)
    assert schema.columns["puid"].required
    assert not schema.columns["decided_at"].required
    assert {check.n_failure_cases for column in schema.columns.values() for check in column.checks} == {10}
