"""The journeys of an ad register: import, check, match, export."""

import gc
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dsa_reports.advertisers.beside import billed_from, removed_posts_from
from dsa_reports.advertisers.checks import Checks, Known
from dsa_reports.advertisers.completeness import Completeness
from dsa_reports.advertisers.criteria import criteria_table
from dsa_reports.advertisers.formats import formats
from dsa_reports.advertisers.index import Index
from dsa_reports.advertisers.match import Answer, answers
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.reading import TABLE, RegisterFile
from dsa_reports.advertisers.subjects import Subject, campaigns_from, reviewed_from, subjects_from, values_of
from dsa_reports.advertisers.views import PUBLIC_FORMATS, Publishing, order_of
from dsa_reports.display import shown
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import UsageError
from dsa_reports.findings import Finding, worst_first
from dsa_reports.intake.load import load
from dsa_reports.law.periods import parse_period
from dsa_reports.matching.domains import registrable
from dsa_reports.pipeline.campaign_subjects import campaigns_in
from dsa_reports.pipeline.findings import write_pieces, write_whole
from dsa_reports.pipeline.registers import read_registers, register_writer, sorted_lines
from dsa_reports.render.findings import FindingsDocument
from dsa_reports.service.load import load_service
from dsa_reports.waivers import apply, load_waivers

__all__ = ["Asked", "checked", "export_public", "export_register", "format_entries", "imported", "match_register", "subjects"]


@dataclass(frozen=True)
class Asked:
    """What is known beside the register: see `advertisers.checks.Known`."""

    public: bool = False
    recipients: Mapping[str, int] | None = None
    actioned: Path | None = None
    adult_domains: Path | None = None
    billed: Path | None = None
    removed_posts: Path | None = None
    completeness: Path | None = None
    """Where the table of completeness is written."""
    criteria: Path | None = None
    """Where the self-test by the eight criteria of CheckFirst and Mozilla is written."""


def imported(files: Sequence[Path], *, form: str, output: Path, service: Path | None = None, limit: int | None = None, fail_on: str = "error") -> FindingsDocument:
    """Read `files` and write them as one register; the document says what became of every record."""
    with register_writer(output) as take:
        read = read_registers(files, form=form, service=service, sink=take)
    return _document(read, [], on=None, waivers=None, limit=limit, fail_on=fail_on)


def checked(
    files: Sequence[Path], *, on: date, asked: Asked, form: str = "own", service: Path | None = None, waivers: Path | None = None,
    limit: int | None = None, fail_on: str = "error",
) -> FindingsDocument:
    """Measure a register against Art. 26 and 39 as it is on the day `on`."""
    texts, pictures = removed_posts_from(asked.removed_posts) if asked.removed_posts else ((), ())
    checks = Checks(Known(
        on, asked.public, asked.recipients or {},
        frozenset(values_of(asked.actioned, "account_ref")) if asked.actioned else frozenset(),
        frozenset(filter(None, map(registrable, values_of(asked.adult_domains, "domain")))) if asked.adult_domains else frozenset(),
        billed_from(asked.billed) if asked.billed else None, texts, pictures,
    ))
    counted = Completeness()

    def see(record: AdRecord) -> None:
        checks.see(record)
        if asked.completeness is not None:
            counted.see(record)

    read = read_registers(files, form=form, service=service, sink=see)
    if asked.completeness is not None:
        write_whole(asked.completeness, counted.table())
    findings = checks.findings()
    if asked.criteria is not None:
        write_whole(asked.criteria, criteria_table(findings))
    return _document(read, findings, on=on, waivers=waivers, limit=limit, fail_on=fail_on)


def _document(read: Sequence[RegisterFile], findings: list[Finding], *, on: date | None, waivers: Path | None, limit: int | None, fail_on: str) -> FindingsDocument:
    every = worst_first([*(finding for file in read for finding in file.findings), *findings])
    head: dict[str, Any] = {"tables": [{"table": TABLE, "files": [
        {"path": file.name, "sha256": file.sha256, "rows_read": file.rows_read, "accepted": file.accepted, "rejected": file.rejected} for file in read
    ]}]}
    if on is None or waivers is None:
        return FindingsDocument("validate", head, every, limit=limit, fail_on=fail_on)
    accepted = apply(every, load_waivers(waivers), on)
    return FindingsDocument("validate", head, accepted.findings, accepted.waived, limit=limit, fail_on=fail_on)


