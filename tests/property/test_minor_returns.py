"""Back within 30 days, behind another account: the windows of the query say what a plain loop over all pairs says."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from dsa_reports.engines.duckdb import connect
from dsa_reports.intake.derive import derive_only
from dsa_reports.law.periods import parse_period
from tests.conftest import empty_contract, put

FIRST = datetime(2026, 3, 1)
acts = st.lists(
    st.tuples(
        st.sampled_from(["a.example", "A.example", "b.example", None]), st.sampled_from(["x", "y", None]),
        st.sampled_from([0, 1, 29, 30, 31, 60]), st.sampled_from([0, 1]), st.booleans(),
    ), min_size=1, max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(acts)
def test_returns_are_those_of_all_pairs(rows):
    made = [
        {"puid": f"p{n}", "landing_domain": host, "account_ref": account, "decided_at": FIRST + timedelta(days=days, microseconds=tick), "notice_id": "n" if reported else None}
        for n, (host, account, days, tick, reported) in enumerate(rows)
    ]
    expected = sorted(
        ("minor", one["landing_domain"] is not None, any(
            one["landing_domain"] is not None and one["account_ref"] is not None and later["account_ref"] not in (None, one["account_ref"])
            and (later["landing_domain"] or "").lower() == one["landing_domain"].lower()
            and timedelta(0) < later["decided_at"] - one["decided_at"] <= timedelta(days=30)
            for later in made
        ))
        for one in made if one["notice_id"]
    )
    with connect(threads=1) as con:
        empty_contract(con)
        put(con, "notices", {"id": "n", "reporter_kind": "minor"})
        for row in made:
            put(con, "moderation_actions", row)
        derive_only(con, "f_minor_returns", parse_period("2026-H1", ZoneInfo("UTC")))
        assert sorted(con.execute("SELECT reporter_kind, traceable, returned FROM f_minor_returns").fetchall()) == expected
