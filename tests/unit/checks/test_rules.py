"""One worked example per rule that trips it, and at least one that does not."""

from dataclasses import dataclass, field
from functools import cache

import pytest

from dsa_reports.checks import all_checks, run_checks
from dsa_reports.findings import Severity
from tests.unit.checks.sample_reports import changed, correct, readings_of

A, B = "STATEMENT_CATEGORY_ANIMAL_WELFARE", "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"
A1, A2, AX = f"{A}/KEYWORD_ANIMAL_HARM", f"{A}/KEYWORD_UNLAWFUL_SALE_ANIMALS", f"{A}/KEYWORD_OTHER"
B1, BX = f"{B}/KEYWORD_PHISHING", f"{B}/KEYWORD_OTHER"
M = "STATEMENT_CATEGORY_PROTECTION_OF_MINORS"
BLOCKS, ERROR, WARNING, INFO = Severity.BLOCKS, Severity.ERROR, Severity.WARNING, Severity.INFO
Cells = dict[tuple[int, str, str, str], str]


def cells(part: int, column: str, scope: str = "", **rows: str) -> Cells:
    """The same column of several rows: `TOTAL="3", A="3"`."""
    return {(part, ROWS.get(name, name), column, scope): text for name, text in rows.items()}


ROWS = {"A": A, "B": B, "A1": A1, "A2": A2, "AX": AX, "B1": B1, "BX": BX, "M": M}


@dataclass(frozen=True)
class Case:
    id: str
    cells: Cells
    severity: Severity | None
    says: str = ""
    tier: str = "vlop"
    readings: dict[str, str] | None = None
    drop: tuple[tuple[int, str, str], ...] = ()
    internal: bool = False
    period: str = ""
    figure: str | None = field(default=None)


def notices(total: str, a: str, b: str) -> Cells:
    return cells(4, "notices_received", TOTAL=total, A=a, A1=a, B=b, B1=b) | cells(4, "items", TOTAL="99", A="50", A1="50", B="49", B1="49")


def share(value: str, reversed_: str) -> Cells:
    return {(7, "disputes", "value", "outcomes_implemented"): value, (7, "disputes", "value", "reversed"): reversed_, (7, "disputes", "value", "total"): "9"}


def people(inside: str, outside: str, total: str, nl: str = "0") -> Cells:
    found = {(9, f"moderators_{kind}", "value", "total"): n for kind, n in (("internal", inside), ("external", outside), ("linguistic", total))}
    return found | {(9, "moderators_linguistic", "value", "nl"): nl}


def own(five: str, six: str, column: str = "measures") -> Cells:
    return cells(5, column, TOTAL=five, A=five, A1=five) | cells(6, column, TOTAL=six, A=six, A1=six)


def automated(kind: str, scope: str, solely: str, not_: str) -> Cells:
    return {(8, f"{kind}_solely_automated", "value", scope): solely, (8, f"{kind}_not_automated", "value", scope): not_}


def measures(count: str, **restrictions: str) -> Cells:
    found = cells(5, "measures", TOTAL=count, A=count, A1=count)
    for name, text in restrictions.items():
        found |= cells(5, name, TOTAL=text, A=text, A1=text)
    return found


def orders(total: str, nl: str, de: str) -> Cells:
    found: Cells = {}
    for scope, text in (("TOTAL", total), ("NL", nl), ("DE", de)):
        for column in ("orders_to_act", "items"):
            found |= cells(3, column, scope, TOTAL=text, A=text, A1=text)
    return found


def medians(total: str, a: str, b: str) -> Cells:
    return cells(4, "median_time", TOTAL=total, A=a, A1=a, B=b, B1=b)


DATE = (1, "publication_date", "value", "")
PREVIOUS = (1, "previous_publication_date", "value", "")
COMPLAINTS = {scope: (7, "complaints", "value", scope) for scope in ("total", "upheld", "partially_reversed", "reversed", "omitted")}
ALL_STATES = {"member_state_rows": "all"}

