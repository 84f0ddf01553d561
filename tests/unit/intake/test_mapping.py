"""What service.toml says about a source, and the formats that sources have."""

import csv
import gzip
import json
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter

from dsa_reports.engines.duckdb import connect, lock
from dsa_reports.errors import InputError, UsageError
from dsa_reports.intake.headers import looks_like_birth_or_age
from dsa_reports.intake.model import MASKED
from dsa_reports.service.config import Extraction, Source
from tests.unit.intake.conftest import HEADER, SCAMS, notice, notices
from tests.unit.intake.test_bad_input import N, write


def test_offsets_zones_and_daylight_saving(loading, tmp_path):
    times = ["2026-01-05T10:00:00+02:00", "2026-01-05 10:00", "2026-07-05T10:00:00.123456789", "2026-01-05T10:00:00 UTC", "2026-03-29T02:30:00", "2026-10-25T02:30:00", "2026-10-25T02:30:00+0200"]
    write(tmp_path, "n.csv", notices(*(notice(str(i), received_at=t) for i, t in enumerate(times))))
    got = loading(N, zone="Europe/Amsterdam")
    assert [row[0] for row in got.rows("SELECT received_at FROM accepted_notices ORDER BY id")] == [
        datetime(2026, 1, 5, 8), datetime(2026, 1, 5, 9), datetime(2026, 7, 5, 8, 0, 0, 123456), datetime(2026, 1, 5, 10),
        datetime(2026, 3, 29, 1, 30), datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 0, 30),
    ]
    assert (got.found("intake.skipped_time").line, got.found("intake.repeated_time").line) == (6, 7)
    assert (got.found("intake.skipped_time").count, got.found("intake.repeated_time").count) == (1, 1)
    load = got.intake.tables["notices"].files[0]
    assert (load.first_event, load.last_event) == ("2026-01-05T08:00:00Z", "2026-10-25T01:30:00Z")


