"""The journeys of a reviewer: see a candidate, decide about it, list what was decided, draw a sample to judge again."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dsa_reports.campaigns.clusters import kinds_of, members
from dsa_reports.campaigns.kinds import KINDS
from dsa_reports.campaigns.reviews import Decision, Review, confirmed, members_digest, read_reviews, record, standing
from dsa_reports.campaigns.samples import HEADER, draw
from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.pipeline.findings import write_whole

__all__ = ["Candidate", "candidate", "candidates", "decide", "drawn", "listed_accounts", "listed_groups"]

_MOST_BYTES = 100_000_000


@dataclass(frozen=True)
class Candidate:
    """One cluster as a reviewer sees it. `evidence`: kind in words, pieces, the values that most of them have; the heaviest kind first."""

    cluster_id: str
    accounts: tuple[tuple[str, float], ...]
    evidence: tuple[tuple[str, int, tuple[str, ...]], ...]
    decided: Review | None
    members_changed: bool


def candidates(directory: Path) -> list[Candidate]:
    """All clusters, those that nobody decided about first, the larger ones first. IntegrityError for a broken chain of decisions."""
    held = standing(read_reviews(directory))
    found = [_candidate(directory, name, own, held.get(name), told=False) for name, own in members(directory).items()]
    return sorted(found, key=lambda one: (one.decided is not None, -len(one.accounts), one.cluster_id))


def candidate(directory: Path, cluster_id: str) -> Candidate:
    """One cluster with its evidence; UsageError if there is none of this name."""
    clusters = members(directory)
    if cluster_id not in clusters:
        raise UsageError(f"there is no cluster {shown(cluster_id)!r}", where=shown(directory, 300), remedy="`dsa-reports campaigns reviews DIR` lists them.")
    return _candidate(directory, cluster_id, clusters[cluster_id], standing(read_reviews(directory)).get(cluster_id), told=True)


def _candidate(directory: Path, name: str, own: dict[str, float], decided: Review | None, *, told: bool) -> Candidate:
    pieces = kinds_of(directory, name) if told else []
    # Whom a candidate addressed is nobody's business here: that they were the same is what counts.
    evidence = tuple((KINDS[kind].words if kind in KINDS else kind, count, () if kind == "target" else values) for kind, count, _, values in pieces)
    changed = decided is not None and decided.members_sha256 != members_digest(list(own))
    return Candidate(name, tuple(own.items()), evidence, decided, changed)


def decide(
    directory: Path, *, cluster_id: str, decision: Decision, reviewer: str, reason: str, at: datetime,
    accounts: Path | None = None,
) -> Review:
    """Record a decision. `accounts`: a file of accounts, one a line; for a split an empty line begins the next campaign."""
    named: Any = None
    if decision == "split":
        if accounts is None:
            raise UsageError("a split needs the file with the accounts of each campaign", remedy="--split FILE: one account a line, an empty line before the next campaign.")
        named = listed_groups(accounts)
    elif accounts is not None and decision == "confirmed":
        named = listed_accounts(accounts)
    return record(directory, cluster_id=cluster_id, decision=decision, reviewer=reviewer, reason=reason, at=at, accounts=named)


def listed_groups(path: Path) -> list[list[str]]:
    """The accounts of a file in groups that empty lines part."""
    groups: list[list[str]] = [[]]
    for line in _lines(path):
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def listed_accounts(path: Path) -> list[str]:
    """The accounts of a file, one a line."""
    return [line for line in _lines(path) if line]


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("the file of accounts is larger than 100 MB", where=shown(path, 300), remedy="Give one account a line, of this cluster only.")
        return [line.strip() for line in path.read_text("utf-8-sig").splitlines()]
    except OSError as error:
        raise InputError(f"the file of accounts cannot be read: {error.strerror}", where=shown(path, 300), remedy="Check the path.") from None
    except UnicodeDecodeError:
        raise InputError("the file of accounts is not UTF-8 text", where=shown(path, 300), remedy="Save it as UTF-8.") from None


def drawn(directory: Path, *, size: int, salt: str, output: Path) -> int:
    """Write a file of `size` confirmed accounts at random, to be judged by a second person; the number drawn."""
    pairs = draw(confirmed(directory), size, salt)
    if not pairs:
        raise UsageError("no campaign is confirmed yet", where=shown(directory, 300), remedy="Review candidates first: dsa-reports campaigns review DIR.")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for number, (cluster, account) in enumerate(pairs, start=1):
        writer.writerow((f"s-{number:04d}", cluster, account, "", "", "", ""))
    write_whole(output, text.getvalue())
    return len(pairs)
