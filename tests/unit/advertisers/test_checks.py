"""Each rule of a register on an entry that breaks it, and a sound register that breaks none."""

import csv
import gc
import io
import weakref
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dsa_reports.advertisers.checks import Checks, Known, Tally, all_register_checks, check_register
from dsa_reports.advertisers.completeness import Completeness
from dsa_reports.advertisers.model import AdRecord, Content, Moment, Parameter, Party, Range, Reach, Removal
from dsa_reports.findings import Finding, Severity, page_of
from dsa_reports.law.citations import problems
from tests.unit.advertisers.registers import ON, ad, day, people, removed


def found(records: list[AdRecord], check: str, **known: Any) -> list[Finding]:
    return [finding for finding in check_register(records, Known(ON, **known)) if finding.id == check]


def worst(records: list[AdRecord], check: str, **known: Any) -> Severity | None:
    findings = found(records, check, **known)
    return findings[0].severity if findings else None


def test_a_sound_register_has_no_findings_but_that_it_is_young() -> None:
    assert [(f.id, f.severity) for f in check_register([ad("a"), ad("b", lane="declared")], Known(ON))] == [("AD-2", Severity.WARNING)]
    old = ad("old", first_shown=day("2025-07-01"), last_shown=day("2025-07-20"), listed=day("2025-07-01"))
    assert check_register([ad("a"), old, ad("d", lane="declared")], Known(ON)) == []


def test_every_check_cites_the_law_and_says_what_to_do() -> None:
    assert list(all_register_checks()) == [f"AD-{number}" for number in range(1, 14)]
    for check in all_register_checks().values():
        assert not problems(check.citation)
        assert check.remedy


@pytest.mark.parametrize(("change", "severity"), [
    ({"content": Content(brand="B", subject="s")}, Severity.ERROR), ({"content": Content(texts=("t",), subject="s")}, Severity.ERROR), ({"beneficiary": None}, Severity.ERROR),
    ({"first_shown": None}, Severity.ERROR), ({"last_shown": None, "running": None}, Severity.ERROR), ({"targeting": ()}, Severity.WARNING), ({"reach": Reach()}, Severity.ERROR),
    ({"reach": Reach(total=people(5))}, Severity.WARNING), ({"reach": Reach(total=Range(low=5, high=5, unit="impressions"), member_states={"NL": people(1)})}, Severity.ERROR),
    ({"format": "google", "content": Content(texts=("t",), brand="", subject="s")}, Severity.INFO), ({"reach": Reach(due=date(2026, 8, 1))}, Severity.INFO),
])
def test_ad_1_what_is_missing(change: dict[str, Any], severity: Severity) -> None:
    assert worst([ad(**change)], "AD-1") is severity


def test_ad_1_owes_nothing_that_the_law_withholds_and_little_of_declared_content() -> None:
    bare = removed(content=Content(), beneficiary=None, payer=None)
    declared = ad("d", lane="declared", beneficiary=None, payer=None, targeting=(), reach=Reach())
    assert found([bare, declared], "AD-1") == []
    assert worst([ad(lane="declared", content=Content())], "AD-1") is Severity.ERROR


def test_ad_1_says_of_how_many() -> None:
    (finding,) = found([ad("a"), ad("b", beneficiary=None), ad("c", line=7, beneficiary=None), ad("d", lane="declared")], "AD-1")
    assert finding.message.startswith("2 of 3 entries")
    assert finding.count == 2
    assert "Fiets" not in finding.model_dump_json()


@pytest.mark.parametrize(("last", "past"), [("2025-07-14", 1), ("2025-07-15", 0)])
def test_ad_2_a_year_to_the_day(last: str, past: int) -> None:
    assert sum(f.count for f in found([ad("a"), ad("o", first_shown=day("2025-01-01"), last_shown=day(last), listed=None)], "AD-2") if f.severity is Severity.INFO) == past


def test_ad_3_personal_data_in_the_targeting_is_found_and_not_shown() -> None:
    (finding,) = found([ad(targeting=(Parameter(kind="list", value="jan.jansen@mail.example.com"),))], "AD-3")
    assert "jansen" not in finding.model_dump_json()


