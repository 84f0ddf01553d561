"""MM: what a register of measures lacks. Every rule is a question to people; none says whether the law is met.

What single rows break (codes, dates in the wrong order, a measure set aside without a reason, two measures with one id) are
demands of the table `minor_measures` itself.
"""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.law.minor_items import items, suggested
from dsa_reports.minors.coverage import state_of
from dsa_reports.minors.evidence import problems
from dsa_reports.minors.register import Register
from dsa_reports.minors.registry import Hit, rule


@rule(
    "MM-1", severity=Severity.ERROR, columns=("items",), example="items = AS-99",
    remedy="Name an item of the list (`dsa-reports minors items`), or leave `items` empty for a measure of your own.",
)
def unknown_items(register: Register, on: date) -> Iterator[Hit]:
    """Every item that a measure names is one of the list."""
    for measure in register.measures:
        for name in measure.items:
            if name not in items():
                near = get_close_matches(name.upper(), items(), n=1, cutoff=0.6)
                yield Hit(f"there is no item {shown(name)}", measure, "items", name, f"Do you mean {near[0]}?" if near else "")


@rule(
    "MM-2", severity=Severity.INFO, columns=("items",), example="a measure with an empty `items`",
    remedy="If it answers an item of the list, name that in `items`; a measure of your own needs none.",
)
def no_items(register: Register, on: date) -> Iterator[Hit]:
    """A measure names the items that it answers; one that names none is kept, and counts for no chapter."""
    for measure in register.measures:
        if not measure.items:
            yield Hit("it answers no item, so that it counts for no chapter", measure, "items")


@rule(
    "MM-3", severity=Severity.WARNING, columns=("evidence",), example="status = in_place, evidence empty",
    remedy="Name a file with its hash (`evidence/default.pdf sha256=…`), a link, or the number of the document.",
)
def no_evidence(register: Register, on: date) -> Iterator[Hit]:
    """A measure that is in place, whole or in part, names its evidence."""
    for measure in register.measures:
        if measure.works and not measure.evidence:
            yield Hit(f"it is said to be {_words(measure.status)}, without evidence", measure, "evidence")


@rule(
    "MM-4", severity=Severity.ERROR, columns=("evidence",), example="evidence/default.pdf sha256=…, and the file has another hash",
    remedy="Restore the file, or look at what changed and write the new hash down.",
)
def evidence_holds(register: Register, on: date) -> Iterator[Hit]:
    """Files of evidence lie in the folder of the register and have the hash that the register says.

    Links are not followed, and numbers of documents are not looked up.
    """
    if register.folder is None:
        return
    for measure in register.measures:
        for problem in problems(measure.evidence, register.folder):
            yield Hit(problem, measure, "evidence")


@rule(
    "MM-5", severity=Severity.WARNING, columns=("indicators",), example="status = in_place, indicators empty",
    remedy="Name an indicator: those suggested for its items are listed by `dsa-reports minors items ITEM`.",
)
def no_indicator(register: Register, on: date) -> Iterator[Hit]:
    """A measure that is in place, whole or in part, names an indicator by which it is measured."""
    for measure in register.measures:
        if measure.works and not measure.indicators:
            keys = [indicator.key for item in register.known_items(measure) for indicator in item.indicators]
            remedy = f"Suggested for its items: {', '.join(keys[:6])}." if keys else ""
            yield Hit(f"it is said to be {_words(measure.status)}, and nothing measures it", measure, "indicators", remedy=remedy)


@rule(
    "MM-6", severity=Severity.INFO, columns=("indicators",), example="indicators = tta_minors",
    remedy="Write its definition beside the register, or name a suggested indicator.",
)
def unknown_indicators(register: Register, on: date) -> Iterator[Hit]:
    """An indicator that is none of the suggested ones is the provider's own; one that is nearly one of them is a slip of the pen."""
    for measure in register.measures:
        for name in measure.indicators:
            if name not in suggested():
                near = get_close_matches(name, suggested(), n=1, cutoff=0.85)
                if near:
                    yield Hit(f"there is no indicator {shown(name)}", measure, "indicators", name, f"Do you mean {near[0]}?", Severity.WARNING)
                else:
                    yield Hit(f"{shown(name)} is an indicator of your own: the list has no definition of it", measure, "indicators", name)


