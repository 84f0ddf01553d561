"""Measured shares as dots with an interval: how sure a sample makes us."""

import textwrap
from math import floor

from dsa_reports.harmonised.model import Document
from dsa_reports.indicators.interval import bounds
from dsa_reports.render.charts.model import Chart, Data, Dot, ticks
from dsa_reports.render.words import Words

__all__ = ["accuracy"]

CONTENT_TYPES = ("text", "image", "video", "audio", "all")
MOST = 12
"""More dots than these are left to the table."""


def accuracy(document: Document, words: Words) -> Chart | None:
    """Accuracy of each automated system over all its measures, with the interval that its sample allows."""
    found = [
        (id_.partition("~")[2].partition(".")[0], figure)
        for id_, figure in document.figures.items()
        if id_.startswith("8.accuracy~") and id_.endswith("@total") and figure.numerator is not None and figure.denominator
    ]
    if len(found) < 2:
        return None
    rows = sorted(((_system(name, words), figure, *bounds(figure.numerator or 0, figure.denominator or 0)) for name, figure in found), key=lambda row: (-(row[1].value or 0), row[0]))[:MOST]
    marks = ticks(floor(20 * min(low for _, _, low, _ in rows)) / 20, 1.0, 4)
    start, span, percent = marks[0], marks[-1] - marks[0], words.formats.share
    dots = tuple(
        Dot(
            tuple(textwrap.wrap(name, 30)[:2]), round((low - start) / span, 4), round((float(f.value or 0) - start) / span, 4), round((high - start) / span, 4),
            percent(f.numerator or 0, f.denominator or 0),
        )
        for name, f, low, high in rows
    )
    heads = tuple(words.text(f"charts.{name}") for name in ("measured", "from", "to", "sample"))
    data = Data(heads, tuple((name, (percent(f.numerator or 0, f.denominator or 0), percent(low, 1), percent(high, 1), words.fraction(f))) for name, f, low, high in rows))
    listed = "; ".join(words.text("charts.interval", name=name, value=cells[0], low=cells[1], high=cells[2]) for name, cells in data.rows)
    title = words.text("charts.accuracy", low=data.rows[-1][1][0], high=data.rows[0][1][0], count=len(rows))
    return Chart(
        "c-accuracy", title, words.text("charts.alt_dots", listed=listed), "t8-accuracy", data, "dots", dots=dots,
        ticks=tuple((round((mark - start) / span, 4), percent(mark, 1) if mark else percent(0, 1)) for mark in marks), note=words.text("charts.accuracy_note", start=percent(start, 1)),
    )


def _system(slug: str, words: Words) -> str:
    """`01-spam-classifier-text` without its place: `Spam classifier (text)`; without its content type where that is all."""
    name, _, content = slug.removeprefix(slug[:3] if slug[:2].isdigit() else "").rpartition("-")
    if content not in CONTENT_TYPES:
        name, content = f"{name}-{content}".lstrip("-"), "all"
    said = name.replace("-", " ").capitalize()
    return said if content == "all" else f"{said} ({words.label(content)})"
