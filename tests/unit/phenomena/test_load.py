"""Definitions as data: what the package ships, what a service may add, and what is wrong said with file and line."""

from pathlib import Path

import pytest

from dsa_reports.contract.common import ABUSE_KEYWORDS
from dsa_reports.errors import UsageError
from dsa_reports.phenomena.load import phenomena, phenomenon_files, shipped

OWN = '''
id = "fake_shops"
version = "1"
title = "Fake shops"
precedence = 200
citation = ["DSA Art. 15(1)(c)"]
definition = "Accounts and posts that lead to shops which take money and send nothing."

[[rule]]
id = "label"
why = "The label says so."
platform_labels = ["fake shop"]
'''
MORE = '''
extends = "sexbot_spam"
version = "ours 1"
reason = "Our detector was made for it."

[[rule]]
id = "detector"
why = "Our detector found it."
detectors = ["bot-ring-v4"]
'''


def write(folder: Path, **files: str) -> list[Path]:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return phenomenon_files(folder)


def test_sexbot_spam_is_shipped_in_words_with_version_and_citation() -> None:
    told = shipped()["sexbot_spam"]
    assert (told.version, told.chapter) == ("1", "sexbot")
    assert "sex workers" in told.definition
    assert told.citation
    assert all(rule.why for rule in told.rule)


def test_no_rule_of_the_package_rests_on_a_category_alone_or_on_adult_words() -> None:
    for rule in shipped()["sexbot_spam"].rule:
        assert rule.value_map or rule.confirmed_campaigns or rule.descriptions or rule.platform_labels, rule.id
        said = " ".join((*rule.descriptions, *rule.platform_labels)).lower()
        assert not any(word in said for word in ("dating", "adult", "nud", "escort", "porn ", "erotic")) or "porn bot" in said


def test_abuse_and_grooming_are_excluded_by_the_shipped_definition() -> None:
    assert set(ABUSE_KEYWORDS) <= {keyword for never in shipped()["sexbot_spam"].never for keyword in never.keywords}


def test_a_service_adds_a_phenomenon_and_rules_and_takes_nothing_away(tmp_path: Path) -> None:
    found = phenomena(write(tmp_path, own=OWN, more=MORE))
    assert list(found) == ["sexbot_spam", "fake_shops"]
    whole = found["sexbot_spam"]
    assert whole.version == "1 + ours 1"
    assert [rule.id for rule in whole.rule] == [*(rule.id for rule in shipped()["sexbot_spam"].rule), "detector"]
    assert whole.never == shipped()["sexbot_spam"].never
    assert whole.sources == ("sexbot_spam.toml", "more.toml")


@pytest.mark.parametrize(("text", "line", "says", "do"), [
    (OWN.replace('id = "label"', 'id = "la bel"'), 10, "rule.0.id", "docs/sexbots.md"),
    (OWN.replace("platform_labels", "plattform_labels"), 12, "unknown key", "Delete it"),
    (OWN + 'categories = ["STATEMENT_CATEGORY_SPAM"]\n', 13, "no official category", "Correct"),
    (OWN + 'keywords = ["KEYWORD_SPAM"]\n', 13, "no official keyword", "Correct"),
    (OWN.replace('platform_labels = ["fake shop"]\n', ""), 9, "any condition", "Correct"),
    (OWN.replace("DSA Art. 15(1)(c)", "some law"), 6, "not understood as a citation", "Correct"),
    (OWN.replace("precedence = 200", 'chapter = "sexbot"'), 5, "belongs to a phenomenon of the package", "Leave"),
    (OWN.replace("fake_shops", "sexbot_spam"), 2, "there already", "extends"),
    (OWN + "\n[[rule]]\n" + OWN.split("[[rule]]\n")[1], None, "twice", "Correct"),
    (OWN.replace('version = "1"', "version = 1"), 3, "version", "Correct"),
    (OWN.replace("title = ", "title "), 4, "not valid TOML", "Write keys"),
    (MORE.replace("sexbot_spam", "sexbots"), 2, "no phenomenon", "sexbot_spam"),
    (MORE.replace('id = "detector"', 'id = "value_map"'), 6, "twice", "another id"),
    (MORE.replace('reason = "Our detector was made for it."\n', ""), None, "missing", "Add it"),
])
def test_a_mistake_is_said_with_file_line_and_remedy(tmp_path: Path, text: str, line: int | None, says: str, do: str) -> None:
    with pytest.raises(UsageError) as caught:
        phenomena(write(tmp_path, ours=text))
    assert says in caught.value.what
    assert "ours.toml" in caught.value.where
    assert do in caught.value.remedy
    if line:
        assert caught.value.where.endswith(f"ours.toml:{line}"), caught.value.where


def test_two_files_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there already"):
        phenomena(write(tmp_path, a=OWN, b=OWN))


def test_other_encodings_and_huge_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b'id = "x"\ntitle = "\xff"\n')
    with pytest.raises(UsageError, match="UTF-8") as caught:
        phenomena(phenomenon_files(tmp_path))
    assert caught.value.where.endswith("a.toml:2")
    (tmp_path / "a.toml").write_bytes(b"# " + b"x" * 1_100_000)
    with pytest.raises(UsageError, match="1 MB"):
        phenomena(phenomenon_files(tmp_path))


def test_a_service_without_the_folder_has_the_shipped_ones(tmp_path: Path) -> None:
    assert phenomena(phenomenon_files(tmp_path / "phenomena")) == shipped()