@rule(
    "MM-7", severity=Severity.WARNING, columns=("review_date",), example="review_date = 2026-10-01, today is 2026-11-26",
    remedy="Review it, write down what came out, and set the next day.",
)
def overdue(register: Register, on: date) -> Iterator[Hit]:
    """No review is overdue: the review day of a measure that has not ended is not past."""
    for measure in register.measures:
        if measure.review_date is not None and measure.review_date < on and measure.standing(on) != "ended":
            days = (on - measure.review_date).days
            yield Hit(f"its review was due on {measure.review_date.isoformat()}, {days:,} {'day' if days == 1 else 'days'} ago", measure, "review_date", measure.review_date.isoformat())


@rule(
    "MM-8", severity=Severity.WARNING, columns=("review_date",), example="status = in_place, review_date empty",
    remedy="Set the day of the next review.",
)
def no_review(register: Register, on: date) -> Iterator[Hit]:
    """A measure that is in place, in part, or planned has a day of review."""
    for measure in register.measures:
        if measure.review_date is None and measure.standing(on) in ("in_place", "partly", "planned"):
            yield Hit("it has no day of review", measure, "review_date")


@rule(
    "MM-9", severity=Severity.WARNING, columns=("status", "from_date", "to_date"), example="status = in_place, from_date = next year",
    remedy="Correct the status or the day.",
)
def dates_and_status(register: Register, on: date) -> Iterator[Hit]:
    """Status and days agree: what is in place has begun (and says when) and has not ended; what is planned has not begun."""
    for measure in register.measures:
        if measure.works and measure.from_date is None:
            yield Hit(f"it is said to be {_words(measure.status)}, and not since when", measure, "from_date", remedy="Write the day in `from_date`.")
        elif measure.works and measure.from_date is not None and measure.from_date > on:
            yield Hit(f"it is said to be {_words(measure.status)} and begins only on {measure.from_date.isoformat()}: it counts as planned", measure, "from_date", measure.from_date.isoformat())
        elif measure.status == "planned" and measure.from_date is not None and measure.from_date < on:
            yield Hit(f"it is planned for {measure.from_date.isoformat()}, which is past", measure, "from_date", measure.from_date.isoformat())
        if measure.works and measure.to_date is not None and measure.to_date < on:
            yield Hit(f"it ended on {measure.to_date.isoformat()} and counts no longer", measure, "to_date", measure.to_date.isoformat())


@rule(
    "MM-10", severity=Severity.WARNING, columns=("owner",), example="owner empty",
    remedy="Name the function that answers for it, not a person.",
)
def no_owner(register: Register, on: date) -> Iterator[Hit]:
    """A measure that is in place, in part, or planned has an owner."""
    for measure in register.measures:
        if not measure.owner and measure.standing(on) in ("in_place", "partly", "planned"):
            yield Hit("nobody answers for it", measure, "owner")


@rule(
    "MM-11", severity=Severity.WARNING, columns=("items", "status"), example="AS-01 in place by M-01 and rejected by M-20",
    remedy="Keep one of the two, or tell them apart by surface or age group.",
)
def contradictions(register: Register, on: date) -> Iterator[Hit]:
    """No item is both answered by one measure and set aside by another."""
    for item in items():
        named = list(register.for_item(item))
        running = [measure for measure in named if measure.standing(on) in ("in_place", "partly", "planned")]
        for measure in named:
            if running and measure.status in ("not_applicable", "rejected"):
                yield Hit(f"{item} is {_words(measure.status)} here and {_words(running[0].status)} by {shown(running[0].id)}", measure, "status")


@rule(
    "MM-12", severity=Severity.WARNING, columns=("items",), example="no measure names AS-01",
    remedy="Add a measure, or one with the status not_applicable or rejected and the reason.",
)
def gaps(register: Register, on: date) -> Iterator[Hit]:
    """Every item of the guidelines and of the law is answered by a measure, or set aside with a reason.

    Items of the guidelines that no second source confirms are told as a note only. The toolkit's own additions are not asked for.
    """
    for item in items().values():
        if item.kind == "toolkit" or state_of(item, register, on) != "missing":
            continue
        what = "the law" if item.kind == "law" else f"the guidelines, chapter {item.chapter}"
        doubt = "" if item.confidence == "confirmed" or item.kind == "law" else " (not confirmed by a second source)"
        severity = Severity.INFO if doubt else None
        yield Hit(f"no measure answers {item.id} ({what}){doubt}: {item.statement.rstrip('.')}", column="items", value=item.id, severity=severity, citation=item.citation)


def _words(status: str) -> str:
    return {"partly": "partly in place"}.get(status, status.replace("_", " "))
