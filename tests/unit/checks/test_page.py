"""The rules for people: the page in docs, the list and the explanation on the screen."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dsa_reports.checks import all_checks
from dsa_reports.checks.page import described, listed, page
from dsa_reports.checks.registry import anchor
from dsa_reports.cli.app import app
from dsa_reports.harmonised.reading import RULES

ROOT = Path(__file__).parents[3]
NAMES = sorted({*all_checks(), *RULES})


def run(*words):
    return CliRunner().invoke(app, list(words), prog_name="dsa-reports")


def test_the_page_is_that_of_the_program():
    assert (ROOT / "docs/checks.md").read_text("utf-8") == page(), "run: python -m dsa_reports.checks.page > docs/checks.md"


def test_every_rule_has_its_anchor_once():
    anchors = re.findall(r'<a id="([^"]+)"></a>', page())
    assert len(anchors) == len(set(anchors))
    assert set(anchors) == {anchor(name) for name in NAMES}


@pytest.mark.parametrize(("name", "expected"), [("C-7", "c-7"), ("MI-1", "mi-1"), ("waiver.expired", "waiver-expired"), ("READ-1", "read-1")])
def test_anchors(name, expected):
    assert anchor(name) == expected


def test_the_list_names_every_rule():
    text = listed()
    assert [name for name in NAMES if f"\n  {name:<8}" not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_is_explained(name):
    text = described(name)
    assert "law " in text
    assert "do  " in text
    if name in all_checks():
        assert "Breaks (" in text
        assert "Quiet" in text


def test_one_rule_on_the_screen():
    shown = run("checks", "c-7")
    assert shown.exit_code == 0
    assert "Measures after solely automated detection are never more than all measures." in shown.stdout
    assert "II.1.4" in shown.stdout
    assert "Breaks (blocks): 4 automated measures of 3" in shown.stdout


def test_a_group_for_programs():
    (entries) = json.loads(run("checks", "F", "--json").stdout)
    assert [entry["id"] for entry in entries] == ["F-1", "F-2", "F-3", "F-4", "F-5", "F-6", "F-8"]
    assert all(entry["citation"] and entry["remedy"] and len(entry["examples"]) >= 2 for entry in entries)


def test_an_unknown_rule():
    wrong = run("checks", "Z-9")
    assert wrong.exit_code == 2
    assert "Z-9" in wrong.output
    assert "Traceback" not in wrong.output
