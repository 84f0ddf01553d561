"""docs/minors.md names what exists."""

import re
from pathlib import Path

from dsa_reports.contract import tables
from dsa_reports.law.minor_items import features, items, suggested
from dsa_reports.minors import all_rules

PAGE = (Path(__file__).parents[2] / "docs/minors.md").read_text("utf-8")


def test_items_rules_indicators_and_columns_exist() -> None:
    assert set(re.findall(r"\b[A-Z]{2}-\d{2}\b", PAGE)) <= set(items())
    assert set(re.findall(r"\bMM-\d+\b", PAGE)) <= set(all_rules())
    assert set(re.findall(r"--(?:has|lacks) (\w+)", PAGE)) <= set(features()) | {"and"}
    for name in re.findall(r"\[tables\.(\w+)\]", PAGE):
        assert name in tables()
    example = re.search(r"```toml\n\[\[measure\]\]\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    keys = set(re.findall(r"^(\w+) =", example[1], re.MULTILINE))
    assert keys <= set(tables()["minor_measures"].names)
    assert set(re.findall(r'"(private_\w+)"', PAGE)) <= set(suggested())


def test_it_never_calls_anybody_compliant() -> None:
    assert "complian" not in PAGE.lower()
