"""The view for publication: what Art. 39(3) withholds is in none of its formats."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsa_reports.advertisers.formats import formats
from dsa_reports.advertisers.model import AdRecord, Content, GroupReach, Parameter, Party, Reach, Removal
from dsa_reports.advertisers.retention import keep_until
from dsa_reports.advertisers.views import PUBLIC_FORMATS, public_entry, public_view
from tests.unit.advertisers.registers import ON, ad, day, people, removed

SECRET = "zq7secret"


def full(**changes: Any) -> AdRecord:
    """An entry with the same mark in everything of points (a) to (c), and in everything that is internal."""
    party = Party(name=SECRET, company_number=SECRET, email_domain=SECRET, country="NL")
    content = Content(texts=(SECRET,), media=(SECRET,), page=SECRET, landing=(SECRET,), captions=(SECRET,), brand=SECRET, subject=SECRET, form=SECRET)
    return removed(**({
        "content": content, "beneficiary": party, "payer": party, "advertiser": party, "pairs": ((SECRET, SECRET),), "accounts": (SECRET,), "file": SECRET,
        "unmapped": {SECRET: SECRET}, "empty": {SECRET: "null"},
    } | changes))


@pytest.mark.parametrize("form", sorted(PUBLIC_FORMATS))
@pytest.mark.parametrize("lane", ["paid", "declared"])
@pytest.mark.parametrize("running", [True, False, None])
def test_a_removed_entry_shows_neither_content_nor_beneficiary_nor_payer(form: str, lane: str, running: bool | None) -> None:
    text = "".join(PUBLIC_FORMATS[form](public_view([full(lane=lane, running=running)], ON).entries))
    assert SECRET not in text
    assert "hidden link" in text


@given(st.builds(
    Content, texts=st.lists(st.just(SECRET), max_size=2).map(tuple), media=st.lists(st.just(SECRET), max_size=1).map(tuple), page=st.sampled_from(["", SECRET]),
    landing=st.lists(st.just(SECRET), max_size=1).map(tuple), brand=st.sampled_from(["", SECRET]), subject=st.sampled_from(["", SECRET]),
), st.booleans(), st.booleans())
def test_whatever_of_it_is_given(content: Content, beneficiary: bool, payer: bool) -> None:
    party = Party(name=SECRET)
    record = full(content=content, beneficiary=party if beneficiary else None, payer=party if payer else None)
    for render in PUBLIC_FORMATS.values():
        assert SECRET not in "".join(render(public_view([record], ON).entries))


@pytest.mark.parametrize("form", sorted(PUBLIC_FORMATS))
def test_an_entry_that_stands_shows_them_and_nothing_internal(form: str) -> None:
    record = ad(accounts=(SECRET,), unmapped={"x": SECRET}, file=SECRET, payer=Party(name="Payer", company_number=SECRET, email_domain=SECRET), advertiser=Party(name=SECRET))
    text = "".join(PUBLIC_FORMATS[form](public_view([record], ON).entries))
    assert SECRET not in text
    for shown in ("Bicycles for everybody", "Fiets Voorbeeld B.V.", "Payer", "fiets.example", "2026-03-01"):
        assert shown in text


def test_personal_data_of_recipients_is_withheld_and_counted() -> None:
    record = ad(targeting=(Parameter(kind="list", value="jan.jansen@mail.example.com"),))
    view = public_view([record, removed(removal=Removal(facts="reported by +31 6 12345678"))], ON)
    assert view.masked == 2
    for render in PUBLIC_FORMATS.values():
        assert "jansen" not in "".join(render(view.entries))
        assert "12345678" not in "".join(render(view.entries))


def test_internal_addresses_lose_their_tokens() -> None:
    view = public_view([ad(content=Content(texts=("t",), landing=(f"https://a.example/?access_token={SECRET}",)))], ON)
    assert SECRET not in str(view.entries)


@pytest.mark.parametrize(("last", "running", "on", "there"), [
    ("2025-07-15", None, "2026-07-15", True), ("2025-07-14", None, "2026-07-15", False), ("2025-07-14", True, "2026-07-15", True),
    ("2024-02-29", False, "2025-03-01", True), ("2024-02-29", False, "2025-03-02", False), (None, None, "2036-01-01", True),
])
def test_kept_for_a_year_after_it_was_last_shown(last: str | None, running: bool | None, on: str, there: bool) -> None:
    record = ad(first_shown=day("2024-01-01"), last_shown=day(last) if last else None, running=running)
    view = public_view([record], date.fromisoformat(on))
    assert (len(view.entries), view.past_retention) == ((1, 0) if there else (0, 1))
    if last and not running:
        assert keep_until(record) is not None


def test_a_text_that_a_spreadsheet_would_run_is_a_text() -> None:
    record = ad(content=Content(texts=("=cmd|' /C calc'!A0",), brand="@SUM(1)", subject="\t=1"), beneficiary=Party(name="+1"), payer=Party(name=" =2"))
    (row,) = csv.DictReader(io.StringIO("".join(PUBLIC_FORMATS[".csv"](public_view([record], ON).entries))))
    for column in ("content", "brand", "beneficiary", "payer"):
        assert row[column].startswith("'")


def test_reach_keeps_its_bounds_and_groups() -> None:
    reach = Reach(total=people(5, 9), member_states={"NL": people(5, 9)}, areas={"EEA": people(99)}, groups=(GroupReach(country="NL", age="18-24", reach=people(5)),))
    (line,) = "".join(PUBLIC_FORMATS[".jsonl"](public_view([ad(reach=reach)], ON).entries)).splitlines()
    assert json.loads(line)["reach"] == {
        "total": {"low": 5, "high": 9, "unit": "people", "basis": "exact"}, "member_states": {"NL": {"low": 5, "high": 9, "unit": "people", "basis": "exact"}},
        "groups": [{"country": "NL", "age": "18-24", "reach": {"low": 5, "high": 5, "unit": "people", "basis": "exact"}}],
    }


def test_the_same_register_in_another_order_is_the_same_file() -> None:
    records = [ad("b"), removed("a"), ad("c", lane="declared")]
    for render in PUBLIC_FORMATS.values():
        assert "".join(render(public_view(records, ON).entries)) == "".join(render(public_view(records[::-1], ON).entries))


def test_the_public_view_is_read_as_what_it_shows() -> None:
    reach = Reach(total=people(5, 9), member_states={"NL": people(5, 9)}, groups=(GroupReach(country="NL", age="18-24", reach=people(5)),))
    for record in (ad(reach=reach, running=True), removed(), full(), ad(lane="declared", content=Content(), beneficiary=None, payer=None)):
        entry = public_entry(record)
        assert public_entry(formats()["own"].read(json.loads(json.dumps(entry)))) == entry
