"""Malformed and odd files of every format, each with its exact finding: nothing dropped, nothing turned into NULLs in silence."""

import gzip
import json
from pathlib import Path

import pytest

from dsa_reports.errors import InputError
from dsa_reports.service.config import Source
from tests.unit.intake.conftest import HEADER, SCAMS, notice, notices

N = {"notices": Source(files=("n.csv",))}
J = {"notices": Source(files=("n.jsonl",))}
P = {"notices": Source(files=("n.parquet",))}
ROW = {"id": "a", "category": SCAMS, "reporter_kind": "other", "items": 1, "received_at": "2026-01-05T10:00:00Z"}


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def jsonl(*rows: dict[str, object] | str) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def told(got, *expected):
    """Exactly these findings: (rule, line, count)."""
    assert sorted((f.id, f.line, f.count) for f in got.intake.findings) == sorted(expected)


def zstd(raw: bytes) -> bytes:
    return pytest.importorskip("backports.zstd").compress(raw)


# CSV

@pytest.mark.parametrize("odd", ["", "\r"])  # mixed line ends: the careful reader
def test_header_in_the_middle(loading, tmp_path, odd):
    write(tmp_path, "n.csv", notices(notice("a"), HEADER + odd, notice("b"), HEADER))
    got = loading(N)
    assert got.counts("notices") == [(4, 2, 2)]
    told(got, ("intake.repeated_header", 3, 2))
    assert got.found("intake.repeated_header").rejects
    assert got.rows("SELECT id, _record FROM accepted_notices ORDER BY 2") == [("a", 2), ("b", 4)]
    assert got.rejected("notices").splitlines()[1] == "n.csv,3,intake.repeated_header,(withheld)"


def test_quoted_and_spaced_header_in_the_middle(loading, tmp_path):
    header = '"id", category ,reporter_kind,items,received_at,decided_at'
    write(tmp_path, "n.csv", "\n".join((header, notice("a"), header, notice("b"), "")))
    told(loading(N), ("intake.repeated_header", 3, 1))


def test_a_value_like_the_header_is_no_header(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("id"), notice("b")))
    assert loading(N).ids == []


def test_surplus_empty_fields_behind_stray_quotes(loading, tmp_path):
    """Two texts that end in a quote hide as many delimiters as there are fields too many, all of them empty: what the engine takes for sound."""
    row = notice('a"') + ',no"' + "," * 6
    write(tmp_path, "n.csv", notices(row, notice("b") + ",x").replace(HEADER, HEADER + ",note"))
    got = loading({"notices": Source(files=("n.csv",), ignore=("note",))})
    assert got.counts("notices") == [(2, 1, 1)]
    told(got, ("intake.columns", 2, 1))


def test_header_across_the_border_of_two_reads(loading, tmp_path, monkeypatch):
    monkeypatch.setattr("dsa_reports.intake.files._CHUNK", 64)
    write(tmp_path, "n.csv", notices(notice("a"), HEADER, notice("b")))
    told(loading(N), ("intake.repeated_header", 3, 1))


@pytest.mark.parametrize("content", [
    notices(notice("a"), notice("é")).encode("utf-16"), notices(notice("a"), notice("é")).encode("utf-16-be").join([b"\xfe\xff", b""]),
    b"\xef\xbb\xbf" + notices(notice("a"), notice("é")).encode(), notices(notice("a"), notice("é")).replace("\n", "\r\n").encode(),
    notices(notice("a"), notice("é")).replace("\n", "\r").encode(), notices(notice("a"), notice("é")).encode().rstrip(b"\n"),
])  # fmt: skip
def test_marks_and_line_ends(loading, tmp_path, content):
    write(tmp_path, "n.csv", content)
    got = loading(N)
    told(got)
    assert got.rows("SELECT id, decided_at, _record FROM accepted_notices ORDER BY 3") == [("a", None, 2), ("é", None, 3)]


