"""From raw texts to the cells of the report: references to figures are put in, everything else is checked.

The only construct is `{{ figure("4.TOTAL.notices_received") }}`. It is found by a pattern and looked up; nothing in
a text is ever executed. A text with an error goes into no cell: the cell stays empty and the finding says why.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dsa_reports.display import is_control, shown
from dsa_reports.findings import Finding, Severity
from dsa_reports.harmonised.model import Figure, Reason
from dsa_reports.narrative.folder import RawText, RawTexts, load_texts
from dsa_reports.narrative.numbers import format_figure, typed_numbers
from dsa_reports.template.codes import categories
from dsa_reports.template.layout import layout

__all__ = ["MOST_CHARACTERS", "RawText", "RawTexts", "Resolved", "load_texts", "plain", "resolve"]

MOST_CHARACTERS = 5000
"""IR 2024/2835 Annex II, II.2: at most 5,000 characters in one cell."""
_REFERENCE = re.compile(r"""\{\{\s*figure\(\s*(?:"([^"\n{}]{1,300})"|'([^'\n{}]{1,300})')\s*\)\s*\}\}""")
_CONSTRUCT = re.compile(r"\{\{|\{%|\{#")
_TRIGGERS = "=+-@＝＋－＠"
_PARTS_WITH_CONTEXT = frozenset(range(3, 10))


def plain(text: str) -> str:
    """`text` without the marks of Markdown for emphasis, headings and code: the official cells are plain text."""
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?m)^#{1,6} +", "", text)
    return re.sub(r"`([^`\n]+)`", r"\1", text)


class Resolved(NamedTuple):
    """Texts of part 11 by row key, texts of the context cells by figure id, and what was found."""

    texts: dict[str, str]
    contexts: dict[str, str]
    findings: tuple[Finding, ...]


def resolve(raw: RawTexts, figures: Mapping[str, Figure], language: str, tier: str) -> Resolved:
    """Put the figures into the texts, in the number format of `language`, and check every cell.

    `figures` holds all figures that a text may name. Statements are required of `tier` as the template says.
    """
    findings = list(raw.findings)
    texts: dict[str, str] = {}
    for row in layout().part(11).rows:
        applies = layout().applies(row.applicability, tier)
        text = raw.texts.get(row.key)
        if text is None:
            if applies:
                findings.append(_missing(row.key, row.cells[3].strip()))
        elif not applies:
            findings.append(_finding("texts.not_applicable", Severity.INFO, text, 0, f"this statement is not asked of the tier {tier}; left out", "Remove the file."))
        else:
            _put(texts, row.key, text, figures, language, findings)
    contexts: dict[str, str] = {}
    for key, text in raw.contexts.items():
        if problem := _unknown_cell(key, text, figures):
            findings.append(problem)
        else:
            _put(contexts, key, text, figures, language, findings)
    return Resolved(texts, contexts, tuple(findings))


def _put(
    target: dict[str, str], key: str, text: RawText, figures: Mapping[str, Figure], language: str, findings: list[Finding]
) -> None:
    problems = [*_bad_constructs(text), *_unknown_figures(text, figures)]
    if not problems:
        done = _REFERENCE.sub(lambda match: _printed(figures[match[1] or match[2]], language), text.text)
        problems = list(_bad_cell(text, done))
        if not problems:
            target[key] = done
    findings += problems
    findings += _typed(text, language)


def _printed(figure: Figure, language: str) -> str:
    return format_figure(figure.text, language, sealed=figure.reason is Reason.SEALED)


def _bad_constructs(text: RawText) -> Iterator[Finding]:
    """Anything in braces that is no reference to a figure."""
    rest = _REFERENCE.sub(lambda match: "_" * len(match[0]), text.text)
    for match in _CONSTRUCT.finditer(rest):
        snippet = rest[match.start():].split("\n", 1)[0]
        yield _finding(
            "texts.construct", Severity.ERROR, text, rest.count("\n", 0, match.start()),
            f"only references to figures are allowed in braces, not {shown(snippet, 40)}",
            'Write {{ figure("4.TOTAL.notices_received") }}; `dsa-reports plan` lists the ids.',
        )


def _unknown_figures(text: RawText, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    for match in _REFERENCE.finditer(text.text):
        name = match[1] or match[2]
        if name not in figures:
            yield _finding(
                "texts.unknown_figure", Severity.ERROR, text, text.text.count("\n", 0, match.start()),
                f"the report has no figure {shown(name)}", _nearest(name, figures),
            )


def _unknown_cell(key: str, text: RawText, figures: Mapping[str, Figure]) -> Finding | None:
    """A context text for a cell that the template lacks."""
    part = key.partition(".")[0]
    if part == "2":
        known = {f"2.{c.parent}/{c.code}" if c.parent else f"2.{c.code}" for c in categories()}
    else:
        known = {name for name in figures if name.partition(".")[0] == part} if part.isdigit() and int(part) in _PARTS_WITH_CONTEXT else set()
    if key in known:
        return None
    return _finding(
        "texts.unknown_cell", Severity.ERROR, text, 0, f"the report has no context cell for {shown(key)}",
        _nearest(key, known or figures),
    )


def _nearest(name: str, known: Mapping[str, object] | set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.4)
    return f"Did you mean {near[0]}?" if near else "Write part.row.column[@scope]; `dsa-reports plan` lists the ids."


def _bad_cell(text: RawText, done: str) -> Iterator[Finding]:
    """What may not stand in a cell of the official files."""
    if len(done) > MOST_CHARACTERS:
        yield _finding(
            "A-10", Severity.BLOCKS, text, 0,
            f"{len(done):,} characters; a cell holds at most {MOST_CHARACTERS:,}", "Shorten the text.",
            "IR 2024/2835 Annex II, II.2",
        )
    if done[:1] and done[0] in _TRIGGERS:
        yield _finding(
            "texts.formula", Severity.ERROR, text, 0,
            f"the text starts with {done[0]}, which a spreadsheet may run as a formula", "Start with a word.", "CWE-1236",
        )
    for number, line in enumerate(done.split("\n")):
        if bad := next((character for character in line if is_control(character)), None):
            yield _finding(
                "texts.control_character", Severity.ERROR, text, number,
                f"a control character or invisible character stands in the text: {shown(bad)}", "Remove it.",
            )


def _typed(text: RawText, language: str) -> Iterator[Finding]:
    """Numbers that were typed instead of referred to. They cannot follow when the figures change."""
    masked = _REFERENCE.sub(lambda match: "_" * len(match[0]), text.text)
    for number in typed_numbers(masked, language):
        yield _finding(
            "N-1", Severity.WARNING, text, number.line, f"the number {shown(number.text)} is typed by hand",
            'If it is a figure of the report, refer to it: {{ figure("…") }}.',
        ).model_copy(update={"value": shown(number.text)})


def _missing(key: str, title: str) -> Finding:
    return Finding(
        id="N-2", severity=Severity.BLOCKS, file=f"{key}.md", figure=f"11.{key}.value",
        message=f"required statement missing: {title}", remedy=f"Write it into texts/{key}.md: a report without it counts as incomplete.",
        citation="IR 2024/2835 Annex II, I.1; IR 2024/2835 Annex II, II.2",
    )


def _finding(
    name: str, severity: Severity, text: RawText, offset: int, message: str, remedy: str, citation: str = ""
) -> Finding:
    """A finding on line `offset` (first = 0) of `text`."""
    return Finding(
        id=name, severity=severity, file=text.file, line=text.line + offset, message=message, remedy=remedy, citation=citation,
    )
