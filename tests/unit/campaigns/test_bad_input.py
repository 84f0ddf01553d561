"""Events as they come: nothing here may take long, fill the memory, end in a traceback or make a candidate of honest people."""

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dsa_reports.campaigns.settings import Settings
from dsa_reports.pipeline.campaigns import Outcome, find_campaigns

from .toy import SENT, bots, event, honest, write


def found(folder: Path, events: Any) -> Outcome:
    path = write(folder / "events.jsonl", events)
    return find_campaigns(events=[path], output=folder / "out", on=date(2026, 12, 31), purpose="test", keep_days=30, settings=Settings(null_runs=0))


def test_odd_texts_and_addresses(tmp_path: Path) -> None:
    texts = ["💋💋💋💋💋💋", "مرحبا يا صديقي العزيز كيف حالك اليوم", "\u200b\u200b\u200b", "", "\u202egnol era snoitcerid", "a" * 4_999, "\x00null", "<script>alert(1)</script>", "=1+1", "ok"]
    addresses = ["http://", "not an address", "https://münchen.example/x", "https://xn--mnchen-3ya.example/x", "http://[::1]/", "javascript:alert(1)", "https://" + "a" * 1_900 + ".example/", "https://1.2.3.4/", "//cdn.example/?a=b&a=b&=&&", "HTTP://UPPER.Example:80/P?Q=R1"]
    events = [
        event(f"a-{number}", number * 977, "commented", text=text, landing_url=address, picture_hash="zz" if number % 3 else "0f")
        for number, (text, address) in enumerate((text, address) for text in texts for address in addresses)
    ]
    done = found(tmp_path, events)
    assert done.summary.candidates == ()
    # Of ten addresses six have no registrable domain; two rows in three are rejected for their hash, and those with a NUL in the text.
    assert [finding.count for finding in done.findings if finding.id == "campaigns.addresses"] == [18]


def test_all_texts_equal_and_one_domain_for_all(tmp_path: Path) -> None:
    events = [one | {"text": "the very same text of everybody here", "landing_url": "https://one.example/"} for one in honest(150) if one["kind"] != "messaged"]
    done = found(tmp_path, events)
    assert done.summary.candidates == ()
    assert {finding.id for finding in done.findings} >= {"campaigns.everybodys"}


def test_one_account_of_very_many_acts(tmp_path: Path) -> None:
    busy = [event("busy", number * 61, "commented", text=f"{SENT} number {number}", landing_url=f"https://d{number}.example/", target_ref=f"h-{number % 500}", target_connected=False) for number in range(20_000)]
    start = time.process_time()
    done = found(tmp_path, [*busy, *honest(40), *bots(8)])
    assert done.summary.candidate_accounts in (8, 9)  # the busy one sends the campaign's own text
    assert time.process_time() - start < 60


def test_a_text_of_a_megabyte_is_rejected_and_the_rest_searched(tmp_path: Path) -> None:
    done = found(tmp_path, [event("h-1", 5, "posted", text="long " * 200_000), *honest(40), *bots(8)])
    assert done.summary.candidate_accounts == 8
    assert any(finding.rejects and finding.column == "text" for finding in done.findings)


@pytest.mark.parametrize("events", [[], [{"account_ref": "a", "occurred_at": "2026-01-05T10:00:00Z", "kind": "registered"}]])
def test_next_to_nothing(tmp_path: Path, events: list[dict[str, Any]]) -> None:
    if not events:
        (tmp_path / "events.csv").write_text("id,account_ref,occurred_at,kind\n")
        done = find_campaigns(events=[tmp_path / "events.csv"], output=tmp_path / "out", on=date(2026, 12, 31), purpose="test", keep_days=1)
    else:
        done = found(tmp_path, events)
    assert done.summary.candidates == ()
    assert done.summary.accounts == len(events)
    assert "No candidates" in (tmp_path / "out/candidates.html").read_text("utf-8")


def test_hostile_values_stay_text_on_the_page(tmp_path: Path) -> None:
    nasty = "<img src=x onerror=alert(1)> come and see my page now"
    found(tmp_path, [*honest(40), *bots(8, sent=nasty)])
    page = (tmp_path / "out/candidates.html").read_text("utf-8")
    assert "<img" not in page
    assert "&lt;img src=x" in page
