"""What a journey may want of loading, beside the rows."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from dsa_reports.contract import Table
from dsa_reports.intake.model import InputFile
from dsa_reports.intake.readers import Opened
from dsa_reports.service.config import Source

__all__ = ["Early", "LoadOptions", "OnOpen"]

OnOpen = Callable[[Table, InputFile, Source, Opened], None]
"""Told of every file once its columns are known, before its rows are read."""
Early = Callable[[str], None]
"""Hears, in words and without values, what the first rows of a big file show."""


@dataclass(frozen=True, kw_only=True)
class LoadOptions:
    """The defaults are those of a report: every column is kept, nothing personal is shown."""

    keep: Mapping[str, Collection[str]] | None = None
    """Columns of each table that are needed afterwards, where not all are wanted. All rows are checked all the same, much quicker."""
    masks: bool = True
    """Findings do not show values that may be personal."""
    early: Early | None = None
    back: Path | None = None
    """Takes the rejected rows in the format of their files."""
    frames: Collection[str] = ()
    """Tables whose one file is no file, but what the connection knows under that name (see `readers.frame`)."""
    service_file: bool = True
    """There is one, and remedies may speak of it."""
    on_open: OnOpen | None = None
