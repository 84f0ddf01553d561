"""`validate` on data files: which table, whose mapping, standard input, rejected and accepted rows."""

import csv
import gzip
import io
import json
import sys
from pathlib import Path

import polars as pl
import pytest

from dsa_reports.errors import InputError, UsageError
from dsa_reports.pipeline.validate import Outputs, validate

HEADER = "id,category,reporter_kind,items,received_at\n"
GOOD = "a,STATEMENT_CATEGORY_SCAMS_AND_FRAUD,other,1,2026-01-05T10:00:00Z\n"
BAD = 'b,"NO, CATEGORY",other,0,2026-01-05T10:00:00Z\n'
TORN = "c,STATEMENT_CATEGORY_SCAMS_AND_FRAUD\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def counts(intake, table):
    return [(f.name, f.rows_read, f.accepted, f.rejected) for f in intake.tables[table].files]


def test_the_columns_tell_the_table(here):
    (here / "export 1.csv").write_text(HEADER + GOOD + BAD)
    intake = validate(paths=[Path("export 1.csv")])
    assert counts(intake, "notices") == [("export 1.csv", 2, 1, 1)]
    assert {f.id for f in intake.findings} == {"intake.code", "intake.minimum"}


def test_several_files_are_one_table(here):
    (here / "1.csv").write_text(HEADER + GOOD)
    (here / "2.csv").write_text(HEADER + GOOD)
    intake = validate(paths=[Path("1.csv"), Path("2.csv")], tables=["notices"])
    assert counts(intake, "notices") == [("1.csv", 1, 1, 0), ("2.csv", 1, 0, 1)]
    assert [f.id for f in intake.findings] == ["intake.duplicate_key"]


def test_no_table_fits(here):
    (here / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match="no table has the columns") as error:
        validate(paths=[Path("x.csv")])
    assert "--table" in error.value.remedy


@pytest.mark.parametrize(("name", "content", "remedy"), [
    ("x.xlsx", b"PK\x03\x04 and nothing more", "as CSV"), ("x.parquet", b"PAR1", "checksum"), ("x.csv.gz", gzip.compress(HEADER.encode(), mtime=0)[:15], "checksum"),
    ("x.dat", b"1", ".csv"),
])
def test_what_cannot_be_read_is_no_question_of_the_table(here, name, content, remedy):
    (here / name).write_bytes(content)
    with pytest.raises(InputError, match="cannot be read") as error:
        validate(paths=[Path(name)])
    assert remedy in error.value.remedy


def test_there_is_no_such_file(here):
    with pytest.raises(InputError, match="no such file"):
        validate(paths=[Path("nothing.csv")])


def test_a_service_file_maps_the_columns_of_its_own_and_of_other_files(here):
    (here / "svc/maps").mkdir(parents=True)
    (here / "svc/maps/kinds.csv").write_text("label,category\nfraude,STATEMENT_CATEGORY_SCAMS_AND_FRAUD\n")
    (here / "svc/service.toml").write_text(
        '[provider]\nlegal_name="x"\n[service]\nname="x"\ntier="vlop"\n[tables.notices]\nfiles=["*.csv"]\ndelimiter=";"\n'
        '[tables.notices.rename]\nid="nr"\n[tables.notices.constants]\nreporter_kind="other"\nitems=1\n[tables.notices.value_maps]\nsoort="maps/kinds.csv"\n'
    )
    text = "nr;soort;received_at\n1;fraude;2026-01-05T10:00:00Z\n;fraude;2026-01-05T10:00:00Z\n"
    (here / "svc/own.csv").write_text(text)
    (here / "other.csv").write_text(text)
    intake = validate(paths=[Path("svc/own.csv")], service=Path("svc/service.toml"))
    assert counts(intake, "notices") == [("svc/own.csv", 2, 1, 1)]
    intake = validate(paths=[Path("other.csv")], service=Path("svc"), tables=["notices"])
    (finding,) = intake.findings
    assert (finding.id, finding.line, finding.column) == ("intake.required", 3, "nr"), "findings speak of the export's own columns"


