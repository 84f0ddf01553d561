"""Counts every figure of parts 3 to 10 once more, row by row, from the logs and the rules.

`recount(...)` gives what must stand in the CSV parts: (part, row, column, scope) → text.
A row of parts 3 to 6 is (category, sub-category, description), with '' for what it has
not; one of parts 7 to 10 is (indicator, which row of that indicator and scope it is).
Columns are those of the template's layout; scope is the text of the scope column, '' in
parts 4 to 6. Only rows that apply to the tier are given; all others must be blank.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .appeals import appeals
from .automation import automated_means, sample_descriptions
from .calendar_days import Limits, limits
from .columns import notice_columns, order_columns, own_initiative_columns
from .lists import (
    KEYWORDS,
    LANGUAGES,
    MEMBER_STATES,
    NAMES,
    NOTICE_NOT_SPECIFIED,
    PARTS,
    WITHOUT_SUBCATEGORIES,
    applies,
    figure_columns,
)
from .measures import origin
from .numbers import half_up, median_hours
from .people import moderators, recipients

Log = dict[str, Any]
Logs = Mapping[str, list[Log]]
RowKey = tuple[str, str, str] | tuple[str, int]
Key = tuple[int, RowKey, str, str]

READINGS: dict[str, tuple[str, ...]] = {
    "measure_unit": ("decision", "restriction"),
    "automated_column": ("detection_and_decision", "detection", "decision"),
    "user_reports": ("own_initiative", "notices"),
    "actions_per_notice": ("each_action", "once_per_notice"),
    "no_action_in_median": ("excluded", "included"),
    "omitted_in_median": ("excluded", "included"),
    "automated_receipts": ("measured", "zero"),
    "complaints_cut_off": ("submitted", "decided"),
    "trusted_flagger_complaints": ("inside", "apart"),
    "partly_automated": ("neither", "not_automated"),
    "measure_automation": ("decision", "detection_and_decision"),
    "greece": ("EL", "GR"),
    "member_state_rows": ("ordering", "all"),
    "official_rows": ("repaired", "exact"),
    "medians_without_events": ("blank", "zero"),
    "trusted_flaggers_of_hosting": ("blank", "filled"),
    "vlose_rows": ("as_labelled", "as_online_platform"),
    "other_descriptions": ("sheet", "category"),
    "median_decimals": ("2", "0", "4"),
    "full_time_equivalents": ("decimal", "integer"),
    "line_ends": ("lf", "crlf"),
    "period_edges": ("time_zone",),
    "geography": ("all_rows",),
    "missing_keyword": ("keyword_other",),
    "ground_of_measure": ("decision_ground",),
    "actions_cut_off": ("whenever",),
    "newly_imposed_restrictions": ("per_complaint",),
    "moderators_day": ("last_day",),
    "accuracy_formula": ("confusion_matrix",),
    "language_breakdown": ("official",),
    "surfaces": ("pooled",),
}
"""Every open question with the answers that the recount knows; the first is the default."""


@dataclass(frozen=True)
class Count:
    """What a recount needs: the logs, who reports, when, under which readings."""

    logs: Logs
    tier: str
    within: Limits
    readings: dict[str, str]
    impossible: tuple[str, ...]

    def table(self, name: str) -> list[Log]:
        """All rows of a table, none where it is not there."""
        return self.logs.get(name, [])

    def in_period(self, name: str, column: str) -> list[Log]:
        """The rows of a table whose time in `column` lies in the period."""
        return [row for row in self.table(name) if self.within.has_time(row[column])]

    def measures(self) -> list[Log]:
        """The moderation actions of the period: by the time of the decision, else by the first day of its effect."""
        found = []
        for row in self.table("moderation_actions"):
            if row.get("decided_at") is not None:
                inside = self.within.has_time(row["decided_at"])
            else:
                inside = self.within.has_day(row["application_date"])
            if inside:
                found.append(row)
        return found

    def notices(self) -> list[Log]:
        """The notices of the period; under `user_reports = notices` the user reports too, each with one item."""
        found = [dict(row, is_report=False) for row in self.in_period("notices", "received_at")]
        if self.readings["user_reports"] == "notices":
            for row in self.in_period("user_reports", "reported_at"):
                category = row.get("category") or NOTICE_NOT_SPECIFIED
                found.append(dict(row, is_report=True, category=category, items=1, received_at=row["reported_at"]))
        return found

    def median_text(self, durations: Iterable[int | None]) -> str:
        """The median in hours as it is written."""
        median = median_hours(durations)
        if median is None:
            return "0" if self.readings["medians_without_events"] == "zero" else ""
        return half_up(median, int(self.readings["median_decimals"]))

    def member_state(self, code: str) -> str:
        """The code under which a Member State is reported."""
        return self.readings["greece"] if code in ("EL", "GR") else code

    def member_states(self) -> list[str]:
        """All 27."""
        return [self.member_state(code) for code in MEMBER_STATES]


def recount(
    logs: Logs, *, tier: str, period: str, zone: str, readings: Mapping[str, str], impossible: tuple[str, ...] = (),
) -> dict[Key, str]:
    """Every figure that must stand in parts 3 to 10, '' for a blank one."""
    answers = {name: options[0] for name, options in READINGS.items()} | dict(readings)
    count = Count(logs, tier, limits(period, zone), answers, impossible)
    expected: dict[Key, str] = {}
    for part in (3, 4, 5, 6):
        expected.update(_by_category(count, part))
    for part, values in ((7, appeals(count)), (8, automated_means(count)), (9, moderators(count)), (10, recipients(count))):
        expected.update(_by_indicator(count, part, values))
    return expected


def accuracy_contexts(
    logs: Logs, *, tier: str, period: str, zone: str, readings: Mapping[str, str],
) -> dict[Key, list[str]]:
    """What the context column of each accuracy row of part 8 must name: system, content, sample size, methods."""
    answers = {name: options[0] for name, options in READINGS.items()} | dict(readings)
    count = Count(logs, tier, limits(period, zone), answers, ())
    return {key: words.split("\n") for key, words in _by_indicator(count, 8, sample_descriptions(count)) if words}


# Parts 3 to 6 -----------------------------------------------------------------------------------------------------


@dataclass
class _Entry:
    """One log row in its one place of a sheet."""

    row: Log
    category: str
    keyword: str
    description: str


def _by_category(count: Count, part: int) -> Iterator[tuple[Key, str]]:
    columns = {3: order_columns, 4: notice_columns, 5: own_initiative_columns, 6: own_initiative_columns}[part](count)
    rows = {3: _orders, 4: Count.notices, 5: _illegal, 6: _against_terms}[part](count)
    entries = [_Entry(row, *place_of(row)) for row in rows]
    if count.readings["other_descriptions"] == "sheet":
        _tell_apart(entries)
    for scope, template_rows in _blocks(count, part, entries):
        inside = [e for e in entries if scope in ("", "TOTAL") or count.member_state(e.row["member_state"]) == scope]
        for template_row in template_rows:
            if not applies(template_row["applicability"], count.tier, count.readings):
                continue
            for key in _row_keys(template_row, inside):
                members = [entry.row for entry in inside if _belongs(entry, key)]
                for column in figure_columns(part):
                    yield (part, key, column["name"], scope), columns[column["name"]](members)


def _orders(count: Count) -> list[Log]:
    return count.in_period("orders", "received_at")


def _own_initiative(count: Count, ground: str) -> list[Log]:
    rows = [row for row in count.measures() if row["decision_ground"] == ground]
    return [row for row in rows if origin(row, count.readings) == "own initiative"]


def _illegal(count: Count) -> list[Log]:
    return _own_initiative(count, "DECISION_GROUND_ILLEGAL_CONTENT")


def _against_terms(count: Count) -> list[Log]:
    return _own_initiative(count, "DECISION_GROUND_INCOMPATIBLE_CONTENT")


def place_of(row: Log) -> tuple[str, str, str]:
    """The one category, sub-category and description under which a row is counted."""
    category: str = row.get("report_category") or row["category"]
    keyword, description = _as_logged(row, category)
    if category in WITHOUT_SUBCATEGORIES:
        return category, "", ""
    if keyword not in KEYWORDS[category]:
        return category, "KEYWORD_OTHER", "Sub-category not recorded"
    if keyword != "KEYWORD_OTHER":
        return category, keyword, ""
    return category, "KEYWORD_OTHER", _words(description) or "Not described"


def _words(description: str | None) -> str:
    """The description with single blanks; nothing where it could run as a formula or holds controlling characters."""
    words = " ".join((description or "").split())
    formula = words.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    return "" if formula or any(unicodedata.category(letter) in ("Cc", "Cf") for letter in words) else words


def _as_logged(row: Log, category: str) -> tuple[str | None, str | None]:
    if "decision_ground" not in row:
        return row.get("keyword"), row.get("other_description")
    if row.get("report_keyword"):
        return row["report_keyword"], row.get("report_other_description")
    description = _words(row.get("report_other_description")) or row.get("category_specification_other")
    listed = row.get("category_specification") or []
    for keyword in listed:
        if keyword != "KEYWORD_OTHER" and keyword in KEYWORDS[category]:
            return keyword, description
    return ("KEYWORD_OTHER" if "KEYWORD_OTHER" in listed else None), description


def _tell_apart(entries: list[_Entry]) -> None:
    """No two KEYWORD_OTHER rows of a sheet may have the same words: the category's name is added where they had.

    Where somebody logged just those words, or they were made before, a number is added too.
    """
    others = [entry for entry in entries if entry.keyword == "KEYWORD_OTHER"]
    logged = {entry.description for entry in others}
    made: dict[tuple[str, str], str] = {}
    for category, description in sorted({(entry.category, entry.description) for entry in others}):
        if len({entry.category for entry in others if entry.description == description}) > 1:
            named = words = f"{description} ({NAMES[category]})"
            number = 1
            while words in logged or words in made.values():
                number += 1
                words = f"{named} [{number}]"
            made[category, description] = words
    for entry in others:
        entry.description = made.get((entry.category, entry.description), entry.description)


def _blocks(count: Count, part: int, entries: list[_Entry]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The blocks of rows of a sheet: one, but in part 3 one for all and one for each Member State."""
    rows = PARTS[part]["rows"]
    if part != 3:
        yield "", rows
        return
    for_all = [row for row in rows if row["scope"] == "TOTAL"]
    official = [row for row in rows if row["scope"] == "member_state"]
    yield "TOTAL", for_all
    ordering = {count.member_state(entry.row["member_state"]) for entry in entries}
    for state in count.member_states():
        if state in ordering or count.readings["member_state_rows"] == "all":
            yield state, official if count.readings["official_rows"] == "exact" else for_all


