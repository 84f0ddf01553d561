"""Is a provider likely too small to have to report? A hint, never a decision.

Source: DSA Art. 15(2); the size classes are those of Commission Recommendation 2003/361/EC.
"""

from dsa_reports.law.tiers import Tier

__all__ = ["likely_exempt", "size_hint"]

_EMPLOYEES_BELOW = 50
_MILLION_EUR = 10
"""Yearly turnover or balance sheet total: one of the two is enough."""


def likely_exempt(
    tier: Tier, employees: int | None, turnover_million_eur: float | None, balance_sheet_million_eur: float | None = None
) -> bool | None:
    """True if people and money are those of a micro or small enterprise; None where too little is known to say."""
    if tier in {Tier.VLOP, Tier.VLOSE}:
        return False
    if employees is not None and employees >= _EMPLOYEES_BELOW:
        return False
    sums = (turnover_million_eur, balance_sheet_million_eur)
    small = any(amount is not None and amount <= _MILLION_EUR for amount in sums)
    if employees is None or (not small and None in sums):
        return None
    return small


def size_hint(
    tier: Tier, employees: int | None, turnover_million_eur: float | None, balance_sheet_million_eur: float | None = None
) -> str:
    """What `init` and `plan` tell the provider about its size; '' where there is nothing to say."""
    exempt = likely_exempt(tier, employees, turnover_million_eur, balance_sheet_million_eur)
    small = employees is not None and employees < _EMPLOYEES_BELOW
    if exempt:
        return (
            "With fewer than 50 employees and a turnover or balance sheet total of at most 10 million EUR the provider is LIKELY a"
            " micro or small enterprise and then exempt from the transparency report (Art. 15(2) DSA), unless the service is a very large"
            " online platform. Linked and partner enterprises count (Recommendation 2003/361/EC): ask counsel. The"
            " exemption does not reach notice and action (Art. 16) or statements of reasons (Art. 17). A voluntary report"
            " is welcome."
        )
    if exempt is None and small:
        return (
            "With fewer than 50 employees the provider may be exempt from the transparency report (Art. 15(2) DSA) if its"
            " turnover or its balance sheet total, linked enterprises included, is at most 10 million EUR. Art. 16 and 17 bind it either way."
        )
    if tier in {Tier.VLOP, Tier.VLOSE} and small:
        return "A very large online platform or search engine reports whatever the size of its provider (Art. 15(2), 42 DSA)."
    return ""
