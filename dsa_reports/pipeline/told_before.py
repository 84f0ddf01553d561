"""What earlier reports of the service printed: drafts and editions that lie in the output folder.

A count that is sealed today could be found by comparing with them: a draft with the next one, a half-year with its
quarters. So they are read before anything new is written.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from dsa_reports.display import shown
from dsa_reports.findings import Finding
from dsa_reports.harmonised.model import Reason
from dsa_reports.indicators.cells import CellResult
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.indicators.quantities import quantities_of
from dsa_reports.minors.small_cells import unread_finding
from dsa_reports.privacy import Span

__all__ = ["Told", "told_before"]

_SILENT = frozenset({Reason.SEALED.value, Reason.NOT_RECORDED.value})


@dataclass(frozen=True)
class Told:
    """One earlier report. `values`: quantity → number that it printed; `sealed`: figures that it sealed; `indicators`: those that it counted. Text and reason come from a file: a reason that does not exist makes it unreadable."""

    name: str
    span: Span
    values: dict[str, int]
    sealed: frozenset[str]
    indicators: frozenset[str]
    printed: dict[str, tuple[str, str]]
    """Single figures of the chapter on minors → text and reason, as they stood there; empty where small counts were not yet sealed."""


def told_before(output: Path, service: str) -> tuple[list[Told], list[Finding]]:
    """The reports of `service` below `output`, drafts in their order, then editions; and what could not be read."""
    found: list[Told] = []
    findings: list[Finding] = []
    for name, path in _reports(output):
        try:
            told = _told(name, json.loads(path.read_bytes()), service)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            findings.append(unread_finding(shown(name)))
        else:
            found += [told] if told else []
    return found, findings


def _reports(output: Path) -> Iterator[tuple[str, Path]]:
    drafts = output / "drafts"
    numbers = sorted(int(entry.name) for entry in drafts.iterdir() if entry.name.isdigit()) if drafts.is_dir() else []
    for number in numbers:
        yield f"drafts/{number}", drafts / str(number) / "publish" / "report.json"
    for path in sorted((output / "archive").glob("*/v*/report.json")):
        yield path.parent.relative_to(output).as_posix(), path


def _told(name: str, data: dict[str, Any], service: str) -> Told | None:
    said = data["identification"]
    if said["service"] != service:
        return None
    values: dict[str, int] = {}
    printed: dict[str, tuple[str, str]] = {}
    sealed, counted = set(), set()
    for figure, entry in data["figures"].items():
        indicator = load_indicators().get(entry["indicator"])
        if indicator is None or not indicator.chapter or figure.rpartition(".")[2] not in indicator.columns:
            continue
        if indicator.chapter == "minors" and indicator.rows == "single" and data.get("sealing"):
            printed[figure] = (str(entry["text"]), Reason(entry["reason"]).value)
        if entry["reason"] == Reason.SEALED:
            sealed.add(figure)
        if entry["reason"] in _SILENT:
            continue
        counted.add(indicator.id)
        value = None if entry["value"] is None else Fraction(str(entry["value"]))
        cell = CellResult(value, entry["rows_used"], indicator.id, entry.get("numerator"), entry.get("denominator"))
        values |= quantities_of(indicator, figure, cell)
    span = (date.fromisoformat(said["period_start"]), date.fromisoformat(said["period_end"]) + timedelta(days=1))
    return Told(name, span, values, frozenset(sealed), frozenset(counted), printed)
