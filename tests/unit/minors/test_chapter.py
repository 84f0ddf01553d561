"""What the chapter says beside its counts: earlier periods as they were printed, audiences from logs, entered figures; and MI-5."""

import json
from pathlib import Path
from typing import Any

import pytest

from dsa_reports.pipeline.build import build
from dsa_reports.pipeline.minors_chapter import _value
from tests.property.replayed_service import without_pictures
from tests.unit.minors.test_sealed_drafts import Q1, Q2, drawn, quarter, service

ADVERTS = """ad_id,lane,beneficiary,first_shown,last_shown,uses_profiling,known_minors_reached
a-1,paid,Example B.V.,2026-01-10,2026-01-20,true,40
a-2,paid,Example B.V.,2026-01-10,2026-01-20,false,12
a-3,paid,Example B.V.,2026-01-10,2026-01-20,true,0
a-4,paid,Example B.V.,2026-01-10,2026-01-20,true,
a-5,declared,Example B.V.,2026-01-10,2026-01-20,false,7
a-6,declared,Example B.V.,2025-01-10,2025-01-20,true,9
"""


def chapter(report: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in report["chapters"] if one["id"] == "minors")


def test_the_trend_repeats_what_was_printed_and_what_was_sealed_then(tmp_path: Path) -> None:
    output, logs = tmp_path / "out", quarter(Q1, known=3, assumed=0) | quarter(Q2, known=20)
    first = drawn(service(tmp_path / "s", logs), output, "2026-Q1")
    assert first["figures"]["minors.contacts_minors"]["reason"] == "sealed"
    assert chapter(first)["facts"]["trend"] == []
    second = drawn(tmp_path / "s", output, "2026-Q2")
    (told,) = chapter(second)["facts"]["trend"]
    assert (told["period"], told["report"]) == ("2026-01-01/2026-03-31", "drafts/1")
    assert told["figures"]["minors.contacts_minors"] == {"text": "", "reason": "sealed"}
    assert told["figures"]["minors.contacts_unknown_share"]["text"] == first["figures"]["minors.contacts_unknown_share"]["text"]
    assert told["figures"].keys() <= second["figures"].keys()


@pytest.mark.slow
def test_a_trend_takes_the_last_report_of_a_period_and_no_other_length(tmp_path: Path) -> None:
    output = tmp_path / "out"
    drawn(service(tmp_path / "s", quarter(Q1, known=30)), output, "2026-Q1")
    drawn(service(tmp_path / "s", quarter(Q1, known=31) | quarter(Q2, known=20)), output, "2026-Q1")
    drawn(tmp_path / "s", output, "2026")
    third = drawn(tmp_path / "s", output, "2026-Q2")
    assert [(one["period"], one["report"], one["figures"]["minors.contacts_minors"]["text"]) for one in chapter(third)["facts"]["trend"]] == [("2026-01-01/2026-03-31", "drafts/2", "91")]


def test_audiences_from_logs_and_profiling_among_them(tmp_path: Path) -> None:
    folder = service(tmp_path / "s", quarter(Q1, known=30))
    (folder / "ads.csv").write_text(ADVERTS, "utf-8")
    text = (folder / "service.toml").read_text("utf-8").replace('[tables.advertisements]\nnone = "nothing of the kind"', '[tables.advertisements]\nfiles = ["ads.csv"]')
    (folder / "service.toml").write_text(text, "utf-8")
    with without_pictures():
        made = build(service=folder, period="2026-Q1", output=tmp_path / "out", threads=1)
    figures = json.loads((made.folder / "publish/report.json").read_bytes())["figures"]
    found = {name: figures[f"minors.audiences.{name}"]["value"] for name in ("paid.known_entries", "paid.known_profiled", "paid.known_reached", "declared.known_entries", "declared.known_reached")}
    assert found == {"paid.known_entries": 2, "paid.known_profiled": 1, "paid.known_reached": 40 + 12, "declared.known_entries": 1, "declared.known_reached": 7}
    unknown = figures["minors.audiences.paid.audience_unknown_share"]
    assert (unknown["numerator"], unknown["denominator"]) == (1, 4)
    (told,) = [finding for finding in made.findings if finding.id == "MI-5"]
    assert (told.severity.value, told.count, told.citation) == ("error", 1, "DSA Art. 28(2)")
    assert "a-1" in told.message
    assert "breach" not in told.message + told.remedy


def entered(**changes: Any) -> dict[str, Any]:
    from decimal import Decimal

    return {"unit": "share", "age_group": "known_minor", "numerator": 40, "denominator": 100, "value": None, "sample_size": None} | {
        name: Decimal(value) if name == "value" and value is not None else value for name, value in changes.items()
    }


@pytest.mark.parametrize("changes", [{"numerator": 3}, {"numerator": 97}, {"numerator": 0, "denominator": 4}, {"unit": "count", "value": 4}, {"sample_size": 4}])
def test_what_was_entered_earlier_is_sealed_where_it_counts_few_minors(changes: dict[str, Any]) -> None:
    row = entered(**changes)
    assert _value(row, 5) == {"text": "", "numerator": None, "denominator": None, "sample_size": None, "reason": "sealed"}
    assert _value(row | {"age_group": "adult"}, 5)["reason"] == "declared"


@pytest.mark.parametrize("changes", [{}, {"numerator": 0}, {"numerator": 100}, {"unit": "hours", "value": 3}, {"unit": "count", "value": 0}])
def test_and_told_otherwise(changes: dict[str, Any]) -> None:
    assert _value(entered(**changes), 5)["reason"] == "declared"


def test_a_small_sample_of_minors_stands_nowhere(tmp_path: Path) -> None:
    """The sample is a figure of its own and sealed as one; the list of entered figures beside it must not say it."""
    folder = service(tmp_path / "s", quarter(Q1, known=30))
    (folder / "figures.csv").write_text(
        "id,indicator,period_from,period_to,value,unit,sample_size,age_group,method,source\nv-1,tta_minors,2026-01-01,2026-03-31,317,count,4,known_minor,By hand,Team\n", "utf-8",
    )
    text = (folder / "service.toml").read_text("utf-8").replace('[tables.minor_indicators]\nnone = "nothing of the kind"', '[tables.minor_indicators]\nfiles = ["figures.csv"]')
    (folder / "service.toml").write_text(text, "utf-8")
    report = drawn(folder, tmp_path / "out", "2026-Q1")
    figures = {name.rpartition(".")[2]: figure for name, figure in report["figures"].items() if name.startswith("minors.measures_entered.")}
    assert (figures["value"]["value"], figures["sample_size"]["reason"]) == (317, "sealed")
    (listed,) = chapter(report)["facts"]["entered"]
    assert 4 not in listed.values()
