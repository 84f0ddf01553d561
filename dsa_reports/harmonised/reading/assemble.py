"""A recognised block of records becomes a part of the report: columns in place, rows named, cells repaired."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dsa_reports.display import shown
from dsa_reports.findings import Severity
from dsa_reports.harmonised.blank import level_of
from dsa_reports.harmonised.model import Cell, Figure, Part, Reason, Row, figure_id
from dsa_reports.harmonised.reading.days import read_day, read_period
from dsa_reports.harmonised.reading.decide import Undecided
from dsa_reports.harmonised.reading.encoding import mended
from dsa_reports.harmonised.reading.identity import (
    OTHER,
    described,
    find_code,
    find_indicator,
    find_scope,
    parent_of,
    row_of,
)
from dsa_reports.harmonised.reading.letters import letter
from dsa_reports.harmonised.reading.model import PartSource
from dsa_reports.harmonised.reading.numerals import Evidence, Reading, read_figure
from dsa_reports.harmonised.reading.recognise import Block, Match
from dsa_reports.harmonised.reading.rules import Notes, Spot
from dsa_reports.harmonised.rows import PlannedRow
from dsa_reports.harmonised.titles import title
from dsa_reports.indicators.evaluate import slug
from dsa_reports.template.codes import member_state_names, official_languages
from dsa_reports.template.labels import labels, plain
from dsa_reports.template.layout import PLACEHOLDERS, Column, TemplateRow

__all__ = ["Conventions", "ReadPart", "read_part"]

_REPEATED = frozenset({"applicability", "service", "period", "section", "indicator"})
_DAYS = frozenset({"publication_date", "previous_publication_date", "period_start", "period_end"})
_METRICS = frozenset({"accuracy", "precision", "recall"})
_BLANK = Cell(text="")
_MOST_COMPARED = 100
"""Indicators that nobody knows after which no more are compared letter by letter: it is not a part with slips of the pen."""


@dataclass(frozen=True)
class Conventions:
    """How the whole report writes figures and days."""

    figures: Evidence
    day_first: bool | None


@dataclass(frozen=True)
class ReadPart:
    """One part as it was read."""

    part: Part
    source: PartSource
    figures: Mapping[str, Figure]
    undecided: tuple[Undecided, ...]
    """Figures that stayed as they are because they can be read as two numbers."""


def read_part(block: Block, match: Match, conventions: Conventions, notes: Notes) -> ReadPart:
    """The part that `block` holds, with every repair noted."""
    _note_header(block, match, notes)
    return _Reader(block, match, conventions, notes).read()


def _note_header(block: Block, match: Match, notes: Notes) -> None:
    part = match.part
    if match.headless:
        notes.add("A-3", "the part has no header; its columns were taken in the order of the template", block.table, Spot(1, part=part.number))
        return
    known = labels().headers
    there = set(match.columns.values())
    for index, at in match.columns.items():
        if known.get((part.number, plain(block.header[index]))) != at:
            notes.add(
                "A-3", f"the header is worded otherwise; by its neighbours it is column {part.columns[at].letter}", block.table,
                Spot(block.header_line, letter(index), part.number), value=block.header[index], expected=part.columns[at].header,
            )
    for column in (part.columns[at] for at in range(len(part.columns)) if at not in there):
        notes.add("A-3", f"column {column.letter} is missing: {column.header.strip()}", block.table, Spot(block.header_line, column.letter, part.number), expected=column.header)
    order = [at for _, at in sorted(match.columns.items())]
    if order != sorted(order):
        notes.add("A-3", "the columns stand in another order than in the template", block.table, Spot(block.header_line, part=part.number))


class _Reader:
    """Reads the records of one block, top to bottom: a row may need what stood above it."""

    def __init__(self, block: Block, match: Match, conventions: Conventions, notes: Notes) -> None:
        self.block, self.part, self.notes, self.conventions = block, match.part, notes, conventions
        self.table = block.table
        self.at = {column: index for index, column in match.columns.items()}
        self.letters = {
            column.name: letter(self.at[index]) if index in self.at else "" for index, column in enumerate(self.part.columns)
        }
        self.width = len(block.header) if block.header else len(self.part.columns)
        self.above: dict[str, str] = {}
        self.category = ""
        self.taken: dict[tuple[str, str], int] = {}
        self.figures: dict[str, Figure] = {}
        self.number = self.part.number
        self.states_in_part = self._has_states()
        self.unknown = 0
        self.undecided: list[Undecided] = []

    def read(self) -> ReadPart:
        rows: list[Row] = []
        lines: list[int] = []
        self._widths()
        repeated = self._repeated()
        for line, cells in self.block.records:
            if not any(cell.strip() for cell in cells):
                continue
            row = self._row(line, cells, len(rows) + 2, repeated)
            if row is not None:
                rows.append(row)
                lines.append(line)
        part = Part(
            number=self.number, sheet=self.part.sheet, title=self.part.title, legal_basis=self.part.legal_basis,
            columns=self.part.names, headers=self.part.headers, rows=tuple(rows),
        )
        source = PartSource(
            self.number, self.table.file, self.table.sheet, self.table.form, "", self.block.header_line or 1, tuple(lines), self.letters,
        )
        return ReadPart(part, source, self.figures, tuple(self.undecided))

    def _has_states(self) -> bool:
        at = self._index("scope")
        only_states = set(member_state_names()) | {"GR"}
        languages = {code.upper() for code in official_languages()}
        return self.number == 8 and at is not None and any(
            cells[at].strip() in only_states - languages for _, cells in self.block.records if at < len(cells)
        )

    def _index(self, role: str) -> int | None:
        at = self.part.position(role)
        return None if at is None else self.at.get(at)

    # What the shape of the records says

    def _widths(self) -> None:
        """Short and long records of a CSV file, cells under no header, cells under a header that nobody knows."""
        known = set(self.at.values())
        surplus: dict[int, list[tuple[int, str]]] = {}
        empty = self.table.form == "csv" and any(not cell.strip() for cell in self.block.header[len(self.part.columns):])
        for line, cells in self.block.records:
            if self.table.form == "csv" and len(cells) < self.width and any(cell.strip() for cell in cells):
                self._note("A-2", f"the record has {len(cells)} cells, the header {self.width}", line, value=",".join(cells), expected="blank cells at the end")
            if self.table.form == "csv" and len(cells) > self.width and any(cell.strip() for cell in cells):
                empty = True
            for index, cell in enumerate(cells):
                if index not in known and cell.strip():
                    surplus.setdefault(index, []).append((line, cell))
        if empty:
            last = max([self.width, *(len(cells) for _, cells in self.block.records)])
            self._note("A-2", f"empty columns behind the part's own, up to {letter(last - 1)}", self.block.header_line or 1, value="," * (last - len(self.part.columns)), expected=f"{len(self.part.columns)} columns")
        for index, entries in sorted(surplus.items()):
            header = self.block.header[index] if index < len(self.block.header) else ""
            rule, what = ("B-10", f"the column {shown(header)!r} is not one of the part") if header.strip() else ("A-2", "a cell stands beyond the last header: a comma in a text without quotes?")
            line, text = entries[0]
            self.notes.add(rule, what + ("; its content is left out" if header.strip() else "; it is left out"), self.table, Spot(line, letter(index), self.number), value=text, count=len(entries))

    def _repeated(self) -> frozenset[int]:
        """Indexes of columns whose cells repeat from row to row and are blank in some: these are filled from above."""
        found = set()
        for at, column in enumerate(self.part.columns):
            index = self.at.get(at)
            if column.role in _REPEATED and index is not None and self.number > 2:
                texts = [cells[index].strip() if index < len(cells) else "" for _, cells in self.block.records]
                if any(texts) and not all(texts):
                    found.add(at)
        return frozenset(found)

    # One row

    def _row(self, line: int, cells: list[str], record: int, repeated: frozenset[int]) -> Row | None:
        texts = [cells[index] if (index := self.at.get(at)) is not None and index < len(cells) else "" for at in range(len(self.part.columns))]
        if self._is_remark(texts):
            self._note("READ-11", "a line of text stands among the rows of the part; it is left out", line, value=next(text for text in texts if text.strip()))
            return None
        if self.table.unsaved:
            self._unsaved(texts, line)
        texts = [self._mend(text, at, line) if text and not text.isascii() else text for at, text in enumerate(texts)]
        texts = [labels().placeholders.get(text.strip(), text) if text else text for text in texts]
        self._fill(texts, repeated, line)
        path, scope, template = self._identity(texts, line)
        return self._built(texts, line, record, path, scope, template)

    def _is_remark(self, texts: list[str]) -> bool:
        """A record with one filled cell, where a row of the part would have a label of the template."""
        filled = [at for at, text in enumerate(texts) if text.strip()]
        if len(filled) != 1 or self.part.columns[filled[0]].role not in _REPEATED | {"label"}:
            return False
        return plain(texts[filled[0]]) not in labels().applicability

    def _unsaved(self, texts: list[str], line: int) -> None:
        """Formulas that no program has counted: in a cell of a figure an error, for the figure is not in the file."""
        for at, column in enumerate(self.part.columns):
            if (line, self.at.get(at, -1)) in self.table.unsaved:
                figure = column.role == "figure"
                self.notes.add(
                    "READ-6", "a formula stands in the cell, without a saved result" + (": the figure is not in the file" if figure else ""),
                    self.table, Spot(line, self.letters[column.name], self.number), value=texts[at], severity=Severity.ERROR if figure else None,
                )

    def _mend(self, text: str, at: int, line: int) -> str:
        fixed = mended(text)
        if fixed != text:
            self._note("A-1", "the text was decoded wrongly once", line, self.part.columns[at], value=text, expected=fixed)
        if "\ufffd" in fixed:
            self._note("A-1", "the text holds U+FFFD: characters were lost", line, self.part.columns[at], value=text)
        return fixed

    def _fill(self, texts: list[str], repeated: frozenset[int], line: int) -> None:
        filled = []
        for at, column in enumerate(self.part.columns):
            if column.role not in _REPEATED:
                continue
            if texts[at].strip():
                self.above[column.name] = texts[at]
            elif at in repeated and column.name in self.above:
                texts[at] = self.above[column.name]
                filled.append(column)
        if filled:
            self._note(
                "READ-3", f"blank cells were read as those above: {', '.join(column.header.strip() for column in filled)}", line, filled[0],
                expected=self.above[filled[0].name],
            )

    def _identity(self, texts: list[str], line: int) -> tuple[str, str, TemplateRow | None]:
        scope = ""
        if (at := self.part.position("scope")) is not None:
            found = find_scope(self.number, texts[at], states_in_part=self.states_in_part)
            if found.rule:
                self._note(found.rule, found.message, line, self.part.columns[at], value=texts[at], expected=found.key if found.known else "")
            scope = found.key
        path = self._by_code(texts, line) if 2 <= self.number <= 6 else self._by_indicator(texts, line)
        template = row_of(self.part, path, scope) if path else None
        if template is None and self.number in (3, 8, 9, 10) and path:
            # A placeholder that was left in, or a scope that nobody knows: the labels are still those of its indicator.
            template = next((row for row in self.part.rows if row.path == path), None)
        return path, scope, template

    def _by_code(self, texts: list[str], line: int) -> str:
        at = self.part.position("category") or 0
        column = self.part.columns[at]
        found = find_code(texts[at])
        if found is None:
            self._note("B-1", "no category or sub-category of Annex I", line, column, value=texts[at])
            return ""
        if found.message:
            self._note("B-1", found.message, line, column, value=texts[at], expected=found.code)
        texts[at] = found.code
        if found.code == "TOTAL" or found.code.startswith("STATEMENT_CATEGORY_"):
            self.category = found.code if found.code != "TOTAL" else ""
            return found.code
        parent = found.parent or parent_of(found.code, self.category)
        if parent is None:
            self._note("READ-10", f"the rows above do not say to which category this {found.code} belongs", line, column, value=texts[at])
            return found.code
        return f"{parent}/{found.code}"

    def _by_indicator(self, texts: list[str], line: int) -> str:
        at = self.part.position("indicator") or 0
        column = self.part.columns[at]
        found = find_indicator(self.number, texts[at], exact=self.unknown > _MOST_COMPARED)
        if found is None:
            self.unknown += 1
            self._note("B-10", "no indicator of the template", line, column, value=texts[at])
            return ""
        if found.message:
            official = next(row.cells[at] for row in self.part.rows if row.key == found.key)
            self._note("READ-2", found.message, line, column, value=texts[at], expected=official)
        return found.key

    # Its cells

    def _built(self, texts: list[str], line: int, record: int, path: str, scope: str, template: TemplateRow | None) -> Row:
        if path.endswith(f"/{OTHER}") or path == OTHER:
            at = self.part.position("other_description")
            description = texts[at].strip() if at is not None else ""
            key = path if description in PLACEHOLDERS else described(path, description)
        elif not path:
            named = self.part.position("category" if 2 <= self.number <= 6 else "indicator") or 0
            key = f"unknown~{slug(texts[named])}"
        else:
            key = self._numbered(path, scope) if path in _METRICS and self.number == 8 else path
        planned = PlannedRow(template, key, scope, scope) if template is not None else None
        row_name = f"{key}@{scope}" if scope else key
        cells = tuple(
            self._cell(column, texts[at], line, record, key, scope, template, planned, at, row_name)
            for at, column in enumerate(self.part.columns)
        )
        parent = path.rpartition("/")[0]
        return Row(key=key, cells=cells, level=level_of(template) if template else "", parent=template.parent if template else parent, scope=scope)

    def _numbered(self, path: str, scope: str) -> str:
        """Accuracy, precision and recall stand once per automated system: the second and later ones are numbered."""
        turn = self.taken[path, scope] = self.taken.get((path, scope), 0) + 1
        return path if turn == 1 else f"{path}~{turn:02d}"

    def _cell(
        self, column: Column, text: str, line: int, record: int, key: str, scope: str, template: TemplateRow | None,
        planned: PlannedRow | None, at: int, row: str,
    ) -> Cell:
        match column.role:
            case "figure":
                return self._figure(column, text, line, record, key, scope, template, planned, row)
            case "applicability" | "section" | "indicator" | "label" | "description":
                return self._label(column, text, line, template, at, row)
            case "scope":
                official = template.cells[at] if template and template.scope == scope else scope
                return _text_cell(official)
            case "period":
                return self._repaired(read_period(text, self.conventions.day_first), column, text, line, row)
            case "text" if self.number == 1 and key in _DAYS:
                return self._repaired(read_day(text, self.conventions.day_first), column, text, line, row)
            case "category" | "service" | "other_description":
                stripped = " ".join(text.split()) if column.role == "category" else text.strip()
                return _text_cell(stripped)
            case _:
                return Cell(text=text) if text.strip() else _BLANK

    def _label(self, column: Column, text: str, line: int, template: TemplateRow | None, at: int, row: str) -> Cell:
        """A label becomes that of the template's row; another label of the template, or none at all, is noted."""
        if template is None:
            return _text_cell(text.strip())
        official = template.cells[at]
        if column.role in ("applicability", "section"):
            known = labels().applicability if column.role == "applicability" else labels().sections
            if plain(text) and known.get(plain(text)) != official:
                self._note("READ-2", f"the template says {official.strip()!r} in this row", line, column, value=text, expected=official, row=row)
        return _text_cell(official)

    def _repaired(self, found: Reading, column: Column, text: str, line: int, row: str) -> Cell:
        if found.rule:
            self._note(found.rule, found.message, line, column, value=text, expected=found.text if found.text != text else "", row=row)
        return _text_cell(found.text)

    def _figure(
        self, column: Column, text: str, line: int, record: int, key: str, scope: str, template: TemplateRow | None,
        planned: PlannedRow | None, row: str,
    ) -> Cell:
        name = figure_id((self.number, key, column.name, scope))
        unit = column.unit or (template.unit if template else "")
        kind = column.type or (template.type if template else "")
        index = self.at.get(self.part.names.index(column.name), -1)
        found = read_figure(
            text, unit, whole=kind == "integer", native=(line, index) in self.table.native, evidence=self.conventions.figures,
        ) if text else Reading("")
        if found.rule:
            self._note(found.rule, found.message, line, column, value=text, expected=found.text if found.text != text else "", row=row)
        if found.rule == "READ-5":
            self.undecided.append(Undecided(self.number, record, self.part.names.index(column.name), name, line, self.letters[column.name]))
        value = None if found.rule == "READ-5" else _value(found.text)
        figure = Figure(
            id=name, text=found.text, value=value, unit=unit, reason=_reason(value, unit), cell=f"part {self.number}, column {column.letter}, record {record}",
            title=title(self.part, column, planned) if planned else "",
        )
        self.figures.setdefault(name, figure)
        # A blank in a file says nothing of why it is blank: only a report of ours tells that.
        return Cell(text=found.text, figure=name, reason=figure.reason if found.text else None)

    def _note(self, rule: str, message: str, line: int, column: Column | None = None, *, value: str = "", expected: str = "", row: str = "") -> None:
        spot = Spot(line, self.letters[column.name] if column else "", self.number, row)
        self.notes.add(rule, message, self.table, spot, value=value, expected=expected)


@lru_cache(maxsize=5_000)
def _text_cell(text: str) -> Cell:
    """A cell of a label: the same object wherever it stands (a report of a very large platform has 60,000 cells)."""
    return Cell(text=text) if text else _BLANK


def _value(text: str) -> int | float | None:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return None


def _reason(value: int | float | None, unit: str) -> Reason:
    if value is None:
        return Reason.NO_EVENTS if unit in ("hours", "ratio") else Reason.NOT_RECORDED
    return Reason.COUNTED if value or unit in ("hours", "ratio") else Reason.NOTHING_HAPPENED
