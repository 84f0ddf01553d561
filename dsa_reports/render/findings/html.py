"""One self-contained web page: sortable and filterable by a small script of its own, complete without it."""

from markupsafe import Markup, escape

from dsa_reports import resources
from dsa_reports.findings import Severity
from dsa_reports.render.clean import clean
from dsa_reports.render.environment import digest, environment, inline_style, screen_css
from dsa_reports.render.findings.document import FindingsDocument
from dsa_reports.render.findings.groups import Group, groups, many, places_table

__all__ = ["render"]

_USUAL = 200
_STYLES = ("base.css", "tables.css", "screen.css", "findings.css")
_WORDS = {Severity.BLOCKS: "Blocking", Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"}


def render(document: FindingsDocument) -> str:
    """The page. It makes no request: a content security policy allows its own style and script only."""
    found = groups(document, _USUAL)
    script = resources.read_text("templates", "findings/page.js")
    return environment().get_template("findings/page.html.j2").render(
        document=document, title=document.title, groups=found, words=_WORDS, many=many, places_table=places_table, soft=_soft, scopes=_scopes(found),
        tables=[table for table in document.head.get("tables", ()) if table["files"] or table.get("none")],
        report=document.head.get("report"), build=document.head.get("build"),
        counts={severity: sum(group.severity is severity for group in found) for severity in Severity},
        script=Markup(script), script_hash=digest(script), **inline_style(screen_css(*_STYLES)),  # noqa: S704  packaged, no data in it
    )


def _soft(text: str) -> Markup:
    """`text`, escaped, that may be broken after a slash or an underscore: codes and paths are long words."""
    return escape(clean(text)).replace("_", Markup("_<wbr>")).replace("/", Markup("/<wbr>"))


def _scopes(found: list[Group]) -> list[str]:
    """The tables or parts that have findings, parts in their order."""
    return sorted({group.scope for group in found}, key=lambda scope: (len(scope), scope) if scope.startswith("part ") else (0, scope))
