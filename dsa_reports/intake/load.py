"""Loading: from the files of service.toml to accepted rows, and an account of every row that was read.

Per file: rows read = accepted + rejected, where the rows read are counted without the
engine's help. A difference stops everything with an IntegrityError.
"""

import re
from collections.abc import Collection
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from dsa_reports.contract import Table
from dsa_reports.contract import tables as contract_tables
from dsa_reports.display import shown
from dsa_reports.engines.duckdb import in_order, watched
from dsa_reports.errors import InputError, IntegrityError, UsageError, WriteError
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.intake.familiar import familiar_lists
from dsa_reports.intake.files import resolve, state, unchanged
from dsa_reports.intake.headers import check_names, check_source, check_types, shown_name, unknown_columns
from dsa_reports.intake.known import ask
from dsa_reports.intake.limits import limit_checks, limited_rows, limits
from dsa_reports.intake.mapping import map_columns
from dsa_reports.intake.model import FileLoad, InputFile, Intake, TableLoad
from dsa_reports.intake.options import LoadOptions
from dsa_reports.intake.peek import peek
from dsa_reports.intake.readers import FRAME, READERS, Opened
from dsa_reports.intake.readers.base import RawRows
from dsa_reports.intake.rejects import write_rejected
from dsa_reports.intake.reporting import check_findings, extraction_findings, reference_findings
from dsa_reports.intake.rules import Check, checks, create_code_types, guarded_columns, table_rules
from dsa_reports.intake.scan import ScanPlan, copy_statement
from dsa_reports.intake.sendback import send_back
from dsa_reports.intake.store import Store, empty_view
from dsa_reports.intake.valuemaps import ValueMap, load_maps
from dsa_reports.progress import Progress, silent
from dsa_reports.service.config import Extraction, ServiceConfig, Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["FileLoad", "Intake", "LoadOptions", "TableLoad", "load"]

_BIG = 500_000
"""Rows from which on it is worth looking at the first ones before all of them are read."""


def load(
    con: "duckdb.DuckDBPyConnection", config: ServiceConfig, *, work: Path, rejected: Path | None,
    tables: Collection[str] | None = None, progress: Progress = silent, options: LoadOptions | None = None,
) -> Intake:
    """Read the tables of `config` (or those of them named in `tables`) and leave `accepted_<table>` in `con` for every table.

    `work` takes the typed rows as Parquet files, on which the views rest; `rejected` takes one CSV of rejected rows
    per table, or None for none. InputError for what cannot be read at all; everything else is a finding.
    """
    options = options or LoadOptions()
    contract = contract_tables()
    for name in config.tables:
        if name not in contract:
            raise UsageError(f"{shown(name)} is no table of the contract", where=f"service.toml, [tables.{shown(name)}]", remedy=f"Tables: {', '.join(contract)}.")
    work.mkdir(parents=True, exist_ok=True)
    loaders: dict[str, _TableLoader] = {}
    loads: dict[str, TableLoad] = {}
    for name, table in contract.items():
        source = config.tables.get(name)
        if source is None or source.none or (tables is not None and name not in tables):
            empty_view(con, table, _kept(table, source, options))
            loads[name] = _without_files(name, source, skipped=tables is not None and name not in tables)
            continue
        loaders[name] = _TableLoader(con, config, table, source, work, progress, options, raw=rejected is not None)
        loads[name] = loaders[name].load(rejected)
    findings = [finding for loader in loaders.values() for finding in loader.findings]
    known = {name: None for name, done in loads.items() if done.status != "absent"}
    for number, loader in enumerate(loaders.values()):
        progress("references", number, len(loaders))
        findings += reference_findings(con, loader.store, loader.files, known, loader.source, masks=options.masks)
    return Intake(loads, tuple(worst_first(findings)))


def _without_files(name: str, source: Source | None, *, skipped: bool) -> TableLoad:
    if source is None:
        return TableLoad(name, "absent", "service.toml does not name this table", (), Extraction())
    if skipped:
        return TableLoad(name, "absent", "not asked for", (), source.extraction)
    return TableLoad(name, "none", source.none, (), source.extraction)


def _kept(table: Table, source: Source | None, options: LoadOptions) -> tuple[str, ...]:
    """The columns to write: those asked for, and those that the checks over many rows look at."""
    if options.keep is None:
        return table.names
    sums = source.extraction.sums if source is not None else {}
    wanted = {*options.keep.get(table.name, ()), *table.references, *table.dated_by, *sums, *([table.key] if table.key else [])}
    return tuple(name for name in table.names if name in wanted)


