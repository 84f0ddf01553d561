"""Somebody else's report may be anything: no check falls over, none is slow, and messages stay harmless."""

import random
import time

import pytest

from dsa_reports.checks import all_checks, audit, run_checks
from dsa_reports.display import is_control
from tests.unit.checks.sample_reports import correct, readings_of

RUBBISH = (
    "", " ", "-", "n/a", "-1", "1e999", "NaN", "∞", "1.5.2", "٣", "１２", "0x10", "9" * 400, "0." + "1" * 300, "=1+1", "\x00", "\u202e7", "a/b~c@d.e",
    "DE, ES", "TOTAL", "KEYWORD_OTHER", "STATEMENT_CATEGORY_", "[...]", "Text", "Free text", "YYYY-MM-DD/YYYY-MM-DD", "2026-13-45/x", "<script>", "\ud83d",
)


def damaged(report, rng):
    """`report` with cells, keys, scopes and levels replaced, rows cut short, doubled, shuffled and lost."""
    parts = []
    for part in report.parts:
        if rng.random() < 0.1:
            continue
        rows = []
        for row in part.rows:
            if rng.random() < 0.02:
                continue
            if rng.random() < 0.2:
                cells = [cell.model_copy(update={"text": rng.choice(RUBBISH)}) if rng.random() < 0.3 else cell for cell in row.cells]
                row = row.model_copy(update={"cells": tuple(cells[: rng.choice((len(cells), len(cells), rng.randrange(len(cells) + 1)))])})
            if rng.random() < 0.05:
                row = row.model_copy(update={rng.choice(("key", "parent", "scope", "level")): rng.choice(RUBBISH)})
            rows += [row] * rng.choice((1,) * 40 + (2,))
        if rng.random() < 0.2:
            rng.shuffle(rows)
        parts.append(part.model_copy(update={"rows": tuple(rows)}))
    update = {"parts": tuple(parts), "period": rng.choice((report.period, *RUBBISH)), "tier": rng.choice((report.tier, "", "bank"))}
    return report.model_copy(update=update)


@pytest.mark.parametrize("seed", range(12))
def test_no_check_falls_over(seed):
    rng = random.Random(seed)
    report = correct(rng.choice(("vlop", "vlose", "hosting")), seed, 30)
    broken, other = damaged(report, rng), damaged(report, rng)
    done = audit(broken, readings_of() if seed % 2 else None, previous=[other, report], recounted=other)
    assert {outcome.check.id for outcome in done.outcomes} == set(all_checks())
    for finding in done.findings:
        assert not any(is_control(c) for c in finding.message + finding.value + finding.row + finding.expected), finding


def test_empty_reports_are_no_trouble():
    report = correct("vlop", 1, 0)
    assert run_checks(report.model_copy(update={"parts": ()}))
    assert run_checks(report.model_copy(update={"parts": tuple(p.model_copy(update={"rows": ()}) for p in report.parts)}))


def test_a_whole_report_takes_a_fraction_of_a_second():
    report = correct("vlop", 3, 60)
    run_checks(report)
    start = time.process_time()
    run_checks(report, readings_of())
    assert time.process_time() - start < 1.0, "a report of 668 rows is meant to take well under half a second"


def test_effort_grows_with_the_rows_not_with_their_square():
    """All 27 Member States are five times the rows of part 3; the checks may take ten times as long, not twenty-five."""
    few, many = correct("vlop", 3, 30), correct("vlop", 3, 30, member_state_rows="all")
    ratio = sum(len(p.rows) for p in many.parts) / sum(len(p.rows) for p in few.parts)

    def seconds(report):
        best = []
        for _ in range(3):
            start = time.process_time()
            run_checks(report, readings_of())
            best.append(time.process_time() - start)
        return min(best)

    assert seconds(many) / seconds(few) < 3 * ratio
