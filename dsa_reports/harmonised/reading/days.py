"""Days and periods as people and spreadsheets write them, made YYYY-MM-DD; or left alone."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from dsa_reports.harmonised.reading.numerals import Reading

__all__ = ["day_first", "read_day", "read_period"]

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(44_197, 55_153)
"""1 January 2021 to 31 December 2050: what a day of such a report can be."""
_DAY = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}/\d{2}/\d{2}"
_PERIOD = re.compile(rf"({_DAY})\s*(?:/|-|–|—|to|until|bis|au|al|hasta|t/m)\s*({_DAY})")
_LONGEST = 80
"""Characters of what may still be a day or a period."""
_NAMED = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y")


def day_first(texts: Iterable[str]) -> bool | None:
    """Whether `17/02/2025` means the 17th: True or False where a day above 12 shows it, None where nothing does."""
    found: set[bool] = set()
    for text in texts:
        for one, mark, two, _ in _YEAR_LAST.findall(text):
            if mark != "/":
                continue
            if int(one) > 12 >= int(two):
                found.add(True)
            elif int(two) > 12 >= int(one):
                found.add(False)
    return found.pop() if len(found) == 1 else None


def read_day(text: str, first: bool | None = None) -> Reading:
    """The day that `text` says. `first`: whether days stand before months in this report, where that is known."""
    stripped = " ".join(text.split())
    if not stripped or _ISO.fullmatch(text):
        return Reading(text if stripped else "")
    if len(stripped) > _LONGEST:
        return Reading(text)
    if _ISO.fullmatch(stripped):
        return Reading(stripped, "A-5", "blanks around the day")
    if timed := _TIME.fullmatch(stripped):
        return Reading(timed[1], "A-9", "a time of day stands behind the day, as a spreadsheet adds it") if _exists(timed[1]) else Reading(text)
    if serial := _SERIAL.fullmatch(stripped):
        if int(serial[1]) in _SERIALS:
            return Reading((_EPOCH + timedelta(int(serial[1]))).isoformat(), "A-9", "the number by which a spreadsheet keeps a day")
        return Reading(text)
    if year := _YEAR_FIRST.fullmatch(stripped):
        return _day(text, int(year[1]), int(year[2]), int(year[3]))
    if last := _YEAR_LAST.fullmatch(stripped):
        return _year_last(text, int(last[1]), last[2], int(last[3]), int(last[4]), first)
    for form in _NAMED:
        try:
            return Reading(datetime.strptime(stripped, form).date().isoformat(), "A-5", "the day is written in words")
        except ValueError:
            continue
    return Reading(text)


@lru_cache(maxsize=1_000)
def read_period(text: str, first: bool | None = None) -> Reading:
    """The period that `text` says, as `day/day`."""
    stripped = " ".join(text.split())
    if not stripped or len(stripped) > _LONGEST:
        return Reading(text if stripped else "")
    found = _PERIOD.fullmatch(stripped)
    if found is None:
        return Reading(text)
    days = [read_day(day, first) for day in found.groups()]
    if not all(_ISO.fullmatch(day.text) for day in days):
        return Reading(text, *next((day[1:] for day in days if day.rule), ("", "")))
    joined = "/".join(day.text for day in days)
    if joined == text:
        return Reading(text)
    return Reading(joined, *next((day[1:] for day in days if day.rule), ("A-5", "the period is written otherwise")))


def _year_last(text: str, one: int, mark: str, two: int, year: int, first: bool | None) -> Reading:
    if mark == "." or (one > 12 >= two):
        return _day(text, year, two, one)
    if two > 12 >= one:
        return _day(text, year, one, two)
    if one == two or first is True:
        return _day(text, year, two, one)
    if first is False:
        return _day(text, year, one, two)
    return Reading(text, "READ-5", f"it can be the {one}th of month {two} or the {two}th of month {one}, and the report does not show which")


def _day(text: str, year: int, month: int, day: int) -> Reading:
    try:
        return Reading(date(year, month, day).isoformat(), "A-5", "the day is written in a local form")
    except ValueError:
        return Reading(text)


def _exists(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
