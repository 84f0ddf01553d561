"""The tables of voluntary chapters: rows in words, shares in per cent, times with their unit."""

from collections.abc import Mapping
from dataclasses import replace

from dsa_reports.harmonised.model import Chapter, ChapterTable, Figure
from dsa_reports.render.clean import clean
from dsa_reports.render.tables import Column, Line, Shown, Table, grid, shown
from dsa_reports.render.words import Words
from dsa_reports.template.codes import official_languages

__all__ = ["chapter_table", "names"]


def names(chapter: Chapter) -> dict[str, str]:
    """Row of a chapter's tables → the name that people gave it: measures of the register, phenomena."""
    measures = {str(one["id"]).lower(): f"{one['id']} {one['title']}" for one in chapter.facts.get("register") or ()}
    return {key: clean(name) for key, name in (measures | dict(chapter.facts.get("names") or {})).items()}


def chapter_table(table: ChapterTable, words: Words, figures: Mapping[str, Figure], given: Mapping[str, str]) -> Table:
    """A table of a chapter in the reader's language: rows named as `given` or by their codes, languages in the order of their names."""
    lines = [Line(given.get(label) or words.label(label), tuple(_shown(figures.get(id_), words) for id_ in ids)) for label, ids in table.rows]
    if all(label in official_languages() for label, _ in table.rows):
        lines.sort(key=lambda line: line.label)
    return grid(f"t-{table.id}", words.translated(table.title), [Column(words.translated(label), unit=_unit(place, table, words, figures)) for place, label in enumerate(table.columns)], lines,
                stub=words.stub([label for label, _ in table.rows]), note=words.translated(table.note), empty=words.text("tables.nothing"))


def _unit(place: int, table: ChapterTable, words: Words, figures: Mapping[str, Figure]) -> str:
    """Unit under the head of a column of times; of all others the head says it."""
    units = {figures[ids[place]].unit for _, ids in table.rows if ids[place] in figures}
    return words.unit("hours") if units == {"hours"} else ""


def _shown(figure: Figure | None, words: Words) -> Shown:
    """A figure of a chapter as a cell: shares in per cent for people, 0 to 1 in the files for programs."""
    cell = shown(figure, words)
    if figure is None or figure.unit != "ratio" or not figure.text or figure.numerator is None or figure.denominator is None:
        return cell
    return replace(cell, text=words.formats.share(figure.numerator, figure.denominator))
