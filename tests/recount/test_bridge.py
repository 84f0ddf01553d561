"""From rows read to rows of the period: the bridge that the report prints, counted again row by row."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.load import load
from dsa_reports.intake.model import Placed
from dsa_reports.intake.placing import placed
from dsa_reports.law.periods import parse_period
from dsa_reports.service.load import load_service

from .calendar_days import Limits, limits
from .cases import Case, a_case
from .lists import TIERS
from .write import write_logs

DATED = {
    "orders": ["received_at"], "notices": ["received_at"], "user_reports": ["reported_at"],
    "moderation_actions": ["decided_at", "application_date"], "complaints": ["submitted_at"], "disputes": ["submitted_at"],
    "suspensions": ["imposed_at"], "automation_evaluations": ["evaluated_to"], "moderators": ["as_of"], "recipients": ["month"],
}


def place(row: dict[str, Any], columns: list[str], within: Limits) -> str:
    """Where a row lies, by the first of its dates."""
    when = next((row[name] for name in columns if row.get(name) is not None), None)
    if when is None:
        return "undated"
    if isinstance(when, datetime):
        return "in_period" if within.has_time(when) else "before_period" if when < within.begins else "after_period"
    return "in_period" if within.has_day(when) else "before_period" if when < within.first_day else "after_period"


def bridged(case: Case, folder: Path) -> dict[str, tuple[int, Placed]]:
    """Table → rows accepted, and where they lie."""
    service = write_logs(case.logs, folder, tier=case.tier, zone=case.zone, readings={}, seed=case.seed)
    config = load_service(service)
    with connect(threads=1) as con:
        intake = placed(con, load(con, config, work=folder / "work", rejected=None), parse_period(case.period, config.service.zone))
    return {name: (sum(f.accepted for f in table.files), table.placed) for name, table in intake.tables.items()}


def holds(case: Case, folder: Path) -> None:
    """Every row of the logs is accepted, has one place, and it is the recount's."""
    found, within = bridged(case, folder), limits(case.period, case.zone)
    assert set(case.logs) == set(DATED)
    for name, rows in case.logs.items():
        places = [place(row, DATED[name], within) for row in rows]
        expected = Placed(**{where: places.count(where) for where in ("in_period", "before_period", "after_period", "undated")})
        accepted, counted = found[name]
        assert (name, accepted, counted) == (name, len(rows), expected)
        assert counted.in_period + counted.outside == accepted


@pytest.mark.parametrize("tier", TIERS)
def test_every_row_has_one_place(tier: str, tmp_path: Path) -> None:
    holds(a_case(1, tier, 250), tmp_path)


def test_places_of_all_kinds_occur() -> None:
    case = a_case(1, "vlop", 250)
    within = limits(case.period, case.zone)
    seen = {(name, place(row, DATED[name], within)) for name, rows in case.logs.items() for row in rows}
    assert {where for name, where in seen if name == "moderation_actions"} == {"in_period", "before_period", "after_period"}
    assert len(seen) > 2 * len(DATED)


@settings(max_examples=8, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate])
@given(seed=st.integers(0, 10**6), tier=st.sampled_from(TIERS))
def test_every_row_of_any_logs(seed: int, tier: str) -> None:
    with TemporaryDirectory() as folder:
        holds(a_case(seed, tier), Path(folder))
