"""Random logs: every row valid by the table contract, as many as possible at some edge.

The same seed gives the same logs. Times crowd at the edges of the period (in the
service's time zone, and at the midnights of UTC that are not its edges) and around the
changes of daylight saving; sub-categories are missing, foreign, several or described in
nearly the same words; references point in and out of the period.
"""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from .calendar_days import Limits, limits
from .generate_actions import DESCRIPTIONS, moderation_actions
from .lists import ALL_KEYWORDS, KEYWORDS, MEMBER_STATES, NAMES, categories_of

T = TypeVar("T")
Log = dict[str, Any]

PERIODS = ("2026-H1", "2026-H2", "2026", "2026-Q1", "2026-Q4", "2026-03-29/2026-10-24", "2026-03-30/2026-10-25", "2026-02-10/2026-02-10")
ZONES = ("Europe/Amsterdam", "Europe/Amsterdam", "Europe/Amsterdam", "UTC", "Europe/Athens", "Atlantic/Azores")
LANGUAGES = ("nl", "de", "fr", "sv", "bg", "el", "en", "tr", "eu", "ar")
_PAUSES = (
    0, 0, 1, 18, 59, 60, 1800, 3599, 3600, 3600.5, 3601, 7199.999999, 5400, 86399, 86400, 90061, 0.999999, 18.000001,
)


class Dice:
    """Random choices about one service in one period."""

    def __init__(self, seed: int, within: Limits) -> None:
        self.random = random.Random(seed)
        self.within = within
        self.favourites = {part: self.random.sample(categories_of(part), 3) for part in (3, 4, 6)}

    def maybe(self, chance: float) -> bool:
        """True with this chance."""
        return self.random.random() < chance

    def pick(self, values: Sequence[T]) -> T:
        """One of them."""
        return self.random.choice(values)

    def perhaps(self, chance: float, values: Sequence[T]) -> T | None:
        """One of them with this chance, else nothing."""
        return self.pick(values) if self.maybe(chance) else None

    def some(self, values: Sequence[T], at_most: int) -> list[T]:
        """A few of them, sometimes one twice, sometimes none."""
        return [self.pick(values) for _ in range(self.random.randint(0, at_most))]

    def moment(self) -> datetime:
        """A time in, at the edge of, or near the period."""
        edge = self.pick((self.within.begins, self.within.ends))
        kind = self.random.random()
        if kind < 0.10:
            return edge
        if kind < 0.22:
            return edge + self.pick((-1, 1)) * self.pick((timedelta(microseconds=1), timedelta(seconds=1), timedelta(hours=1)))
        if kind < 0.30:
            day = self.pick((self.within.first_day, self.within.last_day + timedelta(days=1)))
            return datetime.combine(day, time(0), tzinfo=UTC) + timedelta(minutes=self.pick((-60, -1, 0, 1, 60)))
        if kind < 0.36:
            change = self.pick((datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)))
            return change + timedelta(minutes=self.random.randint(-90, 90))
        earliest = self.within.begins - timedelta(days=12)
        span = self.within.ends + timedelta(days=12) - earliest
        return earliest + timedelta(seconds=self.random.randrange(int(span.total_seconds())), milliseconds=self.pick((0, 7, 500)))

    def later(self, moment: datetime) -> datetime:
        """A time not before `moment`: at once, seconds, days or months later."""
        if self.maybe(0.4):
            return moment + timedelta(seconds=self.pick(_PAUSES))
        if self.maybe(0.3):  # just before the second at which two decimals of an hour are rounded up
            return moment + timedelta(seconds=36 * self.random.randint(0, 200) + 17, milliseconds=self.random.randint(900, 999))
        return moment + timedelta(seconds=self.random.randint(0, self.pick((7200, 300_000, 9_000_000))))

    def perhaps_later(self, chance: float, moment: datetime) -> datetime | None:
        """With this chance a time not before `moment`."""
        return self.later(moment) if self.maybe(chance) else None

    def day(self) -> date:
        """A day in, at the edge of, or near the period."""
        first, last = self.within.first_day, self.within.last_day
        if self.maybe(0.5):
            return self.pick((first, last, first - timedelta(days=1), last + timedelta(days=1)))
        return first + timedelta(days=self.random.randint(-10, (last - first).days + 10))

    def category(self, part: int) -> str:
        """Mostly one of a few, so that their cells hold several rows."""
        return self.pick(self.favourites[part]) if self.maybe(0.8) else self.pick(categories_of(part))

    def keyword(self, category: str) -> str | None:
        """A sub-category of the category, of another one, KEYWORD_OTHER, or none."""
        own = KEYWORDS[category] or ("KEYWORD_OTHER",)
        return self.pick((self.pick(own[:2]), self.pick(own), "KEYWORD_OTHER", "KEYWORD_OTHER", self.pick(ALL_KEYWORDS), None))

    def words(self, category: str | None) -> str | None:
        """A description, or one that looks as if it had been told apart from an equal one already."""
        if category and self.maybe(0.1):
            return f"{self.pick(('Spam', 'Doxing'))} ({NAMES[category]}){self.pick(('', '', ' [2]'))}"
        return self.pick(DESCRIPTIONS)


