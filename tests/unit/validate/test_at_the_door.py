"""What is said to somebody who calls `validate` for the first time: patterns, other tables, missing columns, names of outputs."""

import os
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

import dsa_reports
from dsa_reports.errors import InputError, UsageError
from dsa_reports.pipeline.loose import expanded
from dsa_reports.pipeline.validate import Outputs, validate
from tests.unit.validate.test_data_files import BAD, GOOD, HEADER

SUSPENSIONS = "id,ground,imposed_at\na,manifestly_illegal_content,2026-01-05T10:00:00Z\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("tables", [[], ["notices"]])
def test_a_pipe_is_refused_before_anybody_waits_for_it(here, tables):
    os.mkfifo(here / "n.csv")
    with pytest.raises(InputError, match="a pipe or a device"):
        validate(paths=[Path("n.csv")], tables=tables)


def test_a_pattern_is_expanded_where_the_shell_does_not(here):
    (here / "deep/er").mkdir(parents=True)
    for name in ("n.1.csv", "n.2.csv", "deep/er/n.3.csv", "other.csv"):
        (here / name).write_text(HEADER + GOOD.replace("a,", name[-5] + ",", 1))
    intake = validate(paths=[Path("n.*")])
    assert [f.name for f in intake.tables["notices"].files] == ["n.1.csv", "n.2.csv"]
    assert expanded([Path("**/n.*"), Path("n.1.csv"), Path("-")]) == [Path("deep/er/n.3.csv"), Path("n.1.csv"), Path("n.2.csv"), Path("-")]
    with dsa_reports.validate("n.*") as done:
        assert done.counts.rows_read == 2


def test_a_name_with_the_characters_of_a_pattern_is_a_name(here):
    (here / "n[1].csv").write_text(HEADER + GOOD)
    (here / "n1.csv").write_text(HEADER + GOOD)
    assert [f.name for f in validate(paths=[Path("n[1].csv")]).tables["notices"].files] == ["n[1].csv"]
    (here / "n1.csv").unlink()
    assert [f.name for f in validate(paths=[Path("n*.csv")]).tables["notices"].files] == ["n[1].csv"], "what a pattern finds is a name, too"


@pytest.mark.parametrize("pattern", ["*.csv", "none/*", "fol*"])
def test_a_pattern_without_files(here, pattern):
    (here / "folder").mkdir()
    with pytest.raises(InputError, match=r"this pattern fits (no file|folders only)"):
        validate(paths=[Path(pattern)])


def test_a_folder_without_a_service_file(here):
    (here / "exports").mkdir()
    with pytest.raises(UsageError) as error:
        validate(paths=[Path("exports")])
    assert "dsa-reports validate exports/*" in error.value.remedy
    assert "build" not in error.value.remedy


def refused(call):
    with pytest.raises(InputError) as error:
        call()
    return str(error.value)


def test_missing_columns_of_a_file_alone(here):
    (here / "n.csv").write_text("id,categorie,items\n1,2,3\n")
    said = refused(lambda: validate(paths=[Path("n.csv")], tables=["notices"]))
    assert "service.toml" not in said
    assert "--service" in said
    assert "Perhaps category = categorie?" in said
    (here / "n.csv").write_text(HEADER.replace(",", ";"))
    assert [f.id for f in validate(paths=[Path("n.csv")], tables=["notices"]).findings] == ["intake.delimiter"]


def test_missing_columns_of_a_frame():
    said = refused(lambda: dsa_reports.validate(pl.DataFrame({"id": ["a"]}), table="notices"))
    assert "Rename the columns" in said
    assert "service=" in said
    assert not any(word in said for word in ("service.toml", "delimiter", "--service"))


def test_missing_columns_where_a_service_file_maps(here):
    (here / "service.toml").write_text('[provider]\nlegal_name="x"\n[service]\nname="x"\ntier="vlop"\n[tables.notices]\nfiles=["n.csv"]\n')
    (here / "n.csv").write_text("x\n1\n")
    said = refused(lambda: validate(paths=[Path("service.toml")], tables=["notices"]))
    assert "service.toml" in said
    assert "is `delimiter` right?" in said
    frame = pl.DataFrame({"id": ["a"]})
    assert "in the service file" in refused(lambda: dsa_reports.validate(frame, table="notices", service="service.toml"))


def test_a_file_of_another_table_is_recognised(here):
    (here / "s.csv").write_text(SUSPENSIONS)
    assert "This looks like suspensions" in refused(lambda: validate(paths=[Path("s.csv")], tables=["notices"]))
    frame = pl.read_csv(here / "s.csv")
    assert "This looks like suspensions" in refused(lambda: dsa_reports.validate(frame, table="notices"))


def test_a_small_workbook_of_a_table_that_may_be_big(here):
    book = Workbook()
    for line in (HEADER + GOOD + BAD.replace('"NO, CATEGORY"', "NO")).splitlines():
        book.active.append(line.split(","))
    book.save(here / "notices.xlsx")
    (file,) = validate(paths=[Path("notices.xlsx")]).tables["notices"].files
    assert (file.rows_read, file.accepted, file.rejected) == (2, 1, 1)


@pytest.mark.parametrize("name", ["one.csv", "one.jsonl.gz", "one.pq", "one.PARQUET", "one.xlsx", "one.json"])
def test_accepted_rows_are_no_other_format_than_parquet(here, name):
    (here / "n.csv").write_text(HEADER + GOOD)
    with pytest.raises(UsageError, match="as Parquet only") as error:
        validate(paths=[Path("n.csv")], outputs=Outputs(accepted=Path(name)))
    assert "--accepted one.parquet" in error.value.remedy
    assert [path.name for path in here.iterdir()] == ["n.csv"]


@pytest.mark.parametrize("name", ["good", "v1.2"])
def test_accepted_rows_in_a_folder(here, name):
    (here / "n.csv").write_text(HEADER + GOOD)
    validate(paths=[Path("n.csv")], outputs=Outputs(accepted=Path(name)))
    assert pl.read_parquet(here / name / "notices.parquet").height == 1


def test_the_first_row_is_2_where_there_is_a_header_and_1_where_there_is_none(here):
    frame = pl.DataFrame({"id": ["a"], "category": ["X"], "reporter_kind": ["other"], "items": [1], "received_at": ["2026-01-05T10:00:00Z"]})
    frame.write_csv(here / "n.csv")
    frame.write_ndjson(here / "n.jsonl")
    frame.write_parquet(here / "n.parquet")
    book = Workbook()
    for row in (frame.columns, *frame.rows()):
        book.active.append(row)
    book.save(here / "n.xlsx")
    lines = {}
    for name in ("n.csv", "n.xlsx", "n.jsonl", "n.parquet"):
        (finding,) = validate(paths=[Path(name)], outputs=Outputs(rejects=Path("back"))).findings
        lines[name] = finding.line
    assert lines == {"n.csv": 2, "n.xlsx": 2, "n.jsonl": 1, "n.parquet": 1}
    done = dsa_reports.validate(frame, table="notices")
    assert (done.findings[0].line, done.rejected["_record"].to_list()) == (1, [1])
