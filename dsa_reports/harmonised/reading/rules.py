"""What the reader says: rules of the catalogue that concern the form of a file, and READ rules of its own."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dsa_reports.display import shown
from dsa_reports.findings import Finding, Severity
from dsa_reports.harmonised.reading.model import RawTable

__all__ = ["RULES", "Notes", "ReadingRule", "Spot", "in_sheet"]

MOST_SHOWN = 200
MOST_PER_FILE = 5_000
"""Findings of one rule in one file that are told one by one: a report of full length has 60,000 cells."""
_FORMAT = "IR 2024/2835 Annex II, I.4"


class ReadingRule(NamedTuple):
    """One thing that the reader notices: how bad it is, the law, what to do, and the rule in words."""

    severity: Severity
    citation: str
    remedy: str
    rule: str


RULES: dict[str, ReadingRule] = {
    "A-1": ReadingRule(
        Severity.BLOCKS, _FORMAT, "Save the file as UTF-8, from the source and not from a damaged copy.",
        "The file is valid UTF-8, and no text was decoded wrongly on its way (Ã©, â€™, ¡¯, U+FFFD).",
    ),
    "A-2": ReadingRule(
        Severity.BLOCKS, f"{_FORMAT} (RFC 4180)", "Write commas, quotes around texts that hold them, and every record at full width.",
        "A CSV part follows RFC 4180: commas, quotes, the same number of cells in each record.",
    ),
    "A-3": ReadingRule(
        Severity.BLOCKS, "IR 2024/2835 Art. 1(1), Annex I", "Use the official headers, all of them, in their order.",
        "Every part has the official headers in their order.",
    ),
    "A-5": ReadingRule(
        Severity.BLOCKS, "IR 2024/2835 Annex II, II.1", "Write days as YYYY-MM-DD and periods as YYYY-MM-DD/YYYY-MM-DD.",
        "Days and periods are written in the form that the template prescribes.",
    ),
    "A-8": ReadingRule(
        Severity.WARNING, _FORMAT, "Save as UTF-8 without a byte order mark.", "The file has no byte order mark: RFC 4180 knows none.",
    ),
    "A-9": ReadingRule(
        Severity.ERROR, _FORMAT, "Write the figure as plain digits with a point before decimals; format columns as text before a spreadsheet opens the file.",
        "No cell was damaged by a spreadsheet: no thousands separators, date serials, times of day behind days, rounded exponents.",
    ),
    "B-1": ReadingRule(
        Severity.BLOCKS, "IR 2024/2835 Annex II, I.7", "Use the code of Annex I.", "Categories and sub-categories are named by the codes of Annex I.",
    ),
    "B-6": ReadingRule(
        Severity.ERROR, "IR 2024/2835 Annex II, II.1", "Write Member States in capitals, languages in small letters.",
        "Codes of Member States are in capitals, codes of languages in small letters.",
    ),
    "B-7": ReadingRule(
        Severity.BLOCKS, "IR 2024/2835 Annex I", "One scope per row: split the row, or write the code alone.",
        "A scope cell holds one scope of the template, neither a list nor a sentence.",
    ),
    "B-10": ReadingRule(
        Severity.WARNING, "IR 2024/2835 Annex II, I.1", "Publish what goes beyond the template in a file of its own.",
        "Columns and rows beyond the template stand in a file of their own.",
    ),
    "C-15": ReadingRule(
        Severity.BLOCKS, _FORMAT, "Write the number alone; leave the cell blank where the row does not apply.",
        "A cell for a figure holds a number and nothing else.",
    ),
    "READ-1": ReadingRule(
        Severity.INFO, "", "Nothing: the official workbook exists in several languages.", "The labels of the report are in another language than English.",
    ),
    "READ-2": ReadingRule(
        Severity.WARNING, "IR 2024/2835 Annex I", "Copy the label from the official template.", "Labels and scopes are worded as in the template.",
    ),
    "READ-3": ReadingRule(
        Severity.WARNING, "IR 2024/2835 Annex I", "Repeat the cells in every row: programs read rows one by one.",
        "Cells that repeat from row to row are written in every row.",
    ),
    "READ-4": ReadingRule(
        Severity.WARNING, "IR 2024/2835 Annex I", "Name the file or sheet as the official template does.", "Files and sheets are named after the part that they hold.",
    ),
    "READ-5": ReadingRule(
        Severity.ERROR, _FORMAT, "Write it without separators, with a point before decimals.", "No figure can be read as two different numbers.",
    ),
    "READ-6": ReadingRule(
        Severity.WARNING, "", "Replace formulas by their results before publishing.", "No cell of a published workbook is a formula. One without a saved result in the place of a figure is an error: the figure is lost.",
    ),
    "READ-7": ReadingRule(
        Severity.ERROR, "", "Break the links (Data, Edit links) before publishing.", "A published workbook does not draw on other files.",
    ),
    "READ-8": ReadingRule(
        Severity.INFO, "", "Nothing, if the file is not part of the report.", "Every file of the folder belongs to the report.",
    ),
    "READ-9": ReadingRule(
        Severity.ERROR, "IR 2024/2835 Annex II, I", "Name the file to check, or publish one report per service.", "Each part is there once.",
    ),
    "READ-10": ReadingRule(
        Severity.ERROR, "IR 2024/2835 Annex I", "Use the rows of the template.", "Every row is one of the template.",
    ),
    "READ-11": ReadingRule(
        Severity.WARNING, "IR 2024/2835 Annex I", "Publish each part as a file or sheet of its own, the header first.", "A file or sheet holds one part and nothing else.",
    ),
    "READ-12": ReadingRule(
        Severity.WARNING, "IR 2024/2835 Art. 1(1)", "Publish the CSV parts or the XLSX workbook too.", "The report is published as CSV or XLSX.",
    ),
}


def in_sheet(message: str, sheet: str) -> str:
    """`message` with the sheet of the workbook that it is about, if it is about one and does not name it."""
    named = f"sheet {shown(sheet, 60)}"
    return f"{message} ({named})" if sheet and named not in message else message


class Spot(NamedTuple):
    """A place in a file: record number and the column's letter there."""

    line: int | None = None
    column: str = ""
    part: int | None = None
    row: str = ""


