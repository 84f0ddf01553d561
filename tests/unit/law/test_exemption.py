"""The size hint: likely, never certain; never for a VLOP; never for Art. 16 and 17."""

import pytest

from dsa_reports.law.exemption import likely_exempt, size_hint
from dsa_reports.law.tiers import Tier


@pytest.mark.parametrize(
    ("tier", "employees", "turnover", "balance", "expected"),
    [
        (Tier.ONLINE_PLATFORM, 49, 10.0, None, True),
        (Tier.ONLINE_PLATFORM, 50, 10.0, 10.0, False),
        (Tier.ONLINE_PLATFORM, 50, None, None, False),
        (Tier.ONLINE_PLATFORM, 49, 10.1, None, None),
        (Tier.ONLINE_PLATFORM, 49, 10.1, 10.1, False),
        (Tier.ONLINE_PLATFORM, 49, 10.1, 10.0, True),
        (Tier.ONLINE_PLATFORM, 49, None, 10.0, True),
        (Tier.ONLINE_PLATFORM, 49, None, 10.1, None),
        (Tier.HOSTING, 0, 0.0, None, True),
        (Tier.HOSTING, 10, None, None, None),
        (Tier.HOSTING, None, 1.0, None, None),
        (Tier.VLOP, 3, 1.0, 1.0, False),
        (Tier.VLOSE, 3, 1.0, 1.0, False),
    ],
)
def test_thresholds(tier: Tier, employees: int | None, turnover: float | None, balance: float | None, expected: bool | None) -> None:
    assert likely_exempt(tier, employees, turnover, balance) is expected


def test_words() -> None:
    hint = size_hint(Tier.ONLINE_PLATFORM, 12, 2)
    for word in ("LIKELY", "Art. 15(2)", "Linked", "Art. 16", "Art. 17", "unless"):
        assert word in hint
    assert "may be exempt" in size_hint(Tier.HOSTING, 12, None)
    assert "LIKELY" in size_hint(Tier.HOSTING, 12, 30, 4)
    assert size_hint(Tier.HOSTING, 12, 30, 40) == ""
    assert "whatever the size" in size_hint(Tier.VLOP, 12, 2)
    assert size_hint(Tier.HOSTING, 500, 100) == ""
    assert size_hint(Tier.HOSTING, None, None) == ""
