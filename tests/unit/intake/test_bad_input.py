"""The list of bad input: a clear error or finding each time, nothing lost."""

import gzip
import os
import tempfile
from pathlib import Path

import pytest

from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import InputError
from dsa_reports.intake.scan import copy_statement
from dsa_reports.service.config import Source
from tests.unit.intake.conftest import HEADER, SCAMS, notice, notices

N = {"notices": Source(files=("n.csv",))}


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_missing_file(loading, tmp_path):
    with pytest.raises(InputError, match=r"There is no file n\.csv"):
        loading(N)


def test_glob_without_match(loading):
    with pytest.raises(InputError, match="matches no file"):
        loading({"notices": Source(files=("logs/*.csv",))})


def test_directory(loading, tmp_path):
    (tmp_path / "n.csv").mkdir()
    with pytest.raises(InputError, match="is a folder, not a file"):
        loading(N)


@pytest.mark.parametrize("name", ["n.csv", "n.jsonl", "n.parquet", "n.csv.gz"])
def test_empty_file(loading, tmp_path, name):
    write(tmp_path, name, b"")
    with pytest.raises(InputError, match="empty"):
        loading({"notices": Source(files=(name,))})


@pytest.mark.parametrize("name", ["n.csv", "n.jsonl", "n.parquet", "n.toml"])
def test_a_pipe_is_refused_at_once(loading, tmp_path, name):
    os.mkfifo(tmp_path / name)
    with pytest.raises(InputError, match="a pipe or a device"):
        loading({"notices": Source(files=(name,))})


@pytest.mark.parametrize(("harm", "told"), [(lambda path: path.write_bytes(b""), "changed while|cannot be read"), (Path.unlink, "cannot be read")])
@pytest.mark.parametrize("name", ["n.csv", "n.jsonl"])
def test_a_file_that_is_taken_away_while_it_is_read(loading, tmp_path, monkeypatch, name, harm, told):
    write(tmp_path, name, notices(notice("a")) if name == "n.csv" else '{"id": "a", "category": "x", "reporter_kind": "other", "items": 1, "received_at": "x"}\n')

    def before_reading(plan, target):
        harm(tmp_path / name)
        return copy_statement(plan, target)

    monkeypatch.setattr("dsa_reports.intake.load.copy_statement", before_reading)
    with pytest.raises(InputError, match=told):
        loading({"notices": Source(files=(name,))})


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_header_only(loading, tmp_path, end):
    write(tmp_path, "n.csv", HEADER + end)
    got = loading(N)
    assert got.counts("notices") == [(0, 0, 0)]
    assert got.ids == []


def test_wrong_columns(loading, tmp_path):
    write(tmp_path, "n.csv", "ident,categorie,items\n1,2,3\n")
    with pytest.raises(InputError) as error:
        loading(N)
    assert "Required columns of notices are missing: id, category, reporter_kind, received_at" in str(error.value)
    assert "columns found: ident, categorie, items" in str(error.value)
    assert "Perhaps category = categorie?" in str(error.value)


def test_wrong_delimiter_is_said(loading, tmp_path):
    write(tmp_path, "n.csv", HEADER.replace(",", ";") + "\n")
    with pytest.raises(InputError, match="is `delimiter` right"):
        loading(N)


def test_same_column_twice(loading, tmp_path):
    write(tmp_path, "n.csv", HEADER + ",items\n")
    with pytest.raises(InputError, match="Two columns have the same name: items"):
        loading(N)


