"""X-6 on the rows: suspensions of repeat offenders are some of the suspensions among the measures."""

import duckdb
import pytest

from dsa_reports.intake.gaps import GAPS


@pytest.mark.parametrize(
    ("offenders", "suspended", "other", "expected"),
    [(3, 2, 5, 1), (2, 2, 0, 0), (0, 4, 0, -4), (3, 0, 0, 0)],  # without any measures nothing can be said
)
def test_suspensions(offenders: int, suspended: int, other: int, expected: int) -> None:
    (gap,) = [gap for gap in GAPS if gap.id == "X-6"]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE f_suspensions AS SELECT 'manifestly_illegal_content' AS ground FROM range(?)", [offenders])
        connection.execute("INSERT INTO f_suspensions VALUES ('manifestly_unfounded_notices')")
        connection.execute(
            "CREATE TABLE f_measures AS SELECT range < ? AS account_suspension, false AS provision_suspension FROM range(?)",
            [suspended, suspended + other],
        )
        ((count, example),) = connection.execute(gap.sql).fetchall()
    assert count == expected
    assert example == f"{offenders} against {suspended}"
