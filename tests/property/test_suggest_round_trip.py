"""Sound rows, exported in any of many dialects: the mapping that is suggested reads every one of them."""

import re
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dsa_reports.contract import tables
from dsa_reports.pipeline.sample.rebuild.dialects import Dialect, csv_bytes
from dsa_reports.pipeline.suggest import suggest
from dsa_reports.pipeline.suggest.trial import Trial
from dsa_reports.pipeline.validation import validate

SAMPLES = Path(__file__).parents[2] / "sample_data/marktplein/logs"
TABLES = ("notices", "complaints", "disputes", "suspensions", "moderators", "moderation_actions", "orders", "user_reports", "recipients", "advertisements")
TIMES = (
    "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%d-%m-%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%d.%m.%Y %H:%M:%S", "%Y%m%d%H%M%S",
    "%d %b %Y %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%a, %d %b %Y %H:%M:%S +0000", "%b %d, %Y %H:%M:%S", "%d-%m-%YT%H:%M:%S.000", "%d-%m-%Y %H:%M:%SZ",
)
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d", "%d %B %Y", "%b %d, %Y")
WORDS = (("true", "false"), ("ja", "nee"), ("Ja", "Nein"), ("oui", "non"), ("1", "0"), ("Y", "N"), ("tak", "nie"), ("sí", "no"))
NAMES = {
    "own": lambda name: name, "title": lambda name: name.replace("_", " ").title(), "camel": lambda name: name.title().replace("_", ""),
    "shouted": str.upper, "dashed": lambda name: name.replace("_", "-"),
}


@cache
def records(name):
    with validate(SAMPLES / f"{name}.csv", name, surveys=False) as done:
        names = done.accepted.columns
        rows = [dict(zip(names, row, strict=True)) for row in done.accepted.fetchall()[:120]]
    return [{key: _plain(value) for key, value in row.items()} for row in rows]


def _plain(value):
    if isinstance(value, Decimal):
        return float(value)  # 61.000 would be written as sixty-one thousand where the comma is that of decimals
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


dialects = st.builds(
    lambda delimiter, timestamp, day, words, nothing, separator, comma: {
        "delimiter": delimiter, "timestamp": timestamp, "day": day, "yes": words[0], "no": words[1], "nothing": nothing, "list_separator": separator, "decimal_comma": comma,
    },
    st.sampled_from(",;\t|"), st.sampled_from(TIMES), st.sampled_from(DAYS), st.sampled_from(WORDS), st.sampled_from(["", "NULL", "n.v.t.", "-", "N/A"]),
    st.sampled_from(["", "|", ";", ","]), st.booleans(),
)


def told(rows, kind, form):
    """The order of day and month is in the format or in the values: a two-digit year, or days up to the 12th, would leave it open."""
    there = [value for row in rows for value in row.values() if type(value) is kind]
    return not there or not re.search("%d[-/]%m|%m[-/]%d[-/]", form) or any(value.day > 12 for value in there)


def tried(name, rows, dialect, names) -> Trial:
    columns = {NAMES[names](c.name): c.name for c in tables()[name].columns if any(row[c.name] is not None for row in rows)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.csv"
        path.write_bytes(csv_bytes(rows, Dialect(columns=columns, zone=ZoneInfo("UTC"), **dialect)))
        made = suggest(file=path, table=name)
    assert made.trial.rows_read == len(rows)
    assert (made.trial.accepted, made.trial.remaining) == (len(rows), ()), made.text
    return made.trial


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TABLES), dialects, st.sampled_from(sorted(NAMES)))
def test_every_row_is_read_under_the_suggestion(name, dialect, names):
    rows = records(name)
    assume(told(rows, datetime, dialect["timestamp"]) and told(rows, date, dialect["day"]))
    assume(dialect["list_separator"] != dialect["delimiter"])
    tried(name, rows, dialect, names)


@pytest.mark.deep
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(TABLES), dialects, st.sampled_from(sorted(NAMES)))
def test_many_more(name, dialect, names):
    rows = records(name)
    assume(told(rows, datetime, dialect["timestamp"]) and told(rows, date, dialect["day"]))
    assume(dialect["list_separator"] != dialect["delimiter"])
    tried(name, rows, dialect, names)
