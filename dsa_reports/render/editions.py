"""The editions of a report for people: which files each is, and what stands in it.

`statutory` explains the official files and may be published; `internal` is the same with the names of staff (waivers,
declared figures, extractions) and never leaves the house; `board` sums up on two pages; `factsheet` tells on one page how
sexbot spam was handled. To add one: a template in templates/editions/ and its line below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dsa_reports.errors import UsageError
from dsa_reports.harmonised.model import Document
from dsa_reports.render.theme import DEFAULT, Theme

__all__ = ["EDITIONS", "Look", "edition_files"]


@dataclass(frozen=True)
class Look:
    """How the report for people shall look: which editions, whose theme, what names the internal edition may show."""

    editions: tuple[str, ...] = ("statutory",)
    theme: Theme = DEFAULT
    attached: tuple[tuple[str, bytes], ...] | None = None
    """Files that `report.pdf` carries as PDF/A-3; None for a plain PDF/UA."""
    insider: dict[str, Sequence[dict[str, Any]]] = field(default_factory=dict)
    """Names of staff: `waived`, `declared`, `extracted`. Only the internal edition sees them."""


EDITIONS = ("statutory", "internal", "board", "factsheet")
_BRIEFS = {"board": ("internal/board.pdf", "editions/board.html.j2"), "factsheet": ("publish/factsheet.pdf", "editions/factsheet.html.j2")}


def edition_files(document: Document, look: Look) -> dict[str, bytes]:
    """Path below the draft → bytes, for every edition that `look` asks for. The statutory one is always made."""
    from dsa_reports.render.html import html_page
    from dsa_reports.render.pdf import pdf_bytes

    chapters = {chapter.id for chapter in document.chapters}
    if "factsheet" in look.editions and "sexbot" not in chapters:
        raise UsageError(
            "there is no factsheet on sexbot spam: nothing is recorded about it", where="--edition factsheet",
            remedy="Tag sexbot spam in the logs (docs/compliance.md), or leave this edition out.",
        )
    files = {
        "publish/report.html": html_page(document, look.theme),
        "publish/report.pdf": pdf_bytes(document, look.theme, attached=look.attached),
    }
    if "internal" in look.editions:
        files |= {
            "internal/report.html": html_page(document, look.theme, insider=look.insider),
            "internal/report.pdf": pdf_bytes(document, look.theme, insider=look.insider),
        }
    for name, (path, template) in _BRIEFS.items():
        if name in look.editions:
            files[path] = pdf_bytes(document, look.theme, template=template)
    return files
