"""What indicators find, before it is rounded and written: cells of the template, and where they stand."""

from dataclasses import dataclass, field
from fractions import Fraction

__all__ = ["CellKey", "CellResult", "Results", "figure_id"]

CellKey = tuple[int, str, str, str]
"""(part, row, column, scope). Row: `TOTAL`, a category, `CATEGORY/KEYWORD`, `CATEGORY/KEYWORD_OTHER~slug`, or the
row key of the layout (parts 7 to 10), with `~slug` for rows split by automated system. Scope: '' in parts 4 to 6."""


def figure_id(key: CellKey) -> str:
    """`part.row.column[@scope]`."""
    part, row, column, scope = key
    return f"{part}.{row}.{column}" + (f"@{scope}" if scope else "")


@dataclass(frozen=True)
class CellResult:
    """What an indicator found for one cell, before rounding. Medians in hours, shares in [0,1]; exact fractions."""

    value: int | Fraction | None
    rows_used: int
    indicator: str
    numerator: int | None = None
    denominator: int | None = None
    context: str = ""
    """Text for the context column of the same row (part 8: system, sample size, method)."""


@dataclass
class Results:
    """All cells that indicators (or declared figures) filled, and the descriptions of KEYWORD_OTHER rows."""

    cells: dict[CellKey, CellResult] = field(default_factory=dict)
    other_descriptions: dict[int, dict[str, str]] = field(default_factory=dict)
    """part → row (`CATEGORY/KEYWORD_OTHER~slug`) → description, unique within the sheet."""
