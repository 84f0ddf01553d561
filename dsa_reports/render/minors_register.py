"""The register of measures as a document of its own, for the regulator: tagged PDF, the same bytes for the same register and day."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from dsa_reports import resources
from dsa_reports.findings import Finding, Severity
from dsa_reports.law.minor_items import items
from dsa_reports.minors import Coverage, Measure, Register
from dsa_reports.minors.coverage import STATES, Counts, Row
from dsa_reports.render.clean import clean
from dsa_reports.render.environment import environment, stylesheet
from dsa_reports.render.pdf import render_pdf
from dsa_reports.render.words import Words

__all__ = ["register_pdf"]

_MOST = 200


def register_pdf(register: Register, coverage: Coverage, findings: Sequence[Finding], *, language: str = "en") -> bytes:
    """Coverage, every measure with its evidence and reviews, and what the checks found. Nothing says whether the law is met."""
    words = Words(language)
    told = [finding for finding in findings if finding.severity is not Severity.INFO][:_MOST]
    html = environment().get_template("minors_register.html.j2").render(
        words=words, t=words.text, fmt=words.formats, on=coverage.on.isoformat(), file=clean(register.file), service="", basis=words.text("register.basis"),
        states=STATES, rows=_rows(coverage, words), measures=[_measure(one, words) for one in register.measures],
        findings=[finding.model_copy(update={"message": clean(finding.message), "file": clean(finding.file)}) for finding in told],
    )
    day = coverage.on
    css = stylesheet(paper=True) + resources.read_text("templates", "css/register.css")
    return render_pdf(html, css, epoch=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))


def _rows(coverage: Coverage, words: Words) -> list[dict[str, Any]]:
    """The chapters of the guidelines and all of them together; below it the law and the toolkit's additions, which are not in it."""
    own = coverage.of_kind("guideline")
    total = {
        "title": words.text("register.total"), "counts": {state: sum(row.all.as_data()[state] for row in own) for state in STATES},
        "share": _share(coverage.confirmed, words), "total": True,
    }
    return [*(_row(row, words) for row in own), total, *(_row(row, words) for row in coverage.rows if row not in own)]


def _row(row: Row, words: Words) -> dict[str, Any]:
    share = _share(row.confirmed, words) if row.chapter.kind == "guideline" else ""
    title = words.label(row.chapter.key)
    return {"title": title if title != row.chapter.key else row.chapter.title, "counts": row.all.as_data(), "share": share, "total": False}


def _share(confirmed: Counts, words: Words) -> str:
    """`3 of 7`; '' where there is nothing to take a share of."""
    number = words.formats.number
    return words.text("tables.fraction", numerator=number(confirmed.in_place), denominator=number(confirmed.applicable)) if confirmed.applicable else ""


def _when(measure: Measure, words: Words) -> str:
    first, last = ("" if day is None else words.formats.date(day) for day in (measure.from_date, measure.to_date))
    key = "from_until" if first and last else "from" if first else "until" if last else ""
    return words.text(f"register.{key}", first=first, last=last) if key else ""


def _measure(measure: Measure, words: Words) -> dict[str, Any]:
    facts = [
        ("owner", measure.owner), ("reason", measure.reason), ("surfaces", ", ".join(words.label(name) for name in measure.surfaces)),
        ("age_groups", ", ".join(words.label(name) for name in measure.age_groups)), ("evidence", measure.evidence), ("expected", measure.expected_effect),
        ("indicators", ", ".join(measure.indicators)), ("review", words.formats.date(measure.review_date) if measure.review_date else ""),
    ]
    return {
        "id": clean(measure.id), "title": clean(measure.title), "status": words.text(f"chapters.minors.states.{measure.status}"), "period": _when(measure, words),
        "facts": [(words.text(f"register.{name}"), clean(value)) for name, value in facts if value],
        "items": [(clean(name), words.text(f"chapters.minors.kinds.{items()[name].kind}"), words.translated(items()[name].statement)) for name in measure.items if name in items()],
    }
