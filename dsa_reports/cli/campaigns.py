"""Campaigns: accounts that behave alike; candidates for people to judge."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dsa_reports.cli import campaigns_review
from dsa_reports.cli.console import clear_progress, out, progress_bar, tell
from dsa_reports.cli.findings import deliver, reaches, summary
from dsa_reports.cli.options import (
    FailOnOption,
    JsonOption,
    MaxFindingsOption,
    MemoryOption,
    NoColorOption,
    QuietOption,
    ReportOption,
    ThreadsOption,
)
from dsa_reports.display import plural, shown
from dsa_reports.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from dsa_reports.campaigns.report import Summary

__all__ = ["group"]

group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
group.command("review", short_help="Confirm, split or reject a candidate, as a named person.")(campaigns_review.review)
group.command("reviews", short_help="List the decisions, and verify that nobody changed them.")(campaigns_review.reviews)
group.command("sample", short_help="Draw confirmed accounts at random, to be judged again.")(campaigns_review.sample)

EventsArgument = Annotated[list[Path], typer.Argument(metavar="EVENTS", show_default=False, help="Files of the table account_events, or one service file that names them.")]
ServiceOption = Annotated[Path | None, typer.Option("--service", metavar="SERVICE.toml", show_default=False, help="The service file that maps the columns, and that may name a legal basis for texts of direct messages.")]
FolderOption = Annotated[Path, typer.Option("-o", "--output", metavar="DIR", show_default=False, help="Folder for the result; it is replaced as a whole.")]
OnOption = Annotated[str, typer.Option("--on", metavar="DATE", show_default=False, help="The day of the search: later events cannot be true. Default: today.")]
_PURPOSE = "finding coordinated inauthentic accounts; for the named reviewers of candidates only"


@group.callback()
def door() -> None:
    """Accounts that all behave alike: find candidates, with reasons that a person can check. A machine accuses nobody."""


@group.command("find", short_help="Look for groups of accounts that behave alike.")
def find_(
    events: EventsArgument,
    output: FolderOption,
    actions: Annotated[list[Path] | None, typer.Option("--actions", metavar="ACTIONS", show_default=False, help="Files of the table moderation_actions: when accounts were removed. May be repeated.")] = None,
    service: ServiceOption = None,
    previous: Annotated[Path | None, typer.Option("--previous", metavar="DIR", show_default=False, help="Result of an earlier search, whose candidates keep their names; without it that in the output folder, if there is one.")] = None,
    classes: Annotated[Path | None, typer.Option("--classes", metavar="FILE", show_default=False, help="CSV with domain and class: shorteners and link hubs are then no evidence by themselves.")] = None,
    on: OnOption = "",
    settings: Annotated[Path | None, typer.Option("--settings", metavar="FILE", show_default=False, help="TOML file with other parameters; summary.json shows all of them.")] = None,
    purpose: Annotated[str, typer.Option("--purpose", metavar="TEXT", help="What the account lists may be used for; it stands on the result.")] = _PURPOSE,
    keep_days: Annotated[int, typer.Option("--keep-days", min=1, metavar="N", help="Days after which the account lists are to be deleted.")] = 180,
    as_json: JsonOption = False,
    report: ReportOption = None,
    max_findings: MaxFindingsOption = None,
    fail_on: FailOnOption = "error",
    memory: MemoryOption = "2GB",
    threads: ThreadsOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Write candidates: who is together, by which evidence, with a page that explains each. They are unreviewed.

    Example: dsa-reports campaigns find events.parquet --actions actions.parquet -o candidates
    """
    from dsa_reports.pipeline.campaigns import find_campaigns, load_settings
    from dsa_reports.pipeline.findings import validation_document

    day = _day(on)
    done = find_campaigns(
        events=events, output=output, on=day, actions=actions or (), service=service, previous=previous, classes=classes, settings=load_settings(settings) if settings else None,
        purpose=purpose, keep_days=keep_days, memory_limit=memory, threads=threads, progress=progress_bar(quiet=quiet),
    )
    clear_progress()
    if report:
        deliver(validation_document(done.intake.tables, done.findings, on=day, limit=max_findings, fail_on=fail_on), form=None, reports=report, no_color=no_color)
    elif done.findings:
        tell(summary(done.findings))
        for finding in done.findings if not quiet else ():
            tell(f"  {finding.severity.value:8} {finding.id}: {shown(finding.message, 300)}")
    if as_json:
        out(json.dumps(done.summary.model_dump(mode="json"), ensure_ascii=False, indent=1))
    else:
        _print(done.summary, output)
    if reaches(done.findings, fail_on):
        raise typer.Exit(ExitCode.FINDINGS)


