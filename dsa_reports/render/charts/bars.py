"""Horizontal bars: categories, restrictions, Member States, outcomes. From zero, sorted, with the number at the end."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dsa_reports.harmonised.model import Document, Figure
from dsa_reports.law.minor_items import item_chapters
from dsa_reports.render.charts.model import Bar, Chart, Data
from dsa_reports.render.words import Words
from dsa_reports.template.codes import categories

__all__ = ["by_category", "by_restriction", "by_state", "complaints", "coverage", "notices_by_category", "orders_by_state"]

LABEL_WIDTH, WRAPPED_WIDTH = 30, 35
"""Characters of a label on one line, and per line where it takes two (smaller) lines."""
RESTRICTIONS = (
    "visibility_removal", "visibility_disable", "visibility_demoted", "visibility_age_restricted",
    "visibility_interaction_restricted", "visibility_labelled", "visibility_other", "monetary_suspension",
    "monetary_termination", "monetary_other", "provision_suspension", "provision_termination", "account_suspension",
    "account_termination",
)
TOP, STATES = 8, 12
"""Bars of categories and of Member States before the rest is one bar: the table has them all."""


@dataclass(frozen=True)
class _Value:
    label: str
    pieces: tuple[float, ...]

    @property
    def total(self) -> float:
        return sum(self.pieces)


def _number(figures: dict[str, Figure], id_: str) -> float:
    figure = figures.get(id_)
    return float(figure.value) if figure is not None and figure.value is not None else 0


def _chart(
    words: Words, id_: str, values: Sequence[_Value], *, message: str, series: Sequence[str], unit: str, source: str,
    top: int = TOP, rest_named: str = "rest",
) -> Chart | None:
    ranked = sorted((v for v in values if v.total > 0), key=lambda v: (-v.total, v.label))
    if len(ranked) < 2:
        return None
    whole = sum(v.total for v in ranked)
    first = ranked[0]
    if len(ranked) > top + 1:
        rest = ranked[top:]
        pieces = tuple(sum(v.pieces[n] for v in rest) for n in range(len(first.pieces)))
        ranked = [*ranked[:top], _Value(words.text(f"charts.{rest_named}", len(rest), count=len(rest)), pieces)]
    longest = max(v.total for v in ranked)
    number = words.formats.number
    bars = []
    for value in ranked:
        start, pieces_ = 0.0, []
        for piece in value.pieces:
            pieces_.append((round(start / longest, 4), round(piece / longest, 4)))
            start += piece
        lines = textwrap.wrap(value.label, LABEL_WIDTH)
        if len(lines) > 2:
            lines = textwrap.wrap(value.label, WRAPPED_WIDTH, max_lines=2, placeholder=" …")
        bars.append(Bar(tuple(lines) or ("",), tuple(pieces_), round(value.total / longest, 4), number(_plain(value.total))))
    facts = {
        "first": first.label, "value": number(_plain(first.total)), "whole": number(_plain(whole)),
        "share": words.formats.share(first.total, whole), "unit": unit,
    }
    listed = "; ".join(f"{v.label}: {number(_plain(v.total))}" for v in ranked)
    return Chart(
        id_, words.text(f"charts.{message}", **facts), words.text("charts.alt", unit=unit, listed=listed), source, _data(words, ranked, series, unit),
        "bars", tuple(series), bars=tuple(bars),
    )


def _data(words: Words, values: Sequence[_Value], series: Sequence[str], unit: str) -> Data:
    """The numbers of the picture as a table."""
    number = words.formats.number
    heads = (*series, words.text("tables.total")) if series else (unit,)
    rows = tuple((v.label, (*(number(_plain(p)) for p in v.pieces), number(_plain(v.total))) if series else (number(_plain(v.total)),)) for v in values)
    return Data(heads, rows)


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value


def by_category(document: Document, words: Words) -> Chart | None:
    """Own-initiative measures by category, terms and law together, told apart in the bar."""
    values = [
        _Value(words.category(c.code), tuple(_number(document.figures, f"{part}.{c.code}.measures") for part in (6, 5)))
        for c in categories() if c.level == "category"
    ]
    series = [words.text("charts.terms"), words.text("charts.law")]
    return _chart(words, "c-measures", values, message="measures", series=series, unit=words.unit("measures"),
                  source="t6-measures")


def by_restriction(document: Document, words: Words) -> Chart | None:
    """Own-initiative measures by kind of restriction."""
    values = [
        _Value(words.text(f"restrictions.{kind}"),
               tuple(_number(document.figures, f"{part}.TOTAL.{kind}") for part in (6, 5)))
        for kind in RESTRICTIONS
    ]
    series = [words.text("charts.terms"), words.text("charts.law")]
    return _chart(words, "c-restrictions", values, message="restrictions", series=series, unit=words.unit("measures"),
                  source="t6-visibility", top=len(RESTRICTIONS))


def notices_by_category(document: Document, words: Words) -> Chart | None:
    """Notices by category, those of trusted flaggers told apart."""
    values = []
    for c in categories():
        if c.level == "category":
            everyone = _number(document.figures, f"4.{c.code}.notices_received")
            trusted = min(_number(document.figures, f"4.{c.code}.notices_trusted_flaggers"), everyone)
            values.append(_Value(words.category(c.code), (everyone - trusted, trusted)))
    series = [words.text("charts.others"), words.text("charts.trusted_flaggers")]
    return _chart(words, "c-notices", values, message="notices", series=series, unit=words.unit("notices"),
                  source="t4-received")


def by_state(document: Document, words: Words) -> Chart | None:
    """Recipients by Member State."""
    values = [
        _Value(words.formats.country(id_.partition("@")[2]), (float(figure.value),))
        for id_, figure in document.figures.items()
        if id_.startswith("10.recipients.value@") and not id_.endswith("@TOTAL") and figure.value is not None
    ]
    return _chart(words, "c-recipients", values, message="recipients", series=(), unit=words.unit("recipients"),
                  source="t10-recipients", top=STATES, rest_named="rest_states")


def coverage(document: Document, words: Words) -> Chart | None:
    """Items of the guidelines by chapter, in the chapters' order: in place and partly; a chapter without either is shown, too."""
    table = next((one for chapter in document.chapters for one in chapter.tables if one.id == "minors.measures_coverage"), None)
    if table is None or len(table.rows) < 2:
        return None
    guidelines = {chapter.key for chapter in item_chapters() if chapter.kind == "guideline"}
    rows = []
    for key, ids in table.rows:
        if key not in guidelines:
            continue
        counts = {id_.rpartition(".")[2]: int(_number(document.figures, id_)) for id_ in ids if not id_.endswith("_share")}
        rows.append((words.label(key), counts["in_place"], counts["partly"], counts["items"]))
    longest = max(items for *_, items in rows)
    number = words.formats.number
    bars = tuple(
        Bar(
            tuple(textwrap.wrap(label, LABEL_WIDTH)[:2]) or ("",), ((0.0, round(in_place / longest, 4)), (round(in_place / longest, 4), round(partly / longest, 4))),
            round((in_place + partly) / longest, 4), words.text("charts.of_items", done=number(in_place + partly), items=number(items)),
        )
        for label, in_place, partly, items in rows
    )
    listed = "; ".join(words.text("charts.coverage_row", chapter=label, in_place=number(in_place), partly=number(partly), items=number(items)) for label, in_place, partly, items in rows)
    facts = {"in_place": number(sum(row[1] for row in rows)), "partly": number(sum(row[2] for row in rows)), "items": number(sum(row[3] for row in rows))}
    series = (words.text("charts.in_place"), words.text("charts.partly"))
    data = Data((*series, words.unit("items")), tuple((label, (number(a), number(b), number(c))) for label, a, b, c in rows))
    return Chart(
        "c-minor-coverage", words.text("charts.coverage", **facts), words.text("charts.alt", unit=words.unit("items"), listed=listed),
        "t-minors.measures_coverage", data, "bars", series, bars=bars,
    )


