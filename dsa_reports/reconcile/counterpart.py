"""R-5: the notices that a helpline or trusted flagger says it sent, against those that the platform logged as received from it.

A notice of theirs is found by the platform's own reference where they kept it; else by the day on which it was sent (received
the same day or the next) and, where both say it, the category. Each of ours is found once. Nothing is guessed beyond that:
what is not found may be lost, late, sent under another name, or never sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Ours", "Reconciled", "Theirs", "reconciled"]

_LATER = timedelta(days=1)


@dataclass(frozen=True)
class Theirs:
    """One line of their list. `line`: record number, the header being 1."""

    line: int
    sent: date
    reference: str = ""
    category: str = ""


@dataclass(frozen=True)
class Ours:
    """One notice that the platform logged."""

    id: str
    received: date
    category: str
    acted: bool
    concluded: bool


@dataclass(frozen=True)
class Reconciled:
    """`found`: their line → our notice; `missing`: lines of theirs that we do not have; `extra`: notices of ours that they do not list."""

    found: dict[int, Ours]
    missing: tuple[Theirs, ...]
    extra: tuple[Ours, ...]

    @property
    def sent(self) -> int:
        """Notices on their list."""
        return len(self.found) + len(self.missing)

    @property
    def difference(self) -> int:
        """Notices that only one side has."""
        return len(self.missing) + len(self.extra)

    def within(self, tolerance: float) -> bool:
        """True if what only one side has is at most `tolerance` of what they sent."""
        return self.difference <= tolerance * self.sent

    def outcomes(self) -> dict[str, int]:
        """What became of the notices that were found."""
        acted = sum(one.acted for one in self.found.values())
        concluded = sum(one.concluded and not one.acted for one in self.found.values())
        return {"acted_upon": acted, "concluded_without_action": concluded, "open": len(self.found) - acted - concluded}


def reconciled(theirs: Sequence[Theirs], ours: Sequence[Ours]) -> Reconciled:
    """Both lists held against each other, the same answer for the same lists in whatever order."""
    left = {one.id: one for one in sorted(ours, key=lambda one: (one.received, one.id))}
    found: dict[int, Ours] = {}
    ordered = sorted(theirs, key=lambda one: (one.sent, one.line))
    for one in ordered:
        if one.reference and one.reference in left:
            found[one.line] = left.pop(one.reference)
    for exact in (True, False):
        for one in ordered:
            if one.line not in found and (match := _same(one, left, exact=exact)):
                found[one.line] = left.pop(match)
    missing = tuple(one for one in sorted(theirs, key=lambda one: one.line) if one.line not in found)
    return Reconciled(dict(sorted(found.items())), missing, tuple(left.values()))


def _same(one: Theirs, left: dict[str, Ours], *, exact: bool) -> str:
    """Our earliest notice that may be theirs; first those of the same category (`exact`), then those where they name none."""
    if one.reference or bool(one.category) is not exact:
        return ""
    return next((name for name, own in left.items() if one.sent <= own.received <= one.sent + _LATER and (not one.category or own.category == one.category)), "")
