"""A reviewed directory of campaigns beside the logs: clusters as `campaigns find` writes them, and what people decided.

Made from the planted truth, so that the demonstration shows the whole chapter. It is no result of the detector: its clusters
are the planted generations, with one honest crowd among them that the reviewer rejects.
"""

import csv
import io
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from dsa_reports.campaigns.clusters import CLUSTERS_FILE, EVIDENCE_FILE, GENERATIONS_FILE
from dsa_reports.campaigns.reviews import confirmed, record
from dsa_reports.campaigns.samples import HEADER, draw
from dsa_reports.pipeline.sample.engine import opened
from dsa_reports.pipeline.sample.world import World

__all__ = ["DIRECTORY", "SAMPLES", "campaign_files", "reviewed"]

DIRECTORY, SAMPLES = "campaigns", "campaigns/campaign_samples.csv"
_HONEST = "creators with a link hub"
_COPIED = "owners of copied pictures"
_REVIEWERS = ("M. de Wit", "S. Okafor")
_DRAWN = 40
_WRONG = frozenset({7, 23})
"""Places in the drawn sample at which the second person disagrees."""


def campaign_files(world: World, accounts: bytes) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Every file of the directory by path below the service, and what was planted in words. `accounts`: planted_accounts.csv."""
    groups = _groups(accounts)
    clusters = _clusters(groups)
    with tempfile.TemporaryDirectory() as folder, opened(world, 0, 0) as con:
        directory = Path(folder)
        _write(con, directory / CLUSTERS_FILE, "cluster_id VARCHAR, account_ref VARCHAR, score DOUBLE", [(name, account, 0.9) for name, members in clusters.items() for account in members])
        _write(con, directory / EVIDENCE_FILE, "cluster_id VARCHAR, account_a VARCHAR, account_b VARCHAR, kind VARCHAR, value VARCHAR, weight DOUBLE", _evidence(world, clusters))
        _write(con, directory / GENERATIONS_FILE, "cluster_id VARCHAR, account_ref VARCHAR, family_id VARCHAR, generation INTEGER, first_seen TIMESTAMP, last_seen TIMESTAMP", _generations(groups))
        outcome = _review(directory, clusters, groups, world.period_end)
        samples = _samples(directory)
        files = {f"{DIRECTORY}/{path.name}": path.read_bytes() for path in sorted(directory.iterdir())}
    return files | {SAMPLES: samples}, outcome


def reviewed(outcome: Mapping[str, Any]) -> list[str]:
    """The same as lines for planted.md."""
    return [
        "", "## Reviewed campaigns", "",
        f"`{DIRECTORY}/` holds {outcome['clusters']} clusters, made from the truth and not by the detector: {outcome['confirmed']} confirmed, "
        f"{outcome['split']} split (two honest owners of copied pictures taken out), {outcome['rejected']} rejected (an honest group), "
        f"{outcome['unreviewed']} not reviewed. Of {outcome['drawn']} confirmed accounts judged again, {outcome['wrong']} were held to be no bots.",
    ]


def _groups(accounts: bytes) -> dict[str, list[tuple[str, datetime, datetime]]]:
    found: dict[str, list[tuple[str, datetime, datetime]]] = {}
    for row in csv.DictReader(io.StringIO(accounts.decode())):
        first, last = (datetime.fromisoformat(row[name]).astimezone(UTC).replace(tzinfo=None) for name in ("first_seen", "last_seen"))
        found.setdefault(row["group"], []).append((row["account_ref"], first, last))
    return found


def _name(group: str) -> str:
    """`K1 warm hart, generation 2` as `k1-2`."""
    campaign, _, generation = group.partition(", generation ")
    return f"{campaign.split()[0].lower()}-{generation}"


def _clusters(groups: Mapping[str, Sequence[tuple[str, datetime, datetime]]]) -> dict[str, list[str]]:
    """One cluster per planted generation; the third one of K3 also holds two honest accounts; one is an honest crowd."""
    found = {_name(group): sorted(row[0] for row in rows) for group, rows in groups.items() if ", generation " in group}
    honest = sorted(row[0] for row in groups[_COPIED])[:2]
    found["k3-3"] = sorted({*found["k3-3"], *honest})
    found["hub"] = sorted(row[0] for row in groups[_HONEST])
    return dict(sorted(found.items()))


def _evidence(world: World, clusters: Mapping[str, Sequence[str]]) -> list[tuple[Any, ...]]:
    domains = {f"{campaign.name.split()[0].lower()}-{number}": generation.domains[0] for campaign in world.campaign for number, generation in enumerate(campaign.generation, start=1)}
    rows: list[tuple[Any, ...]] = []
    for name, members in clusters.items():
        for one, other in pairwise(members):
            rows.append((name, one, other, "domain", domains.get(name, "linkhub.example"), 0.5))
            rows.append((name, one, other, "rhythm", "OCOC", 0.6) if name in domains else (name, one, other, "target", "", 0.3))
    return rows


def _generations(groups: Mapping[str, Sequence[tuple[str, datetime, datetime]]]) -> list[tuple[Any, ...]]:
    return [
        (_name(group), account, _name(group).partition("-")[0], int(_name(group).partition("-")[2]), first, last)
        for group, rows in sorted(groups.items()) if ", generation " in group for account, first, last in rows
    ]


def _review(directory: Path, clusters: Mapping[str, Sequence[str]], groups: Mapping[str, Sequence[tuple[str, datetime, datetime]]], end: Any) -> dict[str, Any]:
    at = datetime(end.year, end.month, end.day, 9, tzinfo=UTC) + timedelta(days=2)
    counts = dict.fromkeys(("confirmed", "split", "rejected", "unreviewed"), 0)
    for number, (name, members) in enumerate(clusters.items()):
        moment = at + timedelta(minutes=11 * number)
        if name == "k5-2":
            counts["unreviewed"] += 1
            continue
        if name == "hub":
            record(directory, cluster_id=name, decision="rejected", reviewer=_REVIEWERS[0], reason="Adult creators who share one link service; each writes her own texts and answers her own messages.", at=moment)
            counts["rejected"] += 1
        elif name == "k3-3":
            bots = {row[0] for group, rows in groups.items() if _name(group) == name for row in rows}
            inside = [account for account in members if account in bots]
            record(directory, cluster_id=name, decision="split", reviewer=_REVIEWERS[1], reason="Two accounts are the people whose pictures were copied; the others are two groups with landing pages of their own.", at=moment, accounts=[inside[::2], inside[1::2]])
            counts["split"] += 1
        else:
            record(directory, cluster_id=name, decision="confirmed", reviewer=_REVIEWERS[number % 2], reason="The same landing page, the same order of acts and the same hours; no sign of a person.", at=moment)
            counts["confirmed"] += 1
    return {"clusters": len(clusters), **counts, "drawn": _DRAWN, "wrong": len(_WRONG)}


def _samples(directory: Path) -> bytes:
    drawn = draw(confirmed(directory), _DRAWN, "2026-H1")
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(HEADER)
    for place, (cluster, account) in enumerate(drawn):
        language = {"k3": "en", "k4": "fr", "k5": "de"}.get(cluster[:2], "nl")
        writer.writerow((f"s-{place + 1:03d}", cluster, account, "2026-07-09", "L. Brandt", "no" if place in _WRONG else "yes", language))
    return lines.getvalue().encode()


def _write(con: Any, path: Path, columns: str, rows: list[tuple[Any, ...]]) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE made ({columns})")
    con.executemany(f"INSERT INTO made VALUES ({', '.join('?' * (columns.count(',') + 1))})", rows)
    con.execute(f"COPY made TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