def test_zone_of_the_source_wins(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a", received_at="2026-01-05T10:00:00")))
    got = loading({"notices": Source(files=("n.csv",), time_zone="America/New_York")}, zone="Europe/Amsterdam")
    assert got.rows("SELECT received_at FROM accepted_notices") == [(datetime(2026, 1, 5, 15),)]


@pytest.mark.parametrize("text", ["infinity", "2026-01-05T24:00:00Z", "2026-1-5 10:00:00", "0024-01-05T10:00:00Z", "05/01/2026 10:00", "2026-01-05T10:00:60Z", "2026-01-05T10:00:00 Europe/Paris", "now"])
def test_no_timestamp(loading, tmp_path, text):
    write(tmp_path, "n.csv", notices(notice("a", received_at=text)))
    assert loading(N).found("intake.type").value == text


def test_own_formats(loading, tmp_path):
    write(tmp_path, "m.csv", "dag;soort;omvang;talen\n31-01-2026;internal;0,85;nl|fr\n31-01-2026;internal;1.5;\n2026-01-31;internal;1;\n")
    source = Source(
        files=("m.csv",), delimiter=";", decimal_comma=True, date_format="%d-%m-%Y", list_separator="|",
        rename={"as_of": "dag", "kind": "soort", "fte": "omvang", "languages": "talen", "id": "dag"},
    )
    got = loading({"moderators": source})
    assert got.rows("SELECT as_of, fte, languages FROM accepted_moderators") == [(date(2026, 1, 31), Decimal("0.850"), ["nl", "fr"])]
    assert got.counts("moderators") == [(3, 1, 2)]


def test_timestamp_format_with_and_without_offset(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a", received_at="05.01.2026 10:00 +0200"), notice("b", received_at="05.01.2026 10:00")))
    got = loading({"notices": Source(files=("n.csv",), timestamp_format="%d.%m.%Y %H:%M %z")})
    assert got.rows("SELECT id, received_at FROM accepted_notices") == [("a", datetime(2026, 1, 5, 8))]
    got = loading({"notices": Source(files=("n.csv",), timestamp_format="%d.%m.%Y %H:%M")}, zone="Europe/Amsterdam")
    assert got.rows("SELECT id, received_at FROM accepted_notices") == [("b", datetime(2026, 1, 5, 9))]


def test_booleans_nulls_constants(loading, tmp_path):
    write(tmp_path, "c.csv", "id,submitted_at,outcome,by_trusted_flagger,new_restriction_imposed,notice_id\n1,2026-01-05T10:00:00Z,pending,JA,Nein,NULL\n2,2026-01-05T10:00:00Z,pending,perhaps,,  \n")
    got = loading({"complaints": Source(files=("c.csv",), constants={"basis": "account"}, true_values=("ja",), false_values=("nein",))})
    assert got.rows("SELECT basis, by_trusted_flagger, new_restriction_imposed, notice_id FROM accepted_complaints") == [("account", True, False, None)]
    assert got.found("intake.type").value == "perhaps"


def test_value_map(loading, tmp_path):
    write(tmp_path, "map.csv", f"label,category,keyword\nspam bot,{SCAMS},\n\"a, b\",STATEMENT_CATEGORY_VIOLENCE,\n")
    lines = ["id,violation,reporter_kind,items,received_at"] + [f'{i},"{label}",other,1,2026-01-05T10:00:00Z' for i, label in enumerate(["spam bot", "a, b", "new", "new", ""])]
    write(tmp_path, "n.csv", "\n".join(lines) + "\n")
    got = loading({"notices": Source(files=("n.csv",), value_maps={"violation": "map.csv"}, rename={"platform_label": "violation"})})
    assert got.rows("SELECT id, category, platform_label FROM accepted_notices ORDER BY id") == [("0", SCAMS, "spam bot"), ("1", "STATEMENT_CATEGORY_VIOLENCE", "a, b")]
    finding = got.found("intake.unmapped_label")
    assert (finding.column, finding.value, finding.count, finding.line, finding.rejects, finding.severity) == ("violation", "new", 2, 4, False, "warning")
    assert got.found("intake.required").count == 3


def test_unmapped_label_alone_rejects_nothing(loading, tmp_path):
    write(tmp_path, "map.csv", "label,phenomenon\nsexual_spam_bot,sexbot_spam\n")
    write(tmp_path, "n.csv", HEADER + ",platform_label\n" + notice("a") + ",sexual_spam_bot\n" + notice("b") + ",other\n")
    got = loading({"notices": Source(files=("n.csv",), value_maps={"platform_label": "map.csv"})})
    assert got.rows("SELECT id, phenomenon FROM accepted_notices ORDER BY id") == [("a", "sexbot_spam"), ("b", None)]
    assert got.found("intake.unmapped_label").value == "other"


@pytest.mark.parametrize("text", ["x,category\n", "label,nonsense\n", "label,category\na,b\na,b\n", "label,category\na\n"])
def test_bad_value_map(loading, tmp_path, text):
    write(tmp_path, "map.csv", text)
    write(tmp_path, "n.csv", notices())
    with pytest.raises(InputError, match=r"label|column"):
        loading({"notices": Source(files=("n.csv",), value_maps={"category": "map.csv"})})


def test_rename_to_nothing(loading, tmp_path):
    write(tmp_path, "n.csv", notices())
    with pytest.raises(InputError, match="no column itmes"):
        loading({"notices": Source(files=("n.csv",), rename={"items": "itmes"})})
    with pytest.raises(UsageError, match="no column of the table"):
        loading({"notices": Source(files=("n.csv",), rename={"itmes": "items"})})


@pytest.mark.parametrize("name", ["birth_date", "dateOfBirth", "DOB", "user_dob", "geboortedatum", "leeftijd", "age", "UserAge", "age_years", "geboorte-jaar"])
def test_birth_dates_are_refused(loading, tmp_path, name):
    write(tmp_path, "n.csv", HEADER + f",{name}\n")
    with pytest.raises(InputError, match="birth date or an exact age"):
        loading(N)
    assert loading({"notices": Source(files=("n.csv",), ignore=(name,))}).ids == []


@pytest.mark.parametrize("name", ["language", "message", "age_group", "AGE_BAND", "usage", "page", "dobber", "account_age", "imagery", "stage"])
def test_other_names_are_no_ages(name):
    assert not looks_like_birth_or_age(name)


def test_unknown_columns(loading, tmp_path):
    write(tmp_path, "n.csv", HEADER + ",x\x1b,y\n" + notice("a") + ",1,2\n")
    finding = loading(N).found("intake.unknown_columns")
    assert finding.message == "columns that are not read: x‹U+001B›, y"
    assert finding.severity == "info"


def _rows(got):
    return got.rows("SELECT id, category, items, received_at, _record FROM accepted_notices ORDER BY _record")


@pytest.mark.parametrize(("name", "encode", "source"), [
    ("n.csv.gz", lambda t: gzip.compress(t.encode()), {}),
    ("n.csv", lambda t: b"\xef\xbb\xbf" + t.encode(), {}),
    ("n.csv", lambda t: t.encode("utf-16"), {}),
    ("n.csv", lambda t: t.encode("utf-16-le"), {"encoding": "utf-16"}),
    ("n.csv", lambda t: t.encode("latin-1"), {"encoding": "latin-1"}),
    ("n.csv", lambda t: t.encode("cp1252"), {"encoding": "windows-1252"}),
    ("n.csv", lambda t: t.replace("\n", "\r\n").encode(), {}),
    ("n.csv", lambda t: t.replace("\n", "\r").encode(), {}),
    ("n.csv", lambda t: t.replace("\n", "\n\n").encode(), {}),
    ("n.csv", lambda t: t.rstrip("\n").encode(), {}),
    ("a [1]*?.csv", lambda t: t.encode(), {}),
    ("n.tsv", lambda t: t.replace(",", "\t").encode(), {"delimiter": "\t", "quote": ""}),
])
def test_kinds_of_csv(loading, tmp_path, name, encode, source):
    write(tmp_path, name, encode(notices(notice("é1"), notice("b"))))
    got = loading({"notices": Source(files=(name,), **source)})
    assert [row[0] for row in _rows(got)] == ["é1", "b"]
    assert [row[4] for row in _rows(got)] == [2, 3]
    assert got.counts("notices") == [(2, 2, 0)]


def test_zstd(loading, tmp_path):
    text = notices(notice("a"), notice("b"))
    write(tmp_path, "n.csv", text)
    connect().execute(f"COPY (SELECT * FROM read_csv('{tmp_path}/n.csv', all_varchar=true)) TO '{tmp_path}/n.csv.zst' (FORMAT csv, COMPRESSION zstd)")
    assert loading({"notices": Source(files=("n.csv.zst",))}).counts("notices") == [(2, 2, 0)]
    path = tmp_path / "n.csv.zst"
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(InputError, match="cut off or damaged"):
        loading({"notices": Source(files=("n.csv.zst",))})


@pytest.mark.parametrize("encode", [lambda t: t.encode(), lambda t: gzip.compress(t.encode()), lambda t: t.replace("\n", "\n\n").encode(), lambda t: b"\xef\xbb\xbf" + t.encode(), lambda t: t.encode("utf-16")])
def test_json_lines(loading, tmp_path, encode):
    rows = [{"id": "é1", "category": SCAMS, "reporter_kind": "other", "items": 3, "received_at": "2026-01-05T10:00:00+01:00", "extra": {"a": 1}}, {"items": 1.0, "id": 7, "category": SCAMS, "reporter_kind": "other", "received_at": "2026-01-05T10:00:00Z"}]
    write(tmp_path, "n.jsonl", encode("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)))
    got = loading({"notices": Source(files=("n.jsonl",))})
    assert [row[:4] for row in _rows(got)] == [("é1", SCAMS, 3, datetime(2026, 1, 5, 9)), ("7", SCAMS, 1, datetime(2026, 1, 5, 10))]
    assert got.ids == ["intake.unknown_columns"]


def test_typed_parquet(loading, tmp_path):
    columns = f"'{SCAMS}' AS category, 'other' AS reporter_kind"
    connect().execute(f"""COPY (SELECT 1 AS id, {columns}, 2::UTINYINT AS items, TIMESTAMPTZ '2026-01-05 10:00:00+02' AS received_at
        UNION ALL SELECT 2, {columns}, 0, 'infinity') TO '{tmp_path}/n.parquet'""")
    got = loading({"notices": Source(files=("n.parquet",))})
    assert _rows(got) == [("1", SCAMS, 2, datetime(2026, 1, 5, 8), 1)]
    assert got.found("intake.type").column == "received_at"
    connect().execute(f"COPY (SELECT 'a' AS id, {columns}, 1.0::DOUBLE AS items, TIMESTAMP_NS '2026-07-05 10:00:00' AS received_at) TO '{tmp_path}/n.parquet'")
    got = loading({"notices": Source(files=("n.parquet",))}, zone="Europe/Amsterdam")
    assert _rows(got) == [("a", SCAMS, 1, datetime(2026, 7, 5, 8), 1)]


def test_workbook(loading, tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "m.xlsx"))
    sheet = book.add_worksheet("x")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["id", "as_of", "kind", "fte", "heads", "languages"])
    sheet.write_row(1, 0, ["a", None, "internal", 0.5, 2, '["nl","fr"]'])
    sheet.write_datetime(1, 1, datetime(2026, 6, 30), day)
    sheet.write_row(3, 0, ["b", "2026-06-30", "external", "x", None, "nl"])
    book.close()
    got = loading({"moderators": Source(files=("m.xlsx",))})
    assert got.rows("SELECT id, as_of, fte, heads, languages, _record FROM accepted_moderators") == [("a", date(2026, 6, 30), Decimal("0.500"), 2, ["nl", "fr"], 2)]
    assert got.found("intake.type").line == 4


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"PK\x03\x04nonsense", b"id,kind\n"])
def test_no_workbook(loading, tmp_path, content):
    write(tmp_path, "m.xlsx", content)
    with pytest.raises(InputError, match="workbook"):
        loading({"moderators": Source(files=("m.xlsx",))})


