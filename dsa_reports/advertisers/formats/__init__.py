"""Formats of ad registers, one file each, found by looking into this folder. Adding a format is adding one file with FORMAT."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal

from dsa_reports.advertisers.model import AdRecord

__all__ = ["Certainty", "Format", "Item", "carried", "formats"]

Item = Literal["a", "brand", "subject", "b", "c", "d", "e", "g", "states", "people", "restriction", "facts", "automation", "ground"]
"""Points of Art. 39(2), taken apart where a format may have one half and lack the other, and the particulars of Art. 17(3)."""
Certainty = Literal["our own", "real rows", "real file", "documented", "second-hand"]


@dataclass(frozen=True)
class Format:
    """How one platform writes its register, how sure that is, and what it cannot say.

    `records` yields the raw records of a document (an object parsed from JSON), or raises Unread where it is no such
    document. `read` makes a record of one of them, or raises Unread. `carries`: what the format has a field for at all,
    lane (or `removed`, where
    removed ads have a table of their own) → points of the law. What a format has no field for nobody has left out. `keys`: by what its entries can be found.
    """

    name: str
    title: str
    certainty: Certainty
    source: str
    """Where the format is described, and how sure that makes it."""
    carries: dict[str, frozenset[Item]]
    lacks: tuple[str, ...]
    keys: frozenset[Literal["domain", "caption", "name", "account", "company_number", "email_domain", "text", "picture"]]
    records: Callable[[Any], Iterator[dict[str, Any]]]
    read: Callable[[dict[str, Any]], AdRecord]


@cache
def formats() -> dict[str, Format]:
    """Every format by name."""
    found: list[Format] = [
        import_module(f"{__name__}.{module.name}").FORMAT for module in sorted(iter_modules(__path__), key=lambda m: m.name)
        if not module.name.startswith("_")
    ]
    return {one.name: one for one in found}


def carried(record: AdRecord) -> frozenset[Item]:
    """What the format of `record` has a field for, for entries of its kind."""
    carries = formats()[record.format].carries
    return carries["removed"] if record.removed and "removed" in carries else carries.get(record.lane, frozenset())