TRIPS = [
    Case("A-4", {(11, "summary", "value", ""): "Free text"}, BLOCKS, "Free text"),
    Case("A-4", {(4, AX, "other_description", ""): 'Text to detail the "Other" keyword.'}, BLOCKS, "placeholder"),
    Case("A-4", {(9, "moderators_linguistic", "scope", "bg"): "[...]"}, BLOCKS, "[...]"),
    Case("A-5", {(4, A, "period", ""): "2026-01-01/2026-12-31"}, BLOCKS, "2026-01-01/2026-12-31"),
    Case("A-5", {(1, "period_end", "value", ""): "2026-07-01"}, BLOCKS, "part 1 says"),
    Case("A-5", {(4, A, "period", ""): "01/01/2026 - 30/06/2026"}, BLOCKS),
    Case("A-6", {DATE: "2026-09-01"}, ERROR, "due on 2026-08-31"),
    Case("A-6", {DATE: "2027-03-01"}, INFO, "due on 2027-02-28, a Sunday", tier="hosting"),
    Case("A-6", {DATE: "2027-03-02"}, ERROR, "due on 2027-02-28", tier="hosting"),
    Case("A-6", {DATE: "2026-06-30"}, ERROR, "before the period has ended"),
    Case("A-6", {DATE: "31-08-2026"}, ERROR, "no day"),
    Case("A-6", {DATE: ""}, WARNING, "not stated"),
    Case("A-6", {PREVIOUS: "2026-08-31"}, ERROR, "not older"),
    Case("A-7", {}, BLOCKS, "no statutory period", period="2026-01-01/2026-03-31"),
    Case("A-7", {}, INFO, "internal report", period="2026-01-01/2026-03-31", internal=True),
    Case("A-7", {}, BLOCKS, "hosting", tier="hosting", period="2026-01-01/2026-06-30"),
    Case("A-10", {(11, "summary", "value", ""): "é" * 5001}, BLOCKS, "5001"),
    Case("A-10", {(4, A, "context_items", ""): "x" * 5001}, BLOCKS, "5001"),
    Case("B-3", cells(4, "notices_received", TOTAL="2", A="2", AX="2"), BLOCKS, "no description"),
    Case("B-3", {(4, AX, "other_description", ""): "Spam", (4, BX, "other_description", ""): "Spam"}, BLOCKS, "Spam"),
    Case("B-3", cells(4, "notices_received", TOTAL="2", A="2", AX="2") | {(4, AX, "other_description", ""): "Not described"}, BLOCKS, "2 row(s) of the log"),
    Case("B-3", cells(4, "items", AX="2") | {(4, AX, "other_description", ""): "Not described (Animal welfare)"}, BLOCKS, "figures under KEYWORD_OTHER"),
    Case("B-3", cells(5, "measures", AX="3") | {(5, AX, "other_description", ""): "Not described"}, BLOCKS, "3 measures of the log", readings={"measure_unit": "restriction"}),
    Case("B-4", cells(4, "notices_received", TOTAL="5", A="5", A1="2", AX="3"), WARNING, "3 of 5"),
    Case("C-1", notices("16", "12", "3"), BLOCKS, "12 + 3 = 15, TOTAL says 16", figure="4.TOTAL.notices_received"),
    Case("C-1", notices("", "12", "3"), BLOCKS, "12 + 3 = 15, TOTAL is blank"),
    Case("C-1", cells(3, "orders_to_inform", "NL", TOTAL="1"), BLOCKS, "TOTAL (NL) says 1", readings=ALL_STATES),
    Case("C-2", cells(4, "items", TOTAL="7", A="7", A1="2", A2="4"), BLOCKS, f"2 + 4 = 6, {A} says 7"),
    Case("C-2", cells(4, "items", TOTAL="7", A="7", A1="", A2="", AX=""), BLOCKS, f"0, {A} says 7"),
    Case("C-3", cells(4, "notices_trusted_flaggers", A="1"), BLOCKS, "1 of trusted flaggers, 0 in all"),
    Case("C-3", automated("notices", "trusted_flagger_notices", "2", "0"), BLOCKS, "2 of trusted flaggers"),
    Case("C-4", cells(4, "notices_trusted_flaggers", A="3") | cells(4, "items_trusted_flaggers", A="2"), WARNING, "2 items in 3"),
    Case("C-5", cells(4, "notices_received", A="3") | cells(4, "items", A="2"), WARNING, "2 items in 3 notices"),
    Case("C-5", cells(3, "orders_to_act", "TOTAL", A="3"), WARNING, "0 items in 3 orders"),
    Case("C-6", cells(4, "actions_law", A="3") | cells(4, "actions_terms", A="2") | cells(4, "items", A="4"), WARNING, "3 + 2 = 5 actions on 4"),
    Case("C-7", cells(5, "measures", A="3") | cells(5, "solely_automated", A="4"), BLOCKS, "4 automated measures of 3"),
    Case("C-8", measures("5", visibility_removal="3", account_suspension="1"), ERROR, "3 + 1 = 4 restrictions, 5 measures", readings={}),
    Case("C-8", measures("5", visibility_removal="3", account_suspension="1"), WARNING, "3 + 1 = 4"),
    Case("C-8", measures("3", visibility_removal="3", account_suspension="1"), ERROR, "3 + 1 = 4", readings={"measure_unit": "restriction"}),
    Case("C-10", orders("5", "2", "4"), ERROR, "over the Member States 4 + 2 = 6, TOTAL says 5", readings=ALL_STATES),
    Case("C-11", {COMPLAINTS["total"]: "3", COMPLAINTS["upheld"]: "2", COMPLAINTS["reversed"]: "2"}, WARNING, "2 + 2 = 4 outcomes of 3"),
    Case("C-11", {COMPLAINTS["total"]: "3", COMPLAINTS["upheld"]: "4"}, ERROR, "4 outcomes of 3", readings={}),
    Case("C-11", {COMPLAINTS["total"]: "3", COMPLAINTS["upheld"]: "2"}, WARNING, "1 pending"),
    Case("C-13", share("1.5", "2"), BLOCKS, "between 0 and 1"),
    Case("C-13", share("0", "0"), WARNING, "no outcome was reversed"),
    Case("C-13", share("", "2"), WARNING, "no share"),
    Case("C-14", cells(4, "items", A="2.5"), BLOCKS, "2.5"),
    Case("C-14", {(10, "recipients", "value", "NL"): "65966014.0"}, BLOCKS, "65966014.0"),
    Case("C-14", {(9, "moderators_linguistic", "value", "nl"): "1.5"}, BLOCKS, "1.5"),
    Case("C-15", cells(4, "items", A="-2"), BLOCKS, "'-2'"),
    Case("C-15", cells(4, "items", A="1,374"), BLOCKS, "1,374"),
    Case("C-15", cells(4, "items", A="<10"), BLOCKS, "<10"),
    Case("C-15", {(8, "accuracy", "value", "total"): "0.998 - 0.999"}, BLOCKS),
    Case("F-1", {(8, "accuracy", "value", "total"): "100", (8, "accuracy", "context", "total"): "n = 200"}, BLOCKS, "100"),
    Case("F-3", {(8, "recall", "value", "nl"): "0.9"}, ERROR, "without sample size"),
    Case("G-1", {}, ERROR, "no row for mt", drop=((9, "moderators_linguistic", "mt"),)),
    Case("G-3", people("10", "5", "17"), ERROR, "10 + 5 = 15 moderators, 17"),
    Case("G-3", people("10", "5", "15.02"), ERROR, "15.02", readings={}),
    Case("G-3", people("10", "5", "14"), WARNING, "14 with linguistic"),
    Case("G-3", people("10", "5", "15", nl="16"), WARNING, "16 moderators for nl"),
    Case("T-1", medians("4345", "4345", "1"), WARNING, "4345 hours in a period of 4344"),
    Case("T-1", medians("7000", "7000", "1"), ERROR, "7000"),
    Case("T-1", medians("238168", "238168", "1"), BLOCKS, "238168"),
    Case("T-4", medians("13", "12", "3"), BLOCKS, "is 13, those of its parts lie from 3 to 12"),
    Case("T-4", cells(4, "median_time", A="5", A1="1", A2="4"), BLOCKS, f"median of {A} is 5"),
    Case("T-4", cells(3, "median_effect_to_act", "TOTAL", A="9") | cells(3, "median_effect_to_act", "NL", A="4"), BLOCKS, "over the Member States", readings=ALL_STATES),
    Case("X-1", cells(4, "notices_received", TOTAL="9") | automated("notices", "notices", "4", "3"), WARNING, "4 + 3 = 7 notices, part 4: 9"),
    Case("X-1", cells(4, "notices_received", TOTAL="6") | automated("notices", "notices", "4", "3"), WARNING, "4 + 3 = 7", readings={}),
    Case("X-2", own("4", "3", "solely_automated") | automated("measures", "own_initiative", "6", "0"), WARNING, "4 + 3 = 7 automated measures, part 8: 6"),
    Case("X-2", own("4", "3", "solely_automated") | automated("measures", "own_initiative", "6", "0"), WARNING, "4 + 3", readings={}),
    Case("X-3", own("4", "3") | automated("measures", "own_initiative", "5", "1"), WARNING, "5 + 1 = 6 measures, parts 5 and 6: 4 + 3 = 7"),
    Case("X-3", own("4", "3") | automated("measures", "own_initiative", "7", "1"), WARNING, "7 + 1 = 8", readings={}),
]

