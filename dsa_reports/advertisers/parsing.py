"""How ad registers write numbers, days, countries and addresses, and what of it is understood. The rest is an error, never a guess."""

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from dsa_reports.advertisers.model import Basis, Moment, Range, Unit
from dsa_reports.template.codes import member_state_names

__all__ = ["AREAS", "Unread", "country", "is_member_state", "moment", "range_of", "without_secrets"]

AREAS = frozenset({"EEA", "EU", "GLOBAL", "WORLDWIDE"})
"""Codes that stand for several states."""
OPEN_END = 2**63 - 1
"""INT64's largest number: an open end, in some exports."""
_MOST = 10**12
"""More people or impressions than this is no count."""


class Unread(ValueError):  # noqa: N818
    """A value that cannot be read as what it should be. Its text names the field and what is understood, never the value."""


_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([KkMmBb])?")
_SCALE = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}


def range_of(value: Any, field: str, unit: Unit) -> Range | None:
    """A count (1500, "1500"), an abbreviation ("30K"), a range ("0-1K", "100K-1M", ">1M"), or `{lower_bound, upper_bound}`.

    None for nothing. Unread for anything else, also for numbers below 0, fractions of a person, and the wrong way round.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str | dict):
        raise Unread(f"{field} is no count: 1500, \"30K\", \"100K-1M\" or lower_bound and upper_bound are understood")
    if isinstance(value, dict):
        if not {"lower_bound", "upper_bound"} >= value.keys():
            raise Unread(f"{field} is no range of lower_bound and upper_bound")
        low, high = (_bound(value.get(name), field) for name in ("lower_bound", "upper_bound"))
        raw = f"{value.get('lower_bound', '')}-{value.get('upper_bound', '')}"
        return _range(low, high, raw, unit, "range", field)
    if isinstance(value, int):
        return _range(value, value, str(value), unit, "exact", field)
    return _from_text(value.strip(), field, unit)


def _from_text(text: str, field: str, unit: Unit) -> Range:
    if more := re.fullmatch(r"(?:>=?|≥)\s*(.+)|(.+?)\s*\+", text):
        return _range(_one(more[1] or more[2], field)[0], None, text, unit, "range", field)
    if less := re.fullmatch(r"(?:<=?|≤)\s*(.+)", text):
        return _range(0, _one(less[1], field)[0], text, unit, "range", field)
    if parts := re.fullmatch(r"(.+?)\s*[-–]\s*(.+)", text):
        return _range(_one(parts[1], field)[0], _one(parts[2], field)[0], text, unit, "range", field)
    number, abbreviated = _one(text, field)
    return _range(number, number, text, unit, "abbreviated" if abbreviated else "exact", field)


def _one(text: str, field: str) -> tuple[int, bool]:
    match = _NUMBER.fullmatch(text.strip())
    if match is None or len(text) > 30:
        raise Unread(f"{field} is no count: 1500, \"30K\" or \"100K-1M\" are understood")
    scale = _SCALE[(match[3] or "").upper()]
    whole = int(match[1].replace(",", "")) * scale
    if match[2]:
        digits = match[2][1:]
        if len(digits) > 9 or int(digits) * scale % 10 ** len(digits):
            raise Unread(f"{field} is a fraction of one")
        whole += int(digits) * scale // 10 ** len(digits)
    return whole, scale > 1


def _bound(value: Any, field: str) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str) or (isinstance(value, str) and not re.fullmatch(r"\d{1,20}", value)):
        raise Unread(f"{field} has a bound that is no whole number")
    return None if int(value) == OPEN_END else int(value)


def _range(low: int | None, high: int | None, raw: str, unit: Unit, basis: Basis, field: str) -> Range:
    if any(bound is not None and not 0 <= bound <= _MOST for bound in (low, high)):
        raise Unread(f"{field} lies below 0 or above {_MOST:,}")
    if low is not None and high is not None and low > high:
        raise Unread(f"the lower bound of {field} exceeds the upper one")
    return Range(low=low, high=high, raw=raw, unit=unit, basis=basis)


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{4})(\d{2})(\d{2})")
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)


def moment(value: Any, field: str) -> Moment | None:
    """A day (20260301, "20260301", "2026-03-01") or an instant (ISO 8601 with an offset, seconds or milliseconds since 1970).

    None for nothing. Unread for anything else: a time without an offset, a day that does not exist, one outside 2000 to 2099.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime) or type(value) is date:
        value = value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | str) or len(str(value)) > 40:
        raise Unread(_NO_DAY.format(field))
    text = str(value).strip()
    try:
        if match := _DAY.fullmatch(text):
            day = date(*(int(piece) for piece in match.groups() if piece is not None))
            return _within(Moment(day=day, raw=text), field)
        if re.fullmatch(r"\d{10}|\d{13}", text):
            at = datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)
        else:
            at = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        raise Unread(_NO_DAY.format(field)) from None
    if at.tzinfo is None:
        raise Unread(f"{field} is a time of day without its offset from UTC")
    at = at.astimezone(UTC)
    return _within(Moment(day=at.date(), at=at, raw=text), field)


_NO_DAY = "{} is no day: 2026-03-01, 20260301, an ISO instant with its offset, or seconds since 1970 are understood"


def _within(found: Moment, field: str) -> Moment:
    if not _FIRST <= found.day <= _LAST:
        raise Unread(f"{field} lies before 2000 or after 2099")
    return found


_SAME = {"EL": "GR", "UK": "GB"}


def country(value: Any, field: str) -> str:
    """ISO 3166-1 code in capitals (Greece GR, the United Kingdom GB), or one of AREAS."""
    code = value.strip().upper() if isinstance(value, str) else ""
    code = _SAME.get(code, code)
    if code in AREAS or re.fullmatch(r"[A-Z]{2}", code):
        return code
    raise Unread(f"{field} is no country code of two letters")


@cache
def _members() -> frozenset[str]:
    return frozenset(_SAME.get(code, code) for code in member_state_names())


def is_member_state(code: str) -> bool:
    """True for the 27, by ISO code."""
    return code in _members()


_SECRET = re.compile(r"(?i)^(?:access_?token|token|auth|authorization|signature|sig|x-signature|x-expires|x-amz-.*|x-goog-.*|key|api_?key|secret|session(?:_?id)?|sid|password|oh|oe|policy|key-pair-id|expires)$")


_SECRET_KEY = re.compile(r"(?i)^(?:access_?token|authorization|signature|x-signature|api_?key|secret|password)$")


def without_secrets(value: Any) -> Any:
    """Addresses in `value` (also in lists and objects) without user, password, tokens and signatures."""
    match value:
        case str():
            return _clean(value) if "://" in value or value.startswith("//") else value
        case dict():
            return {key: without_secrets(item) for key, item in value.items() if not _SECRET_KEY.match(str(key))}
        case list() | tuple():
            return [without_secrets(item) for item in value]
        case _:
            return value


def _clean(address: str) -> str:
    try:
        parts = urlsplit(address)
        kept = [(name, item) for name, item in parse_qsl(parts.query, keep_blank_values=True) if not _SECRET.match(name)]
    except ValueError:
        return address.partition("?")[0]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    fragment = "" if "token" in parts.fragment.lower() else parts.fragment
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, fragment))
