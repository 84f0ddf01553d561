"""`explain`: the passport of one figure, from the draft that printed it."""

import json
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dsa_reports.display import shown
from dsa_reports.errors import InputError, UsageError
from dsa_reports.indicators.loader import load_indicators
from dsa_reports.intake.derive import fact_sql, facts_behind, helpers
from dsa_reports.pipeline.drafts import current_draft

__all__ = ["Passport", "draft_folder", "explain"]

_FEW = 5


@dataclass(frozen=True)
class Passport:
    """A figure and all that proves it. `entries` is the passport as written in passports.json."""

    figure: str
    draft: Path
    entries: dict[str, Any]
    query: str
    """The indicator's query, those behind its facts and their helpers; '' where this program's indicator is not the one that counted the figure."""


def draft_folder(output: Path, draft: int | None = None) -> Path:
    """The folder of draft number `draft`, or of the current draft of `output`."""
    if draft is not None:
        folder = output / "drafts" / str(draft)
        if not folder.is_dir():
            raise UsageError(f"there is no draft {draft}", where=shown(output, 300), remedy=_drafts(output))
        return folder
    return current_draft(output)


def _drafts(output: Path) -> str:
    folder = output / "drafts"
    numbers = sorted((int(entry.name) for entry in folder.iterdir() if entry.name.isdigit()), reverse=True) if folder.is_dir() else []
    return f"There are: {', '.join(str(number) for number in numbers[:20])}." if numbers else "Make one with dsa-reports build."


def explain(*, figure: str, output: Path, draft: int | None = None) -> Passport:
    """The passport of `figure`; UsageError with the figures that look like it where there is none."""
    folder = draft_folder(output, draft)
    path = folder / "internal" / "passports.json"
    try:
        figures: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))["figures"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("the passports of this draft cannot be read", where=shown(path, 300), remedy="Build the draft again.") from error
    if figure in figures:
        return Passport(figure, folder, figures[figure], _query(figures[figure]))
    raise UsageError(f"the draft has no figure {shown(figure)!r}", where=shown(path, 300), remedy=_suggestion(figure, figures))


def _query(passport: dict[str, Any]) -> str:
    indicator = load_indicators().get(str(passport.get("indicator", "")))
    if indicator is None or indicator.sha256 != passport.get("indicator_sha256"):
        return ""
    # The rules of period, category and clocks stand in the queries behind the facts: a lawyer needs both.
    behind = {name: fact_sql(name).strip() for name in facts_behind(indicator.facts)}
    facts = [f"-- the facts {name}\n{sql}" for name, sql in behind.items()]
    return "\n\n".join([indicator.query, *facts, *helpers(behind.values()).values()])


def _suggestion(figure: str, figures: dict[str, dict[str, Any]]) -> str:
    words = [word for word in figure.lower().replace(".", " ").split() if word]
    near = [name for name in figures if words and all(word in name.lower() for word in words)][:_FEW]
    near += [name for name in get_close_matches(figure, figures, n=_FEW, cutoff=0.5) if name not in near]
    if near:
        return "Do you mean " + ", ".join(near[:_FEW]) + "?"
    return f"Figure ids look like {next(iter(figures), '4.TOTAL.notices_received')}; internal/passports.json lists all {len(figures)}."