QUIET = [
    Case("A-4", {(11, "summary", "value", ""): "The words Free text and [...] may be quoted."}, None),
    Case("A-4", {(9, "moderators_linguistic", "scope", "bg"): "[...]"}, None, tier="hosting"),
    Case("A-5", {}, None),
    Case("A-6", {DATE: "2026-08-31"}, None),
    Case("A-6", {PREVIOUS: ""}, None),
    Case("A-7", {}, None),
    Case("A-10", {(11, "summary", "value", ""): "é" * 5000}, None),
    Case("B-3", cells(4, "notices_received", TOTAL="2", A="2", AX="2") | {(4, AX, "other_description", ""): "Doxing"}, None),
    Case("B-3", {(4, AX, "other_description", ""): "Spam", (4, BX, "other_description", ""): "Spam"}, None, readings={"other_descriptions": "category"}),
    Case("B-3", {(4, AX, "other_description", ""): "Not described"}, None),
    Case("B-3", cells(4, "notices_received", TOTAL="2", A="2", AX="2") | {(4, AX, "other_description", ""): "Sub-category not recorded"}, None),
    Case("B-3", {(3, AX, "other_description", "TOTAL"): "Spam", (3, AX, "other_description", "NL"): "Spam"}, None, readings=ALL_STATES),
    Case("B-4", cells(4, "notices_received", TOTAL="4", A="4", A1="2", AX="2"), None),
    Case("C-1", notices("15", "12", "3"), None),
    Case("C-1", medians("5", "12", "3"), None),
    Case("C-2", cells(4, "items", TOTAL="7", A="7", A1="2", A2="5"), None),
    Case("C-2", cells(3, "orders_to_inform", "NL", M="1"), None, readings=ALL_STATES | {"official_rows": "exact"}),
    Case("C-3", cells(4, "notices_trusted_flaggers", A="1") | cells(4, "notices_received", A="1"), None),
    Case("C-4", cells(4, "notices_trusted_flaggers", A="3") | cells(4, "items_trusted_flaggers", A="3"), None),
    Case("C-5", cells(4, "notices_received", A="3") | cells(4, "items", A="3"), None),
    Case("C-6", cells(4, "actions_law", A="3") | cells(4, "actions_terms", A="2") | cells(4, "items", A="5"), None),
    Case("C-7", cells(5, "measures", A="4") | cells(5, "solely_automated", A="4"), None),
    Case("C-8", measures("3", visibility_removal="3", account_suspension="1"), None, readings={}),
    Case("C-8", measures("4", visibility_removal="3", account_suspension="1"), None, readings={"measure_unit": "restriction"}),
    Case("C-10", orders("6", "2", "4"), None, readings=ALL_STATES),
    Case("C-11", {COMPLAINTS["total"]: "3", COMPLAINTS["upheld"]: "2", COMPLAINTS["omitted"]: "1"}, None, readings={}),
    Case("C-11", {COMPLAINTS["total"]: "3", COMPLAINTS["upheld"]: "4"}, None, readings={"complaints_cut_off": "decided"}),
    Case("C-11", {COMPLAINTS["total"]: "3", (7, "complaints", "context", "total"): "3 are pending."}, None, readings={}),
    Case("C-13", share("0.5", "2"), None),
    Case("C-13", share("", "0"), None),
    Case("C-14", cells(4, "median_time", A="2.5") | {(9, "moderators_internal", "value", "total"): "2.5"}, None),
    Case("C-15", cells(4, "items", A=""), None),
    Case("F-1", {(8, "accuracy", "value", "total"): "1"}, None),
    Case("F-3", {(8, "recall", "value", "nl"): "0.9", (8, "recall", "context", "nl"): "200 decisions, at random"}, None),
    Case("G-1", {}, None, tier="hosting", drop=((9, "moderators_linguistic", "mt"),)),
    Case("G-3", people("10", "5", "15", nl="15"), None),
    Case("T-1", medians("4344", "4344", "1"), None),
    Case("T-4", medians("12", "12", "3"), None),
    Case("T-4", medians("12", "", ""), None),
    Case("X-1", cells(4, "notices_received", TOTAL="9") | automated("notices", "notices", "4", "3"), None, readings={}),
    Case("X-2", own("4", "3", "solely_automated") | automated("measures", "own_initiative", "8", "0"), None, readings={}),
    Case("X-2", own("4", "3", "solely_automated") | automated("measures", "own_initiative", "2", "0"), None, readings={"automated_column": "detection"}),
    Case("X-3", own("4", "3") | automated("measures", "own_initiative", "5", "1"), None, readings={}),
    Case("X-3", own("4", "3") | automated("measures", "own_initiative", "6", "1"), None, readings={"partly_automated": "not_automated"}),
]


