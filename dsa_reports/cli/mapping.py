"""Mappings: `map suggest`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from dsa_reports.cli.console import out, tell
from dsa_reports.cli.options import QuietOption
from dsa_reports.display import shown

__all__ = ["group"]

group = typer.Typer()
_map = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
group.add_typer(_map, name="map", help="How an export becomes a table of the contract.", short_help="Draft the mapping of an export.")


@_map.callback()
def door() -> None:
    """How an export becomes a table of the contract."""


@_map.command(short_help="Draft the part of service.toml on one export.")
def suggest(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False, help="An export: CSV, JSON Lines, Parquet or XLSX, also gzip or zstd.")],
    table: Annotated[str, typer.Option("--table", metavar="T", show_default=False, help="The table that it feeds. Default: the one that it looks like.")] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="DIR", show_default=False, help="Write mapping.toml and maps/*.csv here instead of printing them. Nothing is overwritten.")] = None,
    input_format: Annotated[Literal["auto", "csv", "jsonl", "parquet", "xlsx"], typer.Option("--input-format", help="Format of the file. auto: by its name.")] = "auto",
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", show_default=False, help="Sheet of a workbook. Default: the first.")] = "",
    quiet: QuietOption = False,
) -> None:
    """Draft the mapping of an export from its headers and first 10,000 rows, and say how many of these it would read.

    Example: dsa-reports map suggest exports/meldingen.csv --table notices -o draft
    """
    from dsa_reports.pipeline.suggest import suggest as run

    made = run(file=file, table=table, output=output, input_format=input_format, sheet=sheet)
    if output is None:
        typer.echo(made.text, nl=False)
        for name, text in made.maps.items():
            out(f"\n# {name}:")
            for line in text.splitlines():
                out(f"# {line}")
    for path in made.written:
        out(f"written  {shown(path, 300)}")
    for path in made.kept:
        out(f"kept     {shown(path, 300)} (was there already)")
    if output is not None:
        for line in made.outcome:
            out(line)
    if not quiet:
        tell("\nThis is a proposal: check every line, then copy it into service.toml and run dsa-reports validate.")
