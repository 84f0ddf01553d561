"""How complete a register is: per point of the law, by lane and month of the first show, and by Member State; as CSV."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from io import StringIO

from dsa_reports.advertisers.model import AdRecord
from dsa_reports.advertisers.parsing import is_member_state
from dsa_reports.advertisers.rules.contents import REQUIRED, given

__all__ = ["completeness"]


def completeness(records: Sequence[AdRecord]) -> str:
    """One line per point, lane, month (or `unknown`) and Member State: entries that say it, of those that owe it.

    `member_state` is '' on the lines that count each entry once; an entry shown in several states stands in the lines of
    each of them, so that these must not be added up. A line without any entry that owes the point is left out.
    """
    groups: defaultdict[tuple[str, str, str], list[AdRecord]] = defaultdict(list)
    for record in records:
        month = f"{record.first_shown.day:%Y-%m}" if record.first_shown else "unknown"
        for state in ("", *_states(record)):
            groups[record.lane, month, state].append(record)
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["point", "in_words", "citation", "lane", "month", "member_state", "entries_that_say_it", "entries_that_owe_it"])
    for item, (words, citation, _) in REQUIRED.items():
        for (lane, month, state), group in sorted(groups.items()):
            says, owing = given(group, item)
            if owing:
                writer.writerow([item, words, citation, lane, month, state, says, owing])
    return stream.getvalue()


def _states(record: AdRecord) -> list[str]:
    shown = {*record.reach.member_states, *(code for code in record.reach.first_shown if is_member_state(code))}
    return sorted(shown)
