"""Which part a table holds: by its header in any language, by what stands in its rows, and last by its name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dsa_reports.harmonised.reading.model import RawTable
from dsa_reports.template.codes import categories
from dsa_reports.template.labels import Labels, labels, plain
from dsa_reports.template.layout import TemplatePart, layout

__all__ = ["Block", "Match", "blocks", "named_part", "recognised"]

_LEAST_HEADERS = 3
_LEAST_COVERED = 0.6
_SAMPLE = 400
_LONGEST_LABEL = 400
_NAME_COUNTS = 0.05
_NUMBER = re.compile(r"(?:^|[^0-9])(?:part[ _-]*)?(1[01]|[1-9])[ _.-]+[^\W\d]")


@dataclass
class Block:
    """A header (or none) with the records under it, and stray records before the first header."""

    table: RawTable
    header_line: int
    header: list[str]
    records: list[tuple[int, list[str]]]
    stray: list[tuple[int, list[str]]]
    alone: bool
    """True if the table holds nothing but this block."""


@dataclass
class Match:
    """The part that a block holds. `columns`: index in the block → index in the template. `language`: of its headers."""

    part: TemplatePart
    columns: Mapping[int, int]
    language: str
    headless: bool = False


def blocks(table: RawTable) -> list[Block]:
    """The blocks of `table`, one for each record that reads like a header of the template; one without any, if none does."""
    found: list[Block] = []
    stray: list[tuple[int, list[str]]] = []
    for number, cells in table.records:
        if _is_header(cells):
            found.append(Block(table, number, cells, [], [], True))
        elif found:
            found[-1].records.append((number, cells))
        elif any(cell.strip() for cell in cells):
            stray.append((number, cells))
    if not found:
        return [Block(table, 0, [], stray, [], True)] if stray else []
    found[0].stray = stray
    for block in found:
        block.alone = len(found) == 1
    return found


def _is_header(cells: list[str]) -> bool:
    known = labels().any_header
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < _LEAST_HEADERS:
        return False
    hits = 0
    for seen, cell in enumerate(filled):
        hits += len(cell) < _LONGEST_LABEL and plain(cell) in known
        if seen == 2 and not hits:
            return False
    return hits >= max(_LEAST_HEADERS, len(filled) / 2)


def recognised(block: Block) -> Match | None:
    """The part that `block` holds; None if it is none of the template."""
    if not block.header:
        return _headless(block)
    named = named_part(block.table)
    best: Match | None = None
    most = 0.0
    for part in layout().parts:
        known = _columns(part, block.header)
        covered = len(known) / len(part.columns)
        if covered < _LEAST_COVERED:
            continue
        extra = sum(1 for index, cell in enumerate(block.header) if cell.strip() and index not in known)
        columns = _completed(part, known, block.header)
        score = covered - extra / (2 * len(part.columns)) + _content(part, columns, block) + _NAME_COUNTS * (named == part.number)
        if score > most:
            best, most = Match(part, columns, ""), score
    if best:
        best.language = _language(best, block.header)
    return best


def _columns(part: TemplatePart, header: list[str]) -> dict[int, int]:
    of = labels().headers
    found: dict[int, int] = {}
    taken: set[int] = set()
    for index, cell in enumerate(header):
        at = of.get((part.number, plain(cell))) if cell and len(cell) < _LONGEST_LABEL else None
        if at is not None and at not in taken:
            found[index] = at
            taken.add(at)
    return found


def _completed(part: TemplatePart, columns: Mapping[int, int], header: list[str]) -> dict[int, int]:
    """`columns` with headers that nobody knows put where their neighbours leave exactly one column for them."""
    done = dict(columns)
    missing = set(range(len(part.columns))) - set(done.values())
    for at in sorted(missing):
        if at < len(header) and at not in done and header[at].strip() and _between(done, at, len(part.columns)):
            done[at] = at
    return done


def _between(columns: Mapping[int, int], at: int, width: int) -> bool:
    """True if both neighbours of column `at` stand where the template has them."""
    left = at == 0 or columns.get(at - 1) == at - 1
    right = at == width - 1 or columns.get(at + 1) == at + 1
    return left and right


def _content(part: TemplatePart, columns: Mapping[int, int], block: Block) -> float:
    """How well the rows are those of `part`, from 0 to 1."""
    role = "category" if 2 <= part.number <= 6 else "indicator"
    at = next((index for index, column in columns.items() if part.columns[column].role == role), None)
    if at is None:
        return 0.0
    texts = [cells[at] for _, cells in block.records[:_SAMPLE] if at < len(cells) and cells[at].strip()]
    if not texts:
        return 0.0
    if role == "indicator":
        of = labels().indicators
        return sum(1 for text in texts if len(text) < _LONGEST_LABEL and (part.number, plain(text)) in of) / len(texts)
    wanted = _codes(part.number)
    there = {text.strip().upper() for text in texts}
    return (len(there & wanted) / len(wanted) + len(there & wanted) / len(there)) / 2


@cache
def _codes(part: int) -> frozenset[str]:
    return frozenset(entry.code for entry in categories() if part == 2 or part in entry.parts)


def _headless(block: Block) -> Match | None:
    """A table without a header whose records have the width and the rows of a part, column by column."""
    width = max((len(cells) for _, cells in block.records), default=0)
    named = named_part(block.table)
    best, most = None, 0.8
    for part in layout().parts:
        columns = {index: index for index in range(len(part.columns))}
        if width < len(part.columns) - 1:
            continue
        score = _content(part, columns, block) + _NAME_COUNTS * (named == part.number) - abs(width - len(part.columns)) / 100
        if score > most:
            best, most = Match(part, columns, "en", headless=True), score
    return best


def _language(match: Match, header: list[str]) -> str:
    of = labels().languages
    counts: dict[str, int] = {}
    for index in match.columns:
        for code in of.get((match.part.number, plain(header[index])), ()):
            counts[code] = counts.get(code, 0) + 1
    return min(counts, key=lambda code: (-counts[code], code != "en", code), default="en")


def named_part(table: RawTable) -> int | None:
    """The part that the name of the sheet or file speaks of; None if it names none."""
    return next(_named(table, labels()), None)


def _named(table: RawTable, known: Labels) -> Iterator[int]:
    text = plain(table.sheet or table.file.rpartition("/")[2].rpartition(".")[0])
    for name, number in sorted(known.sheets.items(), key=lambda item: -len(item[0])):
        if re.search(rf"(?:^|[^0-9]){re.escape(name)}", text):
            yield number
    if found := _NUMBER.search(text):
        yield int(found[1])
