"""The document as the templates see it: plain, ordered, in the reader's language, nothing missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from markupsafe import Markup

from dsa_reports.findings import Finding, worst_first
from dsa_reports.harmonised.model import Chapter, Document, Figure, Part, Reason
from dsa_reports.render import charts, glance, pivots, sentences
from dsa_reports.render.chapter_tables import chapter_table, names
from dsa_reports.render.clean import prose
from dsa_reports.render.difference.view import ChangeView, change_view
from dsa_reports.render.format import MARKS
from dsa_reports.render.minors_chapter import MinorsChapter, minors_chapter
from dsa_reports.render.tables import Table, category_tables, member_state_table, paired
from dsa_reports.render.theme import DEFAULT, Theme
from dsa_reports.render.words import Words

__all__ = ["Heading", "Insider", "Section", "View", "view"]

Insider = Mapping[str, Sequence[Mapping[str, Any]]]
"""Names of staff: `waived`, `declared`, `extracted`; only the internal edition has them."""

BODY = ("orders", "notices", "own_initiative", "complaints", "automated", "people", "recipients")
EMBEDDED = {"times": "notices"}
"""Chapters of figures that stand within a chapter of the official report."""
VOLUNTARY = ("sexbot", "advertisers", "minors", "exposure")
BACK = ("insider", "changes", "methodology", "validation", "definitions", "figures")
PARTS_OF = {
    "orders": (3,), "notices": (4,), "own_initiative": (5, 6), "complaints": (7,), "automated": (8,), "people": (9,),
    "recipients": (10,),
}
TERMS = (
    "order", "notice", "items", "trusted_flagger", "own_initiative", "measure", "solely_automated", "median", "complaint",
    "dispute", "suspension", "recipient", "other",
)
FINDINGS_SHOWN = 60
"""Findings on the page; the rest is counted and left to findings.json."""
SHOWN_PER_RULE, SHOWN_ON_PAPER = 5, 3
"""A rule that many rows break may not hide the others."""


@dataclass(frozen=True)
class Section:
    """A chapter in reading order. `number` is '' for the front pages."""

    id: str
    number: str
    title: str
    voluntary: bool = False
    group: str = ""
    """Where it stands in the contents: `law`, `voluntary` or `back`; '' for the front pages."""
    parts: tuple[int, ...] = ()
    """The parts of the harmonised template that it shows."""


@dataclass(frozen=True)
class Heading:
    """A heading within a voluntary chapter, with what stands under it. `first`: the number of its first table."""

    id: str
    figures: list[glance.KeyFigure]
    tables: list[Table]
    charts: list[charts.Chart]
    notes: list[str]
    first: int


@dataclass(frozen=True)
class View:
    """All that a template may use beside the words."""

    document: Document
    words: Words
    paper: bool
    theme: Theme
    sections: tuple[Section, ...]
    left_out: list[str]
    """Titles of chapters that do not concern this kind of service."""
    identification: Mapping[str, Any]
    status: tuple[str, ...]
    """Lines that stand on every page: draft number, internal edition."""
    parts: Mapping[int, Part]
    key_figures: list[glance.KeyFigure]
    sentences: list[Markup]
    openings: Mapping[str, Markup]
    """What the reader of a chapter should know first, where its figures say something."""
    tables: Mapping[str, list[Table]]
    charts: Mapping[str, list[charts.Chart]]
    texts: Mapping[str, Markup]
    chapters: Mapping[str, Chapter]
    readings: list[dict[str, Any]]
    intake: list[dict[str, Any]]
    findings: list[Finding]
    findings_left: int
    finding_counts: Mapping[str, int]
    definitions: list[dict[str, Any]]
    changes: ChangeView | None
    insider: Insider | None = None

    @property
    def marks(self) -> Mapping[str, str]:
        """Mark of every reason of a blank."""
        return {str(reason): mark for reason, mark in MARKS.items()}

    @property
    def terms(self) -> tuple[str, ...]:
        """Terms of the glossary, in the catalogue's order."""
        return TERMS

    @property
    def contents(self) -> list[tuple[str, list[Section]]]:
        """The sections by group, both in reading order."""
        return [(group, list(sections)) for group, sections in groupby(self.sections, key=lambda section: section.group)]

    def figures_named(self, *ids: str) -> list[glance.KeyFigure]:
        """Those of the figures `ids` that there are, as key figures with their change since the report before."""
        found = (self.document.figures.get(id_) for id_ in ids)
        return [replace(glance.named(f, self.words), change=glance.change(self.document, f, self.words)) for f in found if f is not None and f.text]

    def chapter_figures(self, chapter: str) -> list[glance.KeyFigure]:
        """Key figures of a voluntary chapter, with the marks of blanks where there is no value."""
        found = (self.document.figures.get(id_) for id_ in self.chapters[chapter].key_figures)
        return glance.all_named([figure for figure in found if figure is not None], self.words)

    def chapter_notes(self, chapter: str) -> list[str]:
        """Cautions of a voluntary chapter in the reader's language, without those that stand under one of its tables."""
        said = {table.note for table in self.tables.get(chapter, []) if not table.empty}
        notes = [self.words.translated(str(note)) for note in self.chapters[chapter].facts.get("notes") or ()]
        return [note for note in dict.fromkeys(notes) if note and note not in said]

    def chapter_missing(self, chapter: str) -> list[str]:
        """Tables that the figures of a voluntary chapter need and that were not supplied."""
        return [str(name) for name in self.chapters[chapter].facts.get("missing_tables") or ()]

    def chapter_not_given(self, chapter: str) -> list[str]:
        """What the figures of a voluntary chapter need beside tables and was not handed in, in words."""
        return [self.words.catalogue.find(f"not_given.{name}", str(name)) for name in self.chapters[chapter].facts.get("not_given") or ()]

    def chapter_definition(self, chapter: str) -> Mapping[str, Any] | None:
        """How the phenomenon of a chapter is defined, in the reader's language as far as the catalogue has it; None where it has none."""
        given = self.chapters[chapter].facts.get("definition")
        if not given:
            return None
        say = self.words.translated
        return {
            "version": str(given["version"]), "citation": [str(one) for one in given["citation"]], "text": say(str(given["text"])),
            "rules": [say(str(one)) for one in given["rules"]], "never": [say(str(one)) for one in given["never"]],
        }

    def headings(self, chapter: str) -> list[Heading]:
        """The headings of a voluntary chapter. A figure that says nothing is left out where others of its heading do."""
        made: list[Heading] = []
        tables = {table.id: table for table in self.tables.get(chapter, [])}
        first = 1
        for given in self.chapters[chapter].facts.get("sections") or ():
            figures = [figure for id_ in given["figures"] if (figure := self.document.figures.get(id_)) is not None]
            recorded = [figure for figure in figures if figure.reason is not Reason.NOT_RECORDED]
            own = [tables[f"t-{id_}"] for id_ in given["tables"] if f"t-{id_}" in tables and not tables[f"t-{id_}"].empty]
            notes = [self.words.translated(str(note)) for note in given["notes"]]
            made.append(Heading(
                str(given["id"]), glance.all_named(recorded, self.words), own,
                list(self.charts.get(f"{chapter}.{given['id']}", [])), notes if recorded else [], first,
            ))
            first += len(own)
        return made

    def paired(self, tables: Sequence[Table]) -> list[tuple[tuple[int, Table], ...]]:
        """Tables with their places; on paper two that stand side by side together."""
        return paired(tables, self.words) if self.paper else [((place, table),) for place, table in enumerate(tables)]

    def short(self, section: Section) -> bool:
        """True of a voluntary chapter of a few key figures only: it needs no page of its own."""
        return section.voluntary and not self.tables.get(section.id) and not self.chapters[section.id].facts.get("sections") and section.id != "minors"

    def says(self, figure: str) -> bool:
        """True if the figure `figure` has a value."""
        found = self.document.figures.get(figure)
        return found is not None and bool(found.text)

    @cached_property
    def minors(self) -> MinorsChapter | None:
        """The chapter on minors."""
        return minors_chapter(self.document, self.words, self.tables.get("minors", []))

    @property
    def sealing(self) -> Mapping[str, Any]:
        """How small counts about minors are kept."""
        return self.document.sealing

    @cached_property
    def indexed(self) -> list[tuple[Figure, bool]]:
        """Figures of the index, each with whether a cell bears its anchor: all but sub-categories; on paper only totals and the key figures of chapters."""
        anchored: dict[str, None] = {}
        for tables in self.tables.values():
            for table in tables:
                if table.empty or (self.paper and table.id.startswith("t-")):
                    continue
                for line in table.lines:
                    if not self.paper or line.level == "total" or not table.id.startswith(("t3", "t4", "t5", "t6")):
                        anchored |= dict.fromkeys(cell.figure for cell in line.cells if cell.figure)
        extra = [item.figure for item in self.key_figures]
        for chapter in self.chapters.values():
            extra += chapter.key_figures
        listed = dict.fromkeys([*extra, *anchored])
        figures = [self.document.figures[id_] for id_ in listed if id_ in self.document.figures]
        if self.paper:
            figures = [f for f in figures if f.text and not _is_detail(f.id)]
        return [(figure, figure.id in anchored) for figure in sorted(figures, key=lambda f: _order(f.id))]


