"""The word across every page of a draft, as a picture behind the text (no part of the reading order)."""

import io
from urllib.parse import quote

from dsa_reports import resources
from dsa_reports.harmonised.model import Document
from dsa_reports.render.words import Words

__all__ = ["watermark_css"]

SIZE = 44


def watermark_css(document: Document) -> str:
    """`@page` background that says DRAFT n; '' for a final edition."""
    draft = int(document.identification.get("draft") or 0)
    if not draft:
        return ""
    outlines, width, scale = _outlines(Words(document.language).text("status.watermark", draft=draft))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297">'
        f'<g fill="#f0f2f4" transform="rotate(-54 105 150) translate({105 - width / 2:.2f} 164) scale({scale:.5f} -{scale:.5f})">'
        f"{outlines}</g></svg>"
    )
    return f"\n@page {{ background: url(\"data:image/svg+xml,{quote(svg)}\") center / 210mm 297mm no-repeat }}"


def _outlines(text: str) -> tuple[str, float, float]:
    """`text` as outlines of the packaged font, its width, and the scale of the outlines.

    Outlines, not text: whoever copies or extracts the text of a page must not find letters of DRAFT between the figures.
    """
    from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(io.BytesIO(resources.read_bytes("templates", "fonts/ReportSans-SemiBold.ttf")))
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale, x, paths = SIZE / font["head"].unitsPerEm, 0.0, []
    for character in text:
        name = names.get(ord(character), ".notdef")
        pen = SVGPathPen(glyphs)
        glyphs[name].draw(pen)
        if commands := pen.getCommands():
            paths.append(f'<path transform="translate({x:.0f} 0)" d="{commands}"/>')
        x += glyphs[name].width
    return "".join(paths), x * scale, scale
