"""Looking things up: catalogue, checks, explain, rules, schema."""

import json
import shutil
from pathlib import Path
from typing import Annotated, Literal

import typer

from dsa_reports.cli.console import out
from dsa_reports.cli.options import OutputOption
from dsa_reports.display import shown
from dsa_reports.errors import UsageError, writing

__all__ = ["group"]

group = typer.Typer()


@group.command(short_help="How every figure is counted.")
def catalogue(
    form: Annotated[Literal["text", "html", "pdf"], typer.Option("--format", help="A PDF wants -o.")] = "text",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", show_default=False, help="Write it to this file.")] = None,
) -> None:
    """Print how every figure is counted: definition, law, query and worked examples.

    Example: dsa-reports catalogue --format pdf -o catalogue.pdf
    """
    from dsa_reports.pipeline.catalogue import catalogue as run

    if output is None and form == "pdf":
        raise UsageError("a PDF is not printed on the screen", remedy="Name a file: dsa-reports catalogue --format pdf -o catalogue.pdf")
    content = run(form=form)
    if output is None:
        typer.echo(content, nl=False)
    else:
        with writing(output):
            output.write_bytes(content)
        out(shown(output, 300))


@group.command(short_help="The rules that a report is checked by.")
def checks(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", show_default=False, help="A rule such as C-7, or a group such as C. Without it: the list of all rules.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """List the rules that a report is checked by; explain one with its law, remedy and examples.

    Example: dsa-reports checks C-7
    """
    from dsa_reports.pipeline.listed import rules, rules_as_text

    if as_json:
        out(json.dumps(rules(ids or ()), ensure_ascii=False, indent=1))
    else:
        typer.echo(rules_as_text(ids or ()), nl=False)


@group.command(short_help="The passport of one figure.")
def explain(
    figure: Annotated[str, typer.Argument(metavar="FIGURE", help="The figure's id, for example 4.TOTAL.notices_received.")],
    output: OutputOption = Path("out"),
    draft: Annotated[int | None, typer.Option("--draft", min=1, metavar="N", show_default=False, help="Number of the draft. Default: the current one.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The passport as it is stored.")] = False,
) -> None:
    """Print the passport of a figure: value, law, definition, query, rows and numbers behind it.

    Example: dsa-reports explain 4.TOTAL.notices_received -o out
    """
    from dsa_reports.pipeline.explain import explain as run

    passport = run(figure=figure, output=output, draft=draft)
    if as_json:
        out(json.dumps({passport.figure: passport.entries}, ensure_ascii=False, indent=1))
        return
    out(f"{passport.figure}    ({shown(passport.draft, 300)})")
    for key, value in passport.entries.items():
        if value not in (None, "", [], {}):
            text = "; ".join(map(str, value)) if isinstance(value, list) else json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
            out(f"  {key.replace('_', ' '):<18}{shown(text, 2000)}")
    if passport.query:
        out("  query")
        for line in passport.query.splitlines():
            out(f"      {line}")


@group.command(short_help="What a table looks like.")
def schema(
    table: Annotated[str, typer.Argument(metavar="TABLE", show_default=False, help="The table. Without it: the list of all tables.")] = "",
    form: Annotated[
        Literal["text", "json", "csv", "sql", "example", "example-csv"],
        typer.Option("--format", help="Description, JSON Schema, CSV header, SQL table (DuckDB), or an example file as JSON Lines or CSV."),
    ] = "text",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="DIR", show_default=False, help="Write a file per table here.")] = None,
) -> None:
    """Print what a table looks like, for those who export it.

    Example: dsa-reports schema notices --format sql
    """
    from dsa_reports.contract import tables
    from dsa_reports.pipeline.schema import schema as run
    from dsa_reports.pipeline.schema import write_schemas

    if output is not None:
        for path in write_schemas(folder=output, form=form, table=table):
            out(shown(path, 300))
    elif table:
        typer.echo(run(table=table, form=form), nl=False)
    else:
        for name, found in tables().items():
            out(f"{name:<24}one row is {found.one_row_is}; feeds {found.feeds}")


@group.command(short_help="What the rules of logs are.")
def rules(
    rule: Annotated[str, typer.Argument(metavar="ID", show_default=False, help="One rule, as a finding names it. Without it: all of them.")] = "",
    table: Annotated[str, typer.Option("--table", metavar="NAME", show_default=False, help="Only the rules of this table.")] = "",
    form: Annotated[Literal["text", "json", "markdown"], typer.Option("--format", help="The list, data for programs, or the page docs/rules.md.")] = "text",
) -> None:
    """Print the rules that logs are held against: severity, what to do, law, and a row that breaks each.

    Example: dsa-reports rules notices.flagger_named
    """
    from dsa_reports.pipeline.rules import rules as run

    typer.echo(run(rule=rule, table=table, form=form, width=shutil.get_terminal_size((100, 24)).columns), nl=False)
