"""From logs to the report: plan, validate, build."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dsa_reports.cli.console import out, painter, progress_bar, tell
from dsa_reports.cli.findings import about_of, base_of, deliver, reaches, summary
from dsa_reports.cli.options import (
    EditionOption,
    FailOnOption,
    FindingsFormat,
    FormatOption,
    JsonOption,
    LanguageOption,
    MaxFindingsOption,
    MemoryOption,
    NoColorOption,
    OutputOption,
    PdfArchiveOption,
    PeriodOption,
    PreviousOption,
    QuietOption,
    ReportOption,
    ServiceArgument,
    ThemeOption,
    ThreadsOption,
    WaiversOption,
    WorkbookOption,
)
from dsa_reports.display import shown
from dsa_reports.errors import ExitCode

if TYPE_CHECKING:
    from dsa_reports.pipeline.build import BuildResult

__all__ = ["group", "tell_build"]

group = typer.Typer()



SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="N|PATH", show_default=False, help="Mark what changed since this draft or report. An updated version is compared with the one before it anyway."),
]


@group.command(short_help="Check the logs: what is accepted, what is not, why.")
def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", show_default=False, help="A service file (or its folder), or data files (also a pattern in quotes); - reads standard input. Default: service.toml here."),
    ] = None,
    table: Annotated[list[str] | None, typer.Option("--table", metavar="NAME", show_default=False, help="Only this table; may be repeated. Of data files: the table that they are.")] = None,
    service: Annotated[Path | None, typer.Option("--service", metavar="SERVICE.toml", show_default=False, help="Whose mappings hold for the data files.")] = None,
    input_format: Annotated[Literal["csv", "jsonl", "parquet"] | None, typer.Option("--input-format", show_default=False, help="Format of standard input. Default: told by its first bytes.")] = None,
    period: Annotated[str, typer.Option("--period", metavar="P", show_default=False, help="Also say which rows lie outside: 2026, 2026-H1, 2026-Q1 or two dates.")] = "",
    rejects: Annotated[Path | None, typer.Option("--rejects", metavar="DIR", show_default=False, help="Write the rejected rows here, in the format of their files, with the reasons.")] = None,
    accepted: Annotated[Path | None, typer.Option("--accepted", metavar="FILE", show_default=False, help="Write the accepted rows to this .parquet file, or to one per table in this folder.")] = None,
    rows_only: Annotated[bool, typer.Option("--rows-only", help="Leave out what only many rows show together (gaps, stuck or flipped flags, personal data in texts, ...).")] = False,
    show_values: Annotated[bool, typer.Option("--show-values", help="Show values that may be personal, too.")] = False,
    form: FormatOption = None,
    as_json: JsonOption = False,
    report: ReportOption = None,
    max_findings: MaxFindingsOption = None,
    waivers: WaiversOption = None,
    fail_on: FailOnOption = "error",
    memory_limit: MemoryOption = "4GB",
    threads: ThreadsOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Check logs, count nothing: which rows are accepted, which are not, and why.

    Example: dsa-reports validate exports/*.parquet --rejects rejected --json > findings.json
    """
    from dsa_reports.pipeline.findings import validation_document, waivers_of
    from dsa_reports.pipeline.loose import expanded, is_data
    from dsa_reports.pipeline.validate import Outputs
    from dsa_reports.pipeline.validate import validate as run

    given = expanded(paths or [Path("service.toml")])
    loose = any(map(is_data, given))
    named = service if loose else given[0]
    early = (lambda text: tell(f"so far  {shown(text, 300)}")) if not quiet and form in (None, "text") and not as_json else None
    intake = run(
        paths=given, service=service, tables=_known(table), input_format=input_format or "", period=period,
        outputs=Outputs(rejects=rejects, accepted=accepted), surveys=not rows_only, masks=not show_values, early=early,
        progress=progress_bar(quiet=quiet), memory_limit=memory_limit, threads=threads,
    )
    document = validation_document(
        intake.tables, intake.findings, on=date.today(), waivers=waivers or (waivers_of(named) if named else None), limit=max_findings,
        fail_on=fail_on, base="" if loose else base_of(given[0]), about="" if loose else about_of(given[0]),
    )
    deliver(document, form="json" if as_json else form, reports=report or (), no_color=no_color)
    if not quiet and rejects is None and any(finding.rejects for finding in intake.findings):
        tell("The rejected rows themselves: dsa-reports validate --rejects DIR")
    if reaches(document.findings, fail_on):
        raise typer.Exit(ExitCode.FINDINGS)


def _known(names: list[str] | None) -> list[str]:
    from dsa_reports.contract import tables
    from dsa_reports.errors import UsageError
    from dsa_reports.service.mistakes import closest

    for name in names or ():
        if name not in tables():
            raise UsageError(f"there is no table {shown(name)!r}", remedy=closest(name, tables()))
    return names or []


