"""The journeys of campaigns: find candidates, sign texts, draw the graph."""

import shutil
import tomllib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version as library_version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pydantic import ValidationError

from dsa_reports.campaigns.evidence import write_evidence, write_members
from dsa_reports.campaigns.find import Found, find
from dsa_reports.campaigns.generations import write_generations
from dsa_reports.campaigns.kinds import KINDS
from dsa_reports.campaigns.objects import run
from dsa_reports.campaigns.report import Candidate, Input, KindCount, NullModel, Summary
from dsa_reports.campaigns.reviews import REVIEWS_FILE, read_reviews
from dsa_reports.campaigns.settings import METHOD, Settings
from dsa_reports.campaigns.stories import stories
from dsa_reports.contract.conditions import literal
from dsa_reports.display import shown
from dsa_reports.engines.duckdb import connect
from dsa_reports.errors import InputError, PolicyError, UsageError
from dsa_reports.evidence.canonical import canonical_json
from dsa_reports.findings import Finding, Severity, worst_first
from dsa_reports.intake.load import Intake, load
from dsa_reports.pipeline.campaign_tools import classes_from
from dsa_reports.pipeline.folders import refuse_foreign, stage_folder
from dsa_reports.pipeline.loose import expanded, loose_config
from dsa_reports.progress import Progress, silent
from dsa_reports.service.config import ServiceConfig
from dsa_reports.service.load import load_service
from dsa_reports.version import __version__

if TYPE_CHECKING:
    import duckdb

__all__ = ["FILES", "Outcome", "find_campaigns", "load_settings"]

EVENTS, ACTIONS = "account_events", "moderation_actions"
FILES = {
    "clusters": "SELECT cluster_id, account_ref, score FROM member_facts ORDER BY cluster_id, account_ref",
    "evidence": "SELECT cluster_id, account_a, account_b, kind, value, weight FROM evidence ORDER BY ALL",
    "members": "SELECT cluster_id, account_ref, score, acts, to_timestamp(registered_at) AS registered_at, to_timestamp(first_seen) AS first_seen, to_timestamp(last_seen) AS last_seen, to_timestamp(removed_at) AS removed_at FROM member_facts ORDER BY cluster_id, account_ref",
    "generations": "SELECT * REPLACE (to_timestamp(first_seen) AS first_seen, to_timestamp(last_seen) AS last_seen, to_timestamp(removed_at) AS removed_at) FROM generations ORDER BY family_id, generation, account_ref",
    "domains": "SELECT * REPLACE (to_timestamp(first_seen) AS first_seen, to_timestamp(last_seen) AS last_seen) FROM cluster_domains ORDER BY cluster_id, domain",
    "affiliates": "SELECT * FROM cluster_affiliates ORDER BY ALL",
    "audience": "SELECT * FROM audience ORDER BY ALL",
}
"""Name of a Parquet file → the query that fills it, in a fixed order of rows."""
_LIBRARIES = ("duckdb", "networkx", "numpy", "rensa", "tldextract", "confusable-homoglyphs")
_TERMINAL = "('DECISION_ACCOUNT_SUSPENDED', 'DECISION_ACCOUNT_TERMINATED')"
_MESSAGE_TEXT = "account_events.direct_message_text"


@dataclass(frozen=True)
class Outcome:
    """What `find` did: the summary, and what was found wrong or missing in the input."""

    summary: Summary
    intake: Intake
    findings: tuple[Finding, ...]


