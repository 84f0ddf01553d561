"""Reading what we wrote changes nothing for the checks: same findings at the same places, no false alarm."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.checks import run_checks
from dsa_reports.findings import Severity
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.check import Declared, check
from dsa_reports.service.readings import readings
from tests.unit.checks.sample_reports import changed, correct, readings_of
from tests.unit.reading.files import write_csv, write_ods, write_xlsx

BAD = {Severity.BLOCKS, Severity.ERROR}
TIERS = [tier.value for tier in Tier]
choices = st.fixed_dictionaries({name: st.sampled_from(sorted(r.options)) for name, r in readings().items()})


@pytest.mark.parametrize("write", [write_csv, write_xlsx, write_ods], ids=["csv", "xlsx", "ods"])
@pytest.mark.parametrize("tier", TIERS)
def test_a_correct_report_of_somebody_else_has_no_error(tier, write, tmp_path):
    done = check(path=write(correct(tier), tmp_path / "r"))
    assert [f for f in done.findings if f.severity in BAD] == []


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tier=st.sampled_from(TIERS), seed=st.integers(0, 2**32), chosen=choices)
def test_no_error_under_any_reading(tmp_path_factory, tier, seed, chosen):
    _no_error(tmp_path_factory.mktemp("r"), tier, seed, chosen)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tier=st.sampled_from(TIERS), seed=st.integers(0, 2**32), chosen=choices)
def test_no_error_under_many_readings(tmp_path_factory, tier, seed, chosen):
    _no_error(tmp_path_factory.mktemp("r"), tier, seed, chosen)


@pytest.mark.deep
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tier=st.sampled_from(TIERS), seed=st.integers(0, 2**32), chosen=choices)
def test_no_error_under_very_many_readings(tmp_path_factory, tier, seed, chosen):
    _no_error(tmp_path_factory.mktemp("r"), tier, seed, chosen)


def _no_error(folder, tier, seed, chosen):
    path = write_csv(correct(tier, seed, 20, **chosen), folder / "csv", chosen["line_ends"])
    for known in (Declared(tier, readings_of(**chosen)), Declared(tier)):
        assert [f for f in check(path=path, known=known).findings if f.severity in BAD] == []


def test_the_findings_are_those_of_the_report_in_memory(tmp_path):
    report = changed(correct("vlop", events=10), {
        (4, "TOTAL", "notices_received", ""): "99999", (5, "TOTAL", "solely_automated", ""): "99999", (8, "measures_solely_automated", "value", "total"): "1",
    })
    written = check(path=write_csv(report, tmp_path / "r"), known=Declared("vlop", readings_of()))
    direct = run_checks(report, readings_of())
    kept = ("id", "severity", "part", "line", "column", "value", "expected", "message", "cells")
    assert [[getattr(f, name) for name in kept] for f in written.findings] == [[getattr(f, name) for name in kept] for f in direct]
    assert {f.id for f in written.findings if f.severity in BAD}


def test_a_single_part_is_not_blamed_for_the_others(tmp_path):
    folder = write_csv(correct("vlop", events=5), tmp_path / "r")
    for path in sorted(folder.iterdir()):
        assert [f for f in check(path=path).findings if f.severity in BAD] == [], path.name
