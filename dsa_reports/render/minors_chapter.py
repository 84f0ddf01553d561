"""The chapter on minors as its template sees it: what happened, measures, advertising, earlier periods, open items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dsa_reports.harmonised.model import Document, Reason
from dsa_reports.render import glance
from dsa_reports.render.clean import clean
from dsa_reports.render.format import MARKS
from dsa_reports.render.tables import Table
from dsa_reports.render.words import Words

__all__ = ["MinorsChapter", "minors_chapter"]

_ADVERTISING = ("minors/advertising", "minors/audiences", "minors/undeclared")
_MEASURES = "minors/measures"


@dataclass(frozen=True)
class Part:
    """Figures and tables under one heading; `first` is the number of its first table in the chapter."""

    figures: list[glance.KeyFigure]
    tables: list[Table]
    first: int


@dataclass(frozen=True)
class MinorsChapter:
    """Everything in the reader's language, safe to show."""

    happened: Part
    measures: Part
    advertising: Part
    register: list[dict[str, Any]]
    entered: list[dict[str, Any]]
    before: list[dict[str, Any]]
    begun: list[dict[str, Any]]
    ended: list[dict[str, Any]]
    overdue: list[dict[str, Any]]
    trend: list[tuple[str, list[str]]]
    """Figure in words → its text now and in each earlier period."""
    periods: list[str]
    sources: list[str]
    open_items: list[dict[str, str]]
    left_out: int


def minors_chapter(document: Document, words: Words, tables: Sequence[Table]) -> MinorsChapter | None:
    """None where the report has no such chapter."""
    chapter = next((one for one in document.chapters if one.id == "minors"), None)
    if chapter is None:
        return None
    figures = [document.figures[name] for name in chapter.key_figures if name in document.figures]

    def part(first: int, prefixes: tuple[str, ...], *, without: tuple[str, ...] = ()) -> Part:
        def belongs(indicator: str) -> bool:
            return indicator.startswith(prefixes) and not (without and indicator.startswith(without))

        own = [table for table in tables if belongs(table.id.removeprefix("t-").replace(".", "/", 1))]
        return Part([glance.named(figure, words) for figure in figures if belongs(figure.indicator)], own, first)

    happened = part(1, ("",), without=(_MEASURES, *_ADVERTISING))
    facts = chapter.facts
    register = [_measure(row, words) for row in facts.get("register") or ()]
    measures = part(1 + len(happened.tables) + bool(register), (_MEASURES,))
    advertising = part(measures.first + len(measures.tables), _ADVERTISING)
    periods = list(facts.get("trend") or ())
    return MinorsChapter(
        happened, measures, advertising, register,
        [_entered(row, words) for row in facts.get("entered") or ()],
        [_entered(row, words) | {"number": _number(row, words)} for row in facts.get("entered_before") or ()],
        [row for row in register if row["begun"]], [row for row in register if row["ended"]], [row for row in register if row["overdue"]],
        [
            (words.title(figure), [words.formats.figure(figure), *(_then(one["figures"].get(figure.id), words) for one in periods)])
            for figure in figures if any(figure.id in one["figures"] for one in periods)
        ],
        [_period(str(one["period"]), words) for one in periods], [clean(str(one["report"])) for one in periods],
        [{"id": str(one["id"]), "kind": words.text(f"chapters.minors.kinds.{one['kind']}"), "statement": words.translated(str(one["statement"]))} for one in facts.get("open_items") or ()],
        int(facts.get("left_out") or 0),
    )


def _measure(row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    since = words.formats.date(str(row["from_date"])) if row["from_date"] else ""
    return {
        "id": clean(str(row["id"])), "title": clean(str(row["title"])), "status": words.text(f"chapters.minors.states.{row['status']}"),
        "items": ", ".join(clean(str(name)) for name in row["items"]), "reason": clean(str(row["reason"])), "since": since,
        "to": words.formats.date(str(row["to_date"])) if row["to_date"] else "",
        "review": words.formats.date(str(row["review_date"])) if row["review_date"] else "",
        "measured": bool(row["measured"]), "works": row["status"] in ("in_place", "partly"), "begun": bool(row["begun"]), "ended": bool(row["ended"]), "overdue": bool(row["overdue"]),
    }


def _entered(row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    known = {name: clean(str(row[name])) for name in ("id", "indicator", "measure", "method", "version", "source")}
    group = words.label(str(row["age_group"])) if row["age_group"] else ""
    return known | {"label": words.label(f"{row['indicator']}~{row['id']}"), "period": _period(str(row["period"]), words), "group": group, "surface": words.label(str(row["surface"])) if row["surface"] else ""}


def _number(row: Mapping[str, Any], words: Words) -> str:
    if row["reason"] == Reason.SEALED:
        return MARKS[Reason.SEALED]
    if row["denominator"] is not None:
        return words.text("tables.fraction", numerator=words.formats.number(row["numerator"]), denominator=words.formats.number(row["denominator"]))
    return words.formats.number(str(row["text"]))


def _then(told: Mapping[str, Any] | None, words: Words) -> str:
    if told is None:
        return MARKS[Reason.NOT_RECORDED]
    return words.formats.number(str(told["text"])) if told["text"] else MARKS.get(Reason(told["reason"]), "–")


def _period(text: str, words: Words) -> str:
    first, _, last = text.partition("/")
    return f"{words.formats.date(first)} – {words.formats.date(last)}"
