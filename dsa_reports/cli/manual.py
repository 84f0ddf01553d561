"""docs/cli.md, made from the commands themselves: python -m dsa_reports.cli.manual > docs/cli.md (a test compares)."""

from typing import Any

import typer

from dsa_reports.cli.app import app
from dsa_reports.errors import ExitCode

__all__ = ["manual"]

_CODES = {
    ExitCode.OK: "Done.",
    ExitCode.FINDINGS: "Done, and there are findings at or above `--fail-on`; or `doctor` misses something.",
    ExitCode.USAGE: "Wrong options, or a mistake in `service.toml`.",
    ExitCode.INPUT: "A file that cannot be read as what it is said to be, or an output that cannot be written.",
    ExitCode.INTEGRITY: "A hash, a total or a lineage does not hold.",
    ExitCode.RENDER: "HTML, PDF or XLSX could not be made.",
    ExitCode.POLICY: "Refused on purpose, for example a final edition while a finding blocks it.",
    ExitCode.INTERNAL: "A defect of the program; `dsa-reports --debug …` shows where.",
    ExitCode.INTERRUPTED: "Stopped with Ctrl-C. The last good draft is untouched.",
}
_HEAD = """# Commands of `dsa-reports`

<!-- Made by `python -m dsa_reports.cli.manual > docs/cli.md`; a test fails where it differs from the program. -->

Results go to stdout, progress and advice to stderr. Progress is drawn only on a terminal. `NO_COLOR` and `--no-color`
switch colours off. Shell completion: `dsa-reports --install-completion`.
"""


def manual() -> str:
    """The whole page."""
    group: Any = typer.main.get_command(app)
    pieces = [_HEAD, _exit_codes()]
    context = group.make_context("dsa-reports", [], resilient_parsing=True)
    for name in group.list_commands(context):
        pieces += _commands(name, group.get_command(context, name), context)
    return "\n".join(pieces)


def _commands(name: str, command: Any, parent: Any) -> list[str]:
    """The command's section; of a group one for each of its commands."""
    if not hasattr(command, "list_commands"):
        return [_command(name, command, parent)]
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    found = []
    for inner in command.list_commands(context):
        found += _commands(f"{name} {inner}", command.get_command(context, inner), parent)
    return found


def _exit_codes() -> str:
    rows = "\n".join(f"| {code.value} | {text} |" for code, text in _CODES.items())
    return f"## Exit codes\n\n| code | meaning |\n|---|---|\n{rows}\n"


def _command(name: str, command: Any, parent: Any) -> str:
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    usage = " ".join(["dsa-reports", name, *command.collect_usage_pieces(context)])
    summary, _, example = (command.help or "").partition("\n\n")
    lines = [f"## `{name}`", "", summary.strip(), "", "```", usage, "```", ""]
    if example.startswith("Example:"):
        lines += ["For example:", "", "```", " ".join(example.removeprefix("Example:").split()), "```", ""]
    records = [record for parameter in command.get_params(context) if (record := parameter.get_help_record(context)) and "--help" not in record[0]]
    lines += ["| option | meaning |", "|---|---|"]
    lines += [f"| `{_cell(left)}` | {_cell(right)} |" for left, right in records]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    print(manual(), end="")
