"""The summary as one self-contained web page without any script."""

import base64
import hashlib

from markupsafe import Markup

from dsa_reports import resources
from dsa_reports.findings import Severity
from dsa_reports.render.environment import environment, font_faces
from dsa_reports.render.summary.table import Summary

__all__ = ["render"]

_STYLES = ("css/base.css", "css/tables.css", "css/screen.css", "css/findings.css", "css/summary.css")


def render(summary: Summary) -> str:
    """The page. It makes no request: a content security policy allows its own style only."""
    css = font_faces() + "\n" + "\n".join(resources.read_text("templates", name) for name in _STYLES)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    return environment().get_template("summary.html.j2").render(
        summary=summary, totals={severity: summary.total(severity) for severity in Severity},
        css=Markup(css), style_hash=digest,  # noqa: S704  packaged, no data in it
    )
