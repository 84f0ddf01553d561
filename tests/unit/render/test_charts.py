"""Charts: one message, honest scales, the same numbers in picture, words and table; none where there is nothing to compare."""

import re

import pytest

from dsa_reports.harmonised.model import ChapterTable, Document, Figure, Past, Reason
from dsa_reports.indicators.interval import bounds
from dsa_reports.render.charts import CHARTS, Chart, drawn
from dsa_reports.render.charts.columns import BANDS, notice_times, trend_notices
from dsa_reports.render.charts.dots import accuracy
from dsa_reports.render.charts.model import ticks
from dsa_reports.render.html import html_page
from dsa_reports.render.words import Words
from tests.unit.render.factory import document


def charts(made: Document) -> list[Chart]:
    return [chart for found in drawn(made, Words(made.language)).values() for chart in found]


def figure(id_: str, value: int) -> Figure:
    return Figure(id=id_, text=str(value), value=value, unit="notices", reason=Reason.COUNTED)


def with_times(**counts: int) -> Document:
    made = document("online_platform")
    figures = {f"times.notices.{band}.notices": figure(f"times.notices.{band}.notices", count) for band, count in counts.items()}
    table = ChapterTable(id="times.notices", title="t", columns=("Notices",), rows=tuple((band, (f"times.notices.{band}.notices",)) for band in counts))
    return made.model_copy(update={
        "figures": made.figures | figures, "chapters": (*made.chapters, made.chapters[0].model_copy(update={"id": "times", "tables": (table,), "key_figures": ()})),
    })


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_chart_has_a_message_words_and_its_numbers_as_a_table(language: str) -> None:
    made = document("vlop", language=language)
    found = charts(made)
    assert len(found) >= 6
    assert len({chart.id for chart in found}) == len(found)
    for chart in found:
        assert chart.title
        assert len(chart.data.rows) >= 2
        assert all(len(cells) == len(chart.data.heads) for _, cells in chart.data.rows)
        shown = [cells[-1] for _, cells in chart.data.rows] if chart.kind != "dots" else [cells[0] for _, cells in chart.data.rows]
        assert all(text in chart.alt for text in shown)


def test_bars_begin_at_zero_and_keep_their_proportions() -> None:
    for chart in charts(document("vlop")):
        for bar in chart.bars:
            assert not bar.pieces or bar.pieces[0][0] == 0
            assert bar.end == pytest.approx(sum(width for _, width in bar.pieces), abs=0.001)
            assert 0 <= bar.end <= 1.0001


def test_nothing_is_drawn_where_nothing_happened() -> None:
    assert charts(document("vlop", empty=True)) == []


def test_every_chapter_with_charts_is_known() -> None:
    assert {name.partition(".")[0] for name in CHARTS} <= {
        "orders", "notices", "own_initiative", "complaints", "automated", "people", "recipients", "sexbot", "advertisers", "minors", "exposure",
    }


def test_scales_are_round_numbers_that_hold_all_values() -> None:
    assert ticks(0, 59) == [0, 20, 40, 60]
    assert ticks(0, 1) == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert ticks(0.94, 1, 4) == [0.94, 0.96, 0.98, 1.0]
    assert ticks(0, 0) == [0]
    for top in (1, 7, 86, 99, 1_234_567):
        found = ticks(0, top)
        assert found[0] == 0
        assert found[-1] >= top
        assert 3 <= len(found) <= 7


def test_the_interval_is_wilsons() -> None:
    assert bounds(8, 10) == pytest.approx((0.4902, 0.9433), abs=0.0001)
    assert bounds(0, 10)[0] == 0
    assert bounds(10, 10)[1] == pytest.approx(1)
    assert bounds(0, 10)[1] == pytest.approx(0.2775, abs=0.0001)


def test_accuracy_says_from_where_its_scale_begins() -> None:
    made = document("vlop")
    ids = [id_ for id_ in made.figures if id_.startswith("8.accuracy~") and id_.endswith("@total")]
    figures = {id_: made.figures[id_].model_copy(update={"numerator": 90 + n, "denominator": 100, "value": (90 + n) / 100}) for n, id_ in enumerate(ids)}
    chart = accuracy(made.model_copy(update={"figures": made.figures | figures}), Words("en"))
    assert chart is not None
    assert f"begins at {chart.ticks[0][1]}" in chart.note or f"starts at {chart.ticks[0][1]}" in chart.note
    for dot in chart.dots:
        assert 0 <= dot.low < dot.value < dot.high <= 1
    assert "between" in chart.alt


def test_times_are_a_distribution_in_the_order_of_time() -> None:
    chart = notice_times(with_times(within_1_hour=3, within_3_days=4, later=3, no_action=8), Words("en"))
    assert chart is not None
    assert [column.text for column in chart.columns] == ["3", "0", "4", "0", "0", "3", "8"]
    assert len(chart.columns) == len(BANDS)
    assert chart.title.startswith("7 of 10 notices")
    assert [column.main for column in chart.columns] == [True] * 6 + [False]


def test_a_trend_needs_three_periods_and_begins_with_the_first() -> None:
    made = document("online_platform")
    key = "4.TOTAL.notices_received"
    past = [Past(period="2024-01-01/2024-12-31", figures={key: 10}), Past(period="2025-01-01/2025-12-31", figures={key: 20})]
    assert trend_notices(made, Words("en")) is None
    assert trend_notices(made.model_copy(update={"past": tuple(past[1:])}), Words("en")) is None
    chart = trend_notices(made.model_copy(update={"past": tuple(past)}), Words("en"))
    assert chart is not None
    assert chart.title.endswith("10 in 2024")
    assert [column.main for column in chart.columns] == [False, False, True]
    assert chart.ticks[0][0] == 0


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_legend_leaves_its_picture(language: str) -> None:
    """The names at the right, at the width of a character that the legend itself reckons with."""
    html = html_page(document("vlop", language=language)).decode()
    entries = [(float(x), name) for x, name in re.findall(r'<text x="([\d.]+)" y="13.5"[^>]*>([^<]*)</text>', html)]
    assert len(entries) > 5
    assert [name for x, name in entries if x + 6.6 * len(name) > 640] == []
