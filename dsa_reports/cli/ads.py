"""The ad register: import, check, match, export."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dsa_reports.cli.console import out, tell
from dsa_reports.cli.findings import leave
from dsa_reports.cli.options import (
    FailOnOption,
    FormatOption,
    JsonOption,
    MaxFindingsOption,
    NoColorOption,
    ReportOption,
    WaiversOption,
)
from dsa_reports.display import shown
from dsa_reports.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dsa_reports.advertisers.match import Answer

__all__ = ["group"]

group = typer.Typer()
ads = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
group.add_typer(ads, name="ads", short_help="The ad register: import, check, match, export.")

FilesArgument = Annotated[list[Path], typer.Argument(metavar="FILE", show_default=False, help="Files of the register; several are read as one.")]
RegisterArgument = Annotated[list[Path], typer.Argument(metavar="REGISTER", show_default=False, help="A register that `ads import` wrote, or the table advertisements; several are read as one.")]
RegisterFormat = Literal["own", "meta", "tiktok", "google", "sdaf"]
SourceOption = Annotated[RegisterFormat, typer.Option("--from", help="Format of the files, where they were not imported before.")]
ServiceOption = Annotated[Path | None, typer.Option("--service", metavar="SERVICE.toml", show_default=False, help="The service file that maps the table advertisements.")]
OnOption = Annotated[str, typer.Option("--on", metavar="DATE", show_default=False, help="The day on which the register is judged. Default: today.")]


@ads.callback()
def door() -> None:
    """The ad register of Art. 39: read it in any format, measure it, look campaigns up in it, publish it."""


@ads.command("import", short_help="Read a register in another format.")
def import_(
    file: FilesArgument,
    output: Annotated[Path, typer.Option("-o", "--to", metavar="FILE", show_default=False, help="The register to write: .parquet or .jsonl.")],
    form: Annotated[RegisterFormat, typer.Option("--format", help="Format of the files; `ads formats` explains them.")] = "own",
    service: ServiceOption = None,
    as_json: JsonOption = False,
    report: ReportOption = None,
    max_findings: MaxFindingsOption = None,
    fail_on: FailOnOption = "error",
    no_color: NoColorOption = False,
) -> None:
    """Read registers of other formats into one of ours; what cannot be mapped is kept, what cannot be read is a finding.

    Example: dsa-reports ads import ads_archive.json --format meta --to register.parquet
    """
    from dsa_reports.pipeline.ads import imported

    document = imported(file, form=form, output=output, service=service, limit=max_findings, fail_on=fail_on)
    tell(f"written  {shown(output, 300)}")
    leave(document, form="json" if as_json else None, reports=report or (), fail_on=fail_on, no_color=no_color)


@ads.command(short_help="Measure a register against Art. 26 and 39.")
def check(
    register: RegisterArgument,
    source: SourceOption = "own",
    on: OnOption = "",
    public: Annotated[bool, typer.Option("--public", help="This is the public register: Art. 39(3) must have withheld what it withholds.")] = False,
    recipients: Annotated[list[str] | None, typer.Option("--recipients", metavar="NL=N", show_default=False, help="Average monthly active recipients of a Member State; may be repeated.")] = None,
    actioned: Annotated[Path | None, typer.Option("--actioned", metavar="FILE", show_default=False, help="References of accounts restricted as inauthentic or spam, one a line or in a column account_ref.")] = None,
    adult_domains: Annotated[Path | None, typer.Option("--adult-domains", metavar="FILE", show_default=False, help="Domains of adult or dating services, one a line or in a column domain.")] = None,
    billed: Annotated[Path | None, typer.Option("--billed", metavar="FILE", show_default=False, help="Billing or impression log: a CSV with ad_id and, where known, first_at. Every ad of it must stand in the register.")] = None,
    removed_posts: Annotated[Path | None, typer.Option("--removed-posts", metavar="FILE", show_default=False, help="Texts and picture hashes of removed posts: a CSV with text, picture_hash, or both. Do they run as ads?")] = None,
    completeness: Annotated[Path | None, typer.Option("--completeness", metavar="FILE", show_default=False, help="Write here, as CSV, how many entries say what they owe: per point of the law, lane, month and Member State.")] = None,
    criteria: Annotated[Path | None, typer.Option("--criteria", metavar="FILE", show_default=False, help="Write here, as CSV, the self-test by the eight criteria of CheckFirst and Mozilla, with what only a person can see.")] = None,
    service: ServiceOption = None,
    form: FormatOption = None,
    as_json: JsonOption = False,
    report: ReportOption = None,
    max_findings: MaxFindingsOption = None,
    waivers: WaiversOption = None,
    fail_on: FailOnOption = "error",
    no_color: NoColorOption = False,
) -> None:
    """Say what the register lacks, by which article, in which records; signals are told apart from breaches.

    Example: dsa-reports ads check register.parquet --recipients NL=11200000
    """
    from dsa_reports.pipeline.ads import Asked, checked

    asked = Asked(public, _recipients(recipients or ()), actioned, adult_domains, billed, removed_posts, completeness, criteria)
    document = checked(register, on=_day(on), asked=asked, form=source, service=service, waivers=waivers, limit=max_findings, fail_on=fail_on)
    leave(document, form="json" if as_json else form, reports=report or (), fail_on=fail_on, no_color=no_color)


@ads.command(short_help="Look campaigns, domains and names up in a register.")
def match(
    register: RegisterArgument,
    campaigns: Annotated[Path | None, typer.Option("--campaigns", metavar="DIR", show_default=False, help="Confirmed campaigns: a directory of `campaigns find` with its reviews, or a CSV with campaign, reviewer, kind, value.")] = None,
    domains: Annotated[Path | None, typer.Option("--domains", metavar="FILE", show_default=False, help="Domains, one a line or in a column domain.")] = None,
    names: Annotated[Path | None, typer.Option("--names", metavar="FILE", show_default=False, help="Names, one a line or in a column name.")] = None,
    accounts: Annotated[Path | None, typer.Option("--accounts", metavar="FILE", show_default=False, help="References of accounts, one a line or in a column account_ref.")] = None,
    tagged: Annotated[bool, typer.Option("--tagged", help="The landing domains of measures that --service tags as sexbot spam.")] = False,
    period: Annotated[str, typer.Option("--period", metavar="P", show_default=False, help="With --tagged: only measures of this period, such as 2026-H1.")] = "",
    reviewed: Annotated[Path | None, typer.Option("--reviewed", metavar="FILE", show_default=False, help="Links that a person looked at: a CSV with subject, ad_id, reviewer.")] = None,
    source: SourceOption = "own",
    service: ServiceOption = None,
    public: Annotated[bool, typer.Option("--public", help="Counts only: no subject, no entry.")] = False,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How the answers are printed.")] = "text",
    as_json: JsonOption = False,
) -> None:
    """Answer for each subject whether it is in the register, with the evidence; what could not be searched is said to be so.

    Example: dsa-reports ads match register.parquet --domains domains.csv --format json
    """
    from dsa_reports.pipeline.ads import match_register, subjects

    if period and not tagged:
        raise UsageError("--period goes with --tagged", remedy="Add --tagged and --service, or leave --period out.")
    if tagged and service is None:
        raise UsageError("--tagged does not know which logs", remedy="Name them: --service service.toml.")
    wanted = subjects(campaigns=campaigns, domains=domains, names=names, accounts=accounts, service=service if tagged else None, period=period)
    answers = match_register(register, wanted, form=source, service=service, reviewed=reviewed)
    _print_answers(answers, public=public, as_json=as_json or form == "json")


@ads.command(short_help="Write the internal register, or the view for publication.")
def export(
    register: RegisterArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", show_default=False, help="With --public: .jsonl, .csv or .json (SDAF-like); else .parquet or .jsonl.")],
    public: Annotated[bool, typer.Option("--public", help="Leave out what Art. 39(3) withholds, what is past its year, and everything internal.")] = False,
    on: OnOption = "",
    source: SourceOption = "own",
    service: ServiceOption = None,
) -> None:
    """Write one register as the law wants it seen, or as the platform needs it.

    Example: dsa-reports ads export register.parquet --public -o public.jsonl
    """
    from dsa_reports.pipeline.ads import export_public, export_register

    if not public:
        number = export_register(register, output=output, form=source, service=service)
        tell(f"written  {shown(output, 300)}: {number:,} entries; internal: it names advertisers and shows removed ads")
        return
    view = export_public(register, on=_day(on), output=output, form=source, service=service)
    tell(f"written  {shown(output, 300)}: {view.shown:,} entries, of which {view.redacted:,} removed ones without content and names;")
    tell(f"         {view.past_retention:,} left out because a year has passed since they were last shown; {view.masked:,} values withheld that may be personal")
    tell("         Art. 39(1) also asks for a search by several criteria and for an interface: this file feeds them, it is neither.")


@ads.command("formats", short_help="The formats, how sure they are, what they lack.")
def formats_(as_json: JsonOption = False) -> None:
    """List the formats that `ads import` reads.

    Example: dsa-reports ads formats
    """
    from dsa_reports.pipeline.ads import format_entries

    entries = format_entries()
    if as_json:
        out(json.dumps({"formats": entries}, ensure_ascii=False, indent=1))
        return
    for entry in entries:
        out(f"{entry['format']}: {entry['title']}")
        out(f"  sure: {entry['certainty']} ({entry['source']})")
        for gap in entry["lacks"]:
            out(f"  lacks: {gap}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise UsageError(f"{shown(text, 30)!r} is no day", remedy="Write it as 2026-06-30.") from None


def _recipients(given: "Sequence[str]") -> dict[str, int]:
    found = {}
    for entry in given:
        code, _, number = entry.partition("=")
        code = {"EL": "GR"}.get(code.strip().upper(), code.strip().upper())
        if len(code) != 2 or not number.strip().isdigit():
            raise UsageError(f"{shown(entry, 30)!r} is no number of recipients of a Member State", remedy="Write it as NL=11200000.")
        found[code] = int(number)
    return found


def _print_answers(answers: "Sequence[Answer]", *, public: bool, as_json: bool) -> None:
    from dsa_reports.advertisers.match import OUTCOMES, counts

    if public:
        counted = counts(answers)
        if as_json:
            out(json.dumps({"subjects": counted}, indent=1))
            return
        for kind, outcomes in counted.items():
            for name, words in (*OUTCOMES.items(), ("of_these_by_likeness_only", "of those found, by the likeness of a name or a domain only: leads")):
                out(f"{kind:10} {outcomes[name]:8,}  {words}")
        return
    if as_json:
        out(json.dumps({"subjects": [answer.document() for answer in answers]}, ensure_ascii=False, indent=1))
        return
    for answer in answers:
        reason = "" if answer.reason.startswith(answer.says) else f"{answer.says}; "
        out(f"{shown(answer.subject, 100)} ({answer.kind}): {reason}{shown(answer.reason, 400)}")
        for link in answer.links:
            out(f"  {link.lane} {shown(link.ad_id, 60)}{'' if link.standing else ' (removed)'}: {link.status}")
            for one in link.evidence:
                out(f"    {one.where}: {shown(one.why, 300)}")
