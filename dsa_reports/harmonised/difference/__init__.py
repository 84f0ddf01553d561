"""Two reports cell by cell: what changed, by how much, and (where it is known) why."""

from dsa_reports.harmonised.changes import (
    UNKNOWN,
    Causes,
    CauseShare,
    CellChange,
    Difference,
    Kind,
    PartDifference,
    Piece,
    RowChange,
    Side,
    Step,
)
from dsa_reports.harmonised.difference.compare import Compared, compare

__all__ = [
    "UNKNOWN", "CauseShare", "Causes", "CellChange", "Compared", "Difference", "Kind", "PartDifference", "Piece", "RowChange",
    "Side", "Step", "compare",
]
