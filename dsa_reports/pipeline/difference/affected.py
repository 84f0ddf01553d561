"""Which figures rest on which tables: read from the queries that really run."""

from collections.abc import Collection, Mapping
from functools import cache

from dsa_reports.harmonised.difference.compare import identity
from dsa_reports.harmonised.model import Figure
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.pipeline.feeds import reads

__all__ = ["affected_figures"]


def affected_figures(figures: Mapping[str, Figure], tables: Collection[str]) -> set[str]:
    """Of `figures` those that rest on one of `tables`, by `identity`."""
    return {identity(name) for name, figure in figures.items() if _tables_of(figure.indicator) & set(tables)}


@cache
def _tables_of(indicator: str) -> frozenset[str]:
    found = load_indicators().get(indicator)
    if found is None:
        return frozenset()
    return frozenset(table for fact in found.facts for table in reads(fact))
