"""Final editions, updated versions and the archive, as the compliance officer meets them.

Whole builds are slow: what a list of changes holds belongs to unit/difference, what the archive finds to unit/evidence.
"""

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from dsa_reports.errors import PolicyError, WriteError
from dsa_reports.evidence.archive import read_archive
from dsa_reports.harmonised.reading import read_report
from dsa_reports.pipeline import archive as archiving
from dsa_reports.pipeline.archive import archive_check, archive_discard
from dsa_reports.pipeline.build import BuildResult, build
from dsa_reports.pipeline.difference.journey import diff
from tests.golden.test_build import files_of

DATED = '\n[publication]\ndate = 2027-02-20\n'
CORRECTED = """
[publication]
date = 2027-03-20
version = 2
reason = "=A complaint was found in a second mailbox."
method = "The second mailbox was exported too; all was counted anew."
changed = 2027-03-15
"""
KEY = "7.complaints.value@total"


def publication(service: Path, text: str) -> None:
    """Give service.toml the section `text`, in place of one that it may have."""
    toml = service / "service.toml"
    head, mark, tables = toml.read_text("utf-8").partition("# A file with only")
    toml.write_text(head.partition("\n[publication]")[0] + text + mark + tables, "utf-8")


def one_complaint(service: Path) -> None:
    log = service / "logs/complaints.csv"
    header = log.read_text("utf-8").splitlines()[0]
    values = {"id": "k-1", "basis": "visibility", "submitted_at": "2026-03-01T10:00:00Z", "outcome": "pending"}
    log.write_text(header + "\n" + ",".join(values.get(name, "") for name in header.split(",")) + "\n", "utf-8")


def final(service: Path, output: Path) -> BuildResult:
    return build(service=service, period="2026", output=output, final=True)


