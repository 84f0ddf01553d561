"""Sentences that the figures write themselves: three for the period at a glance, one or two to open each chapter.

Nothing here computes a figure: a share is said only beside the two figures it is made of, and a chapter for which there
are no figures says nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from dsa_reports.harmonised.model import Document, Figure
from dsa_reports.render.words import Words
from dsa_reports.template.codes import categories

__all__ = ["inline", "openings", "sentences"]

_RECEIVED, _TIME, _TRUSTED = "4.TOTAL.notices_received", "4.TOTAL.median_time", "4.TOTAL.notices_trusted_flaggers"
_TERMS, _LAW = "6.TOTAL.measures", "5.TOTAL.measures"
_ACT, _INFORM = "3.TOTAL.orders_to_act@TOTAL", "3.TOTAL.orders_to_inform@TOTAL"
_COMPLAINTS, _REVERSED, _PARTLY = (f"7.complaints.value@{scope}" for scope in ("total", "reversed", "partially_reversed"))
_AUTOMATED, _BY_HAND = "8.measures_solely_automated.value@total", "8.measures_not_automated.value@total"
_INTERNAL, _EXTERNAL = "9.moderators_internal.value@total", "9.moderators_external.value@total"
_RECIPIENTS = "10.recipients.value@TOTAL"


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

    def known(self, *ids: str) -> bool:
        return all(self.value(id_) is not None for id_ in ids)

    def put(self, id_: str) -> Markup:
        return inline(self.document.figures[id_], self.words)

    def say(self, key: str, count: float | None = None, /, **values: object) -> Markup:
        return self.words.markup(f"sentences.{key}", count, **values)

    def share(self, part: str, whole: str) -> Markup:
        """The share of one figure in another, in brackets with a blank before; empty where it cannot be."""
        above, below = self.value(part), self.value(whole)
        if above is None or not below or above > below:
            return Markup("")
        return Markup(" ({})").format(self.words.formats.share(above, below))

    def made_of(self, id_: str) -> Markup:
        """A share with the two numbers that it is made of: `91.7% (154 of 168)`."""
        figure = self.document.figures[id_]
        return Markup("{} ({})").format(self.words.formats.share(figure.numerator or 0, figure.denominator or 0), self.words.fraction(figure))


def sentences(document: Document, words: Words) -> list[Markup]:
    """Three sentences for which there are figures."""
    pen = _Pen(document, words)
    found = [sentence for write in (_notices, _measures, _complaints, _orders) if (sentence := write(pen))]
    return found[:3]


def openings(document: Document, words: Words) -> dict[str, Markup]:
    """Chapter → what its reader should know first."""
    pen = _Pen(document, words)
    return {chapter: sentence for chapter, write in _OPENINGS.items() if (sentence := write(pen))}


def _notices(pen: _Pen) -> Markup | None:
    number = pen.value(_RECEIVED)
    if number is None:
        return None
    if not number:
        return pen.say("notices_none")
    said = pen.say("notices", number, notices=pen.put(_RECEIVED))
    if pen.value(_TRUSTED):
        said += pen.say("notices_trusted", pen.value(_TRUSTED), trusted=pen.put(_TRUSTED), share=pen.share(_TRUSTED, _RECEIVED))
    said += "."
    if pen.known(_TIME):
        said += " " + pen.say("notices_median", hours=pen.put(_TIME))
    return said


def _measures(pen: _Pen) -> Markup | None:
    if not pen.known(_TERMS, _LAW):
        return None
    terms, law = pen.value(_TERMS) or 0, pen.value(_LAW) or 0
    if not terms and not law:
        return pen.say("measures_none")
    said = pen.say("measures", terms=pen.put(_TERMS), law=pen.put(_LAW))
    part, whole = (6, _TERMS) if terms >= law else (5, _LAW)
    most = _largest(pen, lambda code: f"{part}.{code}.measures")
    if most:
        code, id_ = most
        said += " " + pen.say(
            f"measures_most_{part}", category=escape(pen.words.category(code)), measures=pen.put(id_), share=pen.share(id_, whole),
        )
    return said


def _complaints(pen: _Pen) -> Markup | None:
    number = pen.value(_COMPLAINTS)
    if number is None:
        return None
    if not number:
        return pen.say("complaints_none")
    said = pen.say("complaints", number, complaints=pen.put(_COMPLAINTS))
    if not pen.known(_REVERSED, _PARTLY):
        return said + "."
    return said + pen.say("complaints_reversed", reversed=pen.put(_REVERSED), share=pen.share(_REVERSED, _COMPLAINTS), partly=pen.put(_PARTLY))


def _orders(pen: _Pen) -> Markup | None:
    if not pen.known(_ACT, _INFORM):
        return None
    if not pen.value(_ACT) and not pen.value(_INFORM):
        return pen.say("orders_none")
    return pen.say("orders", act=pen.put(_ACT), inform=pen.put(_INFORM))


def _automated(pen: _Pen) -> Markup | None:
    if not pen.known(_AUTOMATED, _BY_HAND):
        return None
    return pen.say("automated", automated=pen.put(_AUTOMATED), by_hand=pen.put(_BY_HAND))


def _people(pen: _Pen) -> Markup | None:
    if not pen.known(_INTERNAL, _EXTERNAL):
        return None
    return pen.say("people", internal=pen.put(_INTERNAL), external=pen.put(_EXTERNAL))


def _recipients(pen: _Pen) -> Markup | None:
    return pen.say("recipients", recipients=pen.put(_RECIPIENTS)) if pen.value(_RECIPIENTS) else None


def _sexbot(pen: _Pen) -> Markup | None:
    measures, accounts = "sexbot.measures", "sexbot.accounts_actioned"
    if not pen.known(measures, accounts):
        return None
    if not pen.value(measures):
        return pen.say("sexbot_none")
    said = pen.say("sexbot", measures=pen.put(measures), accounts=pen.put(accounts))
    if pen.known("sexbot.proactive_share"):
        said += " " + pen.say("sexbot_proactive", share=pen.made_of("sexbot.proactive_share"))
    if pen.known("sexbot.median_hours_to_action"):
        said += " " + pen.say("sexbot_time", hours=pen.put("sexbot.median_hours_to_action"))
    return said


_OPENINGS: dict[str, Callable[[_Pen], Markup | None]] = {
    "orders": _orders, "notices": _notices, "own_initiative": _measures, "complaints": _complaints, "automated": _automated,
    "people": _people, "recipients": _recipients, "sexbot": _sexbot,
}


def _largest(pen: _Pen, id_of: Callable[[str], str]) -> tuple[str, str] | None:
    known = [(pen.value(id_of(c.code)) or 0, c.code) for c in categories() if c.level == "category"]
    value, code = max(known, key=lambda pair: (pair[0], pair[1]))
    return (code, id_of(code)) if value else None
