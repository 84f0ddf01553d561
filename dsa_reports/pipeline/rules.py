"""`rules`: the rules of logs, for people who want to know what a finding means and for pages that link to them.

docs/rules.md is `dsa-reports rules --format markdown`; a test compares.
"""

import json
import textwrap
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Literal

from dsa_reports.advertisers.checks import all_register_checks
from dsa_reports.advertisers.reading import TABLE as ADVERTISEMENTS
from dsa_reports.contract import tables
from dsa_reports.contract.examples import example_row
from dsa_reports.errors import UsageError
from dsa_reports.findings import Severity
from dsa_reports.intake.rulebook import Entry, Part, anchor, as_data, rulebook
from dsa_reports.minors import all_rules, small_cells
from dsa_reports.minors.registry import TABLE
from dsa_reports.service.mistakes import closest

__all__ = ["RulesFormat", "all_entries", "rules"]

RulesFormat = Literal["text", "json", "markdown"]

_PARTS: dict[Part, tuple[str, str]] = {
    "records": ("Records of a file", "Looked at in every file before any column is read. A broken record is a rejected row with its record number (in CSV and XLSX the header is 1, elsewhere the first row is)."),
    "columns": ("Columns of every table", "What columns demand is said by `dsa-reports schema TABLE`: which are required, their types, codes, forms, bounds and lengths, and which refer to other tables."),
    "tables": ("Rules of the tables", "Each looks at one row. The example is laid over the example row of its table and breaks that one rule."),
    "surveys": ("Surveys of many rows", "What no single row shows. A survey rejects no row and changes no figure."),
    "gaps": ("Gaps of a period", "Asked when a report is built, once the period is known. No row is rejected."),
    "register": ("The register of measures for minors", "Asked by `dsa-reports minors check`, on the day it runs. No row is rejected, and nothing says whether the law is met."),
    "ads": ("The ad register", "Asked by `dsa-reports ads check`, on the day it judges. No entry is rejected; what a format has no field for is a note. [ads.md](ads.md) says how registers are read."),
    "chapters": ("Voluntary chapters", "Asked when a report is built. Nothing of the statutory parts is touched."),
}
_NEAR, _PART = 5, 3
_HEAD = """# Rules of logs

<!-- Made by `dsa-reports rules --format markdown > docs/rules.md`; a test fails where it differs from the program. -->

What `dsa-reports validate` and `dsa-reports build` hold logs against. Two things are apart: the *severity* (`blocks` stops a
final edition, `info` stops nothing) and whether the row is *rejected* (it does not count; it is kept with its reasons).
Columns are named as in the contract; findings use the source's own names. One rule on the screen: `dsa-reports rules ID`.

Refused before any row is read: a file without a required column, with two columns of the same name, with a column that looks
like a birth date or an exact age, and a file that is not what its name says.
"""


def rules(*, rule: str = "", table: str = "", form: RulesFormat = "text", width: int = 100) -> str:
    """The rules (or the one called `rule`, or those of `table`) in the given form; UsageError if there is none.

    Lines of text are at most `width` characters long, as far as their words can be parted; ids and examples stay whole.
    """
    known = all_entries()
    if table and table not in tables():
        raise UsageError(f"there is no table {table!r}", remedy=closest(table, tables()))
    chosen = [entry for entry in known if (not rule or entry.id == rule) and (not table or table in entry.tables)]
    if rule and not chosen:
        raise UsageError(f"there is no rule {rule!r}" + (f" of the table {table}" if table else ""), remedy=_nearest(rule, [entry.id for entry in known]))
    match form:
        case "json":
            return json.dumps([as_data(entry) for entry in chosen], indent=1, ensure_ascii=False) + "\n"
        case "markdown":
            return _page(chosen) if not rule and not table else "\n".join(_section(entry) for entry in chosen)
        case "text":
            return "\n".join(_described(entry, width) for entry in chosen) if rule else _listed(chosen, width)


def _nearest(word: str, ids: Sequence[str]) -> str:
    """A remedy with the ids that look like `word`, or hold it, and where all are."""
    if word in tables():
        return f"That is a table; its rules: dsa-reports rules --table {word}"
    names = {name.lower(): name for name in ids}
    near = get_close_matches(word.lower(), names, n=_NEAR, cutoff=0.6)
    near += [name for name in names if len(word) >= _PART and word.lower() in name and name not in near]
    found = [names[name] for name in near[:_NEAR]]
    said = f"Do you mean {' or '.join(f'`{name}`' for name in found)}? " if found else ""
    return said + "`dsa-reports rules` lists all, `dsa-reports rules --table NAME` those of a table."