@cache
def base(tier: str, chosen: tuple[tuple[str, str], ...]):
    """The zero report: every figure that applies is 0."""
    return correct(tier, events=0, **dict(chosen))


def findings(case: Case):
    chosen = tuple(sorted((case.readings or {}).items()))
    report = changed(base(case.tier, chosen), case.cells)
    if case.drop:
        gone = set(case.drop)
        parts = tuple(
            part.model_copy(update={"rows": tuple(r for r in part.rows if (part.number, r.key, r.scope) not in gone)}) for part in report.parts
        )
        report = report.model_copy(update={"parts": parts})
    if case.period:
        report = report.model_copy(update={"period": case.period})
    readings = None if case.readings is None else readings_of(**case.readings)
    return list(run_checks(report, readings, internal=case.internal, only={case.id}))


def name(case: Case) -> str:
    return f"{case.id}-{case.severity.value if case.severity else 'quiet'}"


@pytest.mark.parametrize("case", TRIPS, ids=name)
def test_trips(case):
    found = findings(case)
    assert found, "the rule is silent"
    assert case.severity in {f.severity for f in found}
    said = [f for f in found if case.says in f.message and f.severity == case.severity]
    assert said, [f.message for f in found]
    assert said[0].citation
    assert said[0].remedy
    if case.figure is not None:
        assert said[0].figure == case.figure
        assert (said[0].file, said[0].line, said[0].column, said[0].value) == ("4_notices.csv", 2, "F", "16")


@pytest.mark.parametrize("case", QUIET, ids=name)
def test_stays_quiet(case):
    assert findings(case) == []


def test_every_check_has_both_examples():
    declared = set(all_checks())
    assert {case.id for case in TRIPS} == declared
    assert {case.id for case in QUIET} == declared


def test_every_check_says_its_rule():
    for check in all_checks().values():
        assert len(check.rule) > 20
        assert check.citation
        assert check.remedy


def test_hostile_text_in_a_cell_is_shown_harmlessly():
    (found,) = findings(Case("C-15", cells(4, "items", A="\x1b[31m7\u202e"), None))
    assert "\x1b" not in found.message + found.value
    assert "\u202e" not in found.message + found.value
