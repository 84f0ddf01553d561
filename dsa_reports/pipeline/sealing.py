"""Seal the small counts about minors in the voluntary chapters, before any format sees them.

Three questions, one after the other: what is small today and what would give it away (`privacy.sealing`); what was sealed
before, for this period or one that overlaps it, for a count that is sealed once stays sealed; and what this report and
earlier ones say together (`privacy.differencing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from dsa_reports.findings import Finding
from dsa_reports.harmonised.model import CellResult, Figure, HarmonisedReport, Reason
from dsa_reports.indicators.quantities import system_of
from dsa_reports.law.periods import Period
from dsa_reports.minors.small_cells import given_away, sealed_finding
from dsa_reports.pipeline.told_before import Told
from dsa_reports.privacy import Sealed, Span, System, connected, follows, follows_small, seal
from dsa_reports.service.config import ServiceConfig

__all__ = ["Sealing", "sealed_chapters"]


@dataclass(frozen=True)
class Sealing:
    """The figures as they may be printed, what is told about it, and what the methodology says."""

    figures: dict[str, Figure]
    findings: list[Finding] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)


def sealed_chapters(
    config: ServiceConfig, period: Period, chapters: Mapping[str, Mapping[str, CellResult]], figures: Mapping[str, Figure],
    report: HarmonisedReport, earlier: Sequence[Told] = (),
) -> Sealing:
    """The voluntary `figures`, the small ones about minors sealed. `report`: the official cells, which are never touched."""
    least = config.privacy.least_count
    statutory = {name: int(figure.value) for name, figure in report.figures.items() if figure.value is not None and figure.value == int(figure.value)}
    printed = [name for name, figure in figures.items() if figure.reason is not Reason.NOT_RECORDED]
    system = system_of(chapters, statutory, printed)
    span = (period.start, period.end + timedelta(days=1))
    overlapping = connected(span, {told.span for told in earlier})
    before = [told for told in earlier if told.span in overlapping]
    done = _sealed(system, least, span, before)
    made = {name: _without(figure) if name in done.figures else figure for name, figure in figures.items()}
    findings = [*sealed_finding(sorted(done.figures), least), *given_away(done.lost)]
    about = {"least": least, "reason": config.privacy.said_reason, "sealed": len(done.figures), "earlier": [told.name for told in before if told.sealed]}
    return Sealing(made, findings, about)


def _without(figure: Figure) -> Figure:
    hidden: dict[str, Any] = {"text": "", "value": None, "reason": Reason.SEALED, "rows_used": None, "numerator": None, "denominator": None}
    return figure.model_copy(update=hidden)


def _sealed(system: System, least: int, span: Span, before: Sequence[Told]) -> Sealed:
    always = {name for told in before for name in told.sealed if name in system.shows}
    known = {name for told in before if told.span == span for name, value in told.values.items() if system.values.get(name) == value}
    # Of each period the last report counts; the one that is being made stands for its own.
    latest = {told.span: told for told in before if told.span != span}
    known |= _told_over_time(system, span, latest)
    while True:
        done = seal(system, least, always=always, known=known)
        more = {figure for figure in _by_difference(system, done, least, span, latest) if figure not in done.figures}
        if not more:
            return done
        always |= more


def _told_over_time(system: System, span: Span, latest: Mapping[Span, Told]) -> set[str]:
    """What reports of other periods say of this one: sealing a half-year of which both quarters are out hides nothing."""
    found = set()
    for name, own in system.values.items():
        known = {other: value for other, told in latest.items() if (value := _value(told, name)) is not None}
        if known and follows(span, known) == own:
            found.add(name)
    return found


def _by_difference(system: System, done: Sealed, least: int, span: Span, latest: Mapping[Span, Told]) -> set[str]:
    """Figures of which this report and others together give away a small count of some other stretch of time."""
    if not latest:
        return set()
    seen = system.seen(done.figures)
    rests = {relation.rest: relation for relation in system.relations if relation.rest in system.about}
    found: set[str] = set()
    for name in sorted(system.about):
        relation = rests.get(name)
        needed = (*relation.total, *relation.parts) if relation else (name,)
        if not seen.issuperset(needed):
            continue
        known = {}
        for other, told in latest.items():
            values = [_value(told, quantity) for quantity in needed]
            if None not in values:
                numbers = [value or 0 for value in values]
                split = len(relation.total) if relation else 1
                known[other] = sum(numbers[:split]) - sum(numbers[split:])
        if known and follows_small(span, system.values[name], known, least):
            found |= {figure for figure, names in system.shows.items() if figure not in system.fixed and names.intersection(needed[-1:] if relation else needed)}
    return found


def _value(told: Told, quantity: str) -> int | None:
    """What the earlier report printed; 0 for a row that it did not have; None where it kept silent."""
    if quantity in told.values:
        return told.values[quantity]
    indicator = next((name for name in told.indicators if quantity.startswith(f"{name}.")), "")
    stem = quantity.rpartition(".")[0]
    row = stem.removeprefix(f"{indicator}.") if indicator else ""
    hidden = any(f".{row}." in figure if row else True for figure in told.sealed)
    return 0 if indicator and row and not hidden else None
