"""Whom each campaign reached: confirmed ones only, the ten largest by accounts one by one, named by a key and by nothing else."""

import re

import duckdb

from dsa_reports.campaigns.reviews import Campaign
from dsa_reports.indicators.evaluate import evaluate_chapters
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.intake.derive import derive
from dsa_reports.intake.derive.tagging import CampaignAccount, Tagging
from tests.conftest import put
from tests.unit.derive.test_tags import H1, SHIPPED, act

CAMPAIGNS = 12


def key(number: int) -> str:
    return f"{number:08x}"


def reached(db: duckdb.DuckDBPyConnection) -> None:
    """Campaign n has n accounts; each account contacts one adult, and one known minor where n is even, and has a measure with 10 views."""
    accounts = [CampaignAccount(f"operator-{number}", f"a-{number}-{one}", key=key(number)) for number in range(1, CAMPAIGNS + 1) for one in range(number)]
    others = [CampaignAccount("other", "a-other", "another_phenomenon", key="ffffffff"), CampaignAccount("nameless", "a-nameless")]
    for account in (*(one.account_ref for one in accounts), "a-other", "a-nameless", "a-lone"):
        act(db, puid=f"p-{account}", account_ref=account, platform_label="sexual spam bot", views_before_action=10, recipient_age_group="adult")
        put(db, "account_events", id=f"e-{account}", account_ref=account, occurred_at="2026-02-01 09:00:00", kind="commented", target_ref=f"t-{account}", target_age_group="adult")
        if account.split("-")[1].isdigit() and int(account.split("-")[1]) % 2 == 0:
            put(db, "account_events", id=f"m-{account}", account_ref=account, occurred_at="2026-02-01 09:00:00", kind="followed", target_ref="t-minor", target_age_group="known_minor")
    derive(db, H1, tagging=Tagging(SHIPPED.phenomenon_rules, SHIPPED.phenomenon_never, [*accounts, *others]))


def test_the_ten_with_the_most_accounts_the_others_and_those_of_none(db: duckdb.DuckDBPyConnection) -> None:
    reached(db)
    rows = db.execute("SELECT campaign, min(place), sum(contacts) FILTER (WHERE age_group = 'known_minor'), sum(contacts), sum(views) FROM f_campaign_reach GROUP BY 1 ORDER BY 2").fetchall()
    largest = list(range(CAMPAIGNS, 2, -1))
    own = [(f"campaign~{key(n)}", place, n if n % 2 == 0 else None, 2 * n if n % 2 == 0 else n, 10 * n) for place, n in enumerate(largest, start=1)]
    assert rows == [*own, ("other_campaigns", 11, 2, 1 + 2 * 2, 10 * 3), ("no_campaign", 12, None, 3, 30)]


def test_no_name_of_a_campaign_and_no_account_is_in_the_figures(db: duckdb.DuckDBPyConnection) -> None:
    reached(db)
    chosen = {name: one for name, one in load_indicators().items() if name in ("minors/campaign_contacts", "minors/campaign_views", "minors/strangers")}
    found = evaluate_chapters(db, indicators=chosen)
    names = {figure.split(".")[2] for name in ("minors/campaign_contacts", "minors/campaign_views") for figure in found[name]}
    assert len(names) == 12
    assert all(re.fullmatch(r"campaign~[0-9a-f]{8}|other_campaigns|no_campaign", name) for name in names)
    for group in ("known_minor", "adult"):
        by_campaign = sum(cell.value or 0 for figure, cell in found["minors/campaign_contacts"].items() if figure.endswith(f".{group}"))
        assert by_campaign == found["minors/strangers"][f"minors.strangers.{group}.contacts"].value


def test_a_key_stays_and_says_nothing() -> None:
    def campaign(name: str, *accounts: str) -> Campaign:
        return Campaign(name, name, accounts, "confirmed", "R. Eviewer", None, "because")  # type: ignore[arg-type]

    assert campaign("operator-jan", "a").key == campaign("operator-jan", "b", "c").key
    assert campaign("operator-jan/1").key != campaign("operator-jan/2").key
    assert re.fullmatch("[0-9a-f]{8}", campaign("operator-jan").key)
