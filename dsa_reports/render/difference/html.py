"""A difference as one self-contained page: no script, nothing from outside, readable without colour."""

from dsa_reports.harmonised.difference import Difference
from dsa_reports.render.difference.view import change_view
from dsa_reports.render.environment import environment, inline_style, screen_css
from dsa_reports.render.words import Words

__all__ = ["difference_html"]


def difference_html(difference: Difference, language: str = "en") -> bytes:
    """The page."""
    words = Words(language)
    page = environment().get_template("difference.html.j2").render(
        changes=change_view(difference, words), words=words, t=words.text, fmt=words.formats, paper=False,
        **inline_style(screen_css()),
    )
    return page.encode("utf-8")
