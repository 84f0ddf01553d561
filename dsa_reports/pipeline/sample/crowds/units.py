"""A unit: accounts that are planned alike. Campaigns and honest crowds differ in these values only, not in how events are made."""

from dataclasses import dataclass, field

__all__ = ["DAY", "HONEST_RHYTHM", "HOUR", "LOG_SPAN", "LOG_START", "STYLES", "Unit"]

HOUR, DAY = 3_600, 86_400
LOG_START = 1_767_225_600
"""2026-01-01T00:00:00Z; the log has no clock."""
LOG_SPAN = 181 * DAY

STYLES = ("none", "confusables", "invisible", "spacing", "emoji", "leet", "fancy", "mixed")
"""How texts are disguised; `mixed`: another way each time."""
HONEST_RHYTHM = ("posted", "liked", "commented", "liked", "followed", "commented", "messaged", "story_viewed", "posted", "liked", "mentioned")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """Accounts that are planned alike. Shares are per thousand; times are seconds, those of days count from the start of the log.

    An event is of one of three sources: the unit's `own` texts and links, `ambient` ones (news and songs that everybody
    shares), or free ones. `own_span` = 0: own events lie anywhere in the life of the account.
    """

    group: str
    accounts: int
    kind: str = ""
    style: str = "none"
    campaign: str = ""
    cell: int = 0
    generation: int = 0
    carries: str = ""
    """What a generation keeps of the one before."""
    registered_from: int = -2_000 * DAY
    registered_span: int = 2_150 * DAY
    bursts: int = 0
    burst_share: int = 0
    steady: bool = False
    """An even pace after `delay`, over `life` seconds; else acts are strewn over the whole log."""
    delay: int = 0
    life: int = LOG_SPAN
    jitter: int = 1
    own_from: int = 0
    own_span: int = 0
    events: int = 20
    blank: int = 0
    """Share of accounts that show nothing of the unit: no own text, link, picture or handle."""
    own: int = 0
    ambient: int = 120
    rhythm: tuple[str, ...] = HONEST_RHYTHM
    noise: int = 1000
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    links: int = 0
    link_use: int = 0
    shortened: int = 0
    hubbed: int = 0
    followed: int = 600
    affiliates: tuple[str, ...] = ()
    paths: str = "account"
    """`account`: a path of one's own · `fixed`: one of the words' `pages` · `page`: one of `pages` numbered pages."""
    pages: int = 1
    pictures: tuple[int, ...] = ()
    picture_share: int = 0
    flips: int = 0
    handle: str = ""
    handle_share: int = 0
    crowd_word: str = ""
    targets: int = 0
    target_share: int = 0
    target_unit: int = -1
    """The number of the unit that is addressed; -1: ordinary accounts."""
    reach: str = "any"
    """Whom they address: `any`, `large` accounts, `ordinary` ones, or `young` ones too (as the platform knows it)."""
    removed: int = 2
    removed_from: int = 0
    removed_span: int = LOG_SPAN
