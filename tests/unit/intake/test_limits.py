"""Of an address in a direct message the host is kept, no more; the rest is written nowhere."""

import pytest

from dsa_reports.findings import Severity
from dsa_reports.service.config import Source
from tests.unit.intake.test_bad_input import write

HEADER = "id,account_ref,occurred_at,kind,surface,landing_url"
EVENTS = {"account_events": Source(files=("e.csv",))}
URLS = {
    "https://date.example/u/seCret?ref=seCret#seCret": "date.example", "http://seCret:seCret@date.example:8080/": "date.example",
    "HTTPS://Date.Example": "Date.Example", "date.example": "date.example", "date.example/seCret": "date.example",
    "//date.example?seCret": "date.example", "https://bücher.example/seCret": "bücher.example", "mailto:seCret@date.example": None,
    "tel:+31612345678": None, "data:text/html,seCret": None, "seCret": None, "https:///seCret.html": None, "https://": None,
    "https://date.example/a@seCret": "date.example", "https://date.example\\seCret": None, "ftp://date.example/seCret": None,
    "date.example/seCret\nseCret": "date.example",
}


def events(tmp_path, *rows: tuple[str, str, str]) -> None:
    lines = [f'{n},a,2026-01-05T10:00:00Z,{kind},{surface},"{url}"' for n, (kind, surface, url) in enumerate(rows)]
    write(tmp_path, "e.csv", "\n".join((HEADER, *lines)) + "\n")


def written(tmp_path) -> bytes:
    return b"".join(path.read_bytes() for folder in ("work", "rejected") if (tmp_path / folder).exists() for path in (tmp_path / folder).iterdir())


def test_what_is_kept_of_each_kind_of_address(loading, tmp_path):
    events(tmp_path, *(("messaged", "", url) for url in URLS))
    got = loading(EVENTS)
    kept = [row[0] for row in got.rows("SELECT landing_url FROM accepted_account_events ORDER BY id::INTEGER")]
    assert dict(zip(URLS, kept, strict=True)) == URLS
    note = got.found("intake.direct_message_address")
    assert (note.severity, note.rejects, note.count, note.column) == (Severity.INFO, False, len(URLS) - 1, "landing_url")
    assert "seCret" not in note.value
    assert b"seCret" not in written(tmp_path)


@pytest.mark.parametrize(("kind", "surface"), [("messaged", ""), ("messaged", "comment"), ("other", "direct_message")])
def test_direct_messages_are_known_by_kind_or_surface(loading, tmp_path, kind, surface):
    events(tmp_path, (kind, surface, "https://date.example/seCret"))
    assert loading(EVENTS).rows("SELECT landing_url FROM accepted_account_events") == [("date.example",)]


@pytest.mark.parametrize(("kind", "surface", "basis"), [("commented", "comment", ""), ("posted", "", ""), ("messaged", "direct_message", "consent")])
def test_elsewhere_and_with_a_legal_basis_addresses_stay_whole(loading, tmp_path, kind, surface, basis):
    events(tmp_path, (kind, surface, "https://date.example/x?y"))
    got = loading(EVENTS, basis=basis)
    assert got.rows("SELECT landing_url FROM accepted_account_events") == [("https://date.example/x?y",)]
    assert got.ids == []


def test_rejected_and_broken_rows_keep_nothing_of_it(loading, tmp_path):
    events(tmp_path, ("messaged", "", "https://date.example/seCret"), ("messaged", "no surface", "https://date.example/seCret"))
    with (tmp_path / "e.csv").open("a") as stream:
        stream.write("9,a,2026-01-05T10:00:00Z,messaged,,https://date.example/seCret,too,many\n")
    got = loading(EVENTS)
    assert got.counts("account_events") == [(3, 1, 2)]
    assert b"seCret" not in written(tmp_path)


def test_domains_of_decisions_about_direct_messages(loading, tmp_path):
    header = "puid,decision_ground,category,source_type,decided_at,automated_detection,automated_decision,decision_account,surface,landing_domain\n"
    line = "{},DECISION_GROUND_INCOMPATIBLE_CONTENT,STATEMENT_CATEGORY_SCAMS_AND_FRAUD,SOURCE_VOLUNTARY,2026-01-05T10:00:00Z,true,AUTOMATED_DECISION_FULLY,DECISION_ACCOUNT_TERMINATED,{},{}\n"
    rows = [("direct_message", "date.example"), ("direct_message", "https://date.example/seCret"), ("comment", "date.example/x")]
    write(tmp_path, "a.csv", header + "".join(line.format(n, *row) for n, row in enumerate(rows)))
    got = loading({"moderation_actions": Source(files=("a.csv",))})
    assert [row[0] for row in got.rows("SELECT landing_domain FROM accepted_moderation_actions ORDER BY puid")] == ["date.example", "date.example", "date.example/x"]
    assert got.found("intake.direct_message_address").count == 1