def random_logs(
    seed: int, tier: str, size: int, *, period: str = "2026-H1", zone: str = "Europe/Amsterdam",
) -> dict[str, list[Log]]:
    """Valid logs of a service of `tier`; `size` moderation actions, the other tables in proportion."""
    dice = Dice(seed, limits(period, zone))
    logs: dict[str, list[Log]] = {
        "orders": [_order(dice, f"o-{n}") for n in range(size // 2)],
        "notices": [_notice(dice, f"n-{n}") for n in range(size)],
        "user_reports": [_user_report(dice, f"u-{n}") for n in range(size // 3)],
        "complaints": [_appeal(dice, f"c-{n}") | _complaint(dice) for n in range(size)],
        "disputes": [_appeal(dice, f"d-{n}") | {"implemented": dice.pick((True, True, False, None))} for n in range(size // 4)],
        "suspensions": [_suspension(dice, f"s-{n}") for n in range(size // 4)],
        "automation_evaluations": [_evaluation(dice, f"e-{n}") for n in range(size // 3)],
        "moderators": _moderators(dice, size // 4),
        "recipients": _recipients(dice, size),
    }
    logs["moderation_actions"] = moderation_actions(dice, size, logs)
    for name in logs:
        if size and dice.maybe(0.03):
            logs[name] = []
    return logs


def _order(dice: Dice, name: str) -> Log:
    received = dice.moment()
    category = dice.category(3)
    kind = dice.pick(("act_against_illegal_content", "act_against_illegal_content", "provide_information"))
    return {
        "id": name, "kind": kind, "member_state": dice.pick(("NL", "NL", "DE", "EL", "GR", dice.pick(MEMBER_STATES))),
        "category": category, "keyword": dice.keyword(category), "other_description": dice.words(category),
        "items": dice.random.randint(0, 12) if kind.startswith("act") or dice.maybe(0.5) else None,
        "received_at": received, "receipt_confirmed_at": dice.perhaps_later(0.8, received),
        "receipt_automated": dice.pick((True, True, False, None)), "effect_given_at": dice.perhaps_later(0.8, received),
    }


def _notice(dice: Dice, name: str) -> Log:
    received = dice.moment()
    category = dice.category(4)
    reporter = dice.pick(("trusted_flagger", "trusted_flagger", "minor", "guardian", "victim", "helpline", "other", "other"))
    return {
        "id": name, "category": category, "keyword": dice.keyword(category), "other_description": dice.words(category),
        "phenomenon": dice.perhaps(0.1, ("sexbot_spam",)), "reporter_kind": reporter,
        "trusted_flagger_name": "Hotline" if reporter == "trusted_flagger" else None,
        "items": dice.random.randint(1, 12), "received_at": received, "decided_at": dice.perhaps_later(0.6, received),
        "action_taken_at": dice.perhaps_later(0.6, received), "processing": _processing(dice),
        "actions_on_law": dice.perhaps(0.5, (0, 1, 3)), "actions_on_terms": dice.perhaps(0.5, (0, 1, 2)),
        "language": dice.perhaps(0.6, LANGUAGES),
    }


def _processing(dice: Dice) -> str | None:
    return dice.pick(("automated", "partially_automated", "not_automated", None))


def _user_report(dice: Dice, name: str) -> Log:
    reported = dice.moment()
    category = dice.category(4) if dice.maybe(0.7) else None
    return {
        "id": name, "reported_at": reported, "reporter_kind": dice.perhaps(0.7, ("minor", "other")), "category": category,
        "keyword": dice.keyword(category) if category else dice.perhaps(0.3, ALL_KEYWORDS),
        "other_description": dice.words(category), "decided_at": dice.perhaps_later(0.6, reported),
        "action_taken_at": dice.perhaps_later(0.5, reported), "processing": _processing(dice),
    }


def _appeal(dice: Dice, name: str) -> Log:
    submitted = dice.moment()
    outcome = dice.pick(("upheld", "upheld", "partially_reversed", "reversed", "omitted", "pending"))
    needs_time = outcome not in ("omitted", "pending")
    decided = dice.perhaps_later(1.0 if needs_time else 0.5, submitted)
    if decided is not None and dice.maybe(0.3):
        decided = max(decided, dice.moment())
    return {"id": name, "submitted_at": submitted, "outcome": outcome, "decided_at": decided}


def _complaint(dice: Dice) -> Log:
    return {
        "basis": dice.pick(("visibility", "service", "account", "monetisation", "no_action_on_notice", "no_action_on_notice")),
        "by_trusted_flagger": dice.pick((True, False, None)), "new_restriction_imposed": dice.pick((True, False, None)),
        "phenomenon": dice.perhaps(0.1, ("sexbot_spam",)),
    }


def _suspension(dice: Dice, name: str) -> Log:
    imposed = dice.moment()
    grounds = ("manifestly_illegal_content", "manifestly_unfounded_notices", "manifestly_unfounded_complaints")
    return {
        "id": name, "ground": dice.pick(grounds), "imposed_at": imposed, "ends_at": dice.perhaps_later(0.7, imposed),
        "warned_at": imposed - timedelta(days=3) if dice.maybe(0.5) else None,
    }


def _evaluation(dice: Dice, name: str) -> Log:
    scope = dice.pick(("total", "own_initiative", "notices", "trusted_flagger_notices", "language", "language"))
    to = dice.day()
    counts = dice.pick(((0, 9), (0, 9), (0, 1), (0, 0), (90, 2000)))
    columns = ("true_positives", "false_positives", "true_negatives", "false_negatives")
    return {
        "id": name, "system": dice.pick(("Link farm", "Link farm", "alpha", "Zeta", "spam-10", "spam-2")), "scope": scope,
        "language": dice.pick(("nl", "nl", "de", "bg", "sv")) if scope == "language" else None,
        "content_type": dice.pick((None, "all", "text", "image", "video")), "evaluated_to": to,
        "evaluated_from": to - timedelta(days=30) if dice.maybe(0.5) else None,
        "method": dice.pick(("Random sample, two reviewers", "Every tenth decision")),
    } | {column: dice.random.randint(*counts) for column in columns}


def _moderators(dice: Dice, size: int) -> list[Log]:
    days = [dice.day() for _ in range(3)]
    return [
        {
            "id": f"m-{n}", "as_of": dice.pick(days), "kind": dice.pick(("internal", "external")),
            "fte": Decimal(dice.random.randint(0, 3000)) / 1000 if dice.maybe(0.5) else Decimal("0.5"),
            "heads": dice.perhaps(0.5, (1, 2, 40)), "languages": dice.some(LANGUAGES[:7], 3),
        }
        for n in range(size)
    ]


def _recipients(dice: Dice, size: int) -> list[Log]:
    """Some months in and around the period, with or without rows for the Union, Greece under both codes."""
    first = dice.within.first_day.replace(day=1)
    months = sorted({(first + timedelta(days=31 * n)).replace(day=1) for n in range(-1, 14)})
    states = [*dice.random.sample(MEMBER_STATES, 6), "EL", "GR", *(["TOTAL"] * 3 if dice.maybe(0.5) else [])]
    if dice.maybe(0.2):
        months += [month.replace(day=15) for month in months]
    return [
        {"month": dice.pick(months[:5]) if dice.maybe(0.7) else dice.pick(months), "member_state": dice.pick(states),
         "active_recipients": dice.random.randint(0, 5_000_000)}
        for _ in range(size)
    ]
