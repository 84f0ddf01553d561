"""T-6, T-7 and T-11: times that cannot be."""

import pytest


def notices(count: int, received: str, decided: str | None = None) -> list[dict[str, object]]:
    """Notices of which {n} is filled with a number from 1 to 28, {m} with one from 1 to 59."""
    return [
        {"received_at": received.format(n=1 + n % 28, m=1 + n % 59), "decided_at": decided.format(n=1 + n % 28, m=1 + n % 59) if decided else None}
        for n in range(count)
    ]


def test_times_without_a_time_of_day(log):
    finding = log.made("notices", notices(200, "2026-02-{n:02d} 00:00:00", "2026-03-{n:02d} 10:{m:02d}:00")).one("T-6")
    assert (finding.severity, finding.column, finding.count) == ("error", "received_at", 200)


def test_midnight_is_also_that_of_the_service(log):
    log.made("notices", notices(200, "2026-02-{n:02d} 23:00:00"))
    assert log.one("T-6", zone="Europe/Amsterdam").severity == "error"
    assert log.one("T-6", zone="UTC").severity == "warning"


@pytest.mark.parametrize(("count", "minutes"), [(99, 0), (200, 4)])
def test_few_rows_or_some_real_times_are_silent(log, count, minutes):
    rows = notices(count, "2026-02-{n:02d} 00:00:00")
    rows[:minutes] = notices(minutes, "2026-02-{n:02d} 10:{m:02d}:00")
    assert log.made("notices", rows).found("T-6") == []


def test_no_time_passes_between_two_times(log):
    rows = notices(200, "2026-02-{n:02d} 10:{m:02d}:00", "2026-02-{n:02d} 10:{m:02d}:00")
    finding = log.made("notices", rows).one("T-7")
    assert (finding.severity, finding.column, finding.count) == ("warning", "decided_at", 200)


def test_some_time_passes(log):
    rows = notices(200, "2026-02-{n:02d} 10:{m:02d}:00", "2026-02-{n:02d} 10:{m:02d}:00")
    rows[:3] = notices(3, "2026-02-{n:02d} 10:{m:02d}:00", "2026-02-{n:02d} 11:{m:02d}:00")
    assert log.made("notices", rows).found("T-7") == []


@pytest.mark.parametrize(("decision", "day", "alarm"), [("NOT_AUTOMATED", "2026-02-02", True), ("FULLY", "2026-02-02", False), ("NOT_AUTOMATED", "2026-01-30", False)])
def test_all_by_hand_and_all_on_the_same_day(log, decision, day, alarm):
    rows = [{"automated_decision": f"AUTOMATED_DECISION_{decision}", "content_date": day}] * 1000
    assert bool(log.made("moderation_actions", rows).found("T-7")) == alarm


def test_days_that_stand_for_no_date(log):
    rows = [{"content_date": "2026-01-01"}, {"content_date": "1970-01-01"}, {"content_date": "1970-01-01", "_file": 1}, {"content_date": "1900-01-01", "_file": 1}]
    found = log.made("moderation_actions", rows, files=2).found("T-11")
    assert [(f.file, f.count, f.line, f.column, f.severity) for f in found] == [
        ("moderation_actions-0.csv", 1, 3, "content_date", "error"), ("moderation_actions-1.csv", 2, 4, "content_date", "error"),
    ]


def test_rows_of_the_future_of_all_others(log):
    rows = [*notices(2_000, "2026-02-{n:02d} 10:{m:02d}:00"), {"received_at": "2062-02-02 10:00:00"}]
    finding = log.made("notices", rows).one("T-11")
    assert (finding.severity, finding.count, finding.line) == ("warning", 1, 2002)


def test_late_but_not_from_nowhere(log):
    assert log.made("notices", [*notices(2_000, "2026-02-{n:02d} 10:{m:02d}:00"), {"received_at": "2026-06-02 10:00:00"}]).found("T-11") == []
