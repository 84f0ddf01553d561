"""The period at a glance: key figures chosen for the tier, and sentences that the figures write themselves.

Nothing here computes a figure: it chooses figures, and a share is said only beside the two figures it is made of.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from dsa_reports.harmonised.model import Document, Figure
from dsa_reports.render.words import Words
from dsa_reports.template.codes import categories

__all__ = ["KeyFigure", "inline", "key_figures", "named", "sentences"]

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


def key_figures(document: Document, words: Words) -> list[KeyFigure]:
    """Six to ten figures of the tier that have a value (a blank is no key figure)."""
    tier = str(document.identification.get("tier", ""))
    chosen = []
    for id_ in CHOICE.get(tier, CHOICE["online_platform"]):
        figure = document.figures.get(id_)
        if figure is not None and figure.text:
            chosen.append(KeyFigure(
                words.text(f"glance.{id_.split('@')[0]}{_scope(id_)}"), words.formats.figure(figure),
                words.unit(figure.unit) if figure.unit in _SAID_UNITS else "", id_,
            ))
    return chosen


def named(figure: Figure, words: Words) -> KeyFigure:
    """A figure of a chapter as a key figure, named by its own title."""
    unit = words.unit(figure.unit) if figure.unit in _SAID_UNITS and figure.text else ""
    unit = words.fraction(figure) or unit if unit and figure.unit in {"ratio", "share"} else unit
    unit = f"{unit}, {words.fraction(figure)}" if unit and figure.unit == "per_10k" else unit
    why = "" if figure.text else words.text(f"reasons.{figure.reason}")
    # A share alone on a tile reads as a count: per cent for people, 0 to 1 in the files for programs.
    share = figure.unit == "ratio" and figure.text
    value = words.formats.percent(Decimal(figure.text)) if share else words.formats.figure(figure)
    return KeyFigure(words.title(figure) or figure.id, value, unit, figure.id, why)


def _scope(id_: str) -> str:
    scope = id_.partition("@")[2]
    return f".{scope}" if id_.startswith("7.") else ""


def inline(figure: Figure, words: Words) -> Markup:
    """A figure inside a sentence, with its id."""
    return Markup('<span class="n" data-figure="{}">{}</span>').format(figure.id, words.formats.figure(figure))


@dataclass(frozen=True)
class _Pen:
    """Figures by id and the means to write about them."""

    document: Document
    words: Words

    def value(self, id_: str) -> float | None:
        figure = self.document.figures.get(id_)
        return None if figure is None or figure.value is None else float(figure.value)

    def put(self, id_: str) -> Markup:
        return inline(self.document.figures[id_], self.words)

    def share(self, part: str, whole: str) -> Markup:
        """The share of one figure in another, in brackets with a blank before; empty where it cannot be."""
        above, below = self.value(part), self.value(whole)
        if above is None or not below or above > below:
            return Markup("")
        return Markup(" ({})").format(self.words.formats.share(above, below))


def sentences(document: Document, words: Words) -> list[Markup]:
    """Three sentences for which there are figures."""
    pen = _Pen(document, words)
    found = [sentence for write in _WRITERS if (sentence := write(pen))]
    return found[:3]


def _notices(pen: _Pen) -> Markup | None:
    received, median = _NOTICES
    number = pen.value(received)
    if number is None:
        return None
    if not number:
        return pen.words.markup("sentences.notices_none")
    trusted = "4.TOTAL.notices_trusted_flaggers"
    said = pen.words.markup("sentences.notices", number, notices=pen.put(received))
    if pen.value(trusted):
        said += pen.words.markup("sentences.notices_trusted", pen.value(trusted), trusted=pen.put(trusted), share=pen.share(trusted, received))
    said += "."
    if pen.value(median) is not None:
        said += " " + pen.words.markup("sentences.notices_median", hours=pen.put(median))
    return said


def _measures(pen: _Pen) -> Markup | None:
    terms, law = _OWN
    if pen.value(terms) is None or pen.value(law) is None:
        return None
    if not pen.value(terms) and not pen.value(law):
        return pen.words.markup("sentences.measures_none")
    said = pen.words.markup("sentences.measures", terms=pen.put(terms), law=pen.put(law))
    part, whole = (6, terms) if (pen.value(terms) or 0) >= (pen.value(law) or 0) else (5, law)
    most = _largest(pen, lambda code: f"{part}.{code}.measures")
    if most:
        code, id_ = most
        said += " " + pen.words.markup(
            f"sentences.measures_most_{part}", category=escape(pen.words.category(code)), measures=pen.put(id_),
            share=pen.share(id_, whole),
        )
    return said


def _complaints(pen: _Pen) -> Markup | None:
    number = pen.value(_COMPLAINTS)
    if number is None:
        return None
    if not number:
        return pen.words.markup("sentences.complaints_none")
    said = pen.words.markup("sentences.complaints", number, complaints=pen.put(_COMPLAINTS))
    if pen.value(_REVERSED) is None or pen.value(_PARTLY) is None:
        return said + "."
    return said + pen.words.markup(
        "sentences.complaints_reversed", reversed=pen.put(_REVERSED), share=pen.share(_REVERSED, _COMPLAINTS),
        partly=pen.put(_PARTLY),
    )


def _orders(pen: _Pen) -> Markup | None:
    act, inform = _ORDERS
    if pen.value(act) is None or pen.value(inform) is None:
        return None
    if not pen.value(act) and not pen.value(inform):
        return pen.words.markup("sentences.orders_none")
    return pen.words.markup("sentences.orders", act=pen.put(act), inform=pen.put(inform))


_WRITERS: tuple[Callable[[_Pen], Markup | None], ...] = (_notices, _measures, _complaints, _orders)


def _largest(pen: _Pen, id_of: Callable[[str], str]) -> tuple[str, str] | None:
    known = [(pen.value(id_of(c.code)) or 0, c.code) for c in categories() if c.level == "category"]
    value, code = max(known, key=lambda pair: (pair[0], pair[1]))
    return (code, id_of(code)) if value else None
