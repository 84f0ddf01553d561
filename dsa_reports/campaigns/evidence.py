"""Why accounts are in one candidate: pairs of accounts and the thing that both had, a person can look at each.

Of every member and kind the two most telling things are kept, so that each member's evidence is complete in kinds and small in
size. The holders of a thing are joined in the order in which they first had it, each to the one before: as many pairs as uses.
"""

from typing import TYPE_CHECKING

from dsa_reports.campaigns.find import Found
from dsa_reports.campaigns.groups import NAMES
from dsa_reports.campaigns.kinds import KINDS
from dsa_reports.campaigns.objects import run, table
from dsa_reports.campaigns.scoring import speaking
from dsa_reports.campaigns.settings import Settings

if TYPE_CHECKING:
    import duckdb

__all__ = ["write_evidence", "write_members"]

_PER_KIND = 2
_LONGEST_VALUE = 300


def write_members(con: "duckdb.DuckDBPyConnection", found: Found) -> None:
    """Leave `members` (acct, cluster_id, score)."""
    import numpy as np

    members = np.flatnonzero(found.group >= 0)
    columns = {
        "acct": members, "cluster_id": np.array([found.names[number] for number in found.group[members].tolist()], dtype=object),
        "score": np.round(found.score[members], 4),
    }
    table(con, "members", columns, "acct BIGINT, cluster_id VARCHAR, score DOUBLE")


def write_evidence(con: "duckdb.DuckDBPyConnection", found: Found, settings: Settings) -> None:
    """Leave `evidence` (cluster_id, account_a, account_b, kind, value, weight) and `telling` (cluster_id, kind, thing, members, value)."""
    import numpy as np

    uses = found.uses
    weight = np.array([kind.weight for kind in KINDS.values()])[uses.kind] * speaking(uses, found.group, settings)
    kept = np.flatnonzero(weight > 0)
    columns = {
        "acct": uses.acct[kept], "cluster_id": np.array([found.names[number] for number in found.group[uses.acct[kept]].tolist()], dtype=object),
        "kind": np.array([NAMES[number] for number in uses.kind[kept].tolist()], dtype=object), "thing": uses.value[kept], "weight": np.round(weight[kept], 4),
    }
    table(con, "weighed", columns, "acct BIGINT, cluster_id VARCHAR, kind VARCHAR, thing BIGINT, weight DOUBLE")
    con.execute(f"SET VARIABLE per_kind = {_PER_KIND}")
    con.execute(f"SET VARIABLE longest_value = {_LONGEST_VALUE}")
    run(con, "91_evidence")
