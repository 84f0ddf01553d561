"""`dsa-reports`: the commands, and the one place where an error becomes a message and an exit code."""

import errno
import os
import signal
import sys
import traceback
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dsa_reports.cli import (
    ads,
    archive,
    campaigns,
    checking,
    difference,
    mapping,
    minors,
    phenomena,
    reference,
    reports,
    start,
)
from dsa_reports.cli.console import tell
from dsa_reports.cli.options import DebugOption
from dsa_reports.display import shown
from dsa_reports.errors import ExitCode, UserError, WriteError
from dsa_reports.version import __version__

__all__ = ["app", "main"]

_ISSUES = "please report it with what you typed and the last lines of the same command run as `dsa-reports --debug …`"
_DISK = {
    errno.ENOSPC: ("the disk is full", "Free some space, or choose another place with -o."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space, or choose another place with -o."),
    errno.EFBIG: ("a file grew beyond the allowed size", "Raise the limit (ulimit -f), or choose another place with -o."),
    errno.EROFS: ("the file system is read-only", "Choose another place with -o."),
    errno.EACCES: ("no permission", "Check who owns the file or folder, or choose another place with -o."),
    errno.EPERM: ("no permission", "Check who owns the file or folder, or choose another place with -o."),
}


class Door(TyperGroup):
    """The group of all commands. Nothing leaves it as a traceback, unless the user asks for one."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; turn what goes wrong into words on stderr and an exit code."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            tell(f"dsa-reports: {error}")
            raise typer.Exit(error.exit_code) from error
        except (KeyboardInterrupt, typer.Abort) as error:
            tell("\ninterrupted; what was there before is untouched")
            raise typer.Exit(ExitCode.INTERRUPTED) from error
        except BrokenPipeError as error:
            # The reader of our output has seen enough (`| head`); nothing more may be flushed to it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.OK) from error
        except OSError as error:
            if error.errno not in _DISK:
                raise self._unexpected(ctx, error) from error
            what, remedy = _DISK[error.errno]
            tell(f"dsa-reports: {WriteError(what, where=shown(error.filename or '', 300), remedy=remedy)}")
            raise typer.Exit(WriteError.exit_code) from error
        except typer.BadParameter as error:
            # The words that typer's parser puts before the reason say nothing to a user.
            error.message = error.message.removeprefix("Value error, ")
            raise
        except (typer.Exit, typer.TyperException) as error:
            raise error
        except BaseException as error:
            # BaseException: WeasyPrint's fatal fetching error is not an Exception.
            raise self._unexpected(ctx, error) from error

    def _unexpected(self, ctx: Any, error: BaseException) -> BaseException:
        if isinstance(error, SystemExit):
            return error
        if _was_interrupted(error):
            tell("\ninterrupted; what was there before is untouched")
            return typer.Exit(ExitCode.INTERRUPTED)
        if ctx.params.get("debug"):
            traceback.print_exception(error)
        tell(f"dsa-reports: unexpected {type(error).__name__}: {shown(error, 300)}; {_ISSUES}")
        return typer.Exit(ExitCode.INTERNAL)


def _was_interrupted(error: BaseException) -> bool:
    """The engine reports Ctrl-C during a query as an error of its own."""
    return type(error).__name__ == "InterruptException" or str(error) == "Query interrupted"


app = typer.Typer(
    name="dsa-reports",
    cls=Door,
    no_args_is_help=True,
    # Plain help: quick, and the same on every terminal and screen reader.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
for _group in (start.group, mapping.group, reports.group, checking.group, difference.group, archive.group, ads.group, reference.group):
    app.add_typer(_group)
app.add_typer(minors.group, name="minors")
app.add_typer(campaigns.group, name="campaigns", short_help="Accounts that behave alike: candidates for people to judge.")
app.add_typer(phenomena.group, name="phenomena", short_help="What rows are about beyond their category: list, explain.")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dsa-reports {__version__}")
        raise typer.Exit


@app.callback()
def door(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")] = False,
    debug: DebugOption = False,
) -> None:
    """From a platform's moderation logs to its DSA transparency report, with proof of every figure.

    First time:  dsa-reports demo -o out

    Your own:    dsa-reports init, dsa-reports plan, dsa-reports validate, dsa-reports build --period 2026-H1
    """


def main() -> None:
    """Entry point of the `dsa-reports` command."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets a substitute, never a crash.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # both are text streams here
    # What ends a job of a build server or a container is an interruption like Ctrl-C: nothing half-written is left.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app(prog_name="dsa-reports")
    finally:
        # From here on only the interpreter tidies up; a second Ctrl-C has nothing left to stop.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
