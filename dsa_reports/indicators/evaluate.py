"""Run the indicators on the facts and put what they found on the cells of the template and of the chapters.

The engine only counts; quotients are exact fractions (`indicators.conversion`). Rounding belongs to the writer.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dsa_reports.indicators.cells import CellKey, CellResult, Results
from dsa_reports.indicators.conversion import result
from dsa_reports.indicators.loader import Indicator, load_indicators
from dsa_reports.progress import Progress, silent
from dsa_reports.template.codes import categories

if TYPE_CHECKING:
    import duckdb

__all__ = ["Answer", "evaluate_chapters", "evaluate_parts", "run", "slug"]

Answer = list[dict[str, Any]]


def run(connection: "duckdb.DuckDBPyConnection", indicator: Indicator) -> Answer:
    """The query's answer, a dict per row."""
    cursor = connection.execute(indicator.sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def slug(text: str) -> str:
    """`text` as a short ASCII name for figure ids: small letters, digits, hyphens."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:60] or "x"


def evaluate_parts(
    connection: "duckdb.DuckDBPyConnection", chosen: Mapping[str, str], progress: Progress = silent,
    indicators: Mapping[str, Indicator] | None = None,
) -> Results:
    """All cells of parts 3 to 10. `chosen`: reading → answer (only `other_descriptions` acts here).

    `indicators` stand in for those of this program where an earlier counting is replayed.
    """
    results = Results()
    parts = [indicator for indicator in (load_indicators() if indicators is None else indicators).values() if indicator.part is not None]
    for done, indicator in enumerate(parts):
        progress("count", done, len(parts))
        answer = run(connection, indicator)
        match indicator.rows:
            case "category":
                _place_categories(results, indicator, answer, chosen["other_descriptions"])
            case "row":
                _place_rows(results, indicator, answer)
            case "scope":
                _place_scopes(results, indicator, answer)
            case _:
                raise ValueError(f"{indicator.id}: rows = {indicator.rows!r} fits chapters only")
    progress("count", len(parts), len(parts))
    return results


def evaluate_chapters(
    connection: "duckdb.DuckDBPyConnection", progress: Progress = silent, indicators: Mapping[str, Indicator] | None = None,
) -> dict[str, dict[str, CellResult]]:
    """For each chapter indicator: figure id → result. `<chapter>.<column>` or `<chapter>.<group>.<column>`.

    `indicators` as in `evaluate_parts`.
    """
    found: dict[str, dict[str, CellResult]] = {}
    chapters = [indicator for indicator in (load_indicators() if indicators is None else indicators).values() if indicator.chapter]
    for done, indicator in enumerate(chapters):
        progress("chapters", done, len(chapters))
        figures: dict[str, CellResult] = {}
        for row in run(connection, indicator):
            stem = indicator.chapter
            if indicator.rows == "group":
                stem = f"{indicator.chapter}.{indicator.id.split('/')[1]}.{row['row_key']}"
            for name in indicator.columns:
                figures[f"{stem}.{name}"] = result(indicator, name, row)
        found[indicator.id] = figures
    progress("chapters", len(chapters), len(chapters))
    return found


def _place_categories(results: Results, indicator: Indicator, answer: Answer, uniqueness: str) -> None:
    part = indicator.part or 0
    described = _descriptions(answer, uniqueness)
    results.other_descriptions.setdefault(part, {}).update(
        {f"{category}/KEYWORD_OTHER~{name}": text for (category, _), (name, text) in described.items()}
    )
    for row in answer:
        key = _category_row(row, described)
        scope = (row[indicator.scope] or "TOTAL") if indicator.scope else ""
        for name in indicator.columns:
            results.cells[part, key, name, scope] = result(indicator, name, row)


def _category_row(row: Mapping[str, Any], described: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    category, keyword, description = row["category"], row["keyword"], row["other_description"]
    if category is None:
        return "TOTAL"
    if keyword is None:
        return str(category)
    if keyword == "KEYWORD_OTHER":
        return f"{category}/KEYWORD_OTHER~{described[category, description][0]}"
    return f"{category}/{keyword}"


def _descriptions(answer: Answer, uniqueness: str) -> dict[tuple[str, str], tuple[str, str]]:
    """(category, description as logged) → (slug, description as printed); both unique where they must be."""
    logged = sorted({(r["category"], r["other_description"]) for r in answer if r["keyword"] == "KEYWORD_OTHER"})
    names = {c.code: c.description for c in categories()}
    counts: dict[str, int] = {}
    for _, text in logged:
        counts[text] = counts.get(text, 0) + 1
    described: dict[tuple[str, str], tuple[str, str]] = {}
    slugs: set[tuple[str, str]] = set()
    # Descriptions that needed no addition keep their words; an added one that meets them gives way.
    printed_before = {text for _, text in logged if uniqueness == "sheet" and counts[text] == 1}
    for category, text in logged:
        printed = text
        if uniqueness == "sheet" and counts[text] > 1:
            printed = _free(f"{text} ({names[category]})", "{} [{}]", printed_before)
            printed_before.add(printed)
        taken = {name for own, name in slugs if own == category}
        name = _free(slug(text), "{}-{}", taken)
        slugs.add((category, name))
        described[category, text] = (name, printed)
    return described


def _free(wanted: str, pattern: str, taken: set[str]) -> str:
    """`wanted`, or with the smallest number from 2 that makes it different from all `taken`."""
    found, serial = wanted, 2
    while found in taken:
        found = pattern.format(wanted, serial)
        serial += 1
    return found


def _place_rows(results: Results, indicator: Indicator, answer: Answer) -> None:
    for row in answer:
        for name, spec in indicator.columns.items():
            if not spec.only_rows or row["row_key"] in spec.only_rows:
                results.cells[_key(indicator, row["row_key"], name)] = result(indicator, name, row)


def _place_scopes(results: Results, indicator: Indicator, answer: Answer) -> None:
    suffixes = _split_names(indicator, answer)
    for row in answer:
        parts = tuple(str(row[name]) for name in indicator.split)
        suffix = f"~{suffixes[parts]}" if parts else ""
        for name, spec in indicator.columns.items():
            context = _sample_context(indicator, row) if indicator.split else ""
            results.cells[_key(indicator, spec.row + suffix, row["scope"])] = result(indicator, name, row, context)


def _split_names(indicator: Indicator, answer: Answer) -> dict[tuple[str, ...], str]:
    """Split values → sortable slug: rows are ordered by system, then content type."""
    values = sorted({tuple(str(row[name]) for name in indicator.split) for row in answer}) if indicator.split else []
    return {value: f"{place:02d}-{slug(' '.join(value))}" for place, value in enumerate(values, start=1)}


def _sample_context(indicator: Indicator, row: Mapping[str, Any]) -> str:
    system, content_type = (str(row[name]) for name in indicator.split)
    return (
        f"System: {system}. Content type: {content_type}. Sample size: {row[indicator.sample]}. "
        f"Method: {row[indicator.context]}"
    )


def _key(indicator: Indicator, row: str, scope: str) -> CellKey:
    return (indicator.part or 0, row, "value", scope)
