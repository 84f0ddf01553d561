"""What was counted or written but has no place in the filled template: nothing is lost in silence."""

from collections.abc import Iterable

from dsa_reports.harmonised.model import CellKey, HarmonisedReport, Results, figure_id

__all__ = ["unplaced", "unplaced_contexts", "unplaced_texts", "withheld"]


def unplaced(report: HarmonisedReport, results: Results) -> list[CellKey]:
    """Cells with a count for which the report has no row or column, in order.

    Such are the sub-category that the official Member State blocks lack (reading `official_rows = "exact"`), a scope
    that is no Member State, a KEYWORD_OTHER row without a description.
    """
    return sorted(key for key in _counted(results) if figure_id(key) not in report.figures)


def withheld(report: HarmonisedReport, results: Results) -> list[CellKey]:
    """Cells with a count that stay blank because they do not concern the tier or the restriction is said to be impossible."""
    return sorted(
        key for key in _counted(results)
        if (figure := report.figures.get(figure_id(key))) is not None and not figure.text
    )


def _counted(results: Results) -> Iterable[CellKey]:
    return (key for key, result in results.cells.items() if result.value is not None and (result.value or result.rows_used))


def unplaced_contexts(report: HarmonisedReport, contexts: Iterable[str]) -> list[str]:
    """Keys of context texts that name no cell with a context column (part 10 has none)."""
    rows = {f"2.{row.key}" for row in report.parts[1].rows}
    placed = {name for name in report.figures if not name.startswith("10.")}
    return sorted(name for name in contexts if name not in rows and name not in placed)


def unplaced_texts(report: HarmonisedReport, texts: Iterable[str]) -> list[str]:
    """Keys of texts that are no row of part 11."""
    rows = {row.key for row in report.parts[10].rows}
    return sorted(name for name in texts if name not in rows)
