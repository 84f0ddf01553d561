"""Check anybody's harmonised report: read it, run the rules on it, and say where in its own files each breach stands."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import starmap, zip_longest
from pathlib import Path
from typing import Any

from dsa_reports.checks import all_checks, run_checks
from dsa_reports.checks.registry import chosen
from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError, UserError
from dsa_reports.evidence.reread import reread
from dsa_reports.findings import Finding, worst_first
from dsa_reports.harmonised.model import HarmonisedReport, Row
from dsa_reports.harmonised.reading import RULES, ReadReport, in_sheet, read_report
from dsa_reports.intake.survey import all_surveys
from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.drafts import current_draft
from dsa_reports.pipeline.recount import OF_ROWS
from dsa_reports.pipeline.recount import recount as count_again
from dsa_reports.service.load import load_service
from dsa_reports.service.readings import readings
from dsa_reports.template.layout import layout

__all__ = ["Checked", "Declared", "Unreadable", "check", "check_each", "declared", "rules_in_words"]

_CELL = re.compile(r"(?:(\d+)!)?([A-Z]+)(\d+)")
_WITHIN = ("", "publish", "publish/csv")


@dataclass(frozen=True)
class Declared:
    """What is known of a report beside its files: kind of service ('' = not known), answered readings, waiver file."""

    tier: str = ""
    readings: Mapping[str, str] = field(default_factory=dict)
    waivers: Path | None = None


@dataclass(frozen=True)
class Checked:
    """A report that was checked. `base`: the folder that the findings' files lie in."""

    path: Path
    read: ReadReport
    findings: tuple[Finding, ...]
    base: Path
    rules: Mapping[str, str]
    """Id → rule in words, of all rules that were tried."""

    @property
    def head(self) -> dict[str, Any]:
        """Service, period, tier and parts, for the machine interface."""
        report = self.read.report
        return {
            "service": report.service, "period": report.period, "tier": report.tier,
            "parts": [part.number for part in report.parts],
        }


@dataclass(frozen=True)
class Unreadable:
    """A path among several at which there was nothing to check, and why."""

    path: Path
    error: UserError


def declared(*, service: Path | None = None, tier: str = "", answers: Iterable[str] = ()) -> Declared:
    """What the user declares: a service file, single readings (`NAME=ANSWER`) that go before it, and the tier."""
    chosen: dict[str, str] = {}
    waivers = None
    if service is not None:
        config = load_service(service)
        chosen |= config.chosen_readings
        tier = tier or config.service.tier.value
        waivers = config.folder / config.waivers if config.waivers else None
    if tier and tier not in set(Tier):
        raise UsageError(f"there is no tier {shown(tier)!r}", remedy=f"Say one of: {', '.join(Tier)}.")
    for answer in answers:
        name, _, value = answer.partition("=")
        chosen |= {name.strip(): _answer(name.strip(), value.strip())}
    return Declared(tier, chosen, waivers)


def _answer(name: str, value: str) -> str:
    if name not in readings():
        raise UsageError(f"there is no reading {shown(name)!r}", remedy=f"Readings: {', '.join(readings())}.")
    if value not in readings()[name].options:
        raise UsageError(f"{shown(value)!r} is no answer to the reading {name}", remedy=f"Answers: {', '.join(readings()[name].options)}.")
    return value


