"""How complete a register is: per point of the law, by lane and month of the first show, and by Member State; as CSV."""

import csv
from collections import Counter
from io import StringIO

from dsa_reports.advertisers.formats import Item
from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.parsing import is_member_state
from dsa_reports.advertisers.rules.contents import REQUIRED, owed

__all__ = ["Completeness"]


class Completeness:
    """Counts entries one by one; `table` says it as CSV."""

    def __init__(self) -> None:
        self._owing: Counter[tuple[Item, str, str, str]] = Counter()
        self._saying: Counter[tuple[Item, str, str, str]] = Counter()

    def see(self, record: AdRecord) -> None:
        """One more entry."""
        month = f"{record.first_shown.day:%Y-%m}" if record.first_shown else "unknown"
        groups = ["", *_states(record)]
        for item, (_, _, says) in REQUIRED.items():
            if owed(record, item):
                keys = [(item, record.lane, month, state) for state in groups]
                self._owing.update(keys)
                if says(record):
                    self._saying.update(keys)

    def table(self) -> str:
        """One line per point, lane, month (or `unknown`) and Member State: entries that say it, of those that owe it.

        `member_state` is '' on the lines that count each entry once; an entry shown in several states stands in the lines of
        each of them, so that these must not be added up. A line without any entry that owes the point is left out.
        """
        stream = StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(["point", "in_words", "citation", "lane", "month", "member_state", "entries_that_say_it", "entries_that_owe_it"])
        order = {item: place for place, item in enumerate(REQUIRED)}
        for key in sorted(self._owing, key=lambda key: (order[key[0]], *key[1:])):
            item, lane, month, state = key
            words, citation, _ = REQUIRED[item]
            writer.writerow([item, words, citation, lane, month, state, self._saying[key], self._owing[key]])
        return stream.getvalue()


def _states(record: AdRecord) -> list[str]:
    shown = {*record.reach.member_states, *(code for code in record.reach.first_shown if is_member_state(code))}
    return sorted(shown)
