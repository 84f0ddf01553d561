"""The page of candidates: self-contained, without script, for the people who judge them. Internal: it names accounts and shows texts."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from dsa_reports import resources
from dsa_reports.campaigns.report import Summary
from dsa_reports.campaigns.stories import MOST_MEMBERS, Story
from dsa_reports.errors import RenderError
from dsa_reports.render.environment import environment, font_faces

__all__ = ["candidates_html"]

_STYLES = ("css/base.css", "css/tables.css", "css/screen.css", "css/findings.css", "css/campaigns.css")
_CHART = (720, 90)
"""Width and height of a timeline."""


def candidates_html(summary: Summary, told: Sequence[Story]) -> str:
    """One page: what the run was, then a section per candidate with what its accounts share, a timeline, and the accounts."""
    css = _css()
    found = {candidate.cluster_id: candidate for candidate in summary.candidates}
    return environment().get_template("campaigns.html.j2").render(
        summary=summary, stories=[(found[story.cluster_id], story, _bars(story)) for story in told], most_members=MOST_MEMBERS, chart=_CHART,
        css=Markup(css), style_hash=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii"),  # noqa: S704  packaged CSS, no data in it
    )


def _bars(story: Story) -> list[dict[str, float | int | str]]:
    """Bars of the timeline, in the units of the drawing."""
    width, height = _CHART
    most = max((bin_.acts for bin_ in story.bins), default=0) or 1
    step = width / max(len(story.bins), 1)
    return [
        {"x": round(step * place, 1), "width": round(step - 1, 1), "height": round((height - 16) * bin_.acts / most, 1), "start": bin_.start, "acts": bin_.acts, "registered": bin_.registered, "removed": bin_.removed}
        for place, bin_ in enumerate(story.bins)
    ]


@cache
def _css() -> str:
    css = font_faces() + "\n" + "\n".join(resources.read_text("templates", name) for name in _STYLES)
    if "</" in css:
        raise RenderError("a style sheet of the page closes its own element", where="templates/css")
    return css
