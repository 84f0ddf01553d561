"""What people decided about clusters: an append-only file beside the clusters, each line chained to the one before.

A cluster is a candidate until a named person confirms it. `reviews.jsonl` in the directory of `campaigns find` holds one
decision a line; a later decision about the same cluster takes the place of an earlier one, which stays readable.
A line is the canonical JSON of a `Review`; its `previous_sha256` is the SHA-256 of the bytes of the line before
(without the line end), 64 zeros for the first. Whoever changes, removes or reorders a line breaks the chain.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from dsa_reports.campaigns.clusters import CLUSTERS_FILE, Members, members
from dsa_reports.display import is_control, shown
from dsa_reports.errors import InputError, IntegrityError, UsageError, WriteError, writing

__all__ = ["FIRST", "REVIEWS_FILE", "Campaign", "Decision", "Review", "confirmed", "members_digest", "read_reviews", "record", "standing"]

REVIEWS_FILE = "reviews.jsonl"
FIRST = "0" * 64
"""`previous_sha256` of the first line."""

Decision = Literal["confirmed", "rejected", "split"]
_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Words = Annotated[str, Field(min_length=1, max_length=2000)]


class Review(BaseModel):
    """One line: who decided what about a cluster, when, and why.

    `accounts`: the accounts confirmed; for a split one list for each campaign; null where the cluster was rejected.
    `members_sha256` says which membership the reviewer had in front of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    at: Annotated[str, Field(max_length=40)]
    reviewer: Annotated[str, Field(min_length=1, max_length=200)]
    cluster_id: Annotated[str, Field(min_length=1, max_length=200)]
    decision: Decision
    reason: _Words
    accounts: list[str] | list[list[str]] | None
    members_sha256: _Digest
    previous_sha256: _Digest

    @field_validator("at")
    @classmethod
    def _moment(cls, value: str) -> str:
        if datetime.fromisoformat(value).tzinfo is None:
            raise ValueError("a time needs its offset from UTC, for example 2026-07-03T10:00:00Z")
        return value

    @field_validator("reviewer", "reason")
    @classmethod
    def _plain(cls, value: str) -> str:
        if not value.strip() or any(is_control(c) and c not in "\n\t" for c in value):
            raise ValueError("write plain words")
        return value

    @model_validator(mode="after")
    def _shape(self) -> Self:
        if self.decision == "rejected" and self.accounts is not None:
            raise ValueError("a rejected cluster confirms no accounts")
        groups = self.groups
        if self.decision != "rejected" and (not groups or not all(groups)):
            raise ValueError("no accounts are named")
        if self.decision == "split" and not (isinstance(self.accounts, list) and all(isinstance(one, list) for one in self.accounts)):
            raise ValueError("a split names a list of accounts for each campaign")
        named = [account for group in groups for account in group]
        if len(named) != len(set(named)):
            raise ValueError("an account is named twice")
        return self

    @property
    def moment(self) -> datetime:
        """`at` as a moment in UTC."""
        return datetime.fromisoformat(self.at).astimezone(UTC)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The accounts of each campaign that this decision confirms."""
        if not self.accounts:
            return ()
        if isinstance(self.accounts[0], list):
            return tuple(tuple(one) for one in self.accounts)
        return (tuple(str(one) for one in self.accounts),)

    def line(self) -> bytes:
        """The bytes that stand in the file, without the line end."""
        return json.dumps(self.model_dump(), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Campaign:
    """Accounts that a named person confirmed to act together.

    `campaign_id` is the cluster's id, with `/1`, `/2` … for the pieces of a split. `members_changed`: the cluster has
    other members now than the reviewer saw, or is no longer found; the accounts are those that were confirmed.
    """

    campaign_id: str
    cluster_id: str
    accounts: tuple[str, ...]
    decision: Decision
    reviewer: str
    at: datetime
    reason: str
    members_changed: bool = False

    @property
    def key(self) -> str:
        """By what published files name the campaign: eight hexadecimal digits that stay, and say nothing about it."""
        return hashlib.sha256(self.campaign_id.encode()).hexdigest()[:8]


def members_digest(accounts: Sequence[str]) -> str:
    """SHA-256 over the sorted account references of a cluster."""
    return hashlib.sha256("\n".join(sorted(accounts)).encode()).hexdigest()


def read_reviews(directory: Path) -> list[Review]:
    """All decisions in the order in which they were taken; none where there is no file.

    IntegrityError, with the line, where a line is damaged or the chain does not hold.
    """
    file = directory / REVIEWS_FILE
    found: list[Review] = []
    previous = FIRST
    for number, line in _lines(file):
        review = _review(line, file, number)
        if review.previous_sha256 != previous:
            raise _broken(file, number, "does not follow the line before it: a line was changed, removed or put in between")
        if found and review.moment < found[-1].moment:
            raise _broken(file, number, "is older than the line before it")
        previous = hashlib.sha256(line).hexdigest()
        found.append(review)
    return found


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    if not file.exists():
        return
    try:
        with file.open("rb") as opened:
            for number, line in enumerate(opened, start=1):
                if not line.endswith(b"\n"):
                    raise _broken(file, number, "is not whole: writing was interrupted, or the file was cut off")
                yield number, line[:-1]
    except OSError as error:
        raise InputError(f"the decisions cannot be read: {error.strerror}", where=shown(file, 300), remedy="Check the path and its permissions.") from error


def _review(line: bytes, file: Path, number: int) -> Review:
    try:
        review = Review.model_validate_json(line)
    except ValidationError as error:
        what = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise _broken(file, number, f"is no decision: {shown('.'.join(map(str, what['loc'])) or 'line')}: {shown(what['msg'], 200)}") from None
    if review.line() != line:
        raise _broken(file, number, "was written otherwise than this program writes it")
    return review


def _broken(file: Path, number: int, what: str) -> IntegrityError:
    return IntegrityError(
        f"line {number} of the decisions {what}", where=f"{shown(file, 300)}:{number}",
        remedy="Bring back the file from your backup. Decisions are only ever added, by `dsa-reports campaigns review`.",
    )


def record(
    directory: Path, *, cluster_id: str, decision: Decision, reviewer: str, reason: str, at: datetime,
    accounts: Sequence[str] | Sequence[Sequence[str]] | None = None,
) -> Review:
    """Add one decision to `reviews.jsonl` of `directory`.

    `accounts`: for a confirmation those confirmed (None = all members), for a split one sequence for each campaign;
    accounts that no campaign names are not confirmed. UsageError where the cluster or an account is not there, where
    a name or a reason is missing, or where `at` lies before the last decision.
    """
    clusters = members(directory)
    if cluster_id not in clusters:
        raise UsageError(f"there is no cluster {shown(cluster_id)!r}", where=shown(directory / CLUSTERS_FILE, 300), remedy="`dsa-reports campaigns reviews` lists them.")
    everyone = sorted(clusters[cluster_id])
    groups = _groups(decision, accounts, everyone)
    _all_members(groups, everyone, cluster_id)
    with _alone(directory):
        earlier = read_reviews(directory)
        if earlier and at.astimezone(UTC) < earlier[-1].moment:
            raise UsageError(f"the last decision was taken later, at {earlier[-1].at}", remedy="Give --at the present time.")
        previous = hashlib.sha256(earlier[-1].line()).hexdigest() if earlier else FIRST
        named: list[str] | list[list[str]] | None = groups if decision == "split" else groups[0] if groups else None
        try:
            review = Review(
                at=_written(at), reviewer=reviewer.strip(), cluster_id=cluster_id, decision=decision, reason=reason.strip(),
                accounts=named, members_sha256=members_digest(everyone), previous_sha256=previous,
            )
        except ValidationError as error:
            what = error.errors(include_url=False, include_input=False, include_context=False)[0]
            raise UsageError(
                f"the decision lacks something: {'.'.join(str(one) for one in what['loc'] if isinstance(one, str)) or 'accounts'}: {shown(what['msg'], 200)}",
                remedy="Give the name of the reviewer, a reason in words, and accounts of the cluster.",
            ) from None
        _append(directory / REVIEWS_FILE, review.line() + b"\n")
    return review


def _groups(decision: Decision, accounts: Sequence[str] | Sequence[Sequence[str]] | None, everyone: list[str]) -> list[list[str]]:
    if decision == "rejected":
        return []
    if accounts is None:
        return [everyone]
    if decision == "split":
        return [sorted(group) for group in accounts if not isinstance(group, str)]
    return [sorted(str(account) for account in accounts)]


def _all_members(groups: list[list[str]], everyone: list[str], cluster_id: str) -> None:
    strangers = {account for group in groups for account in group} - set(everyone)
    if strangers:
        raise UsageError(
            f"{len(strangers)} of the accounts named are no members of the cluster {shown(cluster_id)}: {shown(min(strangers), 60)}",
            remedy="Name accounts that `dsa-reports campaigns review DIR --cluster ID --show` lists.",
        )


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Two people who decide at the same moment may not write over one another."""
    lock = directory / f"{REVIEWS_FILE}.lock"
    try:
        lock.touch(exist_ok=False)
    except FileExistsError as error:
        raise UsageError(
            "somebody else is writing a decision at this moment", where=shown(lock, 300),
            remedy="Try again. If nobody is, an earlier run was killed: delete this file.",
        ) from error
    except OSError as error:
        raise WriteError(f"cannot write: {error.strerror}", where=shown(lock, 300), remedy="Make the directory writable.") from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _append(file: Path, line: bytes) -> None:
    with writing(file), file.open("ab") as opened:
        opened.write(line)
        opened.flush()
        os.fsync(opened.fileno())


