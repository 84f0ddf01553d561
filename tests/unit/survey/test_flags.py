"""F-6: flags that flip, stand apart, or contradict the clock; and silence on clean samples."""

from collections.abc import Iterator

import pytest

from dsa_reports.contract import table
from dsa_reports.findings import Severity
from dsa_reports.intake.model import FileLoad, Intake, TableLoad
from dsa_reports.intake.survey import run_surveys
from dsa_reports.pipeline.sample.engine import opened
from dsa_reports.pipeline.sample.world import load_world
from dsa_reports.service.config import Extraction

FULLY, NOT = "AUTOMATED_DECISION_FULLY", "AUTOMATED_DECISION_NOT_AUTOMATED"


def week(number: int, yes: int, no: int, **cells: object) -> Iterator[dict[str, object]]:
    """Rows of one week: so many detected automatically, so many not."""
    for n in range(yes + no):
        yield {"decided_at": f"2026-02-{2 + 7 * number:02d} 10:00:00", "automated_detection": n < yes, "surface": "comment", **cells}


def test_from_nine_of_ten_to_one_of_ten_is_an_error(log):
    finding = log.made("moderation_actions", [*week(0, 190, 10), *week(1, 8, 192)]).one("F-6")
    assert (finding.severity, finding.count, finding.line, finding.column) == ("error", 200, 202, "automated_detection")
    assert "yes on 95 % of 200 rows in the week from 2026-02-02, on 4.0 % of 200 in the week from 2026-02-09" in finding.message.replace("95.0", "95")


def test_less_clear_turns_are_warnings_and_gradual_ones_none(surveyed):
    assert surveyed().made("moderation_actions", [*week(0, 160, 40), *week(1, 40, 160)]).one("F-6").severity == "warning"
    assert surveyed().made("moderation_actions", [*week(0, 160, 40), *week(1, 120, 80), *week(2, 80, 120)]).found("F-6") == []
    assert surveyed().made("moderation_actions", [*week(0, 95, 4), *week(1, 4, 95)]).found("F-6") == []


def test_a_week_in_which_it_changes_does_not_hide_the_turn(log):
    assert log.made("moderation_actions", [*week(0, 190, 10), *week(1, 100, 100), *week(2, 10, 190)]).one("F-6").line == 402


def test_one_surface_among_others_is_named(log):
    quiet = [*week(0, 190, 10, surface="post"), *week(1, 190, 10, surface="post"), *week(0, 900, 50, surface="ad"), *week(1, 900, 50, surface="ad")]
    finding = log.made("moderation_actions", [*quiet, *week(0, 190, 10), *week(1, 8, 192)]).one("F-6")
    assert "of surface comment" in finding.message


def test_a_surface_on_which_the_same_detector_says_otherwise(log):
    rows = [*week(0, 950, 50, surface="post", detector_id="d1"), *week(0, 680, 320, detector_id="d1")]
    finding = log.made("moderation_actions", rows).one("F-6")
    assert (finding.severity, finding.line) == ("warning", 1002)
    assert "yes on 68.0 % of 1,000 rows; where the same detectors work on other surfaces it would be 95.0 %" in finding.message


def timed(seconds: int, decision: str, count: int = 150, **cells: object) -> list[dict[str, object]]:
    return [{"first_event_at": "2026-02-02 09:00:00", "decided_at": f"2026-02-02 {9 + seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}", "automated_decision": decision, **cells}] * count


@pytest.mark.parametrize(("machine", "person", "alarm"), [(3600, 8, True), (8, 3600, False), (3600, 90, False), (120, 8, False)])
def test_people_within_seconds_and_machines_within_hours(log, machine, person, alarm):
    found = log.made("moderation_actions", [*timed(machine, FULLY), *timed(person, NOT)]).found("F-6")
    assert [f.severity for f in found] == (["error"] if alarm else [])
    assert not alarm or "within 60 seconds" in found[0].message


def test_notices_against_the_clock(log):
    rows = [{"processing": "automated", "decided_at": "2026-02-03 10:00:00"}] * 150 + [{"processing": "not_automated", "decided_at": "2026-02-02 10:00:05"}] * 150
    assert log.made("notices", rows).one("F-6").column == "processing"


def surveys_of(con, only):
    loads = {}
    for name in ("moderation_actions", "notices", "user_reports"):
        when = table(name).dated_by[0]
        count, first, last = con.execute(f"SELECT count(*), min({when})::VARCHAR, max({when})::VARCHAR FROM accepted_{name}").fetchall()[0]
        loads[name] = TableLoad(name, "loaded", "", (FileLoad(name, "", 1, count, count, 0, first, last),), Extraction())
    return run_surveys(con, Intake(loads, ()), only=only, zone="Europe/Amsterdam")


def sampled(con, change="made_moderation_actions"):
    for name in ("moderation_actions", "notices", "user_reports"):
        source = change if name == "moderation_actions" else f"made_{name}"
        con.execute(f"CREATE OR REPLACE TABLE accepted_{name} AS SELECT *, 0 AS _file, row_number() OVER () AS _record FROM {source}")


def inverted(surface: str, rows: str) -> str:
    """The sample with the flag inverted on some rows of one surface."""
    return f"(SELECT * REPLACE (CASE WHEN surface = '{surface}' AND {rows} THEN NOT automated_detection ELSE automated_detection END AS automated_detection) FROM made_moderation_actions)"


@pytest.mark.parametrize(("world", "surface", "rows"), [
    ("prikbord", "comment", "decided_at > TIMESTAMP '2026-05-06'"), ("prikbord", "comment", "right(puid, 1) IN ('0', '1', '2')"),
    ("marktplein", "listing", "decided_at > TIMESTAMP '2026-09-12'"), ("marktplein", "listing", "right(puid, 1) IN ('0', '1', '2')"),
])
def test_the_flag_inverted_on_three_tenths_of_one_surface_is_found(world, surface, rows):
    """Once in the last three tenths of the time, once on three of ten rows throughout."""
    with opened(load_world(world), 20_000, 1, threads=2) as con:
        sampled(con, inverted(surface, rows))
        found = surveys_of(con, ["F-6"])
        assert any(f"surface {surface}" in f.message and f.column == "automated_detection" for f in found), found


CLEAN = ["S-4", "F-6", "F-7", "R-7", "S-6", "S-7", "S-8", "S-9", "S-11", "T-6", "T-7", "T-11", "BIRTH-1", "BIRTH-2"]


def silence(world: str, seed: int) -> None:
    with opened(load_world(world), 12_000, seed, threads=2) as con:
        sampled(con)
        assert [(f.id, f.message) for f in surveys_of(con, CLEAN) if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize(("world", "seed"), [("prikbord", 1), ("prikbord", 2), ("marktplein", 3)])
def test_clean_samples_are_silent(world, seed):
    silence(world, seed)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(4, 24))
@pytest.mark.parametrize("world", ["prikbord", "marktplein"])
def test_twenty_clean_seeds_are_silent(world, seed):
    silence(world, seed)
