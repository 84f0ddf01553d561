"""From what a journey found to the one document that every format of findings is made from."""

import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dsa_reports.checks import all_checks
from dsa_reports.errors import writing
from dsa_reports.findings import Finding, is_check
from dsa_reports.intake.model import TableLoad
from dsa_reports.intake.survey import all_surveys
from dsa_reports.render.findings import FindingsDocument
from dsa_reports.render.findings.document import Kind
from dsa_reports.service.load import load_service
from dsa_reports.waivers import Waiver, apply, load_waivers

if TYPE_CHECKING:
    from dsa_reports.pipeline.build import BuildResult

__all__ = ["build_document", "check_document", "tables_head", "validation_document", "waivers_of", "write_pieces", "write_whole"]


def validation_document(
    tables: Mapping[str, TableLoad], findings: Iterable[Finding], *, on: date, waivers: Path | None = None, limit: int | None = None,
    fail_on: str = "error", base: str = "", about: str = "",
) -> FindingsDocument:
    """What `validate` prints. `waivers`: the file that names accepted findings, judged on the day `on`."""
    applied = apply(findings, _concerning("validate", waivers), on)
    return FindingsDocument(
        "validate", {"tables": tables_head(tables)}, applied.findings, applied.waived, limit=limit, fail_on=fail_on, base=base, about=about,
    )


def check_document(
    report: Mapping[str, Any], findings: Iterable[Finding], *, on: date, waivers: Path | None = None, limit: int | None = None,
    fail_on: str = "error", base: str = "", about: str = "", rules: Mapping[str, str] | None = None,
) -> FindingsDocument:
    """What `check` prints. `report`: service, period, tier and parts; `rules`: id → rule in words, of the checks that ran."""
    applied = apply(findings, _concerning("check", waivers), on)
    return FindingsDocument(
        "check", {"report": dict(report)}, applied.findings, applied.waived, limit=limit, fail_on=fail_on, base=base, about=about, rules=rules or {},
    )


def build_document(result: "BuildResult", *, limit: int | None = None, fail_on: str = "error", base: str = "", about: str = "") -> FindingsDocument:
    """What `build` prints. Its waivers were applied by the build itself, on the day of publication."""
    period = str(result.document.identification["period"])
    head = {"build": {"draft": int(result.folder.name), "folder": result.folder.as_posix(), "period": period}}
    rules = {one.id: one.rule for one in all_checks().values()}
    return FindingsDocument("build", head, result.findings, result.waived, limit=limit, fail_on=fail_on, base=base, about=about, rules=rules)


def tables_head(tables: Mapping[str, TableLoad]) -> list[dict[str, Any]]:
    """Every table that was read, or that rightly has no rows, with its files and their counts."""
    return [
        {
            "table": name,
            "files": [
                {"path": f.name, "sha256": f.sha256, "rows_read": f.rows_read, "accepted": f.accepted, "rejected": f.rejected}
                for f in table.files
            ],
        } | ({"none": table.reason} if table.status == "none" else {})
        for name, table in tables.items() if table.status != "absent"
    ]


def waivers_of(service: Path) -> Path | None:
    """The waiver file that the service file names."""
    config = load_service(service)
    return config.folder / config.waivers if config.waivers else None


def _concerning(kind: Kind, path: Path | None) -> Sequence[Waiver]:
    """The waivers that speak of the logs, or of the report: the others are no business of this command."""
    waivers = load_waivers(path) if path is not None else ()
    if kind == "check":
        return [w for w in waivers if w.figure or (is_check(w.finding) and not w.table)]
    return [w for w in waivers if not w.figure and (not is_check(w.finding) or w.finding in all_surveys() or w.table)]


def write_whole(path: Path, content: str) -> None:
    """Write `content` as UTF-8 to `path`, whole or not at all; WriteError says why not."""
    write_pieces(path, (content,))


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write `pieces` one after the other as UTF-8 to `path`, whole or not at all; WriteError says why not."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with writing(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with fresh.open("x", encoding="utf-8", newline="") as stream:
                for piece in pieces:
                    stream.write(piece)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