def all_entries() -> tuple[Entry, ...]:
    """The rules of logs, then those of the register of measures, of the ad register and of the voluntary chapters."""
    of_register = (
        Entry(
            id=one.id, part="register", severity=one.severity, rejects=False, message=one.rule, remedy=one.remedy, citation=one.citation,
            tables=(TABLE,), columns=one.columns, example=one.example,
        )
        for one in all_rules().values()
    )
    of_ads = (
        Entry(
            id=one.id, part="ads", severity=one.severity, rejects=False, message=one.rule, remedy=one.remedy, citation=one.citation,
            tables=(ADVERTISEMENTS,),
        )
        for one in all_register_checks().values()
    )
    of_chapters = (
        Entry(
            id=small_cells.SMALL_CELLS, part="chapters", severity=Severity.INFO, rejects=False, message=small_cells.MESSAGE,
            remedy=small_cells.REMEDY, citation=small_cells.CITATION, example=small_cells.EXAMPLE,
        ),
        Entry(
            id=small_cells.GIVEN_AWAY, part="chapters", severity=Severity.WARNING, rejects=False, message=small_cells.GIVEN_AWAY_MESSAGE,
            remedy=small_cells.GIVEN_AWAY_REMEDY, citation=small_cells.CITATION, example=small_cells.GIVEN_AWAY_EXAMPLE,
        ),
        Entry(
            id=small_cells.EARLIER, part="chapters", severity=Severity.WARNING, rejects=False, message=small_cells.EARLIER_MESSAGE,
            remedy=small_cells.EARLIER_REMEDY, citation=small_cells.CITATION, example=small_cells.EARLIER_EXAMPLE,
        ),
    )
    return (*rulebook(), *of_register, *of_ads, *of_chapters)


def _outcome(entry: Entry) -> str:
    return f"{entry.severity.value}, the row {'is rejected' if entry.rejects else 'counts'}"


def _sentence(text: str) -> str:
    text = text.rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _page(entries: Sequence[Entry]) -> str:
    pieces = [_HEAD]
    for part, (title, words) in _PARTS.items():
        of_part = [entry for entry in entries if entry.part == part]
        if not of_part:
            continue
        pieces.append(f"## {title}\n\n{words}\n")
        if part != "tables":
            pieces += [_section(entry) for entry in of_part]
            continue
        for name, table in tables().items():
            pieces.append(f"### {name}\n\nOne row is {table.one_row_is}. Example row:\n\n```json\n{json.dumps(example_row(table), ensure_ascii=False)}\n```\n")
            pieces += [_section(entry) for entry in of_part if name in entry.tables]
    return "\n".join(pieces)


def _section(entry: Entry) -> str:
    facts = [_outcome(entry)]
    if entry.part in ("surveys", "gaps", "register", "ads", "chapters"):
        facts = [entry.severity.value, *([f"tables {', '.join(entry.tables)}"] if entry.tables else [])]
    if entry.columns:
        facts.append(f"{'column' if len(entry.columns) == 1 else 'columns'} {', '.join(f'`{name}`' for name in entry.columns)}")
    if entry.citation:
        facts.append(entry.citation)
    lines = [f'<a id="{anchor(entry.id)}"></a>', f"{'####' if entry.part == 'tables' else '###'} {entry.id}", "", " · ".join(facts), "", _sentence(entry.message), ""]
    if entry.remedy:
        lines += [f"What to do: {entry.remedy}", ""]
    if entry.example:
        lines += [f"Breaks it: `{entry.example}`", ""]
    return "\n".join(lines)


def _described(entry: Entry, width: int) -> str:
    facts = {
        "severity": _outcome(entry), "tables": ", ".join(entry.tables) or "all", "columns": ", ".join(entry.columns) or "any", "law": entry.citation,
        "do": entry.remedy,
    }
    lines = [entry.id, _hanging("  ", _sentence(entry.message), width, 2), *(_hanging(f"  {label:<9}  ", text, width, 13) for label, text in facts.items() if text)]
    if entry.example:
        lines.append(f"  breaks it  {entry.example}")
    return "\n".join(lines) + "\n"


def _listed(entries: Sequence[Entry], width: int) -> str:
    """Severity and fate of the row in columns, then the id and what is wrong."""
    lines: list[str] = []
    for part, (title, _) in _PARTS.items():
        of_part = [entry for entry in entries if entry.part == part]
        if of_part:
            lines += ["", title, *(_hanging(f"  {entry.severity.value:<9}{'rejects' if entry.rejects else '':<9}", f"{entry.id}: {entry.message}", width, 20) for entry in of_part)]
    return "\n".join(lines[1:]) + "\n" if lines else "no rules\n"


def _hanging(start: str, text: str, width: int, indent: int) -> str:
    return "\n".join(textwrap.wrap(text, max(width, indent + 20), initial_indent=start, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False))