@pytest.mark.parametrize("end", ["", "\r"])
def test_the_replacement_character_is_a_character(loading, tmp_path, end):
    write(tmp_path, "n.csv", notices(notice("a\ufffd") + end, notice("b")))
    assert loading(N).rows("SELECT id FROM accepted_notices ORDER BY 1") == [("a\ufffd",), ("b",)]


def test_damaged_utf_16(loading, tmp_path):
    raw = notices(notice("a"), notice("b"), notice("c")).encode("utf-16-le").replace("b,".encode("utf-16-le"), b"\x00\xd8" + "b,".encode("utf-16-le"))
    write(tmp_path, "n.csv", b"\xff\xfe" + raw)
    got = loading(N)
    assert got.counts("notices") == [(3, 2, 1)]
    told(got, ("intake.encoding", 3, 1))


def test_quotes_blanks_and_a_trailing_delimiter_in_the_header(loading, tmp_path):
    header = ',"reporter_kind",items , received_at,"decided_at",,'
    write(tmp_path, "n.csv", f'" id ",category{header}\n{notice("a")},,\n{notice("b")},,lost\n')
    got = loading(N)
    assert got.counts("notices") == [(2, 2, 0)]
    told(got, ("intake.unknown_columns", None, 2))
    assert got.found("intake.unknown_columns").message == "columns that are not read: (without a name), (without a name)"


@pytest.mark.parametrize(("more", "same"), [("items", "items"), (" items ", "items"), ('"items"', "items")])
def test_columns_that_differ_by_blanks_only(loading, tmp_path, more, same):
    write(tmp_path, "n.csv", f"{HEADER},{more}\n{notice('a')},1\n")
    with pytest.raises(InputError, match=f"Two columns have the same name: {same}"):
        loading(N)


def test_columns_that_differ_by_capital_letters_are_two(loading, tmp_path):
    write(tmp_path, "n.csv", f"{HEADER},Items\n{notice('a')},7\n")
    got = loading(N)
    assert got.rows("SELECT items FROM accepted_notices") == [(1,)]
    assert got.found("intake.unknown_columns").message == "columns that are not read: Items"


def test_a_file_without_a_header_does_not_show_its_first_row(loading, tmp_path):
    write(tmp_path, "n.csv", notice("mia@example.org") + "\n")
    with pytest.raises(InputError, match="looks like a row") as error:
        loading(N)
    assert "mia" not in str(error.value)
    write(tmp_path, "n.csv", "mia@example.org,kolom\nx,y\n")
    with pytest.raises(InputError) as error:
        loading(N)
    assert "mia" not in str(error.value)


