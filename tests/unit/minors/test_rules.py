"""Each rule about the register is broken once, and a sound register breaks none but the gaps."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from dsa_reports.findings import Severity
from dsa_reports.minors import all_rules, run_rules
from tests.unit.minors.registers import ON, measure, register

LATER, EARLIER = ON + timedelta(days=1), ON - timedelta(days=1)
BROKEN = {
    "MM-1": [measure(items=("AS-99",))],
    "MM-2": [measure(items=())],
    "MM-3": [measure(evidence="")],
    "MM-5": [measure(indicators=())],
    "MM-6": [measure(indicators=("our_own",))],
    "MM-7": [measure(review_date=EARLIER)],
    "MM-8": [measure(review_date=None)],
    "MM-9": [measure(from_date=LATER)],
    "MM-10": [measure(owner="")],
    "MM-11": [measure(), measure(id="M-02", status="rejected", reason="no")],
}


def found(*measures, folder: Path | None = None):
    return [finding for finding in run_rules(register(*measures, folder=folder), ON) if finding.id != "MM-12"]


def test_a_sound_measure_breaks_nothing() -> None:
    assert found(measure()) == []


@pytest.mark.parametrize("rule", sorted(BROKEN))
def test_every_rule_fires_alone_and_says_where(rule: str) -> None:
    (finding,) = found(*BROKEN[rule])
    assert finding.id == rule
    assert (finding.file, finding.line) == ("r.toml", 3)
    assert finding.remedy
    assert finding.citation
    assert finding.column in all_rules()[rule].columns


def test_all_rules_are_tried_here() -> None:
    assert set(BROKEN) | {"MM-4", "MM-12"} == set(all_rules())


def test_a_slip_of_the_pen_is_told_with_what_was_meant() -> None:
    (item,) = found(measure(items=("AS-1",)))
    assert "AS-" in item.remedy
    (indicator,) = found(measure(indicators=("private_defualt",)))
    assert (indicator.severity, indicator.remedy) == (Severity.WARNING, "Do you mean private_default?")


def test_evidence_that_is_altered_gone_or_elsewhere(tmp_path: Path) -> None:
    content = b"decision of 1 October 2025"
    (tmp_path / "a.txt").write_bytes(content)
    good = hashlib.sha256(content).hexdigest()
    outside = tmp_path.parent / "b.txt"
    outside.write_bytes(content)

    def said(evidence: str) -> list[str]:
        return [finding.message for finding in found(measure(evidence=evidence), folder=tmp_path)]

    assert said(f"a.txt sha256={good}") == []
    assert said(f"a.txt SHA256: {good.upper()}; DOC-7") == []
    assert "altered" in said(f"a.txt sha256={'0' * 64}")[0]
    assert "is gone" in said(f"c.txt sha256={good}")[0]
    assert "outside" in said(f"../b.txt sha256={good}")[0]
    assert "64 hexadecimal" in said("a.txt sha256=12")[0]
    assert said("https://example.org/a sha256=" + "0" * 64) == []
    assert said(". sha256=" + "0" * 64)[0].startswith("M-01: . cannot be read")


def test_gaps_are_of_the_guidelines_and_the_law_never_of_the_toolkit() -> None:
    gaps = {finding.value: finding for finding in run_rules(register(measure()), ON) if finding.id == "MM-12"}
    assert "AS-01" not in gaps
    assert gaps["AS-03"].severity is Severity.WARNING
    assert gaps["AS-12"].severity is Severity.INFO
    assert gaps["L-28-2"].citation == "DSA Art. 28(2)"
    assert not any(name.startswith("TK-") for name in gaps)


def test_an_ended_measure_leaves_a_gap_and_is_not_overdue() -> None:
    findings = run_rules(register(measure(to_date=EARLIER, review_date=EARLIER)), ON)
    assert any(finding.id == "MM-12" and finding.value == "AS-01" for finding in findings)
    assert not any(finding.id == "MM-7" for finding in findings)


def test_nothing_says_that_the_law_is_met_or_broken() -> None:
    for finding in run_rules(register(measure(items=("L-28-2",))), date(2030, 1, 1)):
        assert "complian" not in (finding.message + finding.remedy).lower()