class _TableLoader:
    """Loads the files of one table, one after the other."""

    def __init__(
        self, con: "duckdb.DuckDBPyConnection", config: ServiceConfig, table: Table, source: Source, work: Path, progress: Progress,
        options: LoadOptions, *, raw: bool,
    ) -> None:
        self.con, self.table, self.source, self.work, self.progress, self.options, self.raw = con, table, source, work, progress, options, raw
        self.folder = config.folder
        self.zone = source.time_zone or config.service.time_zone
        self.rules = table_rules(table, config.privacy.direct_message_text_basis)
        self.limits = limits(table, config.privacy.direct_message_text_basis)
        self.confidential = (
            *(rule.concerns for rule in self.rules if rule.withhold), *limited_rows(table, config.privacy.direct_message_text_basis),
        )
        self.store = Store(table, _kept(table, source, options))
        self.frame = table.name in options.frames
        self.files: list[InputFile] = []
        self.checks: list[list[Check]] = []
        self.findings: list[Finding] = []
        self.read: list[tuple[Opened, int]] = []
        self.told: set[str] = set()

    def load(self, rejected: Path | None) -> TableLoad:
        """Everything about the table except its references to others."""
        check_source(self.table, self.source)
        name = self.source.files[0]
        self.files = [InputFile(Path(name), name, 0, FRAME)] if self.frame else resolve(self.source, self.folder, self.table.name)
        maps = load_maps(self.con, self.table, self.source, self.folder)
        create_code_types(self.con, self.table)
        for file in self.files:
            self.progress(f"{self.table.name}: opening {file.name}", 0, None)
            self._file(file, maps)
        self.store.find_duplicates(self.con)
        self.store.create_view(self.con)
        loads = self._account()
        if rejected is not None:
            write_rejected(self.con, self.store, self.files, self.checks, rejected, withhold_broken=bool(self.limits or guarded_columns(self.table, self.rules)))
        if self.options.back is not None:
            names = [opened.names for opened, _ in self.read]
            send_back(self.con, self.store, self.files, names, self.checks, self.source, self.rules, self.limits, self.options.back)
        self.findings += check_findings(self.con, self.store, self.files, self.checks, self.source, masks=self.options.masks)
        self.findings += extraction_findings(self.con, self.store, loads, self.source.extraction)
        return TableLoad(self.table.name, "loaded", "", loads, self.source.extraction)

    def _file(self, file: InputFile, maps: list[ValueMap]) -> None:
        before = None if self.frame else state(file)
        opened = READERS[file.format](self.con, file, self.source, self.work)
        filled = {*self.source.constants, *(column for value_map in maps for column in value_map.values)}
        check_names(opened.names, self.table, self.source, filled, file.name, form=file.format, service_file=self.options.service_file)
        self._tell_unknown(opened, file)
        if self.options.on_open:
            self.options.on_open(self.table, file, self.source, opened)
        self._rows(opened, file, maps)
        if before is not None:
            unchanged(file, before)

    def _tell_unknown(self, opened: Opened, file: InputFile) -> None:
        extra = unknown_columns(opened.names, self.table, self.source)
        if extra:
            self.findings.append(Finding(
                id="intake.unknown_columns", severity=Severity.INFO, table=self.table.name, file=file.name, count=len(extra),
                message=f"columns that are not read: {', '.join(shown_name(name) or '(without a name)' for name in extra[:40])}{', …' if len(extra) > 40 else ''}{opened.looked_at}",
                remedy="Map them with `rename` if they belong to a column of the table, or list them in `ignore`.",
            ))

    def _rows(self, opened: Opened, file: InputFile, maps: list[ValueMap]) -> None:
        """Copy the rows in the quickest way that loses none."""
        wanted = self._wanted(opened)
        problem: Exception | None = None
        with closing(opened.attempts(wanted)) as attempts:
            for rows in attempts:
                check_types({name: rows.columns[name].type for name in wanted if name in rows.columns}, self.table, self.source, file.name)
                problem = self._attempt(rows, opened, file, maps)
                if problem is None:
                    return
        raise _explained(problem, file)

    def _attempt(self, rows: RawRows, opened: Opened, file: InputFile, maps: list[ValueMap]) -> Exception | None:
        """Copy the rows in this way; the reason if some may be lost by it."""
        import duckdb

        known = ask(self.con, rows, self.table, self.rules, self.source, maps, self.zone, nul=rows.nul)
        lists = familiar_lists(self.con, rows, self.table, self.source, maps, self.zone)
        mapping = map_columns(rows, self.table, self.source, maps, self.zone, known.plain, lists)
        demands = known.open(checks(self.table, self.rules, mapping, self.source, maps, self.zone, nul=rows.nul)) + limit_checks(self.limits)
        if self.options.early is not None and rows.records >= _BIG:
            peek(self.con, self.table, mapping, demands, file.name, self._told_once)
        target = self.work / f"{self.table.name}-{file.index:04d}.parquet"
        statement = copy_statement(ScanPlan(self.table, self.rules, rows, mapping, demands, file.index, self.store.kept, raw=self.raw, limits=self.limits, confidential=self.confidential), target)
        try:
            with in_order(self.con), self._watched(f"{self.table.name}: {file.name}", rows.records):
                written = self.con.execute(statement).fetchall()[0][0]
            broken, records = rows.broken(written), rows.counted()
        except duckdb.Error as error:
            return error
        if broken is None or written + len(broken) != records:
            return IntegrityError(
                f"{records} records are in this file, but {written} were read and {len(broken or ())} could not be taken apart",
                where=file.name, remedy="Keep the file and report this: no row may be lost.",
            )
        self.store.paths.append(target)
        self.store.broken[file.index] = broken
        self.checks.append(demands)
        self.read.append((opened, records))
        (self.work / f"careful-{file.index}.csv").unlink(missing_ok=True)
        return None

    def _told_once(self, text: str) -> None:
        """A file that is read in a second way shows the same again."""
        if self.options.early is not None and text not in self.told:
            self.told.add(text)
            self.options.early(text)

    def _wanted(self, opened: Opened) -> list[str]:
        """The columns of the export that feed some column of the table."""
        readable = [*self.source.rename.values(), *self.source.value_maps, *(name for name in self.table.names if name not in self.source.rename)]
        found = [name for name in opened.names if name in readable]
        if opened.open_ended:
            small = {name.lower() for name in opened.names}
            found += [name for name in dict.fromkeys(readable) if name.lower() not in small]
        return found

    def _watched(self, stage: str, records: int) -> AbstractContextManager[None]:
        """Say how far the scan is, if anybody listens."""
        if self.progress is silent:
            return nullcontext()
        return watched(self.con, lambda share: self.progress(stage, round(share * records), records, unit="rows"))

    def _account(self) -> tuple[FileLoad, ...]:
        """Accepted and rejected rows per file, and the check that together they are what was read."""
        dated = _dated(self.table)
        accepted = {row[0]: row[1:] for row in self.con.execute(f"SELECT _file, count(*), min({dated})::VARCHAR, max({dated})::VARCHAR FROM {self.store.accepted} GROUP BY 1").fetchall()}
        refused = dict(self.con.execute(f"SELECT _file, count(*) FROM {self.store.relation} WHERE NOT _ok GROUP BY 1").fetchall())
        again = dict(self.con.execute(f"SELECT _file, count(*) FROM {self.store.name} GROUP BY 1").fetchall())
        loads = []
        for file, (opened, records) in zip(self.files, self.read, strict=True):
            kept, first, last = accepted.get(file.index, (0, None, None))
            rejected = refused.get(file.index, 0) + again.get(file.index, 0) + len(self.store.broken[file.index])
            if kept + rejected != records:
                raise IntegrityError(f"{records} rows were read, but {kept} accepted and {rejected} rejected; the first gap is at record {self._first_gap(file)}", where=file.name, remedy="Keep the file and report this: no row may be lost.")
            loads.append(FileLoad(file.name, *opened.fingerprint(), records, kept, rejected, _event(first), _event(last)))
        return tuple(loads)

    def _first_gap(self, file: InputFile) -> int:
        numbers = f"SELECT _record FROM {self.store.relation} WHERE _file = {file.index}"
        gone = [b.record for b in self.store.broken[file.index]]
        found = self.con.execute(f"SELECT min(_record + 1) FROM ({numbers}) WHERE _record + 1 NOT IN ({numbers}) AND NOT list_contains(?::BIGINT[], _record + 1)", [gone]).fetchall()
        return int(found[0][0] or 0)