@pytest.mark.parametrize(("form", "said"), [("csv", ""), ("jsonl", ""), ("parquet", ""), ("csv", "csv")])
def test_standard_input(here, monkeypatch, form, said):
    rows = [dict(zip(HEADER.strip().split(","), line.strip().split(","), strict=True)) for line in (GOOD,)]
    if form == "csv":
        data = (HEADER + GOOD).encode()
    elif form == "jsonl":
        data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    else:
        target = io.BytesIO()
        pl.DataFrame(rows).write_parquet(target)
        data = target.getvalue()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    intake = validate(paths=[Path("-")], input_format=said)
    assert counts(intake, "notices") == [(f"stdin.{form}", 1, 1, 0)]


@pytest.mark.parametrize("paths", [["service.toml", "a.csv"], ["a.csv", "-"]])
def test_what_does_not_go_together(here, paths):
    with pytest.raises(UsageError):
        validate(paths=[Path(name) for name in paths])


def test_rejected_rows_come_back_as_csv_and_once_repaired_are_accepted(here):
    data = (HEADER + GOOD + BAD + TORN).encode()
    (here / "n.csv.gz").write_bytes(gzip.compress(data))
    validate(paths=[Path("n.csv.gz")], outputs=Outputs(rejects=Path("back")))
    rows = list(csv.reader((here / "back/notices/001-n.csv").read_text().splitlines()))
    assert rows == [[*HEADER.strip().split(","), "_record", "_reasons"], ["b", "NO, CATEGORY", "other", "0", "2026-01-05T10:00:00Z", "3", "intake.code:category intake.minimum:items"]]
    broken = (here / "back/broken-records/notices-001-n.csv").read_text().splitlines()
    assert broken[1:] == ["4,intake.columns,(withheld)"], "nobody can tell whether such a notice is one of 9b to 9d"
    rows[1][1], rows[1][3] = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "2"
    with (here / "repaired.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows(rows)
    again = validate(paths=[Path("repaired.csv")])
    assert counts(again, "notices") == [("repaired.csv", 1, 1, 0)]
    assert again.findings == ()


def test_rejected_rows_come_back_as_json_lines_and_parquet(here):
    sound = {"id": "a", "category": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "reporter_kind": "other", "items": 1, "received_at": "2026-01-05T10:00:00Z", "own": {"x": [1]}}
    lines = [json.dumps(sound), "{torn", json.dumps(sound | {"id": "b", "items": -3}), json.dumps(sound)]
    (here / "n.jsonl").write_text("\n".join(lines) + "\n")
    pl.DataFrame([{k: v for k, v in sound.items() if k != "own"} | {"id": i, "items": n} for i, n in (("a", 1), ("b", -3), ("a", 1))]).write_parquet("n.parquet")
    validate(paths=[Path("n.jsonl")], outputs=Outputs(rejects=Path("back")))
    back = [json.loads(line) for line in (here / "back/notices/001-n.jsonl").read_text().splitlines()]
    assert back == [sound | {"id": "b", "items": -3, "_record": 3, "_reasons": "intake.minimum:items"}, sound | {"_record": 4, "_reasons": "intake.duplicate_key:id"}]
    assert (here / "back/broken-records/notices-001-n.csv").read_text().splitlines()[1:] == ["2,intake.json,(withheld)"]
    validate(paths=[Path("n.parquet")], outputs=Outputs(rejects=Path("back")))
    assert sorted(p.name for p in (here / "back/notices").iterdir()) == ["001-n.parquet"], "the folder is replaced as a whole"
    frame = pl.read_parquet(here / "back/notices/001-n.parquet")
    assert frame.select("id", "items", "_record", "_reasons").rows() == [("b", -3, 2, "intake.minimum:items"), ("a", 1, 3, "intake.duplicate_key:id")]
    assert frame.schema["items"] == pl.Int64


@pytest.mark.parametrize(("name", "text", "expected"), [
    ("r.csv", "id,ground,imposed_at\nNL,2026-01-01\n", '2,intake.columns,"NL,2026-01-01"'),
    ("r.jsonl", '{"id": "1", "ground": "x", "imposed_at": "2026-01-05T10:00:00Z"}\n{torn\n', "2,intake.json,{torn"),
])
def test_broken_records_come_back_as_their_text(here, name, text, expected):
    (here / name).write_text(text)
    validate(paths=[Path(name)], tables=["suspensions"], outputs=Outputs(rejects=Path("back")))
    assert (here / "back/broken-records/suspensions-001-r.csv").read_text().splitlines()[1:] == [expected]


def test_withheld_rows_come_back_without_anything_but_their_number(here):
    row = {"puid": "p", "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "category": "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "source_type": "SOURCE_VOLUNTARY",
           "automated_detection": False, "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED", "decided_at": "2026-01-05T10:00:00Z", "decision_account": "DECISION_ACCOUNT_TERMINATED",
           "category_specification": ["KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL"], "content_ref": "secret-ref"}
    (here / "m.jsonl").write_text(json.dumps(row) + "\n")
    intake = validate(paths=[Path("m.jsonl")], tables=["moderation_actions"], outputs=Outputs(rejects=Path("back")))
    assert "moderation_actions.abuse_row_without_reference" in [f.id for f in intake.findings]
    (path,) = (here / "back/moderation_actions").iterdir()
    assert json.loads(path.read_text()).keys() == {"_record", "_reasons"}
    assert b"secret" not in path.read_bytes()


def test_a_folder_of_somebody_else_is_not_replaced(here):
    (here / "n.csv").write_text(HEADER + BAD)
    (here / "mine").mkdir()
    (here / "mine/thesis.txt").write_text("years of work")
    with pytest.raises(UsageError, match="something else"):
        validate(paths=[Path("n.csv")], outputs=Outputs(rejects=Path("mine")))
    assert (here / "mine/thesis.txt").read_text() == "years of work"


def test_accepted_rows_as_parquet(here):
    (here / "n.csv").write_text(HEADER + GOOD + BAD)
    validate(paths=[Path("n.csv")], outputs=Outputs(accepted=Path("good.parquet")))
    frame = pl.read_parquet(here / "good.parquet")
    assert frame.select("id", "items").rows() == [("a", 1)]
    assert sorted(p.name for p in here.iterdir()) == ["good.parquet", "n.csv"], "no work file is left"


def test_values_that_may_be_personal_are_shown_only_if_asked_for(here):
    (here / "n.csv").write_text(HEADER + "a,STATEMENT_CATEGORY_SCAMS_AND_FRAUD,other,1,jan@example.org\n")
    (masked,) = validate(paths=[Path("n.csv")]).findings
    (open_,) = validate(paths=[Path("n.csv")], masks=False).findings
    assert (masked.value, open_.value) == ("‹masked›", "jan@example.org")


def test_millions_of_different_bad_values_give_few_findings_and_exact_counts(here):
    n = 30_000
    (here / "n.csv").write_text(HEADER + "".join(f"{i},BAD_{i % 10_000},other,1,2026-01-05T10:00:00Z\n" for i in range(n)))
    intake = validate(paths=[Path("n.csv")], surveys=False)
    codes = [f for f in intake.findings if f.id == "intake.code"]
    assert len(codes) == 51
    assert sum(f.count for f in codes) == n
    assert [place.line for place in codes[0].examples] == [2, 10_002, 20_002]


def test_first_findings_are_heard_before_the_end(here, monkeypatch):
    monkeypatch.setattr("dsa_reports.intake.load._BIG", 2)
    (here / "n.csv").write_text(HEADER + GOOD + BAD)
    heard = []
    validate(paths=[Path("n.csv")], early=heard.append)
    assert any("category" in text and "1 of the first" in text for text in heard)
    assert not any("NO, CATEGORY" in text for text in heard)


def test_texts_are_left_blank_only_where_the_row_may_be_one_of_9b_to_9d(here):
    header = "id,category,keyword,reporter_kind,items,received_at,other_description\n"
    minors, grooming = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS"
    rows = [("STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "KEYWORD_OTHER", "plain"), (minors, grooming, "secret"), (minors, "KEYWORD_TYPO", "unsure")]
    (here / "n.csv").write_text(header + "".join(f"{i},{c},{k},other,0,2026-01-05T10:00:00Z,{text}\n" for i, (c, k, text) in enumerate(rows)))
    validate(paths=[Path("n.csv")], outputs=Outputs(rejects=Path("back")))
    back = list(csv.DictReader((here / "back/notices/001-n.csv").read_text().splitlines()))
    hidden = {"other_description"} & set(back[0])
    assert hidden
    assert [row["other_description"] for row in back] == ["plain", "", ""]
