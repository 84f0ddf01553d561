"""Random tables, randomly damaged: no row is lost, what is accepted is what plain Python reads, and rules mean one thing."""

import csv
import io
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.contract import tables
from dsa_reports.contract.conditions import identifier
from dsa_reports.contract.frames import canonical, settled
from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.columns import sql_type
from dsa_reports.intake.load import load
from dsa_reports.intake.readers.csv import split_records
from dsa_reports.service.config import Provider, Service, ServiceConfig, Source
from dsa_reports.template.codes import code_list

COLUMNS = ("id", "category", "keyword", "other_description", "reporter_kind", "items", "received_at", "decided_at", "content_ref")
TABLE = tables()["notices"]
CODES = {name: code_list(c.codes) if isinstance(c.codes, str) else c.codes for name in COLUMNS if (c := TABLE.column(name)).codes}
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])

# No surrogates (they are no text) and no NUL (a rule of its own, tested elsewhere).
texts = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)
cells = {
    "id": st.one_of(st.sampled_from(["a", "b", "c", "d"]), texts),
    "category": st.sampled_from([*CODES["category"][:3], "", "NULL", "wrong", " " + CODES["category"][0]]),
    "keyword": st.sampled_from(["", "", "KEYWORD_OTHER", "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS", "KEYWORD_X"]),
    "other_description": st.one_of(st.just(""), texts),
    "reporter_kind": st.sampled_from(["other", "victim", "", "x"]),
    "items": st.sampled_from(["1", "22", "+3", "4.0", "0", "-1", "1.5", "x", "", "1e3", "9" * 30]),
    "received_at": st.sampled_from(["2026-01-05T10:00:00Z", "2026-01-05T10:00:00+02:00", "2026-02-30T10:00:00Z", "2026-01-05", ""]),
    "decided_at": st.sampled_from(["", "", "2026-01-05T09:00:00Z", "2026-01-06 09:00"]),
    "content_ref": st.sampled_from(["", "", "c1"]),
}
rows = st.lists(st.fixed_dictionaries(cells), max_size=12)
edits = st.lists(st.tuples(st.integers(0, 5000), st.sampled_from([b'"', b",", b"\n", b"\r", b"\r\n", b"\xff", b"\0", b"", b'""', b"\n\n"])), max_size=3)


def config(folder, source):
    return ServiceConfig(provider=Provider(legal_name="x"), service=Service(name="x", tier="vlop"), tables={"notices": source}, folder=folder)


def written(table):
    stream = io.StringIO(newline="")
    # Before 3.13 Python's writer leaves a lone carriage return unquoted: a record end to every reader.
    quoting = csv.QUOTE_ALL if any("\r" in cell for row in table for cell in row.values()) else csv.QUOTE_MINIMAL
    writer = csv.writer(stream, lineterminator="\n", quoting=quoting)
    writer.writerow(COLUMNS)
    writer.writerows([row[name] for name in COLUMNS] for row in table)
    return stream.getvalue().encode()


def plainly(table):
    """The accepted rows by plain Python, and how many there are of the others."""
    accepted, seen = [], set()
    for row in table:
        typed, sound = {}, True
        for name in COLUMNS:
            text = row[name]
            bare = text.strip(" ")
            if bare in {"", "NULL", "null", "None", "\\N"}:
                typed[name] = None
                sound &= not TABLE.column(name).required
                continue
            try:
                typed[name] = value(name, text, bare)
            except ValueError:
                typed[name], sound = None, False
        sound &= all(rule.must.holds(typed) for rule in TABLE.rules if rule.rejects)
        if sound and typed["id"] not in seen:
            seen.add(typed["id"])
            accepted.append(tuple(typed[name] for name in COLUMNS))
    return accepted


def value(name, text, bare):
    if name in CODES:
        if bare not in CODES[name]:
            raise ValueError
        return bare
    if name == "items":
        number = float(bare) if "e" not in bare else float("nan")
        if not number.is_integer() or number < 1 or len(bare) > 18:
            raise ValueError
        return int(number)
    if name.endswith("_at"):
        if len(bare) < 16:
            raise ValueError
        instant = datetime.fromisoformat(bare)
        return instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant
    return text


@FEW
@given(rows)
def test_undamaged_rows_are_what_python_reads(table):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "n.csv").write_bytes(written(table))
        con = connect(threads=1)
        done = load(con, config(folder, Source(files=("n.csv",))), work=folder / "work", rejected=folder / "rejected")
        got = con.execute(f"SELECT {', '.join(map(identifier, COLUMNS))} FROM accepted_notices ORDER BY _record").fetchall()
        expected = plainly(table)
        assert got == expected
        load_ = done.tables["notices"].files[0]
        assert (load_.rows_read, load_.accepted, load_.rejected) == (len(table), len(expected), len(table) - len(expected))


@FEW
@given(rows, edits, st.booleans())
def test_damage_loses_no_record(table, damage, ahead):
    _loses_no_record(table, damage, ahead=ahead)


@pytest.mark.deep
@settings(FEW, max_examples=600)
@given(rows, st.one_of(edits, st.lists(st.tuples(st.integers(0, 5000), st.just(b'"')), min_size=2, max_size=4)), st.booleans())
def test_damage_loses_no_record_deeper(table, damage, ahead):
    _loses_no_record(table, damage, ahead=ahead)


