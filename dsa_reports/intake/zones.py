"""The local times that a zone's clock skipped or showed twice."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dsa_reports.contract.conditions import literal

__all__ = ["Irregular", "irregular_times", "is_utc", "repeated_sql", "shifts", "skipped_sql"]

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


def shifts(zone: str) -> tuple[int, ...]:
    """By how many seconds the clock of `zone` was ever put back or forward."""
    return tuple(sorted({int((end - start).total_seconds()) for times in irregular_times(zone) for start, end in times}))


def skipped_sql(local: str, zone: str) -> str:
    """True where `local` (TIMESTAMP) is a local time that the clock of `zone` skipped: there and back it is another one."""
    return _guarded(local, zone, f"{_there_and_back(local, zone, 0)} <> {local}")


def repeated_sql(local: str, zone: str) -> str:
    """True where the clock of `zone` showed `local` twice: an instant before or after it looks the same."""
    alike = " OR ".join(f"{_there_and_back(local, zone, sign * shift)} = {local}" for shift in shifts(zone) for sign in (1, -1))
    return _guarded(local, zone, alike)


def _guarded(local: str, zone: str, asked: str) -> str:
    """`asked` only in the hours of the day in which the clock of `zone` was ever changed: one in 24 in the Union."""
    hours = {
        (start + timedelta(minutes=minute)).hour
        for times in irregular_times(zone) for start, end in times
        for minute in range(0, int((end - start).total_seconds() // 60), 15)
    }
    listed = ", ".join(map(str, sorted(hours)))
    return f"coalesce(CASE WHEN hour({local}) IN ({listed}) THEN {asked} END, false)" if hours else "false"


def _there_and_back(local: str, zone: str, seconds: int) -> str:
    """The local time `seconds` after the instant that `local` is taken for."""
    moved = f" + to_seconds({seconds})" if seconds else ""
    return f"((({local} AT TIME ZONE {literal(zone)}){moved}) AT TIME ZONE {literal(zone)})"


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