@pytest.fixture(autouse=True)
def quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the test of the formats looks at the PDF, which takes most of the time."""
    if "every_format" not in request.node.name:
        monkeypatch.setattr("dsa_reports.render.pdf.pdf_bytes", lambda *_, **__: b"%PDF")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def first(quiet_service: Path, out: Path) -> BuildResult:
    publication(quiet_service, DATED)
    return final(quiet_service, out)


def test_a_final_edition_is_kept_with_hashes_and_retention(first: BuildResult, out: Path) -> None:
    assert first.edition is not None
    assert (first.edition.version, first.edition.published, first.edition.retention_end) == (1, "2027-02-20", "2032-02-20")
    kept = files_of(out / "archive" / first.edition.folder)
    assert kept == files_of(first.folder / "publish")
    assert set(first.edition.files) == set(kept)
    assert "Version 1" in (out / "archive/index.html").read_text("utf-8")
    assert archive_check(output=out, today=date(2027, 3, 1)) == []


def test_the_same_edition_again_changes_nothing_in_the_archive(first: BuildResult, quiet_service: Path, out: Path) -> None:
    before = files_of(out / "archive")
    again = final(quiet_service, out)
    assert again.edition is None
    assert files_of(out / "archive") == before


def test_other_content_under_the_same_version_is_refused(first: BuildResult, quiet_service: Path, out: Path) -> None:
    before = files_of(out)
    one_complaint(quiet_service)
    with pytest.raises(PolicyError, match="version 1, published 2027-02-20") as refused:
        final(quiet_service, out)
    assert refused.value.exit_code == 6
    assert "version = 2" in refused.value.remedy
    assert files_of(out) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CORRECTED.replace('method = "The second mailbox was exported too; all was counted anew."\n', ""), "without its method"),
        (CORRECTED.replace("changed = 2027-03-15\n", ""), "without its changed"),
        (CORRECTED.replace("version = 2", "version = 3"), "cannot follow version 1"),
    ],
)
def test_an_updated_version_says_why_how_and_when(first: BuildResult, quiet_service: Path, out: Path, text: str, words: str) -> None:
    before = files_of(out)
    one_complaint(quiet_service)
    publication(quiet_service, text)
    with pytest.raises(PolicyError, match=words):
        final(quiet_service, out)
    assert files_of(out) == before


def test_an_updated_version_is_marked_in_every_format(first: BuildResult, quiet_service: Path, out: Path) -> None:
    one_complaint(quiet_service)
    publication(quiet_service, CORRECTED)
    second = final(quiet_service, out)
    publish = second.folder / "publish"
    assert second.edition is not None
    assert second.edition.version == 2

    page = (publish / "report.html").read_text("utf-8")
    assert "Updated version 2" in page
    assert f'changed" data-figure="{KEY}"' in page
    assert 'title="changed; before: 0">Δ</sup>' in page

    text = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(publish / "report.pdf").pages)
    assert "UPDATED VERSION 2" in text.upper()
    assert "1Δ" in text.replace(" ", "")
    assert "second mailbox" in text

    book = openpyxl.load_workbook(publish / "report.xlsx")
    assert book.sheetnames[-1] == "changes"
    sheet = book["7_appeals_and_recidivism"]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    assert [(cell.value, cell.comment.text) for cell in marked if cell.column_letter == "G"] == [(1, "Changed. Before: 0")] * len(marked)
    assert all(cell.font.b and cell.border.left.style == "thick" for cell in marked)
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]

    rows = list(csv.DictReader(io.StringIO((publish / "changes.csv").read_text("utf-8"))))
    assert ("7", "complaints", "total", "0", "1") in [(r["part"], r["row"], r["scope"], r["before"], r["after"]) for r in rows]
    summary = next(r for r in csv.reader(io.StringIO((publish / "csv/11_qualitative.csv").read_text("utf-8"))) if "Summary" in r[3])
    assert summary[4].startswith("Updated version 2 of 2027-03-20")
    assert "exported too" in (publish / "UPDATED_VERSION.txt").read_text("utf-8")
    assert json.loads((publish / "report.json").read_bytes())["changes"]["old"]["name"] == "version 1"

    archive = read_archive(out / "archive")
    assert archive is not None
    assert [(e.version, e.reason != "") for e in archive.editions] == [(1, False), (2, True)]
    assert files_of(out / "archive" / archive.editions[0].folder) == files_of(first.folder / "publish")
    # The words of the mark are said of the report, not by it: they are no change.
    changed = {cell.row for cell in diff(old=str(out / "archive/2026-01-01_2026-12-31/v1"), new="current", output=out).all_cells() if cell.part == 11}
    assert changed == set()
    # What we wrote is read by our own reader, marks and all.
    assert read_report(publish / "csv").report.parts[6].rows[0].cells[6].text == "1"
    assert read_report(publish / "report.xlsx").report.parts[6].rows[0].cells[6].text == "1"


def test_a_draft_is_marked_since_an_earlier_draft(quiet_service: Path, out: Path) -> None:
    build(service=quiet_service, period="2026", output=out)
    one_complaint(quiet_service)
    result = build(service=quiet_service, period="2026", output=out, since="1")
    page = (result.folder / "publish/report.html").read_text("utf-8")
    assert "What differs between this report and draft 1." in page
    assert f'changed" data-figure="{KEY}"' in page
    assert not (out / "archive").exists()


def test_without_the_version_before_it_a_correction_wants_to_be_told(quiet_service: Path, out: Path, tmp_path: Path) -> None:
    publication(quiet_service, CORRECTED)
    draft = build(service=quiet_service, period="2026", output=out)
    assert "VERSION-2" in {f.id for f in draft.findings}
    elsewhere = draft.folder / "publish/csv"
    told = build(service=quiet_service, period="2026", output=out, since=str(elsewhere))
    assert "VERSION-2" not in {f.id for f in told.findings}


def test_a_failure_while_archiving_leaves_archive_and_drafts(first: BuildResult, quiet_service: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_of(out)
    one_complaint(quiet_service)
    publication(quiet_service, CORRECTED)

    def full(output: Path, staged: Path, number: int) -> Path:
        raise WriteError("the disk is full")

    monkeypatch.setattr("dsa_reports.pipeline.build.publish_draft", full)
    with pytest.raises(WriteError, match="full"):
        final(quiet_service, out)
    assert files_of(out) == before
    assert not (out / "archive/2026-01-01_2026-12-31/v2").exists()


def test_a_list_that_cannot_be_written_takes_the_edition_back(quiet_service: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publication(quiet_service, DATED)

    def refused(*_: object) -> None:
        raise WriteError("no room for the list")

    monkeypatch.setattr(archiving, "_write_list", refused)
    with pytest.raises(WriteError):
        final(quiet_service, out)
    assert not (out / "archive").exists()
    assert not (out / "drafts").exists()


def test_a_version_that_was_never_published_can_be_taken_out(first: BuildResult, quiet_service: Path, out: Path) -> None:
    archive_discard(output=out, period="2026", version=1, reason="Withdrawn before publication")
    one_complaint(quiet_service)
    again = final(quiet_service, out)
    assert again.edition is not None
    assert again.edition.version == 1
    archive = read_archive(out / "archive")
    assert archive is not None
    assert [(d.version, d.reason) for d in archive.discarded] == [(1, "Withdrawn before publication")]


def test_another_service_may_not_use_the_archive(first: BuildResult, quiet_service: Path, out: Path) -> None:
    toml = quiet_service / "service.toml"
    toml.write_text(toml.read_text("utf-8").replace('name = "Doorgeefluik"', 'name = "Ander"'), "utf-8")
    with pytest.raises(PolicyError, match="archive of another service"):
        build(service=quiet_service, period="2026", output=out)