def test_a_long_cell_in_an_odd_file_is_long_and_no_wrong_quote(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a"), notice("y" * 600_000), notice("b\0")))
    told(loading(N), ("intake.length", 3, 1), ("intake.nul", 4, 1))


@pytest.mark.parametrize("pack", [gzip.compress, lambda b: gzip.compress(b[: len(b) // 2]) + gzip.compress(b[len(b) // 2 :]), zstd])
def test_compression_is_told_by_the_bytes(loading, tmp_path, pack):
    write(tmp_path, "n.csv", pack(notices(notice("a"), notice("b")).encode()))
    got = loading(N)
    assert got.counts("notices") == [(2, 2, 0)]
    told(got)


@pytest.mark.parametrize(("pack", "suffix", "cut"), [
    (gzip.compress, "gz", lambda b: b[:-30]), (gzip.compress, "gz", lambda b: b[:12]), (gzip.compress, "gz", lambda b: b[:-4] + b"\0\0\0\1"),
    (zstd, "zst", lambda b: b[:-30]), (zstd, "zst", lambda b: b[:12]),
])
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_damaged_compression(loading, tmp_path, pack, suffix, cut, form):
    text = notices(*(notice(f"n{i}") for i in range(500))) if form == "csv" else jsonl(*(ROW | {"id": f"n{i}"} for i in range(500)))
    name = f"n.{form}.{suffix}"
    write(tmp_path, name, cut(pack(text.encode())))
    with pytest.raises(InputError, match="cut off or damaged"):
        loading({"notices": Source(files=(name,))})


# Files that are not what their name says

@pytest.mark.parametrize(("start", "what"), [
    (b"PAR1", "a Parquet file"), (b"PK\x03\x04", "a ZIP archive or an XLSX workbook"), (b"\xd0\xcf\x11\xe0", r"an old \.xls"), (b"SQLite format 3\0", "SQLite"),
    (b"BZh9", "bzip2"), (gzip.compress(gzip.compress(b"x" * 100, mtime=0), mtime=0), "compressed twice"), (b"%PDF-1.7", "a PDF"),
])
@pytest.mark.parametrize("sources", [N, J])
def test_other_files_under_the_name_of_a_text(loading, tmp_path, start, what, sources):
    write(tmp_path, sources["notices"].files[0], start + b" secret@example.org" * 20)
    with pytest.raises(InputError, match=what) as error:
        loading(sources)
    assert "secret" not in str(error.value)


def test_json_lines_under_the_name_of_a_csv(loading, tmp_path):
    write(tmp_path, "n.csv", jsonl(ROW))
    with pytest.raises(InputError, match="is JSON, and is to be read as CSV"):
        loading(N)


@pytest.mark.parametrize("content", [notices(notice("a")), jsonl(ROW), gzip.compress(b"x", mtime=0), b"PK\x03\x04"])
def test_text_under_the_name_of_a_parquet_file(loading, tmp_path, content):
    write(tmp_path, "n.parquet", content)
    with pytest.raises(InputError, match="no complete Parquet file"):
        loading(P)


def test_csv_under_the_name_of_json_lines_and_of_a_workbook(loading, tmp_path):
    write(tmp_path, "n.jsonl", notices(notice("a")))
    with pytest.raises(InputError, match="No JSON object"):
        loading(J)
    write(tmp_path, "r.xlsx", "month,member_state,active_recipients\n")
    with pytest.raises(InputError, match="no XLSX workbook"):
        loading({"recipients": Source(files=("r.xlsx",))})


# JSON Lines

@pytest.mark.parametrize("content", [jsonl(ROW).encode("utf-16"), b"\xef\xbb\xbf" + jsonl(ROW).encode(), jsonl(ROW).replace("\n", "\r\n").encode(), jsonl(ROW).encode().rstrip(b"\n"), ("\n" + jsonl(ROW) + "\n\n").encode()])
def test_json_with_marks_and_line_ends(loading, tmp_path, content):
    write(tmp_path, "n.jsonl", content)
    got = loading(J)
    assert got.counts("notices") == [(1, 1, 0)]
    told(got)


def test_json_with_mixed_line_ends(loading, tmp_path):
    write(tmp_path, "n.jsonl", json.dumps(ROW) + "\r\n" + json.dumps(ROW | {"id": "b"}) + "\n")
    assert loading(J).counts("notices") == [(2, 2, 0)]


@pytest.mark.parametrize("odd", ["", "\0"])
def test_a_json_line_that_is_too_long(loading, tmp_path, odd):
    write(tmp_path, "n.jsonl", jsonl(ROW, ROW | {"id": "b", "own": "x" * 2_100_000}, ROW | {"id": "c" + odd}))
    got = loading(J)
    assert got.counts("notices")[0][0] == 3
    assert got.found("intake.too_long").line == 2


@pytest.mark.parametrize("line", ["null", "[1]", '{"id": "b"', "NaN", "{} {}", "42"])
def test_lines_that_are_no_object(loading, tmp_path, line):
    write(tmp_path, "n.jsonl", jsonl(ROW, line, ROW | {"id": "c"}))
    got = loading(J)
    assert got.counts("notices") == [(3, 2, 1)]
    told(got, ("intake.json", 2, 1))


def test_a_file_of_nulls(loading, tmp_path):
    write(tmp_path, "n.jsonl", "null\nnull\n")
    with pytest.raises(InputError, match="No JSON object"):
        loading(J)


def test_an_object_of_nothing_lacks_what_is_required(loading, tmp_path):
    write(tmp_path, "n.jsonl", jsonl(ROW, "{}"))
    got = loading(J)
    assert got.counts("notices") == [(2, 1, 1)]
    told(got, *((("intake.required", 2, 1),) * 5))


@pytest.mark.parametrize("torn", ["", "{torn\n"])  # both ways of reading agree
@pytest.mark.parametrize("key", ["items", "own"])
def test_a_key_given_twice(loading, tmp_path, key, torn):
    twice = json.dumps(ROW | {"id": "b"})[:-1] + f', "{key}": 1, "{key}": 2}}'
    write(tmp_path, "n.jsonl", jsonl(ROW, twice) + torn)
    got = loading(J)
    assert got.found("intake.json_key_twice").line == 2
    assert got.rows("SELECT id FROM accepted_notices") == [("a",)]


@pytest.mark.parametrize("line", ['{"id\\ud800": 1}', '{"id\\u0000": 1}', b'{"id\x80": 1}'])
def test_keys_that_are_no_text(loading, tmp_path, line):
    write(tmp_path, "n.jsonl", jsonl(ROW).encode() + (line if isinstance(line, bytes) else line.encode()) + b"\n")
    got = loading(J)
    assert got.counts("notices") == [(2, 1, 1)]


def test_values_of_wrong_types(loading, tmp_path):
    rows = [ROW | {"id": "b", "items": "five"}, ROW | {"id": "c", "items": [1]}, ROW | {"id": "d", "items": 1.5}, ROW | {"id": "e", "received_at": 5}, ROW | {"id": {"x": 1}}, ROW | {"id": True, "items": "2"}]
    write(tmp_path, "n.jsonl", jsonl(ROW, *rows))
    got = loading(J)
    assert got.counts("notices") == [(7, 3, 4)]
    told(got, ("intake.type", 2, 3), ("intake.type", 5, 1))
    assert got.rows("SELECT id FROM accepted_notices ORDER BY _record") == [("a",), ('{"x":1}',), ("true",)]


def test_a_column_that_first_appears_late_is_read(loading, tmp_path):
    rows = [ROW | {"id": f"n{i}", "pad": "x" * 300} for i in range(5_000)]
    rows[3_333] |= {"language": "nl"}
    write(tmp_path, "n.jsonl", jsonl(*rows))
    got = loading(J)
    assert got.counts("notices") == [(5_000, 5_000, 0)]
    assert got.rows("SELECT id, language FROM accepted_notices WHERE language IS NOT NULL") == [("n3333", "nl")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_keys_that_appear_late_are_told(loading, tmp_path, encoding, monkeypatch):
    monkeypatch.setattr("dsa_reports.intake.readers.jsonl._ALL", 4_000)
    rows = [ROW | {"id": f"n{i}"} | ({"late": 1} if i > 2_000 else {}) | ({"last": 1} if i == 4_999 else {}) for i in range(5_000)]
    write(tmp_path, "n.jsonl", jsonl(*rows).encode(encoding))
    finding = loading(J).found("intake.unknown_columns")
    assert finding.message.startswith("columns that are not read: late")
    assert "a rarer key is not told" in finding.message
    assert encoding == "utf-16" or ", last;" in finding.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_key_of_a_file_of_common_length_is_told(loading, tmp_path, encoding):
    rows = [ROW | {"id": f"n{i}", "pad": "x" * 300} | ({f"only_{i}": 1} if i in {1_777, 2_345} else {}) for i in range(5_000)]
    write(tmp_path, "n.jsonl", jsonl(*rows).encode(encoding))
    finding = loading(J).found("intake.unknown_columns")
    assert finding.message == "columns that are not read: pad, only_1777, only_2345"
    assert finding.count == 3


def test_keys_that_differ_by_capital_letters(loading, tmp_path):
    write(tmp_path, "n.jsonl", jsonl(ROW | {"Items": 5}))
    with pytest.raises(InputError, match="differ only in capital letters: Items, items"):
        loading(J)
