"""What a reader gives: the names of the columns at once, the rows when asked, perhaps in several attempts."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dsa_reports.intake.model import MAX_RECORD, InputFile
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["BROKEN", "Broken", "Opened", "RawColumn", "RawRows", "Reader"]

BROKEN: dict[str, tuple[str, str]] = {
    "intake.columns": ("a record with more or fewer fields than the header has columns", "Put texts that contain the delimiter in quotes when exporting."),
    "intake.repeated_header": ("the header line once more, in the middle of the file", "Several exports were put together: take out every header but the first."),
    "intake.quote": ("a record with a quote in the wrong place", "Double the quotes inside quoted texts when exporting (RFC 4180)."),
    "intake.encoding": ("a record with bytes that are not in the file's encoding", "Export as UTF-8, or say `encoding` in service.toml."),
    "intake.nul": ("a record with a NUL character", "Remove NUL characters when exporting; they point to a damaged file."),
    "intake.too_long": (f"a record of more than {MAX_RECORD:,} characters", "Shorten or leave out the long text when exporting."),
    "intake.json": ("a line that is not one JSON object", "Write one JSON object per line."),
    "intake.json_key_twice": ("a JSON object that has the same key twice", "Write every key once."),
    "intake.record": ("a record that the reader could not take apart", "Look at the record in the export."),
}
"""Rules about records as such: message and remedy."""


@dataclass(frozen=True)
class RawColumn:
    """Where a column of the export stands in the relation, and its engine type."""

    sql_name: str
    type: str = "VARCHAR"


@dataclass(frozen=True)
class Broken:
    """A record that never became a row."""

    record: int
    rule: str
    raw: str


@dataclass(frozen=True)
class RawRows:
    """One attempt at the rows of a file.

    `relation` (after FROM) has the columns, and `_at` (record number, or NULL where it follows from the position),
    `_broken` (rule that the record as such breaks, or NULL), `_line` (its text, where broken). `broken` is asked
    after the relation was read to its end, with the rows that it gave, and says which records are no rows of it; None: the
    engine's account cannot be trusted.
    """

    relation: str
    columns: dict[str, RawColumn]
    first: int
    """Number of the first record, where `_at` is NULL."""
    records: int
    """Physical records, counted without the engine's help; before the relation was read, perhaps only about how many (see `counted`)."""
    broken: Callable[[int], Sequence[Broken] | None] = lambda rows: ()
    lenient: bool = False
    """Cells have types of their own (spreadsheets)."""
    nul: bool = False
    """Texts may hold NUL characters: nobody has looked for them yet."""
    few: frozenset[str] = frozenset()
    """Columns that hold few different values for sure, so that asking for all of them is cheap."""
    count: Callable[[], int] | None = None
    """Gives the number of records where they may still be being counted while the relation is read; waits for that."""

    def counted(self) -> int:
        """Physical records, counted without the engine's help; may wait for that."""
        return self.records if self.count is None else self.count()


@dataclass(frozen=True)
class Opened:
    """A file whose columns are known. `attempts(names)` yields ways of reading the columns `names`, quick ones first; close it."""

    names: tuple[str, ...]
    fingerprint: Callable[[], tuple[str, int]]
    """SHA-256 and size in bytes; may wait until the file is read to its end, and InputError if that cannot be done."""
    attempts: Callable[[Sequence[str]], Generator[RawRows]]
    open_ended: bool = False
    """There may be more columns than `names`: a name that nobody has seen yet may be asked for, and is empty where it is not there."""
    looked_at: str = ""
    """How `names` were found, where that is not beyond doubt."""


class Reader(Protocol):
    """Opens one file of one format."""

    def __call__(self, con: "duckdb.DuckDBPyConnection", file: InputFile, source: Source, work: Path) -> Opened:
        """InputError if `file` is not what it is said to be."""
        ...
