"""The register of measures for the protection of minors: begin, check, coverage, the items."""

import shutil
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dsa_reports.cli.console import out, tell
from dsa_reports.cli.findings import base_of, leave, reaches
from dsa_reports.cli.options import (
    FailOnOption,
    FormatOption,
    JsonOption,
    MaxFindingsOption,
    NoColorOption,
    PeriodOption,
    QuietOption,
    ReportOption,
    ServiceArgument,
    WaiversOption,
)
from dsa_reports.display import shown
from dsa_reports.errors import ExitCode

if TYPE_CHECKING:
    from dsa_reports.law.minor_items import Item
    from dsa_reports.minors import Answers

__all__ = ["group"]

group = typer.Typer(rich_markup_mode=None)

RegisterArgument = Annotated[
    Path, typer.Argument(metavar="REGISTER", show_default=False, help="The register (.toml, .csv or .xlsx), or the service file that names it. Default: minor_measures.toml here.")
]
DayOption = Annotated[datetime | None, typer.Option("--on", metavar="DAY", formats=["%Y-%m-%d"], show_default=False, help="The day on which things are judged. Default: today.")]
_REGISTER = Path("minor_measures.toml")
_LISTED = 20
"""Lines and ids that are told one by one; `--json` tells all."""


@group.callback()
def minors() -> None:
    """The register of measures for the protection of minors (Art. 28)."""


@group.command(short_help="Begin a register from what the service has and lacks.")
def init(
    register: Annotated[Path, typer.Argument(metavar="REGISTER", show_default=False, help="File to write: .toml, .csv or .xlsx. Default: minor_measures.toml here.")] = _REGISTER,
    has: Annotated[list[str] | None, typer.Option("--has", metavar="FEATURE", show_default=False, help="The service has this feature; may be repeated.")] = None,
    lacks: Annotated[list[str] | None, typer.Option("--lacks", metavar="FEATURE", show_default=False, help="The service lacks this feature; may be repeated.")] = None,
    owner: Annotated[str, typer.Option("--owner", metavar="FUNCTION", show_default=False, help="The function that answers for the measures, where it is the same for most.")] = "",
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; a feature that nobody speaks of counts as there.")] = False,
) -> None:
    """Write the first draft of a register: what cannot apply set aside with the reason, everything else to be decided.

    Example: dsa-reports minors init minor_measures.toml --lacks live --lacks purchases --owner "Trust and safety"
    """
    from dsa_reports.pipeline.minors import init_register

    answers = _answers(has or [], lacks or [], owner, ask=not no_input and sys.stdin.isatty())
    aside, open_items = init_register(path=register, answers=answers)
    out(f"written  {shown(register, 300)}")
    tell(f"{aside} items set aside because of what the service lacks, {open_items} to be decided by people.")
    tell(f"\nNext: fill it in, then dsa-reports minors check {shown(register, 300)}")


def _answers(has: list[str], lacks: list[str], owner: str, *, ask: bool) -> "Answers":
    from dsa_reports.law.minor_items import features
    from dsa_reports.minors import Answers

    Answers.of(has=has, lacks=lacks)  # a slip of the pen is told before the first question
    absent = list(lacks)
    if ask:
        for name, words in features().items():
            if name not in has and name not in lacks and not typer.confirm(f"Does the service have {words}?", default=True):
                absent.append(name)
    return Answers.of(has=has, lacks=absent, owner=owner)


@group.command(short_help="What the register lacks.")
def check(
    register: RegisterArgument = _REGISTER,
    on: DayOption = None,
    form: FormatOption = None,
    as_json: JsonOption = False,
    report: ReportOption = None,
    max_findings: MaxFindingsOption = None,
    waivers: WaiversOption = None,
    fail_on: FailOnOption = "error",
    no_color: NoColorOption = False,
) -> None:
    """Say what is wrong with the register and what it lacks: gaps, overdue reviews, missing evidence, indicators and reasons.

    Example: dsa-reports minors check minor_measures.toml --format json
    """
    from dsa_reports.pipeline.findings import validation_document
    from dsa_reports.pipeline.minors import check_register

    today = date.today()
    done = check_register(path=register, on=on.date() if on else today)
    document = validation_document(
        done.tables, done.findings, on=today, waivers=waivers, limit=max_findings, fail_on=fail_on, base=base_of(register), about=shown(register, 300),
    )
    leave(document, form="json" if as_json else form, reports=report or (), fail_on=fail_on, no_color=no_color)


