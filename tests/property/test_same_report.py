"""Everything that is published, attacked as one: logs that differ only in sealed counts give the same files, byte for byte.

Whoever holds all of it (official parts, page, paper, workbook, JSON, alternative texts, charts, lists of changes, a quarter, the next
draft, the half-year around it) then cannot tell them apart, by whatever sum, search or sorting. Each sealed small count
takes at least four values in these logs. Only the fingerprints of the log files differ, which page and paper print.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from dsa_reports.pipeline.build import build
from tests.property.replayed_service import without_pictures

NONE = (
    "orders", "complaints", "moderation_actions", "automation_evaluations", "disputes", "suspensions", "moderators", "recipients",
    "minor_measures", "minor_indicators", "advertisements", "account_events",
)
QUARTERS = {"Q1": ("2026-01-01", "2026-03-31", "2026-02-01T08:00:00Z"), "Q2": ("2026-04-01", "2026-06-30", "2026-05-01T08:00:00Z")}
EXPOSURE = ("id", "period_from", "period_to", "surface", "age_group", "phenomenon", "contacts", "views_before_action")
LEAST = 5
FINGERPRINT = re.compile(rb"SHA-256\s+[0-9a-f]{16}")


@dataclass(frozen=True)
class Logs:
    """What nobody may find out of the first quarter: contacts with known minors in comments, reports by minors, notices by helplines without a name.

    Every total stays what it is: what one cell gains another loses.
    """

    contacts: int = 3
    reports: int = 2
    nameless: int = 1
    later_adults: int = 700

    def exposure(self) -> Iterator[Sequence[object]]:
        cells = {
            ("Q1", "comment"): (self.contacts, 60 - self.contacts, self.later_adults, 90), ("Q1", "story"): (53 - self.contacts, 37 + self.contacts, 300, 20),
            ("Q2", "comment"): (30, 80, 600, 45), ("Q2", "story"): (70, 25, 200, 10),
        }
        for (quarter, surface), numbers in cells.items():
            for group, contacts in zip(("known_minor", "assumed_minor", "adult", "unknown"), numbers, strict=True):
                yield (f"{quarter}-{surface}-{group}", *QUARTERS[quarter][:2], surface, group, "sexbot_spam", contacts, 111)

    def notices(self) -> Iterator[Sequence[object]]:
        for number, name in enumerate(["Nobody"] * self.nameless + ["Helpwanted"] * 19 + [""] * (30 - self.nameless)):
            yield (f"n-{number}", "STATEMENT_CATEGORY_PROTECTION_OF_MINORS", "helpline" if name else "other", name, 1, QUARTERS["Q1"][2])
        for number, name in enumerate(["Helpwanted"] * (20 - self.nameless) + [""] * (5 + self.nameless)):  # about something else: the total stays
            yield (f"o-{number}", "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", "helpline" if name else "other", name, 1, QUARTERS["Q1"][2])

    def user_reports(self) -> Iterator[Sequence[object]]:
        kinds = ["minor"] * self.reports + ["guardian"] * (18 - self.reports) + ["other"] * 30
        for number, kind in enumerate(kinds):
            yield (f"u-{number}", QUARTERS["Q1"][2], kind)
        for number, kind in enumerate(["minor"] * 9 + ["guardian"] * 11 + ["other"] * 20):
            yield (f"v-{number}", QUARTERS["Q2"][2], kind)


def service(folder: Path, logs: Logs) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "exposure": (EXPOSURE, logs.exposure()), "user_reports": (("id", "reported_at", "reporter_kind"), logs.user_reports()),
        "notices": (("id", "category", "reporter_kind", "helpline_name", "items", "received_at"), logs.notices()),
        "trusted_flaggers": (("id", "name", "kind", "valid_from"), [("h-1", "Helpwanted", "helpline", "2025-01-01")]),
    }
    for name, (header, rows) in tables.items():
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([header, *rows])
        (folder / f"{name}.csv").write_text(out.getvalue(), "utf-8")
    named = "\n".join(f'[tables.{name}]\nfiles = ["{name}.csv"]' for name in tables)
    none = "\n".join(f'[tables.{name}]\nnone = "nothing of the kind"' for name in NONE)
    (folder / "service.toml").write_text(
        '[provider]\nlegal_name = "P"\n[service]\nname = "S"\ntier = "online_platform"\n'
        f"{named}\n{none}\n", "utf-8",
    )
    return folder


def published(folder: Path, logs: Logs, *, pictures: bool = False, language: str = "en", first_only: bool = False) -> dict[str, bytes]:
    """Every file that is published of four drafts, and the passports: the quarter, the quarter again with its changes, the next one, the half-year.

    `first_only`: of the first of them. `pictures`: page, paper and workbook of the second, with the changes in them.
    """
    output = folder / "out"
    with without_pictures():
        build(service=service(folder / "s", logs), period="2026-Q1", output=output, threads=1, language=language)
    if first_only:
        return read(output)
    service(folder / "s", replace(logs, later_adults=705))
    with nullcontext() if pictures else without_pictures():
        build(service=folder / "s", period="2026-Q1", output=output, threads=1, since="1", language=language)
    with without_pictures():
        build(service=folder / "s", period="2026-Q2", output=output, threads=1, language=language)
        build(service=folder / "s", period="2026-H1", output=output, threads=1, language=language)
    return read(output)


def read(output: Path) -> dict[str, bytes]:
    drafts = output / "drafts"
    files = [path for path in sorted(drafts.rglob("*")) if path.is_file() and ("publish" in path.parts or path.name in ("passports.json", "findings.json"))]
    return {path.relative_to(drafts).as_posix(): path.read_bytes() for path in files}


def figures(files: dict[str, bytes], draft: int) -> dict[str, Any]:
    return json.loads(files[f"{draft}/publish/report.json"])["figures"]


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name) and seen(name, one) != seen(name, other))


def seen(name: str, files: dict[str, bytes]) -> bytes | None:
    """A file without fingerprints; of paper every text in it, for a fingerprint moves its packed streams."""
    content = files.get(name)
    if content is not None and name.endswith(".pdf") and len(content) > 1000:  # not the stand-in of a build without pictures
        reader = PdfReader(io.BytesIO(content))
        content = "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)]).encode()
    return None if content is None else FINGERPRINT.sub(b"", content)


def test_one_quarter_of_other_logs(tmp_path: Path) -> None:
    """And with 5 contacts nothing has to be hidden in that table, and the files say so: the comparison is able to fail."""
    one, other, open_ = (published(tmp_path / str(number), logs, first_only=True) for number, logs in enumerate((Logs(), Logs(4, 1, 3), Logs(contacts=LEAST))))
    assert differing(one, other) == []
    assert "1/publish/report.json" in differing(one, open_)


@pytest.mark.slow
def test_the_files_are_those_of_every_other_value(tmp_path: Path) -> None:
    """Small counts from 1 to 4 in three tables, each against the others."""
    files = published(tmp_path / "0", Logs())
    for draft in (1, 2, 4):
        told = figures(files, draft)
        for name in ("minors.exposure_by_surface.comment.known_minor", "minors.after_report.minor.reports", "minors.flaggers.helpline~not-in-the-register.notices"):
            assert told[name]["reason"] == "sealed", (draft, name)
    others = [Logs(1, 4, 2), Logs(2, 1, 3), Logs(4, 3, 4)]
    for number, logs in enumerate(others, start=1):
        assert differing(files, published(tmp_path / str(number), logs)) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nl"])
def test_page_paper_and_workbook_are_the_same_too(language: str, tmp_path: Path) -> None:
    one, other = (published(tmp_path / str(number), logs, pictures=True, language=language) for number, logs in enumerate((Logs(), Logs(4, 1, 3))))
    assert {Path(name).suffix for name in one} >= {".pdf", ".html", ".xlsx", ".json", ".csv"}
    assert differing(one, other) == []
