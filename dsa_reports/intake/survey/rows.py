"""What a survey is given: the accepted rows of one table as a relation, and everything known about where they came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from dsa_reports.contract.conditions import identifier
from dsa_reports.contract.model import Table
from dsa_reports.findings import Place, Severity
from dsa_reports.intake.model import FileLoad, TableLoad
from dsa_reports.law.periods import Period
from dsa_reports.service.config import Source

if TYPE_CHECKING:
    import duckdb

__all__ = ["MOST_EXAMPLES", "MOST_FILES", "PLACE", "Hit", "Rows", "UnreadColumn", "per_file", "percent", "split_place"]

MOST_EXAMPLES = 5
"""Places that a finding names."""
MOST_FILES = 50
"""Files of one table that get a finding of their own; the others share one."""
PLACE = "(_file::BIGINT * 1099511627776 + _record)"
"""SQL: a row's place as one number, in the order of files and records. `split_place` undoes it."""
T = TypeVar("T")


@dataclass(frozen=True)
class Hit:
    """A broken rule: `count` rows of one file (number `file`; None: of the table), the first of them at record `line`.

    `severity` and `remedy` only where they differ from those of the survey; `value` is already safe to show.
    """

    message: str
    file: int | None = None
    line: int | None = None
    column: str = ""
    value: str = ""
    count: int = 1
    examples: tuple[Place, ...] = ()
    severity: Severity | None = None
    remedy: str = ""


@dataclass(frozen=True)
class UnreadColumn:
    """What a bounded sample says of a column of an export that nothing reads. Its values are kept nowhere."""

    table: str
    file: int
    name: str
    values: int
    """Rows of the sample in which the column has a value."""
    days: int
    """Of these, values that are days or times."""
    years: tuple[int, int, int] = (0, 0, 0)
    """Of the days: the years at the tenth, the half and nine tenths of them, in order."""
    ages: int = 0
    """Of the values, whole numbers from 5 to 99."""
    different: int = 0
    """Different values among them."""


@dataclass
class Rows:
    """The accepted rows of one table. SQL of a survey reads `relation`; `_file` and `_record` say where a row stands."""

    con: "duckdb.DuckDBPyConnection"
    table: Table
    load: TableLoad
    period: Period | None = None
    zone: str = "UTC"
    source: Source | None = None
    unread: tuple[UnreadColumn, ...] = ()
    tables: Mapping[str, TableLoad] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)
    """What several surveys of the table ask for, so that it is counted once."""

    @property
    def relation(self) -> str:
        """The accepted rows, to stand after FROM."""
        return self.relation_of(self.table.name)

    def relation_of(self, table: str) -> str:
        """The accepted rows of another table; without any row where it was not loaded."""
        return identifier(f"accepted_{table}")

    def ask(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The answer to `sql`; only for queries whose answer is small whatever the number of rows."""
        return self.con.execute(sql, dict(parameters) if parameters else None).fetchall()

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives; asked once per table."""
        if name not in self.shared:
            self.shared[name] = make()
        kept: T = self.shared[name]
        return kept

    @property
    def files(self) -> tuple[FileLoad, ...]:
        """The files of the table; `_file` counts them from 0."""
        return self.load.files

    @property
    def accepted(self) -> int:
        """Accepted rows of the table."""
        return sum(file.accepted for file in self.files)

    def file_name(self, index: int | None) -> str:
        """The name of file `index`; '' for the table as a whole, the only file's where there is one."""
        if index is None:
            return self.files[0].name if len(self.files) == 1 else ""
        return self.files[index].name

    def spoken(self, column: str) -> str:
        """The export's own name of a column of the contract."""
        return self.source.rename.get(column, column) if self.source else column

    def has(self, *columns: str) -> bool:
        """True if the table has all `columns`."""
        return all(name in self.table.names for name in columns)

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day of the accepted rows."""
        days = [(date.fromisoformat(f.first_event[:10]), date.fromisoformat(f.last_event[:10])) for f in self.files if f.first_event and f.last_event]
        return (min(first for first, _ in days), max(last for _, last in days)) if days else None


def per_file(rows: Rows, found: list[tuple[int, int, list[int]]], message: Callable[[int], str], *, column: str = "", severity: Severity | None = None, remedy: str = "") -> list[Hit]:
    """One hit per file from (file, count, first records), in the order of the files; beyond MOST_FILES one for the rest.

    `message` makes the text from the number of rows.
    """
    ordered = sorted(found)
    hits = [
        Hit(message(count), index, min(records), column, "", count, tuple(Place(line=r) for r in sorted(records)[:MOST_EXAMPLES]), severity, remedy)
        for index, count, records in ordered[:MOST_FILES]
    ]
    if rest := ordered[MOST_FILES:]:
        total = sum(count for _, count, _ in rest)
        hits.append(Hit(f"{message(total)} (in {len(rest)} further files)", None, None, column, "", total, (), severity, remedy))
    return hits


def percent(part: int, whole: int) -> str:
    """`part` of `whole` as a percentage that never rounds up to 100 nor down to 0."""
    if part in (0, whole) or whole == 0:
        return "100 %" if part and part == whole else "0 %"
    tenths = part * 1000 // whole
    if tenths == 999:
        return "over 99.9 %"
    return f"{tenths / 10:.1f} %" if tenths else "under 0.1 %"


def split_place(place: int) -> tuple[int, int]:
    """(file, record) of what PLACE gave."""
    return divmod(place, 1 << 40)
