"""Comparing: diff."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from dsa_reports.cli.console import out, progress_bar
from dsa_reports.cli.options import JsonOption, LanguageOption, MemoryOption, OutputOption, QuietOption, ThreadsOption
from dsa_reports.display import shown
from dsa_reports.errors import ExitCode, writing

__all__ = ["group"]

group = typer.Typer()


@group.command(short_help="What changed between two reports, and why.")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier report: a folder or file, the number of a draft, or current.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later report, named likewise.")] = "current",
    output: OutputOption = Path("out"),
    cause: Annotated[bool, typer.Option("--cause", help="Between two drafts: replay both and say why each figure changed.")] = False,
    inputs: Annotated[
        list[Path] | None,
        typer.Option("--inputs", metavar="DIR", show_default=False, help="Where logs of either draft lie, beside the folder of --service and DIR/private/inputs. May be repeated."),
    ] = None,
    service: Annotated[Path, typer.Option("--service", metavar="SERVICE.toml", help="The service file: logs are sought where it lies.")] = Path("service.toml"),
    form: Annotated[Literal["text", "json", "html"], typer.Option("--format", help="Text, JSON (schemas/difference.schema.json), or a page.")] = "text",
    as_json: JsonOption = False,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", show_default=False, help="Write it to this file instead of the screen.")] = None,
    lang: LanguageOption = "en",
    memory_limit: MemoryOption = "4GB",
    threads: ThreadsOption = None,
    quiet: QuietOption = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything changed.")] = False,
) -> None:
    """List what changed between two reports, cell by cell, and with --cause why.

    Example: dsa-reports diff 1 current -o out --format html --to changes.html
    """
    from dsa_reports.pipeline.difference.journey import diff as run
    from dsa_reports.render.difference import difference_bytes

    folders = [*(inputs or ()), service if service.is_dir() else service.parent]
    found = run(
        old=old, new=new, output=output, cause=cause, folders=folders, progress=progress_bar(quiet=quiet), memory_limit=memory_limit, threads=threads,
    )
    content = difference_bytes(found, "json" if as_json else form, language=lang)
    if to is None:
        typer.echo(content.decode("utf-8"), nl=False)
    else:
        with writing(to):
            to.write_bytes(content)
        out(shown(to, 300))
    if exit_code and found.changed:
        raise typer.Exit(ExitCode.FINDINGS)
