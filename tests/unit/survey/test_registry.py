"""What every survey must say of itself, and how they are run."""

import pytest

from dsa_reports.contract import tables
from dsa_reports.errors import UsageError
from dsa_reports.intake.survey import all_surveys
from dsa_reports.intake.survey.registry import survey
from dsa_reports.law.citations import problems

# Rows that break nearly every rule, so that the second questions are asked, too.
_DECISION = {
    "content_ref": "c", "content_date": "1970-01-01", "decision_facts": "a.b@example.nl", "notice_id": "x-0", "surface": "comment", "detector_id": "d",
    "incompatible_content_ground": "Rules", "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "first_event_at": "2026-02-02 10:00:00",
}
ALARMING = {
    "notices": [{"reporter_kind": "trusted_flagger", "received_at": "2025-02-02", "decided_at": "2025-02-02"}] * 120,
    "moderation_actions": [
        {**_DECISION, "decided_at": f"2026-0{1 + n // 600}-1{n // 120 % 10} 00:00:00", "automated_detection": n < 600, "content_date": f"{1970 + n % 40}-01-01"} for n in range(1200)
    ],
}


def _says(rows):
    """Nothing is wrong."""
    return iter(())


def _silent(rows):
    return iter(())


@pytest.mark.parametrize("one", all_surveys().values(), ids=lambda one: one.id)
def test_every_survey_explains_itself(one):
    assert one.rule
    assert one.remedy
    assert one.example
    assert one.tables
    assert problems(one.citation) == []
    assert all(name in tables() for name in one.tables)
    assert set(one.columns) == {name for table in one.tables for name in one.columns_of(tables()[table])}


def test_unknown_ids_and_bad_declarations_are_refused(log):
    with pytest.raises(UsageError, match="no survey X-99"):
        log.run(only=["X-99"])
    with pytest.raises(ValueError, match="tables that do not exist"):
        survey("Z-1", tables=("nowhere",), severity="info", citation="check Z-1", remedy="x", example="x")(_says)
    with pytest.raises(ValueError, match="does not say its rule"):
        survey("Z-1", tables=("notices",), severity="info", citation="check Z-1", remedy="x", example="x")(_silent)


def test_only_loaded_tables_are_looked_at_and_skip_skips(log):
    assert log.run() == []
    log.made("moderation_actions", [{"content_ref": "c"}] * 2)
    assert "S-4" in {f.id for f in log.run()}
    assert "S-4" not in {f.id for f in log.run(skip=["S-4"])}
    assert log.run(tables=["notices"]) == []


@pytest.mark.parametrize("one", all_surveys().values(), ids=lambda one: one.id)
def test_a_survey_reads_no_column_that_it_does_not_declare(one, surveyed):
    """Whoever gives surveys only the columns that they declare must see them run."""
    log = surveyed()
    for name in tables():
        log.made(name, ALARMING.get(name, [{}]))
        columns = ", ".join(f'"{c}"' for c in (*one.columns_of(tables()[name]), "_file", "_record"))
        log.con.execute(f"ALTER TABLE accepted_{name} RENAME TO whole_{name}")
        log.con.execute(f"CREATE VIEW accepted_{name} AS SELECT {columns} FROM whole_{name}")
    found = log.run(only=[one.id], period="2026-H1")
    assert found or one.id in {"EXPORT-1", "R-7", "BIRTH-2"}
