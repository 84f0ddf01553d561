"""The summary as one self-contained web page without any script."""

from dsa_reports.findings import Severity
from dsa_reports.render.environment import environment, inline_style, screen_css
from dsa_reports.render.summary.table import Summary

__all__ = ["render"]

_STYLES = ("base.css", "tables.css", "screen.css", "findings.css", "summary.css")


def render(summary: Summary) -> str:
    """The page. It makes no request: a content security policy allows its own style only."""
    return environment().get_template("summary.html.j2").render(
        summary=summary, totals={severity: summary.total(severity) for severity in Severity},
        **inline_style(screen_css(*_STYLES)),
    )
