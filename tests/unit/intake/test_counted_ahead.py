"""A long text file is read while it is still being counted: what is found is what would be found if it were counted first."""

import gzip
import json
from concurrent.futures import CancelledError
from threading import Event, active_count

import pytest

from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import InputError
from dsa_reports.intake.files import look_at_lines, resolve
from dsa_reports.intake.linesample import LAST_LINES, LineSample
from dsa_reports.intake.load import load
from dsa_reports.intake.options import LoadOptions
from dsa_reports.intake.readers import counting
from dsa_reports.intake.scan import copy_statement
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source
from tests.unit.intake.conftest import HEADER, SCAMS, notice, notices

CONSTANTS = {"category": SCAMS, "reporter_kind": "other", "items": 1, "received_at": "2026-01-05T10:00:00Z"}
ROW = {"id": "a"} | CONSTANTS


def jsonl(*rows: dict[str, object] | str) -> bytes:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows).encode()


SOUND = notices(*(notice(f"n{n}") for n in range(40))).encode()
OBJECTS = jsonl(*(ROW | {"id": f"n{n}"} for n in range(1_200)))
FILES = {
    "sound.csv": SOUND,
    "broken rows.csv": SOUND + b"x,y\n" + notice("later").encode() + b"\n",
    "wrong values.csv": SOUND + notice("later", category="NONE", items="many").encode() + b"\n",
    "the header once more.csv": SOUND + HEADER.encode() + b"\n" + notice("later").encode() + b"\n",
    "NUL.csv": SOUND + notice("la\0ter").encode() + b"\n",
    "mixed line ends.csv": SOUND + notice("later").encode() + b"\r\n" + notice("last").encode() + b"\n",
    "stray quote.csv": SOUND + notice('la"ter').encode() + b"\n",
    "open quote.csv": SOUND + notice('"later').encode() + b"\n" + notice("last").encode() + b"\n",
    "empty lines.csv": SOUND + b"\n\n" + notice("later").encode(),
    "bytes that are no text.csv": SOUND + notice("later").encode() + b"\xff\n",
    "zipped.csv.gz": gzip.compress(SOUND, mtime=0),
    "cut off.csv.gz": gzip.compress(SOUND, mtime=0)[:-20],
    "UTF-16 by its mark.csv": SOUND.decode().encode("utf-16"),
    "semicolons.csv": SOUND.replace(b",", b";"),
    "one column, with empty lines.csv": b"id\na\n\n\nb\n",
    "a column that nothing reads.csv": b"".join(line + b",x\n" for line in SOUND.splitlines()),
    "sound.jsonl": OBJECTS,
    "a key that nothing reads, twice.jsonl": OBJECTS + b'{"own": 1, "id": "x", "own": 2}\n' + jsonl(ROW | {"own": 1}),
    "odd values.jsonl": OBJECTS.replace(b'"other"', b'"oddly"'),
    "a column that comes late.jsonl": OBJECTS + jsonl(ROW | {"id": "later", "decided_at": "2026-01-06T10:00:00Z"}),
    "a list instead of an object.jsonl": OBJECTS + b"[1]\n",
    "null.jsonl": OBJECTS + b"null\n",
    "a key twice.jsonl": OBJECTS + b'{"id": "x", "id": "y"}\n',
    "a torn line.jsonl": OBJECTS + b'{"id": "x"\n' + jsonl(ROW),
    "an escaped NUL.jsonl": OBJECTS + jsonl(ROW | {"id": "la\0ter"}),
    "escapes from the first line on.jsonl": jsonl(ROW | {"id": "é"}, ROW | {"id": "la\0ter"}),
    "empty lines.jsonl": OBJECTS + b"\n\n" + jsonl(ROW),
    "zipped.jsonl.gz": gzip.compress(OBJECTS, mtime=0),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_found_does_not_depend_on_when_it_is_counted(tmp_path, monkeypatch, name):
    monkeypatch.setattr("dsa_reports.intake.readers.jsonl._ALL", 0)
    monkeypatch.setattr("dsa_reports.intake.load._BIG", 0)
    monkeypatch.setattr("dsa_reports.intake.files._HEAD", 200)
    ahead: list[bool] = []
    kept = counting.Counting.__init__

    def watched(self, *values, expected, **more):
        ahead.append(expected is not None)
        kept(self, *values, expected=expected, **more)

    monkeypatch.setattr(counting.Counting, "__init__", watched)
    *first, early = outcome(tmp_path / "first", name)
    monkeypatch.setattr(counting, "_LONG", 0)
    *then, sooner = outcome(tmp_path / "ahead", name)
    assert then == first
    # What is told before the rows are read is told once. It is a first look: that a row is the header once more is not known yet.
    assert len(set(sooner)) == len(sooner)
    assert set(early) <= set(sooner)
    assert early == sooner or "header" in name
    # What is compressed JSON is not read before its keys are known, nor is what the engine could not read.
    assert ahead == [False, not name.endswith("jsonl.gz") and "UTF-16" not in name]


def outcome(folder, name):
    """Everything that is told and written of the file, and what is told early."""
    folder.mkdir()
    (folder / name).write_bytes(FILES[name])
    config = ServiceConfig(
        provider=Provider(legal_name="Example B.V."), service=Service(name="Example", tier="vlop"), folder=folder,
        tables={"notices": Source(files=(name,), delimiter=";" if "semicolons" in name else ",", constants=CONSTANTS if "one column" in name else {})},
    )
    early: list[str] = []
    with connect(threads=2) as con:
        try:
            done = load(con, config, work=folder / "work", rejected=folder / "rejected", options=LoadOptions(early=early.append))
        except InputError as error:
            return str(error), early
        (file,) = done.tables["notices"].files
        rejected = [path.read_bytes() for path in sorted((folder / "rejected").glob("*"))]
        return file, done.findings, con.execute("SELECT * FROM accepted_notices ORDER BY _record").fetchall(), rejected, early


def test_with_one_core_nobody_counts_beside(tmp_path, monkeypatch):
    (tmp_path / "n.csv").write_bytes(SOUND)
    (file,) = resolve(Source(files=("n.csv",)), tmp_path, "")
    monkeypatch.setattr(counting, "_LONG", 0)
    with connect(threads=1) as one, connect(threads=2) as two:
        assert counting.long_text(one, file) is None
        assert counting.long_text(two, file) == 41


def test_reading_begins_before_the_count_has_come_to_its_end(loading, tmp_path, monkeypatch):
    (tmp_path / "n.csv").write_bytes(SOUND)
    monkeypatch.setattr(counting, "_LONG", 0)
    may_count, told = Event(), []
    scan = counting.scan_text

    def late(*values):
        assert may_count.wait(60)
        return scan(*values)

    class Noted(counting.Counting):
        def scan(self):
            may_count.set()
            told.append("asked")
            return super().scan()

    monkeypatch.setattr(counting, "scan_text", late)
    monkeypatch.setattr("dsa_reports.intake.readers.csv.Counting", Noted)

    def noted(plan, target):
        told.append("read")
        return copy_statement(plan, target)

    monkeypatch.setattr("dsa_reports.intake.load.copy_statement", noted)
    assert loading({"notices": Source(files=("n.csv",))}).counts("notices") == [(40, 40, 0)]
    assert told[:2] == ["read", "asked"]


def test_who_gives_up_reading_gives_up_counting(loading, tmp_path, monkeypatch):
    (tmp_path / "n.csv").write_bytes(SOUND)
    monkeypatch.setattr(counting, "_LONG", 0)
    scan, ended, before = counting.scan_text, [], active_count()

    def endless(*values):
        values[-1].wait(60)
        try:
            return scan(*values)
        except CancelledError:
            ended.append("given up")
            raise

    def interrupted(plan, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(counting, "scan_text", endless)
    monkeypatch.setattr("dsa_reports.intake.load.copy_statement", interrupted)
    with pytest.raises(KeyboardInterrupt):
        loading({"notices": Source(files=("n.csv",))})
    assert ended == ["given up"]
    assert active_count() == before


@pytest.mark.parametrize("end", [b"\n", b""])
@pytest.mark.parametrize("size", [0, 50, 700])
def test_lines_between_are_whole_and_reach_the_end(tmp_path, size, end):
    lines = [b"%d %s" % (n, b"x" * (n * 7919 % (size + 1))) for n in range(60_000 if size else 300)]
    (tmp_path / "n.jsonl").write_bytes(b"\n".join(lines) + end)
    (file,) = resolve(Source(files=("n.jsonl",)), tmp_path, "")
    seen: list[bytes] = []
    look_at_lines(file, seen.append)
    assert set(seen) <= set(lines)
    assert seen[-min(LAST_LINES, len(lines)) + 1 :] == lines[-min(LAST_LINES, len(lines)) + 1 :]
    numbers = [int(line.split()[0]) for line in seen[:-LAST_LINES]]
    assert numbers == sorted(set(numbers))
    # The same lines as of a file that is read from its beginning to its end.
    streamed: list[bytes] = []
    sample, data = LineSample(streamed.append), (tmp_path / "n.jsonl").read_bytes()
    for start in range(0, len(data), 1 << 20):
        sample.feed(data[start : start + (1 << 20)])
    sample.finish()
    assert streamed == seen