def test_ad_4() -> None:
    assert found([removed()], "AD-4") == []
    assert worst([removed()], "AD-4", public=True) is Severity.ERROR
    assert found([removed(content=Content(), beneficiary=None, payer=None)], "AD-4", public=True) == []
    assert worst([removed(removal=Removal(restriction="r", facts="f", automated_decision=False))], "AD-4") is Severity.ERROR
    assert found([removed(removal=Removal(order_legal_basis="order of 1 May"))], "AD-4") == []
    assert worst([removed(format="google", removal=Removal(areas=("GLOBAL",), facts="f", automated_decision=False))], "AD-4") is Severity.INFO


def test_ad_5_accounts_that_were_restricted() -> None:
    assert worst([ad(running=True)], "AD-5", actioned=frozenset({"acc-1"})) is Severity.WARNING
    assert found([ad(running=False), removed()], "AD-5", actioned=frozenset({"acc-1"})) == []


@pytest.mark.parametrize(("shown", "listed", "late"), [
    (day("2026-03-01"), Moment(day=date(2026, 3, 3), at=datetime(2026, 3, 3, 11, tzinfo=UTC)), False),
    (day("2026-03-01"), Moment(day=date(2026, 3, 3), at=datetime(2026, 3, 3, 13, tzinfo=UTC)), True),
    (Moment(day=date(2026, 3, 1), at=datetime(2026, 3, 1, 8, tzinfo=UTC)), Moment(day=date(2026, 3, 2), at=datetime(2026, 3, 2, 9, tzinfo=UTC)), True),
    (day("2026-03-01"), day("2026-03-03"), False), (day("2026-03-01"), day("2026-03-05"), True),
])
def test_ad_6_late_only_where_there_is_no_doubt(shown: Moment, listed: Moment, late: bool) -> None:
    assert (worst([ad(first_shown=shown, listed=listed)], "AD-6") is Severity.WARNING) is late


def test_ad_7_names_that_name_nobody() -> None:
    for name in ("a@b.example", "n/a", "-", "12345", "Unknown"):
        assert worst([ad(beneficiary=Party(name=name))], "AD-7") is Severity.ERROR
    assert worst([ad(beneficiary=None, advertiser=Party(name="A page"))], "AD-7") is Severity.WARNING
    assert worst([ad(beneficiary=Party(name="Artefact Media B.V."), payer=None)], "AD-7") is Severity.INFO
    same = [ad(str(n), beneficiary=Party(name="X Y Ltd"), payer=Party(name="x y")) for n in range(20)]
    assert worst(same, "AD-7") is Severity.WARNING
    assert found(same[:19], "AD-7") == []


def test_ad_8_clusters_are_counted_and_nobody_is_named() -> None:
    three = [ad(name, beneficiary=Party(name=name), payer=None) for name in ("Een", "Twee", "Drie")]
    (finding,) = found(three, "AD-8")
    assert finding.severity is Severity.INFO
    assert finding.message.startswith("1 cluster of 3 or more advertisers with one landing domain")
    assert "fiets" not in finding.message
    assert found(three[:2], "AD-8") == []


def test_ad_9_removed_and_still_shown() -> None:
    assert worst([removed(running=True, removal=Removal(ground="terms"))], "AD-9") is Severity.WARNING
    assert found([removed(), removed("s", running=True)], "AD-9") == []
    assert worst([removed(reach=Reach(last_shown={"NL": date(2026, 8, 1)}))], "AD-9") is Severity.ERROR


def test_ad_10_the_same_text_gets_the_same_treatment() -> None:
    text = "Lonely tonight? Hundreds of people near you are waiting to chat"
    gone = removed(content=Content(texts=(text,)))
    assert worst([gone, ad(content=Content(texts=(text.upper() + " http://x.example",), brand="b", subject="s"))], "AD-10") is Severity.WARNING
    assert found([gone, ad()], "AD-10") == []


def test_ad_11_is_a_signal_and_unknown_is_not_zero() -> None:
    young = Reach(total=people(100), member_states={"NL": people(100)}, minors=people(3))
    (finding,) = found([ad(reach=young, profiling=True)], "AD-11")
    assert finding.severity is Severity.INFO
    assert "a signal, not a breach" in finding.message
    assert found([ad(reach=young, profiling=False)], "AD-11") == []
    assert "adult or dating" in found([ad(reach=young)], "AD-11", adult=frozenset({"fiets.example"}))[0].message
    unknown = Reach(total=people(100), member_states={"NL": people(100)})
    assert "not zero" in found([ad(reach=unknown)], "AD-11")[0].message