@group.command(short_help="Measure candidates on labels of your own.")
def evaluate(
    result: Annotated[Path, typer.Argument(metavar="DIR", show_default=False, help="Result of `campaigns find`.")],
    labels: Annotated[Path, typer.Option("--labels", metavar="FILE", show_default=False, help="CSV with account_ref and campaign (empty for accounts of none); group, kind and generation may be there.")],
    threshold: Annotated[float, typer.Option("--threshold", min=0, max=1, help="Count only accounts with at least this score.")] = 0.0,
    as_json: JsonOption = False,
) -> None:
    """Say what was found, what was missed and who was hit, with counts and 95 % intervals; no account is named.

    Example: dsa-reports campaigns evaluate candidates --labels labels.csv
    """
    from dsa_reports.pipeline.campaign_tools import measure

    done = measure(result=result, labels=labels, threshold=threshold).document()
    if as_json:
        out(json.dumps(done, ensure_ascii=False, indent=1))
        return
    out(f"precision  {_rate(done['precision'])} of labelled accounts in candidates belong to a campaign")
    out(f"recall     {_rate(done['recall'])} of accounts of campaigns are in a candidate that is mostly theirs")
    for kind, rate in done["recall_by_kind"].items():
        out(f"           {_rate(rate)}  {shown(kind, 60)}")
    out(f"campaigns  {_rate(done['campaigns_found'])} found; missed: {shown(', '.join(done['campaigns_missed']) or 'none', 300)}")
    out(f"honest     {len(done['honest_candidates'])} {plural(len(done['honest_candidates']), 'candidate')} made up mostly of accounts of no campaign")
    for name, one in done["honest"].items():
        out(f"           {_rate(one['in_candidates'])}  {shown(name, 60)}")
    tell("These rates hold for these labels only; on other accounts they may be worse.")


def _rate(rate: "dict[str, Any]") -> str:
    if rate["value"] is None:
        return "not available"
    return f"{rate['value']:.3f} ({rate['numerator']:,} of {rate['denominator']:,}; 95 %: {rate['low_95']:.3f} to {rate['high_95']:.3f})"


@group.command(short_help="The graph of candidates, domains and affiliates.")
def graph(
    result: Annotated[Path, typer.Argument(metavar="DIR", show_default=False, help="Result of `campaigns find`.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", show_default=False, help="The graph: .graphml or .csv.")],
    classes: Annotated[Path | None, typer.Option("--classes", metavar="FILE", show_default=False, help="CSV with domain and class: fake_profile_site, affiliate_network, shortener, link_hub or unknown.")] = None,
) -> None:
    """Write which candidates led to which domains with which parameters. A shared name is a lead, never the operator.

    Example: dsa-reports campaigns graph candidates --classes domains.csv -o campaigns.graphml
    """
    from dsa_reports.pipeline.campaign_tools import draw_graph

    drawn = draw_graph(result=result, output=output, classes=classes)
    tell(f"written  {shown(output, 300)}: {len(drawn.nodes):,} nodes, {len(drawn.edges):,} edges; internal, unreviewed")


@group.command(short_help="Put keyed signatures in the place of texts.")
def sign(
    events: Annotated[list[Path], typer.Argument(metavar="EVENTS", show_default=False, help="Files of the table account_events; several are read as one.")],
    key_file: Annotated[Path, typer.Option("--key-file", metavar="FILE", show_default=False, help="File with the key: 16 to 64 bytes, a secret that stays where the texts are.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", show_default=False, help="The signed events: .parquet.")],
    all_texts: Annotated[bool, typer.Option("--all-texts", help="Sign every text, not only those of direct messages.")] = False,
    service: ServiceOption = None,
) -> None:
    """Sign the texts of direct messages: near-identical ones stay near, and nobody without the key reads a word of them.

    Run it where the texts lie; hand on only the result.

    Example: dsa-reports campaigns sign messages.csv --key-file key.txt -o signed.parquet
    """
    from dsa_reports.pipeline.campaign_tools import sign_events

    count, signed = sign_events(files=events, output=output, key_file=key_file, service=service, all_texts=all_texts)
    tell(f"written  {shown(output, 300)}: {count:,} events, {signed:,} different texts signed")


def _print(done: "Summary", output: Path) -> None:
    out(f"{len(done.candidates):,} {plural(len(done.candidates), 'candidate')} with {done.candidate_accounts:,} of {done.accounts:,} accounts")
    if done.null_model is not None:
        out(f"chance alone would show {done.null_model.candidates:g} with {done.null_model.accounts:g} accounts")
    for candidate in done.candidates[:20]:
        out(f"  {candidate.cluster_id}  {candidate.accounts:6,} accounts  score {candidate.score:.2f}  {candidate.first_seen[:10]} to {candidate.last_seen[:10]}  {', '.join(candidate.families)}")
    if len(done.candidates) > 20:
        out(f"  and {len(done.candidates) - 20:,} more")
    tell(f"written  {shown(output, 300)}: internal, to be deleted after {done.delete_after}")
    tell("Unreviewed: nobody is accused, and nothing is counted, until a named person has confirmed a candidate (candidates.html shows the reasons).")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise UsageError(f"{shown(text, 30)!r} is no day", remedy="Write it as 2026-06-30.") from None
