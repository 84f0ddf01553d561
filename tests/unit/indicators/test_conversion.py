"""The words that say how a query's number becomes the printed one are carried out, and give what is printed."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from dsa_reports.harmonised.values import Units
from dsa_reports.indicators.conversion import conversion, result
from dsa_reports.indicators.loader import Indicator, load_indicators
from dsa_reports.intake.derive import fact_names, fact_sql, facts_behind, helpers
from dsa_reports.pipeline.chapters import chapter_figures
from dsa_reports.service.readings import default_readings, readings
from dsa_reports.template.layout import layout

ACTING = ("median_decimals", "full_time_equivalents", "medians_without_events")
NUMBERS: tuple[int | float | None, ...] = (None, 0, 1, 2, 3, 7, 18, 1000, 1500, 4500, 5400, 4510.5, 61, 10**13 + 1)


def carried_out(words: str, row: dict[str, Any]) -> str:
    """What a reader with a pocket calculator gets who follows `words`."""
    first, empty = words.split("; ")
    if (divided := re.search(r"(\w+) divided by (\w+)", first)) is None:
        taken = row[first.removesuffix(" as the query gives it")]
        return empty_text(empty) if taken is None else str(taken)
    over, under = row[divided[1]], int(divided[2]) if divided[2].isdigit() else row[divided[2]]
    if not under or (over is None and divided[2].isdigit()):
        return empty_text(empty)
    places = 0 if "a whole number" in first else int((re.search(r"to (\d+) decimals?", first) or [0, "no"])[1])
    with localcontext(prec=60):
        share = Decimal(str(over or 0)) / Decimal(under)
        if "Wilson interval" in first:
            share = wilson_end(share, Decimal(under), lower=first.startswith("lower"))
        number = (share * (10_000 if "times 10,000" in first else 1)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text and "trailing zeros dropped" in first else text


def wilson_end(share: Decimal, cases: Decimal, *, lower: bool) -> Decimal:
    """Textbook form: centre and half width over one denominator."""
    z = Decimal("1.959964")
    below = 1 + z * z / cases
    half = z * (share * (1 - share) / cases + z * z / (4 * cases * cases)).sqrt()
    centre = share + z * z / (2 * cases)
    return min(max((centre - half if lower else centre + half) / below, Decimal(0)), Decimal(1))


def empty_text(words: str) -> str:
    return "" if words.startswith("blank") else words[0]


def unit_of(indicator: Indicator, name: str) -> str:
    """The unit by which the template's cell of the figure is written."""
    part = layout().part(indicator.part or 0)
    if part.number <= 6:
        return next(column.unit for column in part.columns if column.name == name)
    units = {row.unit for row in part.rows for cell, figure in indicator.cells.items() if figure == name and cell.split("@") == [row.path, row.scope]}
    assert len(units) == 1, (indicator.id, name)
    return units.pop()


@pytest.mark.parametrize("indicator", load_indicators().values(), ids=lambda i: i.id)
def test_the_words_give_the_printed_number(indicator: Indicator) -> None:
    for answers in product(*(readings()[name].options for name in ACTING)):
        units = Units(default_readings() | dict(zip(ACTING, answers, strict=True)))
        for name, spec in indicator.columns.items():
            for number, under in product(NUMBERS, (0, 1, 3, 7, 99)):
                if isinstance(number, float) and spec.divide_by == 1:
                    continue
                if spec.bound and (number or 0) > under:
                    continue  # more hits than cases: no interval
                row = {name: number, spec.numerator: number, spec.denominator: under, spec.cases: 5}
                found = result(indicator, name, row)
                if indicator.part:
                    words = units.conversion(indicator, name)
                    printed = units.shown(indicator.part, unit_of(indicator, name), found).text
                else:
                    figures = chapter_figures({indicator.id: {f"x.{name}": found}}, set(indicator.needs))
                    words, printed = figures[f"x.{name}"].conversion, figures[f"x.{name}"].text
                assert printed == carried_out(words, row), (words, row)


def test_words_of_the_readings() -> None:
    notices = load_indicators()["part4/notices"]
    units = Units(default_readings() | {"median_decimals": "0", "medians_without_events": "zero"})
    assert units.conversion(notices, "median_time") == (
        "median_time divided by 3600 (seconds to hours), rounded half up to a whole number (reading median_decimals);"
        " 0 (reading medians_without_events) where the query gives none"
    )
    assert "to 1 decimal," in conversion(notices, "median_time", 1)
    assert result(notices, "median_time", {"median_time": 5400, "median_cases": 1} | dict.fromkeys(notices.columns["median_time"].cases.split(), 1)).value == Fraction(3, 2)


def test_what_lies_behind_a_query_is_complete() -> None:
    for name in fact_names():
        behind = facts_behind((name,))
        assert behind[-1] == name
        queries = [fact_sql(fact) for fact in behind]
        assert {read for sql in queries for read in re.findall(r"\b(?:FROM|JOIN) (f_\w+)", sql)} <= set(behind)
        shown = helpers(queries)
        called = {call for sql in [*queries, *shown.values()] for call in re.findall(r"\b(\w+)\(", sql)}
        assert {call for call in called if call in helpers([f"{c}(" for c in called])} <= set(shown)
    assert list(helpers(["day_in_period(month)"])) == ["day_in_period"]
    assert list(helpers(["tidy(x)"])) == ["folded", "tidy"], "helpers of helpers too"
    assert helpers(["in_period(x)"])["in_period"].startswith("CREATE OR REPLACE MACRO in_period(moment)")
    assert helpers(["tidy(x)"])["tidy"].startswith("-- A description that"), "with the comment that explains it"
