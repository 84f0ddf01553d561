"""The first minutes: demo, init, doctor, sample."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from dsa_reports.cli.console import out, painter, progress_bar, tell
from dsa_reports.cli.options import (
    EditionOption,
    LanguageOption,
    NoColorOption,
    OutputOption,
    PdfArchiveOption,
    QuietOption,
    ThemeOption,
)
from dsa_reports.display import shown
from dsa_reports.errors import ExitCode

__all__ = ["group"]

group = typer.Typer()


@group.command(short_help="The whole report of a fictional service.")
def demo(
    output: OutputOption = Path("out"),
    lang: LanguageOption = "en",
    edition: EditionOption = None,
    theme: ThemeOption = None,
    pdf_archive: PdfArchiveOption = False,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Make the whole report of a fictional social network, from logs that come with the program.

    Example: dsa-reports demo -o out
    """
    from dsa_reports.cli.reports import tell_build
    from dsa_reports.pipeline.demo import demo as run

    result = run(output=output, language=lang, editions=edition or (), theme=theme, pdf_archive=pdf_archive, progress=progress_bar(quiet=quiet))
    tell_build(result, output, quiet=quiet, no_color=no_color)


@group.command(short_help="Begin with your own service.")
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", show_default=False, help="Folder to write to. Default: here.")] = Path(),
    exports: Annotated[Path | None, typer.Option("--from", metavar="DIR", show_default=False, help="Propose mappings from the headers of the files in this folder.")] = None,
    provider: Annotated[str, typer.Option("--provider", metavar="NAME", show_default=False, help="Legal name of the provider.")] = "",
    service: Annotated[str, typer.Option("--service", metavar="NAME", show_default=False, help="Name of the service.")] = "",
    tier: Annotated[str, typer.Option("--tier", metavar="TIER", show_default=False, help="intermediary, hosting, online_platform, vlop or vlose.")] = "",
    employees: Annotated[int | None, typer.Option("--employees", min=0, metavar="N", show_default=False, help="Employees, linked enterprises included.")] = None,
    turnover: Annotated[float | None, typer.Option("--turnover", min=0, metavar="M", show_default=False, help="Yearly turnover in million EUR, linked enterprises included.")] = None,
    balance_sheet: Annotated[float | None, typer.Option("--balance-sheet", min=0, metavar="M", show_default=False, help="Balance sheet total in million EUR, linked enterprises included.")] = None,
    time_zone: Annotated[str, typer.Option("--time-zone", metavar="ZONE", help="Time zone whose midnights limit the period.")] = "UTC",
    table: Annotated[list[str] | None, typer.Option("--table", metavar="NAME", show_default=False, help="A table that you can export; may be repeated. Default: those that the tier needs.")] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; what is missing is an error.")] = False,
) -> None:
    """Write a first service.toml, stubs of the texts, and an empty log for each table that the tier needs.

    Example: dsa-reports init my-service --from exports/ --provider "Example B.V." --service Example --tier online_platform
    """
    from dsa_reports.cli.questions import answers
    from dsa_reports.pipeline.init import init as run

    given = answers(
        provider=provider, service=service, tier=tier, employees=employees, turnover=turnover, balance_sheet=balance_sheet,
        time_zone=time_zone, tables=tuple(table or ()), ask=not no_input and sys.stdin.isatty(),
    )
    result = run(folder=folder, answers=given, exports=exports)
    for path in result.written:
        out(f"written  {shown(path, 300)}")
    for path in result.kept:
        out(f"kept     {shown(path, 300)} (was there already)")
    for proposal in result.proposals:
        missing = f"; MISSING: {', '.join(proposal.missing_required)}" if proposal.missing_required else ""
        out(f"proposed {shown(proposal.export.path.name)} as {proposal.table}: {len(proposal.mapping)} columns{missing}")
    for sentence in result.unread:
        out(f"not used {shown(sentence, 200)}")
    if result.missing_tables:
        out(f"no export found for: {', '.join(result.missing_tables)}")
    if result.hint:
        tell(f"\n{result.hint}")
    tell("\nNext: dsa-reports plan, then fill the logs, then dsa-reports validate and dsa-reports build --period …")


@group.command(short_help="What this machine has and what it lacks.")
def doctor(output: OutputOption = Path("out"), no_color: NoColorOption = False) -> None:
    """Say what this machine has, what it lacks, and the command that puts it right."""
    from dsa_reports.pipeline.doctor import doctor as run

    paint = painter(sys.stdout, no_color=no_color)
    checks = run(output=output)
    for check in checks:
        mark = paint("good   ", "good") if check.good else paint("MISSING" if check.needed else "low    ", "error" if check.needed else "warning")
        out(f"{mark}  {check.name:<24}{shown(check.found, 120)}")
        if not check.good and check.command:
            out(f"         type: {check.command}")
    if any(check.needed and not check.good for check in checks):
        raise typer.Exit(ExitCode.FINDINGS)


@group.command(short_help="Logs of a fictional service, of any size.")
def sample(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", show_default=False, help="Folder to write to.")],
    rows: Annotated[int, typer.Option("--rows", min=0, metavar="N", help="Rows of moderation_actions; the other tables in proportion.")] = 20_000,
    seed: Annotated[int, typer.Option("--seed", min=0, metavar="S", help="The same seed gives the same rows.")] = 1,
    form: Annotated[Literal["csv", "jsonl", "parquet"], typer.Option("--format", help="Format of the big tables.")] = "csv",
    campaigns: Annotated[bool, typer.Option("--campaigns", help="Instead: events of accounts with planted campaigns and honest crowds, and the truth about each account.")] = False,
    accounts: Annotated[int, typer.Option("--accounts", min=0, metavar="N", help="With --campaigns: how many accounts, with about 20 events each.")] = 10_000,
    quiet: QuietOption = False,
) -> None:
    """Write the logs of a fictional social network, with its service.toml.

    Example: dsa-reports sample -o big --rows 10000000 --format parquet

    With --campaigns: events.parquet, actions.parquet, labels.csv and planted.json, to measure `campaigns find` on.

    Example: dsa-reports sample --campaigns -o planted --accounts 20000 --seed 3
    """
    if campaigns:
        from dsa_reports.pipeline.sample.crowds import sample_campaigns

        sample_campaigns(output=output, accounts=accounts, seed=seed, progress=progress_bar(quiet=quiet))
        out(shown(output, 300))
        return
    from dsa_reports.pipeline.sample import sample as run

    run(output=output, rows=rows, seed=seed, format=form, progress=progress_bar(quiet=quiet))
    out(shown(output, 300))
    if not quiet:
        tell(f"Next: dsa-reports build {shown(output, 300)} --period 2026-H1 -o out")
