"""The page of candidates: self-contained, without script, for the people who judge them. Internal: it names accounts and shows texts."""

from collections.abc import Sequence

from dsa_reports.campaigns.report import Summary
from dsa_reports.campaigns.stories import MOST_MEMBERS, Story
from dsa_reports.render.environment import environment, inline_style, screen_css

__all__ = ["candidates_html"]

_STYLES = ("base.css", "tables.css", "screen.css", "findings.css", "campaigns.css")
_CHART = (720, 90)
"""Width and height of a timeline."""


def candidates_html(summary: Summary, told: Sequence[Story]) -> str:
    """One page: what the run was, then a section per candidate with what its accounts share, a timeline, and the accounts."""
    found = {candidate.cluster_id: candidate for candidate in summary.candidates}
    return environment().get_template("campaigns.html.j2").render(
        summary=summary, stories=[(found[story.cluster_id], story, _bars(story)) for story in told], most_members=MOST_MEMBERS, chart=_CHART,
        **inline_style(screen_css(*_STYLES)),
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
