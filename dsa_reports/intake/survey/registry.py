"""How surveys are declared, found and run. Adding a survey is adding one function to `intake/survey/rules/`."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dsa_reports.contract import Table
from dsa_reports.contract import tables as contract_tables
from dsa_reports.errors import UsageError
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.intake.model import Intake
from dsa_reports.intake.survey.rows import Hit, Rows, UnreadColumn
from dsa_reports.law.periods import Period
from dsa_reports.progress import Progress, silent
from dsa_reports.registry import Registry
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["Survey", "all_surveys", "run_surveys", "survey"]

Rule = Callable[[Rows], Iterator[Hit]]


@dataclass(frozen=True)
class Survey:
    """One rule about many rows: its id in the catalogue, the tables it looks at, how bad a breach is, what to do.

    `columns` are all that it reads of any table (a table may lack some of them), beside `_file` and `_record`.
    `rule` says the rule in words, `example` how a table looks that breaks it.
    """

    id: str
    tables: tuple[str, ...]
    severity: Severity
    citation: str
    remedy: str
    columns: tuple[str, ...]
    example: str
    rule: str
    function: Rule

    def columns_of(self, table: Table) -> tuple[str, ...]:
        """The columns of `table` that it reads."""
        return tuple(name for name in table.names if name in self.columns) if table.name in self.tables else ()


_SURVEYS: Registry[Survey] = Registry("survey", "dsa_reports.intake.survey.rules")


def survey(
    id: str, *, tables: Sequence[str], severity: Severity, citation: str, remedy: str, columns: Sequence[str] = (), example: str,
) -> Callable[[Rule], Rule]:
    """Declare the decorated function as the survey `id`; its docstring is the rule.

    ValueError for an id that is taken, a table that the contract lacks, a column that none of the tables has, or a
    function that does not say its rule.
    """

    def declare(function: Rule) -> Rule:
        known = contract_tables()
        if unknown := [name for name in tables if name not in known]:
            raise ValueError(f"{id} looks at tables that do not exist: {unknown}")
        if lost := [name for name in columns if not any(name in known[table].names for table in tables)]:
            raise ValueError(f"{id} reads columns that its tables lack: {lost}")
        _SURVEYS.add(id, function, lambda rule: Survey(id, tuple(tables), severity, citation, remedy, tuple(columns), example, rule, function))
        return function

    return declare


@cache
def all_surveys() -> dict[str, Survey]:
    """Every survey by id, in the order of the catalogue."""
    return _SURVEYS.all()


def run_surveys(
    con: "duckdb.DuckDBPyConnection", intake: Intake, tables: Collection[str] | None = None, *, period: Period | None = None,
    only: Collection[str] | None = None, skip: Collection[str] = (), sources: Mapping[str, Source] | None = None,
    unread: Sequence[UnreadColumn] = (), zone: str = "UTC", progress: Progress = silent,
) -> list[Finding]:
    """All surveys over the loaded tables of `intake` (or those of them named in `tables`), worst findings first.

    `con` holds the views `accepted_<table>` that `intake.load.load` leaves. `only` and `skip` name surveys; UsageError
    for one that does not exist. `period`: needed by the surveys about it. `sources`: the tables of service.toml, for
    the source's own column names and for constants set on purpose. `unread`: samples of columns of the exports that
    nothing reads. `zone`: whose days are meant (that of the period, where one is given).
    """
    known = all_surveys()
    for name in (*(only or ()), *skip):
        if name not in known:
            raise UsageError(f"there is no survey {name}", remedy=f"Surveys: {', '.join(known)}.")
    chosen = [one for one in known.values() if (only is None or one.id in only) and one.id not in skip]
    loaded = [name for name, load in intake.tables.items() if load.status == "loaded" and (tables is None or name in tables)]
    work = [(name, one) for name in loaded for one in chosen if name in one.tables]
    shared: dict[str, dict[str, object]] = {name: {} for name in loaded}
    findings: list[Finding] = []
    for done, (name, one) in enumerate(work):
        progress("surveys", done, len(work))
        rows = Rows(
            con, contract_tables()[name], intake.tables[name], period=period, zone=str(period.zone) if period else zone,
            source=(sources or {}).get(name), unread=tuple(column for column in unread if column.table == name),
            tables=intake.tables, shared=shared[name],
        )
        findings += [_finding(one, rows, hit) for hit in one.function(rows)]
    progress("surveys", len(work), len(work))
    return worst_first(findings)


def _finding(one: Survey, rows: Rows, hit: Hit) -> Finding:
    return Finding(
        id=one.id, severity=hit.severity or one.severity, message=hit.message, remedy=hit.remedy or one.remedy, citation=one.citation,
        table=rows.table.name, file=rows.file_name(hit.file), line=hit.line, column=rows.spoken(hit.column), value=hit.value,
        count=hit.count, examples=hit.examples,
    )
