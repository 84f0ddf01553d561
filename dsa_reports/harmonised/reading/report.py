"""The tolerant reader: anybody's harmonised report in, our report model out, and a finding for everything repaired."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from dsa_reports.display import shown
from dsa_reports.errors import InputError
from dsa_reports.findings import Finding, worst_first
from dsa_reports.harmonised.internal import INTERNAL
from dsa_reports.harmonised.model import Figure, HarmonisedReport, Part, Reason
from dsa_reports.harmonised.reading.assemble import Conventions, ReadPart, read_part
from dsa_reports.harmonised.reading.days import day_first
from dsa_reports.harmonised.reading.decide import decided
from dsa_reports.harmonised.reading.model import Limits, PartSource, RawTable, ReadReport
from dsa_reports.harmonised.reading.numerals import Evidence
from dsa_reports.harmonised.reading.recognise import Block, Match, blocks, named_part, recognised
from dsa_reports.harmonised.reading.rules import Notes, Spot
from dsa_reports.harmonised.reading.sources import load
from dsa_reports.harmonised.reading.tier import inferred_tier
from dsa_reports.template.labels import labels
from dsa_reports.template.layout import layout

__all__ = ["read_report"]

_LIMITS = Limits()


class _Held(NamedTuple):
    block: Block
    match: Match


def read_report(path: Path, *, tier: str = "", limits: Limits = _LIMITS) -> ReadReport:
    """Read the harmonised report at `path`: a folder or ZIP of parts, one part, or a workbook (XLSX, ODS, XLS).

    `tier`: kind of service, where it is known; else it is inferred from the rows that are filled. What is damaged is
    repaired where that is safe, and each repair is a finding with the original text. InputError where nothing at
    `path` is a part of the template.
    """
    notes = Notes()
    found = load(path, limits, notes)
    held = _held(found.tables, notes)
    if not held:
        raise InputError(
            "nothing here follows the template of Implementing Regulation (EU) 2024/2835", where=shown(path, 300),
            remedy="A part is known by its headers (Applicability, Service, Reporting period, …) in " + ", ".join(labels().names.values()) + ".",
        )
    read, undecided = _decided(_read(held, notes), held, notes)
    parts = tuple(read[number].part for number in sorted(read))
    period = _period(parts)
    known, reason = (tier, "given") if tier else inferred_tier(parts, period, whole=found.whole and len(parts) > 1)
    figures: dict[str, Figure] = {}
    for number in sorted(read):
        figures |= read[number].figures
    report = HarmonisedReport(
        service=_most_common(parts, "service"), provider=_identification(parts, "provider"), tier=known, period=period,
        template=layout().id, parts=parts, figures=figures,
    )
    language = Counter(entry.match.language for entry in held.values()).most_common(1)[0][0]
    if language != "en":
        notes.add("READ-1", f"the labels are in {labels().names[language]}", held[min(held)].block.table, value=language)
    sources = {number: replace(read[number].source, language=held[number].match.language) for number in read}
    return ReadReport(
        report=report, findings=tuple(worst_first(_named(notes.close(), sources))), tier=known, tier_source=reason,
        internal=found.internal or _says_internal(parts), language=language, whole=found.whole, source=sources, undecided=undecided,
    )


def _held(tables: Iterable[RawTable], notes: Notes) -> dict[int, _Held]:
    """The block of each part. Of two that hold the same part, the one of the better form, then the first by name."""
    held: dict[int, _Held] = {}
    for table in tables:
        matches = [(block, recognised(block)) for block in blocks(table)]
        if not any(match for _, match in matches):
            notes.add("READ-8", "no part of the template was recognised in it", table)
            continue
        if len(matches) > 1:
            notes.add("READ-11", f"{len(matches)} tables stand one below the other", table, Spot(matches[0][0].header_line))
        for block, match in matches:
            if match is None:
                notes.add("READ-8", "a table under this header is no part of the template", table, Spot(block.header_line))
                continue
            _hold(held, _Held(block, match), notes)
    return held


def _hold(held: dict[int, _Held], entry: _Held, notes: Notes) -> None:
    number, table = entry.match.part.number, entry.block.table
    if number in held:
        first = held[number].block.table
        if first.form == table.form:
            notes.add("READ-9", f"part {number} is there twice; {shown(first.name)} was read", table, Spot(entry.block.header_line, part=number))
        elif not any(f.id == "READ-8" and f.file == table.file and f.message.startswith("the same parts") for f in notes.findings):
            notes.add("READ-8", f"the same parts are there as {first.form.upper()}, which was read", table)
        return
    held[number] = entry
    for line, cells in entry.block.stray:
        notes.add("READ-11", "text stands above the header; it is left out", table, Spot(line, part=number), value=" ".join(c for c in cells if c.strip()))
    named = named_part(table)
    if entry.block.alone and named != number:
        what = f"is named as part {named} and" if named else "has a name that tells no part; it"
        notes.add("READ-4", f"the {'sheet' if table.sheet else 'file'} {what} holds part {number}", table, Spot(part=number), value=table.sheet or table.file, expected=entry.match.part.sheet)


def _read(held: Mapping[int, _Held], notes: Notes) -> dict[int, ReadPart]:
    conventions = Conventions(Evidence.of(_figure_texts(held.values())), day_first(_day_texts(held.values())))
    return {number: read_part(*held[number], conventions, notes) for number in sorted(held)}


def _decided(read: dict[int, ReadPart], held: Mapping[int, _Held], notes: Notes) -> tuple[dict[int, ReadPart], frozenset[str]]:
    """The parts with every count that the sums decide, and the ids of the figures that nothing decides."""
    doubts = [doubt for number in sorted(read) for doubt in read[number].undecided]
    if not doubts:
        return read, frozenset()
    found = decided({number: one.part for number, one in read.items()}, doubts)
    done = dict(read)
    for doubt, (text, why) in found.items():
        one, table = done[doubt.part], held[doubt.part].block.table
        rows = list(one.part.rows)
        row = rows[doubt.record - 2]
        original = row.cells[doubt.column].text
        cells = list(row.cells)
        cells[doubt.column] = cells[doubt.column].model_copy(update={"text": text, "reason": Reason.COUNTED})
        rows[doubt.record - 2] = row.model_copy(update={"cells": tuple(cells)})
        figure = one.figures[doubt.figure].model_copy(update={"text": text, "value": int(text), "reason": Reason.COUNTED})
        done[doubt.part] = replace(one, part=one.part.model_copy(update={"rows": tuple(rows)}), figures={**one.figures, doubt.figure: figure})
        notes.withdraw("READ-5", table, doubt.line, doubt.letter)
        spot = Spot(doubt.line, doubt.letter, doubt.part, f"{row.key}@{row.scope}" if row.scope else row.key)
        notes.add("A-9", f"thousands are divided: {why}", table, spot, value=original, expected=text)
    return done, frozenset(doubt.figure for doubt in doubts if doubt not in found)


def _figure_texts(held: Iterable[_Held]) -> Iterable[str]:
    for block, match in held:
        indexes = [index for index, at in match.columns.items() if match.part.columns[at].role == "figure"]
        for line, cells in block.records:
            for index in indexes:
                if index < len(cells) and cells[index] and (line, index) not in block.table.native:
                    yield cells[index]


def _day_texts(held: Iterable[_Held]) -> Iterable[str]:
    for block, match in held:
        wanted = ("text",) if match.part.number == 1 else ("period",)
        for index, at in match.columns.items():
            if match.part.columns[at].role in wanted:
                yield from {cells[index] for _, cells in block.records if index < len(cells)}


def _named(findings: Iterable[Finding], sources: Mapping[int, PartSource]) -> list[Finding]:
    """Findings of files that hold exactly one part name that part."""
    parts: dict[str, set[int]] = {}
    for source in sources.values():
        parts.setdefault(source.file, set()).add(source.part)
    return [
        finding.model_copy(update={"part": next(iter(parts[finding.file]))})
        if finding.part is None and len(parts.get(finding.file, ())) == 1 else finding for finding in findings
    ]


def _most_common(parts: Iterable[Part], column: str) -> str:
    counts = Counter(
        text for part in parts if column in part.columns for row in part.rows if (text := row.cells[part.columns.index(column)].text)
    )
    return min(counts, key=lambda text: (-counts[text], text), default="")


def _identification(parts: Iterable[Part], key: str) -> str:
    return next((row.cells[-1].text for part in parts if part.number == 1 for row in part.rows if row.key == key), "")


def _period(parts: tuple[Part, ...]) -> str:
    """The period that most rows state; where none does, that of part 1."""
    if stated := _most_common(parts, "period"):
        return stated
    days = [_identification(parts, key) for key in ("period_start", "period_end")]
    return "/".join(days) if all(days) else ""


def _says_internal(parts: Iterable[Part]) -> bool:
    return any(cell.text.startswith(INTERNAL) for part in parts if part.number > 6 for row in part.rows for cell in row.cells)
