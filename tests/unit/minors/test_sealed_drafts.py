"""What is sealed stays sealed: in every format of a draft, in the next draft, in the half-year beside its quarters."""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dsa_reports.pipeline.build import build
from dsa_reports.pipeline.difference.journey import diff
from dsa_reports.pipeline.explain import explain
from dsa_reports.render.difference.csv_list import changes_csv
from tests.property.replayed_service import without_pictures

NONE = (
    "orders", "notices", "user_reports", "complaints", "moderation_actions", "automation_evaluations", "disputes", "suspensions", "moderators", "recipients",
    "minor_measures", "minor_indicators", "advertisements", "account_events",
)
COLUMNS = ("id", "period_from", "period_to", "surface", "age_group", "phenomenon", "contacts")
Q1, Q2 = ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")
SMALL, COMPLEMENT = "minors.exposure.known_minor.contacts", "minors.exposure.assumed_minor.contacts"
Rows = Mapping[tuple[tuple[str, str], str, str], int]


def service(folder: Path, rows: Rows, privacy: str = "") -> Path:
    """A service whose only log says how many were contacted: (period, surface, age group) → contacts."""
    folder.mkdir(exist_ok=True)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, ((period, surface, group), contacts) in enumerate(rows.items()):
        writer.writerow((f"e-{number}", *period, surface, group, "sexbot_spam", contacts))
    (folder / "exposure.csv").write_text(out.getvalue(), "utf-8")
    none = "\n".join(f'[tables.{name}]\nnone = "nothing of the kind"' for name in NONE)
    (folder / "service.toml").write_text(
        f'[provider]\nlegal_name = "P"\n[service]\nname = "S"\ntier = "online_platform"\n{privacy}\n[tables.exposure]\nfiles = ["exposure.csv"]\n{none}\n', "utf-8",
    )
    return folder


def drawn(folder: Path, output: Path, period: str, **more: Any) -> dict[str, Any]:
    with without_pictures():
        made = build(service=folder, period=period, output=output, threads=1, **more)
    return json.loads((made.folder / "publish/report.json").read_bytes())


def sealed(report: Mapping[str, Any]) -> set[str]:
    return {name for name, figure in report["figures"].items() if figure["reason"] == "sealed"}


def quarter(period: tuple[str, str], *, known: int, assumed: int = 60, adult: int = 700) -> dict[tuple[tuple[str, str], str, str], int]:
    return {(period, "comment", "known_minor"): known, (period, "comment", "assumed_minor"): assumed, (period, "comment", "adult"): adult}


def test_a_small_count_is_sealed_everywhere_and_is_neither_zero_nor_blank(tmp_path: Path) -> None:
    report = drawn(service(tmp_path / "s", quarter(Q1, known=3)), tmp_path / "out", "2026-Q1")
    assert {SMALL, COMPLEMENT} <= sealed(report)
    for name in sealed(report):
        figure = report["figures"][name]
        assert (figure["text"], figure["value"], figure["rows_used"], figure["numerator"], figure["denominator"]) == ("", None, None, None, None)
    assert report["figures"]["minors.contacts_minors"]["value"] == 63
    assert report["sealing"]["least"] == 5
    passport = explain(figure=SMALL, output=tmp_path / "out").entries
    assert (passport["value"], passport["rows_used"], passport["reason"]) == (None, None, "sealed")
    findings = json.loads((tmp_path / "out/current/internal/findings.json").read_bytes())["findings"]
    (told,) = [finding for finding in findings if finding["id"] == "minors.small_cells"]
    assert told["severity"] == "info"
    assert "3" not in told["message"].replace("sealed", "").split("(small")[0].removeprefix(str(len(sealed(report))))


@pytest.mark.slow
def test_statutory_cells_stay_exact(tmp_path: Path) -> None:
    report = drawn(service(tmp_path / "s", quarter(Q1, known=3)), tmp_path / "out", "2026-Q1")
    assert not {name for name in sealed(report) if name[0].isdigit()}


def test_sealed_once_stays_sealed_in_later_drafts_and_no_change_says_it(tmp_path: Path) -> None:
    output = tmp_path / "out"
    first = drawn(service(tmp_path / "s", quarter(Q1, known=3)), output, "2026-Q1")
    second = drawn(service(tmp_path / "s", quarter(Q1, known=9)), output, "2026-Q1", since="1")
    assert sealed(first) <= sealed(second)
    assert second["sealing"]["earlier"] == ["drafts/1"]
    changes = (output / "current/publish/changes.csv").read_text("utf-8")
    assert "known minor" not in changes.replace("_", " ")
    told = diff(old="1", new="2", output=output, cause=False)
    assert not [cell for cell in told.chapters if cell.figure in sealed(second) and (cell.old or cell.new)]


