"""A difference as one self-contained page: no script, nothing from outside, readable without colour."""

import base64
import hashlib

from markupsafe import Markup

from dsa_reports.harmonised.difference import Difference
from dsa_reports.render.difference.view import change_view
from dsa_reports.render.environment import environment, font_faces, stylesheet
from dsa_reports.render.words import Words

__all__ = ["difference_html"]


def difference_html(difference: Difference, language: str = "en") -> bytes:
    """The page."""
    css = font_faces() + "\n" + stylesheet(paper=False)
    words = Words(language)
    page = environment().get_template("difference.html.j2").render(
        changes=change_view(difference), words=words, t=words.text, fmt=words.formats, paper=False,
        css=Markup(css),  # noqa: S704  packaged CSS, no data in it
        style_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii"),
    )
    return page.encode("utf-8")
