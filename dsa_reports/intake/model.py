"""What intake hands on: the files that were read, what became of their rows, what was found."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dsa_reports.findings import Finding
from dsa_reports.service.config import Extraction

__all__ = ["MASKED", "MAX_RECORD", "WITHHELD", "FileLoad", "InputFile", "Intake", "Placed", "PlacedFile", "TableLoad"]

MAX_RECORD = 2_000_000
"""Longest record of a text file; no column of the contract comes near it."""
MASKED = "‹masked›"
"""Stands for a value of a column that may hold personal data."""
WITHHELD = "(withheld)"
"""Stands for a row whose values may be written nowhere."""


@dataclass(frozen=True)
class InputFile:
    """One file of one table: where it lies, and the name under which results speak of it."""

    path: Path
    name: str
    """Path relative to the folder of service.toml, with slashes; never absolute."""
    index: int
    format: str


@dataclass(frozen=True)
class FileLoad:
    """What became of one file. `rows_read = accepted + rejected`; events are ISO texts or ''."""

    name: str
    sha256: str
    bytes: int
    rows_read: int
    accepted: int
    rejected: int
    first_event: str
    last_event: str


@dataclass(frozen=True)
class Placed:
    """Where the accepted rows of a table lie in time; together they are all of them."""

    in_period: int = 0
    before_period: int = 0
    after_period: int = 0
    undated: int = 0
    """Rows without the date that would place them: all of a table that no one date places."""

    @property
    def total(self) -> int:
        """All accepted rows."""
        return self.in_period + self.outside

    @property
    def outside(self) -> int:
        """Rows that are not in the period."""
        return self.before_period + self.after_period + self.undated


@dataclass(frozen=True)
class PlacedFile:
    """Where the accepted rows of file number `file` lie in time, and the records of the first that are not in the period."""

    file: int
    rows: Placed
    outside: tuple[int, ...] = ()


@dataclass(frozen=True)
class TableLoad:
    """What became of one table. `none`: rightly without rows, for `reason`; `absent`: service.toml does not name it.

    `placed`, and the same by file, is told only once the period is known (`intake.placing`).
    """

    table: str
    status: Literal["loaded", "none", "absent"]
    reason: str
    files: tuple[FileLoad, ...]
    extraction: Extraction
    placed: Placed = Placed()
    placed_files: tuple[PlacedFile, ...] = ()


@dataclass(frozen=True)
class Intake:
    """All tables of the contract by name, and the findings, worst first."""

    tables: dict[str, TableLoad]
    findings: tuple[Finding, ...]
