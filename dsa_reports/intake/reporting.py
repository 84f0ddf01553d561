"""Failed checks as findings: one per rule, file and column (and value, for codes and labels), with exact counts."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from dsa_reports.contract.conditions import identifier
from dsa_reports.contract.model import Column, Table
from dsa_reports.display import shown
from dsa_reports.findings import Finding, Place, Severity
from dsa_reports.intake.model import MASKED, FileLoad, InputFile
from dsa_reports.intake.presentable import presentable
from dsa_reports.intake.readers.base import BROKEN
from dsa_reports.intake.rules import Check
from dsa_reports.intake.store import Store
from dsa_reports.service.config import Extraction, Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["check_findings", "extraction_findings", "reference_findings", "source_column"]

_EXAMPLES = 5
"""Places that a finding names."""
_MOST_VALUES = 50
"""Different values of one column that get a finding of their own; the others share one."""


def check_findings(
    con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[InputFile], checks: Sequence[Sequence[Check]], source: Source, *, masks: bool = True
) -> list[Finding]:
    """All findings about the rows of one table; `checks` are those of each file.

    Exact counts in little memory, however many rows fail: only the commonest values and the first examples leave the engine.
    `masks`: values that may be personal are not shown.
    """
    found = _broken_findings(store, files)
    by_value = ", ".join(f"({i}, {n})" for i, of_file in enumerate(checks) for n, c in enumerate(of_file) if c.by_value)
    split = f"(_file, f.c) IN ({by_value})" if by_value else "false"
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE intake_counts AS
        WITH counts AS (
            SELECT _file, f.c AS c, CASE WHEN {split} THEN f.v END AS v, count(*) AS n, min(_record) AS first
            FROM (SELECT _file, _record, unnest(_failed) AS f FROM {store.relation} WHERE _failed IS NOT NULL) GROUP BY ALL)
        SELECT *, row_number() OVER (PARTITION BY _file, c ORDER BY n DESC, v NULLS FIRST) AS rank FROM counts""")
    rows = con.execute(f"""
        SELECT k._file, k.c, k.n, k.first, arg_min({{'line': _record, 'value': f.v}}, _record, {_EXAMPLES})
        FROM (SELECT _file, _record, unnest(_failed) AS f FROM {store.relation} WHERE _failed IS NOT NULL) AS r
        JOIN intake_counts AS k ON k.rank <= {_MOST_VALUES} AND r._file = k._file AND r.f.c = k.c AND k.v IS NOT DISTINCT FROM CASE WHEN {split.replace('_file', 'r._file')} THEN f.v END
        GROUP BY ALL ORDER BY k._file, k.c, k.n DESC, k.first""").fetchall()
    for index, number, count, first, examples in rows:
        found.append(_finding(store.table, source, files[index], checks[index][number], count, first, examples, masks=masks))
    rest = con.execute(f"SELECT _file, c, count(*), sum(n)::BIGINT, min(first) FROM intake_counts WHERE rank > {_MOST_VALUES} GROUP BY ALL ORDER BY 1, 2").fetchall()
    for index, number, kinds, total, first in rest:
        finding = _finding(store.table, source, files[index], checks[index][number], total, first, [], masks=masks)
        found.append(finding.model_copy(update={"value": f"{kinds:,} further values"}))
    con.execute("DROP TABLE intake_counts")
    return found + _duplicate_findings(con, store, files, source, masks=masks)


def _finding(
    table: Table, source: Source, file: InputFile, check: Check, count: int, first: int, examples: Sequence[dict[str, Any]], *, masks: bool
) -> Finding:
    places = tuple(Place(line=e["line"], value=_value(e["value"], table, check, count, masks=masks)) for e in examples)
    example = examples[0]["value"] if examples else None
    hidden = masks and check.masked
    close = get_close_matches(example or "", check.codes, n=1, cutoff=0.75) if not hidden else []
    remedy = f"Did you mean {close[0]}? {check.remedy}" if close else check.remedy
    return Finding(
        id=check.rule, severity=check.severity, message=check.message, remedy=remedy, citation=check.citation, rejects=check.rejects,
        table=table.name, file=file.name, line=first, column=check.column if check.label else source_column(source, check.column), value=places[0].value if places else "",
        count=count, examples=places if count > 1 else (),
    )


def _value(text: str | None, table: Table, check: Check, count: int, *, masks: bool) -> str:
    if text is None or check.rule == "intake.length":  # which tells a length, not a value
        return text or ""
    if check.masked and masks:
        return MASKED
    kind = table.column(check.column).kind if check.column in table.names and not check.label else "text"
    return presentable(text, kind, masks=masks, count=count, label=check.label, codes=check.codes)


def source_column(source: Source, column: str) -> str:
    """The export's own name of a column of the contract."""
    return source.rename.get(column, column)