def _row_keys(template_row: dict[str, Any], entries: list[_Entry]) -> list[tuple[str, str, str]]:
    """What one row of the template becomes in a block: itself, or a row for each description of KEYWORD_OTHER there."""
    if template_row["level"] != "subcategory":
        return [(template_row["key"], "", "")]
    category, keyword = template_row["parent"], template_row["key"]
    if keyword != "KEYWORD_OTHER":
        return [(category, keyword, "")]
    described = {e.description for e in entries if e.category == category and e.keyword == "KEYWORD_OTHER"}
    return [(category, keyword, description) for description in sorted(described) or [""]]


def _belongs(entry: _Entry, key: tuple[str, str, str]) -> bool:
    category, keyword, description = key
    if category == "TOTAL":
        return True
    if not keyword:
        return entry.category == category
    return (entry.category, entry.keyword, entry.description) == (category, keyword, description)


# Parts 7 to 10 ----------------------------------------------------------------------------------------------------


def _by_indicator(count: Count, part: int, values: Callable[[str, str], list[str]]) -> Iterator[tuple[Key, str]]:
    """`values` gives, for a row of the layout and one scope, the texts of the one or more rows that it becomes.

    Where official rows are kept that say the same three times, the texts fill them in order: none stands twice.
    """
    rows = [
        (row, scope, (row["cells"][4].strip(), written))
        for row in _written_rows(count, part) if applies(row["applicability"], count.tier, count.readings)
        for scope, written in _scopes(count, row)
    ]
    official = Counter(identity for _, _, identity in rows)
    for row, scope, (indicator, written) in {identity: (row, scope, identity) for row, scope, identity in rows}.values():
        texts = values(row["key"], scope)
        texts += [""] * (official[indicator, written] - len(texts))
        for which, text in enumerate(texts):
            yield (part, (indicator, which), "value", written), text


