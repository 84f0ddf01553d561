"""The report as one self-contained web page."""

from dsa_reports.harmonised.model import Document
from dsa_reports.render.environment import page
from dsa_reports.render.theme import DEFAULT, Theme
from dsa_reports.render.view import Insider

__all__ = ["html_page"]


def html_page(document: Document, theme: Theme = DEFAULT, *, insider: Insider | None = None) -> bytes:
    """`report.html`: styles and fonts inside, no script, no outside request, a strict content security policy."""
    return page(document, paper=False, theme=theme, insider=insider).encode("utf-8")