def _loses_no_record(table, damage, *, ahead):
    """`ahead`: the file is read as if it were too long to be counted first."""
    data = bytearray(written(table))
    header = data.index(b"\n") + 1
    for place, piece in damage:
        at = header + place % (len(data) - header + 1)
        data[at:at] = piece
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr("dsa_reports.intake.readers.counting._LONG", 0 if ahead else 1 << 29)
        folder = Path(name)
        (folder / "n.csv").write_bytes(data)
        con = connect(threads=2)
        source = Source(files=("n.csv",))
        done = load(con, config(folder, source), work=folder / "work", rejected=folder / "rejected").tables["notices"].files[0]
        assert done.rows_read == done.accepted + done.rejected
        text = bytes(data).decode("utf-8", "surrogateescape")
        records = list(split_records(iter([(line, False) for line in io.StringIO(text, newline="")]), source, len(COLUMNS)))
        assert done.rows_read == len(records) - 1
        path = folder / "rejected" / "notices.csv"
        listed = _listed(path)
        numbers = [row[0] for row in con.execute("SELECT _record FROM accepted_notices").fetchall()]
        assert sorted(numbers + listed) == list(range(2, len(records) + 1))
        broken = {number for number, rule, _, _ in records if rule}
        assert broken <= set(listed)
        by_number = {number: cells for number, rule, _, cells in records if not rule}
        for number, id_, description in con.execute("SELECT _record, id, other_description FROM accepted_notices").fetchall():
            assert by_number[number][0] == id_
            assert description is None or by_number[number][3] == description


def _listed(path):
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [int(row[1]) for row in list(csv.reader(stream))[1:]]


def _values(column):
    codes = code_list(column.codes) if isinstance(column.codes, str) else column.codes
    match column.kind:
        case "code":
            return st.sampled_from(codes)
        case "codes":
            return st.lists(st.sampled_from(codes), min_size=1, max_size=3)
        case "texts":
            return st.lists(st.text("ab", min_size=1), min_size=1, max_size=3)
        case "integer" | "number":
            return st.integers(0, 3)
        case "boolean":
            return st.booleans()
        case "date":
            return st.one_of(st.dates(date(2026, 1, 1), date(2026, 1, 4)), st.sampled_from([date(1999, 12, 31), date(2000, 1, 1), date(2031, 1, 5), date(2038, 1, 1), date(2038, 1, 2)]))
        case "timestamp":
            return st.one_of(st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 4)), st.sampled_from([datetime(1999, 12, 31, 23, 59, 59), datetime(2000, 1, 1), datetime(2031, 1, 5, 1), datetime(2038, 1, 1, 23), datetime(2038, 1, 2)]))
        case _:
            return st.one_of(st.sampled_from(["x", "http://a", "see HTTPS://b", "www.c", "a\nb", "x.nl/a", "=1", "\u2003@x", "06 12345678", "a\u200bb"]), texts.filter(lambda t: t.strip(" ")))


@pytest.mark.parametrize("name", [name for name, table in tables().items() if table.rules])
def test_rules_say_the_same_in_sql_in_python_and_in_polars(name):
    table = tables()[name]
    used = [c for c in table.columns if any(c.name in rule.must.columns for rule in table.rules)]
    # Values that the rules themselves name come up often, or most rules would never fire.
    named = {v for rule in table.rules for v in _named(rule.must)}
    strategy = st.fixed_dictionaries({c.name: st.one_of(st.none(), _values(c), *_often(c, named)) for c in used})
    con = connect(threads=1)
    con.execute(f"CREATE TABLE t ({', '.join(f'{identifier(c.name)} {sql_type(c.kind)}' for c in used)}, n INTEGER)")
    insert = f"INSERT INTO t VALUES ({', '.join('?' for _ in used)}, ?)"
    checks = ", ".join(rule.must.sql() for rule in table.rules)

    @settings(max_examples=20, deadline=None)
    @given(st.lists(strategy, min_size=1, max_size=8))
    def agree(sample):
        con.execute("DELETE FROM t")
        con.executemany(insert, [[*(row[c.name] for c in used), i] for i, row in enumerate(sample)])
        got = con.execute(f"SELECT {checks} FROM t ORDER BY n").fetchall()
        assert got == [tuple(rule.must.holds(row) for rule in table.rules) for row in sample]
        frame = settled(table, pl.LazyFrame(sample, schema={c.name: canonical(c.kind) for c in used}), [c.name for c in used])
        assert got == frame.select(rule.must.polars().alias(rule.id) for rule in table.rules).collect().rows()

    agree()


def _named(condition):
    for inner in getattr(condition, "conditions", ()):
        yield from _named(inner)
    if hasattr(condition, "condition"):
        yield from _named(condition.condition)
    yield from getattr(condition, "values", ())
    for name, members in getattr(condition, "groups", ())[:3]:
        yield from (name, members[0])


def _often(column, named):
    codes = code_list(column.codes) if isinstance(column.codes, str) else column.codes or ()
    hits = sorted(set(codes) & named)
    if not hits:
        return []
    return [st.sampled_from(hits)] if column.kind == "code" else [st.lists(st.sampled_from(hits), min_size=1, max_size=2)]
