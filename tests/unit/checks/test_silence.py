"""A correct report of any tier, under any readings, declared or not, is left in peace."""

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dsa_reports.checks import audit, run_checks
from dsa_reports.findings import Severity
from dsa_reports.law.tiers import Tier
from dsa_reports.service.readings import readings
from tests.unit.checks.sample_reports import correct, readings_of

BAD = {Severity.BLOCKS, Severity.ERROR}
TIERS = [t.value for t in Tier]
choices = st.fixed_dictionaries({name: st.sampled_from(sorted(r.options)) for name, r in readings().items()})
cases = {"tier": st.sampled_from(TIERS), "seed": st.integers(0, 2**32), "events": st.integers(0, 60), "chosen": choices}
# Shrinking a report takes minutes and tells little more than the seed does.
quick = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "phases": (Phase.explicit, Phase.generate)}


def stays_silent(tier, seed, events, chosen):
    """Whoever made it and whatever is known of the readings; also against itself, counted again, and an earlier period."""
    report = correct(tier, seed, events, **chosen)
    earlier = report.model_copy(update={"period": "2025-01-01/2025-06-30"})
    for declared in (readings_of(**chosen), None):
        found = run_checks(report, declared, previous=[report, earlier], recounted=report)
        assert [f for f in found if f.severity in BAD] == []


@settings(max_examples=4, **quick)
@given(**cases)
def test_no_error_on_correct_reports(tier, seed, events, chosen):
    stays_silent(tier, seed, events, chosen)


@pytest.mark.deep
@settings(max_examples=150, **quick)
@given(**cases)
def test_no_error_on_many_correct_reports(tier, seed, events, chosen):
    stays_silent(tier, seed, events, chosen)


@pytest.mark.parametrize("tier", TIERS)
def test_no_error_without_known_readings(tier):
    assert [f for f in run_checks(correct(tier)) if f.severity in BAD] == []


@pytest.mark.parametrize("tier", TIERS)
def test_a_report_in_which_nothing_happened_has_no_finding(tier):
    assert run_checks(correct(tier, events=0), readings_of()) == []


@pytest.mark.parametrize("reading", ["impossible", "no_flaggers", "zero_medians"])
def test_what_the_law_allows_raises_nothing(reading):
    """Restrictions that can never occur are blank, medians of nothing are 0 or blank, receipts by machine count as 0."""
    rng = random.Random(reading)
    chosen = {"medians_without_events": "zero"} if reading == "zero_medians" else {}
    report = correct("hosting", rng.randrange(10**6), 40, automated_receipts="zero", **chosen)
    if reading == "impossible":
        columns = [name for name in report.parts[4].columns if name.startswith("monetary_")]
        report = blanked(correct("hosting", 1, 0), {5: columns, 6: columns})
    found = run_checks(report, None)
    assert [f for f in found if f.severity in BAD] == []
    if reading == "impossible":
        assert found == []


def blanked(report, columns):
    """`report` with whole columns blank: part → names."""
    parts = []
    for part in report.parts:
        at = [part.columns.index(name) for name in columns.get(part.number, ())]
        rows = tuple(
            row.model_copy(update={"cells": tuple(c.model_copy(update={"text": ""}) if i in at else c for i, c in enumerate(row.cells))})
            for row in part.rows
        )
        parts.append(part.model_copy(update={"rows": rows}))
    return report.model_copy(update={"parts": tuple(parts)})


@pytest.mark.parametrize("part", range(1, 12))
def test_a_single_part_is_checked_without_the_others(part):
    """Rules that need more parts say so; nothing of a correct part is wrong because the others are not there."""
    report = correct("vlop", 5, 20)
    alone = report.model_copy(update={"parts": tuple(p for p in report.parts if p.number == part)})
    done = audit(alone)
    assert [f for f in done.findings if f.severity in BAD] == []
    assert any(outcome.status == "not_applicable" for outcome in done.outcomes)


def test_only_and_skip_take_ids_and_groups():
    report = correct("vlop", 5, 5)
    ids = lambda **how: {o.check.id for o in audit(report, **how).outcomes}  # noqa: E731
    assert ids(only=["C-1", "f"]) == {"C-1", "F-1", "F-2", "F-3", "F-4", "F-5", "F-6", "F-8"}
    assert not {name for name in ids(skip=["C", "T-4"]) if name.startswith("C-") or name == "T-4"}


def test_an_unknown_name_is_a_mistake_of_the_user():
    from dsa_reports.errors import UsageError

    with pytest.raises(UsageError, match="'C-99'"):
        run_checks(correct("vlop", 5, 0), only=["C-99"])