def check(
    *, path: Path, known: Declared = Declared(), only: Collection[str] | None = None, skip: Collection[str] = (),
    previous: Sequence[Path] = (), recount: Path | None = None,
) -> Checked:
    """Read and check the report at `path`. What `known` says goes before what our own manifest says.

    `only`, `skip`: ids of rules or groups. `previous`: other reports to compare with. `recount`: the service file whose
    logs every figure is counted again from. InputError where nothing can be read; UsageError for a rule that nobody has.
    """
    source, own, draft = _source(path)
    only, skip = (None if only is None else _names(only)), _names(skip)
    rules, reading = _chosen(only, skip)
    others = [_other(other) for other in previous]
    answers = {**own.readings, **known.readings}
    read = read_report(source, tier=known.tier or own.tier)
    if draft is not None:
        read = replace(read, report=_with_reasons(read.report, draft))
    again = count_again(service=recount, period=read.report.period) if recount else None
    found = run_checks(
        read.report, answers, internal=read.internal, only=rules, skip=_of_checks(skip), previous=others,
        recounted=again.report if again else None, undecided=read.undecided,
    )
    placed = [_placed(finding, read) for finding in found]
    placed += [finding for finding in (again.findings if again else ()) if _wanted(finding.id, only, skip)]
    kept = [finding for finding in read.findings if finding.id in reading]
    base = source if source.is_dir() else source.parent
    tried = {*reading, *(one.id for one in chosen(rules, _of_checks(skip))), *(name for name in OF_ROWS if again and _wanted(name, only, skip))}
    words = {name: rule for name, rule in rules_in_words().items() if name in tried}
    return Checked(path, read, tuple(worst_first(_once(kept, placed))), base, words)


def check_each(
    paths: Iterable[Path], *, known: Declared = Declared(), only: Collection[str] | None = None,
    skip: Collection[str] = (), previous: Sequence[Path] = (), recount: Path | None = None,
) -> list[Checked | Unreadable]:
    """Check several reports; one that cannot be read does not stop the others."""
    _chosen(None if only is None else _names(only), _names(skip))
    done: list[Checked | Unreadable] = []
    for path in paths:
        try:
            done.append(check(path=path, known=known, only=only, skip=skip, previous=previous, recount=recount))
        except InputError as error:
            done.append(Unreadable(path, error))
    return done


def rules_in_words() -> dict[str, str]:
    """Rule id → the rule, of the checks, of the reader, and of the rows."""
    words = {name: one.rule for name, one in all_surveys().items() if name in OF_ROWS} | {name: one.rule for name, one in all_checks().items()}
    return words | {name: f"{rule.rule} {words.get(name, '')}".strip() for name, rule in RULES.items()}


def _other(path: Path) -> HarmonisedReport:
    source, own, _ = _source(path)
    return read_report(source, tier=own.tier).report


# Our own drafts

