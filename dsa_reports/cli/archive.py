"""The archive of published versions: archive list, check, discard."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dsa_reports.cli.console import out
from dsa_reports.cli.options import FailOnOption, JsonOption, OutputOption
from dsa_reports.display import shown
from dsa_reports.errors import ExitCode

if TYPE_CHECKING:
    from dsa_reports.findings import Finding

__all__ = ["group"]

group = typer.Typer()
archive = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
group.add_typer(archive, name="archive", short_help="The published versions: list, check, discard.", help="The published versions of every period, and how long each has to stay public.")
OnOption = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", show_default=False, help="Judge retention on this day. Default: today."),
]


@archive.command("list", short_help="Every version, its date, its retention end.")
def list_(output: OutputOption = Path("out"), as_json: JsonOption = False) -> None:
    """List the published versions with their dates and the end of their retention (publication and five years).

    Example: dsa-reports archive list -o out
    """
    from dsa_reports.pipeline.archive import archive_of

    root, found = archive_of(output)
    if as_json:
        out(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=1))
        return
    out(f"{shown(found.service)}: {shown(root, 300)}")
    out(f"{'period':<24}{'version':>8}  {'published':<12}{'public until':<14}files")
    for edition in found.editions:
        holds = "" if edition == found.latest(edition.period) else "  (replaced)"
        out(f"{edition.period:<24}{edition.version:>8}  {edition.published or '-':<12}{edition.retention_end or '-':<14}{len(edition.files)}{holds}")
        if edition.reason:
            out(f"{'':<34}{shown(edition.reason, 200)}")
    for gone in found.discarded:
        out(f"{gone.period:<24}{gone.version:>8}  never published: {shown(gone.reason, 200)}")


@archive.command(short_help="Is a version missing or altered?")
def check(
    output: OutputOption = Path("out"), on: OnOption = None, as_json: JsonOption = False, fail_on: FailOnOption = "error",
) -> None:
    """Compare every kept version with the hashes of its files; warn of what is missing, altered or over.

    Example: dsa-reports archive check -o out
    """
    from dsa_reports.cli.findings import reaches
    from dsa_reports.findings import worst_first
    from dsa_reports.pipeline.archive import archive_check, archive_of

    findings = worst_first(archive_check(output=output, today=on.date() if on else date.today()))
    if as_json:
        out(json.dumps([finding.model_dump(mode="json") for finding in findings], ensure_ascii=False, indent=1))
    else:
        _print(findings, len(archive_of(output)[1].editions))
    if reaches(findings, fail_on):
        raise typer.Exit(ExitCode.FINDINGS)


def _print(findings: "list[Finding]", versions: int) -> None:
    for finding in findings:
        out(f"{finding.severity.value:<9}{shown(finding.file, 200)}: {finding.message}  [{finding.id}]")
        out(f"         do: {finding.remedy}  ({finding.citation})")
    if not findings:
        out(f"{versions} version{'s' if versions != 1 else ''}, all complete and unaltered")


@archive.command(short_help="Take out a version that was never published.")
def discard(
    period: Annotated[str, typer.Argument(metavar="PERIOD", help="As the list shows it: 2026-01-01/2026-12-31, or 2026, 2026-H1.")],
    version: Annotated[int, typer.Argument(min=1, metavar="VERSION", help="Its number; only the latest can be taken out.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it was never published; the list keeps it.")],
    output: OutputOption = Path("out"),
) -> None:
    """Take the latest version out of the archive because it was never published. What was published stays public.

    Example: dsa-reports archive discard 2026 1 --reason "Withdrawn before publication" -o out
    """
    from dsa_reports.pipeline.archive import archive_discard

    gone = archive_discard(output=output, period=period, version=version, reason=reason)
    out(f"taken out: version {gone.version} of {gone.period}; its draft is untouched")
