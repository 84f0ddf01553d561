"""Errors that a user can act on, each with its exit code.

A `UserError` is shown as three lines: what is wrong, where, what to do. It is never
shown with a traceback. The table of exit codes is documented in docs/analyst.md.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

__all__ = [
    "ExitCode", "InputError", "IntegrityError", "PolicyError", "RenderError", "UsageError", "UserError", "WriteError",
    "writing",
]


class ExitCode(IntEnum):
    """What the process says to its caller."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    INTEGRITY = 4
    RENDER = 5
    POLICY = 6
    INTERNAL = 70
    INTERRUPTED = 130


class UserError(Exception):
    """Something that the person in front of the screen can put right."""

    exit_code: ExitCode = ExitCode.USAGE

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        lines = [self.what]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.remedy:
            lines.append(f"  do:    {self.remedy}")
        return "\n".join(lines)


class UsageError(UserError):
    """Wrong options or a wrong `service.toml`."""


class InputError(UserError):
    """A file that cannot be read as what it is said to be."""

    exit_code = ExitCode.INPUT


class WriteError(UserError):
    """An output that cannot be written: no permission, disk full."""

    exit_code = ExitCode.INPUT


class IntegrityError(UserError):
    """A hash, a total or a lineage that does not hold."""

    exit_code = ExitCode.INTEGRITY


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says of a failed write to `path` into a WriteError."""
    try:
        yield
    except OSError as error:
        full = error.errno == errno.ENOSPC
        raise WriteError(
            "the disk is full" if full else f"cannot write: {error.strerror}", where=str(path),
            remedy="Free some space, or name another place." if full else "Name another place, or make this one writable.",
        ) from error


class RenderError(UserError):
    """HTML, PDF or XLSX could not be made."""

    exit_code = ExitCode.RENDER


class PolicyError(UserError):
    """Refused on purpose: what was asked for may not happen."""

    exit_code = ExitCode.POLICY
