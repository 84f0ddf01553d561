"""The word across every page of a draft, as a picture behind the text (no part of the reading order)."""

from urllib.parse import quote

from markupsafe import escape

from dsa_reports.harmonised.model import Document
from dsa_reports.render.words import Words

__all__ = ["watermark_css"]


def watermark_css(document: Document) -> str:
    """`@page` background that says DRAFT n; '' for a final edition."""
    draft = int(document.identification.get("draft") or 0)
    if not draft:
        return ""
    word = escape(Words(document.language).text("status.watermark", draft=draft))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297">'
        '<text x="105" y="160" text-anchor="middle" transform="rotate(-54 105 150)" font-family="Report Sans" '
        f'font-weight="600" font-size="44" fill="#f0f2f4">{word}</text></svg>'
    )
    return f"\n@page {{ background: url(\"data:image/svg+xml,{quote(svg)}\") center / 210mm 297mm no-repeat }}"