def _written_rows(count: Count, part: int) -> list[dict[str, Any]]:
    """The rows of the layout; in part 8 with its garbled language rows repaired, unless they are to stay."""
    rows: list[dict[str, Any]] = PARTS[part]["rows"]
    if part != 8 or count.readings["official_rows"] == "exact":
        return rows
    figures = ("accuracy", "precision", "recall")
    garbled = [row for row in rows if row["scope"] == "language" and row["key"] in figures]
    sound = [row for row in rows if row not in garbled]
    for figure in figures:
        example = next(row for row in garbled if row["key"] == figure)
        for scope in ("bg", "[...]", "sv"):
            sound.append(example | {"cells": [*example["cells"][:5], scope, *example["cells"][6:]]})
    return sound


def _scopes(count: Count, template_row: dict[str, Any]) -> list[tuple[str, str]]:
    """(scope in the logs, text in the scope column): `[...]` stands for all between its neighbours."""
    text = template_row["cells"][5].strip()
    if template_row["scope"] not in ("language", "member_state"):
        return [(template_row["scope"], text)]
    everyone = list(LANGUAGES) if template_row["scope"] == "language" else count.member_states()
    scopes = [s for s in everyone if s not in ("bg", "sv", "AT", "SE")] if text == "[...]" else [text]
    return [(scope, scope) for scope in scopes]


__all__ = ["READINGS", "Count", "Key", "Log", "Logs", "RowKey", "accuracy_contexts", "place_of", "recount"]
