"""`passports.json`: for every printed figure, what it says, by which definition, and from how many rows."""

from collections.abc import Mapping
from typing import Any

from dsa_reports.evidence.models import Passport, Passports
from dsa_reports.harmonised.model import CellKey, Document, Figure, figure_id
from dsa_reports.harmonised.values import WRITER_READINGS
from dsa_reports.service.declared import DeclaredFigure

__all__ = ["passports"]


def passports(document: Document, declared: Mapping[CellKey, DeclaredFigure] | None = None) -> dict[str, Any]:
    """The passports of all figures of `document` as plain data; write them with `canonical_json`.

    `declared`: figures that rest on a person's word instead of rows. Readings are those that the indicator's entry in
    `document.definitions` names under `readings`, and for cells of the template those by which its unit is written.
    """
    words = {figure_id(key): entry for key, entry in (declared or {}).items()}
    found: dict[str, list[str]] = {}
    for finding in document.findings:
        if finding.figure:
            found.setdefault(finding.figure, []).append(finding.id)
    chosen = {str(entry["id"]): str(entry["answer"]) for entry in document.readings}
    named = {str(entry.get("id", "")): tuple(map(str, entry.get("readings", ()))) for entry in document.definitions}
    built = Passports(
        service=document.report.service,
        period=document.report.period,
        figures={
            name: _passport(figure, document, _acting(figure, named, chosen), found.get(name, []), words.get(name))
            for name, figure in document.figures.items()
        },
    )
    return built.model_dump(mode="json")


def _acting(figure: Figure, named: Mapping[str, tuple[str, ...]], chosen: Mapping[str, str]) -> dict[str, str]:
    names = named.get(figure.indicator, ()) + (WRITER_READINGS.get(figure.unit, ()) if figure.cell else ())
    return {name: chosen[name] for name in names if name in chosen}


def _passport(
    figure: Figure, document: Document, readings: Mapping[str, str], findings: list[str], declared: DeclaredFigure | None
) -> Passport:
    word = {"source": declared.source, "person": declared.person, "evidence": declared.evidence} if declared else None
    return Passport(
        text=figure.text, value=figure.value, unit=figure.unit, reason=figure.reason.value, title=figure.title,
        definition=figure.definition, conversion=figure.conversion, citation=figure.citation, indicator=figure.indicator,
        indicator_sha256=figure.indicator_sha256, rows_used=figure.rows_used, numerator=figure.numerator,
        denominator=figure.denominator, cell=figure.cell, period=document.report.period, readings=dict(readings),
        findings=tuple(sorted(set(findings))), declared=word,
    )
