"""Findings on their way out: to the screen, to files, and into the exit code."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dsa_reports.cli.console import clear_progress, painter, tell
from dsa_reports.cli.options import FailOn, FindingsFormat
from dsa_reports.display import shown
from dsa_reports.errors import ExitCode

if TYPE_CHECKING:
    from dsa_reports.findings import Finding
    from dsa_reports.render.findings import FindingsDocument

__all__ = ["about_of", "base_of", "deliver", "leave", "reaches", "summary"]

_PIPE_WIDTH = 100


def reaches(findings: Iterable["Finding"], fail_on: FailOn) -> bool:
    """True if one of them is at least as bad as `fail_on`."""
    from dsa_reports.findings import reaches as bad_enough

    return any(bad_enough(finding.severity, fail_on) for finding in findings)


def summary(findings: Iterable["Finding"]) -> str:
    """`2 blocking, 5 warnings at 12 places`."""
    from dsa_reports.render.findings.groups import summary as counted

    return counted(findings)


def base_of(service: Path) -> str:
    """The folder of a service file (or a folder itself) as seen from here, with slashes; '' for here."""
    return _from_here(service if service.is_dir() else service.parent)


def about_of(service: Path) -> str:
    """The service file as seen from here."""
    return _from_here(service / "service.toml" if service.is_dir() else service)


def _from_here(path: Path) -> str:
    try:
        seen = Path(os.path.relpath(path)).as_posix()
    except ValueError:
        return ""  # another drive: there is no way from here to there
    return "" if seen == "." else seen


def deliver(document: "FindingsDocument", *, form: FindingsFormat | None, reports: Sequence[Path] = (), no_color: bool = False) -> None:
    """Print the findings in `form` (None: not chosen, so text), or write them to the files `reports`.

    A file's name says its format (`.sarif`, `.html`, ...); only where it does not, `form` does. With files, the screen
    shows findings only if a format was chosen for it too.
    """
    from dsa_reports.pipeline.findings import write_whole
    from dsa_reports.render.findings import format_of, render

    clear_progress()
    for path in reports:
        write_whole(path, render(document, format_of(path) or form or "text"))
        tell(f"written  {shown(path, 300)}")
    if not reports or (form is not None and all(format_of(path) for path in reports)):
        sys.stdout.write(_printed(document, form or "text", no_color=no_color))
    else:
        tell(summary(document.findings))


def leave(document: "FindingsDocument", *, form: FindingsFormat | None, reports: Sequence[Path] = (), fail_on: FailOn, no_color: bool = False) -> None:
    """Deliver the findings, and end with their exit code where one of them is at least as bad as `fail_on`."""
    deliver(document, form=form, reports=reports, no_color=no_color)
    if reaches(document.findings, fail_on):
        raise typer.Exit(ExitCode.FINDINGS)


def _printed(document: "FindingsDocument", form: FindingsFormat, *, no_color: bool) -> str:
    from dsa_reports.render.findings import render, text
    from dsa_reports.render.findings.json import left_out

    if form == "text":
        width = shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
        return text.render(document, paint=painter(sys.stdout, no_color=no_color), width=width)
    if count := left_out(document):
        tell(f"{count:,} findings are left out: --max-findings 0 prints all")
    return render(document, form)
