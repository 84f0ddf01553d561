"""The charts of each chapter: data here, SVG in templates/macros/charts.html.j2.

A chart has one message, which is its title; it is left out where there is nothing to compare, for two numbers need no
picture. To add one: a function in one of the files here (or a new one), and its place below.
"""

from collections.abc import Callable

from dsa_reports.harmonised.model import Document
from dsa_reports.render.charts import advertisers, bars, columns, dots, sexbot
from dsa_reports.render.charts.model import Bar, Chart, Column, Data, Dot
from dsa_reports.render.words import Words

__all__ = ["CHARTS", "Bar", "Chart", "Column", "Data", "Dot", "drawn"]

Maker = Callable[[Document, Words], Chart | None]

CHARTS: dict[str, tuple[Maker, ...]] = {
    "orders": (bars.orders_by_state,),
    "notices": (bars.notices_by_category, columns.notice_times, columns.trend_notices),
    "own_initiative": (bars.by_category, columns.trend_measures, bars.by_restriction),
    "complaints": (bars.complaints,),
    "automated": (dots.accuracy,),
    "recipients": (bars.by_state,),
    "sexbot.amount": (sexbot.by_month,), "sexbot.found": (sexbot.by_route,), "sexbot.reached": (sexbot.by_age,),
    "advertisers.outcomes": (advertisers.by_outcome,),
    "minors": (bars.coverage,),
}


def drawn(document: Document, words: Words) -> dict[str, list[Chart]]:
    """Chapter → its charts, in order."""
    return {name: [chart for make in makers if (chart := make(document, words)) is not None] for name, makers in CHARTS.items()}
