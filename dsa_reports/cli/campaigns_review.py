"""Reviewing campaigns: decide about a candidate, list and verify decisions, draw a sample. Registered on `campaigns`."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dsa_reports.cli.console import out, tell
from dsa_reports.cli.options import JsonOption
from dsa_reports.display import plural, shown
from dsa_reports.errors import UsageError

if TYPE_CHECKING:
    from dsa_reports.campaigns.reviews import Decision
    from dsa_reports.pipeline.campaign_reviews import Candidate

__all__ = ["review", "reviews", "sample"]

DirectoryArgument = Annotated[Path, typer.Argument(metavar="DIR", show_default=False, help="The directory that `campaigns find` wrote.")]
_ASKED = "Do these accounts belong to one campaign of sexbot spam? A name, a word or a link alone is no reason."
_SHOWN = 12


def review(
    directory: DirectoryArgument,
    cluster: Annotated[str, typer.Option("--cluster", metavar="ID", show_default=False, help="The candidate. Without it, all that nobody decided about are asked one after the other.")] = "",
    confirm: Annotated[bool, typer.Option("--confirm", help="Its accounts belong to one campaign.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="They do not.")] = False,
    split: Annotated[Path | None, typer.Option("--split", metavar="FILE", show_default=False, help="They belong to several: one account a line, an empty line before the next campaign. Who is not in the file is not confirmed.")] = None,
    accounts: Annotated[Path | None, typer.Option("--accounts", metavar="FILE", show_default=False, help="With --confirm: only these accounts, one a line.")] = None,
    reviewer: Annotated[str, typer.Option("--reviewer", metavar="NAME", show_default=False, help="Who decides.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", show_default=False, help="Why, in words that a second reviewer can check.")] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME", show_default=False, help="When it was decided, for example 2026-07-03T10:00:00Z. Default: now.")] = "",
    show: Annotated[bool, typer.Option("--show", help="Show the candidate with all its accounts, and decide nothing.")] = False,
) -> None:
    """Decide about candidates. Every decision is added to reviews.jsonl with name, time and reason, and none is ever taken out.

    Only confirmed campaigns count in figures. A later decision about the same candidate takes the place of the earlier one.
    Example: dsa-reports campaigns review found --cluster c-17 --confirm --reviewer "A. Jansen" --reason "same landing page, no person"
    """
    from dsa_reports.pipeline.campaign_reviews import candidate, decide

    if show:
        _show(candidate(directory, _needed(cluster, "--cluster")), most=None)
        return
    if sum((confirm, reject, split is not None)) > 1:
        raise UsageError("more than one decision at once", remedy="Give one of --confirm, --reject and --split.")
    if not (confirm or reject or split):
        _ask(directory, cluster, reviewer, at)
        return
    if accounts is not None and not confirm:
        raise UsageError("--accounts goes with --confirm", remedy="Leave it out, or confirm.")
    decision: Decision = "confirmed" if confirm else "rejected" if reject else "split"
    done = decide(
        directory, cluster_id=_needed(cluster, "--cluster"), decision=decision, reviewer=_needed(reviewer, "--reviewer"),
        reason=_needed(reason, "--reason"), at=_moment(at), accounts=split or accounts,
    )
    out(f"{done.decision}  {shown(done.cluster_id, 100)}  {sum(map(len, done.groups)):,} {plural(sum(map(len, done.groups)), 'account')}")


def _needed(value: str, option: str) -> str:
    if not value.strip():
        raise UsageError(f"{option} is missing", remedy="A decision needs --cluster, --reviewer, --reason, and one of --confirm, --reject, --split FILE.")
    return value


def _moment(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{shown(text)!r} is no time", remedy="Write it like 2026-07-03T10:00:00Z.") from None
    if moment.tzinfo is None:
        raise UsageError("the time lacks its offset from UTC", remedy="Write it like 2026-07-03T10:00:00Z.")
    return moment


def _ask(directory: Path, cluster: str, reviewer: str, at: str) -> None:
    """One candidate after the other, on a terminal."""
    from dsa_reports.pipeline.campaign_reviews import candidate, candidates, decide

    if not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask on", remedy="Give --cluster, --reviewer, --reason, and one of --confirm, --reject, --split FILE.")
    open_ones = [cluster] if cluster else [one.cluster_id for one in candidates(directory) if one.decided is None or one.members_changed]
    if not open_ones:
        out("Every candidate is decided about.")
        return
    name = reviewer.strip() or str(typer.prompt("Your name"))
    for number, one in enumerate(open_ones, start=1):
        out(f"\n{number} of {len(open_ones)}")
        _show(candidate(directory, one), most=_SHOWN)
        out(_ASKED)
        answer = str(typer.prompt("[c]onfirm all, confirm [o]nly some, [s]plit, [r]eject, [l]ater, [q]uit", default="l")).strip().lower()[:1]
        if answer == "q":
            return
        if answer not in {"c", "o", "s", "r"}:
            continue
        file = Path(str(typer.prompt("File of accounts, one a line" + ("; an empty line before the next campaign" if answer == "s" else "")))) if answer in {"o", "s"} else None
        reason = str(typer.prompt("Why (a second reviewer must be able to check it)"))
        decision: Decision = "rejected" if answer == "r" else "split" if answer == "s" else "confirmed"
        done = decide(directory, cluster_id=one, decision=decision, reviewer=name, reason=reason, at=_moment(at), accounts=file)
        out(f"{done.decision}  {shown(one, 100)}")


def _show(one: "Candidate", *, most: int | None) -> None:
    out(f"{shown(one.cluster_id, 100)}: {len(one.accounts):,} {plural(len(one.accounts), 'account')}")
    if one.decided is not None:
        changed = "; its members have changed since" if one.members_changed else ""
        out(f"  decided: {one.decided.decision} by {shown(one.decided.reviewer, 100)} at {one.decided.at}{changed}: {shown(one.decided.reason, 300)}")
    for kind, pieces, weight in one.evidence:
        out(f"  {shown(kind, 40):12} {pieces:6,} {plural(pieces, 'piece')} of evidence, weight up to {weight:.2f}")
    shown_ones = one.accounts if most is None else one.accounts[:most]
    for account, score in shown_ones:
        out(f"    {shown(account, 100)}  {score:.2f}")
    if len(shown_ones) < len(one.accounts):
        out(f"    and {len(one.accounts) - len(shown_ones):,} more; candidates.html explains the candidate")


def reviews(directory: DirectoryArgument, as_json: JsonOption = False) -> None:
    """List the candidates with what was decided about each, and verify the chain of decisions.

    Exit code 4 where a line of reviews.jsonl was changed, removed or put in between.
    Example: dsa-reports campaigns reviews found
    """
    from dsa_reports.campaigns.reviews import confirmed, read_reviews
    from dsa_reports.pipeline.campaign_reviews import candidates

    taken, listed, campaigns = read_reviews(directory), candidates(directory), confirmed(directory)
    if as_json:
        out(json.dumps({
            "decisions": [one.model_dump() for one in taken],
            "candidates": [{"cluster_id": one.cluster_id, "accounts": len(one.accounts), "decision": one.decided.decision if one.decided else None, "members_changed": one.members_changed} for one in listed],
            "confirmed": [{"campaign_id": one.campaign_id, "key": one.key, "accounts": len(one.accounts), "reviewer": one.reviewer, "at": one.at.isoformat()} for one in campaigns],
        }, ensure_ascii=False, indent=1))
        return
    keys: dict[str, list[str]] = {}
    for campaign in campaigns:
        keys.setdefault(campaign.cluster_id, []).append(campaign.key)
    for one in listed:
        decided = one.decided
        named = f"  (in reports: {', '.join(keys[one.cluster_id])})" if one.cluster_id in keys else ""
        state = f"{decided.decision:9} {decided.at}  {shown(decided.reviewer, 40)}: {shown(decided.reason, 120)}" if decided else "not decided"
        out(f"{shown(one.cluster_id, 40):20} {len(one.accounts):7,}  {state}{'  (members changed since)' if one.members_changed else ''}{named}")
    tell(f"{len(taken)} {plural(len(taken), 'decision')}, an unbroken chain; {len(campaigns)} confirmed {plural(len(campaigns), 'campaign')} with {sum(len(one.accounts) for one in campaigns):,} accounts")


def sample(
    directory: DirectoryArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.csv", show_default=False, help="Where the file to fill in is written.")],
    size: Annotated[int, typer.Option("--size", min=1, max=100_000, metavar="N", help="How many accounts to draw.")] = 100,
    salt: Annotated[str, typer.Option("--salt", metavar="TEXT", show_default=False, help="Any text, for example the period: the same text draws the same accounts.")] = "",
) -> None:
    """Draw confirmed accounts at random for a second person, who should not know what the first one wrote.

    They fill in judged_at, reviewer, correct (yes or no) and, if known, language; service.toml names the file as `samples` under [campaigns].
    Example: dsa-reports campaigns sample found --size 100 --salt 2026-H1 -o campaign_samples.csv
    """
    from dsa_reports.pipeline.campaign_reviews import drawn

    count = drawn(directory, size=size, salt=_needed_salt(salt), output=output)
    out(f"written  {shown(output, 300)}")
    tell(f"{count:,} accounts drawn. The file names accounts: internal, for the purpose and the time that service.toml states.")


def _needed_salt(salt: str) -> str:
    if not salt.strip():
        raise UsageError("--salt is missing", remedy="Give any text, for example the period: --salt 2026-H1. Without it nobody could draw the same sample again.")
    return salt