def _explained(problem: Exception | None, file: InputFile) -> Exception:
    import duckdb

    if isinstance(problem, duckdb.Error):
        text = str(problem)
        if "No space left" in text or "Could not write" in text or "Cannot open file" in text:
            return WriteError("The typed rows cannot be written", where=f"work files of {file.name}", remedy="Free space on the disk, or choose another output folder.")
        # The engine quotes the value that it stumbles over, and the path: neither is for a message.
        bare = re.sub(r"\"[^\"]*\"?|'[^']*'?|[{\[].*", "…", text.splitlines()[0])
        return InputError(f"This file cannot be read: {shown(bare, 200)}", where=file.name, remedy="Export it again; if that does not help, as plain CSV in UTF-8.")
    return problem or IntegrityError("No way was found to read this file", where=file.name)


def _dated(table: Table) -> str:
    """SQL: the day or instant that places a row, by `dated_by`; days and instants as instants where both occur."""
    if not table.dated_by:
        return "NULL"
    if all(table.column(name).kind == "date" for name in table.dated_by):
        return f"coalesce({', '.join(table.dated_by)})"
    return f"coalesce({', '.join(f'{name}::TIMESTAMP' for name in table.dated_by)})"


def _event(text: str | None) -> str:
    """`2026-01-05 10:00:00` of the engine as `2026-01-05T10:00:00Z`; a day stays a day."""
    return "" if text is None else text if len(text) == 10 else text.replace(" ", "T") + "Z"
