"""The search against the truth of a development seed: a guard of what was measured, not a measurement. The held-out seeds are never used here."""

from datetime import date
from pathlib import Path

import pytest

from dsa_reports.pipeline.campaign_tools import measure
from dsa_reports.pipeline.campaigns import find_campaigns
from dsa_reports.pipeline.sample.crowds import sample_campaigns


@pytest.mark.slow
@pytest.mark.parametrize(("accounts", "seed"), [(5_000, 2), (10_000, 11)], ids=["small", "courses that register together"])
def test_few_honest_people_and_no_honest_crowd_are_candidates(tmp_path: Path, accounts: int, seed: int) -> None:
    sample_campaigns(output=tmp_path / "planted", accounts=accounts, seed=seed)
    find_campaigns(events=[tmp_path / "planted/events.parquet"], actions=[tmp_path / "planted/actions.parquet"], output=tmp_path / "out", on=date(2026, 12, 31), purpose="test", keep_days=1)
    done = measure(result=tmp_path / "out", labels=tmp_path / "planted/labels.csv").document()
    assert done["precision"]["value"] >= 0.98
    assert done["recall"]["value"] >= 0.8
    assert done["honest_candidates"] == []
    for crowd in ("answers_bots", "copied_pictures", "creators", "educators", "fandom", "staff", "newcomers"):
        assert done["honest"][crowd]["in_candidates"]["numerator"] <= 1, crowd