def find_campaigns(
    *, events: Sequence[Path], output: Path, on: date, actions: Sequence[Path] = (), service: Path | None = None, previous: Path | None = None, classes: Path | None = None,
    settings: Settings | None = None, purpose: str, keep_days: int, memory_limit: str = "2GB", threads: int | None = None, progress: Progress = silent,
) -> Outcome:
    """Look for candidates in `events`, and write them into the folder `output`, whole or not at all.

    `on`: later events cannot be true and are left out, with a finding. `previous`: the folder of an earlier run, whose names are kept.
    `classes`: domains that a person classed; shorteners and link hubs are no evidence by themselves.
    PolicyError for texts of direct messages without a legal basis.
    """
    from dsa_reports.render.campaigns import candidates_html

    settings = settings or Settings()
    refuse_foreign(output)
    if previous is None and (output / "clusters.parquet").is_file():
        previous = output  # decisions about its candidates stand there, by name
    earlier = _names_of(previous) if previous is not None else {}
    shared = [name for name, kind in classes_from(classes).items() if kind in ("shortener", "link_hub")] if classes is not None else []
    config = _config(events, actions, service)
    until = datetime.combine(on + timedelta(days=1), datetime.min.time(), UTC).timestamp()
    with TemporaryDirectory(prefix="dsa-reports-") as folder, ExitStack() as stack:
        work = Path(folder)
        con = connect(memory_limit=memory_limit, threads=threads, temp_directory=work / "spill")
        try:
            intake = load(con, config, work=work / "rows", rejected=None, tables={EVENTS, ACTIONS}, progress=progress)
            _refuse_messages(intake.findings)
            con.execute(f"ATTACH {literal(str(work / 'campaigns.duckdb'))} AS work")
            con.execute("USE work")
            found = find(con, settings, until=until, previous=earlier, shorteners=shared, progress=progress)
            progress("evidence", 0, None)
            _explain(con, found, settings)
            findings = (*intake.findings, *_notes(con, until))
            summary = _summary(con, found, intake, settings, purpose, on + timedelta(days=keep_days))
            staged = work / "out"
            staged.mkdir()
            for name, query in FILES.items():
                con.execute(f"COPY ({query}) TO {literal(str(staged / f'{name}.parquet'))} (FORMAT parquet, COMPRESSION zstd)")
            (staged / "summary.json").write_bytes(canonical_json(summary))
            (staged / "candidates.html").write_text(candidates_html(summary, stories(con)), "utf-8")
            _keep_decisions(output, staged)
        finally:
            con.close()
        stage_folder(stack, staged, output)()
    return Outcome(summary, intake, tuple(worst_first(findings)))


def _keep_decisions(output: Path, staged: Path) -> None:
    """What people decided outlives a new search: only ever added to, never replaced. IntegrityError if it was tampered with."""
    if read_reviews(output):
        shutil.copyfile(output / REVIEWS_FILE, staged / REVIEWS_FILE)


def load_settings(path: Path) -> Settings:
    """Parameters from a TOML file; those that it does not name keep their values. UsageError says what is wrong in it."""
    try:
        return Settings.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
    except OSError as error:
        raise InputError(f"the file of parameters cannot be read: {error.strerror}", where=shown(path, 300), remedy="Check the path.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError("the file of parameters is no TOML", where=shown(path, 300), remedy="Write lines such as `threshold = 0.6`.") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", where=shown(path, 300), remedy="summary.json of a run shows all parameters and their values.") from error


def _config(events: Sequence[Path], actions: Sequence[Path], service: Path | None) -> ServiceConfig:
    base = load_service(service) if service is not None else None
    if len(events) == 1 and (events[0].suffix == ".toml" or events[0].is_dir()):
        if base is not None:
            raise UsageError("two service files", remedy="Name the service file once.")
        whole = load_service(events[0])
        if EVENTS not in whole.tables or whole.tables[EVENTS].none:
            raise InputError("the service file names no account_events", where=shown(events[0], 300), remedy="Name their files under [tables.account_events], or name the files here.")
        return whole.model_copy(update={"tables": {name: source for name, source in whole.tables.items() if name in (EVENTS, ACTIONS)}})
    config = loose_config(expanded(events), table=EVENTS, service=base)
    if actions:
        done = loose_config(expanded(actions), table=ACTIONS, service=base)
        config = config.model_copy(update={"tables": {**config.tables, **done.tables}})
    return config