def subjects(
    *, campaigns: Path | None = None, domains: Path | None = None, names: Path | None = None, accounts: Path | None = None,
    service: Path | None = None, period: str = "",
) -> list[Subject]:
    """Everything that is to be looked up. `campaigns`: a CSV, or a directory of `campaigns find` with the decisions of people. `service`: the landing domains of its measures tagged as sexbot spam (of `period`, if given)."""
    found: list[Subject] = (campaigns_in(campaigns) if campaigns.is_dir() else campaigns_from(campaigns)) if campaigns else []
    given: tuple[tuple[Path | None, Literal["domain", "name", "account"], str], ...] = ((domains, "domain", "domain"), (names, "name", "name"), (accounts, "account", "account_ref"))
    for path, kind, column in given:
        found += subjects_from(values_of(path, column), kind) if path else []
    if service is not None:
        found += subjects_from(_tagged_domains(service, period), "domain")
    if not any((campaigns, domains, names, accounts, service)):
        raise UsageError("nothing to look up", remedy="Name --campaigns, --domains, --names, --accounts, or --service for the landing domains of measures tagged as sexbot spam.")
    return list(dict.fromkeys(found))


def _tagged_domains(service: Path, wanted: str) -> list[str]:
    config = load_service(service)
    period = parse_period(wanted, ZoneInfo(config.service.time_zone)) if wanted else None
    with TemporaryDirectory(prefix="dsa-reports-") as work:
        connection = connect(temp_directory=Path(work) / "spill")
        try:
            load(connection, config, work=Path(work) / "rows", rejected=None, tables={"moderation_actions"})
            within = "" if period is None else (
                " AND CASE WHEN decided_at IS NOT NULL THEN decided_at >= $start AND decided_at < $stop"
                " ELSE application_date >= $first AND application_date <= $last END"
            )
            values: dict[str, object] = {} if period is None else {"start": period.start_utc, "stop": period.end_utc, "first": period.start, "last": period.end}
            rows = connection.execute(
                "SELECT DISTINCT landing_domain FROM accepted_moderation_actions"
                f" WHERE phenomenon = 'sexbot_spam' AND landing_domain IS NOT NULL{within} ORDER BY 1", values,
            ).fetchall()
        finally:
            connection.close()
    return [row[0] for row in rows]


@contextmanager
def _unswept() -> Iterator[None]:
    """Without the search for cycles: millions of entries are kept and none has any, so that each search finds nothing and takes longer."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def match_register(
    files: Sequence[Path], wanted: Sequence[Subject], *, form: str = "own", service: Path | None = None, reviewed: Path | None = None,
) -> list[Answer]:
    """Look each of `wanted` up in the register. Records that could not be read are named in every 'not found'."""
    index = Index(wanted)
    with _unswept():
        read = read_registers(files, form=form, service=service, sink=index.add)
    return answers(index, wanted, reviewed_from(reviewed) if reviewed else None, unread=sum(file.unread for file in read))


def export_public(files: Sequence[Path], *, on: date, output: Path, form: str = "own", service: Path | None = None) -> Publishing:
    """Write the view for publication on the day `on`, whole or not at all; entries run past on their way through a sorted file."""
    if (suffix := output.suffix.lower()) not in PUBLIC_FORMATS:
        raise UsageError("the public view is JSON Lines, CSV or SDAF-like JSON", where=shown(output, 300), remedy=f"Name it {', '.join(PUBLIC_FORMATS)}.")
    publishing = Publishing(on)
    with sorted_lines() as (put, in_order):
        def take(record: AdRecord) -> None:
            if (line := publishing.entry(record)) is not None:
                put(order_of(record), line)

        read_registers(files, form=form, service=service, sink=take)
        write_pieces(output, PUBLIC_FORMATS[suffix](json.loads(line) for line in in_order()))
    return publishing


def export_register(files: Sequence[Path], *, output: Path, form: str = "own", service: Path | None = None) -> int:
    """Write the internal register, with everything; the number of entries."""
    with register_writer(output) as take:
        read = read_registers(files, form=form, service=service, sink=take)
    return sum(file.accepted for file in read)


def format_entries(names: Collection[str] = ()) -> list[dict[str, Any]]:
    """What each format is, how sure that is, and what it cannot say."""
    return [
        {"format": one.name, "title": one.title, "certainty": one.certainty, "source": one.source, "lacks": list(one.lacks), "found_by": sorted(one.keys)}
        for one in formats().values() if not names or one.name in names
    ]
