"""The Jinja environment and the page that both media share. HTML is the master."""

import base64
import hashlib
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from dsa_reports import resources
from dsa_reports.errors import RenderError
from dsa_reports.harmonised.model import Document
from dsa_reports.render.clean import finalize, with_code
from dsa_reports.render.theme import DEFAULT, Theme
from dsa_reports.render.view import Insider, view

__all__ = ["FONTS", "digest", "environment", "font_faces", "inline_style", "page", "screen_css", "stylesheet"]

FONTS = (("ReportSans-Regular.ttf", 400, "normal"), ("ReportSans-SemiBold.ttf", 600, "normal"),
         ("ReportSans-Italic.ttf", 400, "italic"))
STYLES = {False: ("base.css", "tables.css", "changes.css", "screen.css", "browser-print.css"),
          True: ("base.css", "tables.css", "changes.css", "paper.css")}

SCREEN_TAGS = {"dl": "dl", "dt": "dt", "dd": "dd"}
PAPER_TAGS = {"dl": "div", "dt": "p", "dd": "p"}
"""WeasyPrint tags `dl` as a list whose items must stand directly in it; our pairs are grouped, so paper has paragraphs."""


def _template(name: str) -> str:
    return resources.read_text("templates", name)


@cache
def environment() -> Environment:
    """Autoescape always, undefined names are errors, every printed value cleaned."""
    env = Environment(
        loader=FunctionLoader(_template), autoescape=True, undefined=StrictUndefined, finalize=finalize,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.do"],
    )
    env.filters["fragment"] = fragment
    env.filters["with_code"] = with_code
    return env


def fragment(id_: str) -> str:
    """A figure id as a link target: what a URL fragment cannot hold is percent-encoded."""
    return quote(id_, safe="/~@.-_")


def font_faces(url: str = "") -> str:
    """`@font-face` rules: the TTF files under `url` for paper; for a page that stands alone the same fonts as WOFF2 in data URLs, a quarter of the size."""
    rules = []
    for name, weight, style in FONTS:
        source = f"url({url}{name}) format('truetype')" if url else f"url(data:font/woff2;base64,{_font(name.removesuffix('.ttf') + '.woff2')}) format('woff2')"
        rules.append(
            f"@font-face{{font-family:'Report Sans';font-weight:{weight};font-style:{style};"
            f"font-display:block;src:{source}}}"
        )
    return "\n".join(rules)


@cache
def _font(name: str) -> str:
    return base64.b64encode(resources.read_bytes("templates", f"fonts/{name}")).decode("ascii")


def stylesheet(*, paper: bool) -> str:
    """The packaged CSS of one medium, without fonts."""
    return "\n".join(resources.read_text("templates", f"css/{name}") for name in STYLES[paper])


@cache
def screen_css(*names: str) -> str:
    """Fonts and the packaged style sheets `names` (below templates/css; without names, those of the report) of a page that stands alone."""
    return font_faces() + "\n" + "\n".join(resources.read_text("templates", f"css/{name}") for name in names or STYLES[False])


def inline_style(css: str) -> dict[str, str]:
    """`css` as templates take it: `css`, and `style_hash` for the content security policy. RenderError if it closes its own element."""
    if "</" in css:
        raise RenderError("a style sheet of the page closes its own element", where="templates/css")
    return {"css": Markup(css), "style_hash": digest(css)}  # noqa: S704  packaged CSS, no data in it


def digest(text: str) -> str:
    """The hash by which a content security policy allows an inline style or script."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def page(document: Document, *, paper: bool, theme: Theme = DEFAULT, template: str = "report.html.j2", insider: Insider | None = None) -> str:
    """The whole document as one HTML page for the screen or for the PDF."""
    seen = view(document, paper=paper, theme=theme, insider=insider)
    css = "" if paper else (theme.font_faces() or font_faces()) + "\n" + stylesheet(paper=False) + theme.css()
    script = "" if paper else resources.read_text("templates", "page.js")
    if "</" in script:
        raise RenderError("the script of the report closes its own element", where="templates/page.js")
    words = seen.words
    return environment().get_template(template).render(
        view=seen, words=words, t=words.text, m=words.markup, fmt=words.formats, ident=seen.identification,
        tag=PAPER_TAGS if paper else SCREEN_TAGS, paper=paper, **inline_style(css),
        script=Markup(script), script_hash=digest(script),  # noqa: S704  packaged script, no data in it
    )
