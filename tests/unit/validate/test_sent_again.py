"""What `validate --rejects` writes is read again as it is, with the same service file."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from dsa_reports.pipeline.validate import Outputs, validate

HEADER = ["id", "ground", "imposed_at"]
BAD = ["a", "geen grond: één", "2026-01-05T10:00:00Z"]
SERVICE = '[provider]\nlegal_name="x"\n[service]\nname="x"\ntier="vlop"\n[tables.suspensions]\nfiles=["{file}"]\n{rest}'


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def twice(here, file, rest=""):
    """Rejected, sent back, and validated again: the findings of both times, without their places."""
    (here / "service.toml").write_text(SERVICE.format(file=file, rest=rest))
    first = validate(paths=[Path("service.toml")], outputs=Outputs(rejects=Path("back")), tables=["suspensions"], masks=False)
    back = sorted(Path("back/suspensions").iterdir())
    again = validate(paths=back, service=Path("service.toml"), tables=["suspensions"], masks=False)
    assert [f.rows_read for f in again.tables["suspensions"].files] == [1]
    return [{(f.id, f.column, f.value) for f in intake.findings if f.rejects and f.id not in ("intake.columns", "intake.json")} for intake in (first, again)]


@pytest.mark.parametrize(("sheet", "rest"), [("Orders 2026", 'sheet="Orders 2026"'), ("Gegevens", ""), ("Sheet1", "")])
def test_a_workbook_keeps_the_name_of_its_sheet(here, sheet, rest):
    book = Workbook()
    book.active.title = sheet
    for row in (HEADER, BAD):
        book.active.append(row)
    book.create_sheet("other")
    book.save(here / "s.xlsx")
    first, again = twice(here, "s.xlsx", rest)
    assert first == again == {("intake.code", "ground", BAD[1])}


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_text_of_any_encoding_is_read_again(here, encoding):
    (here / "s.csv").write_bytes(f"{','.join(HEADER)}\n{','.join(BAD)}\ntorn\n".encode(encoding))
    first, again = twice(here, "s.csv", f'encoding="{encoding}"')
    assert first == again == {("intake.code", "ground", BAD[1])}
    (here / "s.jsonl").write_bytes((json.dumps(dict(zip(HEADER, BAD, strict=True)), ensure_ascii=False) + "\n{torn\n").encode(encoding))
    first, again = twice(here, "s.jsonl", f'encoding="{encoding}"')
    assert first == again == {("intake.code", "ground", BAD[1])}


@pytest.mark.parametrize("delimiter", [";", " ", ":"])
def test_a_file_without_quotes_stays_one(here, delimiter):
    bad = ["a", 'geen "grond"', "2026-01-05"]
    if delimiter == " ":
        bad[1] = 'geen"grond"'
    (here / "s.csv").write_text(f"{delimiter.join(HEADER)}\n{delimiter.join(bad)}\n")
    first, again = twice(here, "s.csv", f'delimiter="{delimiter}"\nquote=""')
    assert first == again
    assert bad[1] in Path("back/suspensions/001-s.csv").read_text()


def test_records_that_are_only_text_do_not_lie_among_the_files_of_a_table(here):
    (here / "s.jsonl").write_text(json.dumps(dict(zip(HEADER, BAD, strict=True))) + "\n{torn\n")
    twice(here, "s.jsonl")
    assert sorted(str(path) for path in Path("back").rglob("*.*") if path.suffix) == ["back/broken-records/suspensions-001-s.csv", "back/suspensions/001-s.jsonl"]
