"""The period at a glance: key figures chosen for the tier, each with its change since the report before.

Nothing here computes a figure: it chooses figures, and a change is said only beside the two figures it is made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dsa_reports.harmonised.model import Document, Figure
from dsa_reports.render.words import Words

__all__ = ["KeyFigure", "all_named", "change", "key_figures", "named"]

_SAID_UNITS = frozenset({"hours", "FTE", "ratio", "share", "days", "per_10k"})
"""Units that are said beside a large number; counts are named by their label."""
_ORDERS = ("3.TOTAL.orders_to_act@TOTAL", "3.TOTAL.orders_to_inform@TOTAL")
_NOTICES = ("4.TOTAL.notices_received", "4.TOTAL.median_time")
_OWN = ("6.TOTAL.measures", "5.TOTAL.measures")
_AUTOMATED = "8.measures_solely_automated.value@total"
_COMPLAINTS = "7.complaints.value@total"
_REVERSED = "7.complaints.value@reversed"
_PARTLY = "7.complaints.value@partially_reversed"
_PEOPLE = ("9.moderators_internal.value@total", "9.moderators_external.value@total")
_RECIPIENTS = "10.recipients.value@TOTAL"

CHOICE: dict[str, tuple[str, ...]] = {
    "intermediary": (*_ORDERS, "3.TOTAL.median_effect_to_act@TOTAL", *_OWN, _AUTOMATED, _COMPLAINTS),
    "hosting": (*_ORDERS, *_NOTICES, *_OWN, _AUTOMATED, _COMPLAINTS),
    "online_platform": (*_NOTICES, *_OWN, _AUTOMATED, _COMPLAINTS, _REVERSED, "7.disputes.value@total", _ORDERS[0]),
    "vlop": (_RECIPIENTS, *_NOTICES, *_OWN, _AUTOMATED, _COMPLAINTS, *_PEOPLE),
    "vlose": (_RECIPIENTS, *_ORDERS, "3.TOTAL.median_effect_to_act@TOTAL", *_OWN, _AUTOMATED, _COMPLAINTS),
}


@dataclass(frozen=True)
class KeyFigure:
    """A large number with its name."""

    label: str
    text: str
    unit: str
    figure: str
    why: str = ""
    """Why there is no value."""
    change: str = ""
    """Change since the report before, with the number that stood there."""


def key_figures(document: Document, words: Words) -> list[KeyFigure]:
    """Six to ten figures of the tier that have a value (a blank is no key figure)."""
    tier = str(document.identification.get("tier", ""))
    chosen = []
    for id_ in CHOICE.get(tier, CHOICE["online_platform"]):
        figure = document.figures.get(id_)
        if figure is not None and figure.text:
            chosen.append(KeyFigure(
                words.text(f"glance.{id_.split('@')[0]}{_scope(id_)}"), words.formats.figure(figure),
                words.unit(figure.unit) if figure.unit in _SAID_UNITS else "", id_, change=change(document, figure, words),
            ))
    return chosen


def change(document: Document, figure: Figure, words: Words) -> str:
    """`+12.4 % (H1 2025: 206)`; '' where the report before does not know the figure."""
    if not document.past or figure.value is None:
        return ""
    past = document.past[-1]
    before = past.figures.get(figure.id)
    if before is None:
        return ""
    moved = words.formats.change(before, figure.value)
    if before == figure.value:
        return words.text("glance.unchanged", period=words.formats.period(past.period))
    if not moved:
        return words.text("glance.new", period=words.formats.period(past.period))
    return words.text("glance.change", change=moved, before=words.formats.number(before), period=words.formats.period(past.period))


def named(figure: Figure, words: Words) -> KeyFigure:
    """A figure of a chapter as a key figure, named by its own title."""
    unit = words.unit(figure.unit) if figure.unit in _SAID_UNITS and figure.text else ""
    unit = words.fraction(figure) or unit if unit and figure.unit in {"ratio", "share"} else unit
    of = words.fraction(figure) if unit and figure.unit == "per_10k" else ""
    why = "" if figure.text else words.text(f"reasons.{figure.reason}")
    # A share alone on a tile reads as a count: per cent for people, 0 to 1 in the files for programs.
    share = figure.unit == "ratio" and figure.text
    value = words.formats.percent(Decimal(figure.text)) if share else words.formats.figure(figure)
    return KeyFigure(words.title(figure) or figure.id, value, unit, figure.id, why, of)


def all_named(figures: Sequence[Figure], words: Words) -> list[KeyFigure]:
    """Figures of a chapter as key figures. The ends of an interval stand under the figure that they enclose, not beside it."""
    given = {figure.id: figure for figure in figures if figure.text}
    ends = {id_: (given[f"{id_}_low"], given[f"{id_}_high"]) for id_ in given if f"{id_}_low" in given and f"{id_}_high" in given}
    enclosing = {end.id for pair in ends.values() for end in pair}
    shown = [named(figure, words) for figure in figures if figure.id not in enclosing]
    return [_between(one, *ends[one.figure], words) if one.figure in ends else one for one in shown]


def _between(figure: KeyFigure, low: Figure, high: Figure, words: Words) -> KeyFigure:
    interval = words.text("glance.interval", low=named(low, words).text, high=named(high, words).text)
    return replace(figure, change=f"{figure.change}; {interval}" if figure.change else interval)


def _scope(id_: str) -> str:
    scope = id_.partition("@")[2]
    return f".{scope}" if id_.startswith("7.") else ""
