"""The clusters that `campaigns find` wrote, as people review them and as figures use them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dsa_reports.display import shown
from dsa_reports.errors import InputError

__all__ = ["CLUSTERS_FILE", "EVIDENCE_FILE", "GENERATIONS_FILE", "Members", "columns_of", "evidence_of", "generations", "kinds_of", "members"]

CLUSTERS_FILE = "clusters.parquet"
EVIDENCE_FILE = "evidence.parquet"
GENERATIONS_FILE = "generations.parquet"

Members = Mapping[str, float]
"""Account reference → score, of one cluster."""

_COLUMNS = {
    CLUSTERS_FILE: ("cluster_id", "account_ref", "score"),
    EVIDENCE_FILE: ("cluster_id", "account_a", "account_b", "kind", "value", "weight"),
    GENERATIONS_FILE: ("cluster_id", "account_ref", "family_id", "generation", "first_seen", "last_seen"),
}


def members(directory: Path) -> dict[str, dict[str, float]]:
    """Cluster id → its accounts with their scores, ids in order. InputError where there are no clusters to read."""
    found: dict[str, dict[str, float]] = {}
    for cluster, account, score in _rows(directory, CLUSTERS_FILE, "ORDER BY cluster_id, score DESC, account_ref"):
        found.setdefault(str(cluster), {})[str(account)] = float(score)
    return found


def evidence_of(directory: Path, cluster_id: str, most: int) -> list[dict[str, Any]]:
    """The heaviest `most` pieces of evidence of one cluster; none where the file is not there."""
    if not (directory / EVIDENCE_FILE).exists():
        return []
    rows = _rows(
        directory, EVIDENCE_FILE, "WHERE cluster_id = $cluster ORDER BY weight DESC, kind, account_a, account_b, value LIMIT $most",
        {"cluster": cluster_id, "most": most},
    )
    return [dict(zip(_COLUMNS[EVIDENCE_FILE], row, strict=True)) for row in rows]


def kinds_of(directory: Path, cluster_id: str) -> list[tuple[str, int, float, tuple[str, ...]]]:
    """What holds one cluster together: kind, pieces of evidence, their greatest weight, the two values that most pieces have; the heaviest kind first.

    None where the file is not there.
    """
    if not (directory / EVIDENCE_FILE).exists():
        return []
    rows = _rows(
        directory, EVIDENCE_FILE, "WHERE cluster_id = $cluster GROUP BY kind, value", {"cluster": cluster_id},
        columns="kind, value, count(*) AS pieces, max(weight) AS weight",
    )
    found: dict[str, list[tuple[int, float, str]]] = {}
    for kind, value, pieces, weight in rows:
        found.setdefault(str(kind), []).append((int(pieces), float(weight), str(value)))
    told = [
        (kind, sum(pieces for pieces, _, _ in one), max(weight for _, weight, _ in one), tuple(value for _, _, value in sorted(one, key=lambda row: (-row[0], row[2]))[:2] if value))
        for kind, one in found.items()
    ]
    return sorted(told, key=lambda row: (-row[2], row[0]))


def generations(directory: Path) -> list[dict[str, Any]]:
    """One row per account of a family of campaigns, with its generation; none where the file is not there."""
    if not (directory / GENERATIONS_FILE).exists():
        return []
    rows = _rows(directory, GENERATIONS_FILE, "ORDER BY family_id, generation, cluster_id, account_ref")
    return [dict(zip(_COLUMNS[GENERATIONS_FILE], row, strict=True)) for row in rows]


def columns_of(name: str) -> tuple[str, ...]:
    """The columns that the file `name` of a directory must have."""
    return _COLUMNS[name]


def _rows(directory: Path, name: str, rest: str, values: dict[str, Any] | None = None, *, columns: str = "") -> list[tuple[Any, ...]]:
    import duckdb

    from dsa_reports.engines.duckdb import connect

    file = directory / name
    if not file.is_file():
        raise InputError(f"there is no {name}", where=shown(directory, 300), remedy="Name the directory that `dsa-reports campaigns find … -o DIR` wrote.")
    try:
        with connect() as connection:
            return connection.execute(
                f"SELECT {columns or ', '.join(_COLUMNS[name])} FROM read_parquet($file) {rest}", {"file": str(file), **(values or {})}
            ).fetchall()
    except duckdb.Error as error:
        raise InputError(
            f"{name} cannot be read: {shown(str(error).splitlines()[0], 200)}", where=shown(file, 300),
            remedy=f"It must be a Parquet file with the columns {', '.join(_COLUMNS[name])}; run `campaigns find` again.",
        ) from None
