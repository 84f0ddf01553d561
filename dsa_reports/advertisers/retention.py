"""How long an entry stays in the public register (Art. 39(1)): while it is shown, and for one year after it was last shown."""

from datetime import date

from dsa_reports.advertisers.model import AdRecord

__all__ = ["keep_until", "kept"]


def keep_until(record: AdRecord) -> date | None:
    """The last day of the year after the last show; None while the entry may still be shown, or does not say."""
    if record.last_shown is None or record.running is True:
        return None
    last = record.last_shown.day
    try:
        return last.replace(year=last.year + 1)
    except ValueError:
        return date(last.year + 1, 3, 1)  # 29 February: a day longer rather than one shorter


def kept(record: AdRecord, on: date) -> bool:
    """True if the public register must have the entry on the day `on`."""
    until = keep_until(record)
    return until is None or on <= until
