"""`minors`: begin, check and measure the register of measures for the protection of minors."""

import json
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dsa_reports.contract import tables as contract_tables
from dsa_reports.contract.conditions import identifier
from dsa_reports.display import shown
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import UsageError, writing
from dsa_reports.findings import Finding, worst_first
from dsa_reports.intake.model import TableLoad
from dsa_reports.law.minor_items import Item, item_chapters, items
from dsa_reports.minors import FORMS, Answers, Coverage, Measure, Register, coverage, proposals, run_rules, written
from dsa_reports.minors.registry import TABLE
from dsa_reports.minors.writing import LIST_SEPARATOR
from dsa_reports.pipeline.loose import loose_config
from dsa_reports.pipeline.surveys import load_and_survey
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import load_service
from dsa_reports.service.mistakes import closest

__all__ = ["CheckedRegister", "check_register", "cover_register", "coverage_json", "init_register", "items_as_data", "read_register", "report_register"]


@dataclass(frozen=True)
class CheckedRegister:
    """The register, how its file was read, and all findings: of the file, of its rows, of the register as a whole."""

    register: Register
    tables: dict[str, TableLoad]
    findings: tuple[Finding, ...]


def init_register(*, path: Path, answers: Answers) -> tuple[int, int]:
    """Write the draft to `path`, whose ending says the form; how many items are set aside, and how many are to be decided."""
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise UsageError(f"no form of a register is called {shown(path.suffix)!r}", where=shown(path, 300), remedy="Name it .toml, .csv or .xlsx.")
    made = proposals(answers)
    content = written(made, owner=answers.owner, form=form, name=path.name)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _new_file(path, content)
    aside = sum(bool(proposal.reason) for proposal in made)
    return aside, len(made) - aside


def _new_file(path: Path, content: bytes) -> None:
    """Whole or not at all, and never over a file that is there."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        fresh.write_bytes(content)
        os.link(fresh, path)
    except FileExistsError:
        raise UsageError("there is a file of that name already", where=shown(path, 300), remedy="Name another one; a register is never written over.") from None
    finally:
        fresh.unlink(missing_ok=True)


def read_register(path: Path) -> CheckedRegister:
    """The register at `path`: a register file, or a service file (or its folder) that names one; only the findings of reading it."""
    with TemporaryDirectory(prefix="dsa-reports-") as folder:
        work = Path(folder)
        config = _config(path)
        with connect(temp_directory=work / "spill", threads=1) as connection:
            intake = load_and_survey(connection, config, work=work / "rows", rejected=None, tables=(TABLE,))
            load = intake.tables[TABLE]
            rows = _rows(connection) if load.status == "loaded" else []
    files = [file.name for file in load.files]
    measures = tuple(_measure(row, files) for row in rows)
    register = Register(measures, sum(file.rejected for file in load.files), files[0] if len(files) == 1 else "", config.folder)
    return CheckedRegister(register, {TABLE: load}, tuple(finding for finding in intake.findings if finding.table == TABLE))


def check_register(*, path: Path, on: date) -> CheckedRegister:
    """What is wrong with the register, and what it lacks on the day `on`."""
    read = read_register(path)
    return CheckedRegister(read.register, read.tables, tuple(worst_first((*read.findings, *run_rules(read.register, on)))))


def cover_register(*, path: Path, on: date) -> Coverage:
    """The coverage of the register on the day `on`."""
    return coverage(read_register(path).register, on)


def report_register(*, path: Path, output: Path, on: date, language: str = "en") -> CheckedRegister:
    """Write the register as a PDF for the regulator; whole or not at all. UsageError for a file that does not end in .pdf."""
    from dsa_reports.render.minors_register import register_pdf

    if output.suffix.lower() != ".pdf":
        raise UsageError("the register is written as a PDF", where=shown(output, 300), remedy="Name a file that ends in .pdf.")
    checked = check_register(path=path, on=on)
    content = register_pdf(checked.register, coverage(checked.register, on), checked.findings, language=language)
    fresh = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    with writing(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.write_bytes(content)
            fresh.replace(output)
        finally:
            fresh.unlink(missing_ok=True)
    return checked


def items_as_data(names: Collection[str] = ()) -> list[Item]:
    """The items called `names` (ids or chapters), or all; UsageError where there is none."""
    chosen: list[Item] = []
    chapters = {chapter.id for chapter in item_chapters()}
    for name in names:
        found = [one for one in items().values() if name.upper() in (one.id, one.chapter.upper())]
        if not found:
            raise UsageError(f"there is no item or chapter {shown(name)!r}", remedy=closest(name.upper(), [*items(), *chapters]))
        chosen += [one for one in found if one not in chosen]
    return chosen or list(items().values())


def _config(path: Path) -> ServiceConfig:
    if _is_service(path):
        config = load_service(path)
        if TABLE not in config.tables:
            raise UsageError(f"the service file names no register: it has no [tables.{TABLE}]", where=shown(path, 300), remedy=f'Write [tables.{TABLE}] files = ["minor_measures.toml"], or name the register itself.')
        return config.model_copy(update={"tables": {TABLE: config.tables[TABLE]}})
    config = loose_config([Path(path.name)], table=TABLE, folder=path.parent)
    source = config.tables[TABLE].model_copy(update={"list_separator": LIST_SEPARATOR})
    return config.model_copy(update={"tables": {TABLE: source}})


def _is_service(path: Path) -> bool:
    """True for a folder and for a TOML file with a `[service]`: anything else is taken for a register."""
    import tomllib

    if path.is_dir() or path.name == "service.toml":
        return True
    if path.suffix.lower() != ".toml":
        return False
    try:
        return "service" in tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return False


def _rows(connection: Any) -> list[dict[str, Any]]:
    names = [*contract_tables()[TABLE].names, "_file", "_record"]
    listed = ", ".join(identifier(name) for name in names)
    found = connection.execute(f"SELECT {listed} FROM {identifier('accepted_' + TABLE)} ORDER BY _file, _record").fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def _measure(row: dict[str, Any], files: list[str]) -> Measure:
    lists: dict[str, Any] = {name: tuple(row[name] or ()) for name in ("items", "surfaces", "age_groups", "indicators")}
    texts: dict[str, Any] = {name: row[name] or "" for name in ("id", "title", "status", "reason", "owner", "evidence", "expected_effect")}
    days: dict[str, Any] = {name: row[name] for name in ("from_date", "to_date", "review_date")}
    return Measure(**lists, **texts, **days, file=files[row["_file"]], line=row["_record"])


def coverage_json(done: Coverage) -> str:
    """The machine interface of `minors coverage`."""
    return json.dumps(done.as_data(), indent=1, ensure_ascii=False) + "\n"
