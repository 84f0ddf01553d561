"""A long text file is read while it is still being counted: what is found is what would be found if it were counted first."""

import gzip
import json
from concurrent.futures import CancelledError
from threading import Event, active_count

import pytest

from dsa_reports.errors import InputError
from dsa_reports.intake.files import look_at_lines, resolve
from dsa_reports.intake.linesample import LAST_LINES, LineSample
from dsa_reports.intake.readers import counting
from dsa_reports.intake.scan import copy_statement
from dsa_reports.service.config import Source
from tests.unit.intake.conftest import HEADER, SCAMS, notice, notices

ROW = {"id": "a", "category": SCAMS, "reporter_kind": "other", "items": 1, "received_at": "2026-01-05T10:00:00Z"}


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
    "sound.jsonl": OBJECTS,
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
def test_what_is_found_does_not_depend_on_when_it_is_counted(loading, tmp_path, monkeypatch, name):
    (tmp_path / name).write_bytes(FILES[name])

    def outcome() -> tuple[object, ...]:
        try:
            done = loading({"notices": Source(files=(name,))})
        except InputError as error:
            return (str(error),)
        (file,) = done.intake.tables["notices"].files
        return file, done.intake.findings, done.rows("SELECT * FROM accepted_notices ORDER BY _record"), done.rejected("notices")

    first = outcome()
    ahead: list[bool] = []
    kept = counting.Counting.__init__

    def watched(self, *values, about, **more):
        ahead.append(about is not None)
        kept(self, *values, about=about, **more)

    monkeypatch.setattr(counting.Counting, "__init__", watched)
    monkeypatch.setattr(counting, "_LONG", 0)
    monkeypatch.setattr("dsa_reports.intake.files._HEAD", 200)
    monkeypatch.setattr("dsa_reports.intake.readers.jsonl._ALL", 0)
    assert outcome() == first
    # What is compressed JSON is not read before its keys are known, nor is what the engine could not read.
    assert ahead == [not name.endswith("jsonl.gz") and "UTF-16" not in name]


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
