"""Which columns of which table end up in which cells of the report: read from the queries that really run.

Nothing is listed by hand. The facts that an indicator counts name the accepted tables they are derived from, and the
contract says which words in those queries are columns.
"""

import re
from dataclasses import dataclass
from functools import cache

from dsa_reports.contract import tables
from dsa_reports.indicators.loader import Indicator, load_indicators
from dsa_reports.intake.derive import fact_sql, helpers
from dsa_reports.law.tiers import Tier
from dsa_reports.template.layout import TemplatePart, layout

__all__ = ["Feed", "feeding_tables", "feeds_of_tier", "reads"]

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Feed:
    """Cells of one part that one indicator fills for a tier: `rows` in words, `columns` as letter and name."""

    part: int
    sheet: str
    indicator: str
    title: str
    rows: str
    columns: tuple[str, ...]
    reads: dict[str, tuple[str, ...]]
    """Table → columns that the figures rest on."""


@cache
def reads(fact: str) -> dict[str, tuple[str, ...]]:
    """Table of the contract → its columns that the query of `fact` mentions, the facts it builds on included."""
    sql = fact_sql(fact)
    # A helper may read tables, too.
    behind = [text for text in helpers([sql]).values() if "accepted_" in text]
    query = _COMMENT.sub(" ", "\n".join([sql, *behind]))
    words = set(re.findall(r"\b[a-z_0-9]+\b", query))
    found: dict[str, tuple[str, ...]] = {}
    for name, table in tables().items():
        if f"accepted_{name}" in words:
            found[name] = tuple(column for column in table.names if column in words)
    for other in sorted(set(re.findall(r"\bf_[a-z_]+\b", query))):
        for name, columns in reads(other).items():
            known = set(found.get(name, ())) | set(columns)
            found[name] = tuple(column for column in tables()[name].names if column in known)
    return found


def feeds_of_tier(tier: Tier) -> list[Feed]:
    """What each indicator fills in the parts 3 to 10 that apply to `tier`, in the order of the parts."""
    found = []
    for indicator in load_indicators().values():
        if indicator.part is not None and (feed := _feed(indicator, layout().part(indicator.part), tier)):
            found.append(feed)
    return found


def feeding_tables(tier: Tier) -> dict[str, tuple[int, ...]]:
    """Tables without which cells of `tier` cannot be filled → the parts that they feed.

    Computed, where `pipeline.needs` is written down; a test holds the two together.
    """
    parts: dict[str, set[int]] = {}
    for feed in feeds_of_tier(tier):
        for name in feed.reads:
            # A table that feeds chapters first (user reports) is not needed, even where a reading may add it to a part.
            if tables()[name].feeds.startswith("part"):
                parts.setdefault(name, set()).add(feed.part)
    return {name: tuple(sorted(parts[name])) for name in tables() if name in parts}


def _feed(indicator: Indicator, part: TemplatePart, tier: Tier) -> Feed | None:
    by_category = indicator.rows == "category"
    rows = [row for row in part.rows if layout().applies(row.applicability, tier) and (by_category or f"{row.key}@{row.scope}" in indicator.cells)]
    if not rows:
        return None
    keys = dict.fromkeys(row.key for row in rows)
    letters = {column.name: column.letter for column in part.columns}
    named = indicator.columns if by_category else {}
    tables_read: dict[str, tuple[str, ...]] = {}
    for fact in indicator.facts:
        for name, columns in reads(fact).items():
            known = set(tables_read.get(name, ())) | set(columns)
            tables_read[name] = tuple(column for column in tables()[name].names if column in known)
    return Feed(
        part=part.number, sheet=part.sheet, indicator=indicator.id, title=indicator.title,
        rows="TOTAL, each category and sub-category" if by_category else ", ".join(keys),
        columns=tuple(f"{letters.get(name, '')} {name}".strip() for name in named), reads=tables_read,
    )
