"""`catalogue`: every indicator with its law, definitions, query and worked examples, and the queries of the facts behind them."""

from collections.abc import Callable
from typing import Literal

from dsa_reports.harmonised.values import CHAPTER_DECIMALS, Units
from dsa_reports.indicators.conversion import conversion
from dsa_reports.indicators.examples import Described, examples_of
from dsa_reports.indicators.loader import Indicator, load_indicators
from dsa_reports.intake.derive import fact_sql, facts_behind, helpers
from dsa_reports.service.readings import default_readings

__all__ = ["CatalogueFormat", "catalogue"]

CatalogueFormat = Literal["text", "html", "pdf"]


def catalogue(*, form: CatalogueFormat) -> bytes:
    """The catalogue as one file, the same bytes every time."""
    return _FORMATS[form]()


def _text() -> bytes:
    pieces = [_paragraphs(entry) for entry in _entries()]
    for title, queries in (("Facts", _facts()), ("Helpers of the facts", _helpers())):
        lines = [title, "=" * len(title)]
        for name, sql in queries.items():
            lines += ["", name, *_indented(sql)]
        pieces.append("\n".join(lines))
    return "\n\n".join(pieces).encode() + b"\n"


def _paragraphs(entry: Described) -> str:
    indicator = entry.indicator
    place = f"part {indicator.part}" if indicator.part else f"chapter {indicator.chapter} (voluntary)"
    lines = [
        f"{indicator.id}: {indicator.title}", "=" * (len(indicator.id) + 2 + len(indicator.title)),
        f"{place}; law: {'; '.join(indicator.legal_basis)}",
    ]
    if indicator.readings:
        lines.append(f"readings: {', '.join(indicator.readings)}")
    if indicator.note:
        lines += ["", indicator.note]
    lines += ["", "Figures"]
    for name, column in indicator.columns.items():
        letter = f"column {column.letter}, " if column.letter else ""
        lines.append(f"- {name} ({letter}{column.unit}): {column.definition}")
        lines.append(f"  printed: {entry.conversions[name]}")
    lines += ["", "Query", *_indented(indicator.query)]
    lines += ["", f"Rests on the facts {', '.join(entry.facts)}: their queries stand at the end."]
    for example in entry.examples:
        lines += ["", f"Example: {example.title}"]
        for fact, rows in example.given.items():
            lines += [f"    given {fact}", *_indented(rows)]
        lines += ["    expect", *_indented(example.expect)]
    return "\n".join(lines)


def _indented(text: str) -> list[str]:
    return [f"    {line}".rstrip() for line in text.strip().splitlines()]


def _html() -> bytes:
    from dsa_reports.render.indicators import catalogue_html

    return catalogue_html(_entries(), _facts(), _helpers())


def _pdf() -> bytes:
    from dsa_reports.render.indicators import catalogue_pdf

    return catalogue_pdf(_entries(), _facts(), _helpers())


def _entries() -> list[Described]:
    return [
        Described(indicator, examples_of(indicator.id), _conversions(indicator), facts_behind(indicator.facts))
        for indicator in load_indicators().values()
    ]


def _conversions(indicator: Indicator) -> dict[str, str]:
    """How each figure is printed under the defaults of the readings."""
    if indicator.chapter:
        return {name: conversion(indicator, name, CHAPTER_DECIMALS.get(spec.unit, 0)) for name, spec in indicator.columns.items()}
    units = Units(default_readings())
    return {name: units.conversion(indicator, name) for name in indicator.columns}


def _facts() -> dict[str, str]:
    counted = {name for indicator in load_indicators().values() for name in indicator.facts}
    return {name: fact_sql(name).strip() for name in facts_behind(counted)}


def _helpers() -> dict[str, str]:
    return helpers(_facts().values())


_FORMATS: dict[CatalogueFormat, Callable[[], bytes]] = {"text": _text, "html": _html, "pdf": _pdf}
