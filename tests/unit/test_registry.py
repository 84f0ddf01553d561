"""Rules that declare themselves. What each kind of rule says is tested where it lives."""

import pytest

from dsa_reports.registry import Registry, id_of, order


def registry() -> Registry[str]:
    return Registry("check", "tests.unit.test_registry")


def c_10() -> None:
    """Ten is
    more.
    """


def c_9() -> None:
    """Nine."""


def nothing_said() -> None: ...


def test_rules_come_by_group_and_number_with_their_docstrings_as_words() -> None:
    rules = registry()
    for function in (c_10, c_9):
        rules.add(id_of(function), function, lambda rule: rule)
    rules.add("B-11", c_9, lambda rule: rule)
    assert list(rules.all().items()) == [("B-11", "Nine."), ("C-9", "Nine."), ("C-10", "Ten is more.")]
    assert order("MI-10") > order("MI-9") > order("C-99")


def test_a_rule_needs_words_and_an_id_of_its_own() -> None:
    rules = registry()
    rules.add("C-9", c_9, lambda rule: rule)
    rules.add("C-9", c_9, lambda rule: rule)  # its module may be loaded twice
    with pytest.raises(ValueError, match="two checks are called C-9"):
        rules.add("C-9", order, lambda rule: rule)
    with pytest.raises(ValueError, match="C-12 does not say its rule"):
        rules.add("C-12", nothing_said, lambda rule: rule)