def _source(path: Path) -> tuple[Path, Declared, Path | None]:
    """Where the parts of `path` lie, what a manifest of ours says of them, and the draft they belong to, if any."""
    draft = _draft(path)
    if draft is None:
        return path, Declared(), None
    try:
        manifest = json.loads((draft / "internal" / "manifest.json").read_bytes())
        chosen = {name: str(entry["answer"]) for name, entry in manifest["readings"].items()}
        tier = str(manifest["tier"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "the manifest of this draft cannot be read", where=shown(draft / "internal" / "manifest.json", 300),
            remedy="Build the draft again, or name its folder publish/csv copied elsewhere.",
        ) from error
    parts = draft / "publish" / "csv"
    one_file = path.is_file() and path.is_relative_to(draft)
    return (path if one_file else parts), Declared(tier, chosen), draft


def _with_reasons(report: HarmonisedReport, draft: Path) -> HarmonisedReport:
    """`report` with the reasons that the draft's own report.json gives for its blank cells. Rows are matched by their place."""
    path = draft / "publish" / "report.json"
    if not path.is_file():
        return report
    own = {part.number: part.rows for part in reread(path.read_bytes(), shown(path, 300)).report.parts}
    return report.model_copy(update={"parts": tuple(
        part.model_copy(update={"rows": tuple(starmap(_row_with_reasons, zip_longest(part.rows, own.get(part.number, ())[: len(part.rows)])))})
        for part in report.parts
    )})


def _row_with_reasons(row: Row, own: Row | None) -> Row:
    """A cell that was emptied since, or that stands in another row, has no reason."""
    if own is None or (row.key.partition("~")[0], row.scope) != (own.key.partition("~")[0], own.scope):
        return row
    pairs = zip_longest(row.cells, own.cells[: len(row.cells)])
    return row.model_copy(update={"cells": tuple(
        cell.model_copy(update={"reason": told.reason}) if told and not (cell.text or told.text) else cell for cell, told in pairs
    )})


def _draft(path: Path) -> Path | None:
    """The folder of our own draft that `path` names or lies in; None for anybody else's report."""
    if (path / "drafts").is_dir():
        return current_draft(path)
    if path.name == "current" and path.is_file():
        return current_draft(path.parent)
    folder = path if path.is_dir() else path.parent
    for inside in _WITHIN:
        draft = folder
        for _ in Path(inside).parts:
            draft = draft.parent
        if (draft / "internal" / "manifest.json").is_file() and (draft / "publish" / "csv").is_dir() and draft / inside == folder:
            return draft
    return None


# Which rules

def _names(given: Iterable[str]) -> list[str]:
    """The names in `given` in capitals, as rules are called; one text may hold several, with commas between them."""
    return [name for text in given for name in (part.strip().upper() for part in text.split(",")) if name]


def _chosen(only: Collection[str] | None, skip: Collection[str]) -> tuple[Collection[str] | None, set[str]]:
    """The checks to run (None = all) and the reader's rules whose findings are kept."""
    names = {*(only or ()), *skip}
    known = {*all_checks(), *RULES, *OF_ROWS} | {name.rpartition("-")[0] for name in (*all_checks(), *RULES)}
    if unknown := sorted(names - known):
        raise UsageError(f"there is no rule {shown(unknown[0])!r}", remedy="Name an id such as C-1, or a group such as C or READ; `dsa-reports checks` lists the checks.")
    reading = {name for name in RULES if _wanted(name, only, skip)}
    return (None if only is None else _of_checks(only)), reading


def _wanted(name: str, only: Collection[str] | None, skip: Collection[str]) -> bool:
    """True if `only` and `skip`, of ids and groups, let the rule `name` speak."""
    itself = {name, name.rpartition("-")[0]}
    return (only is None or not itself.isdisjoint(only)) and itself.isdisjoint(skip)


def _of_checks(names: Collection[str]) -> list[str]:
    known = {*all_checks()} | {name.rpartition("-")[0] for name in all_checks()}
    return sorted(known.intersection(names))


# From the model back to the files

def _placed(finding: Finding, read: ReadReport) -> Finding:
    """The finding of a check with file, record and letters as they are in the files that were read."""
    number = finding.part
    if number is None or number not in read.source:
        return finding
    source = read.source[number]
    line = source.line(finding.line) if finding.line is not None else None
    cells = tuple(_cell(cell, number, read) for cell in finding.cells)
    column = _letter(finding.column, number, read) if finding.column else ""
    message = in_sheet(finding.message, source.sheet)
    return finding.model_copy(update={"file": source.file, "line": line, "column": column, "cells": cells, "message": message})


def _cell(cell: str, part: int, read: ReadReport) -> str:
    found = _CELL.fullmatch(cell)
    number = int(found[1]) if found and found[1] else part
    if not found or number not in read.source:
        return cell
    line = read.source[number].line(int(found[3]))
    return f"{found[1]}!{_letter(found[2], number, read)}{line}" if found[1] else f"{_letter(found[2], number, read)}{line}"


def _letter(letter: str, part: int, read: ReadReport) -> str:
    """The letter in the file of the column that has `letter` in the template."""
    name = next((column.name for column in layout().part(part).columns if column.letter == letter), "")
    return read.source[part].letters.get(name) or letter


def _once(read: Sequence[Finding], checked: Iterable[Finding]) -> list[Finding]:
    """Both, without what the reader and a check say alike of one cell: the check says it better.

    Of a formula without a saved result only that is said, and not that it is no number.
    """
    lost = {(f.part, f.line, f.column) for f in read if f.id == "READ-6" and not f.expected}
    kept, found = ([f for f in some if f.id != "C-15" or (f.part, f.line, f.column) not in lost] for some in (read, checked))
    said = {(f.id, f.part, f.line, f.column) for f in found}
    return [f for f in kept if f.expected or f.line is None or (f.id, f.part, f.line, f.column) not in said] + found
