"""R-7, EXPORT-1, PERIOD-1 and PERIOD-2: what is missing, what ends too neatly, what lies outside."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dsa_reports.service.config import Extraction, Source

START = datetime(2026, 2, 2)  # a Monday


def every(minutes: int, days: int, keep=lambda moment: True) -> list[dict[str, object]]:
    """A notice every so many minutes, where `keep` says so."""
    moments = (START + timedelta(minutes=minutes * n) for n in range(days * 1440 // minutes))
    return [{"received_at": str(moment)} for moment in moments if keep(moment)]


def test_a_day_without_rows_between_busy_ones(log):
    log.made("notices", every(30, 28, lambda m: m.date().isoformat() not in ("2026-02-12", "2026-02-13")))
    finding = log.one("R-7")
    assert (finding.count, finding.severity, finding.file) == (2, "error", "notices-0.csv")
    assert finding.message == "no row from 2026-02-12 to 2026-02-13, while about 48 a day are usual on that weekday before and after"


def test_weekends_starts_and_small_services_have_no_gaps(surveyed):
    assert surveyed().made("notices", every(30, 56, lambda m: m.weekday() < 5)).found("R-7") == []
    assert surveyed().made("notices", every(120, 56, lambda m: m.toordinal() % 5)).found("R-7") == []
    assert surveyed().made("notices", [{"received_at": "1970-01-01 00:00:00"}, *every(30, 20)]).found("R-7") == []
    assert surveyed().made("notices", []).found("R-7") == []


def test_a_lost_month_is_one_gap(log):
    finding = log.made("notices", every(60, 90, lambda m: m.month != 3)).one("R-7")
    assert finding.count == 31
    assert "from 2026-03-01 to 2026-03-31" in finding.message


def test_days_are_those_of_the_service(log):
    # The day of Amsterdam is lost: its first hour belongs to the day before in UTC.
    rows = every(30, 20, lambda m: (m + timedelta(hours=1)).date().isoformat() != "2026-02-12")
    log.made("notices", rows)
    assert log.found("R-7", zone="UTC") == []
    assert "2026-02-12" in log.one("R-7", zone="Europe/Amsterdam").message


def test_an_hour_without_rows_where_volume_is_high(log):
    finding = log.made("notices", every(1, 7, lambda m: (m.day, m.hour) != (5, 14))).one("R-7")
    assert (finding.severity, finding.count) == ("warning", 1)
    assert "2026-02-05 14:00" in finding.message
    assert "time zone" in finding.remedy


def test_a_day_that_one_file_of_several_lacks(log):
    rows = every(15, 20)
    split = [{**row, "_file": n % 2} for n, row in enumerate(rows)]
    kept = [row for row in split if not (row["_file"] == 1 and str(row["received_at"]).startswith("2026-02-11"))]
    finding = log.made("notices", kept, files=2).one("R-7")
    assert (finding.file, finding.severity, finding.count) == ("notices-1.csv", "warning", 1)


def sized(log, *counts, extraction=None):
    log.made("notices", [{}], files=len(counts), extraction=extraction)
    load = log.loads["notices"]
    files = tuple(replace(file, rows_read=count) for file, count in zip(load.files, counts, strict=True))
    log.loads["notices"] = replace(load, files=files)
    return log.found("EXPORT-1")


@pytest.mark.parametrize(("rows", "severity"), [
    (10_000, "warning"), (65_535, "warning"), (65_536, "warning"), (1_048_575, "warning"), (1_048_576, "warning"),
    (1_000, "info"), (5_000, "info"), (50_000, "info"), (100_000, "info"), (1_000_000, "info"),
    (9_999, None), (10_001, None), (0, None), (20_000, None),
])
def test_a_file_that_ends_where_tools_stop(log, rows, severity):
    assert [f.severity for f in sized(log, rows)] == ([severity] if severity else [])


def test_pages_of_one_export_and_agreeing_control_totals(surveyed):
    assert [(f.severity, f.count) for f in sized(surveyed(), 10_000, 10_000, 137)] == [("info", 2)]
    assert [f.severity for f in sized(surveyed(), 10_000, 10_000)] == ["warning", "warning"]
    assert sized(surveyed(), 10_000, extraction=Extraction(rows=10_000)) == []
    assert len(sized(surveyed(), 10_000, extraction=Extraction(rows=10_001))) == 1


MARCH = {"received_at": "2026-03-01 00:00:00"}


def test_rows_around_the_period_are_counted_to_the_second(log):
    rows = [
        {"received_at": "2025-12-31 22:59:59"}, {"received_at": "2025-12-31 23:00:00"}, MARCH,
        {"received_at": "2026-06-30 21:59:59"}, {"received_at": "2026-06-30 22:00:00"}, {**MARCH, "_file": 1},
    ]
    finding = log.made("notices", rows, files=2).one("PERIOD-2", period="2026-H1", zone="Europe/Amsterdam")
    assert (finding.severity, finding.file, finding.count, [p.line for p in finding.examples]) == ("info", "notices-0.csv", 2, [2, 6])
    assert finding.message == "rows outside the period 2026-01-01/2026-06-30: 1 before, 1 after; 3 in it"


def test_days_and_rows_without_any_date(log):
    rows = [
        {"decided_at": None, "application_date": "2025-12-31"}, {"decided_at": None, "application_date": "2026-06-30"},
        {"decided_at": None}, {"decided_at": "2026-07-01 00:00:00", "application_date": "2026-06-30"},
    ]
    finding = log.made("moderation_actions", rows).one("PERIOD-2", period="2026-H1")
    assert "1 before, 1 after, 1 without a date; 1 in it" in finding.message


def test_a_table_with_nothing_in_the_period_blocks_unless_it_reaches_over_it(surveyed):
    assert surveyed().made("notices", [{"received_at": "2025-05-01"}]).one("PERIOD-1", period="2026").severity == "blocks"
    log = surveyed().made("notices", [{"received_at": "2025-05-01"}, {"received_at": "2027-05-01"}])
    finding = log.one("PERIOD-1", period="2026")
    assert finding.severity == "warning"
    assert "its rows are of 2025-05-01 to 2027-05-01" in finding.message
    assert log.found("PERIOD-1") == []
    assert log.found("PERIOD-1", period="2027") == []
    assert surveyed().made("notices", []).found("PERIOD-1", period="2026") == []


def test_findings_speak_the_names_of_the_export(log):
    finding = log.made("moderation_actions", [{"content_ref": "c"}] * 2).one("S-4", sources={"moderation_actions": Source(files=("x",), rename={"puid": "Besluit"})})
    assert finding.column == "Besluit"
