"""`checks`: the rules of a report, listed and explained."""

from collections.abc import Collection
from typing import Any

from dsa_reports.checks import all_checks
from dsa_reports.checks.examples import examples_of
from dsa_reports.checks.page import described, listed
from dsa_reports.checks.registry import anchor
from dsa_reports.display import shown
from dsa_reports.errors import UsageError
from dsa_reports.harmonised.reading.rules import RULES

__all__ = ["rules", "rules_as_text"]


def rules_as_text(ids: Collection[str]) -> str:
    """The list of all rules; or those named by id or group, each with law, remedy and examples. UsageError for unknown ones."""
    return "\n".join(described(name) for name in _named(ids)) if ids else listed()


def rules(ids: Collection[str]) -> list[dict[str, Any]]:
    """The same as plain data, all rules where none is named. `reader`: what the reader of files says under the same id."""
    return [_entry(name) for name in (_named(ids) if ids else _known())]


def _entry(name: str) -> dict[str, Any]:
    one, reading = all_checks().get(name), RULES.get(name)
    entry: dict[str, Any] = {"id": name, "anchor": anchor(name)}
    if one:
        entry |= {
            "severity": one.severity.value, "rule": one.rule, "citation": one.citation, "remedy": one.remedy,
            "parts": list(one.parts), "tiers": list(one.tiers), "needs": one.needs,
            "examples": [example.model_dump(mode="json", exclude_defaults=True) for example in examples_of(name)],
        }
    if reading:
        entry["reader"] = {
            "severity": reading.severity.value, "rule": reading.rule, "citation": reading.citation, "remedy": reading.remedy,
        }
    return entry


def _known() -> list[str]:
    names = {*all_checks(), *RULES}
    return sorted(names, key=lambda name: (name.rpartition("-")[0], int(name.rpartition("-")[2])))


def _named(ids: Collection[str]) -> list[str]:
    wanted = {name.strip().upper() for name in ids}
    found = [name for name in _known() if {name, name.rpartition("-")[0]} & wanted]
    if unknown := sorted(wanted - {part for name in found for part in (name, name.rpartition("-")[0])}):
        raise UsageError(f"there is no rule {shown(unknown[0], 40)!r}", remedy="`dsa-reports checks` lists them all; name an id such as C-1, or a group such as C. Rules about logs: `dsa-reports rules`.")
    return found
