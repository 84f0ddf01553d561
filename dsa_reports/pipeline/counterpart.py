"""`minors reconcile`: a helpline's or trusted flagger's own list of what it sent, against the log of notices."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from dsa_reports.display import plural, shown
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import InputError, UsageError
from dsa_reports.findings import Finding, Severity
from dsa_reports.law.periods import Period, parse_period
from dsa_reports.pipeline.surveys import load_and_survey
from dsa_reports.reconcile import Ours, Reconciled, Theirs, reconciled
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import load_service
from dsa_reports.template.codes import categories

__all__ = ["Compared", "as_json", "reconcile_counterpart"]

_COLUMNS = ("sent_at", "reference", "category")
_MOST_BYTES, _SHOWN = 64_000_000, 20


@dataclass(frozen=True)
class Compared:
    """Both lists, how they were told apart, and what is to be looked into."""

    name: str
    period: str
    tolerance: float
    done: Reconciled
    findings: tuple[Finding, ...]


def reconcile_counterpart(*, service: Path, theirs: Path, name: str, period: str, tolerance: float = 0.05) -> Compared:
    """Hold the CSV file `theirs` against the notices that the log of `service` has from `name` in `period`.

    Columns of the file: sent_at (a day or a time), reference (the platform's, optional), category (a code, optional).
    InputError with the line where it cannot be read, UsageError where nobody of that name sent anything.
    """
    config = load_service(service)
    span = parse_period(period, config.service.zone)
    if "notices" not in config.tables:
        raise UsageError("the service has no table of notices", where=shown(service, 300), remedy="Add [tables.notices] to service.toml.")
    listed = [one for one in _theirs(theirs) if span.start <= one.sent <= span.end]
    done = reconciled(listed, _ours(config, span, name))
    return Compared(name, span.text, tolerance, done, tuple(_findings(done, theirs.name, tolerance)))


def _theirs(path: Path) -> list[Theirs]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"the list cannot be read: {error.strerror}", where=shown(path, 300), remedy="Correct the path after --theirs.") from None
    if len(raw) > _MOST_BYTES:
        raise InputError(f"the list has more than {_MOST_BYTES // 1_000_000} MB", where=shown(path, 300), remedy="Export one period.")
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"the list is no CSV in UTF-8: {shown(str(error), 120)}", where=shown(path, 300), remedy="Save it as CSV (UTF-8), comma separated.") from None
    header = [cell.strip() for cell in rows[0]] if rows else []
    if "sent_at" not in header:
        raise InputError("the list has no column sent_at", where=f"{shown(path, 300)}:1", remedy=f"Columns: {', '.join(_COLUMNS)}; the last two may be left out.")
    return list(_records(path, header, rows))


def _records(path: Path, header: list[str], rows: list[list[str]]) -> Iterator[Theirs]:
    known = {category.code for category in categories() if category.level == "category"}
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        where = f"{shown(path, 300)}:{line}"
        if len(row) != len(header):
            raise InputError(f"{len(row)} cells, the header has {len(header)}", where=where, remedy="Quote cells that hold commas.")
        cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
        category = cells.get("category", "")
        if category and category not in known:
            raise InputError("no category of that code", where=where, remedy="Use the codes of `dsa-reports schema notices`, for example STATEMENT_CATEGORY_PROTECTION_OF_MINORS, or leave it empty.")
        yield Theirs(line, _day(cells["sent_at"], where), cells.get("reference", ""), category)


def _day(text: str, where: str) -> date:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise InputError(f"sent_at is no day: {shown(text, 40)}", where=where, remedy="Write 2026-03-01 or 2026-03-01T08:00:00Z.") from None


def _ours(config: ServiceConfig, period: Period, name: str) -> list[Ours]:
    only = config.model_copy(update={"tables": {"notices": config.tables["notices"]}})
    with TemporaryDirectory(prefix="dsa-reports-") as folder, connect(temp_directory=Path(folder) / "spill") as connection:
        load_and_survey(connection, only, work=Path(folder) / "rows", rejected=None, tables=("notices",), surveys=False)
        named = "lower(trim(CASE WHEN reporter_kind = 'helpline' THEN helpline_name ELSE trusted_flagger_name END))"
        rows = connection.execute(
            f"""SELECT id, received_at::DATE, category, action_taken_at IS NOT NULL, coalesce(decided_at, action_taken_at) IS NOT NULL FROM accepted_notices
                WHERE reporter_kind IN ('helpline', 'trusted_flagger') AND {named} = lower(trim($name)) AND received_at >= $start AND received_at < $end ORDER BY id""",
            {"name": name, "start": period.start_utc, "end": period.end_utc},
        ).fetchall()
    if not rows:
        raise UsageError(f"no notice of the period bears the name {shown(name)}", remedy="Names are compared whole, without regard to capitals: trusted_flagger_name of trusted flaggers, helpline_name of helplines.")
    return [Ours(str(id_), received, str(category or ""), bool(acted), bool(concluded)) for id_, received, category, acted, concluded in rows]


def _findings(done: Reconciled, file: str, tolerance: float) -> Iterator[Finding]:
    if done.within(tolerance):
        return
    for one in done.missing[:_SHOWN]:
        yield Finding(
            id="R-5", severity=Severity.WARNING, file=shown(file), line=one.line, table="notices", citation="DSA Art. 16; DSA Art. 22",
            message="a notice that the counterpart says it sent is not in the log", remedy="Look for it: lost, late, or logged under another name or day.",
        )
    if done.extra or len(done.missing) > _SHOWN:
        yield Finding(
            id="R-5", severity=Severity.WARNING, file=shown(file), table="notices", citation="DSA Art. 16; DSA Art. 22", count=done.difference,
            message=f"{len(done.missing)} {plural(len(done.missing), 'notice')} of {done.sent} sent only on the counterpart's list, and {len(done.extra)} only in the log (tolerance {tolerance:.0%})",
            remedy="Ask the counterpart whether its list is whole, and whether others send under its name.",
        )


def as_json(compared: Compared) -> str:
    """What `minors reconcile --format json` prints: counts, lines and ids of notices, nothing that anybody wrote."""
    done = compared.done
    return json.dumps({
        "name": compared.name, "period": compared.period, "tolerance": compared.tolerance, "sent": done.sent, "found": len(done.found),
        "only_theirs": [one.line for one in done.missing], "only_ours": [one.id for one in done.extra], "outcomes": done.outcomes(),
        "within_tolerance": done.within(compared.tolerance), "findings": [finding.model_dump(mode="json") for finding in compared.findings],
    }, indent=1, ensure_ascii=False) + "\n"