def _refuse_messages(findings: Sequence[Finding]) -> None:
    """PolicyError where there are texts of direct messages that nobody may read."""
    refused = [finding for finding in findings if finding.id == _MESSAGE_TEXT]
    if refused:
        raise PolicyError(
            f"{sum(finding.count for finding in refused):,} rows hold the text of direct messages, and no legal basis is named for reading them", where=", ".join(sorted({finding.file for finding in refused})),
            remedy="Make keyed signatures of the texts where they lie: dsa-reports campaigns sign FILE --key-file KEY -o SIGNED.parquet, and search in that; near-identical texts are still found. "
            "Without signatures these signals remain: the hosts that links lead to, pictures, handles, registrations, the rhythm of acts, whom accounts address. "
            "If there is a legal basis, name it in `privacy.direct_message_text_basis` and give the service file with --service.",
        )


def _names_of(folder: Path) -> dict[str, str]:
    """Account → identifier of its candidate, from an earlier run's clusters.parquet."""
    import duckdb

    path = folder / "clusters.parquet"
    if not path.is_file():
        raise InputError("no earlier run is here", where=shown(path, 300), remedy="Name the folder that an earlier `campaigns find -o` wrote.")
    con = connect(threads=1)
    try:
        return dict(con.execute("SELECT account_ref, cluster_id FROM read_parquet($path) ORDER BY ALL", {"path": str(path)}).fetchall())
    except duckdb.Error as error:
        raise InputError("the clusters of the earlier run cannot be read", where=shown(path, 300), remedy="Name a folder that `campaigns find` wrote.") from error
    finally:
        con.close()


def _explain(con: "duckdb.DuckDBPyConnection", found: Found, settings: Settings) -> None:
    con.execute(
        "CREATE TABLE removals AS SELECT account_ref, min(epoch(coalesce(decided_at::TIMESTAMP, application_date::TIMESTAMP))::BIGINT) AS removed_at "
        f"FROM memory.accepted_moderation_actions WHERE decision_account IN {_TERMINAL} AND account_ref IS NOT NULL GROUP BY account_ref"
    )
    write_members(con, found)
    run(con, "90_members")
    write_evidence(con, found, settings)
    write_generations(con, settings)


def _notes(con: "duckdb.DuckDBPyConnection", until: float) -> list[Finding]:
    """What the events lack, so that nobody takes silence for innocence."""
    later, total = con.execute("SELECT count(*) FILTER (WHERE epoch(occurred_at) >= $until), count(*) FROM memory.accepted_account_events", {"until": until}).fetchall()[0]
    notes = []
    if later:
        notes.append(Finding(
            id="campaigns.later", severity=Severity.WARNING, table=EVENTS, column="occurred_at", count=later, message="events later than the day of the search; they are left out",
            remedy="Correct the times in the export, or say with --on until when events can be true.",
        ))
    blind = con.execute("SELECT count(address) - (SELECT count(*) FROM landings) FROM acts").fetchall()[0][0]
    if blind:
        notes.append(Finding(
            id="campaigns.addresses", severity=Severity.INFO, table=EVENTS, column="landing_url", count=blind, message="addresses without a registrable domain (no host, an IP number, a bare suffix); they link nobody",
            remedy="Nothing to do if they were typed like that. Else export addresses as the link held them, or where redirects ended.",
        ))
    have = dict(con.execute("FROM kind_holders").fetchall())
    for families, words, remedy in (
        (("text", "phrase", "signature"), "no text and no signature of a text: near-identical texts cannot be seen", "Export texts, or keyed signatures of them (dsa-reports campaigns sign)."),
        (("domain",), "no address with a host: landing pages cannot be seen", "Export landing_url, and redirect_url where the platform follows links."),
        (("picture",), "no picture that two accounts showed: copied pictures cannot be seen, or there are none", "Export perceptual hashes of pictures."),
        (("handle",), "no handle: their shapes cannot be seen", "Export handles, or their shapes."),
        (("strangers",), "nobody whom the log calls strangers is addressed: cold contact cannot be seen, or there is none", "Export target_connected."),
    ):
        if total and not any(have.get(name) for name in families):
            notes.append(Finding(id="campaigns.signal_missing", severity=Severity.INFO, table=EVENTS, message=words, remedy=remedy))
    everybodys = con.execute("SELECT kind, count(*), max(holders) FROM holders JOIN kinds USING (kind) WHERE side = 'what' AND kind <> 'target' AND holders > getvariable('most_holders') GROUP BY kind ORDER BY kind").fetchall()
    notes += [
        Finding(
            id="campaigns.everybodys", severity=Severity.INFO, table=EVENTS, count=count,
            message=f"things of the kind {kind} that so many accounts have (up to {most:,}) that they link nobody",
            remedy="Nothing to do if that is so. If a campaign is nearly all there is in these events, add the events of other accounts, or raise popular_share.",
        )
        for kind, count, most in everybodys
    ]
    return notes