def test_ad_12_reach_that_cannot_be() -> None:
    assert worst([ad(reach=Reach(total=people(0), minors=people(0)))], "AD-12") is Severity.WARNING
    assert worst([ad()], "AD-12", recipients={"NL": 59}) is Severity.ERROR
    assert found([ad()], "AD-12", recipients={"NL": 60}) == []
    assert worst([ad(reach=Reach(total=people(99), member_states={"NL": people(60), "BE": people(40)}))], "AD-12") is Severity.ERROR
    area = Reach(total=people(100), member_states={"NL": people(100)}, areas={"EEA": people(100)})
    assert found([ad(reach=area)], "AD-12") == []


def test_ad_13_a_criterion_that_is_filled_nowhere() -> None:
    assert [f.message.split(" by ")[1].split(":")[0] for f in found([ad(payer=None), ad("b", payer=None)], "AD-13")] == ["payer"]
    assert found([ad(payer=None), ad("b")], "AD-13") == []


def test_findings_lead_to_the_page_on_registers() -> None:
    (finding,) = found([ad(beneficiary=None), ad("d", lane="declared")], "AD-1")
    assert page_of(finding) == "docs/ads.md#ad-1"


def test_completeness_by_month_and_state_counts_each_entry_once_where_no_state_is_named() -> None:
    counted = Completeness()
    for record in (ad("a"), ad("b", beneficiary=None), ad("c", first_shown=day("2026-04-01"), reach=Reach(total=people(1)))):
        counted.see(record)
    text = counted.table()
    rows = [(r["month"], r["member_state"], r["entries_that_say_it"], r["entries_that_owe_it"]) for r in csv.DictReader(io.StringIO(text)) if r["point"] == "b"]
    assert rows == [("2026-03", "", "1", "2"), ("2026-03", "BE", "1", "2"), ("2026-03", "NL", "1", "2"), ("2026-04", "", "1", "1")]


def test_a_finding_keeps_the_first_places_of_each_file_whatever_order_they_come_in() -> None:
    tally = Tally()
    for line in (9, 3, 7, 1, 5, 2, 8, 2):
        tally.add(ad(file="b", line=line))
    tally.add(ad(file="a", line=None))
    assert tally.count == 9
    assert list(tally.by_file()) == [("a", 1, [None]), ("b", 8, [1, 2, 2, 3, 5])]


def test_entries_are_seen_once_and_not_kept() -> None:
    """A register of millions runs past the checks: nothing of an entry may stay but numbers."""
    checks, gone = Checks(Known(ON, public=True, billed={})), []
    for number in range(3):
        record = removed(f"r{number}", line=number + 1, running=True)
        gone.append(weakref.ref(record))
        checks.see(record)
        del record
    gc.collect()
    # The last one is still in the rules' hands.
    assert [one() is None for one in gone] == [True, True, False]
    assert {finding.count for finding in checks.findings() if finding.id == "AD-4"} == {3}


def test_ad_13_what_the_format_has_no_field_for_is_a_note() -> None:
    bare = {"content": Content(texts=("t",)), "payer": None}
    assert worst([ad(**bare)], "AD-13") == Severity.WARNING
    assert {finding.severity for finding in found([ad(format="google", **bare)], "AD-13")} == {Severity.INFO}
    assert "no field for it (google)" in found([ad(format="google", **bare)], "AD-13")[0].message


@pytest.mark.parametrize(("records", "said"), [(1, "1 entry does not say when"), (2, "2 entries do not say when")])
def test_one_entry_is_no_entries(records: int, said: str) -> None:
    assert said in found([ad(str(number), listed=None) for number in range(records)], "AD-6")[0].message


def test_ad_1_a_register_without_declared_communications_is_a_note() -> None:
    (finding,) = found([ad()], "AD-1")
    assert (finding.severity, finding.citation) == (Severity.INFO, "DSA Art. 39(2)(f)")
    assert found([ad(), ad("d", lane="declared")], "AD-1") == []
    assert found([], "AD-1") == []