def standing(reviews: Sequence[Review]) -> dict[str, Review]:
    """The decision that holds for each cluster: the last one."""
    return {review.cluster_id: review for review in reviews}


def confirmed(directory: Path) -> list[Campaign]:
    """The campaigns that people confirmed, by id. Candidates that nobody reviewed, and rejected ones, are not among them.

    An account stands in one campaign only: where decisions about different clusters name it, the latest holds.
    IntegrityError where the file of decisions was tampered with.
    """
    reviews = read_reviews(directory)
    clusters = members(directory) if reviews else {}
    taken: set[str] = set()
    found: list[Campaign] = []
    for review in reversed(_in_order(reviews)):
        for number, group in enumerate(review.groups, start=1):
            own = tuple(account for account in sorted(group) if account not in taken)
            taken.update(own)
            if own:
                found.append(_campaign(review, number, own, clusters))
    return sorted(found, key=lambda campaign: campaign.campaign_id)


def _in_order(reviews: Sequence[Review]) -> list[Review]:
    """The decisions that hold, in the order in which they were taken."""
    held = standing(reviews)
    return [review for review in reviews if held[review.cluster_id] is review]


def _campaign(review: Review, number: int, accounts: tuple[str, ...], clusters: Mapping[str, Members]) -> Campaign:
    now = clusters.get(review.cluster_id)
    return Campaign(
        campaign_id=review.cluster_id if review.decision == "confirmed" else f"{review.cluster_id}/{number}",
        cluster_id=review.cluster_id, accounts=accounts, decision=review.decision, reviewer=review.reviewer,
        at=review.moment, reason=review.reason, members_changed=now is None or members_digest(list(now)) != review.members_sha256,
    )
