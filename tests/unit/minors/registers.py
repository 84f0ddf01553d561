"""Registers for the tests: a sound measure, and what may be changed about it."""

from datetime import date
from pathlib import Path
from typing import Any

from dsa_reports.minors import Measure, Register

ON = date(2026, 11, 26)


def measure(**changes: Any) -> Measure:
    """One that breaks no rule on ON."""
    sound: dict[str, Any] = {
        "id": "M-01", "title": "Private by default", "status": "in_place", "items": ("AS-01",), "from_date": date(2025, 10, 1), "review_date": date(2027, 1, 1),
        "owner": "Trust and safety", "evidence": "DOC-1", "indicators": ("private_default",), "file": "r.toml", "line": 3,
    }
    return Measure(**sound | changes)


def register(*measures: Measure, folder: Path | None = None) -> Register:
    return Register(measures, file="r.toml", folder=folder)
