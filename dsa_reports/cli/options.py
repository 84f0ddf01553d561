"""Options that several commands share, so that they are called and explained the same everywhere."""

import re
from pathlib import Path
from typing import Annotated, Literal

import typer

from dsa_reports.display import shown
from dsa_reports.errors import InputError

__all__ = [
    "DebugOption", "EditionOption", "FailOn", "FailOnOption", "FindingsFormat", "FormatOption", "JsonOption", "LanguageOption",
    "MaxFindingsOption", "MemoryOption", "NoColorOption", "OutputOption", "PdfArchiveOption", "PeriodOption", "PreviousOption", "QuietOption", "ReportOption", "ServiceArgument", "ThemeOption", "ThreadsOption",
    "WaiversOption", "WorkbookOption",
]

FailOn = Literal["info", "warning", "error", "blocks", "never"]
FindingsFormat = Literal["text", "json", "jsonl", "sarif", "junit", "github", "markdown", "html"]

ServiceArgument = Annotated[
    Path, typer.Argument(metavar="SERVICE.toml", show_default=False, help="The service file, or the folder it lies in. Default: service.toml here.")
]
OutputOption = Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder of all drafts.")]
PeriodOption = Annotated[str, typer.Option("--period", metavar="P", help="2026, 2026-H1, 2026-Q1 or 2026-01-01/2026-06-30.")]
LanguageOption = Annotated[Literal["en", "nl"], typer.Option("--lang", help="Language of the PDF and of the HTML page.")]
EditionOption = Annotated[
    list[str] | None,
    typer.Option("--edition", metavar="NAME", show_default=False, help="Also make this edition: internal (with names of staff), board (two pages), factsheet (one page on sexbot spam). May be repeated."),
]
WorkbookOption = Annotated[
    list[str] | None,
    typer.Option("--workbook", metavar="LANG", show_default=False, help="Also write the workbook in the words of the official template in this language: es, fr, it. May be repeated."),
]
ThemeOption = Annotated[Path | None, typer.Option("--theme", metavar="FILE", show_default=False, help="Logo, colours, fonts and cover of the provider; checked for contrast.")]
PdfArchiveOption = Annotated[bool, typer.Option("--pdf-archive", help="Make report.pdf an archive copy (PDF/A-3) that carries the CSV parts, the workbook and a list of their hashes.")]
PreviousOption = Annotated[
    list[str] | None,
    typer.Option("--previous", metavar="PATH", show_default=False, help="An earlier report (or a CSV of its figures): shows what moved since. May be repeated."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no advice: only the result and errors.")]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="No colours. The environment variable NO_COLOR does the same.")]
FormatOption = Annotated[FindingsFormat | None, typer.Option("--format", show_default=False, help="How findings are printed. Default: text.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
FailOnOption = Annotated[FailOn, typer.Option("--fail-on", help="Exit with 1 if there is a finding at least this bad.")]
ReportOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--report", metavar="FILE", show_default=False,
        help="Write the findings to this file instead; .txt, .json, .jsonl, .sarif, .xml (JUnit), .md or .html says the format. May be repeated.",
    ),
]
MaxFindingsOption = Annotated[
    int | None,
    typer.Option("--max-findings", min=0, metavar="N", show_default=False, help="Most places shown of each rule; 0 shows all. Default: as suits the format."),
]


def _there(path: Path | None) -> Path | None:
    """Said before anything is read, and of the option, not of the service file."""
    if path is not None and not path.exists():
        raise InputError(f"there is no waiver file {shown(path.name)}", where=shown(path, 300), remedy="Correct the path after --waivers.")
    return path


WaiversOption = Annotated[
    Path | None,
    typer.Option("--waivers", metavar="FILE", show_default=False, callback=_there, help="Findings that a named person accepts until a day. Default: the file that service.toml names."),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show where the program failed (before the command's name).")]


def _size(value: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)? ?([KMGT]i?B)", value):
        raise typer.BadParameter("write it like 4GB or 800MiB")
    return value


MemoryOption = Annotated[str, typer.Option("--memory-limit", metavar="SIZE", callback=_size, help="Most memory the engine may take, for example 8GB.")]
ThreadsOption = Annotated[int | None, typer.Option("--threads", min=1, metavar="N", show_default=False, help="Processor cores to use. Default: all.")]
