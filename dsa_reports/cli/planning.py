"""A plan on the screen."""

from typing import TYPE_CHECKING

from dsa_reports.cli.console import out
from dsa_reports.display import shown
from dsa_reports.errors import UsageError
from dsa_reports.law.tiers import Tier

if TYPE_CHECKING:
    from dsa_reports.pipeline.plan import Plan

__all__ = ["print_plan", "tier_called"]


def tier_called(name: str) -> Tier:
    """The tier of that name; UsageError with a suggestion."""
    try:
        return Tier(name.strip().lower().replace("-", "_"))
    except ValueError:
        from dsa_reports.service.mistakes import closest

        raise UsageError(f"there is no tier {shown(name)!r}", remedy=closest(name, [tier.value for tier in Tier])) from None


def print_plan(plan: "Plan", *, columns: bool) -> None:
    """Deadline, tables, then cells with what feeds them."""
    out(f"tier        {plan.tier.value}")
    out(f"period      {plan.due.period}: {plan.due.kind}")
    out(f"publish by  {plan.due.deadline.isoformat()}" + ("" if plan.due.statutory else " (if it were statutory)"))
    if plan.hint:
        out(f"\n{plan.hint}")
    for title, needed in (("Tables that the tier needs", True), ("Voluntary tables (chapters, or under a reading)", False)):
        out(f"\n{title}")
        for table in plan.tables:
            if table.needed is needed:
                parts = f"parts {', '.join(map(str, table.parts))}" if needed else table.feeds
                source = f"  {shown(table.source)}" if table.source else ""
                out(f"  {table.table:<24}{table.status:<10}{parts}{source}")
                out(f"  {'':<24}one row is {table.one_row_is}; required: {', '.join(table.required_columns)}")
    out("\nCells and what feeds them" + ("" if columns else " (--columns names the columns)"))
    for feed in plan.feeds:
        out(f"  {feed.sheet}: {feed.title}")
        out(f"      rows     {feed.rows}")
        if feed.columns:
            out(f"      columns  {', '.join(feed.columns)}")
        for name, read in feed.reads.items():
            out(f"      from     {name}" + (f": {', '.join(read)}" if columns else ""))
    if plan.missing:
        out(f"\nservice.toml says nothing of: {', '.join(plan.missing)}. Name files, or none = \"the reason\".")
