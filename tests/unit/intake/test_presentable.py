"""What a finding may show of a log: the form of codes, numbers and dates, never what a person may have written."""

import pytest

from dsa_reports.intake.model import MASKED
from dsa_reports.intake.presentable import presentable

CODES = ("trusted_flagger", "other", "STATEMENT_CATEGORY_SCAMS_AND_FRAUD")


@pytest.mark.parametrize(("text", "kind"), [
    ("jan@example.org", "timestamp"), ("my phone is 0612345678", "timestamp"), ("1987-05-06", "timestamp"), ("06-05-1987", "date"), ("0612345678", "integer"),
    ("Kerkstraat 12", "integer"), ("192.168.1.4", "code"), ("NL91ABNA0417164300", "code"), ("hoi schat", "code"), ("Piet Jansen", "code"), ("pjansen", "code"),
    ("@pjansen", "codes"), ("jan.jansen@gmail.com", "text"), ("+31612345678", "text"), ("0612345678", "text"), ("https://x.example/u/jan", "text"), ("Jan", "boolean"),
])  # fmt: skip
def test_what_may_be_personal_is_masked(text: str, kind: str) -> None:
    assert presentable(text, kind, masks=True, codes=CODES) == MASKED
    assert presentable(text, kind, masks=False, codes=CODES) == text


@pytest.mark.parametrize(("text", "kind", "count"), [
    ("2026-02-30T10:00:00+01:00", "timestamp", 1), ("2026-02-30", "date", 1), ("31/12/2025 08:00", "timestamp", 1), ("1987-05-06 10:00", "timestamp", 1), ("1,000", "integer", 1),
    ("-3", "integer", 1), ("98.5 %", "number", 1), ("maybe", "boolean", 1), ("STATEMENT_CATEGORY_TYPO", "code", 1), ("HIDDEN", "codes", 1), ("trusted_flager", "code", 1),
    ("Sexual spam (bot)", "code", 3), ("poked", "code", 3), ("pb-000000492", "text", 1), ("7f3c-91", "text", 1),
])  # fmt: skip
def test_what_helps_is_shown(text: str, kind: str, count: int) -> None:
    assert presentable(text, kind, masks=True, count=count, codes=CODES) == text


def test_a_rare_label_of_several_words_is_masked() -> None:
    assert presentable("bel 0612345678 Jan", "text", masks=True, count=9, label=True) == MASKED
    assert presentable("Sexual spam", "text", masks=True, count=1, label=True) == MASKED
    assert presentable("Sexual spam", "text", masks=True, count=40, label=True) == "Sexual spam"
