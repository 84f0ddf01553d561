"""The tables, written once. `tables()` finds every file in `contract/tables/`."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from dsa_reports.contract import tables as _package
from dsa_reports.contract.model import Column, Kind, Rule, Table

__all__ = ["Column", "Kind", "Rule", "Table", "table", "tables"]


@cache
def tables() -> dict[str, Table]:
    """Every table of the contract by name, in alphabetical order."""
    names = sorted(module.name for module in iter_modules(_package.__path__))
    return {name: import_module(f"{_package.__name__}.{name}").TABLE for name in names}


def table(name: str) -> Table:
    """The table called `name`; KeyError if there is none."""
    return tables()[name]
