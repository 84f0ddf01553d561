"""Files that are damaged in any way: never a crash, never a hang, and every record is accepted or rejected, and written as such."""

import csv
import gzip
import io
import json
import tempfile
import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.errors import UserError
from dsa_reports.pipeline.suggest import suggest
from dsa_reports.pipeline.validate import Outputs, validate

SCAMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
ROWS = [
    {
        "id": f"n{n}", "category": SCAMS if n % 5 else "NO_CATEGORY", "keyword": "KEYWORD_PHISHING" if n % 3 else "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS",
        "other_description": ["", "Spam, with \"quotes\"", "two\nlines", "é€😈"][n % 4], "reporter_kind": "other", "items": n % 7, "received_at": "2026-01-05T10:00:00Z",
        "decided_at": ["", "2026-01-06T10:00:00+01:00", "2025-01-01"][n % 3], "content_ref": "c" if n % 2 else "",
    }
    for n in range(20)
]  # fmt: skip
NAMES = {"csv": "notices.csv", "gz": "notices.csv.gz", "jsonl": "notices.jsonl", "parquet": "notices.parquet", "sent": "recipients.csv"}
MANY, FEW = 1_500, 40


@cache
def sound(kind: str) -> bytes:
    """A file that can be read, with sound and unsound rows."""
    if kind == "parquet":
        stream = io.BytesIO()
        pl.DataFrame(ROWS).write_parquet(stream)
        return stream.getvalue()
    if kind == "jsonl":
        return "".join(json.dumps({key: value for key, value in row.items() if value != ""}) + "\n" for row in ROWS).encode()
    if kind == "sent":
        return b"month,member_state,active_recipients\n" + b"".join(b"2026-0%d-01,NL,%d\n" % (n % 9, n) for n in range(15))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ROWS[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(ROWS)
    raw = text.getvalue().encode()
    return gzip.compress(raw, mtime=0) if kind == "gz" else raw


PIECES = [
    b'"', b"'", b",", b";", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n", b'""', b'"\n"', b"\\", b"{", b"}", b"[", b"]", b"null\n", b":",
    b"{}\n", b'{"id":"x","id":"y"}\n', b'"id":1,', b"\x1b[31m", b"=1+1", b"id,category,keyword,other_description,reporter_kind,items,received_at,decided_at,content_ref\n",
    b"9" * 40, b"NaN", b"-0", b"1e9", b"true", b"2026-02-30", b"infinity", b" ", b"\t", b"\xe2\x80\xa8", b"PAR1", b"\x1f\x8b",
]  # fmt: skip

Edit = Callable[[bytes], bytes]
places = st.integers(0, 1 << 16)


def _at(data: bytes, place: int) -> int:
    return place % (len(data) + 1)


def _lines(data: bytes, order: list[int]) -> bytes:
    lines = data.split(b"\n")
    return b"\n".join(lines[n % len(lines)] for n in order)


def _columns(data: bytes, order: list[int]) -> bytes:
    """The cells of every line in another order, some twice, some left out."""
    return b"\n".join(b",".join(cells[n % len(cells)] for n in order) for cells in (line.split(b",") for line in data.split(b"\n")))


edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda at, piece: lambda data: data[: _at(data, at)] + piece + data[_at(data, at) :], places, st.one_of(st.sampled_from(PIECES), st.binary(max_size=6))),
    st.builds(lambda at, size: lambda data: data[: _at(data, at)] + data[_at(data, at) + size :], places, st.integers(1, 200)),
    st.builds(lambda at: lambda data: data[: _at(data, at)], places),
    st.builds(lambda at, bit: lambda data: data[: _at(data, at)] + bytes(b ^ (1 << bit) for b in data[_at(data, at) : _at(data, at) + 1]) + data[_at(data, at) + 1 :], places, st.integers(0, 7)),
    st.builds(lambda at, size, to: lambda data: data[: _at(data, to)] + data[_at(data, at) : _at(data, at) + size] + data[_at(data, to) :], places, st.integers(1, 400), places),
    st.builds(lambda order: lambda data: _lines(data, order), st.lists(places, min_size=1, max_size=30)),
    st.builds(lambda order: lambda data: _columns(data, order), st.lists(st.integers(0, 8), min_size=1, max_size=12)),
    st.sampled_from([lambda data: data + data, lambda data: data[::-1], lambda data: data.replace(b"\n", b"\r\n"), lambda data: data.replace(b",", b";"), lambda data: gzip.compress(data)]),
    st.builds(lambda old, new: lambda data: data.replace(old, new), st.sampled_from([*PIECES, b"2026", b"other", SCAMS.encode(), b"id", b"items"]), st.sampled_from(PIECES)),
)
damaged = st.tuples(st.sampled_from(sorted(NAMES)), st.one_of(st.lists(edits, min_size=1, max_size=4), st.lists(edits, max_size=1)), st.booleans(), st.booleans())