@group.command(short_help="How far the register covers the items, by chapter.")
def coverage(
    register: RegisterArgument = _REGISTER,
    on: DayOption = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How it is printed.")] = "text",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Count the items by chapter and state, and draw it. Counts, never a verdict: the guidelines bind nobody.

    Example: dsa-reports minors coverage minor_measures.toml --format json
    """
    from dsa_reports.pipeline.minors import cover_register, coverage_json

    done = cover_register(path=register, on=on.date() if on else date.today())
    if as_json or form == "json":
        sys.stdout.write(coverage_json(done))
        return
    from dsa_reports.render.minors import coverage_text

    out(coverage_text(done, width=shutil.get_terminal_size((100, 24)).columns))
    if done.rejected_rows and not quiet:
        tell(f"{done.rejected_rows} rows of the register are rejected and count for nothing: dsa-reports minors check {shown(register, 300)}")


@group.command(short_help="The register as a PDF for the regulator.")
def report(
    register: RegisterArgument = _REGISTER,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The PDF to write; one that is there is written over.")] = Path("minor_measures.pdf"),
    on: DayOption = None,
    language: Annotated[Literal["en", "nl"], typer.Option("--lang", "--language", help="Language of the document.")] = "en",
) -> None:
    """Write the register as a tagged PDF: coverage, every measure with evidence and reviews, and what the checks found.

    Example: dsa-reports minors report minor_measures.toml -o register.pdf --on 2026-06-30
    """
    from dsa_reports.pipeline.minors import report_register

    done = report_register(path=register, output=output, on=on.date() if on else date.today(), language=language)
    out(f"written  {shown(output, 300)}")
    tell(f"{len(done.register.measures)} measures, {len(done.findings)} findings (dsa-reports minors check {shown(register, 300)}).")


@group.command(short_help="A helpline's own list against the log of notices.")
def reconcile(
    service: ServiceArgument,
    theirs: Annotated[Path, typer.Option("--theirs", metavar="FILE", show_default=False, help="Their list as CSV: sent_at, and where they have them reference (the platform's) and category.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", show_default=False, help="The organisation, as the notices name it.")],
    period: PeriodOption,
    tolerance: Annotated[float, typer.Option("--tolerance", min=0.0, max=1.0, help="Share of what they sent that only one side may have before it is a finding.")] = 0.05,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How it is printed.")] = "text",
    as_json: JsonOption = False,
    fail_on: FailOnOption = "error",
) -> None:
    """Hold what a helpline or trusted flagger says it sent against what was logged, and say what became of it (R-5).

    For use inside the house: the numbers may be small.

    Example: dsa-reports minors reconcile service.toml --theirs sent.csv --name Helpwanted --period 2026-H1
    """
    from dsa_reports.pipeline import counterpart

    compared = counterpart.reconcile_counterpart(service=service, theirs=theirs, name=name, period=period, tolerance=tolerance)
    if as_json or form == "json":
        sys.stdout.write(counterpart.as_json(compared))
    else:
        done, outcomes = compared.done, compared.done.outcomes()
        out(f"{shown(compared.name)}, {compared.period}: {done.sent} sent, {len(done.found)} found, {len(done.missing)} only theirs, {len(done.extra)} only ours")
        out(f"of those found: {outcomes['acted_upon']} acted upon, {outcomes['concluded_without_action']} concluded without action, {outcomes['open']} open")
        for what, names in (("only theirs, by line", [str(one.line) for one in done.missing]), ("only ours, by id", [shown(one.id, 60) for one in done.extra])):
            if names:
                out(f"{what}: {', '.join(names[:_LISTED])}{f' and {len(names) - _LISTED:,} more' if len(names) > _LISTED else ''}")
        for finding in compared.findings:
            out(f"{finding.severity.value}  {finding.id}  {finding.file}{f':{finding.line}' if finding.line else ''}: {finding.message}. {finding.remedy}")
    if reaches(compared.findings, fail_on):
        raise typer.Exit(ExitCode.FINDINGS)


@group.command(short_help="The items that a register answers.")
def items(
    name: Annotated[list[str] | None, typer.Argument(metavar="ITEM...", show_default=False, help="Ids such as AS-01, or chapters such as 6.3. Default: all, in short.")] = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How they are printed.")] = "text",
    as_json: JsonOption = False,
) -> None:
    """List the items: what the guidelines recommend, what the law binds to, what this toolkit adds, and how sure each wording is.

    Example: dsa-reports minors items AS-01
    """
    import json

    from dsa_reports.pipeline.minors import items_as_data

    chosen = items_as_data(name or ())
    if as_json or form == "json":
        out(json.dumps([item.model_dump(mode="json") for item in chosen], indent=1, ensure_ascii=False))
        return
    for item in chosen:
        _print(item, whole=bool(name))


def _print(item: "Item", *, whole: bool) -> None:
    out(f"{item.id:<8}{item.kind:<11}{item.confidence:<11}{item.statement}")
    if not whole:
        return
    out(f"        law         {item.citation}" + (" (what the guidelines recommend under it binds nobody)" if item.kind == "guideline" else ""))
    out(f"        found in    {', '.join(item.sources)}; against sexbots: {item.against_sexbots}; risks: {', '.join(item.risks)}")
    for indicator in item.indicators:
        counted = f"; counted: {', '.join(indicator.figures)}" if indicator.figures else ""
        out(f"        indicator   {indicator.key}: {indicator.text} ({indicator.unit}; better: {indicator.good}{counted})")
