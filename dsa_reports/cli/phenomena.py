"""Phenomena: what they are, and why a row is tagged or not."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dsa_reports.cli.console import out, tell
from dsa_reports.cli.options import JsonOption, MemoryOption, ThreadsOption
from dsa_reports.display import shown

if TYPE_CHECKING:
    from dsa_reports.pipeline.phenomena import Explained

__all__ = ["group"]

group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

ServiceOption = Annotated[Path | None, typer.Option("--service", metavar="SERVICE.toml", show_default=False, help="The service file, or the folder it lies in: its own phenomena count, too. Default: service.toml here, where there is one.")]


@group.callback()
def door() -> None:
    """What rows of the logs are about beyond their official category, such as sexbot spam. Phenomena only tag."""


@group.command("list", short_help="The phenomena, their definitions and rules.")
def list_(service: ServiceOption = None, as_json: JsonOption = False) -> None:
    """List the phenomena of the package and of the service, with version, definition and rules.

    Example: dsa-reports phenomena list --service service.toml
    """
    from dsa_reports.pipeline.phenomena import known_phenomena

    found = known_phenomena(service)
    if as_json:
        out(json.dumps({name: one.model_dump() for name, one in found.items()}, ensure_ascii=False, indent=1))
        return
    for one in found.values():
        out(f"{one.id}  version {one.version}  ({', '.join(one.sources)}; precedence {one.precedence})")
        out(f"  {shown(' '.join(one.definition.split()), 4000)}")
        out(f"  law: {'; '.join(one.citation)}")
        for rule in one.rule:
            out(f"  tags   {rule.id:24} {shown(rule.why, 300)}")
        for never in one.never:
            out(f"  never  {'':24} {shown(never.why, 300)}")
        out()


@group.command("explain", short_help="Why a row is tagged or not.")
def explain(
    row: Annotated[str, typer.Argument(metavar="ROW-ID", show_default=False, help="The row's identifier: puid of a decision, id of a notice, user report or complaint.")],
    service: ServiceOption = None,
    as_json: JsonOption = False,
    memory: MemoryOption = "4GB",
    threads: ThreadsOption = None,
) -> None:
    """Say for every phenomenon which rules were tried on the row, which condition failed, and where the row is shown.

    Example: dsa-reports phenomena explain TK421 --service service.toml
    """
    from dsa_reports.pipeline.phenomena import explain_row

    found = explain_row(row, service=service, memory_limit=memory, threads=threads)
    if as_json:
        out(json.dumps([one.document() for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        _print(one)


def _print(one: "Explained") -> None:
    out(f"{one.table} {shown(one.row_id, 200)}: {one.said}")
    for told in one.phenomena:
        out(f"  {told.phenomenon}: {told.verdict}")
        for rule in told.rules:
            out(f"    {'fits ' if rule.fits else 'not  '} {rule.rule:24} {shown(rule.words, 300)}")
        for reason in told.excluded:
            out(f"    never {shown(reason, 300)}")
    if not one.phenomena:
        tell("No phenomenon was tried.")
