"""What the reader handles: raw tables as they lie in files, what it noticed, and the report with its way back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dsa_reports.findings import Finding
from dsa_reports.harmonised.model import HarmonisedReport

__all__ = ["Limits", "PartSource", "RawTable", "ReadReport"]


@dataclass(frozen=True)
class Limits:
    """How much the reader takes on before it says that this is no report. A full report of a very large platform has
    60,000 cells and less than 10 MB."""

    file_bytes: int = 64_000_000
    """Bytes of one file, unpacked too."""
    total_bytes: int = 256_000_000
    """Bytes of all files of a folder or archive, unpacked."""
    files: int = 2_000
    """Files in a folder or archive, whatever they are."""
    depth: int = 12
    """Folders within folders."""
    records: int = 20_000
    """Records of one table."""
    columns: int = 200
    """Columns of one table."""
    cells: int = 3_000_000
    """Cells of one table."""
    cell_characters: int = 131_072
    """Characters of one cell; the template allows 5,000."""


@dataclass
class RawTable:
    """One file or sheet: `records` are (record number, cells), the first record of the file is 1.

    `native`: (record, index) of cells that the workbook holds as numbers or days, not as text: nothing about their
    separators is in doubt.
    """

    file: str
    sheet: str
    form: str
    """csv, xlsx, ods or xls."""
    records: list[tuple[int, list[str]]]
    native: frozenset[tuple[int, int]] = frozenset()
    unsaved: frozenset[tuple[int, int]] = frozenset()
    """(record, index) of formulas without a saved result: the text of the cell is the formula."""

    @property
    def name(self) -> str:
        """As messages name it."""
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file


@dataclass(frozen=True)
class PartSource:
    """Where a part was found, and the way from the model back to the file.

    `lines`: record number of each row of the model's part, in order. `header_line`: that of the header. `letters`:
    column name → letter in the file ('' for a column that the file lacks).
    """

    part: int
    file: str
    sheet: str
    form: str
    language: str
    header_line: int
    lines: tuple[int, ...]
    letters: Mapping[str, str]

    def line(self, record: int) -> int | None:
        """Record number in the file of the model's `record` (header = 1)."""
        if record == 1:
            return self.header_line
        return self.lines[record - 2] if 0 <= record - 2 < len(self.lines) else None


@dataclass(frozen=True)
class ReadReport:
    """A report that was read, what was repaired and what could not be, and where every cell comes from.

    `tier_source`: `given` or why the reader believes it. `language`: code of the language of the labels. `internal`:
    the report says on its face that it is none under Article 15. `whole`: a folder, archive or workbook was read, so
    that a missing part is missing; false for a single part.
    """

    report: HarmonisedReport
    findings: tuple[Finding, ...]
    tier: str
    tier_source: str
    internal: bool
    language: str
    whole: bool
    source: Mapping[int, PartSource] = field(default_factory=dict)
    """By part."""
    undecided: frozenset[str] = frozenset()
    """Ids of figures that can be read as two numbers, and that nothing decides: they stay texts."""