def counted(path: Path) -> int:
    """Rows of one file of rejected rows."""
    if path.suffix == ".parquet":
        return pl.read_parquet(path).height
    if path.suffix == ".jsonl":
        return path.read_bytes().count(b"\n")
    with path.open(encoding="utf-8", newline="") as stream:
        # Rejected rows come back with the delimiter of their file; the last two names of the header are always ours.
        delimiter = stream.readline().rstrip("\n").removesuffix("_reasons")[-1:]
        stream.seek(0)
        return sum(1 for _ in csv.reader(stream, delimiter=delimiter if delimiter in {",", ";", "\t", "|"} else ",")) - 1


def account(name: str, data: bytes, *, surveys: bool = False, ahead: bool = False) -> None:
    """Validate `data` as the file `name`, and hold what is written against what is said.

    `ahead`: also as if it were so long that it is read before it is counted, which must change nothing.
    """
    with pytest.MonkeyPatch.context() as patch:
        if ahead:
            patch.setattr("dsa_reports.intake.readers.jsonl._ALL", 0)
        first = _account(name, data, surveys=surveys)
        if ahead:
            patch.setattr("dsa_reports.intake.readers.counting._LONG", 0)
            assert _account(name, data, surveys=surveys) == first


def _account(name: str, data: bytes, *, surveys: bool) -> object:
    """What is said of the file; nothing if it could not be read."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / name).write_bytes(data)
        table = name.split(".")[0]
        outputs = Outputs(rejects=home / "rejects", accepted=home / "accepted.parquet")
        intake, problem = None, ""
        try:
            intake = validate(paths=[home / name], tables=[table], outputs=outputs, surveys=surveys, threads=2)
        except UserError as error:
            problem = str(error)
        if intake is None:
            assert problem
            assert "\x1b" not in problem
            assert sorted(path.name for path in home.iterdir()) == [name], "an error leaves nothing behind"
            return None
        (file,) = intake.tables[table].files
        assert file.rows_read == file.accepted + file.rejected
        accepted = pl.read_parquet(home / "accepted.parquet")
        assert accepted.height == file.accepted
        written = [path for path in (home / "rejects").rglob("*") if path.is_file() and not path.name.startswith(".")]
        assert sum(map(counted, written)) == file.rejected
        assert (sum(f.count for f in intake.findings if f.rejects) >= file.rejected) or not file.rejected
        assert not [f for f in intake.findings if "\x1b" in f.model_dump_json()]
        said = [finding.model_dump_json().replace(home.name, "") for finding in intake.findings]
        return file.sha256, file.rows_read, file.rejected, said, accepted.rows()


def _damaged(kind: str, changes: list[Edit]) -> bytes:
    data = sound(kind)
    if kind == "gz":
        inner = gzip.decompress(data)
        for change in changes[1:]:
            inner = change(inner)[:200_000]
        return changes[0](gzip.compress(inner, mtime=0)) if changes and len(changes) % 2 else gzip.compress(inner, mtime=0)
    for change in changes:
        data = change(data)[:200_000]
    return data


SETTINGS = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True}


@settings(max_examples=FEW, **SETTINGS)
@given(damaged)
def test_damaged_files(case):
    kind, changes, surveys, ahead = case
    account(NAMES[kind], _damaged(kind, changes), surveys=surveys, ahead=ahead)


@settings(max_examples=FEW // 2, **SETTINGS)
@given(st.sampled_from(sorted(NAMES)), st.binary(max_size=300), st.booleans())
def test_random_bytes(kind, data, ahead):
    account(NAMES[kind], data, ahead=ahead)


@pytest.mark.deep
@settings(max_examples=MANY, **SETTINGS)
@given(damaged)
def test_many_damaged_files(case):
    kind, changes, surveys, ahead = case
    account(NAMES[kind], _damaged(kind, changes), surveys=surveys, ahead=ahead)


@pytest.mark.deep
@settings(max_examples=MANY // 3, **SETTINGS)
@given(st.sampled_from(sorted(NAMES)), st.binary(max_size=2_000), st.booleans())
def test_much_random_bytes(kind, data, ahead):
    account(NAMES[kind], data, ahead=ahead)


def suggested(name: str, data: bytes) -> None:
    """A draft, or an error in words; no value that looks like an escape."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            made = suggest(file=path, table=name.split(".")[0])
        except UserError:
            return
        assert tomllib.loads(made.text)["tables"]
        assert "\x1b" not in made.text
        assert made.trial.problem or made.trial.accepted <= made.trial.rows_read


