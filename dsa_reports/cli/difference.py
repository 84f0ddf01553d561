"""Comparing: diff."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from dsa_reports.cli.console import out
from dsa_reports.cli.options import JsonOption, LanguageOption, OutputOption
from dsa_reports.display import shown
from dsa_reports.errors import ExitCode, writing

__all__ = ["group"]

group = typer.Typer()


@group.command(short_help="What changed between two reports, and why.")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier report: a folder or file, the number of a draft, or current.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later report, named likewise.")] = "current",
    output: OutputOption = Path("out"),
    form: Annotated[Literal["text", "json", "html"], typer.Option("--format", help="Text, JSON (schemas/difference.schema.json), or a page.")] = "text",
    as_json: JsonOption = False,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", show_default=False, help="Write it to this file instead of the screen.")] = None,
    lang: LanguageOption = "en",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything changed.")] = False,
) -> None:
    """List what changed between two reports, cell by cell.

    Example: dsa-reports diff 1 current -o out --format html --to changes.html
    """
    from dsa_reports.pipeline.difference import diff as run
    from dsa_reports.render.difference import difference_bytes

    found = run(old=old, new=new, output=output)
    content = difference_bytes(found, "json" if as_json else form, language=lang)
    if to is None:
        typer.echo(content.decode("utf-8"), nl=False)
    else:
        with writing(to):
            to.write_bytes(content)
        out(shown(to, 300))
    if exit_code and found.changed:
        raise typer.Exit(ExitCode.FINDINGS)