def _summary(con: "duckdb.DuckDBPyConnection", found: Found, intake: Intake, settings: Settings, purpose: str, delete_after: date) -> Summary:
    first, last = con.execute("SELECT min(first_seen), max(last_seen) FROM accounts").fetchall()[0]
    null = None
    if found.null:
        runs = len(found.null)
        accounts = sum(run.accounts for run in found.null) / runs
        null = NullModel(
            runs=runs, linked_accounts=round(sum(run.linked_accounts for run in found.null) / runs, 3), candidates=round(sum(run.candidates for run in found.null) / runs, 3),
            accounts=round(accounts, 3), accounts_share=round(accounts / max(found.accounts, 1), 6),
        )
    return Summary(
        purpose=purpose, delete_after=delete_after.isoformat(), version=__version__, method=METHOD, libraries={name: library_version(name) for name in _LIBRARIES}, parameters=settings,
        inputs=tuple(
            Input(table=name, path=file.name, sha256=file.sha256, rows_read=file.rows_read, accepted=file.accepted, rejected=file.rejected)
            for name in (EVENTS, ACTIONS) for file in intake.tables[name].files
        ),
        events=con.execute("SELECT coalesce(sum(acts), 0)::BIGINT FROM accounts").fetchall()[0][0], accounts=found.accounts, first_event=_instant(first), last_event=_instant(last),
        linked_accounts=found.linked_accounts, candidate_accounts=int((found.group >= 0).sum()), null_model=null, evidence=_kinds(con), candidates=_candidates(con),
    )


def _kinds(con: "duckdb.DuckDBPyConnection") -> tuple[KindCount, ...]:
    told = {row[0]: row[1:] for row in con.execute("SELECT kind, count(DISTINCT acct), count(DISTINCT cluster_id) FROM weighed GROUP BY kind").fetchall()}
    pairs = dict(con.execute("SELECT kind, count(*) FROM evidence GROUP BY kind").fetchall())
    holders = dict(con.execute("FROM kind_holders").fetchall())
    return tuple(
        KindCount(kind=kind.name, family=kind.family, accounts=told.get(kind.name, (0, 0))[0], candidates=told.get(kind.name, (0, 0))[1], pairs=pairs.get(kind.name, 0), holders=holders.get(kind.name, 0))
        for kind in KINDS.values()
    )


def _candidates(con: "duckdb.DuckDBPyConnection") -> tuple[Candidate, ...]:
    speaking = {row[0]: tuple(row[1]) for row in con.execute("SELECT cluster_id, list(DISTINCT family ORDER BY family) FROM told JOIN kinds USING (kind) GROUP BY cluster_id").fetchall()}
    rows = con.execute(
        "SELECT cluster_id, min(family_id), count(*), avg(score), min(m.first_seen), max(m.last_seen), list(DISTINCT g.generation ORDER BY g.generation), count(m.removed_at) "
        "FROM member_facts AS m JOIN generations AS g USING (cluster_id, account_ref) GROUP BY cluster_id ORDER BY avg(score) DESC, count(*) DESC, cluster_id"
    ).fetchall()
    return tuple(
        Candidate(
            cluster_id=name, family_id=family, accounts=count, score=round(score, 4), first_seen=_instant(first), last_seen=_instant(last),
            generations=tuple(generations), removed=removed, families=speaking.get(name, ()),
        )
        for name, family, count, score, first, last, generations, removed in rows
    )


def _instant(seconds: int | None) -> str:
    return "" if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
