"""`rules` knows every rule that a log can break, by the id that findings carry."""

import json
import re
from pathlib import Path

import pytest

from dsa_reports.contract import tables
from dsa_reports.errors import UsageError
from dsa_reports.intake.rulebook import anchor, rulebook
from dsa_reports.minors import all_rules
from dsa_reports.pipeline.rules import all_entries, rules

ROOT = Path(__file__).parents[3]


def test_every_id_that_the_loader_writes_is_in_the_book() -> None:
    written = {
        found for path in [*(ROOT / "dsa_reports" / "intake").rglob("*.py"), ROOT / "dsa_reports/pipeline/loose.py"] if path.name != "rulebook.py"
        for found in re.findall(r'"(intake\.[a-z_]+)"', path.read_text("utf-8"))
    }
    assert written == {entry.id for entry in rulebook() if entry.part in ("records", "columns")}


def test_ids_and_anchors_are_told_apart_and_everything_is_said() -> None:
    entries = all_entries()
    assert len({anchor(entry.id) for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.message, entry.id
        assert entry.remedy, entry.id
        assert entry.example or entry.part in ("gaps", "ads"), entry.id
    assert {entry.id for entry in entries if entry.part == "tables"} == {rule.id for table in tables().values() for rule in table.all_rules()}
    assert {entry.id for entry in entries if entry.part == "register"} == set(all_rules())


def test_anchor() -> None:
    assert anchor("intake.required") == "intake-required"
    assert anchor("notices.decided_at_plausible") == "notices-decided-at-plausible"
    assert anchor("RECIPIENTS-1") == "recipients-1"


def test_forms() -> None:
    page = rules(form="markdown")
    for entry in all_entries():
        assert f'<a id="{anchor(entry.id)}"></a>' in page
    listed = json.loads(rules(form="json"))
    assert [entry["id"] for entry in listed] == [entry.id for entry in all_entries()]
    (one,) = json.loads(rules(rule="notices.flagger_named", form="json"))
    assert one["broken_row"]["trusted_flagger_name"] is None
    assert one["broken_row"]["reporter_kind"] == "trusted_flagger"
    assert "Export the name of the organisation." in rules(rule="notices.flagger_named")
    assert "complaints." not in rules(table="disputes")


@pytest.mark.parametrize(("rule", "table", "meant"), [("notices.flager_named", "", "notices.flagger_named"), ("", "notice", "notices")])
def test_what_does_not_exist(rule: str, table: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        rules(rule=rule, table=table)
    assert meant in caught.value.remedy


@pytest.mark.parametrize(("rule", "said"), [
    ("nope", "`dsa-reports rules` lists all"), ("flagger", "`notices.flagger_named`"), ("PERIOD", "`PERIOD-1`"), ("notices", "dsa-reports rules --table notices"),
    ("period-1", "`PERIOD-1`"),
])
def test_an_unknown_rule_gets_the_nearest_only(rule: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        rules(rule=rule)
    assert said in caught.value.remedy
    assert len(caught.value.remedy) < 500


@pytest.mark.parametrize("width", [60, 100, 140])
def test_lines_fit_the_width_and_nothing_is_lost(width: int) -> None:
    ids = [entry.id for entry in rulebook()]
    text = rules(width=width)
    assert all(len(line) <= width or len(line.split()) <= 3 for line in text.splitlines()), "an id is not parted"
    words = " ".join(text.split())
    for entry in rulebook():
        assert f"{entry.id}: {' '.join(entry.message.split())}" in words
    for name in ids:
        one = rules(rule=name, width=width).splitlines()
        assert all(len(line) <= width or "breaks it" in line or len(line.split()) <= 3 for line in one)
