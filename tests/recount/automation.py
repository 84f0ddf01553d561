"""Part 8: measures and notices by automated means, and how right the automated systems are."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from .measures import not_automated_in_part_8, origin, restrictions, solely_automated_in_part_8
from .numbers import half_up

if TYPE_CHECKING:
    from .recount import Count, Log

_SCOPES = ("total", "own_initiative", "notices", "trusted_flagger_notices")
_QUOTIENTS = {
    "accuracy": ("TP TN", "TP TN FP FN"),
    "precision": ("TP", "TP FP"),
    "recall": ("TP", "TP FN"),
}
_COUNTS = {"TP": "true_positives", "TN": "true_negatives", "FP": "false_positives", "FN": "false_negatives"}


def automated_means(count: Count) -> Callable[[str, str], list[str]]:
    """The texts of the one or more rows that each row of part 8 becomes."""

    def values(key: str, scope: str) -> list[str]:
        if key in _QUOTIENTS:
            return [_quotient(key, sample) for _, sample in samples(count, scope)] or [""]
        if key.startswith("notices"):
            return [str(len([row for row in _notices(count, scope) if _stands_in(row, key, count.readings)]))]
        rows = [row for row in _measures(count, scope) if _is_measure_of(row, key, count.readings)]
        by_restriction = count.readings["measure_unit"] == "restriction"
        return [str(sum(len(restrictions(row)) if by_restriction else 1 for row in rows))]

    return values


def _is_measure_of(row: Log, key: str, readings: dict[str, str]) -> bool:
    if key == "measures_solely_automated":
        return solely_automated_in_part_8(row, readings)
    return not_automated_in_part_8(row, readings)


def _measures(count: Count, scope: str) -> list[Log]:
    rows = count.measures()
    if scope == "total":
        return rows
    if scope == "own_initiative":
        return [row for row in rows if origin(row, count.readings) == "own initiative"]
    return [row for row in rows if scope in languages_of(count, row)]


def languages_of(count: Count, row: Log) -> set[str]:
    """The languages in which a measure counts: by its order or notice, else as stated for the report, else its content's."""
    for table, column in (("orders", "order_id"), ("notices", "notice_id")):
        for one in count.table(table) if row.get(column) else ():
            if one["id"] == row[column] and one.get("language"):
                return {one["language"]}
    if row.get("report_languages"):
        return set(row["report_languages"])
    return {row["content_language"].lower()} if row.get("content_language") else set()


def _notices(count: Count, scope: str) -> list[Log]:
    rows = count.notices()
    if scope == "trusted_flagger_notices":
        return [row for row in rows if row.get("reporter_kind") == "trusted_flagger"]
    return rows


def _stands_in(row: Log, key: str, readings: dict[str, str]) -> bool:
    if key == "notices_solely_automated":
        return row.get("processing") == "automated"
    if readings["partly_automated"] == "not_automated":
        return row.get("processing") != "automated"
    return row.get("processing") == "not_automated"


Sample = dict[str, int]


def samples(count: Count, scope: str) -> list[tuple[tuple[str, str], Sample]]:
    """(system, kind of content) and the summed counts of its evaluations for one scope or language, in order."""
    summed: dict[tuple[str, str], Sample] = {}
    for row in evaluations(count, scope):
        sample = summed.setdefault((row["system"], row.get("content_type") or "all"), dict.fromkeys(_COUNTS, 0))
        for short, column in _COUNTS.items():
            sample[short] += row[column]
    return sorted(summed.items())


def evaluations(count: Count, scope: str) -> list[Log]:
    """The evaluations of the period that speak of a scope or of a language."""
    found = []
    for row in count.table("automation_evaluations"):
        speaks_of = row["scope"] if row["scope"] in _SCOPES else row.get("language")
        if speaks_of == scope and count.within.has_day(row["evaluated_to"]):
            found.append(row)
    return found


def _quotient(key: str, sample: Sample) -> str:
    above, below = ([sample[short] for short in names.split()] for names in _QUOTIENTS[key])
    return half_up(Fraction(sum(above), sum(below)), 4) if sum(below) else ""


def sample_descriptions(count: Count) -> Callable[[str, str], list[str]]:
    """For each accuracy row the words, one a line, that its context must hold; nothing for other rows."""

    def values(key: str, scope: str) -> list[str]:
        if key not in _QUOTIENTS:
            return [""]
        found = []
        for (system, content), sample in samples(count, scope):
            own = [r for r in evaluations(count, scope) if (r["system"], r.get("content_type") or "all") == (system, content)]
            found.append("\n".join([system, content, str(sum(sample.values())), *sorted({row["method"] for row in own})]))
        return found or [""]

    return values
