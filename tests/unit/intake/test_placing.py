"""Accepted rows in, before, after and beside the period: each edge once."""

from zoneinfo import ZoneInfo

import pytest

from dsa_reports.errors import IntegrityError
from dsa_reports.intake.model import Placed
from dsa_reports.intake.placing import placed
from dsa_reports.law.periods import parse_period
from dsa_reports.service.config import Source
from tests.unit.intake.conftest import notice, notices
from tests.unit.intake.test_bad_input import N, write

ACTION = (
    "puid,decision_ground,category,source_type,decided_at,application_date,automated_detection,automated_decision,decision_account\n"
)
LINE = "{},DECISION_GROUND_INCOMPATIBLE_CONTENT,STATEMENT_CATEGORY_SCAMS_AND_FRAUD,SOURCE_VOLUNTARY,{},{},true,AUTOMATED_DECISION_FULLY,DECISION_ACCOUNT_TERMINATED\n"


def test_times_are_held_against_the_instants_of_the_zone(loading, tmp_path):
    times = ["2025-12-31T22:59:59Z", "2025-12-31T23:00:00Z", "2026-06-30T21:59:59.999Z", "2026-06-30T22:00:00Z", "2026-09-01T00:00:00Z"]
    write(tmp_path, "n.csv", notices(*(notice(str(i), received_at=t) for i, t in enumerate(times)), notice("x", received_at="soon"), notice("0")))
    got = loading(N, zone="Europe/Amsterdam")
    period = parse_period("2026-H1", ZoneInfo("Europe/Amsterdam"))
    table = placed(got.con, got.intake, period).tables["notices"]
    assert table.placed == Placed(in_period=2, before_period=1, after_period=2)
    assert (sum(f.rows_read for f in table.files), sum(f.accepted for f in table.files)) == (7, 5)


def test_the_first_date_that_has_a_value_places_a_row(loading, tmp_path):
    rows = [
        ("2026-03-01T00:00:00Z", "2027-01-01"), ("2027-03-01T00:00:00Z", "2026-03-01"), ("", "2026-01-01"), ("", "2026-06-30"),
        ("", "2025-12-31"), ("", "2026-07-01"),
    ]
    write(tmp_path, "a.csv", ACTION + "".join(LINE.format(n, *row) for n, row in enumerate(rows)))
    got = loading({"moderation_actions": Source(files=("a.csv",))}, zone="America/New_York")
    found = placed(got.con, got.intake, parse_period("2026-H1", ZoneInfo("America/New_York"))).tables["moderation_actions"].placed
    assert found == Placed(in_period=3, before_period=1, after_period=2)


def test_a_table_that_no_date_places(loading, tmp_path):
    write(tmp_path, "m.csv", "id,title,status\nm1,Defaults,in_place\n")
    got = loading({"minor_measures": Source(files=("m.csv",))})
    accepted = sum(f.accepted for f in got.intake.tables["minor_measures"].files)
    assert accepted == 1, got.ids
    assert placed(got.con, got.intake, parse_period("2026", ZoneInfo("UTC"))).tables["minor_measures"].placed == Placed(undated=1)


def test_a_row_without_a_place_stops_everything(loading, tmp_path):
    write(tmp_path, "n.csv", notices(notice("a")))
    got = loading(N)
    got.con.execute("CREATE OR REPLACE VIEW accepted_notices AS SELECT NULL::TIMESTAMP AS received_at, 0 AS _file, 2 AS _record WHERE false")
    with pytest.raises(IntegrityError, match="1 rows of notices were accepted, but 0 lie"):
        placed(got.con, got.intake, parse_period("2026", ZoneInfo("UTC")))