def test_what_was_printed_before_is_no_cover(tmp_path: Path) -> None:
    """Draft 1 printed both groups and their total. In draft 2 one falls to 3: hiding the other, which did not change, would hide nothing."""
    output = tmp_path / "out"
    assert not sealed(drawn(service(tmp_path / "s", quarter(Q1, known=8)), output, "2026-Q1"))
    second = drawn(service(tmp_path / "s", quarter(Q1, known=3)), output, "2026-Q1", since="1")
    assert SMALL in sealed(second)
    assert "minors.contacts_minors" in sealed(second), "the total has to go: 60 assumed minors were printed before"
    rows = [row for row in csv.DictReader(io.StringIO((output / "current/publish/changes.csv").read_text("utf-8"))) if row["label"].startswith("minors: exposure.known")]
    assert [(row["before"], row["after"], row["change"]) for row in rows] == [("8", "sealed", "")]
    assert b"sealed" in changes_csv(diff(old="1", new="2", output=output))


@pytest.mark.slow
def test_a_half_year_keeps_what_its_quarter_sealed(tmp_path: Path) -> None:
    """3 in the first quarter and 20 in the second: the half-year's 23 would say it."""
    output, logs = tmp_path / "out", quarter(Q1, known=3) | quarter(Q2, known=20)
    first = drawn(service(tmp_path / "s", logs), output, "2026-Q1")
    second = drawn(tmp_path / "s", output, "2026-Q2")
    assert not sealed(second), "alone it says nothing of the first quarter"
    half = drawn(tmp_path / "s", output, "2026-H1")
    assert sealed(first) <= sealed(half)


@pytest.mark.slow
def test_the_second_quarter_keeps_what_the_first_sealed_where_the_half_year_is_out(tmp_path: Path) -> None:
    output, logs = tmp_path / "out", quarter(Q1, known=3) | quarter(Q2, known=20)
    half = drawn(service(tmp_path / "s", logs), output, "2026-H1")
    assert not sealed(half)
    first = drawn(tmp_path / "s", output, "2026-Q1")
    second = drawn(tmp_path / "s", output, "2026-Q2")
    assert sealed(first) <= sealed(second)


def test_a_half_year_is_sealed_where_it_gives_the_other_quarter_away(tmp_path: Path) -> None:
    """20 in the first quarter are printed; the half-year's 23 would say that the second had 3, before anybody made its report."""
    output, logs = tmp_path / "out", quarter(Q1, known=20) | quarter(Q2, known=3)
    assert not sealed(drawn(service(tmp_path / "s", logs), output, "2026-Q1"))
    half = drawn(tmp_path / "s", output, "2026-H1")
    assert SMALL in sealed(half)


@pytest.mark.slow
def test_the_threshold_is_the_services_with_a_reason(tmp_path: Path) -> None:
    logs = quarter(Q1, known=7)
    privacy = '[privacy]\nleast_count = 10\nleast_count_reason = "A small town"'
    report = drawn(service(tmp_path / "s", logs, privacy), tmp_path / "out", "2026-Q1")
    assert SMALL in sealed(report)
    assert (report["sealing"]["least"], report["sealing"]["reason"]) == (10, "A small town")


def test_a_damaged_earlier_report_is_told(tmp_path: Path) -> None:
    output = tmp_path / "out"
    drawn(service(tmp_path / "s", quarter(Q1, known=3)), output, "2026-Q1")
    (output / "drafts/1/publish/report.json").write_text("{", "utf-8")
    drawn(tmp_path / "s", output, "2026-Q1")
    findings = json.loads((output / "current/internal/findings.json").read_bytes())["findings"]
    assert [finding["file"] for finding in findings if finding["id"] == "minors.earlier_report"] == ["drafts/1"]


@pytest.mark.slow
def test_page_and_paper_say_sealed_and_no_number(tmp_path: Path) -> None:
    from pypdf import PdfReader

    output = tmp_path / "out"
    logs = quarter(Q1, known=3, assumed=6173, adult=84111)
    build(service=service(tmp_path / "s", logs), period="2026-Q1", output=output, threads=1)
    publish = output / "current/publish"
    hidden = sealed(json.loads((publish / "report.json").read_bytes()))
    page = (publish / "report.html").read_text("utf-8")
    for figure in hidden:
        for cell in re.findall(rf'data-figure="{re.escape(figure)}"[^>]*>(.*?)</(?:td|dd)>', page, re.DOTALL):
            assert not re.search(r"\d", re.sub(r"<[^>]*>", "", cell)), cell
    text = "".join(pdf_page.extract_text() for pdf_page in PdfReader(publish / "report.pdf").pages)
    for told in (page, text, (publish / "report.json").read_text("utf-8"), (output / "current/internal/passports.json").read_text("utf-8")):
        assert not re.search(r"6[.,\s]?173\b", told)
