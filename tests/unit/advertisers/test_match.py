"""Is it in the register? The six outcomes, their evidence, and what is never said."""

from pathlib import Path
from typing import Any

import pytest

from dsa_reports.advertisers.match import Answer, counts, match
from dsa_reports.advertisers.model import AdRecord, Content, Party
from dsa_reports.advertisers.subjects import Key, Subject, campaigns_from, subjects_from, values_of
from dsa_reports.errors import InputError
from tests.unit.advertisers.registers import ad, removed


def about(*keys: tuple[Key, str]) -> Subject:
    return Subject("c", "campaign", keys, "J. Reviewer")


def answer(records: list[AdRecord], *keys: tuple[Key, str], **options: Any) -> Answer:
    (only,) = match(records, [about(*keys)], **options)
    return only


@pytest.mark.parametrize(("records", "outcome"), [
    ([ad()], "in_paid_register"), ([ad(lane="declared")], "in_declared_register"), ([ad(lane="declared"), ad("b")], "in_paid_register"),
    ([removed()], "removed_ad_identity_withheld"), ([removed(), ad(lane="declared")], "in_declared_register"),
    ([ad(content=Content(landing=("other.example",)))], "absent_undeclared"), ([ad(content=Content(texts=("t",)))], "not_searchable"), ([], "not_searchable"),
])
def test_outcomes_of_a_domain(records: list[AdRecord], outcome: str) -> None:
    assert answer(records, ("domain", "shop.fiets.example")).outcome == outcome


@pytest.mark.parametrize("keys", [(), (("domain", "co.uk"),), (("domain", "1.2.3.4"),), (("name", "!!!"),), (("text", "short"),)])
def test_a_subject_without_keys_is_not_looked_up(keys: tuple[tuple[Key, str], ...]) -> None:
    assert answer([ad()], *keys).outcome == "not_applicable"


def test_searched_not_found_is_never_said_where_nothing_could_be_searched() -> None:
    withheld = removed(content=Content(), beneficiary=None, payer=None, accounts=())
    for records in ([], [withheld], [ad(content=Content())]):
        told = answer(records, ("domain", "x.example"))
        assert told.outcome == "not_searchable"
        assert "not found" not in told.reason
    assert "Art. 39(3)" in answer([withheld], ("domain", "x.example")).reason
    assert "could be read" in answer([], ("domain", "x.example"), unread=3).reason


def test_searched_not_found_says_in_how_many() -> None:
    withheld = removed(content=Content(), beneficiary=None, payer=None, accounts=())
    told = answer([ad(), ad("b", content=Content(), beneficiary=None, payer=None), withheld], ("domain", "x.example"), ("company_number", "NL1"), unread=1)
    assert told.outcome == "absent_undeclared"
    assert "by landing domain in 1 of 3 entries" in told.reason
    assert "not by company number" in told.reason
    assert "1 removed entry without names and content" in told.reason
    assert "1 record of the register could not be read" in told.reason


def test_a_name_is_a_lead_whatever_its_score() -> None:
    told = answer([ad()], ("name", "FIETS VOORBEELD"))
    assert told.reason == "1 entry by name only: a lead, never an identity"
    (link,) = told.links
    assert (link.status, link.score) == ("lead", 1.0)
    assert counts([told])["campaign"]["of_these_by_likeness_only"] == 1


def test_a_name_never_outweighs_a_key_that_is_equal() -> None:
    gone = removed(beneficiary=None, payer=None)
    similar = ad("n", content=Content(), beneficiary=Party(name="Hart & Co Marketing"))
    told = answer([gone, similar], ("domain", "fiets.example"), ("name", "Hart en Co Marketing"))
    assert told.outcome == "removed_ad_identity_withheld"
    assert "1 more by name only" in told.reason


def test_two_kinds_of_evidence_and_a_reviewer() -> None:
    keys: tuple[tuple[Key, str], ...] = (("domain", "fiets.example"), ("name", "Fiets Voorbeeld"))
    assert answer([ad()], keys[0], reviewed={("c", "a"): "J. R."}).links[0].status == "lead"
    assert answer([ad()], *keys).links[0].status == "awaiting review"
    assert answer([ad()], *keys, reviewed={("c", "a"): "J. R."}).links[0].status == "confirmed"
    # Two names of one entry are one kind.
    assert answer([ad(payer=Party(name="Fiets Voorbeeld"))], keys[1], reviewed={("c", "a"): "J. R."}).links[0].status == "lead"


@pytest.mark.parametrize(("key", "record"), [
    (("account", "acc-1"), ad()), (("company_number", "nl 123-B01"), ad(payer=Party(name="x", company_number="NL123B01"))),
    (("email_domain", "info@mail.firm.example"), ad(beneficiary=Party(name="x", email_domain="firm.example"))),
    (("text", "Lonely tonight? Hundreds of people near you are waiting!"), ad(content=Content(texts=("LONELY tonight: hundreds of people near you are waiting https://a.example",)))),
    (("domain", "fiets.example"), ad(content=Content(captions=("FIETS.EXAMPLE",)))), (("name", "Хартс Медиа ООО"), ad(payer=Party(name="Media Kharts Ltd."))),
])
def test_kinds_of_evidence(key: tuple[Key, str], record: AdRecord) -> None:
    (link,) = answer([record], key).links
    assert {one.kind for one in link.evidence} == {key[0]}
    assert all(one.why for one in link.evidence)


def test_the_document_for_programs() -> None:
    document = answer([ad()], ("domain", "fiets.example")).document()
    assert set(document) == {"subject", "kind", "outcome", "reason", "entries"}
    assert document["entries"][0]["evidence"] == [{"kind": "domain", "where": "landing page", "score": 1.0, "why": "the same landing domain: 'fiets.example'"}]


def test_counts_name_nobody() -> None:
    told = match([ad()], subjects_from(["fiets.example", "x.example", "co.uk"], "domain"))
    public = counts(told)
    assert public["domain"] | {"in_paid_register": 1, "absent_undeclared": 1, "not_applicable": 1} == public["domain"]
    assert "fiets" not in str(public)


def test_a_campaign_without_a_reviewer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("campaign,reviewer,kind,value\nc1,J. R.,domain,a.example\nc1,,name,Firm\nc2,,domain,b.example\n")
    with pytest.raises(InputError, match="no named reviewer"):
        campaigns_from(path)
    path.write_text("campaign,reviewer,kind,value\nc1,J. R.,domain,a.example\nc1,,name,Firm\n")
    (campaign,) = campaigns_from(path)
    assert campaign.keys == (("domain", "a.example"), ("name", "Firm"))


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "campaign,reviewer,kind,value\nc,r,handle,x\n", "campaign,reviewer,kind,value\nc,r,domain\n"])
def test_a_wrong_list_of_campaigns_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.csv"
    path.write_text(text)
    with pytest.raises(InputError):
        campaigns_from(path)


def test_values_one_a_line_or_by_column(tmp_path: Path) -> None:
    path = tmp_path / "d.txt"
    path.write_text("a.example\nb.example\n")
    assert values_of(path, "domain") == ["a.example", "b.example"]
    path.write_text("n,domain\n1,a.example\n")
    assert values_of(path, "domain") == ["a.example"]
    path.write_text("n,x\n1,a.example\n")
    with pytest.raises(InputError, match="none is called domain"):
        values_of(path, "domain")
