"""Builds the report of a worked example: a report in which nothing happened, with the example's changes."""

from functools import cache

from dsa_reports.checks import audit
from dsa_reports.checks.examples import Edition, Example
from tests.unit.checks.sample_reports import changed, correct, readings_of


def parsed(figure: str) -> tuple[int, str, str, str]:
    """`4.TOTAL.items@NL` → (4, TOTAL, items, NL)."""
    named, _, scope = figure.partition("@")
    part, _, rest = named.partition(".")
    row, _, column = rest.rpartition(".")
    return int(part), row, column, scope


def row_of(name: str) -> tuple[int, str, str]:
    named, _, scope = name.partition("@")
    part, _, row = named.partition(".")
    return int(part), row, scope


@cache
def base(tier: str, chosen: tuple[tuple[str, str], ...]):
    """The zero report: every figure that applies is 0."""
    return correct(tier, events=0, **dict(chosen))


def edited(report, edition: Edition):
    """`report` with the changes of `edition`."""
    cells = {parsed(name): text for name, text in edition.cells.items()}
    cells |= {parsed(name): "é" * length for name, length in edition.long.items()}
    report = changed(report, cells)
    codes = {row_of(name): code for name, code in edition.rows.items()}
    scopes = {row_of(name): scope for name, scope in edition.scopes.items()}
    twice, drop = set(map(row_of, edition.twice)), set(map(row_of, edition.drop))
    parts = []
    for part in report.parts:
        if part.number in edition.drop_parts:
            continue
        places = [((part.number, row.key, row.scope), row) for row in part.rows]
        known = {place for place, _ in places}
        wanted = {place for place in {*codes, *scopes, *twice, *drop} if place[0] == part.number}
        assert wanted <= known, wanted - known
        rows = [_row(part, row, codes.get(place), scopes.get(place)) for place, row in places if place not in drop]
        rows += [row for place, row in places if place in twice]
        if edition.period:
            rows = [_with(part, row, "period", edition.period) if "period" in part.columns else row for row in rows]
        if edition.service:
            rows = [_with(part, row, "service", edition.service) if "service" in part.columns else row for row in rows]
        parts.append(part.model_copy(update={"rows": tuple(rows)}))
    update = {"parts": tuple(parts)}
    update |= {name: value for name, value in (("period", edition.period), ("service", edition.service)) if value}
    return report.model_copy(update=update)


def _row(part, row, code, scope):
    if code is not None:
        parent, _, keyword = code.rpartition("/")
        row = _with(part, row, "category" if "category" in part.columns else "indicator", keyword)
        row = row.model_copy(update={"key": code, "parent": parent})
    if scope is not None:
        row = _with(part, row, "scope", scope).model_copy(update={"scope": scope})
    return row


def _with(part, row, column, text):
    cells = list(row.cells)
    cells[part.columns.index(column)] = cells[part.columns.index(column)].model_copy(update={"text": text})
    return row.model_copy(update={"cells": tuple(cells)})


def run(check_id: str, example: Example):
    """The audit of the example by its check alone."""
    start = base(example.tier, tuple(sorted((example.readings or {}).items())))
    report = edited(start, example)
    return audit(
        report, None if example.readings is None else readings_of(**example.readings), internal=example.internal, only={check_id},
        previous=[edited(start, edition) for edition in example.previous],
        recounted=edited(start, example.recounted) if example.recounted else None,
    )