def view(document: Document, *, paper: bool, theme: Theme = DEFAULT, insider: Insider | None = None) -> View:
    """The view for one medium: on `paper` sub-categories stay in the attached files."""
    words = Words(document.language)
    parts = {part.number: part for part in document.report.parts}
    chapters = {chapter.id: chapter for chapter in document.chapters}
    findings = worst_first(document.findings)
    shown_findings = _first_of_each(findings, SHOWN_ON_PAPER if paper else SHOWN_PER_RULE)[:FINDINGS_SHOWN]
    return View(
        document, words, paper, theme, _sections(words, parts, chapters, changes=document.changes is not None, insider=insider is not None),
        [words.text(f"chapters.{name}.title") for name in BODY if not _concerns(name, parts)], _identification(document), _status(document, words, insider=insider is not None),
        parts, glance.key_figures(document, words), sentences.sentences(document, words), sentences.openings(document, words),
        _tables(document, words, parts, chapters, paper), charts.drawn(document, words),
        {key: prose(text) for key, text in document.texts.items() if text.strip()}, chapters,
        [_reading(r, words) for r in document.readings], [_intake(t) for t in document.intake],
        shown_findings, len(findings) - len(shown_findings), _counts(findings),
        _alike([_definition(d, words) for d in document.definitions]) if paper else [_definition(d, words) for d in document.definitions],
        change_view(document.changes, words, paper=paper) if document.changes else None, insider,
    )


