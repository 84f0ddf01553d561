"""From what a service has and lacks to the first draft of its register.

The answers set aside only what cannot apply, with the answer as reason; everything else is left to people: nothing is
proposed as planned or in place, and no item of the law is set aside by a questionnaire.
"""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from dsa_reports.errors import UsageError
from dsa_reports.law.minor_items import Item, features, items

__all__ = ["Answers", "Proposal", "proposals"]


@dataclass(frozen=True)
class Answers:
    """Features that the service lacks; what nobody answered counts as there. UsageError for a feature that does not exist."""

    lacks: frozenset[str] = frozenset()
    owner: str = ""

    @classmethod
    def of(cls, *, has: Collection[str] = (), lacks: Collection[str] = (), owner: str = "") -> "Answers":
        """The answers, checked."""
        for name in (*has, *lacks):
            if name not in features():
                near = get_close_matches(name, features(), n=1)
                raise UsageError(f"there is no feature {name!r}", remedy=f"Do you mean {near[0]}?" if near else f"Known: {', '.join(features())}.")
        if both := sorted(set(has).intersection(lacks)):
            raise UsageError(f"the service cannot both have and lack {', '.join(both)}", remedy="Name it once: --has or --lacks.")
        return cls(frozenset(lacks), owner.strip())


@dataclass(frozen=True)
class Proposal:
    """One entry of the draft: set aside with a reason, or (without) to be decided."""

    id: str
    item: Item
    reason: str = ""


def proposals(answers: Answers) -> list[Proposal]:
    """One proposal per item, in the order of the list."""
    return [Proposal(f"M-{number:02d}", item, _reason(item, answers)) for number, item in enumerate(items().values(), 1)]


def _reason(item: Item, answers: Answers) -> str:
    if item.kind == "law" or not item.features or not answers.lacks.issuperset(item.features):
        return ""
    return f"The service has no {' and no '.join(features()[name] for name in item.features)} (answer to the questionnaire)."