def test_every_table_may_come_as_a_workbook(loading, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "n.xlsx")
    sheet = book.add_worksheet()
    for number, line in enumerate(notices(notice("a")).splitlines()):
        sheet.write_row(number, 0, next(csv.reader([line])))
    book.close()
    assert len(_rows(loading({"notices": Source(files=("n.xlsx",))}))) == 1


def test_a_sheet_with_too_many_rows(loading, tmp_path, monkeypatch):
    monkeypatch.setattr("dsa_reports.intake.readers.xlsx._MOST_ROWS", 1)
    book = xlsxwriter.Workbook(tmp_path / "n.xlsx")
    book.add_worksheet().write_column(0, 0, ["id", "a"])
    book.close()
    with pytest.raises(InputError, match="more than 1 rows"):
        loading({"notices": Source(files=("n.xlsx",))})


def test_hive_folders_add_no_column(loading, tmp_path):
    (tmp_path / "items=9").mkdir()
    write(tmp_path / "items=9", "n.csv", notices(notice("a")))
    assert _rows(loading({"notices": Source(files=("items=*/n.csv",))}))[0][2] == 1


def test_names_are_relative(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a")))
    got = loading({"notices": Source(files=(str(tmp_path / "n.csv"),))})
    assert got.intake.tables["notices"].files[0].name == "n.csv"


def test_none_and_absent(loading):
    got = loading({"orders": Source(none="no orders came")})
    assert (got.intake.tables["orders"].status, got.intake.tables["orders"].reason) == ("none", "no orders came")
    assert got.intake.tables["notices"].status == "absent"
    assert got.rows("SELECT count(*) FROM accepted_orders, accepted_notices") == [(0,)]


def test_control_totals(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a", items="3"), notice("b", items="0")))
    got = loading({"notices": Source(files=("n.csv",), extraction=Extraction(rows=2, sums={"items": 4}))})
    found = [f for f in got.intake.findings if f.id == "intake.control_total"]
    assert [(f.severity, f.column, f.value) for f in found] == [("error", "items", "3"), ("info", "", "2")]


def test_direct_messages(loading, tmp_path):
    lines = ["id,account_ref,occurred_at,kind,surface,text,landing_url"]
    lines += [f"{i},a,2026-01-05T10:00:00Z,{kind},{surface},{text},http://x" for i, (kind, surface, text) in enumerate([("messaged", "", "secret words"), ("other", "direct_message", "secret words"), ("messaged", "", ""), ("commented", "comment", "hey")])]
    write(tmp_path, "e.csv", "\n".join(lines))
    tables = {"account_events": Source(files=("e.csv",))}
    got = loading(tables)
    assert got.rows("SELECT id FROM accepted_account_events ORDER BY id") == [("2",), ("3",)]
    assert got.found("account_events.direct_message_text").count == 2
    assert "(withheld)" in got.rejected("account_events")
    assert "secret" not in got.rejected("account_events")
    assert all(b"secret" not in path.read_bytes() for path in (tmp_path / "work").iterdir())
    assert loading(tables, basis="consent, Art. 6(1)(a) GDPR").counts("account_events") == [(4, 4, 0)]
    assert got.rejected("account_events") == ""


def test_withheld_rows_are_written_nowhere(loading, tmp_path):
    row = HEADER + ",keyword,content_ref\n" + notice("a") + ",KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS,seCret-1\n" + notice("b", items="x") + ",KEYWORD_GROOMING,seCret-2\n" + notice("c") + ",seCret-3\n"
    write(tmp_path, "n.csv", row)
    got = loading(N)
    assert got.counts("notices") == [(3, 0, 3)]
    written = [path for folder in ("work", "rejected") for path in (tmp_path / folder).iterdir()]
    assert written
    assert all(b"seCret" not in path.read_bytes() for path in written)
    assert "seCret" not in repr(got.intake.findings)


def test_personal_values_are_masked(loading, tmp_path):
    write(tmp_path, "e.csv", "id,account_ref,occurred_at,kind,picture_hash\n1,%s,2026-01-05T10:00:00Z,posted,xyz\n" % ("p" * 300))
    got = loading({"account_events": Source(files=("e.csv",))}, masks=True)
    assert got.found("intake.length").value == "300 characters"
    assert got.found("intake.pattern").value == MASKED
    assert loading({"account_events": Source(files=("e.csv",))}).found("intake.pattern").value == "xyz"


def test_order_and_record_numbers_of_many_rows(loading, tmp_path):
    lines = [notice(f"n{i}") for i in range(1, 200_001)]
    lines[150_000] += ",too,many"
    lines[60_000] = lines[60_000].replace("n60001", '"n60001"x')
    write(tmp_path, "n.csv", notices(*lines))
    got = loading(N)
    assert got.counts("notices") == [(200_000, 199_998, 2)]
    assert got.rows("SELECT count(*) FROM accepted_notices WHERE _record <> substr(id, 2)::BIGINT + 1") == [(0,)]


def test_views_survive_the_lock(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a")))
    got = loading(N)
    lock(got.con, readable=(tmp_path / "work",))
    assert got.rows("SELECT id FROM accepted_notices") == [("a",)]


@pytest.mark.parametrize(("text", "countries"), [
    ('["NL"]', ["NL"]), ('["NL","DE"]', ["NL", "DE"]), ('["NL", "DE"]', ["NL", "DE"]), ('[ "NL" ]', ["NL"]), ("[]", None), ('["NL",""]', ["NL"]), ("NL", ["NL"]),
    ('["NL","XX"]', "intake.code"), ('["NL","NLDE"]', "intake.code"), ('["NL",null]', "intake.type"), ('["NL"]]', "intake.type"), ('["NL"', "intake.type"), ('["NL","DE"],', "intake.type"),
])
def test_lists_of_short_codes_as_text(loading, tmp_path, text, countries):
    """Their text is looked at as a whole first; what that cannot tell, their elements do."""
    header = "puid,decision_ground,category,source_type,decided_at,automated_detection,automated_decision,decision_account,territorial_scope"
    row = ["a", "DECISION_GROUND_INCOMPATIBLE_CONTENT", SCAMS, "SOURCE_VOLUNTARY", "2026-01-05T10:00:00Z", "true", "AUTOMATED_DECISION_FULLY", "DECISION_ACCOUNT_TERMINATED", text]
    with (tmp_path / "m.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([header.split(","), row])
    got = loading({"moderation_actions": Source(files=("m.csv",))})
    accepted = got.rows("SELECT territorial_scope FROM accepted_moderation_actions")
    assert ([row[0] for row in accepted], got.ids) == (([], [countries]) if isinstance(countries, str) else ([countries], []))