def orders_by_state(document: Document, words: Words) -> Chart | None:
    """Orders by Member State: to act, to give information."""
    states = {id_.partition("@")[2] for id_ in document.figures if id_.startswith("3.TOTAL.orders_to_act@")} - {"TOTAL"}
    values = [
        _Value(words.formats.country(state), tuple(_number(document.figures, f"3.TOTAL.{kind}@{state}") for kind in ("orders_to_act", "orders_to_inform")))
        for state in sorted(states)
    ]
    series = [words.text("groups.to_act"), words.text("groups.to_inform")]
    return _chart(words, "c-orders", values, message="orders", series=series, unit=words.unit("orders"), source="t3-states", top=STATES, rest_named="rest_states")


OUTCOMES = ("upheld", "partially_reversed", "reversed", "omitted")


def complaints(document: Document, words: Words) -> Chart | None:
    """Complaints by what they were about, and what became of them."""
    bases = ("complaints_visibility", "complaints_service", "complaints_account", "complaints_monetisation", "complaints_no_action", "complaints_no_action_trusted_flagger")
    values = [_Value(words.text(f"bases.{key}"), tuple(_number(document.figures, f"7.{key}.value@{outcome}") for outcome in OUTCOMES)) for key in bases]
    decided = sum(value.total for value in values)
    turned = sum(value.pieces[1] + value.pieces[2] for value in values)
    if not decided:
        return None
    series = [words.text(f"outcomes.{outcome}") for outcome in OUTCOMES]
    chart = _chart(words, "c-complaints", values, message="complaints", series=series, unit=words.unit("complaints"), source="t7-complaints")
    said = words.text("charts.complaints_said", turned=words.formats.number(_plain(turned)), decided=words.formats.number(_plain(decided)), share=words.formats.share(turned, decided))
    return None if chart is None else replace(chart, title=said)
