"""What is known beside a register: the billing log (AD-6) and removed posts (AD-10); compressed files and long lines."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dsa_reports.advertisers import reading
from dsa_reports.advertisers.beside import billed_from, removed_posts_from
from dsa_reports.advertisers.checks import Known, check_register
from dsa_reports.advertisers.model import AdRecord, Content, Moment
from dsa_reports.errors import InputError, WriteError, writing
from dsa_reports.findings import Finding, Severity
from dsa_reports.pipeline.registers import read_register, register_writer
from tests.unit.advertisers.registers import ON, ad, day

TEXT = "Lonely tonight? Hundreds of people near you are waiting to chat, sign up for free!"


def found(records: list[AdRecord], check: str, **known: Any) -> list[Finding]:
    return [finding for finding in check_register(records, Known(ON, **known)) if finding.id == check]


def test_every_billed_ad_stands_in_the_register() -> None:
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    (finding,) = found([ad("a")], "AD-6", billed={"a": None, "gone-1": at, "gone-2": None})
    assert finding.severity is Severity.ERROR
    assert "2 of 3 ads" in finding.message
    assert "gone-1, gone-2" in finding.message
    assert found([ad("a")], "AD-6", billed={"a": at}) == []
    # A declared communication is billed to nobody, and one identifier may stand in both lanes.
    assert found([ad("a", lane="declared")], "AD-6", billed={"a": None})[0].severity is Severity.ERROR


@pytest.mark.parametrize(("hour", "late"), [(9, False), (10, True)])
def test_late_against_the_log(hour: int, late: bool) -> None:
    listed = Moment(day=day("2026-03-02").day, at=datetime(2026, 3, 2, hour, 0, 1, tzinfo=UTC))
    entry = ad(first_shown=Moment(day=day("2026-03-01").day, at=datetime(2026, 3, 1, 23, tzinfo=UTC)), listed=listed)
    assert bool(found([entry], "AD-6", billed={"a": datetime(2026, 3, 1, 10, 0, tzinfo=UTC)})) is late


def test_paid_entries_that_nobody_billed_are_a_note() -> None:
    (finding,) = found([ad("a"), ad("b"), ad("c", lane="declared")], "AD-6", billed={"a": None})
    assert (finding.severity, finding.count) == (Severity.INFO, 1)


def test_the_log_is_read(tmp_path: Path) -> None:
    path = tmp_path / "billing.csv.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbfad_id,amount,first_at\na,1,2026-03-02T10:00:00Z\na,2,2026-03-01T10:00:00Z\nb,3,\n"))
    assert billed_from(path) == {"a": datetime(2026, 3, 1, 10, tzinfo=UTC), "b": None}


@pytest.mark.parametrize(("text", "says"), [
    ("x\n1\n", "no billing or impression log"), ("ad_id,first_at\n,\n", "without an ad"), ("ad_id,first_at\na,soon\n", "record 2"), ("", "no billing"),
])
def test_a_wrong_log_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "billing.csv"
    path.write_text(text)
    with pytest.raises(InputError) as error:
        billed_from(path)
    assert says in str(error.value)


def test_removed_as_a_post_and_running_as_an_ad(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(f'text,picture_hash\n"{TEXT}",\n,ffd8c3a1b2e4905f\n')
    texts, pictures = removed_posts_from(path)
    records = [ad("a"), ad("t", content=Content(texts=(TEXT.replace("Hundreds", "Thousands"),))), ad("p", content=Content(pictures=("ffd8c3a1b2e4905e",)))]
    (finding,) = found(records, "AD-10", removed_texts=texts, removed_pictures=pictures)
    assert finding.count == 2
    assert "removed as a post and runs as an ad" in finding.message
    assert found(records[:1], "AD-10", removed_texts=texts, removed_pictures=pictures) == []


@pytest.mark.parametrize("text", ["", "words\nx\n", "picture_hash\nhttps://a.example/p.jpg\n"])
def test_a_wrong_list_of_posts_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(text)
    with pytest.raises(InputError) as error:
        removed_posts_from(path)
    assert "a.example" not in str(error.value)


@pytest.mark.parametrize("name", ["r.jsonl.gz", "r.json.gz", "r.jsonl"])
def test_compressed_registers(tmp_path: Path, name: str) -> None:
    whole = json.dumps({"data": [{"id": "1", "page_id": "2", "ad_delivery_start_time": "2026-03-01"}]}).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(whole) if name.endswith(".gz") else whole)
    done = read_register(path, form="meta")
    assert (done.rows_read, [record.ad_id for record in done.records]) == (1, ["1"])


def test_a_compressed_register_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "1"}).encode() * 2000)[:-20])
    with pytest.raises(InputError, match="cut off or damaged"):
        read_register(path, form="meta")


def test_a_line_without_end_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_LONGEST_LINE", 100)
    path = tmp_path / "r.jsonl"
    line = json.dumps({"lane": "paid", "ad_id": "a", "format": "own"})
    path.write_text(f"{line}\n{'x' * 1000}\n{line.replace('a', 'b')}\n{line.replace(': ', ':').replace('own', 'own')}\n")
    done = read_register(path)
    assert [finding.message for finding in done.findings if finding.id == "ads.unreadable" and "longer than 100" in finding.message]
    assert done.rows_read == 4


def test_a_register_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    def stopped() -> None:
        with register_writer(path) as take:
            take(ad())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stopped()
    assert list(tmp_path.iterdir()) == []
    with register_writer(path) as take:
        take(ad())
    assert [file.name for file in tmp_path.iterdir()] == ["r.parquet"]
    assert read_register(path).records[0].ad_id == "a"


def test_a_full_disk_is_no_fault_of_the_file_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(json.dumps({"data": [{"id": "1", "ad_delivery_start_time": "2026-03-01"}]}))

    def full(_: AdRecord) -> None:
        with writing(tmp_path / "out"):
            raise OSError(28, "No space left on device")

    with pytest.raises(WriteError, match="disk is full"):
        read_register(tmp_path / "r.json", form="meta", sink=full)
