"""When entries come, and how long they stay."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone

from dsa_reports.advertisers.checks import Broken, Register, register_check
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
def ad_2(register: Register) -> Iterator[Broken]:
    """The register keeps each entry for one year after it was last shown. What is gone cannot be seen in what is left:
    that the oldest entry was last shown less than a year ago is a warning, which the text does not force, because a young
    service has nothing older. Entries past their year may go; they are counted in a note."""
    last = [record.last_shown.day for record in register.records if record.last_shown is not None]
    past = [record for record in register.records if (until := keep_until(record)) is not None and until < register.on]
    if past:
        yield Broken(f"{len(past):,} entries were last shown more than a year ago; the public view leaves them out", past, Severity.INFO, "Nothing to do: the law sets the shortest time, not the longest. Weigh it against data minimisation.")
    if last and not past and min(last) > register.on - timedelta(days=330):
        yield Broken(f"no entry was last shown before {min(last)}: nothing of the year before is left, or the register is younger than a year")


@register_check(Severity.WARNING, "DSA Art. 39(1)", "List ads when they are first shown. 24 hours is a benchmark that one platform committed itself to, not the law.")
def ad_6(register: Register) -> Iterator[Broken]:
    """An ad stands in the register within 24 hours of its first show (benchmark, not the law). Where only the day of the
    first show is known, an entry is late if it is so at the latest hour of that day, anywhere. With a billing or impression
    log: every ad of it stands in the register (an error), within 24 hours of the first line about it; entries of the paid lane
    that the log lacks are counted in a note."""
    timed = [record for record in register.records if record.first_shown is not None and record.listed is not None]
    found = [record for record in timed if late(record)]
    if found:
        yield Broken(f"{len(found):,} of {len(timed):,} entries with both times were listed more than 24 hours after they were first shown", found)
    if register.billed is not None:
        yield from _against(register, register.billed)
    untimed = [record for record in register.records if record.listed is None]
    if untimed:
        yield Broken(f"{len(untimed):,} entries do not say when they were listed, so that nobody can tell whether they were late", untimed, Severity.INFO, "Export the time at which the entry appeared.")


def _against(register: Register, billed: Mapping[str, datetime | None]) -> Iterator[Broken]:
    paid = [record for record in register.records if record.lane == "paid"]
    known = {record.ad_id for record in paid}
    missing = sorted(ad_id for ad_id in billed if ad_id not in known)
    if missing:
        named = ", ".join(shown(ad_id, 40) for ad_id in missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
        yield Broken(
            f"{len(missing):,} of {len(billed):,} ads of the billing or impression log do not stand in the register: {named}", (), Severity.ERROR,
            "Enter them, from the first show on. Art. 39 asks for every advertisement that was shown.", "DSA Art. 39(1), (2)",
        )
    timed = [(record, first) for record in paid if (first := billed.get(record.ad_id)) is not None and record.listed is not None]
    behind = [record for record, first in timed if _listed(record) - first > LISTED_WITHIN]
    if behind:
        yield Broken(f"{len(behind):,} of {len(timed):,} entries with both times were listed more than 24 hours after they were first billed or shown", behind)
    unbilled = [record for record in paid if record.ad_id not in billed]
    if unbilled:
        yield Broken(f"{len(unbilled):,} paid entries stand in no line of the billing or impression log", unbilled, Severity.INFO, "Is the log whole, and of the same time? Were they shown at all?")


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
def ad_9(register: Register) -> Iterator[Broken]:
    """A removed ad is no longer shown where it was removed. Found are entries removed everywhere that have no
    last day of showing or still run as the source has it (a warning: the day may only be missing), and entries that name the states of the removal and a last day of showing there after the day on which the
    register is judged. Most formats have no day of removal: reach in a state may lie before it and is no finding."""
    running = [record for record in register.records if record.removal is not None and record.running is True and not record.standing]
    if running:
        yield Broken("removed everywhere, and without a last day on which it was shown: is it still running?", running, Severity.WARNING, remedy="Give the last day on which it was shown, or correct the mark of the removal.")
    later = [
        record for record in register.records
        if record.removal is not None and any(day > register.on for code, day in record.reach.last_shown.items() if code in record.removal.areas)
    ]
    if later:
        yield Broken("a last day of showing in the future, in a state where the ad was removed", later)
