"""A correct report of any tier, under any readings, is left in peace."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dsa_reports.checks import run_checks
from dsa_reports.findings import Severity
from dsa_reports.law.tiers import Tier
from dsa_reports.service.readings import readings
from tests.unit.checks.sample_reports import correct, readings_of

BAD = {Severity.BLOCKS, Severity.ERROR}
choices = st.fixed_dictionaries({name: st.sampled_from(sorted(r.options)) for name, r in readings().items()})


cases = {"tier": st.sampled_from([t.value for t in Tier]), "seed": st.integers(0, 2**32), "events": st.integers(0, 60), "chosen": choices}


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(**cases)
def test_no_error_on_correct_reports(tier, seed, events, chosen):
    _stays_silent(tier, seed, events, chosen)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(**cases)
def test_no_error_on_many_correct_reports(tier, seed, events, chosen):
    _stays_silent(tier, seed, events, chosen)


def _stays_silent(tier, seed, events, chosen):
    report = correct(tier, seed, events, **chosen)
    found = [f for f in run_checks(report, readings_of(**chosen)) if f.severity in BAD]
    assert found == []


@pytest.mark.parametrize("tier", [t.value for t in Tier])
def test_no_error_without_known_readings(tier):
    found = [f for f in run_checks(correct(tier)) if f.severity in BAD]
    assert found == []


@pytest.mark.parametrize("tier", [t.value for t in Tier])
def test_a_report_in_which_nothing_happened_has_no_finding(tier):
    assert run_checks(correct(tier, events=0), readings_of()) == []
