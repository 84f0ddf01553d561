"""The local times that a zone's clock skipped or showed twice."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

__all__ = ["Irregular", "irregular_sql", "irregular_times", "is_utc"]

_FIRST_YEAR, _LAST_YEAR = 1990, 2060
_UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal", "GMT", "Etc/GMT"})

Irregular = tuple[datetime, datetime]
"""First local time concerned, and the first one after them."""


def is_utc(zone: str) -> bool:
    """True if `zone` never differs from UTC, so that nothing needs to be converted."""
    return zone in _UTC_NAMES


@cache
def irregular_times(zone: str) -> tuple[tuple[Irregular, ...], tuple[Irregular, ...]]:
    """(skipped, repeated) local times of `zone` between 1990 and 2060."""
    if is_utc(zone):
        return (), ()
    info = ZoneInfo(zone)
    skipped: list[Irregular] = []
    repeated: list[Irregular] = []
    day = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    before = _offset(day, info)
    while day.year <= _LAST_YEAR:
        following = day + timedelta(days=1)
        after = _offset(following, info)
        if after != before:
            change = _change(day, following, info).replace(tzinfo=None)
            old, new = change + before, change + after
            (skipped if new > old else repeated).append((min(old, new), max(old, new)))
        day, before = following, after
    return tuple(skipped), tuple(repeated)


def irregular_sql(local: str, times: tuple[Irregular, ...]) -> str:
    """True where the local time `local` lies in one of `times`; never NULL."""
    if not times:
        return "false"
    days = sorted({day for start, end in times for day in (start.date(), (end - timedelta(microseconds=1)).date())})
    listed = ", ".join(f"DATE '{day}'" for day in days)
    exact = " OR ".join(f"({local} >= TIMESTAMP '{start}' AND {local} < TIMESTAMP '{end}')" for start, end in times)
    return f"coalesce(CASE WHEN CAST({local} AS DATE) IN ({listed}) THEN {exact} END, false)"


def _offset(instant: datetime, info: ZoneInfo) -> timedelta:
    return instant.astimezone(info).utcoffset() or timedelta()


def _change(low: datetime, high: datetime, info: ZoneInfo) -> datetime:
    """The instant, to the second, at which the offset changes between `low` and `high`."""
    before = _offset(low, info)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _offset(middle, info) == before:
            low = middle
        else:
            high = middle
    return high
