"""From chapter indicators to figures and to the voluntary chapters of the report."""

from collections.abc import Mapping
from typing import Any

from dsa_reports.contract import tables as tables_of_the_contract
from dsa_reports.harmonised.model import Chapter, ChapterTable, Figure, Reason, rounded
from dsa_reports.harmonised.values import CHAPTER_DECIMALS
from dsa_reports.indicators.cells import CellResult
from dsa_reports.indicators.conversion import conversion
from dsa_reports.indicators.loader import Indicator, load_indicators
from dsa_reports.phenomena.model import Phenomenon

__all__ = ["chapter_figures", "chapters"]

_TITLES = {
    "times": "Time from the notice to the action",
    "sexbot": "How sexbot spam was handled",
    "advertisers": "Advertisers and the ad register",
    "minors": "Protection of minors",
    "exposure": "Exposure to illegal or incompatible content",
}


def chapter_figures(
    found: Mapping[str, Mapping[str, CellResult]], loaded: set[str], indicators: Mapping[str, Indicator] | None = None,
) -> dict[str, Figure]:
    """Every chapter figure by id. `loaded`: tables that have files; a figure that needs another is not recorded."""
    figures: dict[str, Figure] = {}
    known = load_indicators() if indicators is None else indicators
    for indicator_id, results in found.items():
        indicator = known[indicator_id]
        recorded = set(indicator.needs) <= loaded
        for name, result in results.items():
            figures[name] = _figure(indicator, name, result, recorded)
    return figures


def _figure(indicator: Indicator, name: str, result: CellResult, recorded: bool) -> Figure:
    column = name.rsplit(".", 1)[1]
    spec = indicator.columns[column]
    decimals = CHAPTER_DECIMALS.get(spec.unit, 0)
    if not recorded or result.value is None:
        text, value = "", None
        reason = Reason.NO_EVENTS if recorded and spec.unit in CHAPTER_DECIMALS else Reason.NOT_RECORDED
    else:
        number = rounded(result.value, decimals)
        text = format(number, "f")
        value = int(number) if number == number.to_integral_value() else float(number)
        reason = Reason.DECLARED if indicator.declared else Reason.COUNTED if result.rows_used else Reason.NOTHING_HAPPENED
    return Figure(
        id=name, text=text, value=value, unit=spec.unit, reason=reason, title=_title(indicator, name),
        definition=spec.definition, conversion=conversion(indicator, column, decimals), citation=indicator.legal_basis, indicator=indicator.id,
        indicator_sha256=indicator.sha256, rows_used=result.rows_used if recorded else 0,
        numerator=result.numerator if recorded else None, denominator=result.denominator if recorded else None,
    )


def _title(indicator: Indicator, name: str) -> str:
    pieces = name.split(".")
    label = indicator.columns[pieces[-1]].label or pieces[-1].replace("_", " ")
    return f"{label} ({pieces[-2]})" if indicator.rows == "group" else label


def chapters(
    found: Mapping[str, Mapping[str, CellResult]], loaded: set[str], known: Mapping[str, Phenomenon] | None = None,
    facts: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[Chapter, ...]:
    """The chapters in reading order, with their key figures and tables. `known`: the phenomena, of which chapters say the definition.

    `facts`: chapter → more that its template shows.
    """
    made = tuple(_chapter(chapter, found, loaded, known or {}) for chapter in _TITLES)
    return tuple(one.model_copy(update={"facts": one.facts | dict((facts or {}).get(one.id, {}))}) for one in made)


def _chapter(chapter: str, found: Mapping[str, Mapping[str, CellResult]], loaded: set[str], known: Mapping[str, Phenomenon]) -> Chapter:
    own = [(load_indicators()[i], results) for i, results in found.items() if load_indicators()[i].chapter == chapter]
    key_figures = tuple(name for indicator, results in own if indicator.rows == "single" for name in results)
    tables = tuple(_table(indicator, results) for indicator, results in own if indicator.rows == "group" and results)
    notes = [indicator.note for indicator, _ in own if indicator.note]
    missing = sorted({table for indicator, _ in own for table in indicator.needs if table not in loaded})
    told_facts: dict[str, Any] = {
        "notes": notes, "missing_tables": [name for name in missing if name in tables_of_the_contract()],
        "not_given": [name for name in missing if name not in tables_of_the_contract()],
    }
    if any(indicator.section for indicator, _ in own):
        told_facts["sections"] = _sections(own)
    if told := next((one for one in known.values() if one.chapter == chapter), None):
        told_facts["definition"] = _definition(told)
        told_facts["names"] = {name: one.title for name, one in known.items()}
    return Chapter(id=chapter, title=_TITLES[chapter], key_figures=key_figures, tables=tables, facts=told_facts)


def _sections(own: list[tuple[Indicator, Mapping[str, CellResult]]]) -> list[dict[str, Any]]:
    """The headings of a chapter in the order of its indicators, each with its figures, tables and notes."""
    sections: dict[str, dict[str, Any]] = {}
    for indicator, results in own:
        section = sections.setdefault(indicator.section, {"id": indicator.section, "figures": [], "tables": [], "notes": []})
        if indicator.rows == "single":
            section["figures"] += list(results)
            section["notes"] += [indicator.note] if indicator.note else []
        elif results:
            section["tables"].append(_table_id(indicator))
    return list(sections.values())


def _definition(told: Phenomenon) -> dict[str, Any]:
    """What may be said in public of a definition: words, version, law and rules, never a label or detector of the platform."""
    return {
        "title": told.title, "version": told.version, "text": told.definition, "citation": list(told.citation),
        "rules": [rule.why for rule in told.rule], "never": [one.why for one in told.never],
    }


def _table_id(indicator: Indicator) -> str:
    return indicator.id.replace("/", ".")


def _table(indicator: Indicator, results: Mapping[str, CellResult]) -> ChapterTable:
    rows: dict[str, list[str]] = {}
    for name in results:
        rows.setdefault(name.split(".")[-2], []).append(name)
    return ChapterTable(
        id=_table_id(indicator), title=indicator.title,
        columns=tuple(spec.label or name.replace("_", " ") for name, spec in indicator.columns.items()),
        rows=tuple((label, tuple(ids)) for label, ids in rows.items()), note=indicator.note,
    )
