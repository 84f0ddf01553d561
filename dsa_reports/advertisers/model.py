"""One entry of an ad register, whatever format it came in. Internal register and public view are two exports of it.

Nothing is guessed: what a format does not say is None (or empty), what it says in a way that the record has no place for
stays in `unmapped`, and what it says with nothing in it (`null`, `""`, `[]`) is told apart from what it leaves out.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "AdRecord", "Basis", "Content", "GroupReach", "Lane", "Moment", "Parameter", "Party", "Range", "Reach", "Removal", "Unit", "Use",
]

Lane = Literal["paid", "declared"]
"""Paid advertisement (Art. 3(r)), or commercial communication that a user declared (Art. 26(2), 39(2)(f))."""
Unit = Literal["people", "impressions", "unknown"]
Basis = Literal["exact", "range", "abbreviated", "estimate"]
Use = Literal["include", "exclude", "both"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Range(_Frozen):
    """How many: at least `low` (None: not said), at most `high` (None: open end). `raw` is what the source wrote."""

    low: Annotated[int | None, Field(ge=0)] = None
    high: Annotated[int | None, Field(ge=0)] = None
    raw: str = ""
    unit: Unit = "unknown"
    basis: Basis = "exact"


class Moment(_Frozen):
    """A day (UTC), and the instant where the source has one. A day is no instant: differences from it are whole days."""

    day: date
    at: datetime | None = None
    raw: str = ""

    @property
    def precision(self) -> Literal["day", "instant"]:
        """How exact the source is."""
        return "day" if self.at is None else "instant"


class Party(_Frozen):
    """A natural or legal person as the register names it."""

    name: str = ""
    company_number: str = ""
    email_domain: str = ""
    country: str = ""
    verified: bool | None = None


class Content(_Frozen):
    """Art. 39(2)(a): what the ad says and shows, where it leads, what it is for."""

    texts: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    """Perceptual hashes of what it shows, in hexadecimal; never pictures."""
    page: str = ""
    """Where the register shows the ad: a pointer to the content, not the content."""
    landing: tuple[str, ...] = ()
    """Addresses or domains that the ad leads to."""
    captions: tuple[str, ...] = ()
    """Domains that the ad shows, which need not be those that it leads to."""
    brand: str = ""
    subject: str = ""
    form: str = ""


class Parameter(_Frozen):
    """One parameter of targeting. `value` is '' where the format says only that the kind was used."""

    kind: str
    value: str = ""
    use: Use = "include"


class GroupReach(_Frozen):
    """Reach within one group; '' is every country, age or gender."""

    country: str = ""
    age: str = ""
    gender: str = ""
    reach: Range


class Reach(_Frozen):
    """Art. 39(2)(g). Totals over several states (`EEA`, `EU`) stand in `areas` and are never added to those of states."""

    total: Range | None = None
    member_states: dict[str, Range] = Field(default_factory=dict)
    other_states: dict[str, Range] = Field(default_factory=dict)
    areas: dict[str, Range] = Field(default_factory=dict)
    groups: tuple[GroupReach, ...] = ()
    minors: Range | None = None
    """Of these aged 13 to 17 as the platform knows it; None: not said, which is not zero."""
    due: date | None = None
    """The day for which the source announces numbers that it does not have yet."""
    first_shown: dict[str, date] = Field(default_factory=dict)
    last_shown: dict[str, date] = Field(default_factory=dict)


class Removal(_Frozen):
    """Art. 39(3): the particulars of Art. 17(3)(a) to (e), or of Art. 9(2)(a)(i) where an authority ordered the removal."""

    restriction: str = ""
    areas: tuple[str, ...] = ()
    until: date | None = None
    facts: str = ""
    source: str = ""
    """A notice, own initiative, an order."""
    automated_detection: bool | None = None
    automated_decision: bool | None = None
    ground: Literal["", "illegal", "terms"] = ""
    legal_ground: str = ""
    contractual_ground: str = ""
    category: str = ""
    order_legal_basis: str = ""


class AdRecord(_Frozen):
    """One paid advertisement or declared commercial communication, with where it was read: file and record (from 1)."""

    ad_id: Annotated[str, Field(min_length=1)]
    lane: Lane
    format: str
    file: str = ""
    line: int | None = None
    content: Content = Content()
    beneficiary: Party | None = None
    payer: Party | None = None
    advertiser: Party | None = None
    """The account, page or intermediary that carries the ad: not necessarily the beneficiary."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Every pair of beneficiary and payer, where the source gives several."""
    accounts: tuple[str, ...] = ()
    first_shown: Moment | None = None
    last_shown: Moment | None = None
    running: bool | None = None
    """True: still shown, as the source says; None: it does not say."""
    listed: Moment | None = None
    targeted: bool | None = None
    targeting: tuple[Parameter, ...] = ()
    profiling: bool | None = None
    """True: parameters of interest, audience or interaction were used, or the platform says that it profiled."""
    reach: Reach = Field(default_factory=Reach)
    removal: Removal | None = None
    label_shown: bool | None = None
    empty: dict[str, str] = Field(default_factory=dict)
    """Keys that the source has with nothing in them, and what stands there: `null`, `""`, `[]`."""
    unmapped: dict[str, Any] = Field(default_factory=dict)
    """What the record has no place for, as the source wrote it, without secrets."""

    @property
    def removed(self) -> bool:
        """Removed or disabled as illegal or incompatible with the terms."""
        return self.removal is not None

    @property
    def standing(self) -> bool:
        """Not removed, or removed only in some states while it is still shown in others."""
        removal = self.removal
        return removal is None or (self.running is True and bool(removal.areas) and not {"GLOBAL", "WORLDWIDE"} & {*removal.areas})

    @property
    def withheld(self) -> bool:
        """Removed, and nothing left of content, beneficiary and payer: as Art. 39(3) wants it of a public register."""
        named = any(party is not None and party.name for party in (self.beneficiary, self.payer, self.advertiser))
        shows = any((self.content.texts, self.content.media, self.content.landing, self.content.captions))
        return self.removed and not named and not shows