@pytest.mark.parametrize(("cells", "rule", "column", "value"), [
    ({"category": "STATEMENT_CATEGORY_SCAM"}, "intake.code", "category", "STATEMENT_CATEGORY_SCAM"),
    ({"received_at": "2026-02-30T10:00:00Z"}, "intake.type", "received_at", "2026-02-30T10:00:00Z"),
    ({"received_at": "2026-02-03"}, "intake.type", "received_at", "2026-02-03"),
    ({"received_at": ""}, "intake.required", "received_at", ""),
    ({"items": "1.5"}, "intake.type", "items", "1.5"),
    ({"items": "0x1"}, "intake.type", "items", "0x1"),
    ({"items": "0"}, "intake.minimum", "items", "0"),
    ({"decided_at": "2026-01-04T10:00:00Z"}, "notices.decided_at_not_before_received_at", "decided_at", ""),
    ({"id": "x" * 501}, "intake.length", "id", "501 characters"),
])
def test_bad_value(loading, tmp_path, cells, rule, column, value):
    bad = {**cells}
    write(tmp_path, "n.csv", notices(notice("a"), notice(bad.pop("id", "b"), **bad), notice("c")))
    got = loading(N)
    assert got.counts("notices") == [(3, 2, 1)]
    finding = got.found(rule)
    assert (finding.file, finding.line, finding.column, finding.value, finding.count, finding.rejects) == ("n.csv", 3, column, value, 1, True)
    assert finding.remedy
    assert got.rejected("notices").splitlines()[1].startswith("n.csv,3," + rule)
    assert got.rows("SELECT id, _file, _record FROM accepted_notices ORDER BY _record") == [("a", 0, 2), ("c", 0, 4)]


