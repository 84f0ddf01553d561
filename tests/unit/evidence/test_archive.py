"""What the check of the archive finds. How editions come into it belongs to golden/test_editions."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from dsa_reports.errors import IntegrityError
from dsa_reports.evidence.archive import ARCHIVE_FILE, Archive, Edition, check_archive, read_archive
from dsa_reports.evidence.canonical import digest
from dsa_reports.evidence.models import FileEntry
from dsa_reports.evidence.schemas import schema_files
from dsa_reports.law.periods import retention_end
from dsa_reports.render.archive import archive_html

PERIOD = "2026-01-01/2026-12-31"
DAY = date(2027, 6, 1)


def edition(version: int = 1, *, published: str = "2027-02-20", period: str = PERIOD, reason: str = "") -> Edition:
    content = f"part of version {version}".encode()
    return Edition(
        period=period, version=version, statutory=True, published=published, reason=reason,
        retention_end=retention_end(date.fromisoformat(published)).isoformat() if published else "",
        files={"csv/4_notices.csv": FileEntry(**digest(content)._asdict())},
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    archive = Archive(provider="P", service="S").with_edition(edition(2, reason="Late rows.")).with_edition(edition())
    (tmp_path / ARCHIVE_FILE).write_bytes(archive.content())
    for version in (1, 2):
        file = tmp_path / f"2026-01-01_2026-12-31/v{version}/csv/4_notices.csv"
        file.parent.mkdir(parents=True)
        file.write_bytes(f"part of version {version}".encode())
    return tmp_path


def found(root: Path, day: date = DAY) -> list[tuple[str, str, str]]:
    archive = read_archive(root)
    assert archive is not None
    return [(f.id, f.severity.value, f.file) for f in check_archive(root, archive, day)]


def test_a_whole_archive_has_no_finding(root: Path) -> None:
    assert found(root) == []


def test_a_missing_version(root: Path) -> None:
    (root / "2026-01-01_2026-12-31/v1/csv/4_notices.csv").unlink()
    (root / "2026-01-01_2026-12-31/v1/csv").rmdir()
    (root / "2026-01-01_2026-12-31/v1").rmdir()
    assert found(root) == [("ARCHIVE-1", "error", "2026-01-01_2026-12-31/v1")]


def test_a_missing_an_altered_and_a_surplus_file(root: Path) -> None:
    (root / "2026-01-01_2026-12-31/v1/csv/4_notices.csv").write_text("other")
    (root / "2026-01-01_2026-12-31/v2/csv/4_notices.csv").rename(root / "2026-01-01_2026-12-31/v2/csv/5.csv")
    assert found(root) == [
        ("ARCHIVE-3", "error", "2026-01-01_2026-12-31/v1/csv/4_notices.csv"), ("ARCHIVE-2", "error", "2026-01-01_2026-12-31/v2/csv/4_notices.csv"),
        ("ARCHIVE-4", "warning", "2026-01-01_2026-12-31/v2/csv/5.csv"),
    ]


def test_a_version_that_the_list_does_not_name_and_a_gap(root: Path) -> None:
    archive = read_archive(root)
    assert archive is not None
    (root / ARCHIVE_FILE).write_bytes(archive.without(archive.editions[0], "test").content())
    assert found(root) == [("ARCHIVE-6", "warning", "2026-01-01_2026-12-31/v1"), ("ARCHIVE-4", "warning", "2026-01-01_2026-12-31/v1")]


def test_after_its_retention_a_version_may_go(root: Path) -> None:
    after = date(2032, 2, 21)
    assert found(root, date(2032, 2, 20)) == []
    assert [f[:2] for f in found(root, after)] == [("ARCHIVE-5", "info")] * 2
    (root / "2026-01-01_2026-12-31/v1/csv/4_notices.csv").unlink()
    assert ("ARCHIVE-2", "info", "2026-01-01_2026-12-31/v1/csv/4_notices.csv") in found(root, after)


def test_a_lost_or_broken_list_is_an_error_of_integrity(root: Path) -> None:
    (root / ARCHIVE_FILE).write_text("{}")
    with pytest.raises(IntegrityError, match="cannot be read"):
        read_archive(root)
    (root / ARCHIVE_FILE).unlink()
    with pytest.raises(IntegrityError, match="no list of them"):
        read_archive(root)


def test_no_archive_is_no_error(tmp_path: Path) -> None:
    assert read_archive(tmp_path) is None


def test_retention_is_five_years_and_never_a_day_less() -> None:
    assert retention_end(date(2027, 2, 28)) == date(2032, 2, 28)
    assert retention_end(date(2028, 2, 29)) == date(2033, 3, 1)


def test_the_list_keeps_its_schema_and_the_index_names_dates_and_reasons(root: Path) -> None:
    archive = read_archive(root)
    assert archive is not None
    jsonschema.validate(json.loads(archive.content()), json.loads(schema_files()["archive.schema.json"]))
    page = archive_html(archive).decode()
    assert page.index("Version 2") < page.index("Version 1")
    assert "Late rows." in page
    assert "20 February 2032" in page
    assert 'href="2026-01-01_2026-12-31/v1/csv/4_notices.csv"' in page


def test_hostile_reasons_stay_text(root: Path) -> None:
    archive = Archive(provider="<b>P", service="S").with_edition(edition(2, reason="<script>alert(1)</script>"))
    page = archive_html(archive).decode()
    assert "<script" not in page
    assert "&lt;b&gt;P" in page
