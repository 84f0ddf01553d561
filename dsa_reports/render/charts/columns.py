"""Upright bars: months, bands of time, periods. From zero, in the order of time."""

from collections.abc import Sequence

from dsa_reports.harmonised.model import Document
from dsa_reports.render.charts.model import Chart, Column, Data, ticks
from dsa_reports.render.words import Words

__all__ = ["BANDS", "notice_times", "trend_measures", "trend_notices", "upright"]

BANDS = ("within_1_hour", "within_1_day", "within_3_days", "within_7_days", "within_30_days", "later", "no_action")
"""Bands of the time from a notice to the action on it, as `times/notices.sql` names them."""


def upright(words: Words, id_: str, values: Sequence[tuple[tuple[str, ...], float]], *, title: str, unit: str, source: str, main: Sequence[int] = ()) -> Chart:
    """A chart of (label in lines, value) in the order given; `main`: the columns that the message is about, all if none is named."""
    marks = ticks(0, max(value for _, value in values))
    top, number = marks[-1], words.formats.number
    texts = [number(int(value) if value == int(value) else value) for _, value in values]
    columns = tuple(
        Column(label, round(value / top, 4), text, not main or n in main)
        for n, ((label, value), text) in enumerate(zip(values, texts, strict=True))
    )
    rows = tuple((" ".join(label), (text,)) for (label, _), text in zip(values, texts, strict=True))
    listed = "; ".join(f"{label}: {text}" for label, (text,) in rows)
    return Chart(
        id_, title, words.text("charts.alt_columns", unit=unit, listed=listed), source, Data((unit,), rows), "columns", columns=columns,
        ticks=tuple((round(mark / top, 4), number(int(mark) if mark == int(mark) else mark)) for mark in marks),
    )


def _table_values(document: Document, table: str, column: str) -> dict[str, float]:
    """Row key → value of one column of a chapter's table."""
    found = next((one for chapter in document.chapters for one in chapter.tables if one.id == table), None)
    values = {}
    for key, ids in found.rows if found else ():
        figure = next((document.figures[id_] for id_ in ids if id_.endswith(f".{column}") and id_ in document.figures), None)
        if figure is not None and figure.value is not None:
            values[key] = float(figure.value)
    return values


def notice_times(document: Document, words: Words) -> Chart | None:
    """How long it took to act on notices: the whole distribution, not only its middle."""
    bands = _table_values(document, "times.notices", "notices")
    acted = {key: bands.get(key, 0.0) for key in BANDS if key != "no_action"}
    whole = sum(acted.values())
    if whole < 2:
        return None
    within = sum(acted[key] for key in ("within_1_hour", "within_1_day", "within_3_days"))
    number = words.formats.number
    title = words.text("charts.notice_times", within=number(int(within)), whole=number(int(whole)), share=words.formats.share(within, whole))
    values = [(tuple(words.label(key).split(" ", 1)), bands.get(key, 0.0)) for key in BANDS]
    return upright(words, "c-notice-times", values, title=title, unit=words.unit("notices"), source="t-times.notices", main=range(len(BANDS) - 1))


def _trend(document: Document, words: Words, name: str, figure: str, unit: str) -> Chart | None:
    """A figure over the last periods; two numbers need no picture."""
    now = document.figures.get(figure)
    known = [(past.period, float(past.figures[figure])) for past in document.past if figure in past.figures]
    if now is None or now.value is None or len(known) < 2:
        return None
    known.append((str(document.identification.get("period", "")), float(now.value)))
    first, last = known[0], known[-1]
    title = words.text(
        f"charts.trend_{name}", value=words.formats.number(int(last[1])), first=words.formats.period(first[0]), before=words.formats.number(int(first[1])),
    )
    values = [((words.formats.period(period),), value) for period, value in known]
    return upright(words, f"c-trend-{name}", values, title=title, unit=words.unit(unit), source="", main=[len(values) - 1]) if any(v for _, v in known) else None


def trend_notices(document: Document, words: Words) -> Chart | None:
    """Notices over the last periods."""
    return _trend(document, words, "notices", "4.TOTAL.notices_received", "notices")


def trend_measures(document: Document, words: Words) -> Chart | None:
    """Own-initiative measures on the terms over the last periods."""
    return _trend(document, words, "measures", "6.TOTAL.measures", "measures")
