"""When entries come, and how long they stay."""

from collections.abc import Generator, Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone

from dsa_reports.advertisers.checks import Broken, Known, Tally, register_check
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.retention import keep_until
from dsa_reports.display import shown
from dsa_reports.findings import Severity

__all__ = ["LISTED_WITHIN", "late"]

LISTED_WITHIN = timedelta(hours=24)
"""A benchmark: one platform committed itself to it. The law names no time."""

_NAMED = 5
"""Ads that a finding names."""


@register_check(Severity.WARNING, "DSA Art. 39(1)", "Keep each entry while it is shown and for one year after it was last shown.")
def ad_2(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """The register keeps each entry for one year after it was last shown. What is gone cannot be seen in what is left:
    that the oldest entry was last shown less than a year ago is a warning, which the text does not force, because a young
    service has nothing older. Entries past their year may go; they are counted in a note."""
    oldest: date | None = None
    past = Tally()
    while (record := (yield)) is not None:
        if record.last_shown is not None:
            oldest = min(oldest or record.last_shown.day, record.last_shown.day)
        if (until := keep_until(record)) is not None and until < known.on:
            past.add(record)
    broken = [Broken(f"{past.entries('was', 'were')} last shown more than a year ago, which the public view leaves out", past, Severity.INFO, "Nothing to do: the law sets the shortest time, not the longest. Weigh it against data minimisation.")]
    if oldest and not past.count and oldest > known.on - timedelta(days=330):
        broken.append(Broken(f"no entry was last shown before {oldest}: nothing of the year before is left, or the register is younger than a year"))
    return broken


@register_check(Severity.WARNING, "DSA Art. 39(1)", "List ads when they are first shown. 24 hours is a benchmark that one platform committed itself to, not the law.")
def ad_6(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """An ad stands in the register within 24 hours of its first show (benchmark, not the law). Where only the day of the
    first show is known, an entry is late if it is so at the latest hour of that day, anywhere. With a billing or impression
    log: every ad of it stands in the register (an error), within 24 hours of the first line about it; entries of the paid lane
    that the log lacks are counted in a note."""
    timed, found, untimed = 0, Tally(), Tally()
    log = _Log(known.billed) if known.billed is not None else None
    while (record := (yield)) is not None:
        timed += record.first_shown is not None and record.listed is not None
        if late(record):
            found.add(record)
        if record.listed is None:
            untimed.add(record)
        if log is not None and record.lane == "paid":
            log.see(record)
    return [
        Broken(f"{found.count:,} of {timed:,} entries with both times were listed more than 24 hours after they were first shown", found),
        *(log.broken() if log is not None else ()),
        Broken(f"{untimed.entries('does', 'do')} not say when it was listed, so that nobody can tell whether it was late", untimed, Severity.INFO, "Export the time at which the entry appeared."),
    ]


class _Log:
    """Paid entries against the ads of a billing or impression log."""

    def __init__(self, billed: Mapping[str, datetime | None]) -> None:
        self._billed = billed
        self._found: set[str] = set()
        self._timed, self._behind, self._unbilled = 0, Tally(), Tally()

    def see(self, record: AdRecord) -> None:
        if record.ad_id not in self._billed:
            self._unbilled.add(record)
            return
        self._found.add(record.ad_id)
        first = self._billed[record.ad_id]
        if first is not None and record.listed is not None:
            self._timed += 1
            if _listed(record) - first > LISTED_WITHIN:
                self._behind.add(record)

    def broken(self) -> Iterator[Broken]:
        missing = sorted(ad_id for ad_id in self._billed if ad_id not in self._found)
        if missing:
            named = ", ".join(shown(ad_id, 40) for ad_id in missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
            yield Broken(
                f"{len(missing):,} of {len(self._billed):,} ads of the billing or impression log do not stand in the register: {named}", None, Severity.ERROR,
                "Enter them, from the first show on. Art. 39 asks for every advertisement that was shown.", "DSA Art. 39(1), (2)",
            )
        yield Broken(f"{self._behind.count:,} of {self._timed:,} entries with both times were listed more than 24 hours after they were first billed or shown", self._behind)
        yield Broken(f"{self._unbilled.entries('of the paid lane stands', 'of the paid lane stand')} in no line of the billing or impression log", self._unbilled, Severity.INFO, "Is the log whole, and of the same time? Were they shown at all?")


def _listed(record: AdRecord) -> datetime:
    """The earliest moment at which it may have been listed: a day begins first at UTC+14."""
    assert record.listed is not None  # noqa: S101 (asked by every caller)
    return record.listed.at or datetime.combine(record.listed.day, time(), timezone(timedelta(hours=14)))


def late(record: AdRecord) -> bool:
    """Listed more than 24 hours after the first show, whatever the hour of a day was."""
    if record.first_shown is None or record.listed is None:
        return False
    # UTC-12 is where a day ends last.
    first = record.first_shown.at or _end_of(record.first_shown.day)
    return _listed(record) - first > LISTED_WITHIN


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, timezone(timedelta(hours=-12)))


@register_check(Severity.ERROR, "DSA Art. 39(3)", "Stop the ad where it was removed, or correct the area of the removal.")
def ad_9(known: Known) -> Generator[None, AdRecord | None, list[Broken]]:
    """A removed ad is no longer shown where it was removed. Found are entries removed everywhere that have no
    last day of showing or still run as the source has it (a warning: the day may only be missing), and entries that name the states of the removal and a last day of showing there after the day on which the
    register is judged. Most formats have no day of removal: reach in a state may lie before it and is no finding."""
    running, later = Tally(), Tally()
    while (record := (yield)) is not None:
        if (removal := record.removal) is None:
            continue
        if record.running is True and not record.standing:
            running.add(record)
        if any(day > known.on for code, day in record.reach.last_shown.items() if code in removal.areas):
            later.add(record)
    return [
        Broken("removed everywhere, and without a last day on which it was shown: is it still running?", running, Severity.WARNING, remedy="Give the last day on which it was shown, or correct the mark of the removal."),
        Broken("a last day of showing in the future, in a state where the ad was removed", later),
    ]
