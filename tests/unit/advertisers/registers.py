"""Small registers of our own making."""

from datetime import date
from typing import Any

from dsa_reports.advertisers.model import AdRecord, Content, Moment, Parameter, Party, Range, Reach, Removal

__all__ = ["ON", "ad", "day", "people", "removed"]

ON = date(2026, 7, 15)


def day(text: str) -> Moment:
    return Moment(day=date.fromisoformat(text), raw=text)


def people(low: int, high: int | None = None) -> Range:
    return Range(low=low, high=low if high is None else high, raw=str(low), unit="people")


def ad(ad_id: str = "a", **changes: Any) -> AdRecord:
    """A paid entry that breaks no rule, with `changes`."""
    whole: dict[str, Any] = {
        "ad_id": ad_id, "lane": "paid", "format": "own", "file": "r.jsonl", "line": 1,
        "content": Content(texts=("Bicycles for everybody",), landing=("https://www.fiets.example/x",), brand="Fiets", subject="bicycles"),
        "beneficiary": Party(name="Fiets Voorbeeld B.V."), "payer": Party(name="Betaler N.V."), "accounts": ("acc-1",),
        "first_shown": day("2026-03-01"), "last_shown": day("2026-04-01"), "listed": day("2026-03-01"), "targeting": (Parameter(kind="stated", value="Netherlands"),),
        "reach": Reach(total=people(100), member_states={"NL": people(60), "BE": people(40)}, minors=people(0)), "label_shown": True,
    }
    return AdRecord.model_validate(whole | changes)


def removed(ad_id: str = "r", **changes: Any) -> AdRecord:
    """A removed entry of an internal register: content and names are still there."""
    particulars = Removal(restriction="removed", areas=("NL",), facts="hidden link", source="own initiative", automated_detection=True, ground="terms", category="X")
    return ad(ad_id, **({"removal": particulars, "running": False} | changes))