@settings(max_examples=FEW // 2, **SETTINGS)
@given(damaged)
def test_drafts_of_damaged_files(case):
    suggested(NAMES[case[0]], _damaged(case[0], case[1]))


@pytest.mark.deep
@settings(max_examples=MANY // 3, **SETTINGS)
@given(damaged)
def test_drafts_of_many_damaged_files(case):
    suggested(NAMES[case[0]], _damaged(case[0], case[1]))


cell = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=20), st.sampled_from([SCAMS, "2026-01-05T10:00:00Z", "other", "n1"]),
    st.lists(st.text(max_size=5), max_size=3), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2), st.lists(st.integers(), max_size=2),
)
confused = st.lists(st.dictionaries(st.sampled_from([*ROWS[0], "own", "ID", "_record"]), cell, max_size=11), max_size=8)


@settings(max_examples=FEW, **SETTINGS)
@given(confused)
def test_confused_types_in_json(rows):
    confused_json(rows)


@pytest.mark.deep
@settings(max_examples=MANY // 3, **SETTINGS)
@given(confused)
def test_many_confused_types_in_json(rows):
    confused_json(rows)


def confused_json(rows):
    sound_rows = [{**ROWS[1], "decided_at": None}]
    account("notices.jsonl", "".join(json.dumps(row) + "\n" for row in sound_rows + [{**ROWS[2], **row} for row in rows]).encode())


COLUMNS = {
    pl.Int8: st.integers(-9, 9), pl.UInt64: st.integers(0, 2**64 - 1), pl.Float64: st.floats(), pl.Boolean: st.booleans(), pl.String: st.text(max_size=9), pl.Binary: st.binary(max_size=5),
    pl.Date: st.dates(), pl.Datetime("ns"): st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),
    pl.Datetime("ms", "Europe/Amsterdam"): st.none(), pl.List(pl.String): st.lists(st.text(max_size=3), max_size=2), pl.Struct({"a": pl.Int64}): st.none(),
    pl.Decimal(20, 4): st.none(), pl.Time: st.times(), pl.Duration: st.timedeltas(timedelta(), timedelta(days=9)), pl.Null: st.none(),
}


UNREADABLE = (pl.Binary, pl.Struct({"a": pl.Int64}), pl.List(pl.String))


@settings(max_examples=FEW, **SETTINGS)
@given(st.data())
def test_confused_types_in_parquet(data):
    confused_parquet(data)


@pytest.mark.deep
@settings(max_examples=MANY // 3, **SETTINGS)
@given(st.data())
def test_many_confused_types_in_parquet(data):
    confused_parquet(data)


def confused_parquet(data):
    height = data.draw(st.integers(0, 5))
    series = []
    for name in [*ROWS[0], "own"]:
        # A type that no column takes stops everything, so that it comes only where nothing reads it.
        kind = data.draw(st.sampled_from([*(kind for kind in COLUMNS if name == "own" or kind not in UNREADABLE), pl.String, pl.String]))
        series.append(pl.Series(name, data.draw(st.lists(st.one_of(st.none(), COLUMNS[kind]), min_size=height, max_size=height)), dtype=kind, strict=False))
    stream = io.BytesIO()
    pl.DataFrame(series).write_parquet(stream)
    account("notices.parquet", stream.getvalue())