def _first_of_each(findings: list[Finding], most: int) -> list[Finding]:
    """The first few findings of every rule, in their order."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for finding in findings:
        seen[finding.severity, finding.id] += 1
        if seen[finding.severity, finding.id] <= most:
            kept.append(finding)
    return kept


def _is_detail(id_: str) -> bool:
    """Figures of single languages and Member States: too many for a short list."""
    scope = id_.partition("@")[2]
    return len(scope) == 2


def _order(id_: str) -> tuple[int, int, str]:
    head = id_.partition(".")[0]
    return (0, int(head), "") if head.isdigit() else (1, 0, id_.partition(".")[0])


def _sections(words: Words, parts: Mapping[int, Part], chapters: Mapping[str, Chapter], *, changes: bool, insider: bool) -> tuple[Section, ...]:
    named = [name for name in BODY if _concerns(name, parts)]
    voluntary = [name for name in VOLUNTARY if name in chapters] + [name for name in chapters if name not in (*VOLUNTARY, *EMBEDDED)]
    left = {name for name, there in (("changes", changes), ("insider", insider)) if not there}
    sections = [Section("glance", "", words.text("chapters.glance.title"))]
    for number, name in enumerate([*named, *voluntary, *(name for name in BACK if name not in left)], start=1):
        title = words.catalogue.find(f"chapters.{name}.title", chapters[name].title if name in chapters else name)
        group = "back" if name in BACK else "voluntary" if name in voluntary else "law"
        shown_parts = tuple(part for part in PARTS_OF.get(name, ()) if _applies(parts.get(part)))
        sections.append(Section(name, str(number), title, name in voluntary, group, shown_parts))
    return tuple(sections)


def _concerns(name: str, parts: Mapping[int, Part]) -> bool:
    return any(_applies(parts.get(number)) for number in PARTS_OF[name])


def _applies(part: Part | None) -> bool:
    if part is None:
        return False
    cells = (cell for row in part.rows for cell in row.cells if cell.figure)
    return any(cell.text or cell.reason is not Reason.NOT_APPLICABLE_TO_TIER for cell in cells)


_IDENTIFICATION = (
    "provider", "service", "tier", "period", "period_start", "period_end", "publication_date",
    "previous_publication_date", "deadline", "template", "edition", "tool_version", "version_reason", "version_method", "version_changed",
)


def _identification(document: Document) -> dict[str, Any]:
    given = document.identification
    known = {key: str(given.get(key) or "") for key in _IDENTIFICATION}
    known["tool_version"] = known["tool_version"] or str(document.versions.get("dsa_reports", ""))
    return known | {"draft": int(given.get("draft") or 0), "version": int(given.get("version") or 1), "statutory": bool(given.get("statutory"))}


def _status(document: Document, words: Words, *, insider: bool = False) -> tuple[str, ...]:
    ident = _identification(document)
    lines = []
    if ident["draft"]:
        lines.append(words.text("status.draft", draft=ident["draft"]))
    if ident["version"] > 1:
        lines.append(words.text("status.updated", number=ident["version"]))
    if insider:
        lines.append(words.text("status.house"))
    if not ident["statutory"]:
        lines.append(words.text("status.internal"))
    return tuple(lines)


def _tables(
    document: Document, words: Words, parts: Mapping[int, Part], chapters: Mapping[str, Chapter], paper: bool,
) -> dict[str, list[Table]]:
    figures = document.figures
    found: dict[str, list[Table]] = {f"part{n}": [] for n in range(3, 11)}
    for number in (3, 4, 5, 6):
        if number in parts:
            found[f"part{number}"] = category_tables(parts[number], words, figures, detail=not paper)
    if 3 in parts and (states := member_state_table(parts[3], words, figures)):
        found["part3"].append(states)
    if 7 in parts:
        found["part7"] = list(pivots.part_seven(parts[7], words, figures))
    if 8 in parts:
        languages = pivots.language_table(parts[8], words, figures)
        found["part8"] = [pivots.automation_table(parts[8], words, figures), *([languages] if languages else [])]
        found["accuracy"] = pivots.accuracy_tables(parts[8], words, figures)
    if 9 in parts:
        found["part9"] = list(pivots.people_tables(parts[9], words, figures))
    if 10 in parts:
        found["part10"] = [pivots.recipients_table(parts[10], words, figures)]
    for chapter in chapters.values():
        found[chapter.id] = [chapter_table(table, words, figures, names(chapter)) for table in chapter.tables]
    return found


def _reading(given: Mapping[str, Any], words: Words) -> dict[str, Any]:
    citation = given.get("citation") or ()
    return {key: str(given.get(key) or "") for key in ("id", "answer")} | {key: words.translated(str(given.get(key) or "")) for key in ("question", "meaning", "reason")} | {
        "citation": [citation] if isinstance(citation, str) else [str(c) for c in citation],
        "chosen": bool(given.get("chosen")),
    }


def _intake(given: Mapping[str, Any]) -> dict[str, Any]:
    files: list[dict[str, Any]] = [
        {key: str(f.get(key) or "") for key in ("name", "sha256", "first_event", "last_event")}
        | {key: int(f.get(key) or 0) for key in ("rows_read", "accepted", "rejected")}
        for f in given.get("files") or ()
    ]
    placed = given.get("placed") or {}
    return {key: str(given.get(key) or "") for key in ("table", "status", "reason")} | {
        "files": files, "dated_by": [str(name) for name in given.get("dated_by") or ()],
        **{key: sum(f[key] for f in files) for key in ("rows_read", "accepted", "rejected")},
        **{key: int(placed.get(key) or 0) for key in ("in_period", "before_period", "after_period", "undated")},
    }


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.severity] = counts.get(finding.severity, 0) + 1
    return counts


def _alike(definitions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Definitions that say the same word for word, once, under all their titles: paper is short. The web page links to each."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for one in definitions:
        key = (tuple(one["columns"].items()), tuple(one["legal"]))
        found[key] = found[key] | {"title": f"{found[key]['title']}; {one['title']}"} if key in found else one
    return list(found.values())


def _definition(given: Mapping[str, Any], words: Words) -> dict[str, Any]:
    legal = given.get("legal_basis") or given.get("citation") or ()
    columns = given.get("columns") or {}
    return {key: str(given.get(key) or "") for key in ("id", "sha256", "indicator")} | {"title": words.translated(str(given.get("title") or ""))} | {
        "legal": [legal] if isinstance(legal, str) else [str(c) for c in legal],
        "columns": {str(name): words.translated(str(meaning)) for name, meaning in dict(columns).items()},
    }
