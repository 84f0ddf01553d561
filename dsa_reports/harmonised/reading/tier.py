"""Which kind of service a report is for, where nobody says it: by the rows that it fills and the period it covers."""

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from dsa_reports.harmonised.model import Part
from dsa_reports.law.periods import Period, statutory_kind
from dsa_reports.law.tiers import Tier
from dsa_reports.template.layout import PLACEHOLDERS, layout

__all__ = ["inferred_tier"]

_SMALLEST_FIRST = (Tier.INTERMEDIARY, Tier.HOSTING, Tier.ONLINE_PLATFORM, Tier.VLOSE, Tier.VLOP)
_WIDE = "as_online_platform"
"""The reading under which a search engine also fills the rows of online platforms."""


def inferred_tier(parts: Sequence[Part], period: str, *, whole: bool) -> tuple[str, str]:
    """The tier that fits best, and why in words. `whole`: all parts are there, so that blank rows say something.

    First the tiers whose rows are exactly the ones that are filled; else the smallest tier that has all rows with more
    than zeros. Only tiers for which the period is a statutory one, where there are any. Of a single part, where blank
    rows say nothing: the largest such tier, for which a rule about a row that is there never speaks wrongly of a blank.
    """
    filled, carrying = _filled(parts)
    fitting = [tier for tier in _SMALLEST_FIRST if _statutory(period, tier)]
    among = f", among those that report on {period}" if fitting else ""
    if not whole:
        likely = [tier for tier in reversed(fitting or _SMALLEST_FIRST) if carrying <= _labels(tier, _WIDE)]
        return (likely or [Tier.VLOP])[0].value, f"not all parts are here, and it is the largest that fits{among}"
    for tier in fitting or _SMALLEST_FIRST:
        if filled and filled in (_labels(tier), _labels(tier, _WIDE)):
            return tier.value, "exactly the rows of this tier are filled" + (f", and {period} is one of its periods" if fitting else "")
    for tier in (*fitting, *_SMALLEST_FIRST):
        if carrying <= _labels(tier, _WIDE):
            return tier.value, f"it is the smallest that has every row with a text or a figure above 0{among if tier in fitting else ''}"
    return Tier.VLOP.value, "rows of every tier are filled"


def _filled(parts: Iterable[Part]) -> tuple[set[str], set[str]]:
    """Labels of column A in whose rows anything stands, and those in whose rows more than zeros stand."""
    filled: set[str] = set()
    carrying: set[str] = set()
    for part in parts:
        roles = [column.role for column in layout().part(part.number).columns]
        if "applicability" not in roles or part.number == 1:
            continue
        at = roles.index("applicability")
        own = [index for index, role in enumerate(roles) if role in ("figure", "text")]
        for row in part.rows:
            texts = {text for index in own if (text := row.cells[index].text.strip()) and text not in PLACEHOLDERS}
            if texts and row.cells[at].text in layout().applicability:
                filled.add(row.cells[at].text)
                if texts - {"0"}:
                    carrying.add(row.cells[at].text)
    return filled, carrying


def _labels(tier: Tier, vlose_rows: str = "as_labelled") -> set[str]:
    return {label for label in layout().applicability if layout().applies(label, tier.value, vlose_rows)}


def _statutory(period: str, tier: Tier) -> bool:
    try:
        start, end = (date.fromisoformat(day) for day in period.split("/"))
        return bool(statutory_kind(Period(start, end, ZoneInfo("UTC")), tier))
    except ValueError:
        return False
