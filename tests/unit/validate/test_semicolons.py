"""Files with other delimiters and no service file."""

from pathlib import Path

import pytest

import dsa_reports
from dsa_reports.errors import UsageError
from dsa_reports.pipeline.validate import validate

HEADER = ["id", "category", "reporter_kind", "items", "received_at"]
ROW = ["a", "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "other", "1", "2026-01-05T10:00:00Z"]


def written(folder, name, delimiter, *rows):
    path = folder / name
    path.write_text("".join(delimiter.join(row) + "\n" for row in (HEADER, *rows)))
    return path


@pytest.mark.parametrize(("delimiter", "says"), [(";", "a semicolon"), ("\t", "a tab"), ("|", "a bar")])
@pytest.mark.parametrize("table", [[], ["notices"]])
def test_the_delimiter_is_told_and_said(tmp_path, delimiter, says, table):
    path = written(tmp_path, "n.csv", delimiter, ROW, ["b, or c", *ROW[1:]])
    intake = validate(paths=[path], tables=table, surveys=False)
    (load,) = intake.tables["notices"].files
    assert (load.rows_read, load.accepted, load.rejected) == (2, 2, 0)
    (note,) = [f for f in intake.findings if f.id == "intake.delimiter"]
    assert says in note.message
    with dsa_reports.validate(path) as done:
        assert done.counts.accepted == 2
        assert any(f.id == "intake.delimiter" for f in done.findings)


def test_commas_need_no_word_and_semicolons_in_texts_part_nothing(tmp_path):
    path = written(tmp_path, "n.csv", ",", ["a;b;c;d;e", *ROW[1:]], ["b;c;d;e;f", *ROW[1:]])
    intake = validate(paths=[path], surveys=False)
    assert intake.findings == ()
    assert intake.tables["notices"].files[0].accepted == 2


def test_files_that_are_not_written_alike(tmp_path):
    paths = [written(tmp_path, "a.csv", ";", ROW), written(tmp_path, "b.csv", ",", ["b", *ROW[1:]])]
    with pytest.raises(UsageError, match="not parted alike") as caught:
        validate(paths=paths, surveys=False)
    assert "two calls" in caught.value.remedy
    assert Path(paths[0]).name in caught.value.where


def test_a_service_file_has_the_last_word(tmp_path):
    path = written(tmp_path, "n.csv", ";", ROW)
    (tmp_path / "service.toml").write_text('[provider]\nlegal_name="x"\n[service]\nname="x"\ntier="vlop"\n[tables.notices]\nfiles=["*.csv"]\ndelimiter=";"\n')
    intake = validate(paths=[path], service=tmp_path / "service.toml", surveys=False)
    assert intake.findings == ()
    assert intake.tables["notices"].files[0].accepted == 1
