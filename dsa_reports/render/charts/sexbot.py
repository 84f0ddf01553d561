"""Charts of the chapter on sexbot spam: bars in the order of their table, drawn by templates/macros/charts.html.j2."""

import textwrap
from collections.abc import Sequence

from dsa_reports.harmonised.model import Document
from dsa_reports.render.charts.bars import LABEL_WIDTH
from dsa_reports.render.charts.columns import upright
from dsa_reports.render.charts.model import Bar, Chart, Data
from dsa_reports.render.words import Words

__all__ = ["bars_of", "by_age", "by_month", "by_route"]

_FEWEST = 2
"""Fewer bars compare nothing."""


def by_month(document: Document, words: Words) -> Chart | None:
    """Measures by month of the decision, in the order of the months."""
    values = _numbers(document, words, "sexbot.by_month", "measures")
    whole = sum(value for _, value in values)
    if len(values) < _FEWEST or not whole:
        return None
    title = _message(words, "sexbot_months", max(values, key=lambda pair: pair[1]), whole)
    return upright(
        words, "c-sexbot-months", [(tuple(label.split(" ", 1)), float(value)) for label, value in values], title=title,
        unit=words.unit("measures"), source="t-sexbot.by_month",
    )


def by_route(document: Document, words: Words) -> Chart | None:
    """Measures by what preceded them, the most frequent first."""
    return bars_of(document, words, "sexbot.by_route", "measures", "c-sexbot-routes", "sexbot_routes", ranked=True)


def by_age(document: Document, words: Words) -> Chart | None:
    """Contacts by age group of the recipients, unknown always among them. Nothing where one of them is withheld."""
    return bars_of(document, words, "sexbot.reached_by_age", "contacts", "c-sexbot-ages", "sexbot_ages", all_or_none=True)


def _numbers(document: Document, words: Words, table: str, column: str, *, all_or_none: bool = False) -> list[tuple[str, int]]:
    """(label, value) of one column of a table, without what is blank; nothing at all where one is blank and `all_or_none`."""
    source = next((one for chapter in document.chapters for one in chapter.tables if one.id == table), None)
    if source is None:
        return []
    figures = [(words.label(label), next((document.figures[name] for name in ids if name.endswith(f".{column}") and name in document.figures), None)) for label, ids in source.rows]
    if all_or_none and any(figure is None or figure.value is None for _, figure in figures):
        return []
    return [(label, int(figure.value)) for label, figure in figures if figure is not None and figure.value is not None]


def bars_of(
    document: Document, words: Words, table: str, column: str, id_: str, message: str, *, ranked: bool = False, all_or_none: bool = False,
) -> Chart | None:
    """The bars of the column `column` of a table of a chapter; None where there is nothing to compare."""
    values = _numbers(document, words, table, column, all_or_none=all_or_none)
    whole = sum(value for _, value in values)
    if len(values) < _FEWEST or not whole:
        return None
    most = max(values, key=lambda pair: pair[1])
    shown = sorted(values, key=lambda pair: (-pair[1], pair[0])) if ranked else values
    data = Data((words.unit(column),), tuple((label, (words.formats.number(value),)) for label, value in shown))
    return Chart(id_, _message(words, message, most, whole), _alt(words, shown, column), f"t-{table}", data, "bars", bars=_bars(words, shown, most[1]))


def _message(words: Words, message: str, most: tuple[str, int], whole: int) -> str:
    number = words.formats.number
    return words.text(f"charts.{message}", first=most[0], value=number(most[1]), whole=number(whole), share=words.formats.share(most[1], whole))


def _alt(words: Words, values: Sequence[tuple[str, int]], unit: str) -> str:
    listed = "; ".join(f"{label}: {words.formats.number(value)}" for label, value in values)
    return words.text("charts.alt", unit=words.unit(unit), listed=listed)


def _bars(words: Words, values: Sequence[tuple[str, int]], longest: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(tuple(textwrap.wrap(label, LABEL_WIDTH)[:2]) or ("",), ((0.0, round(value / longest, 4)),), round(value / longest, 4), words.formats.number(value))
        for label, value in values
    )
