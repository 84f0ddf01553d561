"""Labelled samples of automated systems, by scope, kind of content and language."""

from datetime import date
from typing import Any

from dsa_reports.law.tiers import Tier
from dsa_reports.pipeline.sample.mixing import Draws
from dsa_reports.pipeline.sample.world import World

__all__ = ["automation_evaluations"]

_RANDOM = "Random sample of decisions and of untouched content, drawn by hash of the id; each item labelled by two trained reviewers, a third decides where they differ."
_SYSTEMS = (
    ("Spam text classifier", "text", 930, 960), ("Image nudity classifier", "image", 955, 940),
    ("Link farm detector", "text", 970, 820), ("Fake account model", "all", 940, 780), ("Video fingerprinting", "video", 990, 900),
)
"""Name, kind of content, precision and recall in thousandths around which the samples lie."""
_LANGUAGES = {"nl": (920, 860), "en": (945, 905), "de": (930, 850), "fr": (925, 810), "es": (915, 800), "it": (905, 760), "pl": (890, 640), "pt": (900, 700), "ro": (880, 590), "sv": (900, 650), "da": (895, 640), "el": (870, 520)}


def automation_evaluations(world: World, rows: int, seed: int) -> list[dict[str, Any]]:
    """Each system in total, for own initiative and for notices; the spam classifier also by language."""
    large = world.tier is Tier.VLOP
    wanted: list[tuple[str, str | None, str, int, int, str]] = [
        (scope, None, system, precision - drop, recall - drop, content)
        for system, content, precision, recall in (_SYSTEMS if large else _SYSTEMS[:2])
        for scope, drop in (("total", 0), ("own_initiative", 10))
    ]
    wanted += [("notices", None, "Notice triage", 880, 720, "all")]
    if large:
        wanted += [("trusted_flagger_notices", None, "Notice triage", 930, 810, "all")]
        wanted += [("language", code, "Spam text classifier", p, r, "text") for code, (p, r) in _LANGUAGES.items()]
    return [_sample(world, number, seed, row) for number, row in enumerate(wanted)]


def _sample(world: World, number: int, seed: int, row: tuple[str, str | None, str, int, int, str]) -> dict[str, Any]:
    scope, language, system, precision, recall, content = row
    draws = Draws(seed, "automation_evaluations", number)
    flagged = 600 + draws.number("flagged", 900)
    hits = flagged * precision // 1000 - draws.number("wobble", 9)
    missed = hits * (1000 - recall) // recall
    return {
        "id": f"q-{number:03d}", "system": system, "scope": scope, "language": language, "content_type": None if content == "all" else content,
        "evaluated_from": date(world.period_start.year, 1, 1), "evaluated_to": world.period_end,
        "true_positives": hits, "false_positives": flagged - hits, "true_negatives": 4000 + draws.number("clean", 5000), "false_negatives": missed,
        "method": _RANDOM,
    }