def test_suggestion_for_a_code(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a", category="STATEMENT_CATEGORY_SCAMS_AND_FRUAD")))
    assert loading(N).found("intake.code").remedy.startswith(f"Did you mean {SCAMS}?")


def test_duplicate_over_files(loading, tmp_path):
    write(tmp_path, "n1.csv", notices(notice("a"), notice("b"), notice("a")))
    write(tmp_path, "n2.csv", notices(notice("b"), notice("c")))
    got = loading({"notices": Source(files=("n*.csv",))})
    assert got.counts("notices") == [(3, 2, 1), (2, 1, 1)]
    found = [f for f in got.intake.findings if f.id == "intake.duplicate_key"]
    assert [(f.file, f.line, f.value, f.count) for f in found] == [("n1.csv", 4, "a", 1), ("n2.csv", 2, "b", 1)]
    assert got.rows("SELECT id, _file FROM accepted_notices ORDER BY ALL") == [("a", 0), ("b", 0), ("c", 1)]


def test_the_first_places_are_named(loading, tmp_path):
    """Also of what is no check of one row: torn records, keys that came before, references to nothing."""
    write(tmp_path, "n.csv", notices(notice("a"), *["torn"] * 7, *[notice("a")] * 7))
    rows = "".join(f"{n},account,2026-01-05T10:00:00Z,pending,z{n}\n" for n in range(7))
    write(tmp_path, "c.csv", f"id,basis,submitted_at,outcome,notice_id\n{rows}")
    got = loading(N | {"complaints": Source(files=("c.csv",))})
    places = {rule: [(place.line, place.value) for place in got.found(rule).examples] for rule in ("intake.columns", "intake.duplicate_key", "intake.reference")}
    assert places == {
        "intake.columns": [(line, "") for line in range(3, 8)], "intake.duplicate_key": [(line, "a") for line in range(10, 15)],
        "intake.reference": [(line, f"z{line - 2}") for line in range(2, 7)],
    }


def test_a_rejected_row_takes_no_key(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a", items="0"), notice("a")))
    got = loading(N)
    assert got.rows("SELECT id, _record FROM accepted_notices") == [("a", 3)]


def test_reference_to_nothing(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a")))
    write(tmp_path, "c.csv", "id,basis,submitted_at,outcome,notice_id\n1,account,2026-01-05T10:00:00Z,pending,a\n2,account,2026-01-05T10:00:00Z,pending,zz\n")
    got = loading(N | {"complaints": Source(files=("c.csv",))})
    finding = got.found("intake.reference")
    assert (finding.table, finding.line, finding.value, finding.severity, finding.rejects) == ("complaints", 3, "zz", "warning", False)
    assert got.counts("complaints") == [(2, 2, 0)]


def test_reference_to_an_absent_table_is_no_finding(loading, tmp_path):
    write(tmp_path, "c.csv", "id,basis,submitted_at,outcome,notice_id\n1,account,2026-01-05T10:00:00Z,pending,a\n")
    assert loading({"complaints": Source(files=("c.csv",))}).ids == []


@pytest.mark.parametrize("odd", [b"", b"\xff"])  # the careful reader takes the second
def test_ten_megabytes_in_one_field(loading, tmp_path, odd):
    big = b"x" * 10_000_000
    write(tmp_path, "n.csv", b"\n".join((HEADER.encode(), notice("a").encode(), notice("b").encode() + big, b"b2" + odd, notice("c").encode(), b"")))
    got = loading(N)
    assert got.counts("notices") == [(4, 2, 2)]
    assert got.found("intake.too_long").line == 3
    assert len(got.rejected("notices")) < 10_000


def test_long_field_that_fits_a_record(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a"), notice("y" * 600_000)))
    assert loading(N).found("intake.length").value == "600000 characters"


def test_invalid_utf8(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a"), notice("b"), notice("c")).encode().replace(b"\nb,", b"\n\xe9b,"))
    got = loading(N)
    assert got.counts("notices") == [(3, 2, 1)]
    assert got.found("intake.encoding").line == 3


def test_nul_bytes(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a"), notice("b\0"), notice("c")))
    got = loading(N)
    assert got.counts("notices") == [(3, 2, 1)]
    assert got.found("intake.nul").line == 3


def test_nul_in_parquet_and_json(loading, tmp_path):
    columns = f"'{SCAMS}' AS category, 'other' AS reporter_kind, 1 AS items, TIMESTAMP '2026-01-05 10:00:00' AS received_at"
    connect().execute(f"COPY (SELECT 'a' || chr(0) AS id, {columns} UNION ALL SELECT 'b', {columns}) TO '{tmp_path}/n.parquet'")
    got = loading({"notices": Source(files=("n.parquet",))})
    assert got.counts("notices") == [(2, 1, 1)]
    assert got.found("intake.nul").column == "id"
    write(tmp_path, "n.jsonl", '{"id":"a\\u0000","category":"' + SCAMS + '","reporter_kind":"other","items":1,"received_at":"2026-01-05T10:00:00Z"}\n')
    got = loading({"notices": Source(files=("n.jsonl",))})
    assert got.counts("notices") == [(1, 0, 1)]
    assert got.found("intake.nul").line == 1


def test_truncated_gzip(loading, tmp_path):
    whole = gzip.compress(notices(*(notice(f"n{i}") for i in range(2000))).encode())
    write(tmp_path, "n.csv.gz", whole[:-200])
    with pytest.raises(InputError, match="cut off or damaged"):
        loading({"notices": Source(files=("n.csv.gz",))})


@pytest.mark.parametrize("damage", [lambda b: b[:-100], lambda b: b[:4] + b"garbage", lambda b: b"id,category\n1,2\n"])
def test_truncated_parquet(loading, tmp_path, damage):
    connect().execute(f"COPY (SELECT i AS id FROM range(1000) t(i)) TO '{tmp_path}/n.parquet'")
    path = tmp_path / "n.parquet"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(InputError, match="no complete Parquet file"):
        loading({"notices": Source(files=("n.parquet",))})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user to be without permission")
def test_no_read_permission(loading):
    from dsa_reports.intake.files import scan_text
    from dsa_reports.intake.model import InputFile

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = write(Path(folder), "n.csv", notices())
        path.chmod(0)
        os.seteuid(65534)
        try:
            with pytest.raises(InputError, match="No permission to read"):
                scan_text(InputFile(path, "n.csv", 0, "csv"), '"')
        finally:
            os.seteuid(0)


def test_unclosed_quote_costs_one_line(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a"), notice('"b'), *(notice(f"n{i}") for i in range(300))))
    got = loading(N)
    assert got.counts("notices") == [(302, 301, 1)]
    finding = got.found("intake.quote")
    assert (finding.line, finding.count) == (3, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["x", "2026-01-05T\"10:00:00Z"])
def test_a_quote_far_behind_closes_no_other_one(loading, tmp_path, end, last):
    lines = [HEADER, '"' + notice("a"), *(notice(f"n{i}") for i in range(20)), notice("z") + last]
    write(tmp_path, "n.csv", end.join(lines).encode())
    got = loading(N)
    (read, accepted, rejected), = got.counts("notices")
    assert (read, accepted + rejected) == (22, 22)
    assert accepted >= 20
    finding = got.found("intake.quote")
    assert (finding.line, finding.count) == (2, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_over_several_lines_is_one_broken_record(loading, tmp_path, end):
    whole = f'"first{end}second{end}third"'
    write(tmp_path, "n.csv", end.join([HEADER, notice("a"), notice(whole) + ",x", notice("b"), ""]).encode())
    got = loading(N)
    assert got.counts("notices") == [(3, 2, 1)]
    assert (got.found("intake.columns").line, got.found("intake.columns").count) == (3, 1)


def test_a_comma_in_a_text_without_quotes_moves_no_cell(loading, tmp_path):
    # The columns behind it are empty, so that the engine would take the record for sound.
    bare = notice("b").rstrip(",").split(",")
    bare[0] = "b, or c"
    width = HEADER.count(",") + 1
    long = ",".join([*bare, *[""] * (width + 1 - len(",".join(bare).split(",")))])
    assert long.count(",") == width
    assert long.endswith(",")
    write(tmp_path, "n.csv", notices(notice("a"), long, notice("c")))
    got = loading(N)
    assert got.counts("notices") == [(3, 2, 1)]
    assert (got.found("intake.columns").line, got.found("intake.columns").count) == (3, 1)


def test_a_quote_in_the_middle_of_a_text_hides_no_comma(loading, tmp_path):
    for other in (notice("c"), notice('5" tall, 7" wide'), notice("c")+",", ","):
        write(tmp_path, "n.csv", notices(notice("a"), notice('5" tall, 7" wide'), other, notice("d")))
        got = loading(N)
        (read, accepted, rejected), = got.counts("notices")
        assert read == 4 == accepted + rejected
        assert {row[0] for row in got.rows("SELECT id FROM accepted_notices")} <= {"a", "c", "d"}


def test_mixed_line_ends(loading, tmp_path):
    write(tmp_path, "n.csv", (HEADER + "\r\n" + notice("a") + "\n" + notice("b") + "\r\n" + notice("c") + "\n").encode())
    got = loading(N)
    assert got.counts("notices") == [(3, 3, 0)]
    assert got.rows("SELECT id, decided_at, _record FROM accepted_notices ORDER BY 3") == [("a", None, 2), ("b", None, 3), ("c", None, 4)]


def test_too_many_and_too_few_fields(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a"), notice("b") + ",x", "only", notice("c")))
    got = loading(N)
    assert got.counts("notices") == [(4, 2, 2)]
    assert (got.found("intake.columns").line, got.found("intake.columns").count) == (3, 2)
    assert got.rows("SELECT id, _record FROM accepted_notices ORDER BY 2") == [("a", 2), ("c", 5)]


def test_raw_text_of_a_broken_record(loading, tmp_path):
    write(tmp_path, "d.csv", "id,submitted_at,outcome\n1,2026-01-05T10:00:00Z\n\x1b[31m2,a,b,c\n")
    assert loading({"disputes": Source(files=("d.csv",))}).rejected("disputes") == (
        'file,record,rules,raw\nd.csv,2,intake.columns,"1,2026-01-05T10:00:00Z"\nd.csv,3,intake.columns,"‹U+001B›[31m2,a,b,c"\n'
    )


@pytest.mark.parametrize("line", ["{", "[1]", "null", '"x"', '{"id":1,"id":2}', '{"id":"\x01"}', "{}trailing"])
def test_bad_json_line(loading, tmp_path, line):
    good = '{"id":"%s","category":"' + SCAMS + '","reporter_kind":"other","items":1,"received_at":"2026-01-05T10:00:00Z"}'
    write(tmp_path, "n.jsonl", "\n".join((good % "a", line, good % "b")))
    got = loading({"notices": Source(files=("n.jsonl",))})
    assert got.counts("notices") == [(3, 2, 1)]
    assert got.rows("SELECT id, _record FROM accepted_notices ORDER BY 2") == [("a", 1), ("b", 3)]
    assert [f.line for f in got.intake.findings if f.id.startswith("intake.json")] == [2]


def test_json_without_objects(loading, tmp_path):
    write(tmp_path, "n.jsonl", '[{"id":1}]\n')
    with pytest.raises(InputError, match="No JSON object"):
        loading({"notices": Source(files=("n.jsonl",))})


def test_a_lone_carriage_return_in_the_first_record_is_text(loading, tmp_path):
    header = "id,category,reporter_kind,items,received_at,other_description"
    (tmp_path / "n.csv").write_bytes(f'{header}\n"a",{SCAMS},other,1,2026-01-05T10:00:00Z,"x\ry"\n'.encode())
    loaded = loading({"notices": Source(files=("n.csv",))})
    assert loaded.rows("SELECT id, other_description FROM accepted_notices") == [("a", "x\ry")]


def test_torn_json_lines_are_rejected_beside_lines_with_known_keys(loading, tmp_path):
    whole = '{"id": "a", "account_ref": "x", "occurred_at": "2026-01-05T10:00:00Z", "kind": "posted"}'
    (tmp_path / "e.jsonl").write_text(f"{whole}\n{whole[:40]}\n[1]\n", "utf-8")
    loaded = loading({"account_events": Source(files=("e.jsonl",))})
    assert loaded.counts("account_events") == [(3, 1, 2)]
    assert loaded.found("intake.json").line == 2


def test_parquet_times_with_a_zone_are_instants(loading, tmp_path):
    import duckdb

    duckdb.sql(
        "SET TimeZone = 'UTC'; COPY (SELECT 'a' AS id, '2026-01-05 10:00:00+02'::TIMESTAMPTZ AS reported_at) "
        f"TO '{tmp_path}/u.parquet' (FORMAT parquet)"
    )
    loaded = loading({"user_reports": Source(files=("u.parquet",))})
    assert loaded.rows("SELECT reported_at::VARCHAR FROM accepted_user_reports") == [("2026-01-05 08:00:00",)]


@pytest.mark.parametrize(("table", "row"), [
    ("notices", "id,category,reporter_kind,items,received_at,keyword,other_description\n1,{c},other,1,2026-01-05T10:00:00Z,{k},{t}\n"),
    ("user_reports", "id,reported_at,category,keyword,other_description\n1,2026-01-05T10:00:00Z,{c},{k},{t}\n"),
    ("orders", "id,kind,member_state,category,items,received_at,keyword,other_description\n1,act_against_illegal_content,NL,{c},1,2026-01-05T10:00:00Z,{k},{t}\n"),
    ("moderation_actions", "puid,decision_ground,category,category_specification,source_type,decided_at,automated_detection,automated_decision,decision_account,decision_facts\n1,DECISION_GROUND_ILLEGAL_CONTENT,{c},\"[\"\"{k}\"\"]\",SOURCE_VOLUNTARY,2026-01-05T10:00:00Z,true,AUTOMATED_DECISION_FULLY,DECISION_ACCOUNT_TERMINATED,{t}\n"),
])
@pytest.mark.parametrize(("text", "refused"), [("shared by seCret.example.com", True), ("removed.The account, e.g. its posts", False)])
def test_a_bare_domain_on_a_row_of_child_sexual_abuse(loading, tmp_path, table, row, text, refused):
    cells = {"c": "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "k": "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL", "t": f'"{text}"'}
    write(tmp_path, "t.csv", row.format(**cells))
    got = loading({table: Source(files=("t.csv",))})
    assert got.counts(table) == [(1, 0, 1) if refused else (1, 1, 0)], got.ids
    if refused:
        assert got.found(f"{table}.abuse_row_without_reference").severity == "blocks"
        assert all(b"seCret" not in path.read_bytes() for folder in ("work", "rejected") for path in (tmp_path / folder).iterdir())