@group.command(short_help="Make the report and the proof of every figure.")
def build(
    period: PeriodOption,
    service: ServiceArgument = Path("service.toml"),
    output: OutputOption = Path("out"),
    final: Annotated[bool, typer.Option("--final", help="The edition to publish: refused while a finding blocks it.")] = False,
    since: SinceOption = None,
    cause: Annotated[bool, typer.Option("--cause", help="With --since and a draft: the list of changes also says why (late rows, mapping, reading, …).")] = False,
    keep_inputs: Annotated[bool, typer.Option("--keep-inputs", help="Copy the logs to DIR/private/inputs, so that diff --cause can replay them later.")] = False,
    lang: LanguageOption = "en",
    edition: EditionOption = None,
    workbook: WorkbookOption = None,
    theme: ThemeOption = None,
    previous: PreviousOption = None,
    pdf_archive: PdfArchiveOption = False,
    form: FormatOption = None,
    as_json: JsonOption = False,
    report: ReportOption = None,
    max_findings: MaxFindingsOption = None,
    waivers: WaiversOption = None,
    fail_on: FailOnOption = "never",
    memory_limit: MemoryOption = "4GB",
    threads: ThreadsOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Make the report: 11 official CSV parts, XLSX, PDF, HTML, JSON, and the proof of every figure.

    Example: dsa-reports build service.toml --period 2026-H1 -o out
    """
    from dsa_reports.pipeline.build import build as run
    from dsa_reports.pipeline.findings import build_document

    result = run(
        service=service, period=period, output=output, language=lang, final=final, since=since, waivers=waivers, keep_inputs=keep_inputs,
        previous=previous or (), editions=edition or (), workbooks=workbook or (), theme=theme, pdf_archive=pdf_archive, cause=cause, progress=progress_bar(quiet=quiet), memory_limit=memory_limit, threads=threads,
    )
    chosen: FindingsFormat | None = "json" if as_json else form
    tell_build(result, output, printed=chosen not in {None, "text"}, quiet=quiet, no_color=no_color)
    if chosen is not None or report:
        document = build_document(result, limit=max_findings, fail_on=fail_on, base=base_of(service), about=about_of(service))
        deliver(document, form=chosen, reports=report or (), no_color=no_color)
    if reaches(result.findings, fail_on):
        raise typer.Exit(ExitCode.FINDINGS)


def tell_build(result: "BuildResult", output: Path, *, printed: bool = False, quiet: bool, no_color: bool) -> None:
    """Say where the report lies and what was found; in one line on stderr where stdout is for a program (`printed`)."""
    if printed:
        tell(shown(result.folder, 300))
        return
    paint = painter(sys.stdout, no_color=no_color)
    out(paint(f"draft {result.folder.name}: {shown(result.folder, 300)}", "strong"))
    if quiet:
        return
    for label, names in (
        ("to publish", ("publish/csv", *sorted(f"publish/{path.name}" for path in (result.folder / "publish").glob("report*.xlsx")), "publish/report.json")),
        ("for people", ("publish/report.pdf", "publish/report.html", "publish/factsheet.pdf")),
        ("in the house", ("internal/report.pdf", "internal/report.html", "internal/board.pdf")),
        ("the proof", ("internal/manifest.json", "internal/passports.json", "internal/findings.json")),
    ):
        there = [name for name in names if (result.folder / name).exists()]
        if there:
            out(f"  {label:<12}{', '.join(there)}")
    if result.document.changes is not None:
        from dsa_reports.render.difference.text import counts_in_words

        changes = result.document.changes
        out(f"  {'changes':<12}since {changes.old.name}: {counts_in_words(changes)} (publish/changes.csv)")
    if result.edition is not None:
        out(f"  {'kept as':<12}{shown(output, 300)}/archive/{result.edition.folder}, public until {result.edition.retention_end or 'five years after publication'}")
    out(f"  {'findings':<12}{summary(result.findings)}")
    out(f"\nWhere a figure comes from:  dsa-reports explain 4.TOTAL.notices_received -o {shown(output, 300)}")


@group.command(short_help="What to deliver, for which cells, by when.")
def plan(
    service: Annotated[Path | None, typer.Argument(metavar="SERVICE.toml", show_default=False, help="The service file. Default: service.toml here.")] = None,
    tier: Annotated[str, typer.Option("--tier", metavar="TIER", show_default=False, help="Instead of a service file: intermediary, hosting, online_platform, vlop or vlose.")] = "",
    period: Annotated[str, typer.Option("--period", metavar="P", show_default=False, help="2026, 2026-H1, … Default: the next statutory period.")] = "",
    columns: Annotated[bool, typer.Option("--columns", help="Also name the columns behind each group of cells.")] = False,
) -> None:
    """List which table and column feeds which cells of the report, and when it is due.

    Example: dsa-reports plan --tier online_platform --period 2026
    """
    from dsa_reports.cli.planning import print_plan, tier_called
    from dsa_reports.pipeline.plan import plan as run

    chosen = tier_called(tier) if tier else None
    path = service if service is not None or chosen is not None else Path("service.toml")
    print_plan(run(service=path, tier=chosen, period=period, today=date.today()), columns=columns)
