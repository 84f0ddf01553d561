"""A difference for people and programs: one format per file."""

from collections.abc import Callable
from typing import Literal

from dsa_reports.evidence.canonical import canonical_json
from dsa_reports.harmonised.difference import Difference
from dsa_reports.render.difference.text import difference_text

__all__ = ["FORMATS", "DifferenceFormat", "difference_bytes"]

DifferenceFormat = Literal["text", "json", "html"]


def difference_bytes(difference: Difference, form: DifferenceFormat, *, language: str = "en") -> bytes:
    """`difference` in one of the formats; the language is that of the page."""
    return FORMATS[form](difference, language)


def _html(difference: Difference, language: str) -> bytes:
    from dsa_reports.render.difference.html import difference_html

    return difference_html(difference, language)


FORMATS: dict[DifferenceFormat, Callable[[Difference, str], bytes]] = {
    "text": lambda difference, _: difference_text(difference).encode("utf-8"),
    "json": lambda difference, _: canonical_json(difference),
    "html": _html,
}
