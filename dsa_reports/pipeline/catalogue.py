"""`catalogue`: every indicator with its law, its definitions, its query and its worked examples."""

from collections.abc import Callable
from typing import Literal

from dsa_reports.indicators.examples import Example, examples_of
from dsa_reports.indicators.loader import Indicator, load_indicators

__all__ = ["CatalogueFormat", "catalogue"]

CatalogueFormat = Literal["text", "html", "pdf"]


def catalogue(*, form: CatalogueFormat) -> bytes:
    """The catalogue as one file, the same bytes every time."""
    return _FORMATS[form]()


def _text() -> bytes:
    return "\n\n".join(_described(indicator) for indicator in load_indicators().values()).encode() + b"\n"


def _described(indicator: Indicator) -> str:
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
    lines += ["", "Query", *(f"    {line}".rstrip() for line in indicator.query.splitlines())]
    for example in examples_of(indicator.id):
        lines += ["", f"Example: {example.title}"]
        for fact, rows in example.given.items():
            lines += [f"    given {fact}", *(f"    {line}" for line in rows.strip().splitlines())]
        lines += ["    expect", *(f"    {line}" for line in example.expect.strip().splitlines())]
    return "\n".join(lines)


def _html() -> bytes:
    from dsa_reports.render.indicators import catalogue_html

    return catalogue_html(_entries())


def _pdf() -> bytes:
    from dsa_reports.render.indicators import catalogue_pdf

    return catalogue_pdf(_entries())


def _entries() -> list[tuple[Indicator, tuple[Example, ...]]]:
    return [(indicator, examples_of(indicator.id)) for indicator in load_indicators().values()]


_FORMATS: dict[CatalogueFormat, Callable[[], bytes]] = {"text": _text, "html": _html, "pdf": _pdf}
