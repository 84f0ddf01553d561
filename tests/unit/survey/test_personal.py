"""S-8: what is personal, what only looks like it, and that no value is ever shown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsa_reports.intake.survey.personal import CANDIDATE, personal_data

SURE = [
    ("e-mail", "mail jan.jansen@example.nl please"), ("e-mail", "<a+b@mail.example.co.uk>"),
    ("phone", "call +31 6 1234 5678"), ("phone", "tel. 06-12345678"), ("phone", "WhatsApp 0612345678"), ("phone", "(+49) +49 (0)30 901820"),
    ("ip", "logged in from 9.9.9.9"), ("ip", "IP 145.97.39.155"), ("ip", "2a02:898:0:20::57:1"),
    ("iban", "NL91 ABNA 0417 1643 00"), ("iban", "pay to DE89370400440532013000 today"), ("iban", "NL91ABNA0417164300, thanks"),
    ("card", "4111 1111 1111 1111"), ("card", "3782 822463 10005"), ("card", "5500-0000-0000-0004"),
    ("national", "BSN 111222333"), ("national", "burgerservicenummer: 1112.22.333"), ("national", "RSSMRA85T10A562S"),
    ("national", "PESEL 44051401359"), ("national", "personnummer 811228-9874"), ("national", "DNI 54362315K"),
    ("user-url", "https://social.example/user/48213"), ("user-url", "see instagram.com/some.body"), ("user-url", "https://forum.example/view?uid=482"),
    ("user-url", "https://video.example/@somebody"),
]
PERHAPS = [
    ("handle", "account @some_body wrote"), ("phone", "06-12345678"), ("ip", "145.97.39.155"), ("card", "4111111111111111"),
]
NONE = [
    "Art. 240b Sr", "Regulation (EU) 2022/2065", "IR 2024/2835 Annex II, II.1.3", "Art. 6:162 BW", "2026-01-31T14:05:00Z", "31-01-2026 10:00:00",
    "01-02-2026", "01.02.2026 10:30", "version 1.2.3.4", "v12.34.56.78", "Chrome 120.0.6099.110", "House rules 4.1.2.3", "rule 12.13.14.15",
    "1.234.567,89", "1,234,567.89", "EUR 1 250 000", "case 123456789", "ticket 2026000123456", "111222333", "order 987654321", "123 456 789 views",
    "ISBN 978-3-16-148410-0", "EAN 4006381333931", "c-91be0f22", "pb-000000123", "NL 12 34", "10:30:00", "00:1a:2b:3c:4d:5e", "std::string",
    "support@example.com", "mail legal@platform.example or appeals@platform.example", "3 tickets @ 20 euro", "@media screen", "10.0.0.12", "192.168.1.1",
    "https://platform.example/rules/3.2", "https://eur-lex.europa.eu/eli/reg/2022/2065/oj", "4111 1111 1111 1112", "NL91 ABNA 0417 1643 01", "BSN 111222334",
    "0000 0000 0000 0000", "content 17841405793187218", "status 1762384951230062592", "50 % of 1.000.000.000 views", "", "2025/2026", "0800-2000",
]


@pytest.mark.parametrize(("kind", "text"), SURE)
def test_sure(kind, text):
    assert (kind, True) in personal_data(text)
    assert re.search(CANDIDATE, text)


@pytest.mark.parametrize(("kind", "text"), PERHAPS)
def test_perhaps(kind, text):
    assert personal_data(text) == [(kind, False)]
    assert re.search(CANDIDATE, text)


@pytest.mark.parametrize("text", NONE)
def test_nothing_personal(text):
    assert personal_data(text) == []


@given(st.text(alphabet="0123456789 .:/-@ANLdeab+()", max_size=40))
def test_the_cheap_filter_lets_everything_pass_that_would_be_found(text):
    assert not personal_data(text) or re.search(CANDIDATE, text)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    assert all(sure in (True, False) for _, sure in personal_data(text))


def test_findings_count_rows_and_mask_values(log):
    secret = "jan.jansen@example.nl"
    rows = [{"decision_facts": f"wrote to {secret}"}] * 3 + [{"decision_facts": "text and links"}, {"decision_facts": "tel. 06-12345678, 9.9.9.9", "_file": 1}]
    found = log.made("moderation_actions", rows, files=2).found("S-8")
    assert [(f.file, f.column, f.value, f.count, f.line, f.severity) for f in found] == [
        ("moderation_actions-0.csv", "decision_facts", "‹e-mail›", 3, 2, "blocks"), ("moderation_actions-1.csv", "decision_facts", "‹phone›", 1, 6, "blocks"),
    ]
    assert [place.line for place in found[0].examples] == [2, 3, 4]
    assert all(secret not in f.model_dump_json() and "jansen" not in f.model_dump_json() for f in found)


def test_severity_follows_sureness_and_where_the_text_goes(log):
    log.made("moderation_actions", [{"decision_facts": "by @some_body", "platform_label": "x@example.nl"}])
    log.made("orders", [{"authority": "@some_body"}])
    assert {(f.column, f.severity) for f in log.found("S-8")} == {("decision_facts", "warning"), ("platform_label", "warning"), ("authority", "info")}


def test_declared_personal_columns_and_identifiers_are_not_searched(log):
    log.made("account_events", [{"id": "a@example.nl", "text": "mail a@example.nl", "landing_url": "https://x.example/user/1"}])
    log.made("notices", [{"id": "b@example.nl"}])
    assert log.found("S-8") == []


def test_lists_are_searched_too(log):
    finding = log.made("advertisements", [{"targeting_include": ["city", "lookalike of a.b@example.nl"]}]).one("S-8")
    assert (finding.column, finding.severity) == ("targeting_include", "warning")
