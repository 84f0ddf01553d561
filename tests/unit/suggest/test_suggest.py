"""`map suggest`: what is drafted, what is left to a person, what is never shown."""

import csv
import gzip
import json
import tomllib
from pathlib import Path

import polars as pl
import pytest

from dsa_reports.errors import InputError, UsageError
from dsa_reports.pipeline.suggest import suggest
from dsa_reports.pipeline.validate import validate

SCAMS = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
HEADER = "id,category,reporter_kind,items,received_at"


def write(path: Path, header: str, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("".join(f"{line}\n" for line in (header, *rows)).encode(encoding))
    return path


def drafted(made):
    return tomllib.loads(made.text)["tables"][made.table]


def test_a_dutch_export(tmp_path):
    path = write(
        tmp_path / "meldingen.csv", "Meldingsnummer;Categorie;Soort melder;Aantal items;Datum ontvangen;Besloten;Taal",
        f"1;{SCAMS};victim;1;31-01-2026 10:00;n.v.t.;nl", f"2;{SCAMS};other;2;01-02-2026 11:00;02-02-2026 09:30;nl",
    )
    made = suggest(file=path)
    assert made.table == "notices"
    draft = drafted(made)
    assert Path(draft.pop("files")[0]).resolve() == path.resolve()
    assert draft == {
        "delimiter": ";", "null_tokens": ["", "NULL", "null", "None", "\\N", "n.v.t."], "timestamp_format": "%d-%m-%Y %H:%M",
        "rename": {"id": "Meldingsnummer", "category": "Categorie", "reporter_kind": "Soort melder", "items": "Aantal items",
                   "received_at": "Datum ontvangen", "decided_at": "Besloten", "language": "Taal"},
    }  # fmt: skip
    assert (made.trial.rows_read, made.trial.accepted) == (2, 2)
    assert '# time_zone = "Europe/Amsterdam"' in made.text, "which zone is for a person to say"
    assert made.text.startswith("# A PROPOSAL")


def test_what_every_row_needs_comes_before_what_it_may_have(tmp_path):
    """`Policy category` is spelled more like report_category than like category."""
    header = "Decision ID,Policy category,decision_ground,source_type,automated_detection,automated_decision,Decision time"
    path = write(tmp_path / "decisions.csv", header, f"a,{SCAMS},DECISION_GROUND_INCOMPATIBLE_CONTENT,SOURCE_VOLUNTARY,true,AUTOMATED_DECISION_FULLY,2026-01-05T10:00:00Z")
    assert drafted(suggest(file=path, table="moderation_actions"))["rename"] == {"puid": "Decision ID", "category": "Policy category", "decided_at": "Decision time"}


def test_day_and_month_that_cannot_be_told_apart_are_left_to_a_person(tmp_path):
    path = write(tmp_path / "notices.csv", HEADER, f"1,{SCAMS},other,1,05-01-2026 10:00", f"2,{SCAMS},other,1,06-02-2026 10:00")
    made = suggest(file=path)
    assert "timestamp_format" not in drafted(made)
    assert '# timestamp_format = "%d-%m-%Y %H:%M"\n# timestamp_format = "%m-%d-%Y %H:%M"' in made.text
    assert "choose one" in made.text
    assert made.trial.accepted == 0
    assert made.trial.remaining == ("2 rows: received_at is no date with a time of day [intake.type, column received_at]",)


def test_times_tell_the_order_of_days_that_alone_do_not(tmp_path):
    path = write(
        tmp_path / "ads.csv", "ad_id,commercial_kind,listed_at,first_shown,last_shown", "1,paid,31/01/2026 10:00:00,01/02/2026,02/02/2026",
    )
    made = suggest(file=path, table="advertisements")
    assert drafted(made)["timestamp_format"] == "%d/%m/%Y %H:%M:%S"
    assert drafted(made)["date_format"] == "%d/%m/%Y"
    assert "the times of this export do" in made.text


@pytest.mark.parametrize(("times", "said"), [
    (("1767607200", "1767607201"), "since 1970"), (("2026-01-31", "2026-02-01"), "days without a time of day"), (("soon", "5 janvier 2026 10:00"), "no one format reads"),
])
def test_times_that_cannot_be_read_are_explained(tmp_path, times, said):
    path = write(tmp_path / "notices.csv", HEADER, *(f"{n},{SCAMS},other,1,{time}" for n, time in enumerate(times)))
    made = suggest(file=path)
    assert said in made.text
    assert "timestamp_format" not in drafted(made)


def test_a_few_damaged_values_do_not_hide_the_format_and_are_told(tmp_path):
    rows = [f"{n},{SCAMS},other,1,{n % 28 + 1:02d}-03-2026 10:00" for n in range(99)]
    made = suggest(file=write(tmp_path / "notices.csv", HEADER, *rows, f"99,{SCAMS},other,1,yesterday"))
    assert drafted(made)["timestamp_format"] == "%d-%m-%Y %H:%M"
    assert "# 1 sampled value is spelled in another way and will be rejected.\ntimestamp_format" in made.text
    assert (made.trial.rows_read, made.trial.accepted) == (100, 99)


def test_labels_become_a_value_map_with_the_closest_codes(tmp_path):
    header = "nr,reden,reporter,items,received_at"
    labels = ("phishing", "Hate speech", "something of ours", "=1+1", "jan@example.org")
    path = write(tmp_path / "notices.csv", header, *(f"n{n},{labels[n % 5]},{('Trusted flagger', 'victim')[n % 2]},1,2026-01-05T10:00:00Z" for n in range(20)))
    made = suggest(file=path, table="notices")
    draft = drafted(made)
    assert draft["value_maps"] == {"reden": "maps/notices-category.csv", "reporter": "maps/notices-reporter_kind.csv"}
    assert draft["rename"] == {"id": "nr", "platform_label": "reden"}, "the labels themselves are kept where the table has a place for them"
    assert list(csv.reader(made.maps["maps/notices-category.csv"].splitlines())) == [
        ["label", "category", "keyword"], ["Hate speech", "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH", "KEYWORD_HATE_SPEECH"],
        ["phishing", SCAMS, "KEYWORD_PHISHING"], ["something of ours", "", ""],
    ]  # fmt: skip
    assert made.maps["maps/notices-reporter_kind.csv"] == "label,reporter_kind\nTrusted flagger,trusted_flagger\nvictim,victim\n"
    assert "2 more are not shown" in made.text
    assert "jan@" not in made.text + "".join(made.maps.values())


def test_nothing_personal_is_shown(tmp_path):
    secret = "mia.jansen@example.org"
    path = write(
        tmp_path / "notices.csv", "id,category,reporter_kind,items,received_at,content_ref,birth_date,reporter_mail",
        *(f"{secret}{n},{secret},{secret},{secret},{secret},{secret},1999-01-0{n},{secret}" for n in range(1, 5)),
    )
    made = suggest(file=path, table="notices")
    assert "mia" not in made.text + json.dumps(made.maps)
    assert "1999" not in made.text
    assert '# ignore = ["birth_date"]' in made.text


def test_a_file_without_a_header_is_refused_without_showing_its_row(tmp_path):
    path = write(tmp_path / "notices.csv", f"n1,{SCAMS},other,1,2026-01-05T10:00:00Z,mia@example.org", f"n2,{SCAMS},other,1,2026-01-05T10:00:00Z,mia@example.org")
    with pytest.raises(InputError, match="looks like a row of values") as error:
        suggest(file=path, table="notices")
    assert "mia" not in str(error.value)


def test_what_is_missing_is_asked_for_and_stood_in_for(tmp_path):
    path = write(tmp_path / "notices.csv", "id;category;received_at", f"1;{SCAMS};31-01-2026 10:00", f"2;{SCAMS};01-02-2026 10:00")
    made = suggest(file=path)
    assert "# [tables.notices.constants]\n# reporter_kind = " in made.text
    assert "trusted_flagger, minor" in made.text
    assert (made.trial.accepted, made.trial.stand_ins) == (2, ("reporter_kind", "items"))
    assert "For the trial only" in made.text


def test_numbers_with_a_comma(tmp_path):
    header = "id;as_of;kind;heads;fte;languages"
    comma = suggest(file=write(tmp_path / "a.csv", header, "1;2026-01-31;internal;1;0,75;nl,en", "2;2026-01-31;internal;1;1;nl"), table="moderators")
    assert (drafted(comma)["decimal_comma"], drafted(comma)["list_separator"]) == (True, ",")
    assert comma.trial.accepted == 2
    open_ = suggest(file=write(tmp_path / "b.csv", header, "1;2026-01-31;internal;1;1,200;nl"), table="moderators")
    assert "decimal_comma" not in drafted(open_)
    assert "export digits only" in open_.text


def test_words_for_yes_and_no(tmp_path):
    header = "id,basis,submitted_at,outcome,by_trusted_flagger"
    made = suggest(file=write(tmp_path / "complaints.csv", header, "1,account,2026-01-05T10:00:00Z,pending,Ja", "2,account,2026-01-05T10:00:00Z,pending,nee"))
    assert (drafted(made)["true_values"], drafted(made)["false_values"]) == (["ja"], ["nee"])
    assert made.trial.accepted == 2
    odd = suggest(file=write(tmp_path / "complaints.csv", header, "1,account,2026-01-05T10:00:00Z,pending,jawel", "2,account,2026-01-05T10:00:00Z,pending,nee"))
    assert "not known here: jawel." in odd.text
    assert odd.trial.accepted == 1


@pytest.mark.parametrize("kind", ["utf-16", "utf-8-sig", "cp1252", "gz", "zst", "jsonl", "parquet", "xlsx"])
def test_every_kind_of_file(tmp_path, kind):
    rows = [["1", SCAMS, "other", "1", "2026-01-05T10:00:00Z", "café"], ["2", SCAMS, "victim", "2", "2026-01-06T10:00:00Z", "naïveté"]]
    names = [*HEADER.split(","), "platform_label"]
    text = "".join(",".join(row) + "\n" for row in [names, *rows])
    path = tmp_path / f"notices.{ {'gz': 'csv.gz', 'zst': 'csv.zst', 'jsonl': 'jsonl', 'parquet': 'parquet', 'xlsx': 'xlsx'}.get(kind, 'csv') }"
    records = [dict(zip(names, row, strict=True)) for row in rows]
    if kind == "gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif kind == "zst":
        zstd = pytest.importorskip("backports.zstd")
        path.write_bytes(zstd.compress(text.encode()))
    elif kind == "jsonl":
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
    elif kind == "parquet":
        pl.DataFrame(records).write_parquet(path)
    elif kind == "xlsx":
        from openpyxl import Workbook

        book = Workbook()
        for row in [names, *rows]:
            book.worksheets[0].append(row)
        book.save(path)
    else:
        path.write_bytes(text.encode(kind))
    made = suggest(file=path)
    assert (made.table, made.trial.rows_read, made.trial.accepted) == ("notices", 2, 2)
    assert drafted(made).get("encoding") == {"utf-16": "utf-16", "cp1252": "windows-1252"}.get(kind)


def test_only_the_first_rows_are_looked_at(tmp_path):
    rows = [f"{n},{SCAMS},other,1,2026-01-05T10:00:00Z" for n in range(10_000)]
    made = suggest(file=write(tmp_path / "notices.csv", HEADER, *rows, "not,a,row,at,all"))
    assert (made.trial.rows_read, made.trial.accepted) == (10_000, 10_000)
    assert "Tried on the first 10,000 rows" in made.text


def test_written_drafts_overwrite_nothing_and_work(tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    path = write(exports / "melding [1].csv", "nr;reden;reporter;items;received_at", *(f"n{n};phishing;victim;1;31-01-2026 10:0{n}" for n in range(9)))
    made = suggest(file=path, table="notices", output=tmp_path / "draft")
    assert sorted(p.relative_to(tmp_path / "draft").as_posix() for p in made.written) == ["mapping.toml", "maps/notices-category.csv"]
    with pytest.raises(UsageError, match="not overwritten"):
        suggest(file=path, table="notices", output=tmp_path / "draft")
    head = '[provider]\nlegal_name = "x"\n[service]\nname = "x"\ntier = "vlop"\n'
    (tmp_path / "draft/service.toml").write_text(head + (tmp_path / "draft/mapping.toml").read_text())
    (load,) = validate(paths=[tmp_path / "draft"], tables=["notices"]).tables["notices"].files
    assert (load.name, load.rows_read, load.accepted) == ("../exports/melding [1].csv", 9, 9)


def test_the_table_is_told_or_asked_for(tmp_path):
    with pytest.raises(UsageError, match="none fits well") as error:
        suggest(file=write(tmp_path / "x.csv", "alpha,beta", "1,2"))
    assert "Likeliest first: " in str(error.value)
    with pytest.raises(UsageError, match="there is no table"):
        suggest(file=tmp_path / "x.csv", table="notice")
    with pytest.raises(InputError, match="no such file"):
        suggest(file=tmp_path / "y.csv")
    with pytest.raises(InputError, match="folder"):
        suggest(file=tmp_path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"id\n", b"\0\0\0\0", b'"id,category\n', b"\xff\xfe", b"id,id\n1,2\n", b",,,\n1,2,3,4\n"])
def test_files_that_are_hardly_any(tmp_path, content):
    (tmp_path / "notices.csv").write_bytes(content)
    try:
        made = suggest(file=tmp_path / "notices.csv", table="notices")
    except (InputError, UsageError):
        return
    assert made.trial.problem or made.trial.rows_read == 0


def test_hostile_headers_stay_comments_and_strings(tmp_path):
    header = '"=cmd()","a\n[provider]","\x1b[31m","x""]","‮evil"'
    path = tmp_path / "notices.csv"
    path.write_text(f"id,category,reporter_kind,items,received_at,{header}\n1,{SCAMS},other,1,2026-01-05T10:00:00Z,1,2,3,4,5\n")
    made = suggest(file=path)
    assert list(tomllib.loads(made.text)) == ["tables"]
    assert "\x1b" not in made.text
    assert "‮" not in made.text