def _broken_findings(store: Store, files: Sequence[InputFile]) -> list[Finding]:
    found = []
    for index, records in store.broken.items():
        for rule in dict.fromkeys(b.rule for b in records):
            numbers = sorted(b.record for b in records if b.rule == rule)
            message, remedy = BROKEN[rule]
            found.append(Finding(
                id=rule, severity=Severity.ERROR, message=message, remedy=remedy, rejects=True, table=store.table.name,
                file=files[index].name, line=numbers[0], count=len(numbers),
                examples=tuple(Place(line=number) for number in numbers[:_EXAMPLES]) if len(numbers) > 1 else (),
            ))
    return found


def _duplicate_findings(con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[InputFile], source: Source, *, masks: bool) -> list[Finding]:
    if not store.duplicates or store.table.key is None:
        return []
    key = store.table.column(store.table.key)
    rows = con.execute(f"""
        SELECT d._file, count(*), arg_min({{'line': d._record, 'value': r.{identifier(key.name)}}}, d._record, {_EXAMPLES})
        FROM {store.name} d JOIN {store.relation} r ON d._file = r._file AND d._row = r._row GROUP BY 1 ORDER BY 1""").fetchall()
    told = [(index, count, _places(examples, key, masks=masks)) for index, count, examples in rows]
    return [
        Finding(
            id="intake.duplicate_key", severity=Severity.ERROR, rejects=True, table=store.table.name, file=files[index].name, line=places[0].line,
            column=source_column(source, key.name), value=places[0].value, count=count, examples=places if count > 1 else (),
            message=f"{key.name} came before in this table; the first row counts, the later ones do not",
            remedy="Export every row once: look for overlapping files and for identifiers that are used again.",
        )
        for index, count, places in told
    ]


def _places(examples: Sequence[dict[str, Any]], column: Column, *, masks: bool) -> tuple[Place, ...]:
    """The first rows of a finding, each with what `column` holds, as far as it may be shown."""
    hidden = column.personal and masks
    return tuple(Place(line=e["line"], value=MASKED if hidden else presentable(e["value"], "text", masks=masks)) for e in examples)


def reference_findings(
    con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[InputFile], known: Collection[str], source: Source, *, masks: bool = True
) -> list[Finding]:
    """Rows that name a row of another table which is not among its accepted rows. They count all the same."""
    found = []
    for column, (other, target) in store.table.references.items():
        if other not in known:
            continue
        c = identifier(column)
        rows = con.execute(f"""
            SELECT _file, count(*), arg_min({{'line': _record, 'value': {c}}}, _record, {_EXAMPLES}) FROM {identifier('accepted_' + store.table.name)} AS r
            ANTI JOIN (SELECT {identifier(target)} AS t FROM {identifier('accepted_' + other)}) AS o ON r.{c} = o.t
            WHERE {c} IS NOT NULL GROUP BY 1 ORDER BY 1""").fetchall()
        told = [(index, count, _places(examples, store.table.column(column), masks=masks)) for index, count, examples in rows]
        found += [
            Finding(
                id="intake.reference", severity=Severity.WARNING, table=store.table.name, file=files[index].name, line=places[0].line, column=source_column(source, column),
                value=places[0].value, count=count, examples=places if count > 1 else (), message=f"{column} names no accepted row of {other}",
                remedy=f"Export the missing rows of {other} too (also those before the period), or correct {column}.",
            )
            for index, count, places in told
        ]
    return found


def extraction_findings(con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[FileLoad], extraction: Extraction) -> list[Finding]:
    """The control totals of the source system against what was read; rejected rows are read too."""
    said: list[tuple[str, int, int]] = []
    if extraction.rows is not None:
        said.append(("", extraction.rows, sum(file.rows_read for file in files)))
    for column, total in extraction.sums.items():
        if column not in store.table.names or store.table.column(column).kind not in {"integer", "number"}:
            found = Finding(id="intake.control_total", severity=Severity.ERROR, table=store.table.name, column=shown(column), message=f"a control total of {shown(column)}, which is no column of whole numbers", remedy="Correct `extraction.sums` in service.toml.")
            return [found]
        read = con.execute(f"SELECT coalesce(sum({identifier(column)}), 0) FROM {store.relation}").fetchall()[0][0]
        said.append((column, total, int(read)))
    findings = []
    for column, stated, read in said:
        what = f"sum of {column}" if column else "number of rows"
        agrees = stated == read
        findings.append(Finding(
            id="intake.control_total", severity=Severity.INFO if agrees else Severity.ERROR, table=store.table.name, column=column, value=str(read),
            message=f"{what}: the source system counted {stated}, {read} read" + ("; they agree" if agrees else f", a difference of {read - stated}"),
            remedy="" if agrees else "Ask whether the export is complete, and for the same days, before using it.",
        ))
    return findings
