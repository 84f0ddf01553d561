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
    ExitCode.INTERRUPTED: "Stopped with Ctrl-C. What was there before is untouched.",
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
    pieces += _commands(group, context, "")
    return "\n".join(pieces)


def _commands(group: Any, context: Any, before: str) -> list[str]:
    """The commands of `group`; those of a group within it under its name."""
    pieces = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            pieces += _commands(command, command.make_context(name, [], parent=context, resilient_parsing=True), f"{before}{name} ")
        else:
            pieces.append(_command(before + name, command, context))
    return pieces


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
