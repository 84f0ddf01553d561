"""Check anybody's harmonised report, or many of them."""

import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dsa_reports.cli.console import out, tell
from dsa_reports.cli.findings import base_of, deliver, reaches
from dsa_reports.cli.options import (
    FailOn,
    FailOnOption,
    FindingsFormat,
    FormatOption,
    JsonOption,
    MaxFindingsOption,
    NoColorOption,
    QuietOption,
    ReportOption,
    WaiversOption,
)
from dsa_reports.display import shown
from dsa_reports.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from dsa_reports.pipeline.check import Checked, Unreadable
    from dsa_reports.render.findings import FindingsDocument
    from dsa_reports.render.summary import Summary

__all__ = ["group"]

group = typer.Typer()

_SUMMARIES = {".txt": "text", ".csv": "csv", ".html": "html", ".htm": "html"}

PathsArgument = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", show_default=False, help="A folder or ZIP archive of parts, one part (CSV), a workbook (.xlsx, .ods, .xls), or a draft of ours."),
]


@group.command(short_help="Check anybody's harmonised report.")
def check(
    path: PathsArgument,
    tier: Annotated[str, typer.Option("--tier", metavar="TIER", show_default=False, help="intermediary, hosting, online_platform, vlop or vlose. Default: told from the rows that are filled.")] = "",
    reading: Annotated[list[str] | None, typer.Option("--reading", metavar="NAME=ANSWER", show_default=False, help="How the report answers an open question of the law; may be repeated.")] = None,
    service: Annotated[Path | None, typer.Option("--service", metavar="SERVICE.toml", show_default=False, help="Take tier, readings and waivers from this service file.")] = None,
    previous: Annotated[list[Path] | None, typer.Option("--previous", metavar="PATH", show_default=False, help="An earlier or other report to compare with; may be repeated.")] = None,
    recount: Annotated[bool, typer.Option("--recount", help="Count every figure again from the logs that --service names, and compare.")] = False,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="RULE", show_default=False, help="Only this rule or group, such as C-1 or C; several with commas, or repeated.")] = None,
    skip: Annotated[list[str] | None, typer.Option("--skip", metavar="RULE", show_default=False, help="Not this rule or group; several with commas, or repeated.")] = None,
    form: FormatOption = None,
    as_json: JsonOption = False,
    report: ReportOption = None,
    summary: Annotated[list[Path] | None, typer.Option("--summary", metavar="FILE", show_default=False, help="Write the table rule by report here: .txt, .csv or .html. May be repeated.")] = None,
    max_findings: MaxFindingsOption = None,
    waivers: WaiversOption = None,
    fail_on: FailOnOption = "error",
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Say what is wrong with a report, where, by which rule, what to do; of several reports, a table of rules and reports.

    Example: dsa-reports check their_report.zip --tier vlop
    """
    from dsa_reports.pipeline.check import check as run
    from dsa_reports.pipeline.check import check_each, declared

    for file in summary or ():
        if file.suffix.lower() not in _SUMMARIES:
            raise UsageError(f"no format of a summary is called {shown(file.suffix)!r}", where=shown(file, 300), remedy="Name it .txt, .csv or .html.")
    if recount and service is None:
        raise UsageError("--recount does not know which logs", remedy="Name them: --service service.toml.")
    known = declared(service=service, tier=tier, answers=reading or ())
    chosen: FindingsFormat | None = "json" if as_json else form
    options: dict[str, Any] = {"known": known, "only": only or None, "skip": skip or (), "previous": previous or ()}
    if recount:
        options["recount"] = service
    done: Sequence[Checked | Unreadable] = [run(path=path[0], **options)] if len(path) == 1 else check_each(path, **options)
    documents = [_document(one, waivers or known.waivers, max_findings, fail_on) for one in done]
    _write_summaries(done, documents, summary or ())
    if len(path) == 1 and documents[0] is not None:
        if not quiet:
            _tell_tier(done[0])
        deliver(documents[0], form=chosen, reports=report or (), no_color=no_color)
    else:
        _deliver_many(done, documents, chosen, report or (), no_color)
    _leave(documents, fail_on)


def _document(one: "Checked | Unreadable", waivers: Path | None, limit: int | None, fail_on: str) -> "FindingsDocument | None":
    from dsa_reports.pipeline.check import Checked
    from dsa_reports.pipeline.findings import check_document

    if not isinstance(one, Checked):
        return None
    return check_document(
        one.head, one.findings, on=date.today(), waivers=waivers, limit=limit, fail_on=fail_on, base=base_of(one.base), rules=one.rules,
    )


def _tell_tier(one: "Checked | Unreadable") -> None:
    from dsa_reports.pipeline.check import Checked

    if isinstance(one, Checked) and one.read.tier_source != "given":
        tell(f"tier {one.read.tier}, inferred: {shown(one.read.tier_source, 300)}. Use --tier to say another.")


def _deliver_many(
    done: Sequence["Checked | Unreadable"], documents: Sequence["FindingsDocument | None"], form: FindingsFormat | None,
    reports: Sequence[Path], no_color: bool,
) -> None:
    """The table on the screen, or all findings in one document where a format or a file was asked for."""
    from dsa_reports.pipeline.check import Unreadable
    from dsa_reports.render.findings.many import joined, json_of_many

    for one in done:
        if isinstance(one, Unreadable):
            tell(f"not read: {shown(one.path, 300)}: {one.error}")
    there = [(str(one.path), document) for one, document in zip(done, documents, strict=True) if document is not None]
    if form == "json" and not reports:
        sys.stdout.write(json_of_many(there))
        return
    if form not in (None, "text") or reports:
        deliver(joined([document for _, document in there]), form=form, reports=reports, no_color=no_color)
        return
    from dsa_reports.render.summary import text

    out(text.render(_summary(done, documents), shutil.get_terminal_size((100, 24)).columns).rstrip("\n"))


def _write_summaries(done: Sequence["Checked | Unreadable"], documents: Sequence["FindingsDocument | None"], files: Sequence[Path]) -> None:
    if not files:
        return
    from dsa_reports.pipeline.findings import write_whole
    from dsa_reports.render.summary import FORMATS

    table = _summary(done, documents)
    for file in files:
        write_whole(file, FORMATS[_SUMMARIES[file.suffix.lower()]](table))
        tell(f"written  {shown(file, 300)}")


def _summary(done: Sequence["Checked | Unreadable"], documents: Sequence["FindingsDocument | None"]) -> "Summary":
    from dsa_reports.pipeline.check import Checked, rules_in_words
    from dsa_reports.render.summary import Column, summarised

    reports = []
    for one, document in zip(done, documents, strict=True):
        if isinstance(one, Checked) and document is not None:
            head = one.head
            reports.append((Column(str(one.path), head["service"], head["period"], head["tier"]), document.findings))
        elif not isinstance(one, Checked):
            reports.append((Column(str(one.path), error=one.error.what), ()))
    return summarised(reports, rules_in_words())


def _leave(documents: Sequence["FindingsDocument | None"], fail_on: FailOn) -> None:
    if any(document is None for document in documents):
        raise typer.Exit(ExitCode.INPUT)
    if any(reaches(document.findings, fail_on) for document in documents if document is not None):
        raise typer.Exit(ExitCode.FINDINGS)
