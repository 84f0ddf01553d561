"""Which kind of service a report is for, where nobody says it: by the rows that it fills and the period it covers."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from dsa_reports.harmonised.model import Part
from dsa_reports.law.periods import Period, statutory_kind
from dsa_reports.law.tiers import Tier
from dsa_reports.template.layout import PLACEHOLDERS, layout

__all__ = ["inferred_tier"]

_ORDER = (Tier.INTERMEDIARY, Tier.HOSTING, Tier.ONLINE_PLATFORM, Tier.VLOSE, Tier.VLOP)
_WIDE = "as_online_platform"
"""The reading under which a search engine also fills the rows of online platforms."""


def inferred_tier(parts: Iterable[Part], period: str) -> tuple[str, str]:
    """The tier that fits best, and why in words.

    First the tiers whose rows are exactly the ones that are filled; else the smallest tier that has all rows with more
    than zeros. Tiers for which the period is a statutory one come first.
    """
    filled: set[str] = set()
    carrying: set[str] = set()
    for part in parts:
        names = [column.role for column in layout().part(part.number).columns]
        if "applicability" not in names or part.number == 1:
            continue
        at = names.index("applicability")
        own = [index for index, role in enumerate(names) if role in ("figure", "text")]
        for row in part.rows:
            texts = {text for index in own if (text := row.cells[index].text.strip()) and text not in PLACEHOLDERS}
            if texts and row.cells[at].text in layout().applicability:
                filled.add(row.cells[at].text)
                if texts - {"0"}:
                    carrying.add(row.cells[at].text)
    fitting = [tier for tier in _ORDER if _statutory(period, tier)] or list(_ORDER)
    rest = [tier for tier in _ORDER if tier not in fitting]
    for tier in fitting:
        if filled and filled in (_labels(tier), _labels(tier, _WIDE)):
            return tier.value, f"exactly the rows of this tier are filled, and the period {period} is one of its periods"
    for tier in (*fitting, *rest):
        if carrying <= _labels(tier, _WIDE):
            return tier.value, f"the smallest tier that has all rows with figures or texts, with the period {period}"
    return Tier.VLOP.value, "rows of every tier are filled"


def _labels(tier: Tier, vlose_rows: str = "as_labelled") -> set[str]:
    return {label for label in layout().applicability if layout().applies(label, tier.value, vlose_rows)}


def _statutory(period: str, tier: Tier) -> bool:
    try:
        start, end = (date.fromisoformat(day) for day in period.split("/"))
        return bool(statutory_kind(Period(start, end, ZoneInfo("UTC")), tier))
    except ValueError:
        return False
