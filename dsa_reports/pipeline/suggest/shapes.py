"""How days and times may be spelled: from one value the formats that could have made it.

Only what the loader can read is proposed: English month names, no seconds since 1970. Whether a format really reads
every value is for the loader's own SQL to say (`reading`).
"""

import re
from collections.abc import Iterable

__all__ = ["formats_of", "is_day", "is_epoch", "is_time", "shape_of"]

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAME = "[A-Za-z]{3,9}"
_DATE = re.compile(
    rf"(?:(?P<weekday>{_NAME})(?P<after>,? ))?(?:"
    rf"(?P<a>[0-9]{{1,4}}|{_NAME})(?P<s1>[-/. ]|[.] )(?P<b>[0-9]{{1,2}}|{_NAME})(?P<s2>[-/. ]|[.] |, )(?P<c>[0-9]{{2,4}})"
    rf"|(?P<packed>(?:19|20)[0-9]{{6}})|(?P<y1>(?:19|20)[0-9]{{2}})(?P<ys1>[-/.])(?P<m1>[0-9]{{1,2}})|(?P<m2>[0-9]{{1,2}}|{_NAME})(?P<ys2>[-/. ])(?P<y2>(?:19|20)[0-9]{{2}}))"
)
_TIME = re.compile(
    r"(?P<join>T| |, | at |)(?P<hour>[0-9]{1,2})(?P<t1>[:.h]|)(?P<minute>[0-9]{2})(?:(?P<t2>[:.]|)(?P<second>[0-9]{2})(?P<fraction>[.,][0-9]{1,9})?)?"
    r"(?P<half> ?[AaPp][Mm])?(?P<zone> ?(?:Z|UTC|GMT|[A-Z]{3,4}|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)


def _split(text: str) -> tuple[re.Match[str], re.Match[str] | None] | None:
    """(day, time or None); None where `text` is neither."""
    day = _DATE.match(text)
    if day is None or any(not _named(day[part], _MONTHS) for part in ("a", "b", "m2")) or not _named(day["weekday"], _DAYS):
        return None
    rest = text[day.end() :]
    if not rest:
        return day, None
    time = _TIME.fullmatch(rest)
    return (day, time) if time is not None and int(time["hour"]) < 25 else None


def _named(word: str | None, names: Iterable[str]) -> bool:
    """`word` is a number, or one of the names, whole or its first three letters."""
    return word is None or word.isdigit() or any(word.lower() in (name, name[:3]) for name in names)


def is_time(text: str) -> bool:
    """`text` looks like a day with a time of day."""
    found = _split(text)
    return found is not None and found[1] is not None


def is_day(text: str) -> bool:
    """`text` looks like a day or a month without a time."""
    found = _split(text)
    return found is not None and found[1] is None


def is_epoch(text: str) -> bool:
    """`text` looks like seconds, milliseconds or microseconds since 1970, in this century."""
    return re.fullmatch(r"1[0-9]{9}([0-9]{3}([0-9]{3})?)?([.][0-9]+)?", text) is not None


def shape_of(text: str) -> str:
    """What two values of the same format have in common."""
    return re.sub(r"[A-Za-z]{3,}", "a", re.sub(r"[0-9]+", lambda m: "9" if len(m[0]) < 3 else "9" * len(m[0]), text))


def formats_of(text: str, *, timed: bool) -> list[str]:
    """The strptime formats that could have spelled `text`, likelier ones first; with a time of day only if `timed`."""
    found = _split(text)
    if found is None or (found[1] is not None) != timed:
        return []
    day, time = found
    return [_weekday(day) + written + clock for written in _days(day) for clock in (_clocks(time) if time is not None else [""])]


def _weekday(day: re.Match[str]) -> str:
    return "" if day["weekday"] is None else ("%a" if len(day["weekday"]) == 3 else "%A") + day["after"]


def _month(word: str) -> list[str]:
    return ["%m"] if word.isdigit() else ["%B", "%b"] if word.lower() == "may" else ["%b"] if len(word) == 3 else ["%B"]


def _days(day: re.Match[str]) -> list[str]:
    if day["packed"]:
        return ["%Y%m%d"]
    if day["y1"]:
        return [f"%Y{day['ys1']}%m"]
    if day["y2"]:
        return [f"{month}{day['ys2']}%Y" for month in _month(day["m2"])]
    a, b, c, s1, s2 = (day[part] for part in ("a", "b", "c", "s1", "s2"))
    if not a.isdigit():
        return [f"{month}{s1}%d{s2}{_year(c)}" for month in _month(a)]
    if not b.isdigit():
        return [f"%d{s1}{month}{s2}{_year(c)}" for month in _month(b)]
    if len(a) == 4:
        return [f"%Y{s1}%m{s2}%d"]
    orders = [f"%d{s1}%m{s2}{_year(c)}"]
    if not s1.startswith("."):  # nobody writes the month first and then a full stop
        orders.append(f"%m{s1}%d{s2}{_year(c)}")
    if len(c) == 2:
        orders.append(f"%y{s1}%m{s2}%d")
    return orders


def _year(digits: str) -> str:
    return "%Y" if len(digits) == 4 else "%y"


def _clocks(time: re.Match[str]) -> list[str]:
    half, zone = time["half"] or "", time["zone"] or ""
    text = f"{time['join']}{'%I' if half else '%H'}{time['t1']}%M"
    if time["second"]:
        text += f"{time['t2']}%S" + (f"{time['fraction'][0]}%f" if time["fraction"] else "")
    text += " %p" if half.startswith(" ") else "%p" if half else ""
    if not zone:
        return [text]
    blank, bare = (" ", zone[1:]) if zone.startswith(" ") else ("", zone)
    if bare[0] in "+-":
        return [f"{text}{blank}%z"]
    return [f"{text}{blank}%Z", f"{text}{blank}{bare}"]