@dataclass
class Notes:
    """Everything that the reader noticed, in the order in which it met it."""

    findings: list[Finding] = field(default_factory=list)
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(
        self, rule: str, message: str, file: str | RawTable, spot: Spot = Spot(), *, value: str = "", expected: str = "",  # noqa: B008 (a Spot is immutable)
        severity: Severity | None = None, count: int = 1,
    ) -> None:
        """One finding. `value` is the original text, `expected` what was read instead."""
        of = RULES[rule]
        name = file.file if isinstance(file, RawTable) else file
        met = self._counts[rule, name] = self._counts.get((rule, name), 0) + 1
        if met > MOST_PER_FILE:
            return
        self.findings.append(Finding(
            id=rule, severity=severity or of.severity, message=in_sheet(message, file.sheet if isinstance(file, RawTable) else ""), remedy=of.remedy, citation=of.citation,
            file=name, line=spot.line, column=spot.column, part=spot.part,
            row=spot.row, value=shown(value, MOST_SHOWN), expected=shown(expected, MOST_SHOWN), count=count,
        ))

    def withdraw(self, rule: str, table: RawTable, line: int, column: str) -> None:
        """Take back what was said of a cell, for something else was found out."""
        for at in reversed(range(len(self.findings))):
            said = self.findings[at]
            if (said.id, said.file, said.line, said.column) == (rule, table.file, line, column) and in_sheet(said.message, table.sheet) == said.message:
                del self.findings[at]
                self._counts[rule, table.file] -= 1
                return

    def close(self) -> list[Finding]:
        """All findings; where a rule was broken too often to tell each, one more says how often."""
        for (rule, name), met in sorted(self._counts.items()):
            if met > MOST_PER_FILE:
                of = RULES[rule]
                self.findings.append(Finding(
                    id=rule, severity=of.severity, message=f"and {met - MOST_PER_FILE:,} more of this kind in the file", remedy=of.remedy,
                    citation=of.citation, file=name, count=met - MOST_PER_FILE,
                ))
        self._counts.clear()
        return self.findings
