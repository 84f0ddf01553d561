"""The report as one self-contained web page."""

from dsa_reports.harmonised.model import Document
from dsa_reports.render.environment import page

__all__ = ["html_page"]


def html_page(document: Document) -> bytes:
    """`report.html`: styles and fonts inside, no script, no outside request, a strict content security policy."""
    return page(document, paper=False).encode("utf-8")
