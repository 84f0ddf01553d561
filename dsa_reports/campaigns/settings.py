"""Every number that decides what becomes a candidate, in one place, and written into every result."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["METHOD", "Settings"]

METHOD = "3"
"""Version of the method. It changes with every change that can make another candidate of the same events."""


class Settings(BaseModel):
    """Parameters of one run. Times are in seconds, shares from 0 to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least_members: Annotated[int, Field(ge=3)] = 4
    """Accounts of a candidate, at least."""
    threshold: Annotated[float, Field(gt=0, lt=1)] = 0.5
    """Score of a group (the mean of its members') from which on it is a candidate."""
    member_threshold: Annotated[float, Field(gt=0, lt=1)] = 0.25
    """Score of an account from which on it is a member."""
    alike_threshold: Annotated[float, Field(gt=0, lt=1)] = 0.75
    """The same two for a group that nothing of its conduct joined: honest crowds share much of what they are about, too."""
    alike_member_threshold: Annotated[float, Field(gt=0, lt=1)] = 0.6
    sharers: Annotated[int, Field(ge=2)] = 3
    """Accounts that must share a thing for it to mean anything."""
    pair: Annotated[int, Field(ge=2)] = 2
    """Members of a candidate that must have a thing for it to explain what they do, once the candidate stands."""
    own_share: Annotated[float, Field(ge=0, le=1)] = 0.5
    """Of all accounts that have a thing, the share that must be of one group for it to be the group's own."""
    supported_share: Annotated[float, Field(gt=0, le=1)] = 0.3
    """Share of an account's texts or links that must be the group's own for a shape of handle or cold contact to count beside them."""
    supported_things: Annotated[int, Field(ge=2)] = 2
    """Different texts and links of the group's own that do as well, however many others the account has."""
    habit_least: Annotated[int, Field(ge=3)] = 6
    habit_share: Annotated[float, Field(gt=0, le=1)] = 0.5
    habit_times: Annotated[float, Field(ge=1)] = 3.0
    """A way of acting is a group's habit if so many accounts and such a share of the group act like that, and so many times the share of
    all others who do. Fewer accounts may be chance: groups are made by looking for accounts that act alike."""
    tied_share: Annotated[float, Field(ge=0.5, le=1)] = 0.7
    """Of those who registered in the same burst, the share in candidates from which on a silent account with a handle of their shape is one of them."""
    tied_threshold: Annotated[float, Field(gt=0, lt=1)] = 0.5
    """Score from which on an account that nothing links, and that the candidate never addressed, is tied to it."""
    tied_things: Annotated[int, Field(ge=2)] = 3
    """Different texts, links and pictures of a candidate's own, of two families, that tie such an account to it, whatever else it does."""
    grounded_share: Annotated[float, Field(ge=0, le=1)] = 0.2
    """Share of a candidate's accounts (two at least) that must have a link, a burst of registrations or a rhythm in common with others of it."""
    shortest_text: Annotated[int, Field(ge=5)] = 14
    """Letters of a text's skeleton from which on equality means anything: *thank you so much* is everybody's."""
    things_per_kind: Annotated[int, Field(ge=1)] = 12
    """Rarest things of a kind that are looked at of one account: the cost of an account of millions of acts is that of any other."""
    popular_share: Annotated[float, Field(gt=0, le=1)] = 0.05
    popular_least: Annotated[int, Field(ge=10)] = 100
    popular_most: Annotated[int, Field(ge=10)] = 50_000
    """A thing that more accounts have than this share of all (but at least so many, at most so many) is everybody's: no link."""
    meeting_times: Annotated[float, Field(ge=1)] = 2.0
    """Accounts that share two things, as a multiple of what chance would make, from which on the two belong together."""
    meeting_deviations: Annotated[float, Field(ge=0)] = 4.0
    """The same in standard deviations of chance (Poisson)."""
    burst_seconds: Annotated[int, Field(ge=60)] = 3_600
    burst_least: Annotated[int, Field(ge=2)] = 4
    burst_times: Annotated[float, Field(gt=1)] = 4.0
    """Registrations in a stretch of time, as a multiple of what is usual around it, from which on they are a burst."""
    rhythm_least: Annotated[int, Field(ge=4)] = 6
    """Acts without which there is no rhythm."""
    rhythm_gram: Annotated[int, Field(ge=3, le=12)] = 4
    """Acts in a row that make a habit when they come back in the same order."""
    rhythm_deviations: Annotated[float, Field(ge=0)] = 4.0
    """How much more often they must come back than such acts of this account in no order would, in standard deviations of chance (Poisson)."""
    rhythm_longest: Annotated[int, Field(ge=10)] = 200
    """Acts of an account that are looked at for its rhythm."""
    even_most: Annotated[float, Field(gt=0, lt=1)] = 0.5
    """Spread of the gaps between acts, as a share of their mean, up to which the pace is even. By chance alone it is 1."""
    stranger_least: Annotated[int, Field(ge=1)] = 4
    stranger_share: Annotated[float, Field(gt=0.5, le=1)] = 0.8
    """Of at least so many addressed of whom the log says whether they were strangers, so many were."""
    null_runs: Annotated[int, Field(ge=0, le=20)] = 2
    """Runs of the null model."""
    days_away: Annotated[int, Field(ge=1)] = 180
    """A campaign that comes back within so many days of its removal is its next generation."""
    seed: int = 5
