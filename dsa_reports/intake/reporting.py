"""Failed checks as findings: one per rule, file and column (and value, for codes and labels), with exact counts."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from dsa_reports.contract.conditions import identifier
from dsa_reports.contract.model import Table
from dsa_reports.display import shown
from dsa_reports.findings import Finding, Severity
from dsa_reports.intake.model import MASKED, FileLoad, InputFile
from dsa_reports.intake.readers.base import BROKEN
from dsa_reports.intake.rules import Check
from dsa_reports.intake.store import Store
from dsa_reports.service.config import Extraction

if TYPE_CHECKING:
    import duckdb

__all__ = ["check_findings", "extraction_findings", "reference_findings"]

_MOST_VALUES = 50
"""Different values of one column that get a finding of their own; the others share one."""


def check_findings(con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[InputFile], checks: Sequence[Sequence[Check]]) -> list[Finding]:
    """All findings about the rows of one table; `checks` are those of each file."""
    found = _broken_findings(store, files)
    by_value = ", ".join(f"({i}, {n})" for i, of_file in enumerate(checks) for n, c in enumerate(of_file) if c.by_value)
    split = f"(_file, f.c) IN ({by_value})" if by_value else "false"
    rows = con.execute(f"""
        SELECT _file, f.c, CASE WHEN {split} THEN f.v END AS by_value, count(*), min(_record), arg_min(f.v, _record)
        FROM (SELECT _file, _record, unnest(_failed) AS f FROM {store.relation} WHERE _failed IS NOT NULL)
        GROUP BY ALL ORDER BY 1, 2, 4 DESC, 3""").fetchall()
    seen: dict[tuple[int, int], int] = {}
    rest: dict[tuple[int, int], tuple[int, int, int]] = {}
    for index, number, _, count, first, example in rows:
        place = (index, number)
        seen[place] = seen.get(place, 0) + 1
        if seen[place] <= _MOST_VALUES:
            found.append(_finding(store.table, files[index], checks[index][number], count, first, example))
        else:
            kinds, total, record = rest.get(place, (0, 0, first))
            rest[place] = (kinds + 1, total + count, min(record, first))
    for (index, number), (kinds, total, record) in rest.items():
        found.append(_finding(store.table, files[index], checks[index][number], total, record, f"{kinds} further values"))
    return found + _duplicate_findings(con, store, files)


def _finding(table: Table, file: InputFile, check: Check, count: int, first: int, example: str | None) -> Finding:
    value = MASKED if check.masked else shown(example) if example is not None else ""
    close = get_close_matches(example or "", check.codes, n=1, cutoff=0.75) if not check.masked else []
    remedy = f"Did you mean {close[0]}? {check.remedy}" if close else check.remedy
    return Finding(
        id=check.rule, severity=check.severity, message=check.message, remedy=remedy, citation=check.citation,
        rejects=check.rejects, table=table.name, file=file.name, line=first, column=check.column, value=value, count=count,
    )


def _broken_findings(store: Store, files: Sequence[InputFile]) -> list[Finding]:
    found = []
    for index, records in store.broken.items():
        for rule in dict.fromkeys(b.rule for b in records):
            numbers = [b.record for b in records if b.rule == rule]
            message, remedy = BROKEN[rule]
            found.append(Finding(
                id=rule, severity=Severity.ERROR, message=message, remedy=remedy, rejects=True, table=store.table.name,
                file=files[index].name, line=min(numbers), count=len(numbers),
            ))
    return found


def _duplicate_findings(con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[InputFile]) -> list[Finding]:
    if not store.duplicates or store.table.key is None:
        return []
    key = store.table.column(store.table.key)
    rows = con.execute(f"""
        SELECT d._file, count(*), min(d._record), arg_min(r.{identifier(key.name)}, d._record)
        FROM {store.name} d JOIN {store.relation} r ON d._file = r._file AND d._row = r._row GROUP BY 1 ORDER BY 1""").fetchall()
    return [
        Finding(
            id="intake.duplicate_key", severity=Severity.ERROR, rejects=True, table=store.table.name, file=files[index].name, line=first,
            column=key.name, value=MASKED if key.personal else shown(example), count=count,
            message=f"{key.name} came before in this table; the first row counts, the later ones do not",
            remedy="Export every row once: look for overlapping files and for identifiers that are used again.",
        )
        for index, count, first, example in rows
    ]


def reference_findings(con: "duckdb.DuckDBPyConnection", store: Store, files: Sequence[InputFile], known: Collection[str]) -> list[Finding]:
    """Rows that name a row of another table which is not among its accepted rows. They count all the same."""
    found = []
    for column, (other, target) in store.table.references.items():
        if other not in known:
            continue
        c = identifier(column)
        rows = con.execute(f"""
            SELECT _file, count(*), min(_record), arg_min({c}, _record) FROM {identifier('accepted_' + store.table.name)} AS r
            ANTI JOIN (SELECT {identifier(target)} AS t FROM {identifier('accepted_' + other)}) AS o ON r.{c} = o.t
            WHERE {c} IS NOT NULL GROUP BY 1 ORDER BY 1""").fetchall()
        masked = store.table.column(column).personal
        found += [
            Finding(
                id="intake.reference", severity=Severity.WARNING, table=store.table.name, file=files[index].name, line=first, column=column,
                value=MASKED if masked else shown(example), count=count, message=f"{column} names no accepted row of {other}",
                remedy=f"Export the missing rows of {other} too (also those before the period), or correct {column}.",
            )
            for index, count, first, example in rows
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
