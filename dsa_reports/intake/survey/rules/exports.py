"""EXPORT-1: files that end where a tool or a spreadsheet stops."""

from collections.abc import Iterator

from dsa_reports.contract import tables as contract_tables
from dsa_reports.findings import Severity
from dsa_reports.intake.survey.registry import survey
from dsa_reports.intake.survey.rows import Hit, Rows

_LIMITS = {
    10_000: "the page size of many query tools and search engines",
    65_535: "the rows of an old spreadsheet without its header", 65_536: "the rows of an old spreadsheet",
    1_048_575: "the rows of a spreadsheet without its header", 1_048_576: "the rows of a spreadsheet",
}
"""Numbers at which exports are cut off so often that they deserve a warning."""
_ROUND = frozenset({1_000, 5_000, 50_000, 100_000, 500_000, 1_000_000})
"""Limits that people type; a file may end there by chance."""


@survey(
    "EXPORT-1", tables=tuple(contract_tables()), severity=Severity.WARNING, citation="DSA Art. 15(1); DSA Art. 24(1)",
    remedy="Ask for the number of rows in the source system. If the file is complete, say so with `extraction.rows` in service.toml: then nothing is asked again.",
    example="actions.csv has exactly 10,000 rows",
)
def cut_off(rows: Rows) -> Iterator[Hit]:
    """No file has exactly as many rows as tools export at most: 10,000, or the rows of a spreadsheet (with or without header).

    Other round limits (1,000, 5,000, 50,000, 100,000, 500,000, 1,000,000) are an information. Counted are the rows that
    were read, also the rejected ones. A control total in service.toml that agrees answers the question. Several files
    of the same size with a shorter one at the end are parts of one export: an information, too.
    """
    read = [file.rows_read for file in rows.files]
    if rows.load.extraction.rows == sum(read):
        return
    for index, count in enumerate(read):
        if count not in _LIMITS and count not in _ROUND:
            continue
        parts = read.count(count) > 1 and read[-1] < count
        if parts and read.index(count) != index:
            continue
        if parts:
            yield Hit(f"{read.count(count)} files have exactly {count:,} rows, the last one {read[-1]:,}: taken for parts of one export", index, count=read.count(count), severity=Severity.INFO)
        else:
            why = _LIMITS.get(count)
            yield Hit(f"exactly {count:,} rows{f', {why}' if why else ''}: the export may be cut off", index, severity=None if why else Severity.INFO)
