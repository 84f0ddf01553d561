"""What every survey must say of itself, and how they are run."""

import pytest

from dsa_reports.contract import tables
from dsa_reports.errors import UsageError
from dsa_reports.intake.survey import all_surveys
from dsa_reports.intake.survey.registry import survey
from dsa_reports.law.citations import problems


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
