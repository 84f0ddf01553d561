"""The index page of the archive: every version of every period, with its date, the end of its retention and its files."""

import base64
import hashlib

from markupsafe import Markup

from dsa_reports.evidence.archive import Archive
from dsa_reports.render.environment import environment, font_faces, stylesheet
from dsa_reports.render.words import Words

__all__ = ["archive_html"]


def archive_html(archive: Archive, language: str = "en") -> bytes:
    """One self-contained page; its links are relative, so that the folder can be published as it is."""
    css = font_faces() + "\n" + stylesheet(paper=False)
    words = Words(language)
    periods = [(period, list(reversed(archive.of_period(period)))) for period in sorted({e.period for e in archive.editions}, reverse=True)]
    page = environment().get_template("archive.html.j2").render(
        archive=archive, periods=periods, words=words, t=words.text, fmt=words.formats,
        css=Markup(css),  # noqa: S704  packaged CSS, no data in it
        style_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii"),
    )
    return page.encode("utf-8")
