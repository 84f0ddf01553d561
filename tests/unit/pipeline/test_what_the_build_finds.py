"""Findings that only the whole of a report shows, without rendering it."""

from pathlib import Path

import pytest

from dsa_reports.findings import Severity
from dsa_reports.law.periods import parse_period
from dsa_reports.pipeline.journey import count
from dsa_reports.pipeline.report import INTERNAL, Written, written
from dsa_reports.service.load import load_service

SAMPLE = Path(__file__).parents[3] / "sample_data" / "marktplein"


def report(tmp_path: Path, period: str, *, final: bool = False) -> Written:
    config = load_service(SAMPLE)
    span = parse_period(period, config.service.zone)
    return written(config, span, count(config, span, work=tmp_path, rejected=None), draft=1, final=final, language="en")


def test_a_period_without_rows_blocks_and_says_where_the_rows_are(tmp_path: Path) -> None:
    found = [f for f in report(tmp_path, "2031").applied.findings if f.id == "PERIOD-1"]
    assert {f.table for f in found} >= {"notices", "moderation_actions", "orders"}
    assert all("its rows are of 202" in f.message for f in found)
    assert {f.table for f in found if f.severity is Severity.BLOCKS} == {"notices", "moderation_actions"}, "others may have been quiet"


def test_an_internal_report_says_so_in_its_parts(tmp_path: Path) -> None:
    document = report(tmp_path, "2026-Q1").document
    parts = {part.number: [cell.text for row in part.rows for cell in row.cells] for part in document.report.parts}
    assert {number for number, cells in parts.items() if any(INTERNAL in cell for cell in cells)} == {2, 3, 4, 5, 6, 7, 8, 9, 11}


@pytest.mark.parametrize("final", [True, False])
def test_values_and_places_of_findings_stay_internal(tmp_path: Path, final: bool) -> None:
    done = report(tmp_path, "2026", final=final)
    assert all(not finding.value for finding in done.document.findings)
    assert not final or all(not (f.file or f.remedy or f.line) for f in done.document.findings)
    assert len(done.document.findings) == len(done.applied.findings)
